/**
 * Invented documents in the three layouts of the agendas: sound as they stand, and edited line by line in tests.
 * May import: server/intake. Begin with `sample2007`.
 */
import { shape2007, shape2015, shape2022 } from "#server/intake/shape.ts";

const deadlines = ["Mid-2007", "Mid-2006", "End of 2006", "November 2005"];
const numerals = ["First", "Second"];

/** A table as eLAC2007 is one, its cells parted by tabs. */
export function sample2007(): string[] {
  const lines = ["Plan of Action for the Information Society of Invented Harbours eLAC2007", ""];
  let goal = 0;
  for (const area of shape2007.areas) {
    lines.push(`\t\t${area.code}. Harbours of kind ${area.code}`, "Goal\t\tAction\tDeadline");
    while (goal < area.lastGoal) {
      goal += 1;
      const count = shape2007.actions[goal - 1] ?? 0;
      if (goal === 2) lines.push(`2 Quay 2\t\tHeeding the tide of the day:`);
      for (let n = 1; n <= count; n += 1) {
        const name = n === 1 && goal !== 2 ? `${goal} Quay ${goal}` : "";
        const number = count === 1 ? `${goal}` : `${goal}.${n}`;
        const deadline = deadlines[(goal + n) % deadlines.length];
        lines.push(
          `${name}\t${number}\tMoor ship ${number.replace(".", " of row ")} with two ropes.\t${deadline}`,
        );
      }
    }
  }
  return lines;
}

/** Running text as eLAC2015 is, with its second part. */
export function sample2015(): string[] {
  const lines = ["I. LINES OF ACTION AND PRIORITIES", ""];
  let goal = 0;
  for (const area of shape2015.areas) {
    lines.push(`${area.code}. HARBOURS OF KIND ${area.code}`, "");
    for (let n = 1; n <= area.lines; n += 1) {
      const label = area.lines === 1 ? "Line" : `${numerals[n - 1]} line`;
      lines.push(`${n}. ${label} of action: keeping the lamps`, `of pier ${area.code} alight`);
      lines.push("Lamps need oil, and oil needs", "barrels that do not leak.", "");
      lines.push("A second paragraph tells where the barrels stand.", "");
    }
    for (let n = 1; n <= area.priorities; n += 1) {
      lines.push(`${area.lines + n}. Priority: fill the barrels of ${area.code}`);
    }
    while (goal < area.lastGoal) {
      goal += 1;
      lines.push(
        `Goal ${goal}: Light lamp ${goal} each evening, and see to it`,
        "that nobody puts it out.",
        "",
      );
    }
  }
  lines.push("II. FOLLOW-UP MECHANISM", "", "Lamps are counted at three heights:", "");
  for (const part of ["A", "B", "C", "D"])
    lines.push(`${part}. KEEPERS OF HEIGHT ${part}`, "", "Keepers count.", "");
  lines.push("E. OIL STORE", "", "The store gives oil.", "", "It is asked to give wicks.", "");
  lines.push("It is asked to keep a", "ledger that all can read.", "");
  return lines;
}

/** A text with Markdown marks, as eLAC2022 is. */
export function sample2022(): string[] {
  const lines = ["", "Distr.", "LIMITED", "", "**DIGITAL AGENDA FOR INVENTED  ", "HARBOURS (eLAC2022)**", ""];
  lines.push(
    "## A. BACKGROUND",
    "",
    "1. Harbours are old.<sup>1</sup>",
    "",
    "---",
    "",
    "<sup>1</sup> A note.",
    "",
  );
  lines.push("## **B. AREAS OF ACTION AND GOALS**", "");
  let goal = 0;
  for (const area of shape2022.areas) {
    lines.push(`### **${area.code}. Harbours of kind ${area.code}**`, "");
    while (goal < area.lastGoal) {
      goal += 1;
      lines.push(`**Goal ${goal}:** Paint boat ${goal} in a colour that its neighbours lack.`, "");
    }
  }
  return lines;
}

/** The bytes of a document. */
export function bytesOf(lines: readonly string[]): Uint8Array {
  return new TextEncoder().encode(lines.join("\n"));
}

/** The document with the first line that holds `part` changed, or replaced by several lines. */
export function edited(
  lines: readonly string[],
  part: string,
  change: (line: string) => string | readonly string[],
): string[] {
  const at = lines.findIndex((line) => line.includes(part));
  if (at === -1) throw new Error(`no line holds ${part}`);
  return lines.flatMap((line, index) => (index === at ? change(line) : line));
}

/** Number, from 1, of the first line that holds `part`. */
export function lineOf(lines: readonly string[], part: string): number {
  return lines.findIndex((line) => line.includes(part)) + 1;
}
