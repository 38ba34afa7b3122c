import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Actor } from "#app/domain/roles.ts";
import { minisiteServices, type TextPlace } from "#server/services/minisites.ts";
import { recordServices } from "#server/services/records.ts";
import type { Store } from "#server/store/client.ts";
import { freshStore } from "#test/database.ts";
import {
  groundOn,
  nobody,
  person,
  populate,
  refusalFrom,
  representative,
  secretariat,
} from "#test/factories.ts";

const slug = "access-and-infrastructure";
const other = "gender";
const newPage: TextPlace = { slug, kind: "page", page: null };
const newNews: TextPlace = { slug, kind: "news", page: null };

let store: Store;
let minisites: ReturnType<typeof minisiteServices>;
let chair: Actor, member: Actor, staff: Actor;

beforeAll(async () => {
  store = await freshStore();
  minisites = minisiteServices(groundOn(store));
  const group = await populate(store, slug, ["PE", "BR", "CL"]);
  await populate(store, other, ["MX", "UY"]);
  chair = await person(store, "Rosa Quispe", [representative("PE", group)]);
  member = await person(store, "Thiago Nogueira", [representative("BR", group)]);
  staff = await person(store, "Secretariat", [secretariat]);
});
afterAll(() => store.close());

const entries = async () =>
  (await store.db.journalEntry.findMany({ orderBy: { at: "asc" } })).map(({ kind }) => kind);

describe("keeping a minisite", () => {
  test("a published page is read by everybody, in the reader's language or in the first there is", async () => {
    const form = { language: "pt", title: "Página inicial", text: "## Um\n\nTexto", base: 0 } as const;
    const page = await minisites.save(chair, newPage, form, "publish");
    expect(page).toBe("pagina-inicial");
    const { text } = await minisites.text(nobody, { ...newPage, page }, "fr");
    expect(text).toMatchObject({
      title: "Página inicial",
      language: "pt",
      draft: false,
      by: { name: "Rosa Quispe" },
    });
    expect(text.blocks).toHaveLength(2);
    expect(await entries()).toContain("page.published");
  });

  test("a draft is seen by those who keep the minisite only", async () => {
    const form = { language: "es", title: "Borrador", text: "Nada", base: 0 } as const;
    const page = await minisites.save(chair, newPage, form, "draft");
    expect(await refusalFrom(minisites.text(nobody, { ...newPage, page }, "es"))).toEqual({
      kind: "unknown",
      key: "page.unknown",
    });
    expect(await refusalFrom(minisites.text(member, { ...newPage, page }, "es"))).toMatchObject({
      kind: "unknown",
    });
    expect((await minisites.text(staff, { ...newPage, page }, "es")).text.draft).toBe(true);
  });

  test("a draft over a published text leaves the published one standing", async () => {
    const page = await minisites.save(
      chair,
      newNews,
      { language: "en", title: "One", text: "old", base: 0 },
      "publish",
    );
    await minisites.save(
      chair,
      { ...newNews, page },
      { language: "en", title: "One", text: "new", base: 1 },
      "draft",
    );
    expect((await minisites.text(nobody, { ...newNews, page }, "en")).text.summary).toBe("old");
    expect((await minisites.editing(chair, { ...newNews, page }, "en", "en")).text).toBe("new");
  });

  test("a text that is in one language has an empty history in the others, and none where it is unknown", async () => {
    const form = { language: "es", title: "Reuniones", text: "Cada mes.", base: 0 } as const;
    const place = { ...newPage, page: await minisites.save(chair, newPage, form, "publish") };
    expect(await minisites.history(nobody, place, "fr", "fr", null)).toMatchObject({
      title: "Reuniones",
      versions: [],
    });
    for (const reader of [nobody, chair]) {
      const nowhere = minisites.history(reader, { ...newPage, page: "never-written" }, "fr", "fr", null);
      expect(await refusalFrom(nowhere)).toEqual({ kind: "unknown", key: "page.unknown" });
    }
  });

  test("what was unpublished is gone for readers and kept in history", async () => {
    const page = await minisites.save(
      chair,
      newNews,
      { language: "en", title: "Two", text: "x", base: 0 },
      "publish",
    );
    const place = { ...newNews, page };
    await minisites.unpublish(chair, place, "en");
    expect(await refusalFrom(minisites.text(nobody, place, "en"))).toMatchObject({ key: "page.unknown" });
    expect(await refusalFrom(minisites.unpublish(chair, place, "en"))).toEqual({
      kind: "conflict",
      key: "page.not-published",
    });
    const history = await minisites.history(chair, place, "en", "en", 1);
    expect(history.versions.map(({ state }) => state)).toEqual(["unpublished", "published"]);
    expect(history.shown?.version.version).toBe(1);
    expect(await entries()).toContain("news.unpublished");
  });

  test("of a text that was taken down readers see that it was there and whose office, until it is published again", async () => {
    const form = { language: "en", title: "Three secrets", text: "Secret words", base: 0 } as const;
    const page = await minisites.save(chair, newNews, form, "publish");
    const place = { ...newNews, page };
    await minisites.unpublish(chair, place, "en");
    const told = await minisites.history(nobody, place, "en", "en", null);
    expect(told).toMatchObject({
      withheld: true,
      title: "",
      versions: [{ version: 1, title: "", by: { name: null, country: { iso: "PE" } } }],
    });
    expect(JSON.stringify({ ...told, page: null })).not.toMatch(/ecret/);
    expect(await refusalFrom(minisites.history(nobody, place, "en", "en", 1))).toMatchObject({
      key: "page.unknown",
    });
    expect((await minisites.history(chair, place, "en", "en", 1)).shown?.version.title).toBe("Three secrets");
    const record = recordServices(groundOn(store));
    const { entries: said } = await record.page(nobody, { group: slug, family: "pages", page: 1 }, "en");
    expect(JSON.stringify(said.map(({ title }) => title))).not.toContain("secrets");
    await minisites.save(chair, place, { ...form, base: 2 }, "publish");
    const again = await minisites.history(nobody, place, "en", "en", 1);
    expect(again).toMatchObject({ withheld: false, shown: { version: { title: "Three secrets" } } });
  });

  test("who does not keep the minisite may write nothing in it", async () => {
    const form = { language: "en", title: "Mine", text: "x", base: 0 } as const;
    for (const actor of [nobody, member])
      for (const kind of ["page", "news", "mandate"] as const)
        expect(
          await refusalFrom(minisites.save(actor, { slug, kind, page: null }, form, "draft")),
        ).toMatchObject({
          kind: "forbidden",
        });
    expect(
      await refusalFrom(minisites.save(chair, { slug: other, kind: "page", page: null }, form, "draft")),
    ).toEqual({
      kind: "forbidden",
      key: "may-not.minisite.edit",
    });
  });

  test("a text that somebody changed meanwhile is not overwritten, and nothing is half done", async () => {
    const page = await minisites.save(
      chair,
      newPage,
      { language: "en", title: "Both", text: "a", base: 0 },
      "publish",
    );
    const place = { ...newPage, page };
    await minisites.save(staff, place, { language: "en", title: "Both", text: "b", base: 1 }, "publish");
    const late = minisites.save(
      chair,
      place,
      { language: "en", title: "Both", text: "c", base: 1 },
      "publish",
    );
    expect(await refusalFrom(late)).toEqual({ kind: "conflict", key: "page.newer-text" });
    expect((await minisites.text(nobody, place, "en")).text.summary).toBe("b");
    expect((await minisites.history(chair, place, "en", "en", null)).versions).toHaveLength(2);
  });

  test("the same form twice is one version, and two at once are one version", async () => {
    const page = await minisites.save(
      chair,
      newPage,
      { language: "en", title: "Again", text: "a", base: 0 },
      "publish",
    );
    const place = { ...newPage, page };
    const form = { language: "en", title: "Again", text: "b", base: 1 } as const;
    await Promise.all([
      minisites.save(chair, place, form, "publish"),
      minisites.save(chair, place, form, "publish"),
    ]);
    expect((await minisites.history(chair, place, "en", "en", null)).versions).toHaveLength(2);
  });

  test("the form of a new page sent twice, also at once, makes one page", async () => {
    const form = { language: "en", title: "Sent twice", text: "a", base: 0 } as const;
    const made = await Promise.all([
      minisites.save(chair, newNews, form, "publish"),
      minisites.save(chair, newNews, form, "publish"),
    ]);
    expect(made).toEqual(["sent-twice", "sent-twice"]);
    const other = await minisites.save(chair, newNews, { ...form, text: "b" }, "publish");
    expect(other).toBe("sent-twice-2");
  });

  test("each language is kept apart", async () => {
    const page = await minisites.save(
      chair,
      newNews,
      { language: "es", title: "Noticia", text: "hola", base: 0 },
      "publish",
    );
    const place = { ...newNews, page };
    await minisites.save(chair, place, { language: "pt", title: "Notícia", text: "olá", base: 0 }, "publish");
    expect((await minisites.text(nobody, place, "pt")).text).toMatchObject({
      title: "Notícia",
      languages: ["es", "pt"],
    });
  });
});

describe("addresses", () => {
  test("an unknown group, an unknown page and another group's page are the same: unknown", async () => {
    const page = await minisites.save(
      chair,
      newPage,
      { language: "en", title: "Here", text: "a", base: 0 },
      "publish",
    );
    for (const place of [
      { slug: "no-such-group", kind: "page", page },
      { slug, kind: "page", page: "no-such-page" },
      { slug: other, kind: "page", page },
      { slug, kind: "news", page },
    ] as const)
      expect(await refusalFrom(minisites.text(chair, place, "en"))).toMatchObject({ kind: "unknown" });
  });

  test("two pages of one title get two addresses", async () => {
    const form = { language: "en", title: "Same title", text: "a", base: 0 } as const;
    expect(await minisites.save(chair, newPage, form, "publish")).toBe("same-title");
    expect(await minisites.save(chair, newPage, { ...form, text: "b" }, "publish")).toBe("same-title-2");
  });
});

test("HTML in a title and a text stays text, in pages and in the feed", async () => {
  const script = '<script>alert("1")</script> & ]]>';
  const page = await minisites.save(
    chair,
    newNews,
    { language: "fr", title: script, text: script, base: 0 },
    "publish",
  );
  const { text } = await minisites.text(nobody, { ...newNews, page }, "fr");
  expect(text.blocks).toEqual([{ kind: "paragraph", content: [{ kind: "text", text: script }] }]);
  const feed = await minisites.feed(slug, "fr", { title: "Actualités" });
  expect(feed).toContain("&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp; ]]&gt;");
  expect(feed).not.toContain("<script>");
});

test("the first page of a group says its mandate, its news and when it was kept", async () => {
  const place: TextPlace = { slug, kind: "mandate", page: null };
  await minisites.save(chair, place, { language: "en", title: "", text: "It connects.", base: 0 }, "publish");
  const home = await minisites.home(nobody, slug, "en");
  expect(home.mandate?.summary).toBe("It connects.");
  expect(home.news.length).toBeGreaterThan(0);
  expect(home.kept?.by).toMatchObject({ name: "Rosa Quispe", country: { iso: "PE" } });
  expect(home.members.countries.map(({ iso, office }) => [iso, office])).toEqual([
    ["PE", "chair"],
    ["BR", null],
    ["CL", null],
  ]);
});
