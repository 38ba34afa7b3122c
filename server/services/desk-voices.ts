import { grantsAt, isSecretariat, type Actor } from "#app/domain/roles.ts";
import { millisecondsADay } from "#app/domain/region.ts";
import type { Tx } from "#server/store/client.ts";
import { liveThreads } from "#server/store/dues.ts";
import { countLetters } from "#server/store/letters.ts";
import type { Due, HeldGroup } from "./desk-due.ts";

/** Threads in which an observer has not spoken since somebody else did, in the last two weeks. */
export async function duesOfObserver(
  tx: Tx,
  actor: Actor,
  groups: readonly HeldGroup[],
  now: Date,
): Promise<Due[]> {
  if (actor.kind !== "person" || !grantsAt(actor, now).some(({ office }) => office === "observer")) return [];
  const since = new Date(now.getTime() - 14 * millisecondsADay);
  const threads = await liveThreads(tx, since, 10);
  return threads.flatMap(({ number, title, groupId, lastBy }): Due[] => {
    const listed = groups.find(({ listed: { id } }) => id === groupId)?.listed;
    if (listed === undefined || lastBy === actor.id) return [];
    const { slug, name } = listed;
    return [
      {
        kind: "listen",
        title,
        link: `/groups/${slug}/discussion/${number}`,
        until: null,
        office: "observer",
        country: null,
        group: { slug, name },
      },
    ];
  });
}

/** What the secretariat has to look after: letters that could not be sent. */
export async function duesOfSecretariat(tx: Tx, actor: Actor, now: Date): Promise<Due[]> {
  if (!isSecretariat(actor, now)) return [];
  const { dead } = await countLetters(tx);
  if (dead === 0) return [];
  const place = { until: null, office: "secretariat", country: null, group: null } as const;
  return [{ ...place, kind: "dead-letters", count: dead, link: "/secretariat/letters?state=dead" }];
}
