import { describe, expect, test } from "vitest";
import { readAgenda, repairReasons, type AgendaRecord, type RepairReason } from "#server/intake/agenda.ts";
import { bytesOf, edited, sample2007, sample2015, sample2022 } from "./samples.ts";

type Change = (lines: string[]) => string[];
type Fault = [
  why: RepairReason,
  told: string,
  lines: () => string[],
  spoil: Change,
  read: string,
  made: string,
];

/** Each fault spoils a sound document; reading it must give the sound records again. */
const mended: Fault[] = [
  ["blank-row", "an empty row", sample2007, (l) => edited(l, "\t1.2\t", (s) => ["", s]), "", ""],
  [
    "stray-mark",
    "a row with a comma",
    sample2007,
    (l) => edited(l, "\t1.2\t", (s) => ["\t,\t\t", s]),
    ",",
    "",
  ],
  [
    "extra-cell",
    "a tab too many",
    sample2007,
    (l) => edited(l, "\t1.2\t", (s) => s + "\t"),
    "November 2005 |",
    "November 2005",
  ],
  [
    "header-missing",
    "a table without header",
    sample2007,
    (l) => l.filter((s, i, all) => !(s.startsWith("Goal\t") && all[i - 1]?.includes("B. "))),
    "",
    "Goal | Action | Deadline",
  ],
  [
    "word-cut",
    "a word cut by a cell's border",
    sample2007,
    (l) => edited(l, "\tHeeding", (s) => s.replace("\t\tHeeding", "\tHee\tding")),
    "Hee | ding",
    "Heeding",
  ],
  [
    "stray-fragment",
    "letters of another word",
    sample2007,
    (l) => edited(l, "\tHeeding", (s) => s.replace("\t\tHeeding", "\tPort\tHeeding")),
    "Port | Heeding",
    "Heeding",
  ],
  [
    "name-split",
    "a name over two rows",
    sample2007,
    (l) =>
      edited(
        edited(l, "2 Quay 2", (s) => s.replace(" 2\t", "\t")),
        "\t2.1\t",
        (s) => `Two${s}`,
      ),
    "Two",
    "Quay Two",
  ],
  [
    "number-missing",
    "a goal's name without number",
    sample2007,
    (l) => edited(l, "13 Quay 13", (s) => s.replace("13 Quay", "Quay")),
    "Quay 13",
    "13 Quay 13",
  ],
  [
    "stray-dot",
    "a dot after a number",
    sample2007,
    (l) => edited(l, "\t27\t", (s) => s.replace("\t27\t", "\t27.\t")),
    "27.",
    "27",
  ],
  [
    "full-stop",
    "a lost full stop",
    sample2007,
    (l) => edited(l, "\t1.2\t", (s) => s.replace("ropes.", "ropes")),
    "ropes",
    "ropes.",
  ],
  [
    "cell-cut",
    "a sentence that goes on in the next row",
    sample2007,
    (l) =>
      edited(l, "\t1.2\t", (s) =>
        s.split(" with").flatMap((part, i) => (i === 0 ? part : `\t\twith${part}`)),
      ),
    "with two ropes.",
    "Moor ship 1 of row 2 with two ropes.",
  ],
  [
    "split-word",
    "a blank inside the name of the agenda",
    sample2007,
    (l) => edited(l, "eLAC2007", (s) => s.replace("eLAC2007", "eLAC 2007")),
    "eLAC 2007",
    "eLAC2007",
  ],
  [
    "blank-start",
    "a blank before a heading",
    sample2015,
    (l) => edited(l, "E. HARBOURS", (s) => ` ${s}`),
    " E. HARBOURS OF KIND E",
    "E. HARBOURS OF KIND E",
  ],
  [
    "page-number",
    "a page number inside a sentence",
    sample2015,
    (l) => edited(l, "barrels that do not leak.", (s) => ["", "", "7", "", s]),
    "7",
    "",
  ],
  [
    "false-break",
    "an empty line inside a heading",
    sample2015,
    (l) => edited(l, "of pier A alight", (s) => ["", s]),
    "lamps ¶ of",
    "lamps of",
  ],
  [
    "false-break",
    "an empty line inside a goal",
    sample2015,
    (l) => edited(l, "that nobody puts it out.", (s) => ["", s]),
    "it ¶ that",
    "it that",
  ],
  [
    "misread-letters",
    "a goal read as GoaI",
    sample2015,
    (l) => edited(l, "Goal 21:", (s) => s.replace("Goal 21:", "GoaI2l:")),
    "GoaI2l:",
    "Goal 21:",
  ],
  [
    "number-missing",
    "a goal without number",
    sample2015,
    (l) => edited(l, "Goal 9:", (s) => s.replace("Goal 9:", "Goal:")),
    "Goal:",
    "Goal 9:",
  ],
  [
    "split-word",
    "a blank inside a word",
    sample2015,
    (l) => edited(l, "of pier A", (s) => s.replace("of", "o f")),
    "o f",
    "of",
  ],
  [
    "heading-level",
    "a heading one level too high",
    sample2022,
    (l) => edited(l, "7. Harbours", (s) => s.slice(1)),
    "##",
    "###",
  ],
  [
    "broken-mark",
    "half a bold mark",
    sample2022,
    (l) => edited(l, "**Goal 3:**", (s) => s.replace("**Goal", "- Goal")),
    "- Goal 3:**",
    "**Goal 3:**",
  ],
  [
    "broken-mark",
    "a heading half bold",
    sample2022,
    (l) => edited(l, "**2. ", (s) => s.replace("**2.", "2.")),
    "### 2. Harbours of kind 2**",
    "2. Harbours of kind 2",
  ],
  [
    "footnote-mark",
    "a footnote's number",
    sample2022,
    (l) => edited(l, "**Goal 3:**", (s) => s.replace("boat 3", "boat<sup>4</sup> 3")),
    "boat<sup>4</sup>",
    "boat",
  ],
  [
    "misread-letters",
    "a goal's number read as letters",
    sample2022,
    (l) => edited(l, "**Goal 11:**", (s) => s.replace("11", "1l")),
    "**Goal 1l:**",
    "Goal 11:",
  ],
  [
    "number-missing",
    "a goal without number",
    sample2022,
    (l) => edited(l, "**Goal 8:**", (s) => s.replace(" 8:", ":")),
    "**Goal:**",
    "Goal 8:",
  ],
];

/** Faults of words: the sentence put into action 1.2, and what must come out of it. */
const words: [why: RepairReason, sentence: string, result: string][] = [
  ["misread-letters", "Build an e-govemment wharf.", "Build an e-government wharf."],
  ["split-word", "W e believe in knots.", "We believe in knots."],
  ["joined-words", "Ensure thatall ropes hold.", "Ensure that all ropes hold."],
  ["misprint", "Train response tems at sea.", "Train response teams at sea."],
  ["misprint", "Improve the managements of buoys.", "Improve the management of buoys."],
  ["misprint", "Be developed-oriented in rowing.", "Be development-oriented in rowing."],
  ["misprint", "Mend nets, In addition sew sails.", "Mend nets. In addition sew sails."],
  ["lost-letters", "Talk with the te sector of fishing.", "Talk with the private sector of fishing."],
  ["lost-words", "Meet in the city of  This is far.", "Meet in the city of […]. This is far."],
  [
    "lost-dashes",
    "Row on local especially in the North and regional seas.",
    "Row on local — especially in the North — and regional seas.",
  ],
  ["spacing", "Sail — in calm—  to the isle.", "Sail — in calm — to the isle."],
];

describe("a faulty agenda is mended, and every repair is told", () => {
  test.each(mended)("%s: %s", (why, _told, sound, spoil, read, made) => {
    const lines = spoil(sound());
    const { agenda, repairs } = readAgenda(bytesOf(lines), "faulty.txt");
    expect(repairs.map(({ why: reason, read: was, made: is }) => [reason, was, is])).toEqual([
      [why, read, made],
    ]);
    for (const repair of repairs) expect(repair.raw).toBe(lines[repair.line - 1]);
    const expected = readAgenda(bytesOf(sound()), "faulty.txt").agenda;
    const renamed = why === "name-split" ? { from: "Quay Two", to: "Quay 2" } : { from: "", to: "" };
    expect(withoutSource(agenda, renamed)).toEqual(withoutSource(expected));
  });

  test.each(words)("%s: “%s”", (why, sentence, result) => {
    const lines = edited(
      sample2015(),
      "Light lamp 5 ",
      () => `Goal 5: ${sentence} It ends there, and see to it`,
    );
    const { agenda, repairs } = readAgenda(bytesOf(lines), "faulty.txt");
    const goal = agenda.goals.find(({ number }) => number === 5);
    expect(goal?.text).toBe(`${result} It ends there, and see to it that nobody puts it out.`);
    expect(repairs.map((repair) => repair.why)).toEqual([why]);
  });

  test("a hyphened word over two lines is joined", () => {
    const lines = edited(sample2015(), "Light lamp 5 ", () => [
      "Goal 5: Open the e-",
      "lighthouse to all who ask, and see to it",
    ]);
    const { agenda, repairs } = readAgenda(bytesOf(lines), "faulty.txt");
    expect(agenda.goals[4]?.text).toContain("Open the e-lighthouse to all");
    expect(repairs).toMatchObject([{ why: "hyphen-break", read: "e- / lighthouse", made: "e-lighthouse" }]);
  });

  test("a chapeau that has lost its beginning gets it back", () => {
    const lines = edited(sample2007(), "\tHeeding", (s) =>
      s.replace("Heeding the tide", "in the framework of the tide"),
    );
    const { agenda, repairs } = readAgenda(bytesOf(lines), "faulty.txt");
    expect(agenda.goals[1]?.chapeau).toBe("Within the framework of the tide of the day:");
    expect(repairs.map(({ why }) => why)).toEqual(["lost-letters"]);
  });

  test("no reason is without a test", () => {
    const tested = new Set<string>([
      ...mended.map(([why]) => why),
      ...words.map(([why]) => why),
      "hyphen-break",
    ]);
    expect(repairReasons.filter((why) => !tested.has(why))).toEqual([]);
  });
});

function withoutSource(agenda: AgendaRecord, renamed = { from: "", to: "" }): unknown {
  return JSON.parse(
    JSON.stringify(agenda, (key, value: unknown) => {
      if (key === "source") return undefined;
      return value === renamed.from ? renamed.to : value;
    }),
  );
}
