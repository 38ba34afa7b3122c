/** What a fault is to the runner: a name, where and how often it happens, and what happens. */
import type { Chance } from "./chance.ts";
import type { Ground, GroundOptions, Kind } from "./ground.ts";
import type { LiveText } from "#test/running/database.ts";

export interface Run {
  readonly kind: Kind;
  /** From 0 on; every run has a seed of its own. */
  readonly index: number;
  /** The selection for CI. */
  readonly quick: boolean;
  readonly chance: Chance;
  /** Kept from one run of a fault on one database to the next, and closed after the last or after a failure. */
  ground(options?: Omit<GroundOptions, "kind">): Promise<Ground>;
  /** The next run gets another ground. */
  renew(): Promise<void>;
  /** The same for anything else that outlives a run; closed after the ground. */
  once<T>(name: string, make: () => Promise<T>, close: (made: T) => unknown): Promise<T>;
  /** Closed when the run ends, however it ends; the last one first. */
  after(close: () => unknown): void;
  /** Said in the table beside the result. */
  note(text: string): void;
}

export interface Fault {
  readonly name: string;
  readonly databases: readonly Kind[];
  /** Runs on each database. */
  readonly runs: number;
  /** The same in the selection for CI; 0 leaves it out. */
  readonly quick: number;
  /** Rejects where something is not as promised; with `Skip` where the machine cannot do it. */
  happen(run: Run): Promise<void>;
}

/** The fault cannot be made on this machine. */
export class Skip extends Error {}

export const both: readonly Kind[] = ["server", "embedded"];

/** The text this run is about: grounds with several take turns. */
export function textFor({ index }: Run, { database }: Ground): LiveText {
  const text = database.documents[index % database.documents.length];
  if (!text) throw new Error("the ground has no text");
  return text;
}
