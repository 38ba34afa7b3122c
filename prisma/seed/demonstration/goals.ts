/** Two goals of the main group: one is discussed there, the other has gone on to the Presiding Officers. */
import { randomUUID } from "node:crypto";
import type { Person } from "#app/domain/roles.ts";
import type { GoalText } from "#app/domain/goal-text.ts";
import { proposalByNumber } from "#server/store/proposals.ts";
import { roundById } from "#server/store/rounds.ts";
import type { PositionForm } from "#server/services/rounds.ts";
import { groupCountries, mainGroup } from "./bodies.ts";
import type { Stage } from "./stage.ts";

const coverage: GoalText = {
  title: "Un mapa abierto de cobertura y calidad",
  paragraphs: [
    "Cada país publica, a más tardar en dos años, un mapa abierto en el que cualquier persona ve qué conexiones llegan a su calle, a qué velocidad y a qué precio.",
    "Los mapas usan los mismos nombres y las mismas medidas, de modo que puedan leerse uno al lado del otro. Los datos se renuevan al menos cada seis meses.",
    "La CEPAL junta los mapas nacionales en uno regional y señala las zonas que quedan sin servicio.",
  ],
  rationale:
    "Hoy cada país mide a su manera y muchos no publican lo que miden. Sin un mapa común no se sabe dónde conviene invertir primero, ni se puede mostrar que una inversión sirvió.",
};

const islands: GoalText = {
  title: "A second way out for every island",
  paragraphs: [
    "By [the end of 2014] [the end of 2015] each island State has at least two independent links to the rest of the region, so that one broken cable no longer silences a country.",
    "Neighbours share landing stations and spare capacity at cost while a link is being repaired, under terms agreed beforehand.",
  ],
  rationale:
    "Storms and anchors cut cables every year. In several islands one cable carries everything: calls, payments, hospitals. A shared plan for repair costs little compared with a week offline.",
};

/** Proposes both and takes them as far as they have come. Answers their numbers. */
export async function proposeGoals(stage: Stage): Promise<{ discussed: number; tabled: number }> {
  const tabled = await proposeCoverage(stage);
  const discussed = await proposeIslands(stage);
  return { discussed, tabled };
}

async function proposeIslands(stage: Stage): Promise<number> {
  const { services, on, who } = stage;
  const jamaica = await who("jm");
  on(-17, 15, 20);
  const draft = {
    slug: mainGroup,
    id: randomUUID(),
    country: "JM",
    area: "A",
    language: "en",
    text: islands,
  } as const;
  const number = await services.goals.draft(jamaica, draft);
  on(-16, 14, 5);
  await services.goals.discuss(jamaica, await form(stage, number));
  on(-12, 17, 30);
  await services.goals.cosponsor(await who("cu"), { ...(await form(stage, number)), country: "CU" });
  on(-9, 13, 50);
  await services.goals.cosponsor(await who("do"), { ...(await form(stage, number)), country: "DO" });
  return number;
}

async function proposeCoverage(stage: Stage): Promise<number> {
  const { services, on, day, who } = stage;
  const chair = await who("chair");
  const ecuador = await who("ec");
  on(-44, 16);
  const draft = {
    slug: mainGroup,
    id: randomUUID(),
    country: "EC",
    area: "A",
    language: "es",
    text: coverage,
  } as const;
  const number = await services.goals.draft(ecuador, draft);
  on(-43, 15, 30);
  await services.goals.discuss(ecuador, await form(stage, number));
  on(-40, 18, 15);
  await services.goals.cosponsor(await who("br"), { ...(await form(stage, number)), country: "BR" });

  on(-35, 14);
  const asked = { ...(await form(stage, number)), mode: "express", closing: day(-21, 20) } as const;
  const groupRound = await services.goals.openGroupRound(chair, asked);
  await agreeInGroup(stage, groupRound);
  on(-25, 16, 45);
  await services.rounds.record(chair, { roundId: groupRound });
  on(-24, 14, 20);
  await services.goals.table(chair, await form(stage, number));

  on(-5, 15);
  const opened = { ...(await form(stage, number)), mode: "express", closing: day(9, 20) } as const;
  const officersRound = await services.goals.openOfficersRound(await who("officer-pe"), opened);
  await answerAmongOfficers(stage, officersRound);
  return number;
}

/** Every country of the group joins; one with a reservation, one with a word of explanation. */
async function agreeInGroup(stage: Stage, roundId: string): Promise<void> {
  const { on, who } = stage;
  for (const [index, iso] of (groupCountries[mainGroup] ?? []).entries()) {
    on(-34 + Math.floor(index / 2), 13 + (index % 7), 11 * (index % 5));
    const account = iso === "PE" ? "chair" : iso.toLowerCase();
    const given: Partial<PositionForm> =
      iso === "MX"
        ? {
            kind: "joins-with-reservation",
            passage: "2",
            text: "México renueva sus datos una vez al año y procurará acortar ese plazo.",
          }
        : iso === "CU"
          ? {
              explanation:
                "Cuba se suma y publicará primero los datos de sus bibliotecas y centros de salud.",
            }
          : {};
    await give(stage, await who(account), roundId, iso, given);
  }
}

/** Ecuador and Brazil join, Mexico objects, the others have not answered yet. */
async function answerAmongOfficers(stage: Stage, roundId: string): Promise<void> {
  const { on, who } = stage;
  on(-4, 14, 35);
  await give(stage, await who("officer-ec"), roundId, "EC", {});
  on(-3, 17, 10);
  await give(stage, await who("officer-br"), roundId, "BR", {
    language: "pt",
    explanation: "O Brasil oferece ao grupo o código do seu mapa de cobertura, que já é aberto.",
  });
  on(-1, 15, 55);
  await give(stage, await who("officer-mx"), roundId, "MX", {
    kind: "objects",
    passage: "1",
    reason:
      "Publicar precios calle por calle exige en México una norma que aún se discute. El plazo de dos años no alcanza.",
    lift: "Que el párrafo 1 pida los precios por localidad, o que el plazo para los precios sea de tres años.",
    amendment: "…qué conexiones llegan a su calle y a qué velocidad, y a qué precio en su localidad.",
  });
}

/** Gives a country's position in a round; it joins unless something else is said. */
export async function give(
  { tx, services }: Stage,
  actor: Person,
  roundId: string,
  country: string,
  given: Partial<PositionForm>,
): Promise<void> {
  const recorded = await roundById(tx, roundId);
  const entry = recorded?.round.roll.entries.find((line) => line.country === country);
  if (!recorded || !entry) throw new Error(`${country} is not on the roll`);
  await services.rounds.give(actor, {
    roundId,
    seat: entry.seat,
    office: recorded.round.roll.kind === "officers" ? "officer" : "representative",
    language: "es",
    releaseId: recorded.round.releaseId,
    after: 0,
    kind: "joins",
    passage: null,
    text: null,
    reason: null,
    lift: null,
    amendment: null,
    confirmDay: null,
    explanation: null,
    ...given,
  });
}

async function form({ tx }: Stage, number: number): Promise<{ number: number; revision: number }> {
  const { revision } = await proposalByNumber(tx, number);
  return { number, revision };
}
