import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { addWorkingDays } from "#app/domain/region.ts";
import { emptyPlan } from "#app/document/plan.ts";
import { deskServices } from "#server/services/desks.ts";
import { goalHouse } from "./goal-house.ts";
import { decisionHouse, inDays } from "./decision-house.ts";

let house: Awaited<ReturnType<typeof decisionHouse>>;
beforeAll(async () => {
  house = await decisionHouse();
});
afterAll(() => house.store.close());

const duesOf = async (name: string, kind: string) =>
  (await deskServices(house.ground).page(house.who(name), "en")).dues.filter((due) => due.kind === kind);

describe("the desk", () => {
  test("of the Chair has the decisions that wait for their round, and nobody else's", async () => {
    const number = await house.propose("chile", "CL", {
      kind: "chairs",
      chair: "CL",
      viceChairs: ["BR"],
      from: null,
    });
    expect(await duesOf("peru", "open-decision-round")).toMatchObject([
      {
        link: `/groups/access-and-infrastructure/decisions/${number}`,
        country: "PE",
        office: "representative",
      },
    ]);
    expect(await duesOf("chile", "open-decision-round")).toEqual([]);
    await house.open(house.who("peru"), number);
    expect(await duesOf("peru", "open-decision-round")).toEqual([]);
  });

  test("of the Chair says until when the plan is to be proposed, and not so for the plan of a later period", async () => {
    const due = {
      planProposedTo: new Date("2011-03-31"),
      planProposedText: "by March 2011",
      planAdoptedTo: new Date("2011-06-30"),
    };
    await house.store.db.cycle.update({
      where: { id: "elac2015" },
      data: { ...due, planPeriod: "2011-2013" },
    });
    const [begin] = await duesOf("peru", "begin-plan");
    expect(begin?.until?.toISOString()).toBe("2011-04-01T05:00:00.000Z");
    // The page says it as the documents do: the last instant that "by March" can mean is nobody's deadline.
    expect(begin).toMatchObject({ deadline: "by March 2011" });
    const planId = await house.plan(emptyPlan, false);
    expect((await duesOf("peru", "plan"))[0]?.until?.toISOString()).toBe("2011-04-01T05:00:00.000Z");
    await house.store.db.plan.update({ where: { id: planId }, data: { period: "2014-2015" } });
    expect((await duesOf("peru", "plan"))[0]?.until).toBeNull();
  });

  test("of the secretariat counts vacant seats and countries without a focal point", async () => {
    expect(await duesOf("secretariat", "vacant-seats")).toMatchObject([{ link: "/secretariat/seats" }]);
    const [missing] = await duesOf("secretariat", "missing-focal-points");
    // Chile's is named in this house, of 33.
    expect(missing).toMatchObject({ count: 32, link: "/secretariat/focal-points" });
    expect(await duesOf("peru", "vacant-seats")).toEqual([]);
  });
});

describe("a goal on the desk", () => {
  test("that the officers are to take up stands there with its day, also after its group has ended", async () => {
    const goals = await goalHouse();
    const dues = async (name: string, kind: string) =>
      (await deskServices(goals.ground).page(goals.who(name), "en")).dues.filter((due) => due.kind === kind);
    const number = await goals.agreed();
    await goals.goals.table(goals.who("peru"), await goals.at(number));
    const asked = { link: `/goals/p${number}`, until: addWorkingDays(inDays(0), 10), office: "officer" };
    expect(await dues("officers-peru", "open-officers-round")).toMatchObject([asked]);
    await goals.store.db.group.updateMany({ data: { state: "discontinued" } });
    expect(await dues("officers-peru", "open-officers-round")).toMatchObject([asked]);
    await goals.store.close();
  });

  test("whose sponsor left the group asks for somebody who takes it over, and for no round", async () => {
    const goals = await goalHouse();
    const dues = async (name: string) =>
      (await deskServices(goals.ground).page(goals.who(name), "en")).dues
        .filter(({ link }) => link.startsWith("/goals/"))
        .map(({ kind }) => kind);
    const number = await goals.draft();
    await goals.goals.discuss(goals.who("chile"), await goals.at(number));
    expect(await dues("peru")).toEqual(["open-group-round"]);
    await goals.store.db.membership.updateMany({ where: { country: "CL" }, data: { leftAt: inDays(0) } });
    expect(await dues("peru")).toEqual(["take-over"]);
    await goals.store.close();
  });
});
