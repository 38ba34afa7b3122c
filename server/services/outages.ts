import { addOutage, lastHeartbeat, setHeartbeat } from "#server/store/outages.ts";
import { liveRounds } from "#server/store/rounds.ts";
import type { Ground } from "./act.ts";
import { roundHolding } from "./round-holding.ts";
import type { RoundSubjects } from "./round-subjects.ts";

/** How often the server notes that it runs, and after how long a silence of its own it counts as not reachable. Milliseconds. */
export const heartbeatEvery = 20_000;
const reachableWithin = 120_000;

/**
 * Times in which the platform could not be reached, as it notes of itself: a planned stop counts like a fault (domain §4).
 * They bind on reading and writing by themselves; what is done here only puts them on record.
 */
export function outageServices(ground: Ground, subjects: RoundSubjects) {
  const holding = roundHolding(ground, subjects);
  return {
    /**
     * Notes that the platform runs. Where the last note is more than two minutes old, or its database did not take one for
     * so long, the time between is an outage: it is kept, and ends of rounds that it moved go on record. Answers the
     * outage, or null. To be called before the first request is served, then every `heartbeatEvery`.
     */
    beat: async (): Promise<{ readonly from: Date; readonly until: Date } | null> => {
      const outage = await ground.store.transaction(async (tx) => {
        const from = await lastHeartbeat(tx);
        const until = ground.clock.now();
        await setHeartbeat(tx, until);
        if (from === null || until.getTime() - from.getTime() <= reachableWithin) return null;
        await addOutage(tx, { from, until });
        return { from, until };
      });
      if (outage === null) return null;
      ground.log.warn(outage, "the platform could not be reached");
      for (const { id, round, closingSet } of await liveRounds(ground.store.db))
        if (round.closing > closingSet) await holding.acting(id, async () => {});
      return outage;
    },
  };
}

export type OutageServices = ReturnType<typeof outageServices>;
