/** Updates (V1) made by hand: many clients whose structs build on each other. */
import * as Y from "yjs";
import { planFragment } from "#app/document/ydoc.ts";

export interface Chained {
  /** Id that the first struct follows: a letter of a text. */
  readonly after: { readonly client: number; readonly clock: number };
  readonly clients: number;
  /** Structs of each client. */
  readonly each: number;
  /** The order in which the clients stand in the update; the structs follow each other from the first client to the last. */
  readonly order: "forwards" | "backwards";
  /** Number of the first client. */
  readonly first?: number;
}

/** Each struct is one letter, and follows a letter of the client before its own. */
export function chained({ after, clients, each, order, first = 5000 }: Chained): Uint8Array {
  const all = Array.from({ length: clients }, (_, at) => at);
  const bytes: number[] = [...leb(clients)];
  for (const at of order === "forwards" ? all : all.toReversed()) {
    bytes.push(...leb(each), ...leb(first + at), ...leb(0));
    for (let clock = 0; clock < each; clock++) {
      const before =
        at > 0
          ? { client: first + at - 1, clock }
          : clock > 0
            ? { client: first + clients - 1, clock: clock - 1 }
            : after;
      // A text with an origin: its length, and one letter.
      bytes.push(0x84, ...leb(before.client), ...leb(before.clock), 1, 0x78);
    }
  }
  return Uint8Array.from([...bytes, 0]);
}

/** Id of a letter of the first text of a plan's state. */
export function letterOf(state: Uint8Array): { readonly client: number; readonly clock: number } {
  const doc = new Y.Doc();
  Y.applyUpdate(doc, state);
  for (const block of planFragment(doc).toArray()) {
    const text: unknown = block instanceof Y.XmlElement ? block.get(0) : null;
    if (text instanceof Y.XmlText && text._start !== null) return text._start.lastId;
  }
  throw new Error("the plan has no text");
}

export function leb(value: number): number[] {
  const bytes: number[] = [];
  let left = value;
  for (; left > 127; left = Math.floor(left / 128)) bytes.push((left % 128) | 128);
  return [...bytes, left];
}
