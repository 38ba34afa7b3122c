/** Freezing: when a text is the release that is there, and when it is the next one (domain §3). */
import { afterAll, beforeAll, expect, test } from "vitest";
import { canonicalJson, type Json, type Language } from "#app/domain/release.ts";
import type { Store } from "#server/store/client.ts";
import { sha256 } from "#server/store/journal.ts";
import { freeze, releasesOf } from "#server/store/releases.ts";
import { freshStore } from "#test/database.ts";

let store: Store;
let id: string;
beforeAll(async () => {
  store = await freshStore();
  ({ id } = await store.db.group.findFirstOrThrow());
});
afterAll(() => store.close());

const at = new Date("2011-03-01T12:00:00Z");
const frozen = (text: Json, language: Language = "es") =>
  freeze(store.db, { subject: { kind: "group", id }, text, language, authorId: "p", country: null }, at);

test("a text is hashed as it is spelled, numbered, and stands on the one before", async () => {
  const first = await frozen({ b: "Uno", a: 1 });
  expect(first).toMatchObject({ number: 1, parentId: null, text: '{"a":1,"b":"Uno"}' });
  expect(first.sha256).toBe(sha256(canonicalJson({ a: 1, b: "Uno" })));
  expect(await frozen({ b: "Dos", a: 1 })).toMatchObject({ number: 2, parentId: first.id });
});

test("word for word the latest is the latest; an older one, or one in another language, is the next", async () => {
  const latest = await frozen("Tres");
  expect((await frozen("Tres")).id).toBe(latest.id);
  const translated = await frozen("Tres", "pt");
  expect(translated).toMatchObject({ number: latest.number + 1, language: "pt" });
  expect(await frozen("Tres")).toMatchObject({ number: latest.number + 2 });
  expect(await releasesOf(store.db, { kind: "group", id })).toHaveLength(latest.number + 2);
});
