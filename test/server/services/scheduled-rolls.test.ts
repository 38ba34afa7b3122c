/** A round that is set for later has the roll and the terms of the instant at which it opens; from then on they never move. */
import { afterAll, afterEach, describe, expect, it } from "vitest";
import { read } from "#app/domain/consensus.ts";
import type { Person } from "#app/domain/roles.ts";
import { makeAuth } from "#server/auth/auth.ts";
import { certificateServices } from "#server/services/certificates.ts";
import { grantServices } from "#server/services/grants.ts";
import { membershipServices } from "#server/services/memberships.ts";
import { peopleServices } from "#server/services/people.ts";
import { termsServices } from "#server/services/terms.ts";
import { chainIds, verifyChain } from "#server/store/journal-reading.ts";
import { roundById } from "#server/store/rounds.ts";
import { focalPoint, officer, person, refusalFrom, start } from "#test/factories.ts";
import { goalHouse, inDays, slug } from "./goal-house.ts";
import { by, someone } from "./people-house.ts";

const { store, ground, goals, rounds, who, draft, at, form, agreed } = await goalHouse();
const auth = makeAuth(ground);
const memberships = membershipServices(ground, auth);
const people = peopleServices(ground, auth);
const terms = termsServices(ground);

afterAll(() => store.close());
afterEach(() => ground.clock.set(start));

const opening = inDays(2);
const closing = inDays(9);

async function scheduled(mode: "express" | "silence" = "express", ends = closing) {
  const number = await draft();
  await goals.discuss(who("chile"), await at(number));
  const asked = { ...(await at(number)), mode, opening, closing: ends };
  return { number, roundId: await goals.openGroupRound(who("peru"), asked) };
}

const roundOf = async (roundId: string) => {
  const recorded = await roundById(store.db, roundId);
  if (recorded === null) throw new Error("there is no such round");
  return recorded;
};
/** Countries on the roll; one in brackets has nobody to answer. */
const roll = async (roundId: string) =>
  (await roundOf(roundId)).round.roll.entries.map(({ country, occupied }) =>
    occupied ? country : `(${country ?? "–"})`,
  );
const renewals = async (roundId: string) =>
  (await store.db.journalEntry.findMany({ where: { roundId, kind: "round.roll-renewed" } })).map(
    ({ facts }) => JSON.parse(facts) as { actorId: string | null; facts: Record<string, unknown> },
  );

async function join(focal: Person, country: string): Promise<void> {
  const persons = [someone(`Delegate ${country}`)];
  await memberships.nominate(focal, { slug, country, institution: "Ministry", persons, act: by() });
}
const leave = (focal: Person, country: string) =>
  memberships.leave(focal, { slug, country, act: by("ending", "Note 20/2011") });

describe("the roll of a round of the group that is to open", () => {
  it("takes up who joins and who leaves before it opens, on record, and never moves after", async () => {
    const focalUy = await person(store, "Focal Uruguay", [focalPoint("UY")]);
    const focalMx = await person(store, "Focal Mexico", [focalPoint("MX")]);
    const { number, roundId } = await scheduled();
    expect(await roll(roundId)).toEqual(["BR", "CL", "PE"]);
    await join(focalUy, "UY");
    await join(focalMx, "MX");
    await leave(focalMx, "MX");
    expect(await roll(roundId)).toEqual(["BR", "CL", "PE", "UY"]);
    const told = await renewals(roundId);
    expect(told).toHaveLength(3);
    const opened = await store.db.journalEntry.findFirstOrThrow({ where: { roundId, kind: "round.opened" } });
    expect(JSON.parse(opened.facts)).toMatchObject({
      facts: {
        seats: ["BR", "CL", "PE"],
        countries: ["BR", "CL", "PE"],
        groups: ["southern-cone", "southern-cone", "andean"],
        occupied: ["BR", "CL", "PE"],
        terms: { minSilenceHours: 72 },
      },
    });
    expect(told.at(-1)).toMatchObject({
      actorId: null,
      facts: {
        seats: ["BR", "CL", "PE", "UY"],
        countries: ["BR", "CL", "PE", "UY"],
        occupied: ["BR", "CL", "PE", "UY"],
        terms: { minSilenceHours: 72 },
      },
    });
    // Who left before the opening was never on the roll: it did not leave in mid-round.
    expect(await store.db.journalEntry.count({ where: { roundId, kind: "round.seat-left" } })).toBe(0);
    ground.clock.set(opening);
    const late = await person(store, "Focal Panama", [focalPoint("PA")]);
    await join(late, "PA");
    await leave(focalUy, "UY");
    expect(await roll(roundId)).toEqual(["BR", "CL", "PE", "UY"]);
    expect(await renewals(roundId)).toHaveLength(3);
    const { standing } = read((await roundOf(roundId)).round, opening);
    expect(standing.find(({ seat }) => seat === "UY")?.standing).toBe("left");
    await rounds.give(who("chile"), await form(number, "CL"));
    const { number: address } = await roundOf(roundId);
    const { flaw } = await certificateServices(ground).certificatePage(who("peru"), address, "es");
    expect(flaw).toBeNull();
    // The clock goes back for the next test; who has joined here was never there.
    await store.db.membership.deleteMany({ where: { country: { in: ["UY", "MX", "PA"] } } });
    await rounds.withdraw(who("peru"), { roundId, reason: "Otra fecha." });
  });

  it("knows who can act when it opens: an account suspended before has nobody, one restored has", async () => {
    const { roundId } = await scheduled();
    const chile = { personId: who("chile").id };
    await store.db.account.create({ data: { ...chile, passwordHash: "x" } });
    const focal = { office: "focal-point", country: "CL" } as const;
    await store.db.grant.updateMany({ where: focal, data: { until: start } });
    await people.suspend(who("secretariat"), { ...chile, reason: "…" });
    expect(await roll(roundId)).toEqual(["BR", "(CL)", "PE"]);
    await people.restore(who("secretariat"), who("chile").id);
    expect(await roll(roundId)).toEqual(["BR", "CL", "PE"]);
    await store.db.grant.updateMany({ where: focal, data: { until: null } });
    await rounds.withdraw(who("peru"), { roundId, reason: "Otra fecha." });
  });

  it("counts who holds an office at the opening, not at the scheduling", async () => {
    const groupId = "g-access-and-infrastructure";
    const ends = { country: "BR", groupId } as const;
    await store.db.grant.updateMany({ where: ends, data: { until: inDays(1) } });
    const { roundId } = await scheduled();
    expect(await roll(roundId)).toEqual(["(BR)", "CL", "PE"]);
    await store.db.grant.updateMany({ where: ends, data: { until: null } });
    await rounds.withdraw(who("peru"), { roundId, reason: "Otra fecha." });
  });

  it("that has lost its seats ends without consensus: no round decides on fewer than two", async () => {
    const { number, roundId } = await scheduled("silence");
    const { id: groupId } = await store.db.group.findUniqueOrThrow({ where: { slug } });
    const gone = { groupId, country: { in: ["BR", "CL"] } };
    await store.db.membership.updateMany({ where: gone, data: { leftAt: start } });
    const focalUy = await person(store, "Focal Uruguay", [focalPoint("UY")]);
    await join(focalUy, "UY");
    await leave(focalUy, "UY");
    expect(await roll(roundId)).toEqual(["PE"]);
    const { round } = await roundOf(roundId);
    const lacks = { kind: "too-few-seats", occupied: 1, required: 2 };
    expect(read(round, opening)).toMatchObject({ state: "open", needed: [lacks] });
    ground.clock.set(inDays(20));
    expect(read(round, closing)).toMatchObject({ state: "lapsed", lacking: [lacks] });
    expect(await rounds.record(who("peru"), { roundId })).toBe("lapsed");
    expect(await at(number)).toMatchObject({ stage: "discussed" });
    await store.db.membership.updateMany({ where: gone, data: { leftAt: null } });
  });
});

describe("the roll of a round of the officers that is to open", () => {
  it("takes up who is given a seat before it opens", async () => {
    const number = await agreed();
    await goals.table(who("peru"), await at(number));
    const asked = { ...(await at(number)), mode: "express" as const, opening, closing };
    const roundId = await goals.openOfficersRound(who("officers-peru"), asked);
    const before = await roll(roundId);
    expect(before).toContain("(EC)");
    await person(store, "Officer EC", [officer("EC")]);
    const grants = grantServices(ground);
    const ended = await store.db.grant.findFirstOrThrow({
      where: { office: "officer", country: "MX", right: "decide" },
    });
    await grants.end(who("secretariat"), { grantId: ended.id, act: by("ending", "Note 21/2011") });
    expect(await roll(roundId)).toEqual(
      before.map((country) => (country === "(EC)" ? "EC" : country === "MX" ? "(MX)" : country)),
    );
  });
});

describe("the terms of a round that is to open", () => {
  async function change(values: Readonly<Record<string, number | null>>): Promise<void> {
    const {
      cycle,
      latest,
      terms: standing,
    } = await terms.table(who("secretariat"), {
      cycleId: null,
      roll: "group",
    });
    const numbers = Object.fromEntries(Object.entries(standing).map(([name, { value }]) => [name, value]));
    const act = { kind: "conference", reference: `Decision ${latest}`, date: null, letterId: null } as const;
    const entered = { ...numbers, ...values };
    const asked = { cycleId: cycle.id, roll: "group", terms: entered, after: latest, act } as const;
    await terms.change(who("secretariat"), asked);
  }

  it("are those at its opening; the silence that was announced is not made too short by them", async () => {
    const { roundId } = await scheduled("silence", inDays(5));
    await change({ minSilenceHours: 96, letterDays: 2 });
    const { round } = await roundOf(roundId);
    expect(round.terms.letterDays).toMatchObject({ value: 2, basis: "cycle" });
    expect(round.terms.minSilenceHours.value).toBe(72);
    expect((await renewals(roundId)).at(-1)?.facts).toMatchObject({
      terms: { letterDays: 2, minSilenceHours: 72 },
    });
    ground.clock.set(opening);
    await change({ letterDays: 3 });
    expect((await roundOf(roundId)).round.terms.letterDays.value).toBe(2);
    expect(await refusalFrom(rounds.annul(who("chile"), { roundId, reason: "x" }))).toMatchObject({
      kind: "forbidden",
    });
  });
});

it("leaves every chain whole", async () => {
  for (const id of await chainIds(store.db))
    expect(await verifyChain(store.db, id)).toMatchObject({ broken: null });
});
