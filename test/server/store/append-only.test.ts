import { afterAll, beforeAll, expect, test } from "vitest";
import { freshStore } from "#test/database.ts";
import { append, entryHash } from "#server/store/journal.ts";
import { isDuplicate, type Store } from "#server/store/client.ts";

let store: Store;
beforeAll(async () => {
  store = await freshStore();
});
afterAll(() => store.close());

const at = new Date("2011-03-01T12:00:00Z");
const entry = (link: string) =>
  ({
    kind: "person.invited",
    facts: { personId: "p" },
    groupId: null,
    capacity: null,
    actorId: null,
    words: { name: "Ana Pérez" },
    link,
  }) as const;

const tables = [
  "releases",
  "positions",
  "confirmations",
  "explanations",
  "outcomes",
  "output_progress",
  "journal_entries",
  "journal_names",
];

test.each(tables)("%s cannot be emptied", async (table) => {
  await expect(store.raw.script(`TRUNCATE "${table}" CASCADE`)).rejects.toThrow(
    /append-only|only be redacted/,
  );
});

test("a journal entry can be neither changed nor deleted", async () => {
  const [written] = await store.transaction((tx) => append(tx, [entry("/a")], at));
  const id = written?.id ?? "";
  await expect(store.db.journalEntry.update({ where: { id }, data: { link: "/b" } })).rejects.toThrow();
  await expect(store.db.journalEntry.delete({ where: { id } })).rejects.toThrow();
  expect((await store.db.journalEntry.findUniqueOrThrow({ where: { id } })).link).toBe("/a");
});

test("a release can be neither changed nor deleted", async () => {
  const document = await store.db.document.create({ data: {} });
  const group = await store.db.group.findFirstOrThrow();
  const plan = await store.db.plan.create({
    data: {
      groupId: group.id,
      period: "2011-2013",
      language: "es",
      stage: "drafting",
      stageSince: at,
      documentId: document.id,
    },
  });
  const { id } = await store.db.release.create({
    data: {
      planId: plan.id,
      number: 1,
      canonical: "{}",
      sha256: "0".repeat(64),
      language: "es",
      personId: "p",
      at,
    },
  });
  await expect(store.db.release.update({ where: { id }, data: { canonical: "[]" } })).rejects.toThrow();
  await expect(store.db.release.delete({ where: { id } })).rejects.toThrow();
});

test("a name beside an entry can be redacted once, and nothing else about it changes; the chain stays as it was", async () => {
  const [written] = await store.transaction((tx) => append(tx, [entry("/c")], at));
  const entryId = written?.id ?? "";
  const key = { entryId_field: { entryId, field: "name" } };
  await expect(store.db.journalName.update({ where: key, data: { value: "Eva" } })).rejects.toThrow();
  await expect(store.db.journalName.update({ where: key, data: { value: null } })).rejects.toThrow();
  await store.db.journalName.update({ where: key, data: { value: null, redactedAt: at } });
  await expect(
    store.db.journalName.update({ where: key, data: { value: null, redactedAt: new Date() } }),
  ).rejects.toThrow();
  await expect(store.db.journalName.delete({ where: key })).rejects.toThrow();
  const row = await store.db.journalEntry.findUniqueOrThrow({ where: { id: entryId } });
  expect(entryHash(row)).toBe(row.hash);
  expect(row.facts).not.toContain("Ana");
});

test("with a redacted word its salt goes, and never is it another one", async () => {
  const [written] = await store.transaction((tx) => append(tx, [entry("/salt")], at));
  const key = { entryId_field: { entryId: written?.id ?? "", field: "name" } };
  const gone = { value: null, redactedAt: at };
  await expect(
    store.db.journalName.update({ where: key, data: { ...gone, salt: "other" } }),
  ).rejects.toThrow();
  await store.db.journalName.update({ where: key, data: { ...gone, salt: "" } });
});

test("of an entry only an address made of a redacted title becomes another one", async () => {
  const [written] = await store.transaction((tx) => append(tx, [entry("/groups/gender/news/ana")], at));
  const where = { id: written?.id ?? "" };
  const link = "/groups/gender/news/redacted-1";
  await expect(
    store.db.journalEntry.update({ where, data: { link: "/groups/gender/news/eva" } }),
  ).rejects.toThrow();
  await expect(store.db.journalEntry.update({ where, data: { link, open: true } })).rejects.toThrow();
  await store.db.journalEntry.update({ where, data: { link } });
});

test("simultaneous acts on one chain leave it without a fork or a gap", async () => {
  await Promise.all(
    Array.from({ length: 12 }, (_, i) => store.transaction((tx) => append(tx, [entry(`/${i}`)], at))),
  );
  const rows = await store.db.journalEntry.findMany({
    where: { chainId: "region" },
    orderBy: { seq: "asc" },
  });
  rows.forEach((row, i) => {
    expect(row.seq).toBe(i + 1);
    if (i > 0) expect(row.prevHash).toBe(rows[i - 1]?.hash);
  });
});

/** Something of each kind that a round can be of, each column filled as its round fills it. */
const subjects: Readonly<Record<string, (groupId: string) => Promise<Record<string, string>>>> = {
  plan: async (groupId) => {
    const document = await store.db.document.create({ data: {} });
    const data = { groupId, period: "2013", ...common, documentId: document.id };
    return { planId: (await store.db.plan.create({ data })).id };
  },
  goal: async (groupId) => {
    const data = { groupId, cycleId: "elac2015", sponsor: "PE", ...common, ...drafted, kind: "goal" };
    return { proposalId: (await store.db.proposal.create({ data })).id };
  },
  group: (groupId) => Promise.resolve({ groupId }),
  decision: async (groupId) => {
    const data = { groupId, ...common, ...drafted, kind: "chairs" };
    return { decisionId: (await store.db.decision.create({ data })).id };
  },
};
const common = { language: "es", stage: "round", stageSince: at };
const drafted = { title: "t", draft: {}, personId: "p" };

test.each(Object.keys(subjects))("two rounds of one %s cannot be live at once", async (kind) => {
  const group = await store.db.group.findFirstOrThrow({ orderBy: { position: "desc" } });
  const subject = (await subjects[kind]?.(group.id)) ?? {};
  const text = { canonical: "{}", sha256: "0".repeat(64), language: "es" };
  const release = await store.db.release.create({
    data: { ...subject, number: 1, ...text, personId: "p", at },
  });
  const round = {
    ...subject,
    releaseId: release.id,
    roll: "group",
    mode: "express",
    terms: {},
    opensAt: at,
    closesAt: new Date(at.getTime() + 1000),
    openedById: "p",
  };
  const first = await store.db.round.create({ data: round });
  const second = await store.db.round.create({ data: round }).catch((caught: unknown) => caught);
  expect(isDuplicate(second)).toBe(true);
  await store.db.round.update({ where: { id: first.id }, data: { settledAt: at } });
  await store.db.round.create({ data: round });
});
