import { randomUUID } from "node:crypto";
import { afterAll, describe, expect, it } from "vitest";
import { canonicalJson, clean } from "#app/domain/release.ts";
import { openRound } from "#server/services/round-opening.ts";
import { isDuplicate } from "#server/store/client.ts";
import { groupBySlug, groupFacts } from "#server/store/groups.ts";
import { sha256 } from "#server/store/journal.ts";
import { latestRelease } from "#server/store/releases.ts";
import { refusalFrom } from "#test/factories.ts";
import { goalHouse, inDays, objection, slug, words } from "./goal-house.ts";

const { store, ground, goals, rounds, who, draft, at, live, openedGroupRound, form, agreed, beforeOfficers } =
  await goalHouse();

afterAll(() => store.close());

describe("acts at the same instant", () => {
  it("a form sent twice gives one position and one draft", async () => {
    const number = await draft();
    await openedGroupRound(number);
    const same = await form(number, "CL");
    await Promise.all([rounds.give(who("chile"), same), rounds.give(who("chile"), same)]);
    expect((await live(number)).positions).toHaveLength(1);
    const id = randomUUID();
    const twice = { ...words, slug, id, country: "CL" };
    const [first, second] = await Promise.all([
      goals.draft(who("chile"), twice),
      goals.draft(who("chile"), twice),
    ]);
    expect(first).toBe(second);
  });

  it("of two different positions of one seat the second is told that another came between", async () => {
    const number = await draft();
    await openedGroupRound(number);
    const joins = await form(number, "CL");
    const objects = await form(number, "CL", { ...objection, office: "focal-point" });
    const ends = await Promise.allSettled([
      rounds.give(who("chile"), joins),
      rounds.give(who("focal"), objects),
    ]);
    expect(ends.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect((await live(number)).positions).toHaveLength(1);
  });

  it("a form that opens the officers' round, sent twice, opens one and is answered alike", async () => {
    const number = await agreed();
    await goals.table(who("peru"), await at(number));
    const opening = { ...(await at(number)), mode: "express" as const, closing: inDays(30) };
    const [one, other] = await Promise.all([
      goals.openOfficersRound(who("officers-peru"), opening),
      goals.openOfficersRound(who("officers-peru"), opening),
    ]);
    expect(one).toBe(other);
    const later = goals.openOfficersRound(who("officers-peru"), { ...opening, closing: inDays(31) });
    expect(await refusalFrom(later)).toMatchObject({ kind: "conflict" });
    expect(await store.db.round.count({ where: { proposal: { number }, settledAt: null } })).toBe(1);
  });

  it("two adoptions of one goal make one goal; two of two goals make two numbers and two versions", async () => {
    const a = await beforeOfficers();
    const b = await beforeOfficers();
    for (const { number } of [a, b])
      for (const [name, country] of [
        ["officers-peru", "PE"],
        ["officers-mexico", "MX"],
        ["brazil", "BR"],
      ] as const)
        await rounds.give(who(name), await form(number, country));
    const before = await store.db.goal.count({ where: { cycleId: "elac2015" } });
    const enter = (roundId: string) => rounds.record(who("officers-peru"), { roundId });
    const ends = await Promise.allSettled([enter(a.roundId), enter(a.roundId), enter(b.roundId)]);
    expect(ends.every((end) => end.status === "fulfilled" && end.value === "consensus")).toBe(true);
    expect(await store.db.goal.count({ where: { cycleId: "elac2015" } })).toBe(before + 2);
    const versions = await store.db.agendaVersion.findMany({
      where: { cycleId: "elac2015" },
      orderBy: { number: "asc" },
    });
    expect(versions.map(({ number }) => number)).toEqual(versions.map((_, index) => index + 1));
    // Whoever has the goals and their releases can take the hash of every version anew.
    for (const [place, { id, number: version, sha256: stated }] of versions.entries()) {
      const goal = await store.db.goal.findFirst({
        where: { versionId: id, origin: "added" },
        include: { area: true, proposal: { include: { releases: { orderBy: { number: "desc" } } } } },
      });
      if (goal === null) continue;
      const added = {
        area: goal.area.code,
        number: goal.number,
        release: goal.proposal?.releases[0]?.sha256,
      };
      const before = versions[place - 1]?.sha256 ?? null;
      expect(stated).toBe(sha256(canonicalJson({ added, before, cycle: "elac2015", version })));
    }
  });

  it("a second round on one subject is refused by the opening itself, whatever let it come so far", async () => {
    const number = await draft();
    await openedGroupRound(number);
    const { id } = await at(number);
    const now = ground.clock.now();
    const opening = store.transaction(async (tx) => {
      const subject = { kind: "goal", id } as const;
      const release = await latestRelease(tx, subject);
      if (release === null) throw new Error("nothing was released");
      const group = await groupFacts(tx, (await groupBySlug(tx, slug)).id, now);
      const body = { kind: "group", groupId: group.groupId } as const;
      const capacity = { office: "representative", country: "PE", body } as const;
      const times = { opening: now, closing: inDays(30) };
      const asked = { subject, group, release, link: "", openness: clean, ...times } as const;
      const by = { actorId: who("peru").id, capacity };
      return openRound(tx, () => {}, { ...asked, ...by, roll: "group", mode: "express" }, now);
    });
    expect(await refusalFrom(opening)).toMatchObject({ key: "round.already-open" });
  });

  it("a second round on one subject is kept out by the database itself", async () => {
    const number = await draft();
    const roundId = await openedGroupRound(number);
    const row = await store.db.round.findUniqueOrThrow({ where: { id: roundId } });
    expect(row.settledAt).toBeNull();
    // Its address is its own: nothing but the subject stands against it.
    const { id: _, number: __, ...copy } = row;
    const second = await store.db.round
      .create({ data: { ...copy, terms: {} } })
      .catch((caught: unknown) => caught);
    expect(isDuplicate(second)).toBe(true);
  });
});
