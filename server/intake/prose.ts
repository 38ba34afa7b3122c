/**
 * Running text over many lines: sentences that a page or a line end has broken are put together again.
 * May import: app/domain, this room. Begin with `readParagraphs`.
 */
import type { Source } from "#app/domain/agenda.ts";
import { refuse } from "#app/domain/refusal.ts";
import type { CleanLine, SourceLine } from "./lines.ts";
import { noteRepair, type Repair } from "./repairs.ts";

/** A document being read: its lines, and where the reading stands. */
export interface Prose {
  readonly file: string;
  readonly lines: readonly CleanLine[];
  readonly repairs: Repair[];
  /** Index of the next line to be read. */
  at: number;
}

/** Whether a line begins something new (a heading, a goal) and ends the text before it. */
export type Begins = (text: string) => boolean;

/**
 * The paragraphs from the present line up to the next beginning. An empty line inside a sentence is no end of it.
 * Refuses `import.cut-off` where a sentence has no end, with the line of its last word.
 */
export function readParagraphs(prose: Prose, first: string, begins: Begins): string[] {
  const paragraphs: string[] = [];
  let text = first;
  let lastRead = prose.lines[prose.at - 1];
  let blank = false;
  for (; prose.at < prose.lines.length; prose.at += 1) {
    const line = prose.lines[prose.at];
    if (!line) break;
    if (line.text === "") {
      blank = true;
      continue;
    }
    if (begins(line.text)) break;
    if (blank && text !== "" && isFinished(text)) {
      paragraphs.push(text);
      text = "";
    } else if (blank && text !== "") {
      if (!/^[\p{Ll}(]/u.test(line.text)) break;
      noteBreak(prose, line, text);
    }
    text = joinLines(text, line, prose.repairs);
    blank = false;
    lastRead = line;
  }
  if (text !== "" && !isFinished(text)) throw cutOff(prose, lastRead);
  return text === "" ? paragraphs : [...paragraphs, text];
}

/** A heading and the lines that carry it on: they begin with a small letter, where sentences do not. */
export function readHeading(prose: Prose, first: string, begins: Begins): string {
  let title = first;
  for (;;) {
    let next = prose.at;
    while (prose.lines[next]?.text === "") next += 1;
    const line = prose.lines[next];
    if (!line || begins(line.text) || !/^\p{Ll}/u.test(line.text)) return title;
    if (next > prose.at) noteBreak(prose, line, title);
    title = joinLines(title, line, prose.repairs);
    prose.at = next + 1;
  }
}

/** The lines from index `start` up to the present one, untouched; empty lines at their end are left out. */
export function sourceFrom(prose: Prose, start: number): Source {
  const part = prose.lines.slice(start, prose.at);
  while (part.length > 1 && part.at(-1)?.text === "") part.pop();
  return {
    file: prose.file,
    line: part[0]?.line ?? 1,
    lastLine: part.at(-1)?.line ?? 1,
    raw: part.map(({ raw }) => raw).join("\n"),
  };
}

/** Whether a text ends as sentences do. */
export function isFinished(text: string): boolean {
  return /[.:;!?]["”’)\]]*$/.test(text);
}

export function cutOff({ file }: Prose, line: SourceLine | undefined): Error {
  return refuse("invalid", "import.cut-off", { file, line: line?.line ?? 1 });
}

/** Text that belongs to nothing; where no word follows it, the document was cut there. */
export function unreadable(prose: Prose, line: CleanLine): Error {
  const { file, lines } = prose;
  if (lines.findLast(({ text }) => text !== "") === line) return cutOff(prose, line);
  return refuse("invalid", "import.row-unreadable", { file, line: line.line, read: line.text.slice(0, 60) });
}

/** An empty line inside a sentence; where a page number stood between, that repair already tells it. */
function noteBreak(prose: Prose, line: CleanLine, text: string): void {
  const told = prose.repairs.some(
    ({ why, line: at }) => why === "page-number" && at < line.line && line.line - at < 6,
  );
  if (!told) {
    noteRepair(
      prose.repairs,
      line,
      "false-break",
      `${tail(text)} ¶ ${head(line.text)}`,
      `${tail(text)} ${head(line.text)}`,
    );
  }
}

function joinLines(text: string, line: CleanLine, repairs: Repair[]): string {
  if (text === "") return line.text;
  if (!/[\p{L}\d]-$/u.test(text)) return `${text} ${line.text}`;
  // "e-" at a line end is half of "e-procurement".
  noteRepair(
    repairs,
    line,
    "hyphen-break",
    `${tail(text)} / ${head(line.text)}`,
    tail(text) + head(line.text),
  );
  return text + line.text;
}

const head = (text: string): string => /^\S*/.exec(text)?.[0] ?? "";
const tail = (text: string): string => /\S*$/.exec(text)?.[0] ?? "";
