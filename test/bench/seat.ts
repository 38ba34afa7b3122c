/** What the conductor and the processes of the clients say to each other. */
import type { Spot } from "#test/running/typing.ts";

/** One client: who, where, and what it is. */
export interface Seat {
  readonly room: number;
  readonly document: string;
  readonly cookie: string;
  /** Yjs client id; a full editor has one of its own. */
  readonly client: number;
  readonly spot: Spot;
  readonly paragraph: number;
  /** `light` counts frames, `witness` reads them, `full` is the real provider with a real document. */
  readonly role: "light" | "witness" | "full";
}

export interface Site {
  readonly system: "ours" | "peer";
  readonly port: number;
}

/** What a client has seen: four numbers for each run of characters: who typed, from which clock, how many, when. */
export interface Seen {
  readonly room: number;
  readonly role: Seat["role"];
  readonly runs: Float64Array;
}

export interface Typed {
  readonly room: number;
  readonly client: number;
  readonly paragraph: number;
  /** When each character since `begin` was typed; the first has the clock `from`. */
  readonly from: number;
  readonly at: Float64Array;
}

export interface Report {
  readonly typed: readonly Typed[];
  readonly seen: readonly Seen[];
  /** From a key to "saved", ms, with the moment of the key: two numbers each. */
  readonly saved: { readonly light: Float64Array; readonly full: Float64Array };
  /** p95 of how late keys were typed, ms: the clients' own trouble. */
  readonly late: number;
  readonly troubles: readonly string[];
}

export type Command =
  | { readonly do: "open"; readonly site: Site; readonly seats: readonly Seat[] }
  | { readonly do: "begin"; readonly perSecond: number; readonly fullPerSecond: number }
  | { readonly do: "end" }
  | { readonly do: "counts" }
  /** Each full editor of the room shall come to say so many characters in each paragraph. */
  | { readonly do: "check"; readonly rooms: Readonly<Record<number, readonly number[]>> }
  /** Opens one document; how long until it says so many characters, and how many bytes that took. */
  | { readonly do: "cold"; readonly site: Site; readonly seat: Seat; readonly length: number }
  /** When each full editor is saved again after its line was lost. */
  | { readonly do: "returned" }
  | { readonly do: "acknowledged" }
  | { readonly do: "close" };

export interface Answers {
  open: null;
  begin: null;
  end: Report;
  counts: { readonly heard: number; readonly bytes: number; readonly frames: number };
  check: null;
  cold: { readonly ms: number; readonly bytes: number };
  returned: readonly number[];
  acknowledged: readonly (readonly [document: string, client: number, characters: number])[];
  close: null;
}
