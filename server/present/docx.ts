/**
 * A plan as a Word file: headings, numbered paragraphs, lists, tables, notes and comments as Word has them, outputs as tables,
 * brackets with their holders; and, where an older text is given, each change so that it can be taken or refused.
 * Begin with `docxOf`.
 */
import { Document, Packer, Paragraph, TextRun, type Table } from "docx";
import { partOf, type Part } from "#app/document/lines.ts";
import { clausesOf, type Clause } from "#app/document/reading.ts";
import { trackClauses, type Tracked } from "#app/document/tracked.ts";
import { changedLines, markOf, paragraphsOf, plainLines, type Fate } from "./docx-lines.ts";
import { clean } from "./clean.ts";
import { Press } from "./docx-press.ts";
import { footerOf, headerOf, numbering, stylesFor } from "./docx-styles.ts";
import { changedTable, outputTable, tableOf, type Place } from "./docx-tables.ts";
import { paperWords, type Paper, type PaperComment } from "./paper.ts";

type Block = Paragraph | Table;

/** The bytes of the file; `told` hears how many of all clauses are set. */
export async function docxOf(
  paper: Paper,
  told: (done: number, all: number) => void = () => {},
): Promise<Uint8Array> {
  const words = paperWords(paper);
  const press = new Press(paper, words);
  const tracked = trackedOf(paper);
  const held = new Map<string, PaperComment[]>();
  for (const comment of paper.comments)
    held.set(comment.clause, [...(held.get(comment.clause) ?? []), comment]);
  const there = new Set(clausesOf(paper.text).map(({ id }) => id));
  const lost = paper.comments
    .filter(({ clause }) => !there.has(clause))
    .map((comment) => ({
      ...comment,
      quote: "",
      text: words.t("paper:comment.lost", { quote: comment.quote, text: comment.text }),
    }));
  const blocks: Block[] = [...frontOf(press, lost)];
  tracked.forEach((one, at) => {
    blocks.push(...blocksOf(press, one, one.kind === "removed" ? [] : (held.get(one.after.id) ?? [])));
    told(at + 1, tracked.length);
  });
  const document = new Document({
    creator: "eLAC",
    title: clean(`${words.title} · ${paper.group}`),
    subject: clean(paper.symbol),
    description: clean(paper.sha256 ?? ""),
    lastModifiedBy: "eLAC",
    styles: stylesFor(paper, [...press.items.values()]),
    numbering,
    footnotes: press.footnotes,
    comments: { children: press.comments },
    sections: [
      {
        properties: {
          page: {
            size: { width: 11906, height: 16838 },
            margin: { top: 1418, bottom: 1276, left: 1276, right: 1276, header: 652, footer: 567 },
          },
        },
        headers: { default: headerOf(paper, words) },
        footers: { default: footerOf(paper, words) },
        children: blocks,
      },
    ],
  });
  press.countAnew(document);
  return new Uint8Array(await Packer.toBuffer(document));
}

function trackedOf({ text, since }: Paper): readonly Tracked<Clause>[] {
  if (since !== null) return trackClauses(since.text, text);
  return clausesOf(text).map((clause) => ({ kind: "both", before: clause, after: clause }));
}

/** What it is: group, title, symbol, date, language, which copy. What lost its place is said here. */
function frontOf(press: Press, lost: readonly PaperComment[]): readonly Block[] {
  const { paper, words } = press;
  const comments = lost.map((comment) => press.comment(comment));
  return [
    new Paragraph({ style: "FrontLine", children: [new TextRun({ text: clean(paper.group), bold: true })] }),
    new Paragraph({
      style: "FrontTitle",
      children: [
        ...comments.map(({ begins }) => begins),
        new TextRun(clean(words.title)),
        ...comments.flatMap(({ ends }) => ends),
      ],
    }),
    ...words.front.map(
      ([term, value], at) =>
        new Paragraph({
          style: "FrontLine",
          ...(at === words.front.length - 1 ? { spacing: { after: 360 } } : {}),
          children: [new TextRun({ text: `${clean(term)}\t`, bold: true }), new TextRun(clean(value))],
        }),
    ),
  ];
}

function blocksOf(press: Press, one: Tracked<Clause>, comments: readonly PaperComment[]): readonly Block[] {
  if (one.kind !== "both") {
    const clause = one.kind === "added" ? one.after : one.before;
    return setPart(press, clause, one.kind, comments);
  }
  const { before, after } = one;
  if (before === after) return setPart(press, after, "same", comments);
  const [was, is] = [partOf(before), partOf(after)];
  const place = placeOf(after, comments);
  if (was.kind === "lines" && is.kind === "lines")
    return [...paragraphsOf(press, { lines: changedLines(was.lines, is.lines), ...place })];
  if (was.kind === "output" && is.kind === "output")
    return [outputTable(press, place, one), spacer(press, "same")];
  if (was.kind === "table" && is.kind === "table") {
    const table = changedTable(press, place, was.rows, is.rows);
    if (table !== null) return [table, spacer(press, "same")];
  }
  return [...setPart(press, before, "removed", []), ...setPart(press, after, "added", comments)];
}

/** A clause that is in one text only, or the same in both. */
function setPart(
  press: Press,
  clause: Clause,
  fate: Fate,
  comments: readonly PaperComment[],
): readonly Block[] {
  const part: Part = partOf(clause);
  const place = placeOf(clause, comments);
  switch (part.kind) {
    case "lines":
      return paragraphsOf(press, { lines: plainLines(fate, part.lines), ...place });
    case "table":
      return part.rows.some((row) => row.length > 0)
        ? [
            tableOf(
              press,
              place,
              fate,
              part.rows.filter((row) => row.length > 0),
            ),
            spacer(press, fate),
          ]
        : [];
    case "output": {
      const one: Tracked<Clause> =
        fate === "same"
          ? { kind: "both", before: clause, after: clause }
          : fate === "added"
            ? { kind: "added", after: clause }
            : { kind: "removed", before: clause };
      return [outputTable(press, place, one), spacer(press, fate)];
    }
  }
}

/** Where a clause begins: named by its id where it has one of its own, and not only a place. */
function placeOf({ id, node }: Clause, comments: readonly PaperComment[]): Place {
  return { key: id, name: node.attrs?.["id"] === undefined ? null : id, comments };
}

/** Between two tables, which Word would make one. */
function spacer(press: Press, fate: Fate): Paragraph {
  return new Paragraph({
    style: "Spacer",
    children: [],
    ...(fate === "same" ? {} : { run: markOf(fate, press.revision()) }),
  });
}
