import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { read } from "#app/domain/consensus.ts";
import { regionalDay } from "#app/domain/region.ts";
import { withdrawByGroup } from "#server/services/goal-rounds.ts";
import { act } from "#server/services/act.ts";
import { roundById } from "#server/store/rounds.ts";
import { refusalFrom } from "#test/factories.ts";
import { goalHouse, inDays } from "./goal-house.ts";

let house: Awaited<ReturnType<typeof goalHouse>>;
beforeAll(async () => {
  house = await goalHouse();
});
afterAll(() => house.store.close());

/** The group's decision to withdraw, as the end of its round enters it. */
async function decided(number: number) {
  const { id } = await house.at(number);
  const peru = house.who("peru");
  const body = { kind: "group", groupId: "access-and-infrastructure" } as const;
  const by = {
    actorId: peru.id,
    capacity: { office: "representative", country: "PE", body } as const,
    reason: "La meta ya no hace falta.",
  };
  return act(house.ground, (tx, record, now) => withdrawByGroup(tx, record, id, by, now));
}

describe("after the group's consensus only the group withdraws a goal", () => {
  test("neither its sponsor nor the Chair alone does", async () => {
    const number = await house.agreed();
    const form = { ...(await house.at(number)), reason: "Ya no." };
    expect((await refusalFrom(house.goals.withdraw(house.who("chile"), form))).kind).toBe("forbidden");
    expect(await refusalFrom(house.goals.withdraw(house.who("peru"), form))).toEqual({
      kind: "conflict",
      key: "goal.only-group-withdraws",
    });
  });

  test("the decision of the group does, with its reason on record", async () => {
    const number = await house.agreed();
    expect(await decided(number)).toBe(true);
    const { stage, id } = await house.at(number);
    expect(stage).toBe("withdrawn");
    const steps = await house.store.db.step.findMany({ where: { proposalId: id }, orderBy: { at: "desc" } });
    expect(
      steps.some((step) => step.act === "withdraw" && step.comments === "La meta ya no hace falta."),
    ).toBe(true);
  });

  test("takes the officers' open round with it, and withdraws that on record", async () => {
    const { number, roundId } = await house.beforeOfficers();
    expect(await decided(number)).toBe(true);
    expect((await house.at(number)).stage).toBe("withdrawn");
    const round = await house.store.db.round.findUniqueOrThrow({ where: { id: roundId } });
    expect(round.withdrawnAt).not.toBeNull();
    const kinds = await house.store.db.journalEntry.findMany({
      where: { link: `/goals/p${number}` },
      orderBy: { at: "asc" },
    });
    expect(kinds.map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(["round.withdrawn", "goal.withdrawn"]),
    );
  });

  test("takes a round that waits for a capital with it, though its end has passed", async () => {
    const { number, roundId } = await house.beforeOfficers();
    for (const [name, country] of [
      ["officers-peru", "PE"],
      ["officers-mexico", "MX"],
    ] as const)
      await house.rounds.give(house.who(name), await house.form(number, country));
    const confirmDay = regionalDay(inDays(40));
    const waits = await house.form(number, "BR", { kind: "ad-referendum", confirmDay });
    await house.rounds.give(house.who("brazil"), waits);
    house.ground.clock.set(inDays(31));
    expect(await decided(number)).toBe(true);
    const recorded = await roundById(house.store.db, roundId);
    for (const days of [31, 60])
      expect(recorded === null ? null : read(recorded.round, inDays(days)).state).toBe("withdrawn");
    const word = { roundId, seat: waits.seat, office: "officer", language: "es" } as const;
    expect(
      await refusalFrom(house.rounds.confirm(house.who("brazil"), { ...word, confirmed: true })),
    ).toEqual({
      kind: "conflict",
      key: "round.withdrawn",
    });
    const explains = { ...word, text: "Así lo vemos." };
    expect(await refusalFrom(house.rounds.explain(house.who("brazil"), explains))).toMatchObject({
      key: "round.withdrawn",
    });
    house.ground.clock.set(inDays(0));
  });

  test("leaves a round that is over to those who enter its outcome", async () => {
    const { number } = await house.beforeOfficers();
    house.ground.clock.set(inDays(31));
    expect(await decided(number)).toBe(false);
    expect((await house.at(number)).stage).toBe("officers-round");
    house.ground.clock.set(inDays(0));
  });

  test("comes too late for a goal that is at its end", async () => {
    const number = await house.draft();
    await house.goals.withdraw(house.who("chile"), { ...(await house.at(number)), reason: "No." });
    expect(await decided(number)).toBe(false);
  });
});
