import { afterAll, beforeAll, expect, test } from "vitest";
import { planSeats } from "#server/services/plan-seats.ts";
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
  const nameAt = async (actor: Parameters<ReturnType<typeof planSeats>>[0]) =>
    (await planSeats(ground)(actor, documentId))?.name;
  expect(await nameAt(chair)).toBe("Rosa Quispe");
  expect(await nameAt(await person(store, "Ana Ríos", [observer("civil-society")]))).toBe("Ana Ríos");
  expect(await nameAt(await person(store, "Somebody"))).toBe("");
  expect(await nameAt(nobody)).toBe("");
});

test("what is the same for everybody is read once for all who ask at one moment, and again for who asks after it", async () => {
  const ground = groundOn(store);
  const group = await populate(store, "gender", ["CL"]);
  const chair = await person(store, "Inés Rojas", [representative("CL", group)]);
  await planServices(ground).begin(chair, "gender", { period: "2011-2012", language: "es" });
  const { documentId } = await store.db.plan.findFirstOrThrow({ where: { groupId: group } });
  let read = 0;
  const db = new Proxy(store.db, {
    get(target, name) {
      if (name === "$queryRaw") read++;
      return Reflect.get(target, name) as unknown;
    },
  });
  const seatAt = planSeats({ ...ground, store: { ...store, db } });
  const asked = [
    seatAt(chair, documentId),
    seatAt(nobody, documentId),
    seatAt(chair, "no text"),
    seatAt(chair, documentId),
  ];
  const [own, stranger, none] = await Promise.all(asked);
  const once = read;
  expect(own).toMatchObject({ edit: true, name: "Inés Rojas" });
  expect(stranger).toMatchObject({ edit: false, name: "" });
  expect(none).toBeNull();
  await store.db.group.update({ where: { id: group }, data: { state: "discontinued" } });
  expect(await seatAt(chair, documentId)).toMatchObject({ edit: false, why: "discontinued" });
  expect(read).toBe(2 * once);
});
