import { randomUUID } from "node:crypto";
import { beforeEach, afterEach, describe, expect, test } from "vitest";
import type { DecisionAsked } from "#app/domain/decision-text.ts";
import { decisionTextIn } from "#app/domain/decision-text.ts";
import { releaseById } from "#server/store/releases.ts";
import { roundById } from "#server/store/rounds.ts";
import { refusalFrom } from "#test/factories.ts";
import { decisionHouse, inDays, slug } from "./decision-house.ts";

let house: Awaited<ReturnType<typeof decisionHouse>>;
beforeEach(async () => {
  house = await decisionHouse();
});
afterEach(() => house.store.close());

const chile: DecisionAsked = { kind: "chairs", chair: "CL", viceChairs: ["BR"], from: null };

const kinds = async () =>
  (await house.store.db.journalEntry.findMany({ orderBy: [{ at: "asc" }, { seq: "asc" }] })).map(
    ({ kind }) => kind,
  );

describe("Chair and Vice Chairs chosen in a round", () => {
  test("take office with the outcome, by an election that names the round and its day", async () => {
    const { decide, offices, at, decisions, who } = house;
    expect(await offices()).toMatchObject([{ office: "chair", country: "PE" }]);
    const number = await decide(chile);
    expect((await at(number)).stage).toBe("decided");
    const [round] = await house.store.db.round.findMany({ orderBy: { number: "desc" } });
    expect(await offices()).toEqual([
      { office: "chair", country: "CL", act: "election", reference: `Ronda ${round?.number}, 1 mar 2011` },
      {
        office: "vice-chair",
        country: "BR",
        act: "election",
        reference: `Ronda ${round?.number}, 1 mar 2011`,
      },
    ]);
    const around = await decisions.around(who("observer"), slug, "es");
    expect(around).toMatchObject({ round: round?.number, entersChair: false });
    expect((await kinds()).slice(-3)).toEqual([
      "round.outcome-recorded",
      "decision.made",
      "group.chairs-entered",
    ]);
  });

  test("do not move the rolls of rounds under way, and the new Chair enters their outcome", async () => {
    const { decide, openedGroupRound, draft, rounds, who, goalForm } = house;
    const goal = await draft();
    const roundId = await openedGroupRound(goal);
    await decide(chile);
    const held = await roundById(house.store.db, roundId);
    expect(held?.round.roll.entries.filter(({ chair }) => chair).map(({ country }) => country)).toEqual([
      "PE",
    ]);
    expect(held?.round.roll.entries.map(({ country }) => country)).toEqual(["BR", "CL", "PE"]);
    for (const [name, country] of [
      ["peru", "PE"],
      ["chile", "CL"],
      ["brazil", "BR"],
    ] as const) {
      await rounds.give(who(name), await goalForm(goal, country));
    }
    expect(await refusalFrom(rounds.record(who("peru"), { roundId }))).toEqual({
      kind: "forbidden",
      key: "may-not.round.record-outcome",
    });
    await rounds.record(who("chile"), { roundId });
  });

  test("end the coordinator of the former chair, not of the same one", async () => {
    const { decide, groupId, store } = house;
    await house.coordinator("Coordinator", "PE");
    await decide({ kind: "chairs", chair: "PE", viceChairs: ["CL"], from: null });
    const coordinators = () =>
      store.db.grant.count({ where: { groupId, office: "coordinator", right: "edit", until: null } });
    expect(await coordinators()).toBe(1);
    await decide(chile);
    expect(await coordinators()).toBe(0);
    expect((await kinds()).filter((kind) => kind === "grant.ended")).toHaveLength(1);
  });

  test("take office on the day that was decided, where it is still to come", async () => {
    const { decide, offices, ground } = house;
    await decide({ ...chile, from: "2011-03-20" });
    expect(await offices()).toMatchObject([{ office: "chair", country: "PE" }]);
    ground.clock.set(new Date("2011-03-20T03:00:00.000Z"));
    expect(await offices()).toMatchObject([
      { office: "chair", country: "CL" },
      { office: "vice-chair", country: "BR" },
    ]);
  });

  test("without consensus change nothing; the decision is proposed again and a further round can follow", async () => {
    const { propose, open, live, form, rounds, who, at, offices, agree } = house;
    const number = await propose("chile", "CL", chile);
    await open(who("peru"), number, "silence");
    const { id } = await live(number);
    const objection = { kind: "objects", passage: "1", reason: "No.", lift: "Brasil" } as const;
    await rounds.give(who("brazil"), await form(number, "BR", objection));
    await rounds.record(who("peru"), { roundId: id });
    expect((await at(number)).stage).toBe("proposed");
    expect(await offices()).toMatchObject([{ office: "chair", country: "PE" }]);
    await open(who("peru"), number);
    await agree(number);
    expect((await at(number)).stage).toBe("decided");
  });

  test("of a country that left before the outcome stay vacant, and the round is still entered", async () => {
    const { propose, open, live, who, rounds, form, offices, leave } = house;
    const number = await propose("brazil", "BR", chile);
    await open(who("peru"), number);
    const { id } = await live(number);
    await leave("CL");
    for (const [name, country] of [
      ["peru", "PE"],
      ["brazil", "BR"],
    ] as const)
      await rounds.give(who(name), await form(number, country));
    await rounds.record(who("peru"), { roundId: id });
    expect(await offices()).toMatchObject([{ office: "vice-chair", country: "BR" }]);
    expect(await house.lastFacts("group.chairs-entered")).toMatchObject({ chair: null, viceChairs: ["BR"] });
  });

  test("freeze exactly what was proposed", async () => {
    const { propose, open, live, who, store } = house;
    const number = await propose("chile", "CL", { ...chile, viceChairs: ["BR", "BR"] });
    await open(who("peru"), number);
    const release = await releaseById(store.db, (await live(number)).release.id);
    expect(decisionTextIn(release?.text ?? "")).toEqual(chile);
  });
});

describe("who opens a round on a decision", () => {
  test("is the Chair; where no country chairs, a Vice Chair; in a group with neither, any country, on its first Chair only", async () => {
    const { propose, open, who, vacate, plan, store } = house;
    const number = await propose("chile", "CL", chile);
    expect(await refusalFrom(open(who("chile"), number))).toEqual({
      kind: "forbidden",
      key: "may-not.decision.open-round",
    });
    await vacate();
    await plan(house.planOf(house.output("o-1", "Estudio")), true);
    const other = await propose("chile", "CL", house.commissionAsked("o-1"));
    expect(await refusalFrom(open(who("brazil"), other))).toMatchObject({ kind: "forbidden" });
    await open(who("brazil"), number);
    const [round] = await store.db.round.findMany({ where: { decisionId: { not: null } } });
    expect(round?.openedFor).toBe("BR");
    await house.agree(number, "secretariat");
    await open(who("chile"), other);
  });

  test("has one matter at a time under way", async () => {
    const { propose, open, who } = house;
    const one = await propose("chile", "CL", chile);
    const two = await propose("brazil", "BR", { ...chile, chair: "BR", viceChairs: [] });
    await open(who("peru"), one);
    expect(await refusalFrom(open(who("peru"), two))).toEqual({
      kind: "conflict",
      key: "decision.same-under-way",
    });
  });

  test("is asked again whether the group can still decide it", async () => {
    const { propose, open, who, leave } = house;
    const number = await propose("chile", "CL", chile);
    await leave("BR");
    expect(await refusalFrom(open(who("peru"), number))).toEqual({
      kind: "invalid",
      key: "form.check-fields",
    });
  });
});

describe("proposing", () => {
  test("is for those who decide for a participating country, in its name", async () => {
    const { propose } = house;
    for (const name of ["observer", "secretariat", "elsewhere", "officers-mexico"])
      expect(await refusalFrom(propose(name, "CL", chile)), name).toMatchObject({ kind: "forbidden" });
    expect(await refusalFrom(propose("brazil", "CL", chile))).toEqual({
      kind: "forbidden",
      key: "position.wrong-capacity",
    });
    expect(await propose("focal", "CL", chile)).toBeGreaterThan(0);
  });

  test("twice with one form makes one decision", async () => {
    const { propose, store } = house;
    const id = randomUUID();
    const [one, two] = await Promise.all([
      propose("chile", "CL", chile, id),
      propose("chile", "CL", chile, id),
    ]);
    expect(one).toBe(two);
    expect(await store.db.decision.count()).toBe(1);
    expect((await kinds()).filter((kind) => kind === "decision.proposed")).toHaveLength(1);
  });

  test("is taken back by the country that did it, before a round", async () => {
    const { propose, open, decisions, who, at } = house;
    const number = await propose("chile", "CL", chile);
    expect(await refusalFrom(decisions.drop(who("peru"), await at(number)))).toMatchObject({
      kind: "forbidden",
    });
    await decisions.drop(who("chile"), await at(number));
    expect((await at(number)).stage).toBe("dropped");
    expect(await refusalFrom(open(who("peru"), number))).toEqual({
      kind: "conflict",
      key: "decision.illegal-step",
    });
  });
});

describe("a commission", () => {
  test("is born with its countries, their institutions and persons, its Chair, its mission on a minisite of its own", async () => {
    const { plan, decide, store, groupId, offices, decisions, who, again } = house;
    await plan(house.planOf(house.output("o-1", "Estudio")), true);
    await decide(house.commissionAsked("o-1"));
    const row = await store.db.group.findUniqueOrThrow({
      where: { slug: "medicion-de-la-calidad" },
      include: { memberships: { include: { institution: true }, orderBy: { country: "asc" } }, pages: true },
    });
    expect(row).toMatchObject({ kind: "commission", parentId: groupId, outputId: "o-1", state: "active" });
    expect(row.memberships.map(({ country, institution }) => [country, institution.name])).toEqual([
      ["BR", "Ministry of BR"],
      ["CL", "Ministry of CL"],
    ]);
    expect(await offices(row.id)).toMatchObject([{ office: "chair", country: "BR", act: "election" }]);
    expect(row.pages.map(({ kind }) => kind)).toEqual(["mandate"]);
    const around = await decisions.around(who("observer"), slug, "pt");
    expect(around.commissions).toEqual([{ slug: row.slug, name: "Medición de la calidad", ended: null }]);
    expect((await decisions.around(who("observer"), row.slug, "es")).parent?.slug).toBe(slug);
    const brazil = await again("brazil");
    expect(brazil.grants.filter(({ body }) => body.kind === "group" && body.groupId === row.id).length).toBe(
      4,
    );
    expect(await kinds()).toEqual(
      expect.arrayContaining(["decision.made", "commission.created", "group.chairs-entered"]),
    );
  });

  test("has no plan, no goals and no commissions, takes in nobody else, and chooses its Chair", async () => {
    const { plan, decide, again, groundServices } = house;
    await plan(house.planOf(house.output("o-1", "Estudio")), true);
    await decide(house.commissionAsked("o-1"));
    const commission = "medicion-de-la-calidad";
    const brazil = await again("brazil");
    const { plans, goals, decisions, memberships } = groundServices;
    expect(
      await refusalFrom(plans.begin(brazil, commission, { period: "2011-2013", language: "es" })),
    ).toEqual({ kind: "conflict", key: "commission.no-plan" });
    expect(
      await refusalFrom(
        goals.draft(brazil, { ...house.goalWords, slug: commission, id: randomUUID(), country: "BR" }),
      ),
    ).toEqual({ kind: "conflict", key: "commission.no-goals" });
    expect(
      await refusalFrom(
        memberships.nominate(await house.newFocal("UY", "UY"), house.nomination(commission, "UY")),
      ),
    ).toEqual({
      kind: "conflict",
      key: "commission.chosen",
    });
    const asked = { slug: commission, id: randomUUID(), country: "BR", language: "es" } as const;
    expect(
      await refusalFrom(
        decisions.propose(brazil, { ...asked, asked: { ...chile, chair: "PE", viceChairs: [] } }),
      ),
    ).toMatchObject({ kind: "invalid" });
    expect(
      await decisions.propose(brazil, { ...asked, asked: { ...chile, viceChairs: [] } }),
    ).toBeGreaterThan(0);
  });

  test("is left by a country that leaves the group", async () => {
    const { plan, decide, store, leave } = house;
    await plan(house.planOf(house.output("o-1", "Estudio")), true);
    await decide(house.commissionAsked("o-1"));
    await leave("BR");
    const row = await store.db.group.findUniqueOrThrow({
      where: { slug: "medicion-de-la-calidad" },
      include: { memberships: { where: { leftAt: null } }, offices: { where: { until: null } } },
    });
    expect(row.memberships.map(({ country }) => country)).toEqual(["CL"]);
    expect(row.offices).toEqual([]);
  });
});

describe("a goal that the group agreed to", () => {
  test("is withdrawn by the group's round, with its reasons", async () => {
    const { agreed, decide, goalAt, decisions, who } = house;
    const number = await agreed();
    const { id } = await goalAt(number);
    expect((await decisions.proposing(who("chile"), slug, "es")).ground.goals).toMatchObject([
      { id, number },
    ]);
    await decide({ kind: "goal-withdrawal", goalId: id, reasons: ["Otro texto lo recoge."] });
    expect((await goalAt(number)).stage).toBe("withdrawn");
    expect((await kinds()).slice(-2)).toEqual(["decision.made", "goal.withdrawn"]);
    expect((await decisions.proposing(who("chile"), slug, "es")).ground.goals).toEqual([]);
  });

  describe("and whose officers' round is over, not entered", () => {
    async function decidedAfter(mode: "express" | "silence") {
      const { agreed, goalAt, goals, ground, decide, who } = house;
      ground.clock.set(inDays(0));
      const number = await agreed();
      await goals.table(who("peru"), await goalAt(number));
      const closing = inDays(5);
      const roundId = await goals.openOfficersRound(who("officers-peru"), {
        ...(await goalAt(number)),
        mode,
        closing,
      });
      ground.clock.set(inDays(10));
      const { id } = await goalAt(number);
      const decision = await decide({ kind: "goal-withdrawal", goalId: id, reasons: ["Otro texto."] });
      expect(await house.at(decision)).toMatchObject({ stage: "decided" });
      expect((await goalAt(number)).stage).toBe("officers-round");
      const awaits = async () => (await house.decisions.page(who("peru"), slug, decision, "es")).awaits;
      expect(await awaits()).toBe((await roundById(house.store.db, roundId))?.number);
      const outcome = await house.rounds.record(who("officers-peru"), { roundId });
      expect(await awaits()).toBeNull();
      ground.clock.set(inDays(0));
      return { outcome, stage: (await goalAt(number)).stage };
    }

    test("is withdrawn when that outcome is entered, by those whose round it is", async () => {
      expect(await decidedAfter("express")).toEqual({ outcome: "lapsed", stage: "withdrawn" });
      expect((await kinds()).slice(-2)).toEqual(["round.outcome-recorded", "goal.withdrawn"]);
    });

    test("is on the agenda where that outcome adopts it", async () => {
      expect(await decidedAfter("silence")).toEqual({ outcome: "consensus", stage: "adopted" });
    });
  });

  test("that is a draft still is not the group's to withdraw", async () => {
    const { draft, goalAt, propose } = house;
    const { id } = await goalAt(await draft());
    expect(
      await refusalFrom(propose("chile", "CL", { kind: "goal-withdrawal", goalId: id, reasons: ["No."] })),
    ).toEqual({ kind: "invalid", key: "form.check-fields" });
  });
});
