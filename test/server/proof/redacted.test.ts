/** Words of a round that were redacted: the proof holds, says so, and still tells words that were merely changed. */
import { randomUUID } from "node:crypto";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { redactionMark } from "#app/domain/redaction.ts";
import { stranger } from "#app/domain/roles.ts";
import { readBrought } from "#server/proof/files.ts";
import { certificateServices } from "#server/services/certificates.ts";
import { proofServices } from "#server/services/proofs.ts";
import { redactionServices } from "#server/services/redactions.ts";
import { refusalFrom } from "#test/factories.ts";
import { goalHouse, inDays, slug, words } from "../services/goal-house.ts";
import { tablesWith } from "../services/left-in.ts";
import { brought, copy, exported, flawsOf, type Line } from "./record-house.ts";
import { goalLink } from "#server/store/proposals.ts";

const secret = "Ana Pérez";
const reason = "A request of 3 March.";
const by = (name: string) => `Pregunte a ${name} en la oficina.`;

let house: Awaited<ReturnType<typeof goalHouse>>;
let redactions: ReturnType<typeof redactionServices>;
let goal: number;
let before: Line;

beforeAll(async () => {
  house = await goalHouse();
  const { ground, goals, rounds, who, form, openedGroupRound, at } = house;
  const dataDir = mkdtempSync(join(tmpdir(), "elac-redacted-"));
  redactions = redactionServices({ ...ground, env: { ...ground.env, dataDir } });
  const text = { ...words.text, title: `Medidas de ${secret}`, rationale: by(secret) };
  goal = await goals.draft(who("chile"), { ...words, text, slug, id: randomUUID(), country: "CL" });
  const roundId = await openedGroupRound(goal);
  await rounds.give(
    who("chile"),
    await form(goal, "CL", {
      kind: "joins-with-reservation",
      passage: "2",
      text: by(secret),
      explanation: by(secret),
    }),
  );
  const amendment = `Cada país pregunta a ${secret}.`;
  const objection = {
    kind: "objects",
    passage: "1",
    reason: by(secret),
    lift: by(secret),
    amendment,
  } as const;
  await rounds.give(who("brazil"), await form(goal, "BR", objection));
  await rounds.withdraw(who("peru"), { roundId, reason: `Lo pide ${secret}.` });
  await goals.giveBack(who("peru"), { ...(await at(goal)), reasons: by(secret) });
  before = await certificate();
});
afterAll(() => house.store.close());

const certificate = async () =>
  copy(await certificateServices(house.ground).certificate(stranger, 1, "es")) as unknown as Line;
const redact = (address: string, passage: string) =>
  redactions.redact(house.who("secretariat"), { address, passage, reason });
const prove = async () => {
  const { chains, untold } = await proofServices(house.ground).database();
  return [...chains.flatMap(({ flaw }) => flaw ?? []), ...untold].map(
    ({ what, detail }) => `${what}: ${detail}`,
  );
};
const proveCopies = async () => [
  ...flawsOf(readBrought("c.json", JSON.stringify(await certificate()))),
  ...flawsOf(
    brought(await exported(proofServices(house.ground))),
    readBrought("b.json", JSON.stringify(before)),
  ),
];

describe("a round", () => {
  test("says before how often the words stand, and which releases keep them", async () => {
    const form = { address: "/es/rounds/1", passage: secret, reason };
    const review = await redactions.review(house.who("secretariat"), form);
    // Title and rationale; text and explanation; reason, lift and amendment; why it was withdrawn; two steps.
    expect(review).toMatchObject({
      kind: "round",
      link: "/rounds/1",
      times: 10,
      whole: false,
      releases: [1],
    });
    expect(await refusalFrom(redactions.redact(house.who("peru"), form))).toMatchObject({ kind: "unknown" });
    await expect(
      redactions.review(house.who("secretariat"), { ...form, passage: null }),
    ).rejects.toMatchObject({
      refusal: { fields: { passage: { key: "redaction.passage-needed" } } },
    });
  });

  test("loses them everywhere but in what was frozen, and all that can be proved holds", async () => {
    await redact("/rounds/1", secret);
    expect(await tablesWith(house.store, secret)).toEqual(["releases"]);
    expect(await prove()).toEqual([]);
    expect(await proveCopies()).toEqual([]);
    const entries = await house.store.db.journalEntry.findMany({ where: { kind: "text.redacted" } });
    expect(entries).toMatchObject([{ open: true, link: "/rounds/1" }]);
    expect(entries[0]?.roundId).not.toBeNull();
    const position = await house.store.db.position.findFirstOrThrow({ where: { country: "CL" } });
    expect(position).toMatchObject({ text: by(redactionMark), passage: "2" });
    expect(position.redactedAt).not.toBeNull();
  });

  test("is listed by its number, with what it is on as it is called now", async () => {
    expect(await redactions.list(house.who("secretariat"), "en")).toMatchObject([
      { link: "/rounds/1", round: 1, subject: { kind: "goal", title: `Medidas de ${redactionMark}` } },
    ]);
  });

  test("and once more from what was left", async () => {
    await redact(goalLink(goal), "en la oficina");
    expect(await tablesWith(house.store, "en la oficina")).toEqual(["releases"]);
    expect(await prove()).toEqual([]);
    expect(await proveCopies()).toEqual([]);
    const { text } = await house.store.db.explanation.findFirstOrThrow();
    expect(text).toBe(`Pregunte a ${redactionMark} ${redactionMark}.`);
    const form = { address: "/rounds/1", passage: "en la oficina", reason };
    await expect(redactions.review(house.who("secretariat"), form)).rejects.toMatchObject({
      refusal: { fields: { passage: { key: "redaction.not-there" } } },
    });
  });

  /** Does `sql` as somebody who owns the database and switches its guards off, looks, and puts the rows back. */
  async function seenAfter(tables: readonly string[], sql: string) {
    const { raw } = house.store;
    for (const table of tables)
      await raw.script(
        `ALTER TABLE "${table}" DISABLE TRIGGER ALL; CREATE TABLE "before_${table}" AS SELECT * FROM "${table}";`,
      );
    await raw.script(sql);
    try {
      return [await prove(), await proveCopies()] as const;
    } finally {
      for (const table of tables)
        await raw.script(
          `DELETE FROM "${table}"; INSERT INTO "${table}" SELECT * FROM "before_${table}";
           DROP TABLE "before_${table}"; ALTER TABLE "${table}" ENABLE TRIGGER ALL;`,
        );
    }
  }

  test.each([
    ["a position", "positions", `"text" = 'Nunca. ▮▮▮'`, `"country" = 'CL'`, "told: position CL words · 1"],
    [
      "what would lift it",
      "positions",
      `"wouldLift" = '▮▮▮'`,
      `"country" = 'BR'`,
      "told: position BR words · 1",
    ],
    ["an explanation", "explanations", `"text" = '▮▮▮'`, "TRUE", "told: explanation CL words · 1"],
    ["a reason", "rounds", `"withdrawReason" = 'Lo pide otra.'`, "TRUE", "told: reason · 1"],
  ])("tells what was left of %s from other words", async (_, table, set, where, told) => {
    const [proof, copies] = await seenAfter([table], `UPDATE "${table}" SET ${set} WHERE ${where}`);
    expect(proof).toEqual([told]);
    expect(copies).toMatchObject([{ what: "certificate" }]);
    expect(await prove()).toEqual([]);
  });

  test("tells words that went without a redaction on record", async () => {
    const own = await house.store.db.journalName.findFirstOrThrow({
      where: { field: "passage", value: "2" },
    });
    const sql = `UPDATE "journal_names" SET "value" = NULL, "salt" = '', "redactedAt" = now()
      WHERE "entryId" = '${own.entryId}' AND "field" = 'passage';
      UPDATE "positions" SET "passage" = '▮▮▮' WHERE "country" = 'CL'`;
    const [proof, copies] = await seenAfter(["journal_names", "positions"], sql);
    expect(proof).toEqual(["told: position CL words · 1"]);
    expect(copies).toMatchObject([{ what: "certificate", detail: "position" }]);
  });

  test("tells what a redaction left from other words, though table and entry agree on them", async () => {
    const { text } = await house.store.db.position.findFirstOrThrow({ where: { country: "CL" } });
    const [left] = await house.store.db.journalName.findMany({
      where: { field: { startsWith: "restated" }, value: text },
    });
    const sql = `UPDATE "journal_names" SET "value" = 'Nunca.' WHERE "field" LIKE 'restated%' AND "value" = '${text ?? ""}';
      UPDATE "positions" SET "text" = 'Nunca.' WHERE "text" = '${text ?? ""}';
      UPDATE "positions" SET "wouldLift" = 'Nunca.' WHERE "wouldLift" = '${text ?? ""}';
      UPDATE "explanations" SET "text" = 'Nunca.' WHERE "text" = '${text ?? ""}'`;
    const [proof, copies] = await seenAfter(["journal_names", "positions", "explanations"], sql);
    expect(left?.field).toMatch(/^restated-/);
    expect(proof).toHaveLength(1);
    expect(proof[0]).toMatch(/^word: restated-/);
    expect(copies).toContainEqual(expect.objectContaining({ what: "word" }));
  });

  test("a certificate that leads in a ring is no proof", async () => {
    const made = await certificate();
    const entries = made["entries"] as Line[];
    for (const entry of entries) {
      const held = entry["words"] as Line[] | undefined;
      for (const word of held ?? []) if (String(word["field"]).startsWith("restated")) delete word["value"];
    }
    expect(flawsOf(readBrought("c.json", JSON.stringify(made)))).toMatchObject([{ what: "certificate" }]);
  });
});

test("what stands on record changes only into a mark, with the time of it", async () => {
  const { db } = house.store;
  const at = inDays(1);
  const { id } = await db.position.findFirstOrThrow({ where: { country: "CL" } });
  const change = (table: string, set: string) =>
    expect(
      house.store.raw.script(`UPDATE "${table}" SET ${set} WHERE "country" = 'CL'`),
      set,
    ).rejects.toThrow(/append-only/);
  const now = `"redactedAt" = '${at.toISOString()}'`;
  await change("positions", `"text" = 'Otra.', ${now}`);
  await change("positions", `"text" = NULL, ${now}`);
  await change("positions", `"text" = '${redactionMark}', "redactedAt" = NULL`);
  await change("positions", `"kind" = 'dissociates', "text" = '${redactionMark}', ${now}`);
  await change("explanations", `"text" = 'Otra.', ${now}`);
  await expect(house.store.raw.script(`DELETE FROM "positions" WHERE "id" = '${id}'`)).rejects.toThrow(
    /append-only/,
  );
  await db.position.update({ where: { id }, data: { text: redactionMark, redactedAt: at } });
});
