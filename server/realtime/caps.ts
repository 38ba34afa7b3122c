/** How many lines there may be, and why so many; rates are kept for each line, so that many lines would be many rates. */
import type { Reason } from "#app/document/wire.ts";

export interface Caps {
  /** Lines of one person. */
  readonly person: number;
  /** Lines of strangers, of all together. */
  readonly strangers: number;
  /** Lines with the same text open. */
  readonly document: number;
  /** From so many on only those who may write it still find a place in a text. */
  readonly readers: number;
}

export const defaultCaps: Caps = {
  // A few devices with a few tabs each. Where a line ended without a word, the next of the same person takes its place.
  person: 8,
  // A page shows a text without a line: whoever comes later reads it there. Persons are never kept out by strangers.
  strangers: 2000,
  // Each word goes to each of them: with more, a keystroke of one would be work for seconds.
  document: 200,
  // Delegates and chairs of thirty-three countries write: observers do not take the last fifty places.
  readers: 150,
};

/** A browser answers the server every 25 s; one that did not for longer has gone without a word, in ms. */
const silent = 30_000;

/** Whose line it is, and how it ends. */
interface Owned {
  readonly personId: string | null;
  end(reason: Reason): void;
}

/** What has to be known of a line. */
interface Heard {
  /** When it was heard last, in ms. */
  readonly heard: number;
}

/** The lines there are, by who they belong to. */
export class Crowd {
  private readonly lines = new Map<string | null, Map<Owned, Heard>>();

  constructor(private readonly caps: Caps) {}

  /** Whether there is a place for one line more. A line of the same person that has gone without a word is ended for it. */
  enter(connection: Owned, line: Heard): boolean {
    const { personId } = connection;
    const same = this.lines.get(personId) ?? new Map<Owned, Heard>();
    if (same.size >= (personId === null ? this.caps.strangers : this.caps.person)) {
      const gone = [...same].find(([, { heard }]) => performance.now() - heard > silent)?.[0];
      if (gone === undefined) return false;
      same.delete(gone);
      gone.end("resync");
    }
    same.set(connection, line);
    this.lines.set(personId, same);
    return true;
  }

  leave(connection: Owned): void {
    const same = this.lines.get(connection.personId);
    same?.delete(connection);
    if (same?.size === 0) this.lines.delete(connection.personId);
  }
}
