/** In which capacity somebody keeps a minisite; whose hand writes. Policy has said before that they may. */
import type { GroupFacts } from "#app/domain/facts.ts";
import { refuse } from "#app/domain/refusal.ts";
import { capacitiesFor, type Actor, type Capacity, type Person } from "#app/domain/roles.ts";

/** The person who acts. Refuses strangers (`forbidden`, `person.sign-in-first`). */
export function personOf(actor: Actor): Person {
  if (actor.kind === "stranger") throw refuse("forbidden", "person.sign-in-first");
  return actor;
}

/** For the Chair's or a Vice Chair's country, as coordinator, else as the secretariat that helps on request. */
export function keepingCapacity(actor: Actor, group: GroupFacts, now: Date): Capacity {
  const held = capacitiesFor(actor, "edit", { kind: "group", groupId: group.groupId }, now);
  const presiding = held.find(({ office, country }) => {
    if (office !== "representative" || country === null) return false;
    return country === group.chair || group.viceChairs.includes(country);
  });
  const coordinating = held.find(({ office }) => office === "coordinator");
  return presiding ?? coordinating ?? { office: "secretariat", country: null, body: { kind: "secretariat" } };
}
