/** What one Word file gathers while it is set: notes, comments, numbers of changes and of lists. */
import {
  CommentRangeEnd,
  CommentRangeStart,
  CommentReference,
  LevelOverride,
  Paragraph,
  TextRun,
  type Document,
  type ICommentOptions,
  type ParagraphChild,
} from "docx";
import { clean } from "./clean.ts";
import type { Paper, PaperComment, PaperWords } from "./paper.ts";

/** Who changed it and when, as Word keeps it beside each change. */
export interface Revision {
  readonly id: number;
  readonly author: string;
  readonly date: string;
}

/** Where a list stands. */
export type ListGround = "text" | "cell";

export interface ItemStyle {
  readonly id: string;
  readonly level: number;
  readonly ground: ListGround;
}

/** How far words of a list are set in, in twentieths of a point: below the words of a paragraph, or from the edge of a cell. */
export function setIn(
  level: number,
  ground: ListGround,
): { readonly left: number; readonly hanging: number } {
  const [from, step] = ground === "cell" ? [0, 284] : [567, 425];
  return { left: from + step * (level + 1), hanging: step };
}

export class Press {
  readonly footnotes: Record<string, { readonly children: Paragraph[] }> = {};
  readonly comments: ICommentOptions[] = [];
  private changes = 0;
  private notes = 0;
  /** Styles of further paragraphs of items that are needed (docx-styles.ts). */
  readonly items = new Map<string, ItemStyle>();
  private readonly lists = new Map<string, { readonly number: number; readonly level: number }>();

  constructor(
    readonly paper: Paper,
    readonly words: PaperWords,
  ) {}

  revision(): Revision {
    return { id: ++this.changes, author: clean(this.paper.group), date: this.paper.at };
  }

  /** Keeps a footnote; answers its number. */
  footnote(text: string): number {
    const number = ++this.notes;
    const line = new Paragraph({ style: "FootnoteText", children: [new TextRun(clean(` ${text}`))] });
    this.footnotes[String(number)] = { children: [line] };
    return number;
  }

  /** The number of an ordered list; `level` is its own among the lists that it lies in. */
  list(key: string, level: number): number {
    const known = this.lists.get(key) ?? { number: this.lists.size + 1, level };
    this.lists.set(key, known);
    return known.number;
  }

  /** Each ordered list counts for itself, one below another too: the package begins only the first level anew. */
  countAnew({ Numbering }: Document): void {
    const levels = new Map([...this.lists.values()].map(({ number, level }) => [number, level]));
    for (const number of levels.keys()) Numbering.createConcreteNumberingInstance("ordered", number);
    for (const list of Numbering.ConcreteNumbering) {
      const level = list.reference === "ordered" ? (levels.get(list.instance) ?? 0) : 0;
      if (level > 0) list.addChildElement(new LevelOverride(level, 1));
    }
  }

  /** The style of a further paragraph of an item; a reader knows by it where it belongs (server/intake/word.ts). */
  item(level: number, ground: ListGround): string {
    const id = `${ground === "cell" ? "CellItem" : "Item"}${level + 1}`;
    this.items.set(id, { id, level, ground });
    return id;
  }

  /** Keeps a comment; answers what begins and what ends the words it lies on. */
  comment({ author, at, text }: PaperComment): { begins: ParagraphChild; ends: readonly ParagraphChild[] } {
    const id = this.comments.length;
    this.comments.push({
      id,
      author: clean(author),
      initials: initialsOf(author),
      date: new Date(at),
      children: text.split(/\n+/).map((line) => new Paragraph({ children: [new TextRun(clean(line))] })),
    });
    const reference = new TextRun({ children: [new CommentReference(id)] });
    return { begins: new CommentRangeStart(id), ends: [new CommentRangeEnd(id), reference] };
  }
}

function initialsOf(name: string): string {
  return clean(name)
    .split(/\s+/)
    .map((part) => part.slice(0, 1))
    .join("")
    .slice(0, 3);
}
