/** The words of the demonstration's plan of work, as they were at first and as they grew under several hands. */
import type { Attrs, Plan, PlanMark, PlanNode } from "#app/document/plan.ts";
import { parsePlan } from "#app/document/plan.ts";

/** How the text grew: each hand adds what its country wants, on top of those before. */
export const hands = ["chair", "cl", "br", "cr", "jm"] as const;
export type Hand = (typeof hands)[number];

const text = (words: string, ...marks: PlanMark[]): PlanNode =>
  marks.length > 0 ? { type: "text", text: words, marks } : { type: "text", text: words };

const bracket = (id: string, holders: string, words: string, group = ""): PlanNode =>
  text(words, { type: "bracket", attrs: { id, holders, group } });

const paragraph = (id: string, ...content: (string | PlanNode)[]): PlanNode => ({
  type: "paragraph",
  attrs: { id },
  content: content.map((part) => (typeof part === "string" ? text(part) : part)),
});

const plain = (words: string): PlanNode => ({ type: "paragraph", content: [text(words)] });

const heading = (id: string, level: number, words: string): PlanNode => ({
  type: "heading",
  attrs: { id, level },
  content: [text(words)],
});

const output = (attrs: Attrs, description: string): PlanNode => ({
  type: "output",
  attrs,
  content: [plain(description)],
});

const row = (type: "table_header" | "table_cell", cells: readonly string[]): PlanNode => ({
  type: "table_row",
  content: cells.map((words) => ({ type, content: [plain(words)] })),
});

/** The text after `hand` has written, with all that those before it wrote. */
export function planAfter(hand: Hand): Plan {
  const has = (other: Hand) => hands.indexOf(other) <= hands.indexOf(hand);
  return parsePlan({
    type: "doc",
    content: [...purpose, ...work(has("cl"), has("br")), ...outputs(has("cr")), ...manner(has("jm"))],
  });
}

const purpose: readonly PlanNode[] = [
  heading("proposito", 1, "Propósito"),
  paragraph(
    "p-01",
    "Este plan reúne lo que doce países harán juntos hasta fines de 2013 para que vivir en una isla, en la selva o en la montaña deje de significar una conexión más lenta y más cara.",
  ),
  paragraph(
    "p-02",
    "Se apoya en las metas del área A de la agenda. No impone a ningún país obligaciones nuevas dentro de sus fronteras: vuelve comparable lo que cada uno ya hace y ayuda a los demás a repetirlo.",
  ),
];

function work(dates: boolean, condition: boolean): readonly PlanNode[] {
  return [
    heading("trabajo", 1, "Qué haremos"),
    heading("redes", 2, "Redes que se comparten"),
    paragraph(
      "p-03",
      "El grupo junta normas y contratos con los que los países comparten obras, y publica los que más ahorraron, con sus costos y sus tropiezos. Se miran en particular:",
    ),
    {
      type: "bullet_list",
      content: [
        "los ductos de carreteras, vías férreas y líneas eléctricas;",
        "los postes y las torres en zonas con un solo operador;",
        "las estaciones donde llegan los cables submarinos.",
      ].map((words) => ({ type: "list_item", content: [plain(words)] })),
    },
    paragraph(
      "p-04",
      "Cada país publica por dónde pasa su fibra pública ",
      ...(dates
        ? [
            bracket("b-fines", "CL", "antes de fines de 2012", "fecha"),
            " ",
            bracket("b-mediados", "CR DO", "antes de mediados de 2013", "fecha"),
          ]
        : ["en un plazo razonable"]),
      ", con el detalle suficiente para que un municipio encuentre el punto de acceso que le queda más cerca.",
    ),
    paragraph(
      "p-05",
      "La calidad de las conexiones se mide con un método común. Los datos se abren cada trimestre, y los operadores que lo deseen suman los suyos.",
    ),
    heading("trafico", 2, "Tráfico y fronteras"),
    paragraph(
      "p-06",
      "Los países vecinos acuerdan en qué lugares se cruzan sus redes y a qué precio se transporta el tráfico, y avisan al grupo antes de abrir un cruce nuevo.",
    ),
    paragraph(
      "p-07",
      "Los puntos de intercambio nuevos se abren primero donde una universidad o una cooperativa ya opera una red",
      ...(condition
        ? [" ", bracket("b-abiertos", "BR UY", "y reciben a cualquier operador en igualdad de condiciones")]
        : []),
      ".",
    ),
    paragraph(
      "p-08",
      "Un fondo para estudios previos recibe de los socios ",
      { type: "gap", attrs: { id: "g-fondo", note: "Monto anual: lo propone la secretaría" } },
      " dólares al año. Los países lo solicitan en dos páginas y tienen respuesta en un mes.",
    ),
  ];
}

function outputs(lastMile: boolean): readonly PlanNode[] {
  return [
    heading("productos", 1, "Productos"),
    output(
      {
        id: "o-ductos",
        title: "Encuentro sobre ductos y postes compartidos",
        kind: "seminar",
        responsible: "CR",
        partners: "PE; CEPAL",
        goals: "1 2",
        start: "2011-05-12",
        due: "2011-05-13",
        indicator: "Países que presentan un contrato propio",
        target: "8",
        funding: "secured",
        fundingScope: "national",
        fundingSector: "public",
        amount: "38000",
        currency: "USD",
        status: "under-way",
      },
      "Dos días en San José para reguladores y autoridades viales, con contratos reales sobre la mesa.",
    ),
    output(
      {
        id: "o-metodo",
        title: "Método común para medir la calidad",
        kind: "tool",
        responsible: "PE",
        partners: "CL; UY",
        goals: "2",
        start: "2011-06",
        due: "2011-11-30",
        indicator: "Países que publican mediciones con el método",
        target: "6",
        funding: "pledged",
        fundingScope: "international",
        fundingSector: "public",
        amount: "115000",
        currency: "USD",
        status: "planned",
      },
      "Una guía breve y un programa de prueba de código abierto, en los cuatro idiomas.",
    ),
    output(
      {
        id: "o-curso",
        title: "Curso para equipos de reguladores pequeños",
        kind: "training",
        responsible: "CL",
        partners: "JM",
        goals: "2 3",
        start: "2012-03",
        due: "2012-06-29",
        indicator: "Personas que lo terminan, la mitad de países insulares",
        target: "30",
        funding: "sought",
        fundingScope: "international",
        fundingSector: "public",
        amount: "62000",
        currency: "USD",
        status: "planned",
      },
      "Seis semanas a distancia y una presencial; los materiales quedan abiertos.",
    ),
    ...(lastMile
      ? [
          output(
            {
              id: "o-tramo",
              title: "Estudio de costos del último tramo",
              kind: "study",
              responsible: "CR; JM",
              partners: "EC",
              goals: "1 3",
              start: "2012-01",
              due: "2012-09",
              indicator: "Casos documentados con sus costos",
              target: "10",
              funding: "sought",
              fundingScope: "international",
              fundingSector: "private",
              amount: "84000",
              currency: "USD",
              status: "planned",
            },
            "Diez casos de isla, selva y altura: qué se construyó, quién lo pagó y qué costó mantenerlo.",
          ),
        ]
      : []),
  ];
}

function manner(held: boolean): readonly PlanNode[] {
  return [
    heading("manera", 1, "Cómo trabajamos"),
    paragraph(
      "p-09",
      "El grupo se reúne por video cada dos meses y una vez al año en persona, junto a otra reunión a la que la mayoría ya asiste.",
    ),
    {
      type: "table",
      content: [
        row("table_header", ["Reunión", "Cuándo", "Quién la prepara"]),
        row("table_cell", ["Por video", "cada dos meses", "Perú"]),
        row("table_cell", ["En persona", "mayo de 2011", "Costa Rica"]),
        row("table_cell", ["De cierre", "fines de 2013", "Jamaica"]),
      ],
    },
    paragraph(
      "p-10",
      "Los avances se cuentan a la Mesa Directiva ",
      held ? bracket("b-informe", "JM", "cada seis meses") : "cada seis meses",
      ", con la misma tabla de productos de este plan.",
    ),
    paragraph(
      "p-11",
      "Se aceptan documentos en español, inglés o portugués. Quien escribe en un idioma señala lo que conviene leer en los otros. Los informes se publican también en ",
      text("el sitio de la CEPAL", { type: "link", attrs: { href: "https://www.cepal.org" } }),
      ".",
    ),
  ];
}
