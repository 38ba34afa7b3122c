import { randomUUID } from "node:crypto";
import { afterAll, describe, expect, it } from "vitest";
import { chainIds, verifyChain } from "#server/store/journal-reading.ts";
import { proposalByNumber } from "#server/store/proposals.ts";
import { nobody, refusalFrom, start } from "#test/factories.ts";
import { goalHouse, inDays, objection, slug, words } from "./goal-house.ts";

const { store, ground, goals, rounds, who, draft, at, live, openedGroupRound, form, agreed } =
  await goalHouse();

afterAll(() => store.close());

describe("a goal from draft to the agenda", () => {
  it("is adopted with the next number in a new version, after an objection that was lifted", async () => {
    const number = await draft();
    expect((await at(number)).stage).toBe("draft");
    const groupRound = await openedGroupRound(number);
    expect((await at(number)).stage).toBe("group-round");
    await rounds.give(who("chile"), await form(number, "CL"));
    await rounds.give(who("brazil"), await form(number, "BR"));
    await rounds.give(who("peru"), await form(number, "PE", objection));
    expect(await refusalFrom(rounds.record(who("peru"), { roundId: groupRound }))).toEqual({
      kind: "conflict",
      key: "round.needs",
    });
    await rounds.give(
      who("peru"),
      await form(number, "PE", { kind: "joins", explanation: "El Perú entiende que es voluntario." }),
    );
    expect(await rounds.record(who("peru"), { roundId: groupRound })).toBe("consensus");
    expect((await at(number)).stage).toBe("agreed");
    await goals.table(who("peru"), await at(number));
    const last = await store.db.goal.findFirst({
      where: { cycleId: "elac2015" },
      orderBy: { number: "desc" },
    });
    const roundId = await goals.openOfficersRound(who("officers-peru"), {
      ...(await at(number)),
      mode: "express",
      closing: inDays(30),
    });
    for (const [name, country] of [
      ["officers-peru", "PE"],
      ["officers-mexico", "MX"],
      ["brazil", "BR"],
    ] as const)
      await rounds.give(who(name), await form(number, country));
    const round = await live(number);
    expect(round.round.roll.entries).toHaveLength(8);
    await rounds.record(who("officers-peru"), { roundId });
    const proposal = await proposalByNumber(store.db, number);
    expect(proposal.stage).toBe("adopted");
    expect(proposal.adopted).toEqual({ number: (last?.number ?? 0) + 1, version: 2 });
    const goal = await store.db.goal.findFirstOrThrow({
      where: { proposalId: proposal.id },
      include: { version: true },
    });
    expect(goal.origin).toBe("added");
    expect(goal.text).toContain("dos veces al año");
    expect(goal.version?.sha256).toMatch(/^[0-9a-f]{64}$/);
    const kinds = (
      await store.db.journalEntry.findMany({ where: { link: `/goals/p${number}` }, orderBy: { at: "asc" } })
    ).map(({ kind }) => kind);
    for (const kind of [
      "goal.drafted",
      "goal.discussed",
      "goal.released",
      "round.opened",
      "round.position-given",
      "round.explanation-given",
      "round.outcome-recorded",
      "goal.agreed",
      "goal.tabled",
      "goal.adopted",
    ])
      expect(kinds).toContain(kind);
    for (const chain of await chainIds(store.db))
      expect(await verifyChain(store.db, chain)).toMatchObject({ broken: null });
  });

  it("is returned with reasons by the officers' Chair, edited, and agreed to again as a new release", async () => {
    const number = await agreed();
    await goals.table(who("peru"), await at(number));
    expect(
      await refusalFrom(goals.giveBack(who("officers-peru"), { ...(await at(number)), reasons: " " })),
    ).toMatchObject({ key: "goal.reasons-needed" });
    await goals.giveBack(who("officers-peru"), {
      ...(await at(number)),
      reasons: "El párrafo 2 no dice quién publica.",
    });
    expect((await at(number)).stage).toBe("returned");
    const text = { ...words.text, paragraphs: [...words.text.paragraphs, "La secretaría publica."] };
    await goals.edit(who("chile"), { ...(await at(number)), ...words, text });
    await openedGroupRound(number);
    expect((await live(number)).release.number).toBe(2);
  });

  it("is withdrawn by its sponsor before the group's consensus, and by nobody alone after it", async () => {
    const number = await draft();
    await goals.withdraw(who("chile"), { ...(await at(number)), reason: "Se une a otra meta." });
    expect((await at(number)).stage).toBe("withdrawn");
    const other = await agreed();
    expect(
      await refusalFrom(goals.withdraw(who("chile"), { ...(await at(other)), reason: "No." })),
    ).toMatchObject({ kind: "forbidden" });
    expect(
      await refusalFrom(goals.withdraw(who("peru"), { ...(await at(other)), reason: "No." })),
    ).toMatchObject({ key: "goal.only-group-withdraws" });
  });

  it("is co-sponsored by another participating country, once", async () => {
    const number = await draft();
    await goals.discuss(who("chile"), await at(number));
    await goals.cosponsor(who("brazil"), { ...(await at(number)), country: "BR" });
    expect((await proposalByNumber(store.db, number)).cosponsors).toEqual(["BR"]);
    expect(
      await refusalFrom(goals.cosponsor(who("brazil"), { ...(await at(number)), country: "BR" })),
    ).toMatchObject({ kind: "forbidden" });
    expect(
      await refusalFrom(goals.cosponsor(who("peru"), { ...(await at(number)), country: "CL" })),
    ).toMatchObject({ kind: "forbidden" });
  });

  it("goes back one stage when its round is withdrawn, and may be put to a round again on the same release", async () => {
    const number = await draft();
    const roundId = await openedGroupRound(number);
    await rounds.withdraw(who("peru"), { roundId, reason: "Falta traducir." });
    expect((await at(number)).stage).toBe("discussed");
    await goals.openGroupRound(who("peru"), { ...(await at(number)), mode: "express", closing: inDays(30) });
    expect((await live(number)).release.number).toBe(1);
  });
});

describe("what is refused", () => {
  it("a draft by somebody without the right, for another country, or in another group", async () => {
    for (const actor of [nobody, who("observer"), who("secretariat"), who("elsewhere")])
      expect(await refusalFrom(draft(actor))).toMatchObject({ kind: "forbidden", key: "may-not.goal.draft" });
    expect(await refusalFrom(draft(who("chile"), "BR"))).toMatchObject({ kind: "forbidden" });
    expect(
      await refusalFrom(
        goals.draft(who("chile"), { ...words, slug: "no-such-group", id: randomUUID(), country: "CL" }),
      ),
    ).toMatchObject({ kind: "unknown" });
    expect(
      await refusalFrom(
        goals.draft(who("chile"), { ...words, area: "Z", slug, id: randomUUID(), country: "CL" }),
      ),
    ).toMatchObject({ kind: "invalid" });
  });

  it("an unknown goal, and to a stranger a draft as if it were not there", async () => {
    expect(await refusalFrom(goals.discuss(who("chile"), { number: 999_999, revision: 0 }))).toMatchObject({
      kind: "unknown",
    });
    const number = await draft();
    expect(await refusalFrom(goals.edit(nobody, { ...(await at(number)), ...words }))).toMatchObject({
      kind: "unknown",
    });
  });

  it("a form made before another's change", async () => {
    const number = await draft();
    const stale = await at(number);
    await goals.edit(who("chile"), { ...stale, ...words });
    expect(await refusalFrom(goals.edit(who("focal"), { ...stale, ...words }))).toEqual({
      kind: "conflict",
      key: "goal.changed-meanwhile",
    });
  });

  it("a round on a text with brackets, on one that is discussed nowhere, or opened by one who does not preside", async () => {
    const number = await draft();
    const text = { ...words.text, paragraphs: ["Cada país mide [dos veces] al año."] };
    await goals.edit(who("chile"), { ...(await at(number)), ...words, text });
    const opening = { mode: "express" as const, closing: inDays(30) };
    expect(
      await refusalFrom(goals.openGroupRound(who("peru"), { ...(await at(number)), ...opening })),
    ).toMatchObject({ key: "goal.illegal-step" });
    await goals.discuss(who("chile"), await at(number));
    expect(
      await refusalFrom(goals.openGroupRound(who("chile"), { ...(await at(number)), ...opening })),
    ).toMatchObject({ kind: "forbidden" });
    expect(
      await refusalFrom(goals.openGroupRound(who("peru"), { ...(await at(number)), ...opening })),
    ).toMatchObject({ key: "goal.not-clean" });
    expect(await store.db.release.count({ where: { proposal: { number } } })).toBe(0);
  });

  it("a round that ends before it begins", async () => {
    const number = await draft();
    await goals.discuss(who("chile"), await at(number));
    const past = { ...(await at(number)), mode: "express" as const, closing: inDays(-1) };
    expect(await refusalFrom(goals.openGroupRound(who("peru"), past))).toMatchObject({
      kind: "invalid",
      key: "round.no-span",
    });
    expect((await at(number)).stage).toBe("discussed");
  });

  it("a position for another country, in another office, on another release, or without what its kind needs", async () => {
    const number = await draft();
    await openedGroupRound(number);
    expect(await refusalFrom(rounds.give(who("chile"), await form(number, "PE")))).toMatchObject({
      kind: "forbidden",
    });
    expect(
      await refusalFrom(rounds.give(who("brazil"), await form(number, "BR", { office: "officer" }))),
    ).toMatchObject({ kind: "forbidden" });
    expect(await refusalFrom(rounds.give(nobody, await form(number, "PE")))).toMatchObject({
      kind: "forbidden",
    });
    expect(await refusalFrom(rounds.give(who("observer"), await form(number, "PE")))).toMatchObject({
      kind: "forbidden",
    });
    expect(
      await refusalFrom(rounds.give(who("chile"), await form(number, "CL", { releaseId: randomUUID() }))),
    ).toMatchObject({ key: "position.other-release" });
    expect(
      await refusalFrom(rounds.give(who("chile"), await form(number, "CL", { kind: "objects" }))),
    ).toMatchObject({ kind: "invalid", key: "position.incomplete" });
    expect(
      await refusalFrom(rounds.give(who("chile"), { ...(await form(number, "CL")), roundId: randomUUID() })),
    ).toMatchObject({ kind: "unknown" });
    expect((await live(number)).positions).toHaveLength(0);
  });

  it("a position after the deadline, by the server's clock", async () => {
    const number = await draft();
    await openedGroupRound(number);
    const late = await form(number, "CL");
    ground.clock.set(inDays(30));
    try {
      expect(await refusalFrom(rounds.give(who("chile"), late))).toMatchObject({
        kind: "conflict",
        key: "round.closed",
      });
      expect(await refusalFrom(rounds.review(who("chile"), late))).toMatchObject({
        kind: "conflict",
        key: "round.closed",
      });
    } finally {
      ground.clock.set(start);
    }
  });

  it("an outcome entered by one who does not preside, and entered twice", async () => {
    const number = await draft();
    const roundId = await openedGroupRound(number);
    for (const [name, country] of [
      ["peru", "PE"],
      ["chile", "CL"],
      ["brazil", "BR"],
    ] as const)
      await rounds.give(who(name), await form(number, country));
    expect(await refusalFrom(rounds.record(who("chile"), { roundId }))).toMatchObject({ kind: "forbidden" });
    expect(await refusalFrom(rounds.record(who("secretariat"), { roundId }))).toMatchObject({
      kind: "forbidden",
    });
    await rounds.record(who("peru"), { roundId });
    expect(await rounds.record(who("peru"), { roundId }), "a retry has the same answer").toBe("consensus");
    expect((await at(number)).stage).toBe("agreed");
  });
});
