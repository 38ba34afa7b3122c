/** What can be tried with what is proposed of a group, by everybody, in a house of groups. */
import { randomUUID } from "node:crypto";
import type { Iso } from "#app/domain/roles.ts";
import { amendmentServices } from "#server/services/amendments.ts";
import { groupProposalViews } from "#server/services/group-proposals.ts";
import { groupServices } from "#server/services/groups.ts";
import { roundServices } from "#server/services/rounds.ts";
import { roundSubjects } from "#server/services/subjects.ts";
import type { Ground } from "#server/services/act.ts";
import { makeServices } from "#server/services/services.ts";
import { liveRoundsWithin } from "#server/store/rounds.ts";
import { creation, type groupHouse } from "./group-house.ts";
import { actsOf, traces, type Standing, type Steps, type Trial } from "./legal-steps.ts";
import { roundReadings, roundSteps } from "./round-steps.ts";

type House = Awaited<ReturnType<typeof groupHouse>>;

/** Where a group stands in its chain, with the numbers of the rounds open in it. */
export async function groupStanding({ at, ground, store }: House, slug: string) {
  const group = await at(slug);
  const within = (await liveRoundsWithin(store.db, group.id)).map(({ number }) => number);
  return { ...group, ...(await traces(ground, { kind: "group", id: group.id })), within };
}

type At = Standing & Awaited<ReturnType<typeof groupStanding>>;

const reasons = ["Cumplió su mandato."];
const act = { kind: "conference", reference: "Decisión 3", date: null, letterId: null } as const;
const days = (from: Date, count: number) => new Date(from.getTime() + count * 86_400_000);

const ofCountry = ({ slug, revision }: At, country: Iso) => ({ slug, revision, country });

/** The steps that a focal point takes for a country. */
const countrySteps = {
  propose: ({ groups }, { actor, country }) =>
    groups.propose(actor, { id: randomUUID(), country, text: creation, language: "pt" }),
  editProposal: ({ groups }, { actor, country }, at) =>
    groups.editProposal(actor, { ...ofCountry(at, country), text: at.draft ?? creation, language: "pt" }),
  coPropose: ({ groups }, { actor, country }, at) => groups.coPropose(actor, ofCountry(at, country)),
  leaveProposal: ({ groups }, { actor, country }, at) => groups.leaveProposal(actor, ofCountry(at, country)),
  withdrawProposal: ({ groups }, { actor, country }, at) =>
    groups.withdrawProposal(actor, { ...ofCountry(at, country), reason: "Basta." }),
  reviseProposal: ({ groups }, { actor, country }, at) =>
    groups.reviseProposal(actor, ofCountry(at, country)),
  proposeEnd: ({ groups }, { actor, country }, at) =>
    groups.proposeEnd(actor, { ...ofCountry(at, country), reasons, language: "es" }),
} satisfies Steps<At>;

/** All that can be tried; `seen` are the words that an amendment would replace. */
export function groupTrial(other: Iso, seen: string): Pick<Trial<At>, "steps" | "forOthers"> {
  const round = roundSteps(seen);
  const steps: Steps<At> = {
    ...countrySteps,
    ...round,
    openConsultation: ({ groups }, { actor }, { slug, revision }, now) =>
      groups.openConsultation(actor, { slug, revision, opening: null, closing: days(now, 7) }),
    openOfficersRound: ({ groups }, { actor }, { slug, revision }, now) =>
      groups.openOfficersRound(actor, {
        slug,
        revision,
        opening: null,
        closing: days(now, 7),
        mode: "express",
      }),
    withdrawRounds: ({ groups }, { actor }, { slug, within }) =>
      groups.withdrawRounds(actor, { slug, rounds: within, reason: "El grupo termina." }),
    rename: ({ groups }, { actor }, { slug }) => groups.rename(actor, { slug, names: { es: "Otro" }, act }),
    enterChair: ({ decisions }, { actor }, { slug }) =>
      decisions.enterChair(actor, { slug, chair: "CL", viceChairs: ["PE"], act }),
  };
  const { give } = round;
  const forOthers = [
    { country: other, steps: { ...countrySteps, give } },
    { country: "MX", steps: { give } },
  ];
  return { steps, forOthers };
}

/** The acts that the services have for groups, their rounds and amendments. */
export function groupActs(ground: Ground): readonly string[] {
  const { groups } = makeServices(ground);
  const readings = Object.keys({ ...groupServices(ground), ...groupProposalViews(ground) });
  return [
    ...actsOf(groups, readings),
    ...actsOf(roundServices(ground, roundSubjects), roundReadings),
    ...actsOf(amendmentServices(ground), roundReadings),
    "enterChair",
  ];
}
