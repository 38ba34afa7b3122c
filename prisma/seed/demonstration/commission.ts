/** A commission that the main group created for one output of its plan: proposed by Chile, agreed by all its countries. */
import { randomUUID } from "node:crypto";
import type { DecisionAsked } from "#app/domain/decision-text.ts";
import { roundById } from "#server/store/rounds.ts";
import { groupCountries, mainGroup } from "./bodies.ts";
import type { Stage } from "./stage.ts";

const measuring: DecisionAsked = {
  kind: "commission",
  names: {
    es: "Medición de la calidad",
    en: "Measuring quality",
    pt: "Medição da qualidade",
    fr: "Mesure de la qualité",
  },
  mission: [
    "La comisión prepara el método común con el que los países medirán la calidad del acceso.",
    "Lo prueba en tres países y lo presenta al grupo, con lo que haya aprendido.",
  ],
  outputId: "o-metodo",
  countries: ["BR", "CL", "JM"],
  chair: "CL",
};

/** Proposes the commission, takes it through an express round of the group and enters the outcome: it is at work. */
export async function createCommission({ tx, services, on, day, who }: Stage): Promise<void> {
  on(-28, 14, 20);
  const id = randomUUID();
  const form = { slug: mainGroup, id, country: "CL", language: "es", asked: measuring } as const;
  const number = await services.decisions.propose(await who("cl"), form);
  on(-27, 15, 5);
  const roundId = await services.decisions.openRound(await who("chair"), {
    slug: mainGroup,
    number,
    revision: 0,
    mode: "express",
    opening: null,
    closing: day(-19, 21),
  });
  const recorded = await roundById(tx, roundId);
  if (recorded === null) throw new Error("no round is open");
  for (const [index, country] of (groupCountries[mainGroup] ?? []).entries()) {
    on(-26 + Math.floor(index / 3), 13 + (index % 3), 7 * index);
    await services.rounds.give(await who(country === "PE" ? "chair" : country.toLowerCase()), {
      roundId,
      seat: country,
      office: "representative",
      language: country === "BR" ? "pt" : country === "JM" ? "en" : "es",
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
    });
  }
  on(-22, 16, 40);
  await services.rounds.record(await who("chair"), { roundId });
}
