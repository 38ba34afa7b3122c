/**
 * eLAC2007: a table of goals, actions and deadlines, its cells parted by tabs (seed clauses 87–108).
 * May import: app/domain, this room. Begin with `readElac2007`.
 */
import {
  readFuzzyDate,
  type Action,
  type Agenda,
  type Area,
  type Goal,
  type Source,
} from "#app/domain/agenda.ts";
import { refuse } from "#app/domain/refusal.ts";
import { lastWordLine, type SourceLine } from "./lines.ts";
import { mendWords, noteRepair, type Repair } from "./repairs.ts";

const titlePattern = /^Plan of Action for the Information Society.*\beLAC ?2007\b/;
const areaPattern = /^([A-Z])\. (\S.*)$/;
const numberPattern = /^\d+(?:\.\d*)?$/;

/** By its title, or by the header of its table. */
export function isElac2007(lines: readonly SourceLine[]): boolean {
  return lines.some(({ raw }) => titlePattern.test(raw) || isHeader(cellsOf(raw)));
}

/** A goal or an action that may still grow with the rows below. */
type Open<Record> = { -readonly [Key in keyof Record]: Record[Key] };
interface OpenAction {
  number: string;
  goal: number;
  text: string;
  deadline: string;
  source: Open<Source>;
}

interface Table {
  readonly file: string;
  /** The last line that holds a word. */
  readonly last: number;
  readonly repairs: Repair[];
  title: string;
  readonly areas: Area[];
  readonly goals: Open<Goal>[];
  readonly actions: OpenAction[];
  /** Whether the table of the present area has shown its header row. */
  headed: boolean;
}

/**
 * Reads the table row by row. Refuses rows that fit no pattern (`import.row-unreadable`), actions without text
 * (`import.text-missing`) and deadlines that are lost or name no day (`import.deadline-missing`, `-unreadable`).
 */
export function readElac2007(lines: readonly SourceLine[], file: string, repairs: Repair[]): Agenda {
  const last = lastWordLine(lines);
  const table: Table = { file, last, repairs, title: "", areas: [], goals: [], actions: [], headed: false };
  for (const at of lines) if (at.line <= last) readRow(table, at);
  const actions = table.actions.map((action) => closeAction(table, action));
  return { ...emptyAgenda, title: table.title, areas: table.areas, goals: table.goals, actions };
}

const emptyAgenda: Pick<Agenda, "cycle" | "lines" | "priorities"> = {
  cycle: "elac2007",
  lines: [],
  priorities: [],
};

function readRow(table: Table, at: SourceLine): void {
  const all = cellsOf(at.raw);
  const words = all.filter((cell) => cell !== "");
  if (words.length === 0) {
    if (table.areas.length > 0) noteRepair(table.repairs, at, "blank-row", at.raw, "");
  } else if (titlePattern.test(at.raw) && table.areas.length === 0) {
    table.title = mendWords(at.raw.trim(), at, table.repairs);
  } else if (words.every((cell) => !/[\p{L}\p{N}]/u.test(cell))) {
    noteRepair(table.repairs, at, "stray-mark", words.join(" "), "");
  } else if (isHeader(all)) {
    table.headed = true;
  } else if (words.length === 1 && areaPattern.test(words[0] ?? "")) {
    readArea(table, at, words[0] ?? "");
  } else {
    readCells(table, at, all);
  }
}

function readArea(table: Table, at: SourceLine, heading: string): void {
  const [, code = "", title = ""] = areaPattern.exec(heading) ?? [];
  table.areas.push({ code, kind: "area", title, source: sourceOf(table, at) });
  table.headed = false;
}

/** A row of the table proper: goal, number, text, deadline. */
function readCells(table: Table, at: SourceLine, all: readonly string[]): void {
  if (table.areas.length === 0) throw unreadable(table, at);
  if (!table.headed) {
    noteRepair(table.repairs, at, "header-missing", "", "Goal | Action | Deadline");
    table.headed = true;
  }
  const cells = withoutExtraCells(table, at, all);
  const [name = "", number = "", text = "", deadline = ""] = cells;
  if (numberPattern.test(number)) {
    const action = number.replace(/\.$/, "");
    if (action !== number) noteRepair(table.repairs, at, "stray-dot", number, action);
    const goal = Math.trunc(Number(action));
    if (name !== "") readGoalName(table, at, name, goal);
    const words = mendWords(text, at, table.repairs);
    table.actions.push({ number: action, goal, text: words, deadline, source: sourceOf(table, at) });
  } else if (text !== "" && deadline === "" && /:$/.test(text)) {
    if (name !== "") readGoalName(table, at, name, null);
    readChapeau(table, at, number, text);
  } else if (name === "" && number === "" && text !== "") {
    continueAction(table, at, text, deadline);
  } else if (/^\d+(?: |$)/.test(name) && number === "" && text === "" && deadline === "") {
    readGoalName(table, at, name, null);
  } else {
    throw unreadable(table, at);
  }
}

function withoutExtraCells(table: Table, at: SourceLine, all: readonly string[]): readonly string[] {
  const words = all.findLastIndex((cell) => cell !== "") + 1;
  if (words < all.length) {
    const ending = (all[words - 1] ?? "").split(" ").slice(-3).join(" ");
    noteRepair(table.repairs, at, "extra-cell", ending + " |".repeat(all.length - words), ending);
  }
  return all.slice(0, words);
}

/** The first cell: "8 Software", "27", a name that has lost its number, or the rest of the name above. */
function readGoalName(table: Table, at: SourceLine, cell: string, ofAction: number | null): void {
  const { repairs, goals } = table;
  const above = goals.at(-1);
  const [, printed, name = ""] = /^(\d+)\.?(?: (.+))?$/.exec(cell) ?? [null, undefined, cell];
  if (printed === undefined && above && (ofAction === null || ofAction === above.number)) {
    const joined = `${above.title ?? ""} ${name}`.trim();
    noteRepair(repairs, at, "name-split", name, joined);
    above.title = joined;
    return;
  }
  const number = printed === undefined ? ofAction : Number(printed);
  if (number === null) throw unreadable(table, at);
  if (printed === undefined) noteRepair(repairs, at, "number-missing", name, `${number} ${name}`);
  const area = table.areas.at(-1)?.code ?? "";
  const title = name === "" ? null : mendWords(name, at, repairs);
  goals.push({ number, area, title, text: null, chapeau: null, source: sourceOf(table, at) });
}

/** The clause before the actions of a goal, whose first letters may stand in the cell to its left. */
function readChapeau(table: Table, at: SourceLine, letters: string, rest: string): void {
  const { repairs } = table;
  const goal = table.goals.at(-1);
  if (!goal) throw unreadable(table, at);
  const cut = `${letters} | ${firstWord(rest)}`;
  let text = rest;
  if (letters !== "" && /^\p{Ll}/u.test(rest)) {
    text = letters + rest;
    noteRepair(repairs, at, "word-cut", cut, firstWord(text));
  } else if (letters !== "") {
    noteRepair(repairs, at, "stray-fragment", cut, firstWord(rest));
  }
  if (/^in the framework\b/.test(text)) {
    // Its first four letters, "With", stood in the cell to the left and are lost.
    text = `With${text}`;
    noteRepair(repairs, at, "lost-letters", "in the framework", "Within the framework");
  }
  goal.chapeau = mendWords(text, at, repairs);
}

/** A row that holds only the rest of the sentence above, and perhaps its deadline. */
function continueAction(table: Table, at: SourceLine, text: string, deadline: string): void {
  const above = table.actions.at(-1);
  if (!above || above.deadline !== "") throw unreadable(table, at);
  noteRepair(table.repairs, at, "cell-cut", text, `${above.text.slice(-20)} ${text}`);
  above.text = `${above.text} ${mendWords(text, at, table.repairs)}`.trim();
  above.deadline = deadline;
  above.source = { ...above.source, lastLine: at.line, raw: `${above.source.raw}\n${at.raw}` };
}

function closeAction(table: Table, open: OpenAction): Action {
  const { file, repairs } = table;
  const { number, goal, source } = open;
  const line = source.lastLine;
  if (open.text === "") throw refuse("invalid", "import.text-missing", { file, line, name: number });
  if (open.deadline === "") {
    // Only the last row of a text can have been cut; elsewhere the cell is empty.
    const key = line < table.last ? "import.deadline-missing" : "import.cut-off";
    throw refuse("invalid", key, { file, line, name: number });
  }
  const deadline = readFuzzyDate(open.deadline);
  if (deadline.to === null) {
    throw refuse("invalid", "import.deadline-unreadable", { file, line, name: number, read: open.deadline });
  }
  let { text } = open;
  if (!/[.:;!?)"”]$/.test(text)) {
    noteRepair(repairs, { line, raw: source.raw }, "full-stop", lastWord(text), `${lastWord(text)}.`);
    text += ".";
  }
  return { number, goal, text, deadline, source };
}

function cellsOf(raw: string): string[] {
  return raw.split("\t").map((cell) => cell.replace(/\s+/g, " ").trim());
}

function isHeader(cells: readonly string[]): boolean {
  return cells.filter((cell) => cell !== "").join("|") === "Goal|Action|Deadline";
}

function sourceOf({ file }: Table, at: SourceLine): Source {
  return { file, line: at.line, lastLine: at.line, raw: at.raw };
}

/** A row that fits no pattern; where no word follows it, the document was cut there. */
function unreadable({ file, last }: Table, at: SourceLine): Error {
  if (at.line === last) return refuse("invalid", "import.cut-off", { file, line: at.line });
  return refuse("invalid", "import.row-unreadable", {
    file,
    line: at.line,
    read: at.raw.trim().slice(0, 60),
  });
}

const firstWord = (text: string): string => /^\S*/.exec(text)?.[0] ?? "";
const lastWord = (text: string): string => /\S*$/.exec(text)?.[0] ?? "";
