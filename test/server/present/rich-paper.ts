/** A plan with one of everything that goes on paper, as a group might write it, the text it was adopted as before, and what is said beside it. */
import type { Plan, PlanMark, PlanNode } from "#app/document/plan.ts";
import { parsePlan } from "#app/document/plan.ts";
import type { Paper, PaperComment } from "#server/present/paper.ts";
import { paperOf } from "./paper-sample.ts";

type Inline = string | PlanNode;

const run = (words: string, ...marks: readonly PlanMark[]): PlanNode => ({
  type: "text",
  text: words,
  ...(marks.length > 0 ? { marks } : {}),
});
const inline = (parts: readonly Inline[]): readonly PlanNode[] =>
  parts.map((part) => (typeof part === "string" ? run(part) : part));
const block = (type: string, attrs: PlanNode["attrs"], content: readonly PlanNode[]): PlanNode => ({
  type,
  ...(attrs === undefined ? {} : { attrs }),
  content,
});
const p = (id: string | null, ...parts: readonly Inline[]) =>
  block("paragraph", id === null ? undefined : { id }, inline(parts));
const h = (id: string, level: number, ...parts: readonly Inline[]) =>
  block("heading", { id, level }, inline(parts));
const li = (...content: readonly PlanNode[]) => block("list_item", undefined, content);
const ul = (id: string | null, ...items: readonly PlanNode[]) =>
  block("bullet_list", id === null ? undefined : { id }, items);
const ol = (id: string | null, ...items: readonly PlanNode[]) =>
  block("ordered_list", id === null ? undefined : { id }, items);
const th = (words: string, attrs?: PlanNode["attrs"]) => block("table_header", attrs, [p(null, words)]);
const td = (parts: readonly Inline[], attrs?: PlanNode["attrs"]) =>
  block("table_cell", attrs, [p(null, ...parts)]);
const tr = (...cells: readonly PlanNode[]) => block("table_row", undefined, cells);
const table = (id: string, ...rows: readonly PlanNode[]) => block("table", { id }, rows);
const output = (id: string, attrs: Readonly<Record<string, string>>, ...content: readonly PlanNode[]) =>
  block("output", { id, ...attrs }, content);

const strong: PlanMark = { type: "strong" };
const em: PlanMark = { type: "em" };
const link = (href: string): PlanMark => ({ type: "link", attrs: { href } });
const held = (id: string, holders: string, group = ""): PlanMark => ({
  type: "bracket",
  attrs: { id, holders, group },
});
const gap = (id: string): PlanNode => ({ type: "gap", attrs: { id, note: "monto" } });
const note = (id: string, text: string): PlanNode => ({ type: "footnote", attrs: { id, text } });
const goal = (id: string, number: number): PlanNode => ({
  type: "goal_ref",
  attrs: { id, goal: `elac2015:${number}`, label: `meta ${number} de eLAC2015` },
});
const country = (id: string, iso: string, label: string): PlanNode => ({
  type: "country_ref",
  attrs: { id, country: iso, label },
});
const plan = (...content: readonly PlanNode[]): Plan => parsePlan({ type: "doc", content });

const seminar = {
  title: "Seminario regional sobre ductos y mástiles compartidos",
  kind: "seminar",
  responsible: "CR",
  partners: "PE; CEPAL; Comité Andino de Autoridades de Telecomunicaciones",
  goals: "1 2",
  start: "2011-03",
  due: "2011-05-13",
  indicator: "Países que participan con su regulador y con el ministerio de obras públicas",
  target: "12 países",
  funding: "secured",
  fundingScope: "national",
  fundingSector: "public",
  amount: "40000",
  currency: "USD",
  status: "under-way",
  evidence: "Lista de asistencia; informe en el sitio del grupo.",
} as const;

/** The text that the countries write. */
export const richPlan: Plan = plan(
  h("s1", 1, "Propósito y alcance"),
  p(
    "p1",
    "El grupo de trabajo acuerda lo que hará para que todas las escuelas, hospitales y municipios tengan ",
    run("banda ancha", strong),
    " ",
    run("a más tardar en 2012", held("b1", "CL", "when")),
    " ",
    run("a más tardar en 2013", held("b2", "CR PE", "when")),
    ", conforme a la ",
    goal("g1", 1),
    ".",
    note("f1", "Plan de Acción eLAC2015, aprobado en Lima el 23 de noviembre de 2010."),
  ),
  p(
    "p2",
    "Un fondo común recibe ",
    gap("gap1"),
    " dólares al año; lo administra ",
    country("c1", "CR", "Costa Rica"),
    " y rinde cuentas ante los países, como se explica en ",
    run("el sitio del grupo", link("https://example.org/fondo?ano=2011&idioma=es")),
    ".",
    note("f2", "El monto se acordará en la segunda reunión."),
  ),
  h("s11", 2, "Lo que ya existe"),
  p(
    "p3",
    "Los países cuentan con redes troncales, con cables submarinos y con normas de ",
    run("acceso abierto", em),
    " que no siempre ",
    run("se cumplen ", held("b3", "")),
    run("ni se vigilan", held("b3", ""), held("b4", "BR")),
    ".",
  ),
  h("s111", 3, "Redes troncales"),
  p("p4", "La red de cada país se describe en el anexo."),
  ul(
    "l1",
    li(
      p(null, "infraestructura pasiva:"),
      ol(
        null,
        li(p(null, "ductos, postes y mástiles;")),
        li(
          p(null, "derechos de vía a lo largo de carreteras y líneas eléctricas;"),
          ul(null, li(p(null, "de alta tensión")), li(p(null, "de distribución"))),
        ),
      ),
    ),
    li(
      p(null, "puntos de intercambio de tráfico", note("f3", "Uno por país, al menos."), ";"),
      p(null, "véase también el cuadro que sigue."),
    ),
    li(p(null, "espectro para zonas ", run("rurales", strong, em), ".")),
  ),
  ol(
    "l2",
    li(p(null, "Primero se mide.")),
    li(p(null, "Después se comparte.")),
    li(p(null, "Al final se evalúa.")),
  ),
  h("s2", 1, "Calendario y recursos"),
  p("p5", "El cuadro siguiente resume las reuniones y quién las prepara."),
  table(
    "t1",
    tr(th("Reunión"), th("Lugar y fecha", { colspan: 2 }), th("Prepara")),
    tr(
      td(["Primera"], { rowspan: 2 }),
      td(["San José"]),
      td(["marzo de 2011"]),
      td([country("c2", "CR", "Costa Rica")]),
    ),
    tr(
      td(["videoconferencia", note("f4", "Con interpretación al inglés y al portugués.")]),
      td(["junio de 2011"]),
      td(["Secretaría técnica"]),
    ),
    tr(
      td(["Segunda"]),
      td([run("Lima", held("b5", "PE")), " ", run("Montevideo", held("b6", "UY"))]),
      td(["2012"]),
      td([gap("gap2")]),
    ),
  ),
  table(
    "t2",
    tr(td(["Idiomas"]), td(["español, inglés, portugués, francés"])),
    tr(td(["Costo"]), td(["lo asume cada país"])),
  ),
  h("s3", 1, "Productos"),
  p("p6", "El grupo entrega los productos siguientes, en el orden en que se necesitan."),
  output(
    "o1",
    seminar,
    p(
      null,
      "Dos días, para reguladores y ministerios de obras públicas. ",
      run("Se invita a los operadores.", held("b7", "BR CL")),
    ),
    p(null, "Cada país presenta su norma.", note("f5", "Una página, en el idioma del país.")),
  ),
  output("o2", { title: "Estudio sobre el costo de compartir", kind: "study", due: "mediados de 2012" }),
  output("o3", {}),
  h("s4", 1, "Cómo trabaja el grupo"),
  h("s41", 2, "Reuniones"),
  p("p7", "El grupo se reúne cada dos meses por videoconferencia y una vez al año en persona."),
  p(
    "p8",
    "Las decisiones se toman por consenso; una objeción se explica por escrito en un plazo de diez días hábiles.",
  ),
  h("s42", 2, "Revisión"),
  p("p9", "El plan se revisa una vez al año."),
);

/** The text as it was adopted before. */
export const adoptedPlan: Plan = plan(
  h("s1", 1, "Propósito"),
  p(
    "p1",
    "El grupo de trabajo acuerda lo que hará para que todas las escuelas y hospitales tengan ",
    run("banda ancha", strong),
    " a más tardar en 2012, conforme a la ",
    goal("g1", 1),
    ".",
    note("f1", "Plan de Acción eLAC2015."),
  ),
  p("p0", "Este párrafo dejó de ser necesario porque el fondo ya existe."),
  p(
    "p2",
    "Un fondo común recibe 100.000 dólares al año; lo administra ",
    country("c1", "CR", "Costa Rica"),
    ".",
  ),
  h("s11", 2, "Lo que ya existe"),
  p("p3", "Los países cuentan con redes troncales y con normas de ", run("acceso abierto", em), "."),
  h("s111", 3, "Redes troncales"),
  p("p4", "La red de cada país se describe en el anexo."),
  ul(
    "l1",
    li(p(null, "infraestructura pasiva:"), ol(null, li(p(null, "ductos y postes;")))),
    li(p(null, "satélites;")),
    li(p(null, "espectro para zonas rurales.")),
  ),
  h("s2", 1, "Calendario y recursos"),
  p("p5", "El cuadro siguiente resume las reuniones y quién las prepara."),
  table(
    "t2",
    tr(td(["Idiomas"]), td(["español, inglés"])),
    tr(td(["Sede"]), td(["la fija la secretaría"])),
    tr(td(["Costo"]), td(["lo asume cada país"])),
  ),
  h("s3", 1, "Productos"),
  output(
    "o1",
    {
      ...seminar,
      title: "Seminario regional sobre ductos compartidos",
      due: "2011-04",
      status: "planned",
      amount: "25000",
    },
    p(null, "Un día, para reguladores."),
  ),
  output("o9", { title: "Directorio de reguladores", kind: "tool", responsible: "CEPAL" }),
  h("s4", 1, "Cómo trabaja el grupo"),
  h("s41", 2, "Reuniones"),
  p("p8", "Las decisiones se toman por consenso."),
  p("p7", "El grupo se reúne cada tres meses por videoconferencia."),
  h("s42", 2, "Revisión"),
  p("p9", "El plan se revisa una vez al año."),
);

const at = "2011-03-02T10:00:00.000Z";

export const richComments: readonly PaperComment[] = [
  {
    clause: "p1",
    quote: "banda ancha",
    before: " tengan ",
    author: "Marisol Díaz, Chile",
    at,
    text: "¿Con qué velocidad mínima?\n\nProponemos 10 Mbit/s.",
  },
  {
    clause: "p1",
    quote: "banda ancha",
    before: " tengan ",
    author: "Thiago Nogueira, Brasil",
    at,
    text: "De acuerdo, si se mide en el hogar.",
  },
  {
    clause: "o1",
    quote: "",
    before: "",
    author: "Inés Duarte, sociedad civil",
    at,
    text: "Invitar también a los usuarios.",
  },
  { clause: "t1", quote: "San José", before: "", author: "Rosa Quispe, Perú", at, text: "¿O Lima?" },
  {
    clause: "",
    quote: "palabras que ya no están",
    before: "",
    author: "Ana Soto, secretaría",
    at,
    text: "¿Dónde quedó esto?",
  },
];

/** As paper: the live text in Spanish. */
export const richPaper = (more: Partial<Paper> = {}): Paper =>
  paperOf(richPlan, {
    symbol: "eLAC/access-and-infrastructure/2011-2013/L",
    group: "Acceso e infraestructura",
    slug: "access-and-infrastructure",
    language: "es",
    copy: { kind: "live" },
    sha256: null,
    countries: { CR: "Costa Rica", PE: "Perú", CL: "Chile", BR: "Brasil", UY: "Uruguay" },
    ...more,
  });

export const adoptedSymbol = "eLAC/access-and-infrastructure/2011-2013/R2";
