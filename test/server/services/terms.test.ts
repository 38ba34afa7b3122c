import { afterAll, describe, expect, it } from "vitest";
import { read } from "#app/domain/consensus.ts";
import { defaultTerms } from "#app/domain/round.ts";
import { termsServices, type TermsForm } from "#server/services/terms.ts";
import { roundById } from "#server/store/rounds.ts";
import { nobody, refusalFrom } from "#test/factories.ts";
import { goalHouse, inDays } from "./goal-house.ts";

const { store, ground, goals, rounds, who, draft, at, form, openedGroupRound, agreed } = await goalHouse();
const terms = termsServices(ground);

afterAll(() => store.close());

const table = (roll: TermsForm["roll"]) => terms.table(who("secretariat"), { cycleId: null, roll });

async function change(roll: TermsForm["roll"], entered: TermsForm["terms"], reference: string) {
  const { cycle, terms: standing, latest } = await table(roll);
  const numbers = Object.fromEntries(Object.entries(standing).map(([name, { value }]) => [name, value]));
  const act = { kind: "conference", reference, date: null, letterId: null } as const;
  const sent = { cycleId: cycle.id, roll, terms: { ...numbers, ...entered }, after: latest, act };
  await terms.change(who("secretariat"), sent);
  return sent;
}

const termsOf = async (roundId: string) => (await roundById(store.db, roundId))?.round.terms;

describe("the terms of a body", () => {
  it("are the platform's until the secretariat changes them by an act; open rounds keep theirs", async () => {
    const { names, terms: standing } = await table("group");
    expect(names).not.toContain("considerationDays");
    expect(standing).toEqual(defaultTerms);
    const before = await openedGroupRound(await draft());
    await change("group", { minSilenceHours: 96, outcomeDays: 5 }, "Decision 4 of the Conference");
    expect(await termsOf(before)).toEqual(defaultTerms);
    const after = await openedGroupRound(await draft());
    expect(await termsOf(after)).toEqual({
      ...defaultTerms,
      minSilenceHours: { value: 96, basis: "cycle", reason: "Decision 4 of the Conference" },
      outcomeDays: { value: 5, basis: "cycle", reason: "Decision 4 of the Conference" },
    });
    const number = await draft();
    await goals.discuss(who("chile"), await at(number));
    const short = { ...(await at(number)), mode: "silence" as const, closing: inDays(3.5) };
    await expect(goals.openGroupRound(who("peru"), short)).rejects.toMatchObject({
      refusal: { key: "round.silence-too-short", params: { hours: 96, at: inDays(4).toISOString() } },
    });
  });

  it("keep the act of what did not change, and are the platform's again where they are set to it", async () => {
    await change("group", { outcomeDays: null, letterDays: 2 }, "Letter 9/2011");
    const { terms: now, history } = await table("group");
    expect(now).toMatchObject({
      minSilenceHours: { value: 96, reason: "Decision 4 of the Conference" },
      letterDays: { value: 2, basis: "cycle", reason: "Letter 9/2011" },
      outcomeDays: defaultTerms.outcomeDays,
    });
    expect(history.map(({ changed, act }) => [act?.reference ?? null, changed])).toEqual([
      ["Letter 9/2011", ["letterDays", "outcomeDays"]],
      ["Decision 4 of the Conference", ["minSilenceHours", "outcomeDays"]],
      [null, []],
    ]);
    const entry = await store.db.journalEntry.findFirstOrThrow({
      where: { kind: "terms.changed" },
      orderBy: { seq: "desc" },
    });
    expect(JSON.parse(entry.facts)).toMatchObject({
      capacity: { office: "secretariat" },
      facts: { cycleId: "elac2015", roll: "group", terms: ["letterDays", "outcomeDays"] },
    });
  });

  it("hold for one body: a quorum of the officers asks each country group, and the group nothing", async () => {
    await change("officers", { quorumPerGroup: 1 }, "Decision 5");
    const number = await agreed();
    await goals.table(who("peru"), await at(number));
    const asked = { ...(await at(number)), mode: "express" as const, closing: inDays(30) };
    expect(await refusalFrom(goals.openOfficersRound(who("officers-peru"), asked))).toMatchObject({
      key: "round.quorum-out-of-reach",
    });
    const roundId = await goals.openOfficersRound(who("officers-peru"), { ...asked, mode: "silence" });
    const recorded = await roundById(store.db, roundId);
    if (recorded === null) throw new Error("there is no such round");
    expect(recorded.round.terms.quorumPerGroup).toEqual({ value: 1, basis: "cycle", reason: "Decision 5" });
    expect(read(recorded.round, inDays(30)).state).toBe("consensus");
    await rounds.give(who("brazil"), await form(number, "BR"));
  });

  it("are changed by the secretariat alone, within bounds, by an act, and not over another's change", async () => {
    const { cycle, latest } = await table("region");
    const act = { kind: "conference", reference: "Decision 6", date: null, letterId: null } as const;
    const sent = { cycleId: cycle.id, roll: "region", terms: { letterDays: 3 }, after: latest, act } as const;
    for (const actor of [nobody, who("peru"), who("officers-peru")])
      expect(await refusalFrom(terms.change(actor, sent))).toMatchObject({ kind: "forbidden" });
    expect(await refusalFrom(terms.table(who("peru"), { cycleId: null, roll: "region" }))).toMatchObject({
      kind: "unknown",
    });
    const by = (form: TermsForm) => refusalFrom(terms.change(who("secretariat"), form));
    expect(await by({ ...sent, terms: { letterDays: 11 } })).toMatchObject({ key: "form.check-fields" });
    const crowded = { ...sent, terms: { remindFirst: 72, remindSecond: 24, remindThird: 30 } };
    await expect(terms.change(who("secretariat"), crowded)).rejects.toMatchObject({
      refusal: { fields: { remindThird: { key: "terms.reminders-crowded", params: { hours: 12 } } } },
    });
    expect(await by({ ...sent, terms: { remindHalfway: 2 } })).toMatchObject({ key: "form.check-fields" });
    expect(await by({ ...sent, terms: {} })).toMatchObject({ key: "terms.same" });
    expect(await by({ ...sent, act: { ...act, reference: " " } })).toMatchObject({ kind: "invalid" });
    await terms.change(who("secretariat"), sent);
    await terms.change(who("secretariat"), sent);
    expect((await table("region")).history).toHaveLength(2);
    expect(await by({ ...sent, terms: { letterDays: 4 } })).toMatchObject({ key: "terms.changed-meanwhile" });
  });
});
