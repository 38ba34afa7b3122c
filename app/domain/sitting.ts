/**
 * Who wrote when: the rows of a text's log gathered into sittings, so that somebody can choose a moment in it.
 * May import: this room. Begin with `sittingsOf`.
 */

import type { PersonId } from "./roles.ts";

/** What the server itself writes into a live text, by the act that it belongs to. */
export const ownActs = [
  "begun",
  "renewed",
  "amendment",
  "restored",
  "wording",
  "draft",
  "mended",
  "other",
] as const;
export type OwnAct = (typeof ownActs)[number];

/** Those that take in what somebody wrote elsewhere. */
export const broughtActs = ["amendment", "wording", "draft"] as const satisfies readonly OwnAct[];
export type BroughtAct = (typeof broughtActs)[number];

/** One row of the log, without its bytes. */
export interface WrittenRow {
  readonly epoch: number;
  readonly seq: number;
  /** Null for a row of the server's own. */
  readonly personId: PersonId | null;
  /** Name of the row: of the server's own it says which act it belongs to. */
  readonly name: string;
  readonly at: Date;
}

/** Rows of one person without a long pause, or one row of the server's. */
export interface Sitting {
  readonly personId: PersonId | null;
  /** Null for a person's. */
  readonly own: OwnAct | null;
  readonly epoch: number;
  /** Place of its last row: the text at that row is the text after it. */
  readonly seq: number;
  readonly from: Date;
  readonly to: Date;
  readonly changes: number;
}

/** After a pause of so many ms somebody has sat down anew. */
export const longPause = 30 * 60_000;

/** What a row of the server's own took in, by the name of the row: the act, and the id of what it was; null for other rows. */
export function broughtIn(name: string): { readonly act: BroughtAct; readonly id: string } | null {
  const act = broughtActs.find((one) => name.startsWith(`${one}-`));
  return act === undefined ? null : { act, id: name.slice(act.length + 1) };
}

/** The act that a row of the server's own belongs to, by the name of the row. */
export function ownActOf({ name, epoch }: Pick<WrittenRow, "name" | "epoch">): OwnAct {
  if (name === "first-state") return epoch === 1 ? "begun" : "renewed";
  if (name.startsWith("restore-")) return "restored";
  if (name.startsWith("mend-")) return "mended";
  return broughtIn(name)?.act ?? "other";
}

/** The sittings of these rows, which stand in the order of the log; the latest to end first. */
export function sittingsOf(rows: readonly WrittenRow[]): readonly Sitting[] {
  const done: Sitting[] = [];
  const open = new Map<string, Sitting>();
  for (const row of rows) {
    const { personId, epoch, seq, at } = row;
    if (personId === null) {
      done.push({ personId, own: ownActOf(row), epoch, seq, from: at, to: at, changes: 1 });
      continue;
    }
    const key = `${epoch} ${personId}`;
    const before = open.get(key);
    const goesOn = before !== undefined && at.getTime() - before.to.getTime() <= longPause;
    if (before !== undefined && !goesOn) done.push(before);
    const from = goesOn ? before.from : at;
    open.set(key, {
      personId,
      own: null,
      epoch,
      seq,
      from,
      to: at,
      changes: goesOn ? before.changes + 1 : 1,
    });
  }
  return [...done, ...open.values()].sort((a, b) => b.epoch - a.epoch || b.seq - a.seq);
}
