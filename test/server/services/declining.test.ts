import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Person } from "#app/domain/roles.ts";
import { declineToken, decliningServices } from "#server/services/declining.ts";
import type { Store } from "#server/store/client.ts";
import { freshStore } from "#test/database.ts";
import { groundOn, nobody, person, refusalFrom, start } from "#test/factories.ts";

let store: Store;
let declining: ReturnType<typeof decliningServices>;
let elena: Person;
let other: Person;

beforeAll(async () => {
  store = await freshStore();
  declining = decliningServices(groundOn(store));
  elena = await person(store, "Elena");
  other = await person(store, "Other");
}, 120_000);
afterAll(() => store.close());

const unknown = { kind: "unknown", key: "ticket.unknown" };

describe("the link of a reminder", () => {
  it("declines and takes back, without an account; looking changes nothing, twice is as once", async () => {
    const token = await declineToken(store.db, elena.id, "reminders");
    expect(await declining.lookAt(token)).toEqual({ name: "Elena", family: "reminders", declined: false });
    await declining.byLink(nobody, { token, wanted: false });
    await declining.byLink(nobody, { token, wanted: false });
    expect((await declining.lookAt(token)).declined).toBe(true);
    expect(await declining.choices(elena)).toEqual({ mentions: true, reminders: false, suggestions: true });
    expect(await declining.choices(other)).toEqual({ mentions: true, reminders: true, suggestions: true });
    await declining.byLink(nobody, { token, wanted: true });
    expect(await declining.choices(elena)).toEqual({ mentions: true, reminders: true, suggestions: true });
  });

  it("is the same at any time, since letters are opened late, and is kept nowhere", async () => {
    const token = await declineToken(store.db, elena.id, "reminders");
    expect(await declineToken(store.db, elena.id, "reminders")).toBe(token);
    const kept = JSON.stringify([await store.db.setting.findMany(), await store.db.ticket.findMany()]);
    expect(kept).not.toContain(token.slice(-43));
  });

  it("of somebody else, altered or made up, opens nothing", async () => {
    const token = await declineToken(store.db, elena.id, "reminders");
    const end = token.at(-1) === "A" ? "B" : "A";
    for (const wrong of [
      token.replace(elena.id, other.id),
      token.replace("reminders", "rounds"),
      token.slice(0, -1) + end,
      token.slice(0, -1),
      `${token}A`,
      "",
      "x".repeat(500),
    ]) {
      expect(await refusalFrom(declining.lookAt(wrong))).toEqual(unknown);
      expect(await refusalFrom(declining.byLink(nobody, { token: wrong, wanted: false }))).toEqual(unknown);
    }
    expect(await store.db.unsubscription.count()).toBe(0);
  });

  it("ends with the account", async () => {
    const token = await declineToken(store.db, other.id, "reminders");
    await store.db.person.update({ where: { id: other.id }, data: { erasedAt: start } });
    expect(await refusalFrom(declining.lookAt(token))).toEqual(unknown);
  });
});

it("on the page of the account each person chooses for themself, and a stranger for nobody", async () => {
  await declining.choose(elena, { family: "reminders", wanted: false });
  expect(await declining.choices(elena)).toEqual({ mentions: true, reminders: false, suggestions: true });
  await declining.choose(elena, { family: "reminders", wanted: true });
  expect(await declining.choices(elena)).toEqual({ mentions: true, reminders: true, suggestions: true });
  const refused = declining.choose(nobody, { family: "reminders", wanted: false });
  expect((await refusalFrom(refused)).kind).not.toBe("none");
  expect(await store.db.unsubscription.count()).toBe(0);
});
