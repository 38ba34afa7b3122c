/** The latest changes by others, for who wants to know what happened while they wrote. Bounded; kept on the page only. */
import type { Member } from "#app/document/wire.ts";
import type { Node } from "prosemirror-model";
import type { Author } from "./authors.ts";
import { readingOf, type Difference, type Reading } from "./changes.ts";

export interface Change extends Reading {
  /** Stays while more is written into it. */
  readonly key: number;
  /** Empty where nobody is named. */
  readonly by: readonly Pick<Member, "name" | "country">[];
  /** It came when the line was back: nobody knows from whom, or when it was written. */
  readonly away: boolean;
  readonly at: Date;
  /** Id of the clause. */
  readonly clause: string;
  /** Of a clause that is gone: how its place was called, and the id of what stands there now. */
  readonly gone: { readonly place: string; readonly near: string | null } | null;
}

interface Kept extends Change {
  readonly before: Node | null;
  readonly after: Node | null;
  readonly moved: boolean;
}

/** So many are kept. */
export const mostChanges = 30;
/** Milliseconds of rest after which what somebody writes in the same place is another change. */
const restFor = 120_000;

export class ChangeLog {
  private kept: readonly Kept[] = [];
  private last = 0;

  /** Newest first, by when each began: who reads the list never sees it change places. */
  get changes(): readonly Change[] {
    return this.kept;
  }

  /** `gone` tells of a clause that is not there any more how its place is called. */
  add(
    differences: readonly Difference[],
    by: (clause: string) => readonly Author[],
    at: Date,
    gone: (difference: Difference) => Change["gone"],
  ): void {
    for (const one of differences.slice(-mostChanges)) {
      const authors = by(one.clause).filter((author) => author !== "own");
      if (authors.length > 0) this.put(one, authors, at, one.after === null ? gone(one) : null);
    }
  }

  private put(one: Difference, authors: readonly Author[], at: Date, gone: Change["gone"]): void {
    const people = named(authors);
    const away = authors.includes("away");
    const who = JSON.stringify([people, away]);
    const open = this.kept.find(
      (change) =>
        change.clause === one.clause &&
        JSON.stringify([change.by, change.away]) === who &&
        at.getTime() - change.at.getTime() < restFor,
    );
    // Where others wrote in between, the quote begins anew.
    const before = open !== undefined && alike(open.after, one.before) ? open.before : one.before;
    const moved = one.moved || open?.moved === true;
    const reading = readingOf({ before, after: one.after, moved });
    if (reading === null) {
      this.kept = this.kept.filter((change) => change !== open);
      return;
    }
    const { clause, after } = one;
    const key = open?.key ?? ++this.last;
    const kept: Kept = { key, by: people, away, at, clause, gone, before, after, moved, ...reading };
    this.kept =
      open === undefined
        ? [kept, ...this.kept].slice(0, mostChanges)
        : this.kept.map((change) => (change === open ? kept : change));
  }
}

/** Each person once, however many windows they write in. */
function named(authors: readonly Author[]): readonly Pick<Member, "name" | "country">[] {
  const people = new Map<string, Pick<Member, "name" | "country">>();
  for (const author of authors)
    if (author !== null && typeof author === "object")
      people.set(JSON.stringify([author.name, author.country]), {
        name: author.name,
        country: author.country,
      });
  return [...people.values()];
}

function alike(one: Node | null, other: Node | null): boolean {
  return one === other || (one !== null && other !== null && one.eq(other));
}
