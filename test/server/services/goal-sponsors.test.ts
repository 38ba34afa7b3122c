import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { refusalFrom } from "#test/factories.ts";
import { goalViews } from "#server/services/goal-views.ts";
import { goalHouse, inDays, slug } from "./goal-house.ts";

let house: Awaited<ReturnType<typeof goalHouse>>;
beforeAll(async () => {
  house = await goalHouse();
});
afterAll(() => house.store.close());

const over = async (who: string, number: number, country: string) =>
  house.goals.takeOver(house.who(who), { ...(await house.at(number)), country });

async function discussed() {
  const number = await house.draft();
  await house.goals.discuss(house.who("chile"), await house.at(number));
  house.ground.clock.pass(60_000);
  await house.goals.cosponsor(house.who("brazil"), { ...(await house.at(number)), country: "BR" });
  house.ground.clock.pass(60_000);
  return number;
}

const leave = (country: string, leftAt: Date | null) =>
  house.store.db.membership.updateMany({ where: { country }, data: { leftAt } });

describe("a goal and its sponsors", () => {
  test("what its sponsor withdraws before the consensus is taken over by a co-sponsor, as a draft", async () => {
    const number = await discussed();
    expect((await refusalFrom(over("brazil", number, "BR"))).key).toBe("may-not.goal.take-over");
    await house.goals.withdraw(house.who("chile"), { ...(await house.at(number)), reason: "Ya no." });
    expect((await refusalFrom(over("chile", number, "CL"))).kind).toBe("forbidden");
    await over("brazil", number, "BR");
    expect((await house.at(number)).stage).toBe("draft");
    const { proposal } = await goalViews(house.ground).page(house.who("brazil"), number, "es");
    expect(proposal).toMatchObject({ sponsor: "BR", cosponsors: [] });
  });

  test("one whose sponsor left the group after the consensus is taken over by the Chair, and tabled", async () => {
    const number = await house.agreed();
    await leave("CL", inDays(0));
    const form = await house.at(number);
    expect(await refusalFrom(house.goals.table(house.who("peru"), form))).toEqual({
      kind: "conflict",
      key: "goal.no-sponsor",
    });
    expect((await refusalFrom(over("brazil", number, "BR"))).kind).toBe("forbidden");
    await over("peru", number, "PE");
    await house.goals.table(house.who("peru"), await house.at(number));
    expect((await house.at(number)).stage).toBe("tabled");
    await leave("CL", null);
  });

  test("while the group has no Chair a Vice Chair takes it over", async () => {
    const number = await house.draft();
    await house.goals.discuss(house.who("chile"), await house.at(number));
    await leave("CL", inDays(0));
    expect((await refusalFrom(over("brazil", number, "BR"))).kind).toBe("forbidden");
    const chair = { office: "chair", country: "PE", group: { slug } };
    const { id } = await house.store.db.groupOffice.findFirstOrThrow({ where: chair });
    const become = (office: string, country: string) =>
      house.store.db.groupOffice.update({ where: { id }, data: { office, country } });
    await become("vice-chair", "BR");
    await over("brazil", number, "BR");
    expect((await goalViews(house.ground).page(house.who("brazil"), number, "es")).proposal.sponsor).toBe(
      "BR",
    );
    await become("chair", "PE");
    await leave("CL", null);
  });

  test("what the group withdrew is not taken over", async () => {
    const number = await house.agreed();
    const { id } = await house.at(number);
    await house.store.db.proposal.update({ where: { id }, data: { stage: "withdrawn" } });
    expect((await refusalFrom(over("peru", number, "PE"))).kind).toBe("forbidden");
  });

  test("the second of two returns at one moment is told that it has moved", async () => {
    const number = await house.agreed();
    await house.goals.table(house.who("peru"), await house.at(number));
    const form = { ...(await house.at(number)), reasons: "Falta el costo." };
    await house.goals.giveBack(house.who("officers-peru"), form);
    expect(await refusalFrom(house.goals.giveBack(house.who("officers-peru"), form))).toEqual({
      kind: "conflict",
      key: "goal.changed-meanwhile",
    });
    expect((await refusalFrom(house.goals.giveBack(house.who("chile"), form))).kind).toBe("forbidden");
  });

  test("tabled it has a day by which the officers are to take it up; before that it has none", async () => {
    const number = await house.agreed();
    expect((await goalViews(house.ground).page(house.who("peru"), number, "es")).due).toBeNull();
    await house.goals.table(house.who("peru"), await house.at(number));
    expect((await goalViews(house.ground).page(house.who("peru"), number, "es")).due).toEqual(
      new Date(house.ground.clock.now().getTime() + 14 * 86_400_000),
    );
  });
});
