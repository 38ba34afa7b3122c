/** A group of three countries, with officers and others, in which goals are proposed and decided. */
import { randomUUID } from "node:crypto";
import type { Actor, Person } from "#app/domain/roles.ts";
import { goalServices } from "#server/services/goals.ts";
import { roundServices, type PositionForm } from "#server/services/rounds.ts";
import { roundSubjects } from "#server/services/subjects.ts";
import { proposalByNumber } from "#server/store/proposals.ts";
import { liveRound } from "#server/store/rounds.ts";
import { freshStore } from "#test/database.ts";
import {
  focalPoint,
  groundOn,
  observer,
  officer,
  person,
  populate,
  representative,
  secretariat,
  start,
} from "#test/factories.ts";

export const slug = "access-and-infrastructure";
const day = 86_400_000;
export const inDays = (days: number) => new Date(start.getTime() + days * day);

export const words = {
  area: "A",
  language: "es" as const,
  text: {
    title: "Medidas comparables de la calidad de la banda ancha",
    paragraphs: [
      "Cada país mide la calidad de sus conexiones.",
      "Los resultados se publican dos veces al año.",
    ],
    rationale: "Sin medidas comparables no se puede comparar.",
  },
};

export const objection = {
  kind: "objects",
  passage: "2",
  reason: "Nuestra ley pide una consulta.",
  lift: "«se invita a publicar»",
} as const;

/** Opens a database of its own; close its store in `afterAll`. */
export async function goalHouse() {
  const people: Record<string, Person> = {};
  const store = await freshStore();
  const ground = groundOn(store);
  const goals = goalServices(ground);
  const rounds = roundServices(ground, roundSubjects);
  const groupId = await populate(store, slug, ["PE", "CL", "BR"]);
  people["peru"] = await person(store, "Peru", [representative("PE", groupId)]);
  people["chile"] = await person(store, "Chile", [representative("CL", groupId)]);
  people["brazil"] = await person(store, "Brazil", [representative("BR", groupId), officer("BR")]);
  people["focal"] = await person(store, "Focal", [focalPoint("CL")]);
  people["officers-peru"] = await person(store, "Officer PE", [officer("PE", true)]);
  people["officers-mexico"] = await person(store, "Officer MX", [officer("MX")]);
  people["observer"] = await person(store, "Observer", [observer("civil-society")]);
  people["secretariat"] = await person(store, "Secretariat", [secretariat]);
  people["elsewhere"] = await person(store, "Elsewhere", [representative("CL", "g-gender")]);
  const who = (name: string): Person => {
    const found = people[name];
    if (found === undefined) throw new Error(`nobody is called ${name}`);
    return found;
  };
  const draft = (actor: Actor = who("chile"), country = "CL") =>
    goals.draft(actor, { ...words, slug, id: randomUUID(), country });

  async function at(number: number) {
    const proposal = await proposalByNumber(store.db, number);
    return { number, revision: proposal.revision, stage: proposal.stage, id: proposal.id };
  }

  async function live(number: number) {
    const { id } = await proposalByNumber(store.db, number);
    const round = await liveRound(store.db, { kind: "goal", id });
    if (round === null) throw new Error("no round is open");
    return round;
  }

  const openedGroupRound = async (number: number) => {
    await goals.discuss(who("chile"), await at(number));
    return goals.openGroupRound(who("peru"), { ...(await at(number)), mode: "express", closing: inDays(30) });
  };

  async function form(number: number, seat: string, more: Partial<PositionForm> = {}): Promise<PositionForm> {
    const round = await live(number);
    const found = round.round.roll.entries.find((entry) => entry.country === seat);
    const given = round.positions.filter((position) => position.country === seat).length;
    return {
      roundId: round.id,
      seat: found?.seat ?? seat,
      office: round.round.roll.kind === "officers" ? "officer" : "representative",
      language: "es",
      releaseId: round.release.id,
      after: given,
      kind: "joins",
      passage: null,
      text: null,
      reason: null,
      lift: null,
      amendment: null,
      confirmDay: null,
      explanation: null,
      ...more,
    };
  }

  async function agreed(): Promise<number> {
    const number = await draft();
    const roundId = await openedGroupRound(number);
    for (const [name, country] of [
      ["peru", "PE"],
      ["chile", "CL"],
      ["brazil", "BR"],
    ] as const)
      await rounds.give(who(name), await form(number, country));
    await rounds.record(who("peru"), { roundId });
    return number;
  }

  async function beforeOfficers(): Promise<{ number: number; roundId: string }> {
    const number = await agreed();
    await goals.table(who("peru"), await at(number));
    const roundId = await goals.openOfficersRound(who("officers-peru"), {
      ...(await at(number)),
      mode: "express",
      closing: inDays(30),
    });
    return { number, roundId };
  }

  return {
    store,
    ground,
    goals,
    rounds,
    who,
    draft,
    at,
    live,
    openedGroupRound,
    form,
    agreed,
    beforeOfficers,
  };
}
