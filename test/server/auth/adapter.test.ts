import { randomUUID } from "node:crypto";
import { afterAll, beforeAll } from "vitest";
import { makeAdapter } from "#server/auth/adapter.ts";
import { settableClock } from "#server/clock.ts";
import { openAccount, setSuspended } from "#server/store/accounts.ts";
import type { Store } from "#server/store/client.ts";
import { insertPerson } from "#server/store/people.ts";
import { adapterContract } from "#test/contracts/lucia-adapter.ts";
import { freshStore } from "#test/database.ts";

let store: Store;
beforeAll(async () => {
  store = await freshStore();
});
afterAll(() => store.close());

adapterContract("the adapter on our database", async () => {
  // The platform's clock stands years from the machine's: the adapter must not mix them up.
  const clock = settableClock(new Date("2011-03-01T12:00:00Z"));
  await store.db.loginSession.deleteMany({});
  const enter = async () => {
    const email = `${randomUUID()}@example.org`;
    const { id } = await insertPerson(
      store.db,
      { name: "Ana", email, language: null, position: null, institutionId: null },
      clock.now(),
    );
    await openAccount(store.db, id);
    return id;
  };
  return {
    adapter: makeAdapter(store.db, clock),
    persons: [await enter(), await enter()] as const,
    pass: (ms) => clock.pass(ms),
    held: async () => JSON.stringify(await store.db.loginSession.findMany()),
    suspend: async (personId) => void (await setSuspended(store.db, personId, clock.now())),
  };
});
