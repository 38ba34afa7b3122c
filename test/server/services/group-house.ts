/** All countries of the region with their focal points, and the officers: a house in which groups are founded and end. */
import { randomUUID } from "node:crypto";
import type { GroupCreation } from "#app/domain/group-proposal.ts";
import type { Actor, Iso, Person } from "#app/domain/roles.ts";
import { makeServices } from "#server/services/services.ts";
import type { PositionForm } from "#server/services/rounds.ts";
import { groupOfCountry } from "#server/store/countries.ts";
import { groupInChain } from "#server/store/group-chain.ts";
import { groupBySlug } from "#server/store/groups.ts";
import { liveRound, roundsOf } from "#server/store/rounds.ts";
import { freshStore } from "#test/database.ts";
import {
  focalPoint,
  groundOn,
  officer,
  person,
  populate,
  representative,
  secretariat,
  start,
} from "#test/factories.ts";

export const creation: GroupCreation = {
  proposes: "creation",
  names: { pt: "Dados abertos", en: "Open data", es: "Datos abiertos" },
  purpose: ["O grupo reúne normas comuns de dados abertos.", "Publica um guia a cada ano."],
  area: "B",
  chair: "UY",
  viceChairs: ["JM", "CR"],
  reasons: ["Cada país publica dados de outra forma."],
};

/** Countries without a focal point: nobody can answer for them. */
export const vacant: readonly Iso[] = ["BZ", "SR"];
export const working = "access-and-infrastructure";

const daysOn = (from: Date, days: number) => new Date(from.getTime() + days * 86_400_000);

/** Opens a database of its own; close its store in `afterAll`. */
export async function groupHouse() {
  const store = await freshStore();
  const ground = groundOn(store);
  const services = makeServices(ground);
  const workingId = await populate(store, working, ["PE", "CL", "BR"]);
  const countries = [...(await groupOfCountry(store.db)).keys()];
  const focal = new Map<Iso, Person>();
  for (const iso of countries)
    if (!vacant.includes(iso)) focal.set(iso, await person(store, `Focal ${iso}`, [focalPoint(iso)]));
  const people: Record<string, Person> = {
    chair: await person(store, "Chair of the officers", [officer("PE", true)]),
    mexico: await person(store, "Officer MX", [officer("MX")]),
    brazil: await person(store, "Officer BR", [officer("BR")]),
    secretariat: await person(store, "Secretariat", [secretariat]),
    peru: await person(store, "Peru", [representative("PE", workingId)]),
  };
  const who = (name: string): Person => {
    const found = people[name] ?? focal.get(name);
    if (found === undefined) throw new Error(`nobody is called ${name}`);
    return found;
  };

  async function at(slug: string) {
    const { id } = await groupBySlug(store.db, slug);
    return { ...(await groupInChain(store.db, id)), slug };
  }

  const propose = (country: Iso = "UY", text: GroupCreation = creation, actor: Actor = who(country)) =>
    services.groups.propose(actor, { id: randomUUID(), country, text, language: "pt" });

  async function live(slug: string) {
    const { id } = await at(slug);
    const round = await liveRound(store.db, { kind: "group", id });
    if (round === null) throw new Error("no round is open");
    return round;
  }

  async function give(slug: string, actor: Person, country: Iso, more: Partial<PositionForm> = {}) {
    const round = await live(slug);
    const entry = round.round.roll.entries.find((one) => one.country === country);
    await services.rounds.give(actor, {
      roundId: round.id,
      seat: entry?.seat ?? country,
      office: round.round.roll.kind === "officers" ? "officer" : "focal-point",
      language: "es",
      releaseId: round.release.id,
      after: round.positions.filter((position) => position.country === country).length,
      kind: "joins",
      passage: null,
      text: null,
      reason: null,
      lift: null,
      amendment: null,
      confirmDay: null,
      explanation: null,
      ...more,
    });
  }

  /** A round that opens at once and ends after so many days. */
  const times = (days: number) => ({ opening: null, closing: daysOn(ground.clock.now(), days) });

  /** Moves the clock on by so many days. */
  const wait = (days: number) => ground.clock.set(daysOn(ground.clock.now(), days));

  /** Opens the consultation, lets these answer, and enters its end. */
  async function consult(slug: string, answers: readonly Iso[] = ["CL"]): Promise<void> {
    await services.groups.openConsultation(who("chair"), { ...(await at(slug)), ...times(7) });
    for (const country of answers) await give(slug, who(country), country);
    wait(8);
    await services.rounds.record(who("chair"), { roundId: (await live(slug)).id });
  }

  /** Opens the officers' round and lets all of them join. */
  async function before(slug: string): Promise<string> {
    const roundId = await services.groups.openOfficersRound(who("chair"), {
      ...(await at(slug)),
      ...times(10),
      mode: "express",
    });
    for (const [name, country] of [
      ["chair", "PE"],
      ["mexico", "MX"],
      ["brazil", "BR"],
    ] as const)
      await give(slug, who(name), country);
    return roundId;
  }

  async function founded(): Promise<string> {
    const slug = await propose();
    await consult(slug);
    const roundId = await before(slug);
    await services.rounds.record(who("chair"), { roundId });
    return slug;
  }

  const rounds = async (slug: string) => roundsOf(store.db, { kind: "group", id: (await at(slug)).id });

  return {
    store,
    ground,
    services,
    who,
    at,
    propose,
    live,
    give,
    wait,
    times,
    consult,
    before,
    founded,
    rounds,
    workingId,
    countries,
    reset: () => ground.clock.set(start),
  };
}
