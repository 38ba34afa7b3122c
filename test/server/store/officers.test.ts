import { afterAll, beforeAll, expect, test } from "vitest";
import { officersFacts } from "#server/store/groups.ts";
import type { Store } from "#server/store/client.ts";
import { freshStore } from "#test/database.ts";
import { officer, person, start } from "#test/factories.ts";

let store: Store;
beforeAll(async () => {
  store = await freshStore();
});
afterAll(() => store.close());

const chairVacant = async () => (await officersFacts(store.db, start)).chairVacant;

test("the Chair of the officers is vacant while nobody who sits there can sign in", async () => {
  expect(await chairVacant()).toBe(true);
  const { id } = await person(store, "Officer PE", [officer("PE", true)]);
  expect(await chairVacant()).toBe(false);
  await store.db.account.upsert({
    where: { personId: id },
    create: { personId: id, suspendedAt: start },
    update: { suspendedAt: start },
  });
  expect(await chairVacant()).toBe(true);
  await store.db.account.update({ where: { personId: id }, data: { suspendedAt: null } });
  expect(await chairVacant()).toBe(false);
});
