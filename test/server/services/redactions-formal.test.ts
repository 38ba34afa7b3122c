/** Every column that redaction is said to reach (test/server/redactable.ts) loses a passage at the page that shows it. */
import { randomUUID } from "node:crypto";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { redactionMark } from "#app/domain/redaction.ts";
import type { Person } from "#app/domain/roles.ts";
import { redactionServices } from "#server/services/redactions.ts";
import { threadServices } from "#server/services/threads.ts";
import type { Store } from "#server/store/client.ts";
import { verifyChain } from "#server/store/journal-reading.ts";
import { freshStore } from "#test/database.ts";
import { person, secretariat } from "#test/factories.ts";
import { reached } from "../redactable.ts";
import { tablesWith } from "./left-in.ts";
import { outputsIn, planOf } from "./output-house.ts";

const slug = "gender";
const secret = "Ana Pérez";
const at = new Date("2011-03-01T12:00:00Z");

let store: Store;
let house: Awaited<ReturnType<typeof outputsIn>>;
let redactions: ReturnType<typeof redactionServices>;
let staff: Person;
/** Of each kind, the address of its page. */
const addresses: Record<string, string> = {};

beforeAll(async () => {
  store = await freshStore();
  const dataDir = mkdtempSync(join(tmpdir(), "elac-formal-"));
  house = await outputsIn(store, slug, dataDir);
  const { ground, chair, chile, groupId } = house;
  redactions = redactionServices({ ...ground, env: { ...ground.env, dataDir } });
  staff = await person(store, "Secretariat", [secretariat]);
  await house.adopt(planOf({ id: "o-1", title: "Seminar", kind: "seminar", responsible: "CL", due: "2012" }));
  const progress = { note: `Lo dice ${secret}.`, link: "https://example.org/a", country: "CL" };
  await house.put(chile, "o-1", { ...progress, day: "2011-03-01" });
  const { id: roundId, number } = await store.db.round.findFirstOrThrow();
  await store.db.explanation.create({
    data: { roundId, country: "CL", text: "–", language: "es", personId: chile.id, at },
  });
  const drafted = {
    title: "–",
    draft: {},
    language: "es",
    stage: "draft",
    stageSince: at,
    personId: chile.id,
  };
  const goal = await store.db.proposal.create({
    data: { ...drafted, kind: "goal", cycleId: "elac2015", groupId, sponsor: "CL" },
  });
  const decision = await store.db.decision.create({ data: { ...drafted, kind: "chairs", groupId } });
  await store.db.suggestion.create({
    data: { groupId, country: "CL", name: "–", kind: "expert", note: "–", personId: chair.id, at },
  });
  const threads = threadServices(ground);
  const post = { language: "en", text: "Hello.", as: "", onceKey: randomUUID() } as const;
  const thread = await threads.open(chile, slug, { ...post, title: "A thread", subject: "", passage: null });
  Object.assign(addresses, {
    post: `/groups/${slug}/discussion/${thread}#m1`,
    thread: `/groups/${slug}/discussion/${thread}`,
    round: `/rounds/${number}`,
    goal: `/goals/p${goal.number}`,
    decision: `/groups/${slug}/decisions/${decision.number}`,
    group: `/groups/${slug}/proposal`,
    output: `/groups/${slug}/outputs/o-1`,
    members: `/groups/${slug}/members`,
  });
});
afterAll(() => store.close());

const redact = (kind: string, passage = secret) =>
  redactions.redact(staff, { address: addresses[kind] ?? "", passage, reason: "A request." });

test("what was put on record of an output loses it with the words beside the entry, and the chain holds", async () => {
  expect(new Set(await tablesWith(store, secret))).toEqual(new Set(["journal_names", "output_progress"]));
  const form = { address: addresses["output"] ?? "", passage: secret, reason: "A request." };
  expect(await redactions.review(staff, form)).toMatchObject({ kind: "output", times: 1, releases: [] });
  await redact("output");
  expect(await tablesWith(store, secret)).toEqual([]);
  const { note, redactedAt } = await store.db.outputProgress.findFirstOrThrow();
  expect(note).toBe(`Lo dice ${redactionMark}.`);
  expect(redactedAt).not.toBeNull();
  expect(await verifyChain(store.db, `group:${house.groupId}`)).toMatchObject({ flaw: null });
});

/** Table of a model, and which rows of it belong to the house. */
const tables: Readonly<Record<string, readonly [table: string, rows?: string]>> = {
  PostText: ["post_texts"],
  Post: ["posts"],
  Thread: ["threads"],
  Position: ["positions"],
  Explanation: ["explanations"],
  Round: ["rounds"],
  Step: ["steps"],
  Proposal: ["proposals"],
  Decision: ["decisions"],
  Group: ["groups", `"slug" = '${slug}'`],
  OutputProgress: ["output_progress"],
  Suggestion: ["suggestions"],
  Act: [
    "acts",
    `"id" IN (SELECT m."actId" FROM "memberships" m JOIN "groups" g ON g."id" = m."groupId" WHERE g."slug" = '${slug}')`,
  ],
};
const drafts: Readonly<Record<string, (words: string) => object>> = {
  Proposal: (words) => ({ paragraphs: [`Uno ${words}.`], rationale: `Dos ${words}.`, area: "F" }),
  Decision: (words) => ({
    kind: "commission",
    names: { es: words },
    mission: [words],
    output: { id: "o-1", title: words },
  }),
  Group: (words) => ({
    proposes: "creation",
    names: { es: words },
    purpose: [words],
    reasons: [words],
    area: "A",
  }),
};

const kinds = ["post", "thread", "round", "goal", "decision", "group", "output", "members"];
const cases = kinds.flatMap((kind) => (reached[kind] ?? []).map((column) => [kind, column] as const));

describe("a passage", () => {
  test.each(cases)("of a %s goes from %s", async (kind, named) => {
    const [model = "", column = ""] = named.split(".");
    const [table = "", rows = "TRUE"] = tables[model] ?? [];
    // Words of its own, so that one that stays does not fail the others.
    const words = `${secret} (${named})`;
    const draft = column === "draft" ? JSON.stringify(drafts[model]?.(words)) : `Con ${words} y otros`;
    const row = `"id" = (SELECT "id" FROM "${table}" WHERE ${rows} LIMIT 1)`;
    await store.raw.script(
      `ALTER TABLE "${table}" DISABLE TRIGGER ALL;
       UPDATE "${table}" SET "${column}" = '${draft}' WHERE ${model === "PostText" ? "TRUE" : row};
       ALTER TABLE "${table}" ENABLE TRIGGER ALL;`,
    );
    expect(await tablesWith(store, words)).toEqual([table]);
    await redact(kind, words);
    expect(await tablesWith(store, words)).toEqual([]);
  });

  test("of a draft leaves kinds, codes and references as they are", async () => {
    const { draft } = await store.db.decision.findFirstOrThrow();
    expect(draft).toEqual({
      kind: "commission",
      names: { es: redactionMark },
      mission: [redactionMark],
      output: { id: "o-1", title: redactionMark },
    });
  });

  test("of an address leaves none", async () => {
    expect((await store.db.suggestion.findFirstOrThrow()).email).toBeNull();
  });
});

describe("a plan of work", () => {
  test("loses the words of its steps and of its rounds with those of its text", async () => {
    await store.db.step.updateMany({
      where: { planId: { not: null } },
      data: { comments: `De ${secret} (step).` },
    });
    const review = { address: `/groups/${slug}/plan`, passage: `${secret} (step)`, reason: "A request." };
    const steps = await store.db.step.count({ where: { planId: { not: null } } });
    expect(steps).toBeGreaterThan(2);
    expect(await redactions.review(staff, review)).toMatchObject({ kind: "plan", times: steps });
    await redactions.redact(staff, review);
    expect(await tablesWith(store, `${secret} (step)`)).toEqual([]);
  });
});
