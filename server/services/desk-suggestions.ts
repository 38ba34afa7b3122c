import { namesPeopleOf } from "#app/domain/part.ts";
import type { Actor } from "#app/domain/roles.ts";
import type { Tx } from "#server/store/client.ts";
import { waitingSuggestions } from "#server/store/suggestions.ts";
import type { Due, HeldGroup } from "./desk-due.ts";
import { focalCountries } from "./suggestions.ts";

/** Persons suggested to the countries whose focal point the actor is, who wait for an answer. */
export async function duesOfSuggestions(
  tx: Tx,
  actor: Actor,
  groups: readonly HeldGroup[],
  now: Date,
): Promise<Due[]> {
  const own = focalCountries(actor, now);
  if (own.length === 0) return [];
  return (await waitingSuggestions(tx, own)).flatMap(({ id, groupId, country, name }): Due[] => {
    const held = groups.find(({ facts }) => facts.groupId === groupId);
    if (held === undefined) return [];
    if (!namesPeopleOf(actor, { kind: "membership", group: held.facts, country }, now)) return [];
    const { slug, name: group } = held.listed;
    return [
      {
        kind: "suggested",
        title: name,
        link: `/groups/${slug}/members/people#suggestion-${id}`,
        until: null,
        office: "focal-point",
        country,
        group: { slug, name: group },
      },
    ];
  });
}
