/** Lines of a plan as paragraphs of Word: looks, numbers, notes, links, comments, changes that can be taken or refused. */
import {
  Bookmark,
  DeletedTextRun,
  ExternalHyperlink,
  FootnoteReferenceRun,
  InsertedTextRun,
  Paragraph,
  TextRun,
  XmlAttributeComponent,
  XmlComponent,
  type IRunOptions,
  type ParagraphChild,
} from "docx";
import { bookmarkOf } from "#app/document/bookmark.ts";
import type { Line } from "#app/document/lines.ts";
import { wordsOfPiece, type Piece } from "#app/document/pieces.ts";
import { all, trackLines, trackPieces, type TrackedPiece } from "#app/document/tracked.ts";
import { clean } from "./clean.ts";
import { setIn, type ListGround, type Press, type Revision } from "./docx-press.ts";
import type { PaperComment } from "./paper.ts";

/** What happened to a whole line, row or table. */
export type Fate = TrackedPiece["kind"];

/** The lines of one block, in the newer text or in both. */
export interface LineSet {
  /** Names the block, so that its lists count for themselves. */
  readonly key: string;
  readonly lines: readonly TrackedLine[];
  /** The clause that they begin, for its bookmark. */
  readonly name?: string | null;
  readonly comments?: readonly PaperComment[];
  /** They stay on the page of what follows. */
  readonly keep?: boolean;
  /** A style for all of them, as in cells. */
  readonly style?: string;
}

export interface TrackedLine {
  readonly fate: Fate;
  readonly line: Line;
  readonly pieces: readonly TrackedPiece[];
}

/** Lines that are in one text only, or that did not change. */
export function plainLines(fate: Fate, lines: readonly Line[]): readonly TrackedLine[] {
  return lines.map((line) => ({ fate, line, pieces: all(fate, line.pieces) }));
}

/** The lines of two texts as one. */
export function changedLines(before: readonly Line[], after: readonly Line[]): readonly TrackedLine[] {
  return trackLines(before, after).map((one): TrackedLine => {
    if (one.kind === "both")
      return { fate: "same", line: one.after, pieces: trackPieces(one.before.pieces, one.after.pieces) };
    const line = one.kind === "added" ? one.after : one.before;
    return { fate: one.kind, line, pieces: all(one.kind, line.pieces) };
  });
}

/** The paragraphs of a block. */
export function paragraphsOf(press: Press, set: LineSet): readonly Paragraph[] {
  const { lines, comments = [] } = set;
  const places = placed(lines, comments);
  const first = lines.findIndex(({ fate }) => fate !== "removed");
  const ground: ListGround = set.style === undefined ? "text" : "cell";
  return lines.map(({ fate, line, pieces }, at) => {
    const { look, list, numeral } = line;
    const level = Math.min(8, line.level);
    const name = at === first && typeof set.name === "string" ? bookmarkOf(set.name) : null;
    const instance = fate === "removed" ? `${set.key} before ${list}` : `${set.key} ${list}`;
    return new Paragraph({
      style: styleOf(press, line, set.style),
      ...(look === "bullet" ? { numbering: { reference: "bullets", level } } : {}),
      ...(look === "ordered"
        ? { numbering: { reference: "ordered", level, instance: press.list(instance, level) } }
        : {}),
      ...(ground === "cell" && (look === "bullet" || look === "ordered")
        ? { indent: setIn(level, ground) }
        : {}),
      ...(look === "numbered" ? { numbering: { reference: "paragraphs", level: 0 } } : {}),
      ...(look === "heading" || set.keep === true ? { keepNext: true } : {}),
      ...(look === "heading" ? { numbering: headingNumber(numeral) } : {}),
      ...(fate === "same" ? {} : { run: markOf(fate, press.revision()) }),
      children: [
        ...(name === null ? [] : [new Bookmark({ id: name, children: [] })]),
        ...childrenOf(press, pieces, places.get(at) ?? []),
      ],
    });
  });
}

/** The end of a paragraph, of a row or of a cell that came or went. */
export function markOf(fate: Exclude<Fate, "same">, revision: Revision) {
  return fate === "added" ? { insertion: revision } : { deletion: revision };
}

/** What stands before the first section has no number, whatever its style says. */
function headingNumber(numeral: string | null) {
  return numeral === null
    ? (false as const)
    : { reference: "headings", level: numeral.split(".").length - 1 };
}

/** The name of a style; `inCell` is that of plain words in a cell. */
function styleOf(press: Press, { look, level }: Line, inCell: string | undefined): string {
  switch (look) {
    case "heading":
      return `Heading${level}`;
    case "numbered":
      return "NumberedParagraph";
    case "plain":
      return inCell ?? "BodyText";
    case "under":
      return press.item(Math.min(8, level), inCell === undefined ? "text" : "cell");
    default:
      return inCell === undefined ? "ListParagraph" : "CellList";
  }
}

/** A comment with the letters of its line that it lies on, counted in words that are there (pieces that were removed are not). */
interface PlacedComment {
  readonly comment: PaperComment;
  readonly from: number;
  readonly to: number;
}

/** Where comments lie: on their quote, in the first line that holds it; else on the first line as a whole. */
function placed(
  lines: readonly TrackedLine[],
  comments: readonly PaperComment[],
): ReadonlyMap<number, readonly PlacedComment[]> {
  const found = new Map<number, PlacedComment[]>();
  const texts = lines.map(({ pieces }) =>
    pieces.map(({ kind, piece }) => (kind === "removed" ? "" : wordsOfPiece(piece))).join(""),
  );
  const first = Math.max(
    0,
    lines.findIndex(({ fate }) => fate !== "removed"),
  );
  for (const comment of comments) {
    const place = placeOf(texts, comment) ?? { line: first, from: 0, to: (texts[first] ?? "").length };
    const { line, from, to } = place;
    found.set(line, [...(found.get(line) ?? []), { comment, from, to }]);
  }
  return found;
}

/** The place of a quote: where what stood before it still does, else the first. */
function placeOf(texts: readonly string[], { quote, before }: PaperComment) {
  if (quote === "") return null;
  const places = texts.flatMap((text, line) => {
    const found: { line: number; from: number; to: number }[] = [];
    for (let at = text.indexOf(quote); at !== -1; at = text.indexOf(quote, at + 1))
      found.push({ line, from: at, to: at + quote.length });
    return found;
  });
  const same = places.find(({ line, from }) => (texts[line] ?? "").slice(0, from).endsWith(before));
  return same ?? places[0] ?? null;
}

/** Runs of a line, with the marks of comments at their letters. */
function childrenOf(
  press: Press,
  pieces: readonly TrackedPiece[],
  comments: readonly PlacedComment[],
): readonly ParagraphChild[] {
  const marks = comments.flatMap(({ comment, from, to }) => {
    const { begins, ends } = press.comment(comment);
    return [
      { at: from, order: 0, children: [begins] },
      { at: to, order: 1, children: ends },
    ];
  });
  const due = (at: number, order: number) =>
    marks.filter((mark) => mark.at === at && mark.order === order).flatMap(({ children }) => children);
  const cuts = [...new Set(marks.map(({ at }) => at))].sort((a, b) => a - b);
  const children: ParagraphChild[] = [];
  let group: TrackedPiece[] = [];
  const flush = () => {
    children.push(...runsOf(press, group));
    group = [];
  };
  let letters = 0;
  const mark = (order: number) => {
    const here = due(letters, order);
    if (here.length === 0) return;
    flush();
    children.push(...here);
  };
  mark(0);
  for (const one of pieces) {
    const length = one.kind === "removed" ? 0 : wordsOfPiece(one.piece).length;
    let rest = one;
    for (const cut of cuts) {
      if (
        rest.piece.kind !== "text" ||
        length === 0 ||
        cut <= letters ||
        cut >= letters + wordsOfPiece(rest.piece).length
      )
        continue;
      const text = rest.piece.text;
      const head = text.slice(0, cut - letters);
      group.push({ kind: rest.kind, piece: { ...rest.piece, text: head } });
      rest = { kind: rest.kind, piece: { ...rest.piece, text: text.slice(head.length) } };
      letters = cut;
      mark(1);
      mark(0);
    }
    group.push(rest);
    if (length === 0) continue;
    letters += wordsOfPiece(rest.piece).length;
    mark(1);
    mark(0);
  }
  flush();
  if (letters === 0) children.push(...due(0, 1));
  return children;
}

/** Runs; those of one address together are a link, also where they came or went. */
function runsOf(press: Press, pieces: readonly TrackedPiece[]): readonly ParagraphChild[] {
  const children: ParagraphChild[] = [];
  for (let at = 0; at < pieces.length;) {
    const one = pieces[at];
    if (one === undefined) break;
    const href = addressOf(press, one.piece);
    if (href === null) {
      children.push(...runOf(press, one, false));
      at++;
      continue;
    }
    const inside: ParagraphChild[] = [];
    for (
      let next = pieces[at];
      next !== undefined && addressOf(press, next.piece) === href;
      next = pieces[++at]
    )
      inside.push(...runOf(press, next, true));
    children.push(new ExternalHyperlink({ link: href, children: inside }));
  }
  return children;
}

function addressOf(press: Press, piece: Piece): string | null {
  switch (piece.kind) {
    case "text":
      return piece.href;
    case "goal":
      return press.words.goal(piece.target);
    case "country":
      return press.words.country(piece.target);
    default:
      return null;
  }
}

function runOf(press: Press, { kind, piece }: TrackedPiece, linked: boolean): readonly ParagraphChild[] {
  if (piece.kind === "footnote") {
    const run = new FootnoteReferenceRun(press.footnote(piece.text));
    return [kind === "same" ? run : new ChangedRun(kind, press.revision(), run)];
  }
  const said = (look: IRunOptions, text: string): ParagraphChild => {
    if (kind === "same") return new TextRun({ ...look, text });
    const Run = kind === "added" ? InsertedTextRun : DeletedTextRun;
    return new Run({ ...look, text, ...press.revision() });
  };
  switch (piece.kind) {
    case "open":
      return [said({ style: "Bracket" }, "[")];
    case "close": {
      const holders = clean(piece.holders.join(" "));
      const held = holders === "" ? [] : [said({ superScript: true }, holders)];
      return [said({ style: "Bracket" }, "]"), ...held];
    }
    default:
      return [
        said({ ...lookOf(piece), ...(linked ? { style: "Hyperlink" } : {}) }, clean(wordsOfPiece(piece))),
      ];
  }
}

function lookOf(piece: Piece): IRunOptions {
  if (piece.kind === "text")
    return { ...(piece.strong ? { bold: true } : {}), ...(piece.em ? { italics: true } : {}) };
  return piece.kind === "gap" ? { style: "Gap" } : {};
}

class ChangeAttributes extends XmlAttributeComponent<Revision> {
  protected override readonly xmlKeys = { id: "w:id", author: "w:author", date: "w:date" };
}

/** A run of any kind that came or went. */
class ChangedRun extends XmlComponent {
  constructor(fate: Exclude<Fate, "same">, revision: Revision, run: XmlComponent) {
    super(fate === "added" ? "w:ins" : "w:del");
    this.root.push(new ChangeAttributes(revision), run);
  }
}
