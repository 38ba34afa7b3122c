/**
 * A plan as Markdown that people can read as it is: sections, numbered paragraphs, lists, tables, outputs as tables, notes at the
 * end. Words that Markdown would take for signs get a backslash. Begin with `markdownOf`.
 */
import { flow, partOf, type Line, type Row } from "#app/document/lines.ts";
import { wordsOfPiece, type Piece } from "#app/document/pieces.ts";
import { field } from "#app/document/plan.ts";
import { clausesOf, type Clause } from "#app/document/reading.ts";
import { outputFields } from "#app/i18n/output-fields.ts";
import { clean } from "./clean.ts";
import { paperWords, type Paper, type PaperWords } from "./paper.ts";

export function markdownOf(paper: Paper, told: (done: number, all: number) => void = () => {}): string {
  const words = paperWords(paper);
  const notes: string[] = [];
  const set: Setting = { words, notes };
  const clauses = clausesOf(paper.text);
  let turned = false;
  const blocks = clauses.map((clause, at) => {
    told(at + 1, clauses.length);
    // Two lists that follow each other are told apart by their signs.
    const other = clause.kind === "list" && clauses[at - 1]?.node.type === clause.node.type && !turned;
    turned = other;
    return blockOf(set, clause, other);
  });
  const front = words.front.map(([term, value]) => `${term}: ${clean(value)}`);
  const end = notes.map((note, at) => `[^${at + 1}]: ${escaped(note)}`);
  const parts = [
    ["---", ...front, "---"].join("\n"),
    `# ${escaped(`${words.title} · ${paper.group}`)}`,
    ...blocks.filter((block) => block !== ""),
    ...(end.length > 0 ? [end.join("\n\n")] : []),
  ];
  return `${parts.join("\n\n")}\n`;
}

interface Setting {
  readonly words: PaperWords;
  /** Footnotes so far, in order. */
  readonly notes: string[];
}

function blockOf(set: Setting, clause: Clause, other: boolean): string {
  const part = partOf(clause);
  switch (part.kind) {
    case "lines":
      return linesIn(set, part.lines, clause.number, other);
    case "table":
      return tableIn(set, part.rows);
    case "output":
      return outputIn(set, clause);
  }
}

function linesIn(set: Setting, lines: readonly Line[], number: number | null, other: boolean): string {
  const counts: number[] = [];
  return lines
    .map((line, at) => {
      const said = inline(set, line.pieces);
      const deep = "    ".repeat(line.level);
      switch (line.look) {
        case "heading":
          return `${"#".repeat(line.level + 1)} ${line.numeral === null ? "" : `${line.numeral}. `}${said || "\\"}`;
        case "numbered":
          return `**${number ?? ""}.** ${said}`;
        case "under":
          return `\n${deep}    ${guarded(said)}\n`;
        case "bullet":
        case "ordered": {
          counts.length = line.level + 1;
          const nth =
            lines[at - 1]?.list === line.list || counts[line.level] !== undefined
              ? (counts[line.level] ?? 0) + 1
              : 1;
          counts[line.level] = nth;
          const sign = line.look === "bullet" ? `${other ? "*" : "-"}  ` : `${nth}${other ? ")" : "."} `;
          return `${deep}${sign} ${guarded(said)}`;
        }
        default:
          return guarded(said);
      }
    })
    .join("\n");
}

function tableIn(set: Setting, rows: readonly Row[]): string {
  // Markdown has no cell of several columns or rows: its words stand in the first of them, the others are empty.
  const taken: (string | undefined)[][] = rows.map(() => []);
  rows.forEach((row, at) => {
    const own = taken[at] ?? [];
    for (const { lines, columns, rows: tall } of row) {
      let first = 0;
      while (own[first] !== undefined) first++;
      for (const one of taken.slice(at, at + tall))
        for (let next = 0; next < columns; next++) one[first + next] ??= "";
      own[first] = cellIn(set, lines);
    }
  });
  const written = taken.map((row) => Array.from(row, (words) => words ?? ""));
  const wide = Math.max(1, ...written.map(({ length }) => length));
  const headed = rows[0]?.every(({ head }) => head) === true;
  const [head = [], ...rest] = headed ? written : [[], ...written];
  return tableText(wide, head, rest);
}

function outputIn(set: Setting, { node, number }: Clause): string {
  const { outputs } = set.words;
  const said = (text: string) => escaped(text).replace(/\|/g, "\\|");
  const rows = outputFields.map((name) => [outputs.label(name), said(outputs.say(name, node.attrs ?? {}))]);
  const head = [outputs.heading(number ?? 0), said(field(node, "title"))];
  return tableText(2, head, [[outputs.label("description"), cellIn(set, flow(node.content ?? []))], ...rows]);
}

function tableText(wide: number, head: readonly string[], rows: readonly (readonly string[])[]): string {
  const row = (cells: readonly string[]) =>
    `| ${Array.from({ length: wide }, (_, at) => cells[at] ?? "").join(" | ")} |`;
  return [row(head), `|${" --- |".repeat(wide)}`, ...rows.map(row)].join("\n");
}

/** Lines of a cell: a row of a table is one line of text, so they are set apart by `<br>`. */
function cellIn(set: Setting, lines: readonly Line[]): string {
  const counts = new Map<number, number>();
  return lines
    .map((line) => {
      const count = (counts.get(line.list) ?? 0) + 1;
      if (line.look === "ordered") counts.set(line.list, count);
      const sign = line.look === "bullet" ? "• " : line.look === "ordered" ? `${count}. ` : "";
      return sign + inline(set, line.pieces).replace(/\|/g, "\\|");
    })
    .join("<br>");
}

function inline(set: Setting, pieces: readonly Piece[]): string {
  let line = "";
  pieces.forEach((piece, at) => {
    const next = pieces[at + 1];
    line += written(set, piece, line.slice(-1), next === undefined ? "" : firstSign(next));
  });
  return line;
}

/** What stands before and after a piece decides whether signs of emphasis there are read as such. */
function written(set: Setting, piece: Piece, before: string, after: string): string {
  switch (piece.kind) {
    case "text": {
      const [, lead = "", inside = "", trail = ""] = /^(\s*)([\s\S]*?)(\s*)$/.exec(clean(piece.text)) ?? [];
      if (inside === "") return lead + trail;
      const said = escaped(inside);
      const [left, right] = [lead === "" ? before : " ", trail === "" ? after : " "];
      if (piece.href !== null)
        return `${lead}[${emphasised(piece, said, "[", "]")}](<${piece.href}>)${trail}`;
      return lead + emphasised(piece, said, left, right) + trail;
    }
    case "open":
      return "\\[";
    case "close":
      return `\\]^${piece.holders.join(",") || "–"}^`;
    case "footnote":
      return `[^${set.notes.push(piece.text)}]`;
    case "goal":
      return `[${escaped(piece.label)}](<${set.words.goal(piece.target)}>)`;
    case "country":
      return `[${escaped(piece.label)}](<${set.words.country(piece.target)}>)`;
    case "gap":
      return wordsOfPiece(piece);
  }
}

/** Words with their emphasis; without it where Markdown would read the signs as letters. The words come first. */
function emphasised(
  { strong, em }: { readonly strong: boolean; readonly em: boolean },
  said: string,
  left: string,
  right: string,
): string {
  const signs = `${strong ? "**" : ""}${em ? "*" : ""}`;
  const isWord = (sign: string) => /[\p{L}\p{N}]/u.test(sign);
  const opens = left !== "*" && (isWord(said.slice(0, 1)) || !isWord(left));
  const closes = right !== "*" && (isWord(said.slice(-1)) || !isWord(right));
  return opens && closes ? signs + said + signs : said;
}

/** The sign that a piece begins with, as it is written. */
function firstSign(piece: Piece): string {
  if (piece.kind !== "text") return piece.kind === "gap" ? "X" : "[";
  if (piece.href !== null && !/^\s/.test(piece.text)) return "[";
  return /^\s/.test(piece.text) ? " " : escaped(piece.text).slice(0, 1);
}

/** Signs that Markdown would read. A low line within a word is none. */
function escaped(text: string): string {
  return clean(text)
    .replace(/[\\`*[\]<>&^~#|]/g, "\\$&")
    .replace(/(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, "\\_");
}

/** A line that begins as a list, a number or a rule would. */
function guarded(line: string): string {
  return line.replace(
    /^(\s*)(?=[-+=]|\d+[.)])(\d*)/,
    (_, space: string, figures: string) => `${space}${figures}\\`,
  );
}
