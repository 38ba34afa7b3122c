/** Fifty at the same instant: one effect each, the same answer to a form sent again, and chains that hold. */
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { read } from "#app/domain/consensus.ts";
import { regionalDay } from "#app/domain/region.ts";
import { refusalOf } from "#app/domain/refusal.ts";
import type { Person } from "#app/domain/roles.ts";
import { chainIds, verifyChain } from "#server/store/journal-reading.ts";
import { roundById, roundsOf } from "#server/store/rounds.ts";
import { proposalByNumber } from "#server/store/proposals.ts";
import { person, populate, refusalFrom, representative, start } from "#test/factories.ts";
import { goalHouse, inDays, objection, words } from "./goal-house.ts";
import { begun, text } from "./plan-house.ts";
import { attachedLetter } from "../attached.ts";

const { store, ground, goals, rounds, who, draft, at, form, openedGroupRound, beforeOfficers } =
  await goalHouse();

afterAll(() => store.close());

const fifty = Array.from({ length: 50 }, (_, place) => place);

/** All at once; the keys of what was refused are counted beside what was done. */
async function atOnce(work: (place: number) => Promise<unknown>): Promise<Record<string, number>> {
  const ends = await Promise.allSettled(fifty.map(work));
  const counts: Record<string, number> = {};
  for (const end of ends) {
    const refusal = end.status === "rejected" ? refusalOf(end.reason) : null;
    if (end.status === "rejected" && refusal === null) throw end.reason;
    const key = refusal?.key ?? "done";
    counts[key] = (counts[key] ?? 0) + 1;
  }
  return counts;
}

const roundOf = async (roundId: string) => {
  const recorded = await roundById(store.db, roundId);
  if (recorded === null) throw new Error("there is no such round");
  return recorded;
};
const entries = (roundId: string, kind: string) => store.db.journalEntry.count({ where: { roundId, kind } });

async function silence() {
  const number = await draft();
  await goals.discuss(who("chile"), await at(number));
  const asked = { ...(await at(number)), mode: "silence" as const, closing: inDays(30) };
  return { number, roundId: await goals.openGroupRound(who("peru"), asked) };
}

async function allJoin(number: number): Promise<void> {
  for (const [name, country] of [
    ["peru", "PE"],
    ["chile", "CL"],
    ["brazil", "BR"],
  ] as const)
    await rounds.give(who(name), await form(number, country));
}

describe("fifty positions at once", () => {
  it("of one hand, all alike, are one; each is answered that it is on record", async () => {
    const number = await draft();
    const roundId = await openedGroupRound(number);
    const same = await form(number, "CL", { explanation: "Así lo entendemos." });
    expect(await atOnce(() => rounds.give(who("chile"), same))).toEqual({ done: 50 });
    const { positions, explanations } = await roundOf(roundId);
    expect([positions.length, explanations.length]).toEqual([1, 1]);
    expect(await entries(roundId, "round.position-given")).toBe(1);
  });

  it("of two hands of one country that differ: one stands, the other hand is told", async () => {
    const number = await draft();
    const roundId = await openedGroupRound(number);
    const joins = await form(number, "CL");
    const objects = { ...joins, ...objection, office: "focal-point" as const };
    const counts = await atOnce((place) =>
      place % 2 === 0 ? rounds.give(who("chile"), joins) : rounds.give(who("focal"), objects),
    );
    expect(counts).toEqual({ done: 25, "position.changed-meanwhile": 25 });
    expect((await roundOf(roundId)).positions).toHaveLength(1);
  });

  it("of one hand that all differ: one stands, forty-nine are told", async () => {
    const number = await draft();
    const roundId = await openedGroupRound(number);
    const base = await form(number, "CL", objection);
    const counts = await atOnce((place) =>
      rounds.give(who("chile"), { ...base, reason: `Motivo ${place}.` }),
    );
    expect(counts).toEqual({ done: 1, "position.changed-meanwhile": 49 });
    expect((await roundOf(roundId)).positions).toHaveLength(1);
  });

  it("on five goals of one group wait for each other at its chain, and all are on record", async () => {
    const given: (() => Promise<void>)[] = [];
    const opened: string[] = [];
    for (let made = 0; made < 5; made += 1) {
      const number = await draft();
      opened.push(await openedGroupRound(number));
      for (const [name, country] of [
        ["peru", "PE"],
        ["chile", "CL"],
      ] as const) {
        const sent = await form(number, country);
        given.push(() => rounds.give(who(name), sent));
      }
    }
    expect(await atOnce(async (place) => given[place % given.length]?.())).toEqual({ done: 50 });
    for (const roundId of opened) expect(await entries(roundId, "round.position-given")).toBe(2);
    for (const id of await chainIds(store.db))
      expect(await verifyChain(store.db, id)).toMatchObject({ broken: null });
  });

  it("of two that break one silence: it is broken once, whoever was first", async () => {
    const { number, roundId } = await silence();
    const forms = { chile: await form(number, "CL", objection), brazil: await form(number, "BR", objection) };
    const counts = await atOnce((place) => {
      const name = place % 2 === 0 ? "chile" : "brazil";
      return rounds.give(who(name), forms[name]);
    });
    expect(counts).toEqual({ done: 25, "round.silence-broken": 25 });
    expect((await roundOf(roundId)).positions).toHaveLength(1);
  });
});

describe("fifty positions of twenty-five countries at once, each sent twice", () => {
  const isos = "AR BO BR BB BZ CL CO CR CU DO EC SV GD GT GY HN HT JM MX NI PA PE PY UY VE".split(" ");
  const slug = "gender";
  const hands = new Map<string, Person>();
  let groupId = "";

  beforeAll(async () => {
    groupId = await populate(store, slug, isos);
    for (const iso of isos) hands.set(iso, await person(store, iso, [representative(iso, groupId)]));
  });

  const hand = (iso: string): Person => {
    const found = hands.get(iso);
    if (found === undefined) throw new Error(`nobody acts for ${iso}`);
    return found;
  };

  it("are twenty-five positions and a consensus, and one of fifty outcomes", async () => {
    const id = randomUUID();
    const number = await goals.draft(hand("AR"), { ...words, slug, id, country: "AR", area: "F" });
    await goals.discuss(hand("AR"), await at(number));
    const asked = { ...(await at(number)), mode: "express" as const, closing: inDays(30) };
    const roundId = await goals.openGroupRound(hand("AR"), asked);
    const forms = new Map<string, Awaited<ReturnType<typeof form>>>();
    for (const iso of isos) forms.set(iso, await form(number, iso));
    const counts = await atOnce((place) => {
      const iso = isos[place % isos.length] ?? "";
      const sent = forms.get(iso);
      if (sent === undefined) throw new Error(`no form for ${iso}`);
      return rounds.give(hand(iso), sent);
    });
    expect(counts).toEqual({ done: 50 });
    const recorded = await roundOf(roundId);
    expect(new Set(recorded.positions.map(({ country }) => country)).size).toBe(25);
    expect(recorded.positions).toHaveLength(25);
    expect(read(recorded.round, ground.clock.now()).state).toBe("consensus");
    expect(await atOnce(() => rounds.record(hand("AR"), { roundId }))).toEqual({ done: 50 });
    expect(await entries(roundId, "round.outcome-recorded")).toBe(1);
    expect(await at(number)).toMatchObject({ stage: "agreed" });
  });
});

describe("fifty acts on the end of a round at once", () => {
  it("openings: one round", async () => {
    const number = await draft();
    await goals.discuss(who("chile"), await at(number));
    const asked = { ...(await at(number)), mode: "express" as const, closing: inDays(30) };
    const answers = new Set<string>();
    const counts = await atOnce(async () => answers.add(await goals.openGroupRound(who("peru"), asked)));
    // Sent again by the same hand it is answered as it was the first time.
    expect(counts).toEqual({ done: 50 });
    const { id } = await proposalByNumber(store.db, number);
    const rounds = await roundsOf(store.db, { kind: "goal", id });
    expect(rounds.map((round) => round.id)).toEqual([...answers]);
    const [opened] = rounds;
    expect(await entries(opened?.id ?? "", "round.opened")).toBe(1);
    const other = { ...asked, closing: inDays(31) };
    expect(await refusalFrom(goals.openGroupRound(who("peru"), other))).toMatchObject({ kind: "conflict" });
  });

  it("openings of a plan's round, and its adoption: one round, one version", async () => {
    const plan = await begun(store, "internet-governance");
    await plan.write(plan.chair, text("Uno", "Dos"));
    await plan.move(plan.chair, "submit-to-group");
    await plan.move(plan.chair, "submit-to-officers");
    plan.ground.clock.pass(21 * 86_400_000);
    await plan.move(plan.chair, "freeze");
    const { revision } = await plan.look(plan.chair);
    const closing = new Date(plan.ground.clock.now().getTime() + 7 * 86_400_000);
    const asked = { revision, mode: "express", closing } as const;
    expect(await atOnce(() => plan.plans.openRound(plan.chair, plan.slug, asked))).toEqual({ done: 50 });
    for (const hand of [plan.chair, plan.chile, plan.brazil]) await plan.give(hand);
    const roundId = (await plan.look(plan.chair)).round?.recorded.id ?? "";
    expect(await atOnce(() => plan.rounds.record(plan.chair, { roundId }))).toEqual({ done: 50 });
    const { plan: adopted, versions } = await plan.look(plan.chair);
    expect([adopted.state.stage, adopted.state.version, versions?.length]).toEqual(["adopted", 1, 1]);
    for (const kind of ["round.opened", "plan.adopted"])
      expect([kind, await entries(roundId, kind)]).toEqual([kind, 1]);
  });

  it("extensions alike move it once; of two that differ one holds and the others are told", async () => {
    const number = await draft();
    const roundId = await openedGroupRound(number);
    const to = (days: number, from: number) => ({ roundId, before: inDays(from), closing: inDays(days) });
    expect(await atOnce(() => rounds.extend(who("peru"), to(40, 30)))).toEqual({ done: 50 });
    expect(await entries(roundId, "round.extended")).toBe(1);
    const counts = await atOnce((place) => rounds.extend(who("peru"), to(place % 2 === 0 ? 50 : 51, 40)));
    expect(counts).toEqual({ done: 25, "round.end-moved-meanwhile": 25 });
    expect(await entries(roundId, "round.extended")).toBe(2);
  });

  it("outcomes of the Chair and the secretariat: one, and only its hand is answered with it", async () => {
    const number = await draft();
    const roundId = await openedGroupRound(number);
    await allJoin(number);
    ground.clock.set(inDays(10));
    const counts = await atOnce((place) =>
      rounds.record(who(place % 2 === 0 ? "peru" : "secretariat"), { roundId }),
    );
    ground.clock.set(start);
    expect(counts).toEqual({ done: 25, "round.recorded": 25 });
    expect(await store.db.outcome.count({ where: { roundId } })).toBe(1);
    expect(await entries(roundId, "round.outcome-recorded")).toBe(1);
  });

  it("withdrawals, annulments and positions together: it is taken back once, and no position comes after", async () => {
    const number = await draft();
    const roundId = await openedGroupRound(number);
    const sent = await form(number, "CL");
    await atOnce((place) => {
      if (place % 3 === 0) return rounds.withdraw(who("peru"), { roundId, reason: "Cambia el texto." });
      if (place % 3 === 1) return rounds.annul(who("peru"), { roundId, reason: "Fue un error." });
      return rounds.give(who("chile"), sent);
    });
    const { annulled, positions, settledAt } = await roundOf(roundId);
    expect(settledAt).not.toBeNull();
    if (annulled) expect(positions).toHaveLength(0);
    const taken = [await entries(roundId, "round.withdrawn"), await entries(roundId, "round.annulled")];
    expect(taken.sort()).toEqual([0, 1]);
    const steps = await store.db.step.count({ where: { proposal: { number }, act: "end-group-round" } });
    expect(steps).toBe(1);
    expect(await at(number)).toMatchObject({ stage: "discussed" });
  });

  it("adoptions of five goals, ten of each: five goals, five numbers in a row, five versions", async () => {
    const cycle = { where: { cycleId: "elac2015" } };
    const open: string[] = [];
    for (let made = 0; made < 5; made += 1) {
      const { number, roundId } = await beforeOfficers();
      for (const [name, country] of [
        ["officers-peru", "PE"],
        ["officers-mexico", "MX"],
        ["brazil", "BR"],
      ] as const)
        await rounds.give(who(name), await form(number, country));
      open.push(roundId);
    }
    const before = await store.db.goal.count(cycle);
    const counts = await atOnce((place) =>
      rounds.record(who("officers-peru"), { roundId: open[place % 5] ?? "" }),
    );
    expect(counts).toEqual({ done: 50 });
    const numbers = (await store.db.goal.findMany({ ...cycle, orderBy: { number: "asc" } })).map(
      ({ number }) => number,
    );
    expect(numbers).toEqual(Array.from({ length: before + 5 }, (_, place) => place + 1));
    const versions = await store.db.agendaVersion.findMany({ ...cycle, orderBy: { number: "asc" } });
    expect(versions.map(({ number }) => number)).toEqual(versions.map((_, place) => place + 1));
    expect(await store.db.journalEntry.count({ where: { kind: "goal.adopted" } })).toBe(5);
  });
});

describe("a form whose answer was lost, sent again", () => {
  it("is answered as it was the first time, also when the first ended the round", async () => {
    const { number, roundId } = await silence();
    const breaks = await form(number, "CL", objection);
    await rounds.give(who("chile"), breaks);
    await rounds.give(who("chile"), breaks);
    expect((await roundOf(roundId)).positions).toHaveLength(1);
    expect(await rounds.record(who("peru"), { roundId })).toBe("broken");
    expect(await rounds.record(who("peru"), { roundId })).toBe("broken");
    await rounds.give(who("chile"), breaks);
    expect(await entries(roundId, "round.position-given")).toBe(1);
  });

  it("after the end of the round too: what was in time is on record", async () => {
    const number = await draft();
    const roundId = await openedGroupRound(number);
    const sent = await form(number, "CL");
    await rounds.give(who("chile"), sent);
    ground.clock.set(inDays(30));
    await rounds.give(who("chile"), sent);
    const other = { ...sent, ...objection };
    expect(await refusalFrom(rounds.give(who("chile"), other))).toMatchObject({ key: "round.closed" });
    ground.clock.set(start);
    expect((await roundOf(roundId)).positions).toHaveLength(1);
  });

  it("confirms, explains, withdraws and enters a letter once", async () => {
    const number = await draft();
    const roundId = await openedGroupRound(number);
    const confirmDay = regionalDay(inDays(40));
    await rounds.give(who("chile"), await form(number, "CL", { kind: "ad-referendum", confirmDay }));
    const base = { roundId, seat: "CL", office: "representative", language: "es" } as const;
    expect(await atOnce(() => rounds.confirm(who("chile"), { ...base, confirmed: true }))).toEqual({
      done: 50,
    });
    expect(await atOnce(() => rounds.explain(who("chile"), { ...base, text: "Así." }))).toEqual({ done: 50 });
    const letterId = await attachedLetter(store, who("secretariat").id, start);
    const letter = { ...(await form(number, "BR")), letterId, receivedAt: start, after: 0 };
    expect(await atOnce(() => rounds.enterLetter(who("secretariat"), letter))).toEqual({ done: 50 });
    const taken = () => rounds.withdraw(who("peru"), { roundId, reason: "Cambia el texto." });
    expect(await atOnce(taken)).toEqual({ done: 50 });
    for (const [kind, count] of [
      ["round.position-given", 2],
      ["round.position-confirmed", 1],
      ["round.explanation-given", 1],
      ["round.withdrawn", 1],
    ] as const)
      expect([kind, await entries(roundId, kind)]).toEqual([kind, count]);
  });
});

it("leaves every chain whole", async () => {
  const ids = await chainIds(store.db);
  expect(ids.length).toBeGreaterThan(2);
  for (const id of ids) expect(await verifyChain(store.db, id)).toMatchObject({ broken: null });
});
