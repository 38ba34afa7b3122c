import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Plan } from "#app/document/plan.ts";
import { outputsOf } from "#app/document/reading.ts";
import { freshStore } from "#test/database.ts";
import { officer, person, refusalFrom } from "#test/factories.ts";
import type { Store } from "#server/store/client.ts";
import { planSeats } from "#server/services/plan-seats.ts";
import { begun, day, text } from "./plan-house.ts";

let store: Store;
beforeAll(async () => {
  store = await freshStore();
});
afterAll(() => store.close());

const withOutput: Plan = {
  type: "doc",
  content: [
    ...text("Uno", "Dos").content,
    {
      type: "output",
      attrs: { id: "o-7", title: "Seminario", kind: "seminar", due: "2012", status: "under-way", goals: "4" },
      content: [{ type: "paragraph", content: [{ type: "text", text: "Un seminario." }] }],
    },
  ],
};

async function adopted(slug: string, plan: Plan = withOutput) {
  const house = await begun(store, slug);
  const roundId = await house.opened(plan);
  for (const who of [house.chair, house.chile, house.brazil]) await house.give(who);
  await house.rounds.record(house.chair, { roundId });
  return house;
}

describe("the plan of the next period", () => {
  test("starts from the adopted text with every id and status; the plan before it stays readable and is no longer changed", async () => {
    const { chair, chile, plans, slug, look, write, ground, groupId } =
      await adopted("access-and-infrastructure");
    const before = await look(chair);
    await write(chile, text("Otra cosa"));
    await plans.beginNext(chair, slug, { period: "2014-2015" });
    const page = await look(chair);
    expect(page).toMatchObject({ stage: "drafting", releases: [], plan: { period: "2014-2015" } });
    expect(page.plan?.state.version).toBe(0);
    expect(page.periods?.map(({ period, stage }) => [period, stage])).toEqual([
      ["2014-2015", "drafting"],
      ["2011-2013", "adopted"],
    ]);
    expect(page.live?.text).toEqual(before.adopted?.text);
    expect(outputsOf(page.live?.text ?? text())[0]).toMatchObject({ id: "o-7", status: "under-way" });

    const old = await plans.view(chile, slug, "es", "2011-2013");
    if (old.plan === null) throw new Error("no plan");
    expect(old.succeeded).toBe(true);
    expect(old.acts).toEqual([]);
    expect(old.adopted?.text).toEqual(before.adopted?.text);
    expect(await planSeats(ground)(chile, old.plan.documentId)).toMatchObject({
      edit: false,
      why: "read-only",
    });
    expect(await planSeats(ground)(chile, page.plan?.documentId ?? "")).toMatchObject({ edit: true });
    expect((await plans.release(chile, slug, 1, "es", "2011-2013")).release.number).toBe(1);
    expect((await refusalFrom(plans.view(chile, slug, "es", "1999"))).key).toBe("plan.unknown");
    const entries = await store.db.journalEntry.findMany({ where: { groupId, kind: "plan.begun" } });
    expect(entries).toHaveLength(2);
  });

  test("is begun by who may, once, for later years, and only after an adoption", async () => {
    const house = await begun(store, "e-government");
    const { chair, chile, plans, slug } = house;
    const next = (who: typeof chair, period = "2014-2015") =>
      refusalFrom(plans.beginNext(who, slug, { period }));
    expect((await next(chair)).key).toBe("plan.nothing-adopted");
    const roundId = await house.opened(text("Uno"));
    for (const who of [chair, chile, house.brazil]) await house.give(who);
    await house.rounds.record(chair, { roundId });
    expect((await next(chile)).key).toBe("may-not.plan.begin");
    expect((await next(chair, "2011-2013")).key).toBe("plan.period-not-later");
    expect((await refusalFrom(plans.begin(chair, slug, { period: "2014-2015", language: "es" }))).key).toBe(
      "plan.exists",
    );
    const twice = await Promise.allSettled(
      [1, 2].map(() => plans.beginNext(chair, slug, { period: "2014-2015" })),
    );
    expect(twice.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    expect((await next(chair, "2016")).key).toBe("plan.nothing-adopted");
  });

  test("is not begun while the countries decide on the one before", async () => {
    const house = await adopted("telework", text("Uno"));
    await house.move(house.chair, "revise");
    await house.opened(text("Uno", "Dos"));
    expect(
      await refusalFrom(house.plans.beginNext(house.chair, house.slug, { period: "2014-2015" })),
    ).toEqual({ kind: "conflict", key: "plan.illegal-step" });
  });
});

describe("before the officers", () => {
  test("their comments are attached to the plan, which goes on with them after the end of the consideration", async () => {
    const { chair, write, look, move, ground, plans, slug } = await begun(store, "gender");
    const mexico = await person(store, `Ana ${slug}`, [officer("MX")]);
    await write(chair, text("Uno"));
    await move(chair, "submit-to-group");
    await move(chair, "submit-to-officers");
    expect((await refusalFrom(move(chair, "comment", "No."))).key).toBe("may-not.plan.comment");
    expect((await refusalFrom(move(mexico, "comment"))).key).toBe("plan.comments-needed");
    await move(mexico, "comment", "Diga quién paga.");
    expect((await look(chair)).stage).toBe("officers");
    expect((await look(chair)).considering).toBe(true);
    expect((await refusalFrom(plans.demandStep(chair, slug, "freeze"))).key).toBe("plan.under-consideration");
    ground.clock.pass(21 * day);
    await plans.demandStep(chair, slug, "freeze");
    await move(chair, "freeze");
    const page = await look(chair);
    expect(page.stage).toBe("definitive");
    expect(page.comments).toMatchObject([{ act: "comment", comments: "Diga quién paga.", country: "MX" }]);
    const entry = await store.db.journalEntry.findFirst({ where: { kind: "plan.commented" } });
    expect(entry).not.toBeNull();
  });

  test("returned with comments it shows them until it is put before the group again", async () => {
    const { chair, write, look, move, slug } = await begun(store, "financing");
    const mexico = await person(store, `Ana ${slug}`, [officer("MX")]);
    await write(chair, text("Uno"));
    await move(chair, "submit-to-group");
    await move(chair, "submit-to-officers");
    await move(mexico, "return", "Faltan fechas.");
    expect((await look(chair)).comments).toMatchObject([{ act: "return", comments: "Faltan fechas." }]);
    await move(chair, "submit-to-group");
    expect((await look(chair)).comments).toEqual([]);
  });

  test("the second of two officers who return it at one moment is told that it has moved, a stranger to it that it is not theirs", async () => {
    const { chair, chile, write, look, move, plans, slug } = await begun(store, "e-business");
    const [mexico, brazil] = [
      await person(store, `Ana ${slug}`, [officer("MX")]),
      await person(store, `Rui ${slug}`, [officer("BR")]),
    ];
    await write(chair, text("Uno"));
    await move(chair, "submit-to-group");
    await move(chair, "submit-to-officers");
    const { revision, reviewed } = await look(chair);
    const form = { act: "return", revision, reviewed, comments: "Faltan fechas." } as const;
    await plans.move(mexico, slug, form);
    expect(await refusalFrom(plans.move(brazil, slug, form))).toEqual({
      kind: "conflict",
      key: "plan.moved-meanwhile",
    });
    expect((await refusalFrom(plans.move(chile, slug, form))).key).toBe("may-not.plan.return");
  });
});
