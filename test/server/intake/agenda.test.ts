import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { sizeOf } from "#app/domain/agenda.ts";
import { refusalOf, type Refusal } from "#app/domain/refusal.ts";
import { readAgenda } from "#server/intake/agenda.ts";
import { largestAgenda } from "#server/intake/lines.ts";
import { bytesOf, edited, lineOf, sample2007, sample2015, sample2022 } from "./samples.ts";

const samples = [
  ["eLAC2007", sample2007],
  ["eLAC2015", sample2015],
  ["eLAC2022", sample2022],
] as const;

describe("a sound agenda is read whole, without a repair", () => {
  test.each([
    ["eLAC2007", sample2007, { areas: 5, lines: 0, priorities: 0, goals: 30, actions: 70 }],
    ["eLAC2015", sample2015, { areas: 8, lines: 10, priorities: 7, goals: 22, actions: 0 }],
    ["eLAC2022", sample2022, { areas: 9, lines: 0, priorities: 0, goals: 39, actions: 0 }],
  ] as const)("%s", (name, sample, size) => {
    const { agenda, repairs } = readAgenda(bytesOf(sample()), "sound.txt");
    expect(agenda.cycle).toBe(name.toLowerCase());
    expect(sizeOf(agenda)).toEqual(size);
    expect(repairs).toEqual([]);
  });

  test.each(samples)("%s with a byte order mark and CRLF line ends reads the same", (_name, sample) => {
    const marked = new Uint8Array([0xef, 0xbb, 0xbf, ...bytesOf([sample().join("\r\n")])]);
    expect(readAgenda(marked, "a.txt")).toEqual(readAgenda(bytesOf(sample()), "a.txt"));
  });

  test("every record knows its lines, and keeps them as they were", () => {
    const lines = sample2015();
    const { agenda } = readAgenda(bytesOf(lines), "sound.txt");
    for (const { source } of [...agenda.areas, ...agenda.lines, ...agenda.priorities, ...agenda.goals]) {
      expect(source?.raw).toBe(lines.slice((source?.line ?? 0) - 1, source?.lastLine).join("\n"));
    }
    const goal = agenda.goals.find(({ number }) => number === 7);
    expect(goal?.source?.line).toBe(lineOf(lines, "Goal 7:"));
    expect(goal?.text).toBe("Light lamp 7 each evening, and see to it that nobody puts it out.");
    expect(agenda.lines[0]).toMatchObject({
      area: "A",
      number: 1,
      title: "keeping the lamps of pier A alight",
    });
    expect(agenda.lines[0]?.text.split("\n\n")).toHaveLength(2);
  });

  test("goals and actions of a table keep number, chapeau, and the deadline as printed", () => {
    const { agenda } = readAgenda(bytesOf(sample2007()), "sound.txt");
    expect(agenda.goals[1]).toMatchObject({ number: 2, area: "A", title: "Quay 2", text: null });
    expect(agenda.goals[1]?.chapeau).toBe("Heeding the tide of the day:");
    expect(agenda.actions[0]).toMatchObject({
      number: "1.1",
      goal: 1,
      text: "Moor ship 1 of row 1 with two ropes.",
      deadline: { text: "End of 2006", from: "2006-10-01", to: "2006-12-31" },
    });
    expect(agenda.actions.find(({ goal }) => goal === 12)?.number).toBe("12");
  });

  test("the section beside the areas of eLAC2022 is marked as one", () => {
    const { agenda } = readAgenda(bytesOf(sample2022()), "sound.txt");
    expect(agenda.areas.filter(({ kind }) => kind === "section").map(({ code }) => code)).toEqual(["9"]);
  });
});

describe("what is no agenda is refused", () => {
  const bytes = (text: string) => new TextEncoder().encode(text);
  test.each([
    ["an empty file", bytes(""), "import.empty", 1],
    ["a file of blanks", bytes(" \n\t\n\r\n"), "import.empty", 1],
    ["a file with NUL bytes", bytes("Plan\nof\u0000Action\n"), "import.binary", 2],
    ["a file that is not UTF-8", new Uint8Array([0x50, 0x0a, 0x0a, 0xe9, 0x0a]), "import.not-utf8", 3],
    ["a text about something else", bytes("Minutes\n\nGoal 1: drink tea.\n"), "import.not-an-agenda", 1],
    [
      "a declaration that names the agendas",
      bytes("We adopt eLAC2007, then eLAC2015\n"),
      "import.not-an-agenda",
      1,
    ],
    ["a page of HTML", bytes("<html><body>eLAC2022</body></html>"), "import.not-an-agenda", 1],
  ])("%s", (_told, content, key, line) => {
    expect(refusalFor(content)).toMatchObject({ kind: "invalid", key, params: { file: "a.txt", line } });
  });

  test("a file over the limit is refused before it is read", () => {
    const refusal = refusalFor(new Uint8Array(largestAgenda + 1));
    expect(refusal).toMatchObject({ kind: "too-large", key: "import.too-large" });
  });
});

describe("what is missing or out of place is refused with its name and line", () => {
  const without = (lines: string[], part: string) => edited(lines, part, () => []);
  test.each([
    ["area-missing", without(sample2007(), "C. Harbours"), { name: "C" }, sample2007(), "15.1"],
    ["goal-missing", without(sample2022(), "**Goal 20:**"), { name: "20" }, sample2022(), "**Goal 21:**"],
    ["action-missing", without(sample2007(), "\t15.4\t"), { name: "15.4" }, sample2007(), "\t15.4\t"],
    [
      "area-unexpected",
      edited(sample2022(), "**4. H", (s) => [s, s]),
      { name: "4" },
      sample2022(),
      "**Goal 14:**",
    ],
    [
      "goal-unexpected",
      edited(sample2022(), "**Goal 6:**", (s) => [s, "", s]),
      { name: "6" },
      sample2022(),
      "**Goal 7:**",
    ],
    [
      "action-unexpected",
      edited(sample2007(), "\t3.2\t", (s) => [s, s]),
      { name: "3.2" },
      sample2007(),
      "\t3.3\t",
    ],
    [
      "priority-missing",
      without(sample2015(), "2. Priority: fill the barrels of C"),
      { name: "C.2" },
      sample2015(),
      "2. Priority: fill the barrels of C",
    ],
    [
      "text-missing",
      edited(sample2007(), "\t9.2\t", (s) => s.replace(/Moor.*ropes\./, "")),
      { name: "9.2" },
      sample2007(),
      "\t9.2\t",
    ],
    [
      "deadline-missing",
      edited(sample2007(), "\t9.1\t", (s) => s.replace(/ropes\.\t.*$/, "ropes.")),
      { name: "9.1" },
      sample2007(),
      "\t9.1\t",
    ],
    [
      "deadline-unreadable",
      edited(sample2007(), "\t9.2\t", (s) => s.replace(/ropes\.\t.*$/, "ropes.\tSoonish")),
      { name: "9.2", read: "Soonish" },
      sample2007(),
      "\t9.2\t",
    ],
    [
      "row-unreadable",
      edited(sample2007(), "\t9.2\t", (s) => `x\ty\tz\tw\n${s}`.split("\n")),
      { read: "x\ty\tz\tw" },
      sample2007(),
      "\t9.2\t",
    ],
    [
      "row-unreadable",
      edited(sample2022(), "### **3.", (s) => [s, "", "Boats float.", ""]),
      { read: "Boats float." },
      sample2022(),
      "**Goal 11:**",
    ],
    [
      "cut-off",
      edited(sample2015(), "Goal 20:", (s) => ["Goal 20: Light half of", "", s]),
      {},
      sample2015(),
      "Goal 20:",
    ],
    ["part-missing", without(sample2015(), "C. KEEPERS"), { name: "II.C" }, sample2015(), "ledger that"],
  ])("import.%s", (reason, lines, params, sound, near) => {
    const refusal = refusalFor(bytesOf(lines));
    expect(refusal).toMatchObject({ key: `import.${reason}`, params });
    const line = Number(refusal?.params.line);
    expect(Math.abs(line - lineOf(sound, near))).toBeLessThanOrEqual(2);
  });

  test("a goal that a lost heading leaves under the area before is not accepted there", () => {
    const lines = edited(sample2015(), "E. HARBOURS", () => []);
    expect(refusalFor(bytesOf(lines))).toMatchObject({ key: "import.area-missing", params: { name: "E" } });
  });

  test("two goals out of order are refused", () => {
    const lines = sample2022().map((line) =>
      line.replace(/^\*\*Goal (10|9):/, (_all, n: string) => `**Goal ${n === "9" ? 10 : 9}:`),
    );
    expect(refusalFor(bytesOf(lines))).toMatchObject({
      key: "import.goal-unexpected",
      params: { name: "10" },
    });
  });
});

describe("an agenda that is cut off gives nothing, wherever the cut is", () => {
  test.each(samples)("%s, cut after any of its lines", (_name, sample) => {
    const lines = sample();
    for (let kept = 0; kept < lines.length; kept += 1) {
      if (lines.slice(kept).every((line) => line.trim() === "")) continue;
      const refusal = refusalFor(bytesOf(lines.slice(0, kept)));
      expect(refusal?.kind, `cut after line ${kept}`).toBe("invalid");
      expect(refusal?.params.line).toBeGreaterThanOrEqual(1);
      expect(refusal?.params.line).toBeLessThanOrEqual(Math.max(1, kept));
    }
  });

  test.each(samples)("%s, cut after any of its bytes", (_name, sample) => {
    const bytes = bytesOf(sample());
    fc.assert(
      fc.property(fc.integer({ min: 0, max: bytes.length - 1 }), (kept) => {
        const rest = new TextDecoder().decode(bytes.subarray(kept)).trim();
        return rest === "" || refusalFor(bytes.subarray(0, kept)) !== null;
      }),
      { numRuns: 300 },
    );
  });

  test.each(samples)(
    "%s, with any line that holds a word damaged, is read or refused, never a fault",
    (_name, sample) => {
      const lines = sample();
      fc.assert(
        fc.property(fc.nat(lines.length - 1), fc.string({ maxLength: 40 }), (at, noise) => {
          refusalFor(bytesOf(lines.map((line, index) => (index === at ? noise : line))));
          return true;
        }),
        { numRuns: 150 },
      );
    },
  );

  test.each(samples)("%s without its trailing blank lines is whole", (_name, sample) => {
    expect(refusalFor(bytesOf([sample().join("\n").trimEnd()]))).toBeNull();
  });
});

/** The refusal that reading gives, null where it reads; anything else is a fault and thrown. */
function refusalFor(bytes: Uint8Array): Refusal | null {
  try {
    readAgenda(bytes, "a.txt");
    return null;
  } catch (caught) {
    const refusal = refusalOf(caught);
    if (refusal === null) throw caught;
    return refusal;
  }
}
