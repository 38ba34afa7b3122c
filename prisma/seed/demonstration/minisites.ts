/** What the groups say of themselves: every mandate in four languages; pages and news of the main group. */
import { languages, type Language } from "#app/domain/release.ts";
import { groupSeeds2015 } from "#prisma/seed/reference/reference.ts";
import { groupCountries, mainGroup } from "./bodies.ts";
import type { Stage } from "./stage.ts";

export async function fillMinisites(stage: Stage): Promise<void> {
  await publishMandates(stage);
  for (const text of texts) await publish(stage, text);
}

async function publishMandates({ services, on, who }: Stage): Promise<void> {
  for (const [index, { slug, name, mandate }] of groupSeeds2015.entries()) {
    const chairing = groupCountries[slug]?.[0];
    if (chairing === undefined) throw new Error(`nobody chairs ${slug}`);
    const hand = await who(slug === mainGroup ? "chair" : chairing.toLowerCase());
    for (const [order, language] of languages.entries()) {
      on(-47, 13 + (index % 8), 4 * order + Math.floor(index / 8) * 30);
      const form = { language, title: name[language], text: mandate[language], base: 0 };
      await services.minisites.save(hand, { slug, kind: "mandate", page: null }, form, "publish");
    }
  }
}

interface Text {
  readonly kind: "page" | "news";
  readonly day: number;
  readonly by: string;
  readonly words: readonly (readonly [language: Language, title: string, text: string])[];
}

/** One text in its languages: the first makes the page, the others join it. */
async function publish({ services, on, who }: Stage, { kind, day, by, words }: Text): Promise<void> {
  const hand = await who(by);
  let page: string | null = null;
  for (const [order, [language, title, text]] of words.entries()) {
    on(day, 15, 10 + 25 * order);
    const form = { language, title, text, base: 0 };
    page = await services.minisites.save(hand, { slug: mainGroup, kind, page }, form, "publish");
  }
}

const texts: readonly Text[] = [
  {
    kind: "page",
    day: -41,
    by: "coordinator",
    words: [
      [
        "es",
        "Cómo participar",
        `Los países entran al grupo cuando su punto focal nombra una institución y a sus personas. Las demás voces llegan de dos maneras:

- los observadores ante la Mesa Directiva hablan en todos los grupos;
- cada país puede identificar a entidades y especialistas que hablen en este.

## Antes de escribir

Diga a qué párrafo del plan se refiere y proponga palabras. Una frase corta que se pueda copiar vale más que una página de razones.

## Reuniones

Nos vemos por video **cada dos meses**, el segundo jueves. La convocatoria sale diez días antes y lleva los textos que se van a tratar.`,
      ],
      [
        "en",
        "How to take part",
        `Countries join the group when their focal point names an institution and its people. Other voices come in two ways:

- observers to the Presiding Officers speak in every group;
- each country may identify entities and experts who speak in this one.

## Before you write

Say which paragraph of the plan you mean and offer words for it. One short sentence that can be copied is worth more than a page of reasons.

## Meetings

We meet by video **every two months**, on the second Thursday. The notice goes out ten days before, with the texts to be discussed.`,
      ],
    ],
  },
  {
    kind: "news",
    day: -29,
    by: "chair",
    words: [
      [
        "es",
        "El borrador del plan ya está ante el grupo",
        `El Perú envió a los doce países del grupo el primer borrador del plan de trabajo. Hay tres semanas para leerlo y proponer cambios en el propio texto.

Tres puntos piden más atención: **las fechas del párrafo 4**, las condiciones de los puntos de intercambio y el monto del fondo para estudios.`,
      ],
      [
        "en",
        "The draft plan is before the group",
        `Peru has sent the first draft of the plan of work to the twelve countries of the group. There are three weeks to read it and to offer changes in the text itself.

Three points need most attention: **the dates in paragraph 4**, the conditions for exchange points, and the size of the fund for studies.`,
      ],
    ],
  },
  {
    kind: "news",
    day: -6,
    by: "coordinator",
    words: [
      [
        "es",
        "Encuentro sobre ductos compartidos: inscripción abierta",
        `Costa Rica recibe en San José a reguladores y autoridades viales. Cada país puede traer a tres personas y **un contrato propio**, que se leerá en mesa.

La secretaría cubre el viaje de una persona por cada país insular. Escriba a su punto focal para inscribirse.`,
      ],
      [
        "en",
        "Meeting on shared ducts: registration is open",
        `Costa Rica welcomes regulators and road authorities to San José. Each country may bring three people and **one contract of its own**, to be read around the table.

The secretariat pays the journey of one person from each island country. Write to your focal point to register.`,
      ],
    ],
  },
];
