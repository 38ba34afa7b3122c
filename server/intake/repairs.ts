/**
 * What was mended in a faulty text, each with line, reading and reason; and the mending of words.
 * May import: this room. Begin with `Repair`.
 * Sentences for the reasons live in the namespace `import`, under `repair.<reason>`.
 */
import type { SourceLine } from "./lines.ts";

export const repairReasons = [
  "blank-row", // an empty row inside a table, left by a page end
  "blank-start", // a blank before the first word, left by a page end
  "broken-mark", // half of a bold mark is lost
  "cell-cut", // a sentence goes on in the next row
  "extra-cell", // empty cells after the last one
  "false-break", // an empty line inside a sentence or a heading
  "footnote-mark", // a footnote's number inside the text
  "full-stop", // the closing full stop is lost
  "header-missing", // a table has no header row
  "heading-level", // a heading marked one level too high or too low
  "hyphen-break", // a hyphened word over two lines
  "joined-words", // the blank between two words is lost
  "lost-dashes", // the dashes around an aside are lost
  "lost-letters", // letters are lost and restored
  "lost-words", // words are lost and cannot be restored
  "misprint", // a slip of the printed text
  "misread-letters", // a letter read as another one by the scan
  "name-split", // the name of a goal stands in two rows
  "number-missing", // the number of a goal is lost
  "page-number", // a page number among the sentences
  "spacing", // uneven blanks around a dash
  "split-word", // a blank inside a word
  "stray-dot", // a dot after a number
  "stray-fragment", // letters that belong to no word here
  "stray-mark", // a row that holds a mark and no word
  "word-cut", // a word cut in two by the border of a cell
] as const;
export type RepairReason = (typeof repairReasons)[number];

/** One repair. `read` and `made` are short: the words concerned; `raw` is the whole line as it was. */
export interface Repair {
  /** Counted from 1. */
  readonly line: number;
  readonly read: string;
  readonly made: string;
  readonly why: RepairReason;
  readonly raw: string;
}

interface Rule {
  readonly find: RegExp;
  readonly make: (found: readonly string[]) => string;
  readonly why: RepairReason;
}

const part = (found: readonly string[], index: number): string => found[index] ?? "";

/** Faults of scans and slips of print known so far, each as general as it can be without touching sound words. */
const rules: readonly Rule[] = [
  { find: /\b([Gg])ovemment/g, make: (f) => `${part(f, 1)}overnment`, why: "misread-letters" },
  {
    find: /^(G[o0]a[lI1])(\s*)([\dlIO]*\d[\dlIO]*)\s*:/g,
    make: (f) => `Goal ${digits(part(f, 3))}:`,
    why: "misread-letters",
  },
  { find: /\beLAC (20\d\d)\b/g, make: (f) => `eLAC${part(f, 1)}`, why: "split-word" },
  {
    find: /(?<![\w'’.(-])([B-HJ-Zb-z]) ([b-z])(?![\w'’.)])/g,
    make: (f) => part(f, 1) + part(f, 2),
    why: "split-word",
  },
  {
    find: /\b([Tt]hat)(all|each|every|the)\b/g,
    make: (f) => `${part(f, 1)} ${part(f, 2)}`,
    why: "joined-words",
  },
  { find: /\bresponse tems\b/g, make: () => "response teams", why: "misprint" },
  { find: /\bmanagements of\b/g, make: () => "management of", why: "misprint" },
  { find: /\bdeveloped-oriented\b/g, make: () => "development-oriented", why: "misprint" },
  { find: /, In addition\b/g, make: () => ". In addition", why: "misprint" },
  { find: /\bwith the te sector\b/g, make: () => "with the private sector", why: "lost-letters" },
  { find: /\bcity of\s{2,}(?=[A-Z])/g, make: () => "city of […]. ", why: "lost-words" },
  {
    find: /(\w) (especially in [^,;.—–]+?) and (regional|national|local)\b/g,
    make: (f) => `${part(f, 1)} — ${part(f, 2)} — and ${part(f, 3)}`,
    why: "lost-dashes",
  },
  { find: /(\w)—\s{2,}(?=\w)/g, make: (f) => `${part(f, 1)} — `, why: "spacing" },
  { find: /<sup>\d+<\/sup>/g, make: () => "", why: "footnote-mark" },
];

/** The text with every known fault mended; each repair is added to `repairs`, widened to whole words. */
export function mendWords(text: string, at: SourceLine, repairs: Repair[]): string {
  let mended = text;
  for (const { find, make, why } of rules) {
    let done = "";
    let rest = 0;
    for (const found of mended.matchAll(find)) {
      const made = make(found);
      if (made === found[0]) continue;
      const start = Math.max(mended.lastIndexOf(" ", found.index - 1) + 1, rest);
      const end = found.index + found[0].length;
      const tail = /^\S*/.exec(mended.slice(end))?.[0] ?? "";
      const head = mended.slice(start, found.index);
      repairs.push({
        line: at.line,
        raw: at.raw,
        why,
        read: head + found[0] + tail,
        made: head + made + tail,
      });
      done += mended.slice(rest, found.index) + made;
      rest = end;
    }
    mended = done + mended.slice(rest);
  }
  return mended;
}

/** Figures that a scan read as letters, as figures: "2l" is 21. */
export function digits(read: string): string {
  return read.replace(/[lI]/g, "1").replace(/O/g, "0");
}

/** Notes one repair of a line. */
export function noteRepair(
  repairs: Repair[],
  at: SourceLine,
  why: RepairReason,
  read: string,
  made: string,
): void {
  repairs.push({ line: at.line, raw: at.raw, why, read, made });
}
