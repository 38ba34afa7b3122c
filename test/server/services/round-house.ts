/** A group of three countries, Brazil its Chair, in which rounds are opened on proposed goals. */
import { randomUUID } from "node:crypto";
import type { Person } from "#app/domain/roles.ts";
import { goalViews } from "#server/services/goal-views.ts";
import { goalServices } from "#server/services/goals.ts";
import { roundServices, type PositionForm } from "#server/services/rounds.ts";
import { roundSubjects } from "#server/services/subjects.ts";
import { proposalByNumber } from "#server/store/proposals.ts";
import { roundById } from "#server/store/rounds.ts";
import { freshStore } from "#test/database.ts";
import { groundOn, person, populate, representative, secretariat, start } from "#test/factories.ts";

export const slug = "internet-governance";
export const groupId = "g-internet-governance";
const day = 86_400_000;
export const after = (days: number) => new Date(start.getTime() + days * day);
export const closing = after(10);
export const objection = {
  kind: "objects",
  passage: "1",
  reason: "No es posible.",
  lift: "Un plazo.",
} as const;

type Country = "BR" | "AR" | "UY";

/** Opens a database of its own; close its store in `afterAll`. */
export async function roundHouse() {
  const store = await freshStore();
  const ground = groundOn(store);
  const goals = goalServices(ground);
  const views = goalViews(ground);
  const rounds = roundServices(ground, roundSubjects);
  await populate(store, slug, ["BR", "AR", "UY"]);
  const people: Partial<Record<Country | "secretariat", Person>> = {};
  for (const iso of ["BR", "AR", "UY"] as const)
    people[iso] = await person(store, iso, [representative(iso, groupId)]);
  people["secretariat"] = await person(store, "Secretariat", [secretariat]);

  const who = (name: keyof typeof people): Person => {
    const found = people[name];
    if (found === undefined) throw new Error(`nobody is called ${name}`);
    return found;
  };

  async function opened(
    mode: "express" | "silence" = "express",
  ): Promise<{ number: number; roundId: string }> {
    const text = {
      title: "Puntos de intercambio",
      paragraphs: ["Cada país tiene un punto de intercambio."],
      rationale: "",
    };
    const number = await goals.draft(who("AR"), {
      id: randomUUID(),
      slug,
      country: "AR",
      area: "F",
      language: "es",
      text,
    });
    const revision = async () => (await proposalByNumber(store.db, number)).revision;
    await goals.discuss(who("AR"), { number, revision: await revision() });
    const roundId = await goals.openGroupRound(who("BR"), {
      number,
      revision: await revision(),
      mode,
      closing,
    });
    return { number, roundId };
  }

  async function give(
    roundId: string,
    iso: "BR" | "AR" | "UY",
    more: Partial<PositionForm> = {},
  ): Promise<void> {
    const round = await roundById(store.db, roundId);
    if (round === null) throw new Error("there is no such round");
    const form: PositionForm = {
      roundId,
      seat: iso,
      office: "representative",
      language: "es",
      releaseId: round.release.id,
      after: round.positions.filter(({ seat }) => seat === iso).length,
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
    return rounds.give(who(iso), form);
  }

  /** Runs at another instant, and puts the clock back. */
  async function at<T>(instant: Date, work: () => Promise<T>): Promise<T> {
    const before = ground.clock.now();
    ground.clock.set(instant);
    try {
      return await work();
    } finally {
      ground.clock.set(before);
    }
  }

  const stage = async (number: number) => (await proposalByNumber(store.db, number)).stage;

  return { store, ground, goals, views, rounds, who, opened, give, at, stage };
}
