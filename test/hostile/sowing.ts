/** Hostile words on their way into the product: which went into which field, so that pages can be held against them. */
import { hostile, markOf, markPattern } from "./words.ts";

export interface Sown {
  /** What somebody filled in: "thread title". */
  readonly field: string;
  readonly mark: string;
  readonly text: string;
}

export interface Furrow {
  /** Characters that the field takes. */
  readonly limit: number;
  /** Items that hold this are left out: a text that is decided on has no open brackets. */
  readonly but?: RegExp;
  /** So many items at most; otherwise as many as the field takes, each once. */
  readonly most?: number;
  /** What parts them. */
  readonly between?: string;
}

/** Hands out the collection item by item, over and over, each time under a mark of its own. */
export class Sowing {
  readonly sown: Sown[] = [];
  private place = 0;

  /** Marks are numbered from `first` on. */
  constructor(private readonly first = 1) {}

  /** One item that fits the field. */
  one(field: string, limit: number, but?: RegExp): string {
    return this.many(field, { limit, most: 1, ...(but === undefined ? {} : { but }) });
  }

  /** Items one after the other, until the field is full: the next one is for the next field. */
  many(field: string, { limit, but, most = hostile.length, between = "\n\n" }: Furrow): string {
    const taken: string[] = [];
    let left = limit;
    for (let tried = 0; tried < hostile.length && taken.length < most; tried += 1) {
      const mark = markOf(this.next);
      const text = hostile[this.place]?.(mark) ?? "";
      const length = text.length + (taken.length === 0 ? 0 : between.length);
      if (length > left && taken.length > 0) break;
      this.place = (this.place + 1) % hostile.length;
      if (length > left || but?.test(text) === true) continue;
      taken.push(text);
      left -= length;
      this.sown.push({ field, mark, text });
    }
    if (taken.length === 0) throw new Error(`no item fits into ${field}`);
    return taken.join(between);
  }

  /** The number of the next mark. */
  get next(): number {
    return this.first + this.sown.length;
  }

  /** What went into these fields. */
  in(...fields: readonly string[]): readonly Sown[] {
    return this.sown.filter(({ field }) => fields.includes(field));
  }
}

/** The letters of a text, without what layout, fields and formats may change: white space and control signs. */
export const lettersOf = (text: string): string => text.replace(/[\s\p{Cc}]+/gu, "");

/** What is read as the house's own markup, and names of files, which lose signs: of these the mark will do. */
const changed = [
  "news",
  "page",
  "mandate",
  "post",
  "comment",
  "answer",
  "discussed words",
  "file name",
  "evidence name",
  "letter name",
  "imported file",
];

/** What of all that was sown stands whole in the words of a page. Of an item of several paragraphs the mark will do: there may be numbers between them. */
export function standing(said: string, sown: readonly Sown[]): readonly Sown[] {
  const letters = lettersOf(said);
  const marks = new Set(letters.match(markPattern));
  return sown.filter(
    ({ field, mark, text }) =>
      marks.has(mark) &&
      (changed.includes(field) || /\n\s*\n/.test(text) || letters.includes(lettersOf(text))),
  );
}

/** The fields of these. */
export const fieldsOf = (sown: readonly Sown[]): ReadonlySet<string> =>
  new Set(sown.map(({ field }) => field));
