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

  /** Items one after the other, until the field is full. */
  many(field: string, { limit, but, most = hostile.length, between = "\n\n" }: Furrow): string {
    const taken: string[] = [];
    let left = limit;
    for (let tried = 0; tried < hostile.length && taken.length < most; tried += 1) {
      const mark = markOf(this.next);
      const text = hostile[this.place]?.(mark) ?? "";
      this.place = (this.place + 1) % hostile.length;
      const length = text.length + (taken.length === 0 ? 0 : between.length);
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

/**
 * The fields of which some item stands whole in the words of a page. Of an item of several paragraphs the mark will do: there
 * may be numbers between them.
 */
export function fieldsIn(said: string, sown: readonly Sown[]): ReadonlySet<string> {
  const letters = lettersOf(said);
  const marks = new Set(letters.match(markPattern));
  const there = sown.filter(({ mark }) => marks.has(mark));
  const whole = there.filter(({ text }) => /\n\s*\n/.test(text) || letters.includes(lettersOf(text)));
  return new Set(whole.map(({ field }) => field));
}
