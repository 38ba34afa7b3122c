/**
 * What can be done: one file a noun, one function an act. Every act is load, `demand`, a rule of the domain, store.
 * May import: domain, document, forms' types, store, present, intake, auth, bus. Begin with `act`.
 * The fact and its journal entry are one transaction; the bus hears of it after commit.
 */
import type { Bus } from "#server/bus.ts";
import type { Clock } from "#server/clock.ts";
import type { Env } from "#server/env.ts";
import type { Log } from "#server/log.ts";
import { append, type NewEntry } from "#server/store/journal.ts";
import type { Store, Tx } from "#server/store/client.ts";
import { movesRolls, renewScheduled } from "./scheduled-rolls.ts";

/** What every service stands on. */
export interface Ground {
  readonly store: Store;
  readonly clock: Clock;
  readonly bus: Bus;
  readonly log: Log;
  readonly env: Env;
}

export type Recorder = (entry: NewEntry) => void;

/**
 * Does `work` in one transaction; what it hands to `record` is written to the journal at its end, in order, and told on
 * the bus after commit. A refusal thrown inside undoes everything. What has to wait for others gives `lock`: the instant of
 * the act is the one at which it holds the lock, so that it is never stamped with a time before theirs. What an act changes of
 * memberships, offices or terms is taken up into the rounds that are still to open.
 */
export async function act<T>(
  ground: Ground,
  work: (tx: Tx, record: Recorder, now: Date) => Promise<T>,
  lock?: (tx: Tx) => Promise<void>,
): Promise<T> {
  const { result, written } = await ground.store.transaction(async (tx) => {
    await lock?.(tx);
    const now = ground.clock.now();
    const entries: NewEntry[] = [];
    const record: Recorder = (entry) => void entries.push(entry);
    const result = await work(tx, record, now);
    if (entries.some(({ kind }) => movesRolls(kind))) await renewScheduled(tx, record, now);
    return { result, written: entries.length === 0 ? [] : await append(tx, entries, now) };
  });
  for (const entry of written)
    ground.bus.tell({
      kind: "recorded",
      entryId: entry.id,
      event: entry.kind,
      groupId: entry.groupId,
      roundId: entry.roundId,
      link: entry.link,
    });
  return result;
}
