/** What one Word file gathers while it is set: notes, comments, numbers of changes and of lists. */
import {
  CommentRangeEnd,
  CommentRangeStart,
  CommentReference,
  Paragraph,
  TextRun,
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

export class Press {
  readonly footnotes: Record<string, { readonly children: Paragraph[] }> = {};
  readonly comments: ICommentOptions[] = [];
  private changes = 0;
  private notes = 0;
  private readonly lists = new Map<string, number>();

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

  /** Each ordered list counts for itself. */
  list(key: string): number {
    const known = this.lists.get(key) ?? this.lists.size + 1;
    this.lists.set(key, known);
    return known;
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
