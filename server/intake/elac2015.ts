/**
 * eLAC2015: lines of action and priorities in running text, and the follow-up mechanism (seed clauses 1–86).
 * May import: app/domain, this room. Begin with `readElac2015`.
 * The second part gives no records; it is read to know that the document is whole.
 */
import type { Agenda, Area, Goal, Line, Priority } from "#app/domain/agenda.ts";
import { refuse } from "#app/domain/refusal.ts";
import { lastWordLine, type CleanLine, type SourceLine } from "./lines.ts";
import {
  cutOff,
  isFinished,
  readHeading,
  readParagraphs,
  sourceFrom,
  unreadable,
  type Prose,
} from "./prose.ts";
import { mendWords, noteRepair, type Repair } from "./repairs.ts";

const titlePattern = /^\s*I\. (LINES OF ACTION AND PRIORITIES)\s*$/;
const mechanismPattern = /^II\. FOLLOW-UP MECHANISM$/;
const areaPattern = /^([A-Z])\. ([A-Z][A-Z ,&’'-]+)$/;
const linePattern = /^(\d+)\. (?:(?:First|Second|Third|Fourth) )?line of action: (.+)$/i;
const priorityPattern = /^(\d+)\. Priority: (.+)$/;
const goalPattern = /^Goal ?(\d+)?\s*: ?(.*)$/;
const patterns = [mechanismPattern, areaPattern, linePattern, priorityPattern, goalPattern];

/** Lettered parts of the follow-up mechanism, and the paragraphs of the last one. */
const mechanismParts = ["A", "B", "C", "D", "E"];
const lastPartParagraphs = 3;

/** By the heading of its first part. */
export function isElac2015(lines: readonly SourceLine[]): boolean {
  return lines.some(({ raw }) => titlePattern.test(raw));
}

const agendaHead = { cycle: "elac2015", title: "eLAC2015", actions: [] };

interface Found {
  readonly areas: Area[];
  readonly lines: Line[];
  readonly priorities: Priority[];
  readonly goals: Goal[];
}

/**
 * Reads both parts. Refuses sentences without an end (`import.cut-off`), text that belongs to nothing
 * (`import.row-unreadable`), goals and lines of action without text (`import.text-missing`) and a follow-up
 * mechanism that lacks one of its parts (`import.part-missing`).
 */
export function readElac2015(lines: readonly SourceLine[], file: string, repairs: Repair[]): Agenda {
  const prose: Prose = { file, repairs, at: 0, lines: cleanLines(lines, repairs) };
  const found: Found = { areas: [], lines: [], priorities: [], goals: [] };
  while (prose.at < prose.lines.length) {
    const start = prose.at;
    const line = prose.lines[start];
    prose.at += 1;
    if (!line || line.text === "" || titlePattern.test(line.text)) continue;
    if (mechanismPattern.test(line.text)) {
      readMechanism(prose);
      return { ...agendaHead, ...found };
    }
    readItem(prose, found, start, line);
  }
  // Without its second part the document is cut: the check of the shape names what is missing in the first,
  // and where nothing is missing there, the mechanism is.
  const whole = found.areas.at(-1)?.code === "H" && found.lines.at(-1)?.area === "H";
  if (whole) throw refuse("invalid", "import.part-missing", { file, line: lastWordLine(lines), name: "II" });
  return { ...agendaHead, ...found };
}

function readItem(prose: Prose, found: Found, start: number, line: CleanLine): void {
  const code = found.areas.at(-1)?.code ?? "";
  const area = areaPattern.exec(line.text);
  const action = linePattern.exec(line.text);
  const priority = priorityPattern.exec(line.text);
  const goal = goalPattern.exec(line.text);
  if (area) {
    const [, letter = "", title = ""] = area;
    found.areas.push({ code: letter, kind: "area", title, source: sourceFrom(prose, start) });
  } else if (action) {
    const title = readHeading(prose, action[2] ?? "", begins);
    const text = textOf(prose, line, readParagraphs(prose, "", begins), `${code}.${action[1]}`);
    found.lines.push({
      area: code,
      number: Number(action[1]),
      title,
      text,
      source: sourceFrom(prose, start),
    });
  } else if (priority) {
    const title = readHeading(prose, priority[2] ?? "", begins);
    found.priorities.push({
      area: code,
      number: Number(priority[1]),
      title,
      source: sourceFrom(prose, start),
    });
  } else if (goal) {
    const number = numberOf(prose, line, goal[1], found.goals.at(-1)?.number ?? 0);
    const text = textOf(prose, line, readParagraphs(prose, goal[2] ?? "", begins), String(number));
    const source = sourceFrom(prose, start);
    found.goals.push({ number, area: code, title: null, text, chapeau: null, source });
  } else {
    throw unreadable(prose, line);
  }
}

/** Headings of the parts, and the whole of the last one. */
function readMechanism(prose: Prose): void {
  const { file } = prose;
  const rest = prose.lines.slice(prose.at);
  const last = rest.findLast(({ text }) => text !== "") ?? prose.lines.findLast(({ text }) => text !== "");
  const letters: string[] = [];
  let lastHeading = 0;
  rest.forEach(({ text }, index) => {
    const letter = areaPattern.exec(text)?.[1];
    if (letter === undefined) return;
    letters.push(letter);
    lastHeading = index;
  });
  const missing = mechanismParts.find((letter) => !letters.includes(letter));
  if (missing)
    throw refuse("invalid", "import.part-missing", { file, line: last?.line ?? 1, name: `II.${missing}` });
  const closing: Prose = { ...prose, lines: rest, at: lastHeading + 1 };
  const paragraphs = readParagraphs(closing, "", begins);
  if (paragraphs.length < lastPartParagraphs || !isFinished(last?.text ?? "")) throw cutOff(prose, last);
}

function begins(text: string): boolean {
  return patterns.some((pattern) => pattern.test(text));
}

function numberOf(prose: Prose, line: CleanLine, printed: string | undefined, before: number): number {
  if (printed !== undefined) return Number(printed);
  noteRepair(prose.repairs, line, "number-missing", "Goal:", `Goal ${before + 1}:`);
  return before + 1;
}

function textOf(prose: Prose, line: CleanLine, paragraphs: readonly string[], name: string): string {
  if (paragraphs.length > 0) return paragraphs.join("\n\n");
  throw refuse("invalid", "import.text-missing", { file: prose.file, line: line.line, name });
}

/** Trims and mends each line; page numbers become empty lines. */
function cleanLines(lines: readonly SourceLine[], repairs: Repair[]): CleanLine[] {
  return lines.map((at) => {
    const text = at.raw.trim();
    if (/^\d{1,4}$/.test(text)) {
      noteRepair(repairs, at, "page-number", text, "");
      return { ...at, text: "" };
    }
    if (text !== "" && /^\s/.test(at.raw))
      noteRepair(repairs, at, "blank-start", at.raw.slice(0, 30), text.slice(0, 29));
    return { ...at, text: mendWords(text, at, repairs).replace(/\s+/g, " ") };
  });
}
