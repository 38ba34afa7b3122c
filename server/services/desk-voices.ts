import { grantsAt, isSecretariat, type Actor } from "#app/domain/roles.ts";
import { millisecondsADay } from "#app/domain/region.ts";
import type { Tx } from "#server/store/client.ts";
import { currentCycle } from "#server/store/agendas.ts";
import { groupOfCountry } from "#server/store/countries.ts";
import { liveThreads } from "#server/store/dues.ts";
import { focalPointsNow } from "#server/store/focal-points.ts";
import { countLetters } from "#server/store/letters.ts";
import { listSeats } from "#server/store/seats.ts";
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

/** What the secretariat has to look after: letters that could not be sent, vacant seats, countries without a focal point. */
export async function duesOfSecretariat(tx: Tx, actor: Actor, now: Date): Promise<Due[]> {
  if (!isSecretariat(actor, now)) return [];
  const place = { until: null, office: "secretariat", country: null, group: null } as const;
  const cycle = await currentCycle(tx);
  const seats = cycle === null ? [] : await listSeats(tx, cycle.id, now);
  const held = new Set((await focalPointsNow(tx, now)).map(({ country }) => country));
  const countries = [...(await groupOfCountry(tx)).keys()];
  const { dead } = await countLetters(tx);
  const due: readonly Due[] = [
    { ...place, kind: "dead-letters", count: dead, link: "/secretariat/letters?state=dead" },
    {
      ...place,
      kind: "vacant-seats",
      count: seats.filter(({ holders }) => holders.length === 0).length,
      link: "/secretariat/seats",
    },
    {
      ...place,
      kind: "missing-focal-points",
      count: countries.filter((country) => !held.has(country)).length,
      link: "/secretariat/focal-points",
    },
  ];
  return due.filter((one) => "count" in one && one.count > 0);
}
