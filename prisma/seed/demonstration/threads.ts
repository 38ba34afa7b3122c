/** Three discussions of the main group, in several languages, with observers and an expert among the voices. */
import { randomUUID } from "node:crypto";
import type { Language } from "#app/domain/release.ts";
import { proposalByNumber } from "#server/store/proposals.ts";
import { mainGroup } from "./bodies.ts";
import { planOf } from "./plan.ts";
import type { Stage } from "./stage.ts";

interface Post {
  readonly by: string;
  readonly at: readonly [day: number, hour: number, minute: number];
  readonly language: Language;
  readonly text: string;
  readonly replyTo?: number;
}

interface Thread {
  readonly title: string;
  readonly subject: string;
  readonly passage: string | null;
  readonly first: Post;
  readonly answers: readonly Post[];
}

export async function discuss(stage: Stage, goal: number): Promise<void> {
  const plan = await planOf(stage);
  const { id } = await proposalByNumber(stage.tx, goal);
  await hold(stage, about(`plan:${plan.id}`, "4", dates));
  await hold(stage, about(`goal:${id}`, "1", islands));
  await hold(stage, about("", null, meeting));
}

type Words = Pick<Thread, "title" | "first" | "answers">;

const about = (subject: string, passage: string | null, words: Words): Thread => ({
  ...words,
  subject,
  passage,
});

async function hold({ services, on, who }: Stage, { title, subject, passage, first, answers }: Thread) {
  on(...first.at);
  const form = { language: first.language, text: first.text, as: "", onceKey: randomUUID() };
  const thread = await services.threads.open(await who(first.by), mainGroup, {
    ...form,
    title,
    subject,
    passage,
  });
  for (const { by, at, language, text, replyTo = null } of answers) {
    on(...at);
    const answer = { language, text, as: "", onceKey: randomUUID(), replyTo };
    await services.threads.answer(await who(by), { slug: mainGroup, thread }, answer);
  }
}

const dates: Words = {
  title: "¿Cuándo publicamos por dónde pasa la fibra?",
  first: {
    by: "cl",
    at: [-20, 13, 20],
    language: "es",
    text: "Chile puede tener su mapa antes de fines de 2012: el catastro está casi completo. Un plazo más largo dejaría a los municipios esperando un año más.\n\n¿Qué le falta a cada país para llegar a esa fecha?",
  },
  answers: [
    {
      by: "cr",
      at: [-19, 19, 42],
      language: "es",
      text: "En Costa Rica los trazados están en papel en siete cantones. Con la digitalización en marcha, **mediados de 2013** es lo que podemos prometer sin faltar a la palabra.",
      replyTo: 1,
    },
    {
      by: "br",
      at: [-18, 14, 8],
      language: "pt",
      text: "No Brasil já publicamos as redes federais; faltam as estaduais. Qualquer das duas datas serve, desde que o formato dos dados seja o mesmo para todos.",
    },
    {
      by: "private",
      at: [-16, 16, 55],
      language: "es",
      text: "Los operadores pueden entregar sus trazados si se publican a una escala que no ponga en riesgo las obras. Proponemos que el mapa muestre el punto de acceso y no el recorrido exacto.",
    },
    {
      by: "speaker",
      at: [-15, 18, 3],
      language: "es",
      text: "Medimos ese problema el año pasado: con celdas de 250 metros un municipio encuentra su punto de acceso y nadie puede dañar un ducto a propósito. Dejo el cuaderno de datos en los documentos del grupo.",
      replyTo: 4,
    },
    {
      by: "chair",
      at: [-3, 15, 16],
      language: "es",
      text: "Gracias. Dejo las dos fechas entre corchetes y pido a Chile y a Costa Rica que traigan una sola a la próxima reunión. La escala de 250 metros parece un buen punto de encuentro.",
    },
  ],
};

const islands: Words = {
  title: "Islands first: what does “independent” mean?",
  first: {
    by: "jm",
    at: [-14, 14, 30],
    language: "en",
    text: "Two cables that land on the same beach are not two ways out. Jamaica would like the goal to say that the links must differ in **landing point and route**.",
  },
  answers: [
    {
      by: "technical",
      at: [-13, 20, 12],
      language: "pt",
      text: "Concordo. Acrescento: também em fornecedor de energia. Em 2009 dois cabos distintos caíram juntos porque a mesma subestação alimentava as duas estações.",
      replyTo: 1,
    },
    {
      by: "cu",
      at: [-12, 17, 41],
      language: "es",
      text: "Cuba copatrocina. Para nosotros importa que el segundo enlace pueda ser por satélite mientras se tiende un cable.",
    },
    {
      by: "observer",
      at: [-11, 13, 9],
      language: "es",
      text: "Desde las redes comunitarias pedimos que la capacidad de reserva llegue también a hospitales y escuelas cuando el enlace principal cae, y no solo a los bancos. ¿Podría decirlo el párrafo 2?",
    },
    {
      by: "jm",
      at: [-10, 15, 27],
      language: "en",
      text: "Happy to sponsor that. Words for paragraph 2: “… and hospitals and schools are served first.”",
      replyTo: 4,
    },
  ],
};

const meeting: Words = {
  title: "Fecha del encuentro en San José",
  first: {
    by: "coordinator",
    at: [-10, 16, 0],
    language: "es",
    text: "Costa Rica ofrece dos fechas para el encuentro sobre ductos compartidos: la segunda o la tercera semana de mayo. ¿Cuál les conviene?",
  },
  answers: [
    {
      by: "mx",
      at: [-9, 15, 44],
      language: "es",
      text: "Para México, la segunda. En la tercera tenemos audiencias públicas.",
    },
    {
      by: "uy",
      at: [-8, 13, 18],
      language: "es",
      text: "Uruguay puede en cualquiera de las dos y trae el contrato de postes de 2009, con lo que aprendimos al renegociarlo.",
    },
    {
      by: "jm",
      at: [-7, 18, 36],
      language: "en",
      text: "Second week, please. Could the contracts be sent a week ahead? We would like to have two of them translated.",
    },
  ],
};
