/**
 * eLAC2022: a text with Markdown marks, areas as headings and goals in list or bold (seed clauses 126–138).
 * May import: app/domain, this room. Begin with `readElac2022`.
 */
import type { Agenda, Area, Goal } from "#app/domain/agenda.ts";
import { refuse } from "#app/domain/refusal.ts";
import type { CleanLine, SourceLine } from "./lines.ts";
import { readParagraphs, sourceFrom, unreadable, type Prose } from "./prose.ts";
import { digits, mendWords, noteRepair, type Repair } from "./repairs.ts";
import { shape2022 } from "./shape.ts";

const titlePattern = /\(eLAC ?2022\)\*{0,2}\s*$/;
const goalsPattern = /^#+ (?:\*\*)?[A-Z]\. AREAS OF ACTION AND GOALS(?:\*\*)?$/;
const areaPattern = /^(#+) (\*\*)?(\d+)\. (.+?)(\*\*)?$/;
const goalPattern = /^(- )?(\*\*)?G[o0]a[lI1] ?([\dlIO]*\d[\dlIO]*)?:(\*\*)? ?(.*)$/;

/** By its title, which stands before the numbered parts. */
export function isElac2022(lines: readonly SourceLine[]): boolean {
  return lines.slice(0, 60).some(({ raw }) => titlePattern.test(raw) && raw.length < 120);
}

/**
 * Reads the part with areas and goals; the background before it is left aside. Refuses sentences without an end
 * (`import.cut-off`), text that belongs to no goal (`import.row-unreadable`), goals without text
 * (`import.text-missing`).
 */
export function readElac2022(lines: readonly SourceLine[], file: string, repairs: Repair[]): Agenda {
  const prose: Prose = { file, repairs, at: 0, lines: cleanLines(lines) };
  const areas: Area[] = [];
  const goals: Goal[] = [];
  let level = 0;
  const from = prose.lines.findIndex(({ text }) => goalsPattern.test(text));
  prose.at = from === -1 ? prose.lines.length : from + 1;
  while (prose.at < prose.lines.length) {
    const start = prose.at;
    const line = prose.lines[start];
    prose.at += 1;
    if (!line || line.text === "") continue;
    const heading = areaPattern.exec(line.text);
    const goal = goalPattern.exec(line.text);
    if (heading) {
      const marks = heading[1]?.length ?? 0;
      if (level === 0) level = marks;
      if (marks !== level) noteRepair(repairs, line, "heading-level", heading[1] ?? "", "#".repeat(level));
      areas.push(areaOf(prose, start, line, heading));
    } else if (goal) {
      goals.push(goalOf(prose, start, line, goal, areas.at(-1)?.code ?? "", goals.at(-1)?.number ?? 0));
    } else {
      throw unreadable(prose, line);
    }
  }
  return { cycle: "elac2022", title: titleOf(lines), areas, lines: [], priorities: [], goals, actions: [] };
}

function areaOf(prose: Prose, start: number, line: CleanLine, found: readonly string[]): Area {
  const [, , opened, code = "", words = "", closed] = found;
  if ((opened === undefined) !== (closed === undefined)) {
    noteRepair(prose.repairs, line, "broken-mark", line.text.slice(0, 30), `${code}. ${words}`.slice(0, 30));
  }
  const kind = shape2022.sections.includes(code) ? "section" : "area";
  return { code, kind, title: mendWords(words, line, prose.repairs), source: sourceFrom(prose, start) };
}

function goalOf(
  prose: Prose,
  start: number,
  line: CleanLine,
  found: readonly (string | undefined)[],
  area: string,
  before: number,
): Goal {
  const [, , opened, printed, closed, words = ""] = found;
  const number = printed === undefined ? before + 1 : Number(digits(printed));
  const label = line.text.slice(0, line.text.length - words.length).trim();
  if (printed === undefined) {
    noteRepair(prose.repairs, line, "number-missing", label, `Goal ${number}:`);
  } else if (digits(printed) !== printed || !label.includes("Goal")) {
    noteRepair(prose.repairs, line, "misread-letters", label, `Goal ${number}:`);
  }
  if ((opened === undefined) !== (closed === undefined)) {
    noteRepair(prose.repairs, line, "broken-mark", label, `**Goal ${number}:**`);
  }
  const paragraphs = readParagraphs(prose, words.trim(), begins);
  if (paragraphs.length === 0) {
    throw refuse("invalid", "import.text-missing", {
      file: prose.file,
      line: line.line,
      name: String(number),
    });
  }
  const text = mendWords(paragraphs.join("\n\n"), line, prose.repairs);
  return { number, area, title: null, text, chapeau: null, source: sourceFrom(prose, start) };
}

function begins(text: string): boolean {
  return areaPattern.test(text) || goalPattern.test(text);
}

/** Trims each line; rules and footnotes under them become empty lines. */
function cleanLines(lines: readonly SourceLine[]): CleanLine[] {
  return lines.map((at) => {
    const text = at.raw.trim().replace(/\s+/g, " ");
    return { ...at, text: /^(?:-{3,}|<sup>\d+<\/sup> .*)$/.test(text) ? "" : text };
  });
}

/** The title may run over several lines, in capitals and bold. */
function titleOf(lines: readonly SourceLine[]): string {
  const end = lines.findIndex(({ raw }) => titlePattern.test(raw));
  let start = end;
  while (start > 0 && !/^\*\*/.test(lines[start]?.raw ?? "") && lines[start - 1]?.raw.trim() !== "")
    start -= 1;
  const title = lines.slice(start, end + 1).map(({ raw }) => raw.trim());
  return title.join(" ").replace(/\*\*/g, "");
}
