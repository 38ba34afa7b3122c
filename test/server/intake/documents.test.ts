/**
 * The official documents themselves, where they lie beside the repository; they are no part of it.
 * Where they are absent these tests are skipped and say so; invented documents test the same repairs.
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { deadlineCounts, sizeOf, type Agenda } from "#app/domain/agenda.ts";
import { refusalOf } from "#app/domain/refusal.ts";
import { agendaSeeds } from "#prisma/seed/reference/reference.ts";
import { readAgenda, type Repair } from "#server/intake/agenda.ts";

const folder = fileURLToPath(new URL("../../../../shared/seeds", import.meta.url));
const present = existsSync(folder);
const skipped = present ? "" : ` (skipped: no documents in ${folder})`;

interface Reading {
  agenda: Agenda;
  repairs: Repair[];
}

/** The reading of the document of one cycle, and the refusals of all that are no agenda. */
function readAll(): { read: Map<string, Reading>; refused: string[] } {
  const read = new Map<string, Reading>();
  const refused: string[] = [];
  for (const name of readdirSync(folder).filter((file) => file.endsWith(".txt"))) {
    try {
      const reading = readAgenda(readFileSync(join(folder, name)), name);
      read.set(reading.agenda.cycle, reading);
    } catch (caught) {
      refused.push(refusalOf(caught)?.key ?? String(caught));
    }
  }
  return { read, refused };
}

describe.skipIf(!present)(`the official documents are read as they are${skipped}`, () => {
  const { read, refused } = present ? readAll() : { read: new Map<string, Reading>(), refused: [] };
  const agendaOf = (cycle: string): Agenda => {
    const reading = read.get(cycle);
    if (!reading) throw new Error(`no document of ${cycle}`);
    return reading.agenda;
  };
  const told = (cycle: string) => (read.get(cycle)?.repairs ?? []).map(({ line, why }) => `${line} ${why}`);

  test("three of five documents are agendas; the other two are refused as none", () => {
    expect([...read.keys()].sort()).toEqual(["elac2007", "elac2015", "elac2022"]);
    expect(refused).toEqual(["import.not-an-agenda", "import.not-an-agenda"]);
  });

  test("the counts are those of the agendas", () => {
    expect(sizeOf(agendaOf("elac2007"))).toEqual({
      areas: 5,
      lines: 0,
      priorities: 0,
      goals: 30,
      actions: 70,
    });
    expect(sizeOf(agendaOf("elac2015"))).toEqual({
      areas: 8,
      lines: 10,
      priorities: 7,
      goals: 22,
      actions: 0,
    });
    expect(sizeOf(agendaOf("elac2022"))).toEqual({
      areas: 9,
      lines: 0,
      priorities: 0,
      goals: 39,
      actions: 0,
    });
    expect(Object.fromEntries(deadlineCounts(agendaOf("elac2007").actions))).toEqual({
      "Mid-2007": 51,
      "Mid-2006": 11,
      "End of 2006": 4,
      "November 2005": 3,
      "End of 2005": 1,
    });
  });

  test("the reference data name the same areas, goals, actions and deadlines", () => {
    for (const seed of agendaSeeds) {
      const agenda = agendaOf(seed.cycle);
      const heads = (list: readonly { area: string; number: number }[]) =>
        list.map((h) => `${h.area}.${h.number}`);
      expect(seed.areas.map((a) => `${a.code} ${a.kind}`)).toEqual(
        agenda.areas.map((a) => `${a.code} ${a.kind}`),
      );
      expect(heads(seed.goals)).toEqual(heads(agenda.goals));
      expect(heads(seed.lines)).toEqual(heads(agenda.lines));
      expect(heads(seed.priorities)).toEqual(heads(agenda.priorities));
      expect(seed.actions.map((a) => `${a.number} ${a.goal} ${a.deadline}`)).toEqual(
        agenda.actions.map((a) => `${a.number} ${a.goal} ${a.deadline.text}`),
      );
    }
  });

  test("no short title repeats a sentence of the documents", () => {
    for (const seed of agendaSeeds) {
      const sentences = new Set(
        [...agendaOf(seed.cycle).goals, ...agendaOf(seed.cycle).actions].map(({ text }) =>
          text?.replace(/\.$/, ""),
        ),
      );
      for (const { title } of [...seed.goals, ...seed.actions]) expect(sentences.has(title.en)).toBe(false);
    }
  });

  test("goal 21 of eLAC2015 is found under its misread label, and goals 13 to 17 stand under E", () => {
    const { goals } = agendaOf("elac2015");
    expect(goals.find(({ number }) => number === 21)?.area).toBe("G");
    expect(goals.filter(({ area }) => area === "E").map(({ number }) => number)).toEqual([
      13, 14, 15, 16, 17,
    ]);
    expect(told("elac2015")).toEqual(expect.arrayContaining(["311 misread-letters", "311 joined-words"]));
  });

  test("the chapeaux of eLAC2007 are whole again", () => {
    const chapeaux = agendaOf("elac2007").goals.filter(({ chapeau }) => chapeau !== null);
    expect(chapeaux.map(({ number }) => number)).toEqual([2, 3, 5, 7, 14]);
    const firstWords = chapeaux.map(({ chapeau }) => chapeau?.split(" ")[0]);
    expect(firstWords).toEqual(["Considering", "Considering", "Create", "Within", "Taking"]);
    for (const { chapeau } of chapeaux) expect(chapeau).toMatch(/:$/);
  });

  test("the known faults of eLAC2007 are all told", () => {
    expect(told("elac2007")).toEqual(
      expect.arrayContaining([
        ...[8, 13, 21].map((line) => `${line} word-cut`),
        ...[17, 33, 46, 62, 76, 88].map((line) => `${line} blank-row`),
        ...[91, 92, 93, 94].map((line) => `${line} stray-dot`),
        ...[
          "9 name-split",
          "18 stray-mark",
          "20 full-stop",
          "30 lost-letters",
          "41 lost-dashes",
          "47 stray-mark",
        ],
        ...["49 number-missing", "52 stray-fragment", "91 header-missing"],
      ]),
    );
  });

  test("the known faults of eLAC2015 are all told", () => {
    expect(told("elac2015")).toEqual(
      expect.arrayContaining([
        ...[1, 41, 172, 219, 263, 302, 345, 381, 436].map((line) => `${line} blank-start`),
        ...[62, 92, 193, 219, 438, 441].map((line) => `${line} misread-letters`),
        ...[159, 253, 347].map((line) => `${line} split-word`),
        ...[106, 110, 247, 266].map((line) => `${line} misprint`),
        ...["88 page-number", "221 hyphen-break", "283 false-break", "347 lost-words"],
      ]),
    );
  });

  test("the known faults of eLAC2022 are all told: 30 broken marks, 3 headings at a wrong level", () => {
    const repairs = told("elac2022");
    expect(repairs.filter((entry) => entry.endsWith(" broken-mark"))).toHaveLength(30);
    expect(repairs.filter((entry) => entry.endsWith(" heading-level"))).toHaveLength(3);
  });

  test("no sentence has a broken word left in it", () => {
    for (const { agenda } of read.values()) {
      for (const { text } of [...agenda.goals, ...agenda.actions, ...agenda.lines]) {
        if (text === null) continue;
        expect(text).toMatch(/[.;]$/);
        expect(text).not.toMatch(/govemment|\b[b-z] [b-z]\b|thatall|\*\*|\t| {2}|<sup>/);
      }
    }
  });
});
