import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { refuse } from "#app/domain/refusal.ts";
import type { Actor } from "#app/domain/roles.ts";
import { makeLimits } from "#server/auth/limits.ts";
import { threadServices } from "#server/services/threads.ts";
import type { Store } from "#server/store/client.ts";
import { freshStore } from "#test/database.ts";
import {
  groundOn,
  nobody,
  observer,
  person,
  populate,
  refusalFrom,
  representative,
  secretariat,
} from "#test/factories.ts";

const slug = "access-and-infrastructure";
const other = "gender";

let store: Store;
let ground: ReturnType<typeof groundOn>;
let threads: ReturnType<typeof threadServices>;
let chair: Actor, member: Actor, watcher: Actor, staff: Actor, outsider: Actor;

beforeAll(async () => {
  store = await freshStore();
  ground = groundOn(store);
  threads = threadServices(ground);
  const group = await populate(store, slug, ["PE", "BR"]);
  const gender = await populate(store, other, ["MX", "UY"]);
  chair = await person(store, "Rosa Quispe", [representative("PE", group)]);
  member = await person(store, "Thiago Nogueira", [representative("BR", group)]);
  watcher = await person(store, "Lucas Ferreyra", [observer("civil-society")]);
  staff = await person(store, "Secretariat", [secretariat]);
  outsider = await person(store, "Ana Etchegaray", [representative("UY", gender)]);
});
afterAll(() => store.close());

const post = (text: string, more: object = {}) =>
  ({ language: "en", text, as: "", onceKey: randomUUID(), replyTo: null, ...more }) as const;
const opening = (title: string, more: object = {}) =>
  ({ ...post("First words"), title, subject: "", passage: null, ...more }) as const;
const open = (actor: Actor = member, title = "A thread") => threads.open(actor, slug, opening(title));
const read = (thread: number, actor: Actor = nobody) => threads.read(actor, { slug, thread, page: 1 }, "en");

describe("posting", () => {
  test("a thread opens with its first post, and both are on record", async () => {
    const thread = await open(member, "Exchange points");
    const view = await read(thread);
    expect(view.thread).toMatchObject({ title: "Exchange points", posts: 1, closedAt: null });
    expect(view.posts[0]).toMatchObject({
      number: 1,
      name: "Thiago Nogueira",
      voice: { kind: "country", iso: "BR" },
    });
    const link = `/groups/${slug}/discussion/${thread}`;
    const kinds = (await store.db.journalEntry.findMany({ where: { link: { startsWith: link } } })).map(
      ({ kind }) => kind,
    );
    expect(kinds.sort()).toEqual(["post.made", "thread.opened"]);
  });

  test("an observer is shown with the sector, the Chair with the chair, as it was when it was posted", async () => {
    const thread = await open();
    await threads.answer(watcher, { slug, thread }, post("We support it"));
    await threads.answer(chair, { slug, thread }, post("Thank you"));
    await store.db.grant.updateMany({
      where: { personId: (watcher as { id: string }).id },
      data: { until: ground.clock.now() },
    });
    const voices = (await read(thread)).posts.map(({ voice }) => voice);
    expect(voices.slice(1)).toEqual([
      { kind: "observer", sector: "civil-society" },
      { kind: "country", iso: "PE", office: "representative", presides: "chair" },
    ]);
  });

  test("without a right to speak in the group nobody posts, and the refusal says who may", async () => {
    const thread = await open();
    for (const actor of [nobody, outsider]) {
      expect(await refusalFrom(threads.answer(actor, { slug, thread }, post("x")))).toEqual({
        kind: "forbidden",
        key: "may-not.thread.post",
      });
      expect(await refusalFrom(threads.open(actor, slug, opening("x")))).toEqual({
        kind: "forbidden",
        key: "may-not.thread.open",
      });
    }
    expect((await read(thread)).posts).toHaveLength(1);
  });

  test("a voice that was not offered is refused", async () => {
    const thread = await open();
    const forged = threads.answer(member, { slug, thread }, post("x", { as: "secretariat::secretariat" }));
    expect(await refusalFrom(forged)).toEqual({ kind: "invalid", key: "post.voice-not-yours" });
  });

  test("the same form twice is one post, also at once; somebody else's key is refused", async () => {
    const thread = await open();
    const form = post("Once");
    const both = await Promise.all([
      threads.answer(member, { slug, thread }, form),
      threads.answer(member, { slug, thread }, form),
    ]);
    expect(both).toEqual([2, 2]);
    expect((await read(thread)).posts).toHaveLength(2);
    expect(await refusalFrom(threads.answer(chair, { slug, thread }, form))).toEqual({
      kind: "invalid",
      key: "post.sent-elsewhere",
    });
    const twice = opening("Opened once");
    expect(await threads.open(member, slug, twice)).toBe(await threads.open(member, slug, twice));
  });

  test("scripts in a post are words", async () => {
    const thread = await open();
    await threads.answer(member, { slug, thread }, post("<script>alert(1)</script>"));
    expect((await read(thread)).posts[1]?.blocks).toEqual([
      { kind: "paragraph", content: [{ kind: "text", text: "<script>alert(1)</script>" }] },
    ]);
  });

  test("an answer to a post that is not there is refused", async () => {
    const thread = await open();
    expect(await refusalFrom(threads.answer(member, { slug, thread }, post("x", { replyTo: 9 })))).toEqual({
      kind: "unknown",
      key: "post.unknown",
    });
  });

  test("a subject of another group is refused", async () => {
    const group = await store.db.group.findUniqueOrThrow({ where: { slug: other } });
    const document = await store.db.document.create({ data: {} });
    const plan = await store.db.plan.create({
      data: {
        groupId: group.id,
        period: "2011-2013",
        language: "en",
        stage: "drafting",
        stageSince: ground.clock.now(),
        documentId: document.id,
      },
    });
    const forged = threads.open(member, slug, opening("x", { subject: `plan:${plan.id}` }));
    expect(await refusalFrom(forged)).toEqual({ kind: "invalid", key: "thread.subject-unknown" });
  });
});

describe("editing, hiding and closing", () => {
  test("the author edits within the window, and the old words stay", async () => {
    const thread = await open();
    await threads.edit(member, { slug, thread, post: 1 }, "Better words");
    const [shown] = (await read(thread, member)).posts;
    expect(shown?.source).toBe("Better words");
    expect(shown?.editedAt).not.toBeNull();
    expect((await read(thread)).posts[0]?.source).toBeNull();
    expect(await store.db.postText.count({ where: { postId: shown?.id ?? "" } })).toBe(2);
    ground.clock.pass(31 * 60_000);
    expect(await refusalFrom(threads.edit(member, { slug, thread, post: 1 }, "Late"))).toEqual({
      kind: "conflict",
      key: "post.edit-window-over",
    });
  });

  test("nobody edits somebody else's post", async () => {
    const thread = await open();
    for (const actor of [chair, staff, nobody])
      expect(await refusalFrom(threads.edit(actor, { slug, thread, post: 1 }, "x"))).toEqual({
        kind: "forbidden",
        key: "may-not.post.edit",
      });
  });

  test("the Chair hides a post with a reason; readers see the reason and not the words", async () => {
    const thread = await open();
    expect(await refusalFrom(threads.hide(member, { slug, thread, post: 1 }, "no"))).toMatchObject({
      kind: "forbidden",
    });
    expect(await refusalFrom(threads.hide(chair, { slug, thread, post: 1 }, "  "))).toMatchObject({
      key: "post.reason-needed",
    });
    await threads.hide(chair, { slug, thread, post: 1 }, "It names a private person");
    expect((await read(thread)).posts[0]).toMatchObject({
      blocks: null,
      hiddenReason: "It names a private person",
    });
    expect((await read(thread, staff)).posts[0]?.blocks).not.toBeNull();
    expect(await refusalFrom(threads.hide(chair, { slug, thread, post: 1 }, "again"))).toMatchObject({
      key: "post.hidden",
    });
  });

  test("a closed thread is read and not answered", async () => {
    const thread = await open();
    expect(await refusalFrom(threads.close(member, { slug, thread }, "done"))).toMatchObject({
      kind: "forbidden",
    });
    await threads.close(staff, { slug, thread }, "It is settled");
    expect(await refusalFrom(threads.answer(member, { slug, thread }, post("x")))).toEqual({
      kind: "conflict",
      key: "thread.closed",
    });
    expect(await refusalFrom(threads.close(chair, { slug, thread }, "x"))).toMatchObject({
      key: "thread.closed",
    });
    expect((await read(thread)).thread.closeReason).toBe("It is settled");
  });
});

test("a thread of one group is unknown under the address of another", async () => {
  const thread = await open();
  const theirs = { slug: other, thread, page: 1 };
  expect(await refusalFrom(threads.read(staff, theirs, "en"))).toEqual({
    kind: "unknown",
    key: "thread.unknown",
  });
  expect(await refusalFrom(threads.answer(staff, theirs, post("x")))).toMatchObject({ kind: "unknown" });
  expect(await refusalFrom(threads.hide(staff, { ...theirs, post: 1 }, "x"))).toMatchObject({
    kind: "unknown",
  });
  expect(await refusalFrom(threads.read(staff, { slug, thread: 9999, page: 1 }, "en"))).toMatchObject({
    kind: "unknown",
  });
  expect(await refusalFrom(threads.read(staff, { slug, thread, page: 2 }, "en"))).toMatchObject({
    kind: "unknown",
  });
});

test("two answers at once are two posts with two numbers", async () => {
  const thread = await open();
  const numbers = await Promise.all([
    threads.answer(member, { slug, thread }, post("a")),
    threads.answer(chair, { slug, thread }, post("b")),
  ]);
  expect(numbers.sort()).toEqual([2, 3]);
});

test("whoever posts too fast is asked to wait, and nothing of it is kept", async () => {
  const slow = refuse("too-many", "post.too-many", { count: 3 }, { retryAfter: 150 });
  const limited = threadServices(ground, { ...makeLimits(), tryPost: () => Promise.reject(slow) });
  const thread = await open();
  const count = () => store.db.post.count();
  const before = await count();
  const tooMany = { kind: "too-many", key: "post.too-many" };
  expect(await refusalFrom(limited.answer(member, { slug, thread }, post("again")))).toEqual(tooMany);
  expect(await refusalFrom(limited.open(member, slug, opening("Again")))).toEqual(tooMany);
  expect(await count()).toBe(before);
});
