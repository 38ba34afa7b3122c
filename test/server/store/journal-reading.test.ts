import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Store } from "#server/store/client.ts";
import { append } from "#server/store/journal.ts";
import { firstBroken, listEntries, verifyChain, type Link } from "#server/store/journal-reading.ts";
import { freshStore } from "#test/database.ts";
import { start } from "#test/factories.ts";

const groupId = "g-gender";
const chain = `group:${groupId}`;
let store: Store;
let links: Link[];

beforeAll(async () => {
  store = await freshStore();
  for (const words of [{ title: "Uno" }, { title: "Dos" }, { title: "Tres" }])
    await store.transaction((tx) =>
      append(
        tx,
        [
          {
            kind: "goal.drafted",
            groupId,
            capacity: null,
            actorId: null,
            link: "/goals/p1",
            facts: { goalId: "x" },
            words,
          },
        ],
        start,
      ),
    );
  links = await store.db.journalEntry.findMany({
    where: { chainId: chain },
    orderBy: { seq: "asc" },
    include: { names: true },
  });
});

afterAll(() => store.close());

/** A copy in which one entry was tampered with: the rows themselves refuse every change. */
const tampered = (place: number, change: (link: Link) => Link) =>
  links.map((link, index) => (index === place ? change(link) : link));

describe("the proof of a chain", () => {
  it("finds a chain as it was written whole", async () => {
    expect(links).toHaveLength(3);
    expect(firstBroken(chain, links)).toBeNull();
    expect(await verifyChain(store.db, chain)).toMatchObject({
      length: 3,
      broken: null,
      head: links.at(-1)?.hash,
    });
    expect(await verifyChain(store.db, "group:none")).toMatchObject({ length: 0, broken: null });
  });

  it.each([
    ["facts", (link: Link) => ({ ...link, facts: link.facts.replace('"x"', '"y"') })],
    ["a hash", (link: Link) => ({ ...link, hash: "0".repeat(64) })],
    ["a kind", (link: Link) => ({ ...link, kind: "goal.withdrawn" })],
    ["an instant", (link: Link) => ({ ...link, at: new Date(link.at.getTime() + 1) })],
    ["a word", (link: Link) => ({ ...link, names: link.names.map((name) => ({ ...name, value: "Otra" })) })],
    ["words taken away", (link: Link) => ({ ...link, names: [] })],
  ])("finds the entry in which %s changed", (_, change) => {
    expect(firstBroken(chain, tampered(1, change))).toBe(2);
  });

  it("finds an entry that is missing, and two that changed places", () => {
    expect(
      firstBroken(
        chain,
        links.filter((_, index) => index !== 1),
      ),
    ).toBe(2);
    const [first, second, third] = links;
    if (!first || !second || !third) throw new Error("three entries were written");
    expect(firstBroken(chain, [first, third, second])).toBe(2);
  });

  it("holds where words were redacted", () => {
    const redacted = links.map((link) => ({
      ...link,
      names: link.names.map((name) => ({ ...name, value: null })),
    }));
    expect(firstBroken(chain, redacted)).toBeNull();
  });

  it("does not carry over to a chain of another name", () => {
    expect(firstBroken("region", links)).toBe(1);
  });
});

describe("rows of the record", () => {
  it("refuse every change and every removal", async () => {
    await expect(store.db.journalEntry.updateMany({ data: { facts: "{}" } })).rejects.toThrow();
    await expect(store.db.journalEntry.deleteMany()).rejects.toThrow();
  });

  it("are read by everybody where they are public, and by the secretariat all", async () => {
    const page = { skip: 0, take: 10, groupId };
    expect((await listEntries(store.db, { ...page, all: false })).total).toBe(0);
    expect((await listEntries(store.db, { ...page, all: true })).total).toBe(3);
  });
});
