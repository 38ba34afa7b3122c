/** Who is in the text, and where their carets are. Names and countries are the server's; positions are opaque to it. */
import * as Y from "yjs";
import { limits, type Member } from "#app/document/wire.ts";
import type { CursorEntry } from "#app/document/frames.ts";

/** A selection that stays with its words, whatever others write. */
export interface Place {
  readonly anchor: Y.RelativePosition;
  readonly head: Y.RelativePosition;
}

export interface Peer extends Member {
  readonly place: Place | null;
}

/** A place as bytes; empty for none, or where it would be longer than the server takes. */
export function encodePlace(place: Place | null): Uint8Array {
  if (place === null) return new Uint8Array(0);
  const anchor = Y.encodeRelativePosition(place.anchor);
  const head = Y.encodeRelativePosition(place.head);
  if (anchor.length > 255 || anchor.length + head.length + 1 > limits.cursor) return new Uint8Array(0);
  const bytes = new Uint8Array(1 + anchor.length + head.length);
  bytes[0] = anchor.length;
  bytes.set(anchor, 1);
  bytes.set(head, 1 + anchor.length);
  return bytes;
}

/** Reads a place; null for none and for bytes that are not one, which others may have sent. */
export function decodePlace(bytes: Uint8Array): Place | null {
  const length = bytes[0];
  if (length === undefined || bytes.length < length + 2) return null;
  try {
    return {
      anchor: Y.decodeRelativePosition(bytes.subarray(1, 1 + length)),
      head: Y.decodeRelativePosition(bytes.subarray(1 + length)),
    };
  } catch {
    return null;
  }
}

export class Presence {
  private readonly known = new Map<number, Member>();
  private readonly places = new Map<number, Place>();
  /** This connection's own number; 0 before it has joined. */
  me = 0;

  /**
   * Everybody else, in the order in which they came: each once however many windows they have open, and where they
   * were last. One's own other windows are oneself.
   */
  get peers(): readonly Peer[] {
    const people = new Map<string, Peer>();
    for (const member of this.known.values())
      if (!this.isOwn(member)) people.set(personOf(member), { ...member, place: null });
    for (const [number, place] of this.places) {
      const member = this.known.get(number);
      if (member && people.has(personOf(member))) people.set(personOf(member), { ...member, place });
    }
    return [...people.values()];
  }

  /** Who sent something; null for the server, and for whoever is not known here. */
  author(number: number): Member | "own" | null {
    const member = this.known.get(number);
    return member === undefined ? null : this.isOwn(member) ? "own" : member;
  }

  reset(me: number, members: readonly Member[]): void {
    this.me = me;
    this.known.clear();
    this.places.clear();
    for (const member of members) this.known.set(member.member, member);
  }

  change(joined: readonly Member[], left: readonly number[]): void {
    for (const number of left) {
      this.known.delete(number);
      this.places.delete(number);
    }
    for (const member of joined) this.known.set(member.member, member);
  }

  move(entries: readonly CursorEntry[]): void {
    for (const { member, cursor } of entries) {
      const place = decodePlace(cursor);
      const before = this.places.get(member);
      // A window says its place again when words of others come in: that is no move of the person.
      if (before && place && isSame(before, place)) continue;
      // Put in anew, so that the last of them is where somebody moved last.
      this.places.delete(member);
      if (place !== null) this.places.set(member, place);
    }
  }

  private isOwn(member: Member): boolean {
    const own = this.known.get(this.me);
    return own !== undefined && personOf(own) === personOf(member);
  }
}

function isSame(one: Place, other: Place): boolean {
  return (
    Y.compareRelativePositions(one.anchor, other.anchor) && Y.compareRelativePositions(one.head, other.head)
  );
}

/** Members carry no more of a person than what is shown of them. */
function personOf({ name, country, office }: Member): string {
  return JSON.stringify([name, country, office]);
}
