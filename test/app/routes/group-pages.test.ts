import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { AppLoadContext } from "@remix-run/node";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Actor } from "#app/domain/roles.ts";
import * as documents from "#app/routes/($lang).groups.$slug.documents._index.tsx";
import * as newDocument from "#app/routes/($lang).groups.$slug.documents.new.tsx";
import * as thread from "#app/routes/($lang).groups.$slug.discussion.$thread.tsx";
import * as newThread from "#app/routes/($lang).groups.$slug.discussion.new.tsx";
import * as newNews from "#app/routes/($lang).groups.$slug.news.new.tsx";
import * as editNews from "#app/routes/($lang).groups.$slug.news.$item_.edit.tsx";
import * as feed from "#app/routes/($lang).groups.$slug.news[.]atom.ts";
import * as home from "#app/routes/($lang).groups.$slug._index.tsx";
import { fileServices } from "#server/services/files.ts";
import { groupProposalViews } from "#server/services/group-proposals.ts";
import { groupServices } from "#server/services/groups.ts";
import { minisiteServices } from "#server/services/minisites.ts";
import { threadServices } from "#server/services/threads.ts";
import type { Store } from "#server/store/client.ts";
import { freshStore } from "#test/database.ts";
import { groundOn, nobody, person, populate, representative } from "#test/factories.ts";

const slug = "access-and-infrastructure";

let store: Store;
let folder: string;
let services: AppLoadContext["services"];
let chair: Actor, member: Actor;

beforeAll(async () => {
  store = await freshStore();
  folder = mkdtempSync(join(tmpdir(), "elac-routes-"));
  const ground = groundOn(store);
  const own = { ...ground, env: { ...ground.env, dataDir: folder } };
  services = {
    files: fileServices(own),
    groups: { ...groupServices(own), ...groupProposalViews(own) },
    minisites: minisiteServices(own),
    threads: threadServices(own),
  } as unknown as AppLoadContext["services"];
  const group = await populate(store, slug, ["PE", "BR"]);
  await populate(store, "gender", ["MX"]);
  chair = await person(store, "Rosa Quispe", [representative("PE", group)]);
  member = await person(store, "Thiago Nogueira", [representative("BR", group)]);
});
afterAll(async () => {
  await store.close();
  rmSync(folder, { recursive: true, force: true });
});

type Route = (args: { context: AppLoadContext; params: Record<string, string>; request: Request }) => unknown;

/** What the route answers: its status, where it leads to, and what it gives its page. */
async function ask(route: unknown, actor: Actor, params: Record<string, string>, request: Request) {
  const context = { actor, services } as unknown as AppLoadContext;
  const answer = await (async () =>
    (route as Route)({ context, params: { slug, ...params }, request }))().catch((thrown: unknown) => thrown);
  if (answer instanceof Error) throw answer;
  if (answer instanceof Response)
    return { status: answer.status, location: answer.headers.get("location"), data: null, response: answer };
  const wrapped = answer as { data?: unknown; init?: { status?: number } | null; type?: string };
  const isWrapped = wrapped.type === "DataWithResponseInit";
  return {
    status: isWrapped ? (wrapped.init?.status ?? 200) : 200,
    location: null,
    data: (isWrapped ? wrapped.data : answer) as Record<string, never>,
    response: null,
  };
}

const at = (path: string) => `http://localhost/en/groups/${slug}${path}`;
const get = (path: string) => new Request(at(path));
const post = (path: string, fields: Record<string, string>) =>
  new Request(at(path), { method: "POST", body: new URLSearchParams(fields) });
const said = (text: string, more: Record<string, string> = {}) => ({
  text,
  language: "en",
  onceKey: randomUUID(),
  ...more,
});

describe("a post sent as a plain form", () => {
  test("is a redirect to its place, and the same form twice leads to the same place", async () => {
    const opened = await ask(
      newThread.action,
      member,
      {},
      post("/discussion/new", said("First", { title: "A thread" })),
    );
    expect(opened.location).toMatch(/\/en\/groups\/access-and-infrastructure\/discussion\/\d+$/);
    const number = opened.location?.split("/").at(-1) ?? "";
    const form = said("An answer");
    const places = [];
    for (let times = 0; times < 2; times += 1)
      places.push(
        (await ask(thread.action, member, { thread: number }, post(`/discussion/${number}`, form))).location,
      );
    expect(places[0]).toBe(places[1]);
    expect(places[0]).toContain("#m2");
  });

  test("with forged fields keeps the author and the voice that the server knows", async () => {
    const forged = {
      role: "secretariat",
      countryId: "PE",
      personId: randomUUID(),
      status: "hidden",
      voice: "{}",
    };
    const opened = await ask(
      newThread.action,
      member,
      {},
      post("/discussion/new", said("x y z", { title: "Forged", ...forged })),
    );
    const number = opened.location?.split("/").at(-1) ?? "";
    const page = await ask(thread.loader, nobody, { thread: number }, get(`/discussion/${number}`));
    expect(page.data).toMatchObject({
      posts: [{ name: "Thiago Nogueira", voice: { kind: "country", iso: "BR" }, hiddenAt: null }],
    });
  });

  test.each([
    ["too long a text", { text: "a".repeat(8_001) }, "text", "field.too-long"],
    ["no text", { text: "  " }, "text", "field.missing"],
    ["a language of its own", { language: "xx" }, "language", "field.invalid"],
    ["a key that is none", { onceKey: "1" }, "onceKey", "field.invalid"],
  ])("with %s comes back as 422 with what was entered", async (_, wrong, field, key) => {
    const fields = { ...said("Kept words", { title: "Kept title" }), ...wrong };
    const answer = await ask(newThread.action, member, {}, post("/discussion/new", fields));
    expect(answer.status).toBe(422);
    expect(answer.data).toMatchObject({
      refusal: { fields: { [field]: { key } } },
      values: { title: "Kept title" },
    });
  });

  test("that is no form at all is 422, and too large a form is 413", async () => {
    const json = new Request(at("/discussion/1"), {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: "{}",
    });
    expect((await ask(thread.action, member, { thread: "1" }, json)).status).toBe(422);
    const large = new Request(at("/discussion/1"), {
      method: "POST",
      headers: { "content-type": "application/x-www-form-urlencoded" },
      body: `a=${"1".repeat(600_000)}`,
    });
    expect((await ask(thread.action, member, { thread: "1" }, large)).status).toBe(413);
  });

  test("by a stranger is 403", async () => {
    expect(
      (await ask(newThread.action, nobody, {}, post("/discussion/new", said("x", { title: "abc" })))).status,
    ).toBe(403);
    expect((await ask(newThread.loader, nobody, {}, get("/discussion/new"))).status).toBe(403);
  });
});

describe("addresses that lead nowhere", () => {
  test.each(["0", "999", "abc", "1e3", "99999999999999999999", "-1"])("thread %s is 404", async (number) => {
    expect((await ask(thread.loader, chair, { thread: number }, get(`/discussion/${number}`))).status).toBe(
      404,
    );
  });

  test("a thread of one group under the address of another is 404", async () => {
    const opened = await ask(
      newThread.action,
      member,
      {},
      post("/discussion/new", said("Ours", { title: "Ours" })),
    );
    const number = opened.location?.split("/").at(-1) ?? "";
    const theirs = { slug: "gender", thread: number };
    expect((await ask(thread.loader, chair, theirs, get("/"))).status).toBe(404);
    expect((await ask(thread.action, chair, theirs, post("/", said("x y")))).status).toBe(404);
  });

  test("an unknown group is 404 on every page", async () => {
    const nowhere = { slug: "nowhere", thread: "1", item: "x" };
    for (const route of [
      home.loader,
      thread.loader,
      newThread.loader,
      documents.loader,
      newNews.loader,
      feed.loader,
    ])
      expect((await ask(route, chair, nowhere, get("/"))).status).toBe(404);
  });

  test("a page of a list that no list has is 404", async () => {
    for (const page of ["0", "2", "-1", "x", "99999999999999999999"])
      expect(
        (await ask(thread.loader, chair, { thread: "1" }, get(`/discussion/1?page=${page}`))).status,
      ).toBe(404);
  });
});

describe("keeping news", () => {
  const words = { title: "A seminar", text: "In **May**", language: "en", base: "0" };

  test("a preview saves nothing and gives the words back", async () => {
    const before = await store.db.pageText.count();
    const answer = await ask(newNews.action, chair, {}, post("/news/new", { ...words, intent: "preview" }));
    expect(answer.data).toMatchObject({ preview: { title: "A seminar" }, values: { text: "In **May**" } });
    expect(await store.db.pageText.count()).toBe(before);
  });

  test("publishing leads to the item; a form from before is 409 with what was entered and the newer text", async () => {
    const published = await ask(
      newNews.action,
      chair,
      {},
      post("/news/new", { ...words, intent: "publish" }),
    );
    expect(published.location).toBe(`/en/groups/${slug}/news/a-seminar`);
    const item = { item: "a-seminar" };
    await ask(
      editNews.action,
      chair,
      item,
      post("/news/a-seminar/edit", { ...words, text: "newer", base: "1", intent: "publish" }),
    );
    const late = post("/news/a-seminar/edit", { ...words, text: "mine", base: "1", intent: "publish" });
    const answer = await ask(editNews.action, chair, item, late);
    expect(answer.status).toBe(409);
    expect(answer.data).toMatchObject({ refusal: { key: "page.newer-text" }, values: { text: "mine" } });
    const page = await ask(editNews.loader, chair, item, get("/news/a-seminar/edit"));
    expect(page.data).toMatchObject({ base: 2, theirs: { version: 2 } });
  });

  test("a member who does not keep the minisite gets 403, whatever the form says", async () => {
    const forged = { ...words, state: "published", personId: "x", intent: "publish" };
    expect((await ask(newNews.action, member, {}, post("/news/new", forged))).status).toBe(403);
  });

  test("the feed is XML in which words stay words", async () => {
    const script = { ...words, title: "<script>alert(1)</script>", intent: "publish" };
    await ask(newNews.action, chair, {}, post("/news/new", script));
    const { response } = await ask(feed.loader, nobody, {}, get("/news.atom"));
    const xml = (await response?.text()) ?? "";
    expect(response?.headers.get("content-type")).toBe("application/atom+xml; charset=utf-8");
    expect(xml).toContain("&lt;script&gt;");
    expect(xml).not.toContain("<script");
  });
});

describe("documents sent as a plain form", () => {
  const sent = (name: string, content: string, title = "A document") => {
    const body = new FormData();
    body.set("title", title);
    body.set("language", "es");
    body.set("file", new Blob([content]), name);
    return new Request(at("/documents/new"), { method: "POST", body });
  };

  test("a file that is not what its name says is 422 with what was entered", async () => {
    const answer = await ask(newDocument.action, chair, {}, sent("plan.pdf", "<html>", "Kept"));
    expect(answer.status).toBe(422);
    expect(answer.data).toMatchObject({
      refusal: { key: "file.not-what-it-says" },
      values: { title: "Kept" },
    });
  });

  test("a good one leads to the list, and is taken down only with a reason", async () => {
    const filed = await ask(newDocument.action, chair, {}, sent("notes.txt", "apuntes"));
    expect(filed.location).toBe(`/en/groups/${slug}/documents`);
    const { id } = await store.db.storedFile.findFirstOrThrow({ where: { name: "notes.txt" } });
    expect(
      (await ask(documents.action, chair, {}, post("/documents", { file: id, reason: "" }))).status,
    ).toBe(422);
    expect(
      (await ask(documents.action, chair, {}, post("/documents", { file: "x", reason: "abc" }))).status,
    ).toBe(422);
    expect(
      (await ask(documents.action, member, {}, post("/documents", { file: id, reason: "abc" }))).status,
    ).toBe(403);
    const gone = await ask(
      documents.action,
      chair,
      { slug: "gender" },
      post("/documents", { file: id, reason: "abc" }),
    );
    expect(gone.status).toBe(403);
    expect(
      (await ask(documents.action, chair, {}, post("/documents", { file: id, reason: "Outdated" }))).status,
    ).toBe(302);
  });
});
