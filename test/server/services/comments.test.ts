import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Store } from "#server/store/client.ts";
import { freshStore } from "#test/database.ts";
import { refusalFrom } from "#test/factories.ts";
import { marginHouse } from "./margin-house.ts";

let store: Store;
let house: Awaited<ReturnType<typeof marginHouse>>;

beforeAll(async () => {
  store = await freshStore();
  house = await marginHouse(store, "access-and-infrastructure");
});
afterAll(() => store.close());

const thread = async (number: number, who = house.chair) => {
  const found = (await house.margin(who)).threads.find((one) => one.number === number);
  if (found === undefined) throw new Error(`no comment ${number}`);
  return found;
};

describe("a comment", () => {
  test("is for everybody with the right to speak who reads the live plan, and a thread of the discussion", async () => {
    const may: Record<string, boolean> = {};
    for (const [role, who] of Object.entries(house.people))
      may[role] = await house.comment(who, "fund").then(
        () => true,
        () => false,
      );
    expect(Object.keys(may).filter((role) => !may[role])).toEqual(["stranger", "of another group"]);
    const number = await house.comment(house.people.observer, "contributions", "¿Cuánto **cada** país?");
    expect(await thread(number)).toMatchObject({
      title: "¿Cuánto cada país?",
      anchor: { quote: "contributions", clause: "p1", epoch: 1 },
      resolved: null,
      posts: [
        { number: 1, author: house.people.observer.name, body: "¿Cuánto **cada** país?", hidden: false },
      ],
    });
    const read = await house.threads.read(house.chair, { slug: house.slug, thread: number, page: 1 }, "es");
    expect(read.thread).toMatchObject({ subject: { kind: "plan" }, passage: "1", resolvedAt: null });
    await house.threads.answer(
      house.brazil,
      { slug: house.slug, thread: number },
      {
        ...house.said("Lo mismo"),
        replyTo: null,
      },
    );
    expect((await thread(number)).posts.map(({ author }) => author)).toEqual([
      house.people.observer.name,
      house.brazil.name,
    ]);
  });

  test("on a clause as a whole has no quote", async () => {
    const number = await house.comment(house.brazil, "", "Sobra", "p3");
    expect((await thread(number)).anchor).toMatchObject({ clause: "p3", quote: "", start: null });
  });

  test("on words that are not there is refused with the passage as it reads, and nothing is kept", async () => {
    const before = await store.db.thread.count();
    const anchor = { ...house.on("fund"), quote: "forged" };
    const refused = house.comments.comment(house.brazil, house.slug, { ...house.said("x"), anchor });
    expect(await refusalFrom(refused)).toEqual({ kind: "conflict", key: "margin.passage-changed" });
    expect(await store.db.thread.count()).toBe(before);
  });

  test("sent twice is one", async () => {
    const form = { ...house.said("Una vez"), anchor: house.on("fund") };
    const both = await Promise.all([
      house.comments.comment(house.brazil, house.slug, form),
      house.comments.comment(house.brazil, house.slug, form),
    ]);
    expect(both[0]).toBe(both[1]);
  });

  test("hidden by the Chair keeps its place and loses its words, but for those who hide", async () => {
    const number = await house.comment(house.people.observer, "fund", "Mal dicho");
    await house.threads.hide(house.chair, { slug: house.slug, thread: number, post: 1 }, "Fuera de tono");
    expect((await thread(number, house.brazil)).posts[0]).toMatchObject({ hidden: true, body: "" });
    expect((await thread(number)).posts[0]).toMatchObject({ hidden: true, body: "Mal dicho" });
  });
});

describe("settling a comment", () => {
  const roles = [
    ["observer", "x"],
    ["speaker", "."],
    ["agency", "."],
    ["officer", "."],
    ["representative", "x"],
    ["vice chair", "x"],
    ["chair", "x"],
    ["coordinator", "x"],
    ["focal point inside", "x"],
    ["focal point outside", "."],
    ["secretariat", "x"],
  ] as const;
  test.each(roles)("begun by the observer, by %s: %s", async (role, mark) => {
    const who = house.people[role];
    const number = await house.comment(house.people.observer, "fund");
    expect((await thread(number, who as typeof house.chair)).may.resolve).toBe(mark === "x");
    const work = house.comments.resolve(who, house.slug, number);
    if (mark === ".") {
      expect(await refusalFrom(work)).toEqual({ kind: "forbidden", key: "may-not.thread.resolve" });
      return;
    }
    await work;
    expect(await thread(number)).toMatchObject({ resolved: { by: who.name }, may: { reopen: true } });
    expect(await refusalFrom(house.comments.resolve(who, house.slug, number))).toEqual({
      kind: "conflict",
      key: "thread.resolved-already",
    });
    await house.comments.reopen(house.people.agency, house.slug, number);
    expect((await thread(number)).resolved).toBeNull();
    expect(await refusalFrom(house.comments.reopen(who, house.slug, number))).toEqual({
      kind: "conflict",
      key: "thread.not-resolved",
    });
  });

  test("is on record, and nothing of it for a thread that is no comment or is closed", async () => {
    const number = await house.comment(house.people.observer, "fund");
    await house.comments.resolve(house.chair, house.slug, number);
    await house.comments.reopen(house.chair, house.slug, number);
    expect((await house.kinds()).slice(-2)).toEqual(["thread.resolved", "thread.reopened"]);
    await house.threads.close(house.chair, { slug: house.slug, thread: number }, "Terminado");
    expect(await refusalFrom(house.comments.resolve(house.chair, house.slug, number))).toEqual({
      kind: "conflict",
      key: "thread.closed",
    });
    const plain = await house.threads.open(house.chair, house.slug, {
      ...house.said("Palabras"),
      title: "Otro tema",
      subject: "",
      passage: null,
    });
    expect(await refusalFrom(house.comments.resolve(house.chair, house.slug, plain))).toEqual({
      kind: "unknown",
      key: "thread.unknown",
    });
  });
});

describe("discussing suggested words", () => {
  test("opens their thread with the first message, also when two begin at once; later ones are answers", async () => {
    const wording = await house.suggest(house.people.observer, "regional", "common");
    const numbers = await Promise.all([
      house.comments.discuss(house.brazil, house.slug, { ...house.said("Sí"), wording }),
      house.comments.discuss(house.chair, house.slug, { ...house.said("No"), wording }),
    ]);
    expect(numbers[0]).toBe(numbers[1]);
    await house.comments.discuss(house.people.speaker, house.slug, { ...house.said("¿Por qué?"), wording });
    const { thread: number } = await house.wording(wording);
    expect(number).toBe(numbers[0]);
    expect((await thread(number ?? 0)).posts).toHaveLength(3);
    expect((await thread(number ?? 0)).anchor).toMatchObject({ quote: "regional" });
  });
});

describe("the margin", () => {
  test("is for those who read the live plan, and says what each may do", async () => {
    expect(await refusalFrom(house.margin(house.people.stranger))).toEqual({
      kind: "forbidden",
      key: "may-not.plan.read-live",
    });
    const seen = await house.margin(house.people.observer);
    expect(seen.may).toEqual({ comment: true, suggest: true });
    expect(seen.topic).toBe(`margin:${house.groupId}`);
    expect(seen.naming.map(({ mark }) => mark)).toContain("@[Chile](country:CL)");
    expect(seen.naming[0]?.mark).toMatch(/\(group:access-and-infrastructure\)$/);
  });

  test("is watched by those alone", async () => {
    const topic = `margin:${house.groupId}`;
    expect(await house.margins.mayWatch(house.people.stranger, topic)).toBe(false);
    expect(await house.margins.mayWatch(house.people["of another group"], topic)).toBe(false);
    expect(await house.margins.mayWatch(house.people.observer, topic)).toBe(true);
    expect(await house.margins.mayWatch(house.chair, "/groups/x")).toBeNull();
    expect(await house.margins.mayWatch(house.chair, `margin:${"0".repeat(36)}`)).toBe(false);
  });
});
