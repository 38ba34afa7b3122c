/** Ids of persons stay in the house: what services hand to pages that everybody reads names no person by an id. */
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { makeServices, type Services } from "#server/services/services.ts";
import { nobody, person, representative } from "#test/factories.ts";
import { goalHouse, slug } from "./goal-house.ts";

let house: Awaited<ReturnType<typeof goalHouse>>;
let services: Services;
let ids: readonly string[];
let number: number;

beforeAll(async () => {
  house = await goalHouse();
  const { store, ground, rounds, who, form } = house;
  services = makeServices(ground);
  ({ number } = await house.beforeOfficers());
  await rounds.give(
    who("officers-peru"),
    await form(number, "PE", { explanation: "Why.", kind: "ad-referendum", confirmDay: "2011-04-05" }),
  );
  const group = await store.db.group.findUniqueOrThrow({ where: { slug } });
  await person(store, "Another", [representative("CL", group.id)]);
  await services.threads.open(who("chile"), slug, {
    language: "es",
    text: "Palabras.",
    as: "",
    onceKey: randomUUID(),
    title: "Un hilo",
    subject: "",
    passage: null,
  });
  const news = { slug, kind: "news", page: null } as const;
  await services.minisites.save(
    who("peru"),
    news,
    { language: "es", title: "Una", text: "x", base: 0 },
    "publish",
  );
  ids = (await store.db.person.findMany({ select: { id: true } })).map(({ id }) => id);
});
afterAll(() => house.store.close());

/** Everything in it, dates and maps as they are sent. */
const sent = (value: unknown): string =>
  JSON.stringify(value, (_, held: unknown) => (typeof held === "bigint" ? String(held) : held));

const pages: readonly [string, () => Promise<unknown>][] = [
  ["a round", () => services.rounds.page(nobody, 1, "es")],
  ["a round of the officers", () => services.rounds.page(nobody, 2, "es")],
  ["the record", () => services.records.page(nobody, { group: null, family: null, page: 1 }, "es")],
  ["a goal", () => services.goals.page(nobody, number, "es")],
  ["a thread", () => services.threads.read(nobody, { slug, thread: 1, page: 1 }, "es")],
  ["the home of a group", () => services.minisites.home(nobody, slug, "es")],
  ["news", () => services.minisites.news(nobody, slug, "es", 1)],
  ["a history", () => services.minisites.history(nobody, { slug, kind: "news", page: "una" }, "es", "es", 1)],
  ["documents", () => services.files.list(nobody, slug, "es")],
  ["published heads", () => services.proofs.heads(nobody, "es")],
];

test.each(pages)("%s", async (_, read) => {
  const text = sent(await read());
  expect(text.length).toBeGreaterThan(1);
  expect(ids.filter((id) => text.includes(id))).toEqual([]);
});
