/** Imports on a real database: what is filled in, what is kept of it, and what is left alone. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { refusalOf } from "#app/domain/refusal.ts";
import { languages } from "#app/i18n/language.ts";
import { translator } from "#app/i18n/translate.ts";
import { reportLines } from "#server/present/import-report.ts";
import { importServices } from "#server/services/imports.ts";
import type { Store } from "#server/store/client.ts";
import { chainIds, verifyChain } from "#server/store/journal-reading.ts";
import { freshStore } from "#test/database.ts";
import { groundOn } from "#test/factories.ts";
import { bytesOf, edited, sample2007, sample2015, sample2022 } from "../intake/samples.ts";

let store: Store;
let ground: ReturnType<typeof groundOn>;
let imports: ReturnType<typeof importServices>;

beforeEach(async () => {
  store = await freshStore();
  ground = groundOn(store);
  imports = importServices(ground);
});

afterEach(() => store.close());

const wet = { dryRun: false };

/** All that an import may write, as one value. */
async function state() {
  const { db } = store;
  const order = { orderBy: { id: "asc" } } as const;
  return {
    areas: await db.area.findMany(order),
    lines: await db.line.findMany(order),
    priorities: await db.priority.findMany(order),
    goals: await db.goal.findMany(order),
    actions: await db.action.findMany(order),
    imports: await db.agendaImport.findMany(order),
    repairs: await db.importRepair.findMany(order),
    journal: await db.journalEntry.count(),
  };
}

/** How many rows each table of agendas has. */
const sizes = async () =>
  Object.fromEntries(
    Object.entries(await state()).map(([name, rows]) => [name, Array.isArray(rows) ? rows.length : rows]),
  );

describe("an agenda is filled in from its official text", () => {
  test("every goal and action gets its words, their language and where they stand; no record is added", async () => {
    const before = await sizes();
    const report = await imports.importAgenda(bytesOf(sample2007()), "harbours.txt", wet);
    expect(report.counts).toEqual({ areas: 5, lines: 0, priorities: 0, goals: 30, actions: 70 });
    const action = await store.db.action.findUniqueOrThrow({
      where: { goalId_number: { goalId: "elac2007-1", number: "1.1" } },
    });
    expect(action.text).toBe("Moor ship 1 of row 1 with two ropes.");
    expect(action.language).toBe("en");
    expect(action.sourceFile).toBe("harbours.txt");
    expect(action.sourceRaw).toContain("Moor ship 1 of row 1");
    expect(await store.db.action.count({ where: { text: null, goal: { cycleId: "elac2007" } } })).toBe(0);
    const second = await store.db.goal.findUniqueOrThrow({
      where: { cycleId_number: { cycleId: "elac2007", number: 2 } },
    });
    expect(second.chapeau).toBe("Heeding the tide of the day:");
    const { imports: kept, repairs, journal, ...rows } = await sizes();
    expect(rows).toEqual({
      areas: before["areas"],
      lines: before["lines"],
      priorities: before["priorities"],
      goals: before["goals"],
      actions: before["actions"],
    });
    expect([kept, repairs, journal]).toEqual([1, report.repairs.length, (before["journal"] ?? 0) + 1]);
  });

  test("a line of action keeps its heading before its paragraphs, a priority its heading", async () => {
    await imports.importAgenda(bytesOf(sample2015()), "lamps.txt", wet);
    const line = await store.db.line.findFirstOrThrow({
      where: { area: { cycleId: "elac2015", code: "A" } },
    });
    expect(line.text?.split("\n\n")).toHaveLength(3);
    expect(await store.db.priority.count({ where: { text: null, area: { cycleId: "elac2015" } } })).toBe(0);
    expect(await store.db.area.count({ where: { text: null, cycleId: "elac2015" } })).toBe(0);
  });

  test("the section beside the areas of eLAC2022 is filled in too", async () => {
    const { counts } = await imports.importAgenda(bytesOf(sample2022()), "boats.txt", wet);
    expect(counts).toMatchObject({ areas: 9, goals: 39 });
    expect(await store.db.goal.count({ where: { text: null, cycleId: "elac2022" } })).toBe(0);
  });

  test("the import is on record in the chain of the region, which stays whole", async () => {
    await imports.importAgenda(bytesOf(sample2007()), "harbours.txt", wet);
    const entry = await store.db.journalEntry.findFirstOrThrow({ where: { kind: "agenda.imported" } });
    expect(JSON.parse(entry.facts)).toMatchObject({ facts: { areas: 5, goals: 30, actions: 70 } });
    expect(entry).toMatchObject({ open: true, chainId: "region", link: "/agendas/elac2007" });
    for (const id of await chainIds(store.db))
      expect(await verifyChain(store.db, id)).toMatchObject({ broken: null });
    expect(ground.told).toEqual([expect.objectContaining({ kind: "recorded", event: "agenda.imported" })]);
  });

  test("every repair is kept in order, with the line as it was", async () => {
    const faulty = edited(sample2007(), "Moor ship 3", (line) =>
      line.replace("Moor ship", "Moor the govemment ship"),
    );
    const { repairs } = await imports.importAgenda(bytesOf(faulty), "harbours.txt", wet);
    const kept = await store.db.importRepair.findMany({ orderBy: { position: "asc" } });
    expect(kept.map(({ line, read, made, why, raw }) => ({ line, read, made, why, raw }))).toEqual(repairs);
    expect(kept.find(({ why }) => why === "misread-letters")).toMatchObject({
      read: "govemment",
      made: "government",
    });
  });
});

describe("an import changes nothing that need not change", () => {
  test("the same file twice: the second time says when it was imported", async () => {
    const bytes = bytesOf(sample2007());
    await imports.importAgenda(bytes, "harbours.txt", wet);
    const once = await state();
    ground.clock.pass(86_400_000);
    const again = await imports.importAgenda(bytes, "renamed.txt", wet);
    expect(again).toMatchObject({ changed: 0, before: new Date("2011-03-01T12:00:00Z") });
    expect(await state()).toEqual(once);
  });

  test("another file with the same words changes nothing", async () => {
    await imports.importAgenda(bytesOf(sample2007()), "harbours.txt", wet);
    const once = await state();
    const newer = await imports.importAgenda(bytesOf([...sample2007(), "", ""]), "newer.txt", wet);
    expect(newer).toMatchObject({ changed: 0, before: null });
    expect(await state()).toEqual(once);
  });

  test("a newer text replaces what differs only, and the older file puts it back", async () => {
    await imports.importAgenda(bytesOf(sample2007()), "harbours.txt", wet);
    const newer = edited(sample2007(), "Moor ship 3 ", (line) => line.replace("two ropes", "three ropes"));
    const second = await imports.importAgenda(bytesOf(newer), "newer.txt", wet);
    expect(second.changed).toBe(1);
    expect(await store.db.action.count({ where: { sourceFile: "newer.txt" } })).toBe(1);
    const third = await imports.importAgenda(bytesOf(sample2007()), "harbours.txt", wet);
    expect(third.changed).toBe(1);
    expect(await store.db.action.count({ where: { text: { contains: "three ropes" } } })).toBe(0);
    expect(await store.db.agendaImport.count()).toBe(2);
    expect(await store.db.journalEntry.count({ where: { kind: "agenda.imported" } })).toBe(3);
  });

  test("a dry run reports the same and writes nothing", async () => {
    const before = await state();
    const bytes = bytesOf(sample2007());
    const dry = await imports.importAgenda(bytes, "harbours.txt", { dryRun: true });
    expect(await state()).toEqual(before);
    const wetReport = await imports.importAgenda(bytes, "harbours.txt", wet);
    expect({ ...dry, dryRun: false }).toEqual(wetReport);
  });

  test("two imports of one file at once write it once", async () => {
    const bytes = bytesOf(sample2007());
    const both = await Promise.all([1, 2].map(() => imports.importAgenda(bytes, "harbours.txt", wet)));
    expect(both.filter(({ changed }) => changed > 0)).toHaveLength(1);
    expect(await store.db.agendaImport.count()).toBe(1);
  });

  test("a goal added between conferences keeps its words", async () => {
    await store.db.goal.create({
      data: {
        id: "added",
        cycleId: "elac2007",
        areaId: "elac2007-a",
        number: 31,
        titles: {},
        text: "Ours.",
        origin: "added",
      },
    });
    await imports.importAgenda(bytesOf(sample2007()), "harbours.txt", wet);
    expect(await store.db.goal.findUniqueOrThrow({ where: { id: "added" } })).toMatchObject({
      text: "Ours.",
      sourceFile: null,
    });
  });

  test.each([
    ["cut off", () => bytesOf(sample2007().slice(0, 40))],
    ["empty", () => new Uint8Array()],
    ["binary", () => new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0, 1, 2])],
    ["no agenda", () => bytesOf(["A recipe for bread", "Flour, water and salt."])],
  ])("a file that is %s is refused with its line and nothing is written", async (_, bytes) => {
    const before = await state();
    const refused = await imports.importAgenda(bytes(), "bad.txt", wet).then(() => null, refusalOf);
    expect(refused?.params).toMatchObject({ file: "bad.txt", line: expect.any(Number) });
    expect(await state()).toEqual(before);
  });
});

describe("the report is said in four languages", () => {
  test.each(languages)("in %s: counts, each repair with its line, and what was done", async (language) => {
    const t = translator(language);
    const bytes = bytesOf(
      edited(sample2007(), "Moor ship 3 ", (line) => line.replace("ship", "govemment ship")),
    );
    const report = await imports.importAgenda(bytes, "harbours.txt", wet);
    const lines = reportLines(report, t);
    expect(lines[0]).toContain("eLAC2007");
    expect(lines[0]).toContain("30 ");
    expect(lines[0]).toContain("70 ");
    expect(lines).toHaveLength(report.repairs.length + 3);
    expect(lines.at(-1)).toBe(t("import:report.filled", { count: report.changed }));
    const again = reportLines(await imports.importAgenda(bytes, "harbours.txt", wet), t);
    expect(again.at(-1)).toContain("2011-03-01");
    const dry = reportLines({ ...report, dryRun: true }, t);
    expect(dry.at(-1)).toBe(t("import:report.would-fill", { count: report.changed }));
    const newer = reportLines({ ...report, changed: 0 }, t);
    expect(newer.at(-1)).toBe(t("import:report.same-texts"));
  });
});

const folder = fileURLToPath(new URL("../../../../shared/seeds", import.meta.url));
const present = existsSync(folder);

describe.skipIf(!present)(
  `the official documents${present ? "" : ` (skipped: no documents in ${folder})`}`,
  () => {
    test("three are imported with their counts, two are refused, and twice changes nothing", async () => {
      const counted: Record<string, string> = {};
      const documents = readdirSync(folder).filter((name) => name.endsWith(".txt"));
      const all = async () => {
        let refused = 0;
        for (const name of documents) {
          try {
            const report = await imports.importAgenda(readFileSync(join(folder, name)), name, wet);
            const { areas, goals, actions } = report.counts;
            counted[report.agenda] = `${areas} areas, ${goals} goals, ${actions} actions`;
          } catch (caught) {
            expect(refusalOf(caught)?.key).toBe("import.not-an-agenda");
            refused += 1;
          }
        }
        return refused;
      };
      expect(await all()).toBe(2);
      expect(counted).toEqual({
        eLAC2007: "5 areas, 30 goals, 70 actions",
        eLAC2015: "8 areas, 22 goals, 0 actions",
        eLAC2022: "9 areas, 39 goals, 0 actions",
      });
      const once = await state();
      expect(once.imports).toHaveLength(3);
      expect(
        once.goals.find(({ cycleId, number }) => cycleId === "elac2015" && number === 21)?.text,
      ).toBeTruthy();
      await all();
      expect(await state()).toEqual(once);
    });
  },
);
