import { afterAll, beforeAll, expect, test } from "vitest";
import { planSeat } from "#server/services/plan-seats.ts";
import { planServices } from "#server/services/plans.ts";
import type { Store } from "#server/store/client.ts";
import { freshStore } from "#test/database.ts";
import { groundOn, nobody, observer, person, populate, representative } from "#test/factories.ts";

const slug = "telework";
let store: Store;
beforeAll(async () => void (store = await freshStore()));
afterAll(() => store.close());

test("at a plan people with a part in the group are named; whoever only reads along is not", async () => {
  const ground = groundOn(store);
  const group = await populate(store, slug, ["PE"]);
  const chair = await person(store, "Rosa Quispe", [representative("PE", group)]);
  await planServices(ground).begin(chair, slug, { period: "2011-2012", language: "es" });
  const { documentId } = await store.db.plan.findFirstOrThrow({ where: { groupId: group } });
  const nameAt = async (actor: Parameters<typeof planSeat>[1]) =>
    (await planSeat(ground, actor, documentId))?.name;
  expect(await nameAt(chair)).toBe("Rosa Quispe");
  expect(await nameAt(await person(store, "Ana Ríos", [observer("civil-society")]))).toBe("Ana Ríos");
  expect(await nameAt(await person(store, "Somebody"))).toBe("");
  expect(await nameAt(nobody)).toBe("");
});
