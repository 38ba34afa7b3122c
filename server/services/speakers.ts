/** Bringing in those who speak in groups: what focal points, the secretariat and accepted suggestions share. */
import type { GroupFacts } from "#app/domain/facts.ts";
import { demand } from "#app/domain/policy.ts";
import { refuse } from "#app/domain/refusal.ts";
import type { Actor, Body, GroupId, Iso, PersonId } from "#app/domain/roles.ts";
import type { Tx } from "#server/store/client.ts";
import { groupBySlug, groupFacts } from "#server/store/groups.ts";
import { lockGroup } from "#server/store/memberships.ts";
import type { Ground, Recorder } from "./act.ts";
import {
  asFocalPoint,
  asSecretariat,
  findOrEnter,
  institutionOf,
  nameTo,
  recordAct,
  tellNamed,
  wrong,
  type ActEntered,
  type PersonEntered,
} from "./naming.ts";

export interface HeldGroup {
  readonly id: GroupId;
  readonly slug: string;
  readonly facts: GroupFacts;
  readonly body: Body;
  /** Page that shows the act. */
  readonly link: string;
}

/** Locks the group, then reads it. Refuses `group.unknown`. */
export async function holdGroup(tx: Tx, slug: string, now: Date): Promise<HeldGroup> {
  const { id } = await groupBySlug(tx, slug);
  await lockGroup(tx, id);
  const facts = await groupFacts(tx, id, now);
  return { id, slug, facts, body: { kind: "group", groupId: id }, link: `/groups/${slug}/members` };
}

export interface BringingIn {
  readonly slugs: readonly string[];
  /** The country that identifies a speaker; null for an agency that the secretariat invites. */
  readonly country: Iso | null;
  readonly office: "speaker" | "agency";
  readonly person: PersonEntered;
  readonly institution: string | null;
  readonly act: ActEntered;
}

/**
 * Gives the right to speak in the groups, by one act, inside a transaction that is under way. Returns the person and, for
 * each group where it is new, the grant. Refused: no group (`speaker.no-group`), who may not, a person who speaks in all of
 * them already (`speaker.nothing-new`), no reference. Writes act, grants, journal, one letter.
 */
export async function bringIn(
  ground: Ground,
  { tx, record, now }: { readonly tx: Tx; readonly record: Recorder; readonly now: Date },
  actor: Actor,
  given: BringingIn,
): Promise<{ readonly personId: PersonId; readonly grantIds: readonly string[] }> {
  const { country, office } = given;
  // In one order, so that two who name the same groups never wait for each other.
  const slugs = [...new Set(given.slugs)].sort();
  if (slugs.length === 0) throw wrong("slugs", "speaker.no-group");
  const groups: HeldGroup[] = [];
  for (const slug of slugs) groups.push(await holdGroup(tx, slug, now));
  for (const { facts } of groups) {
    if (country === null) demand(actor, "grant.invite-agency", facts, now);
    else demand(actor, "grant.speak", { kind: "membership", group: facts, country }, now);
  }
  const by = {
    actorId: actor.kind === "person" ? actor.id : null,
    capacity: country === null ? asSecretariat : asFocalPoint(country),
  };
  const actId = await recordAct(tx, given.act, by, now);
  const kind = office === "agency" ? "agency" : "institution";
  const institutionId = await institutionOf(tx, given.institution, country, kind);
  const person = await findOrEnter(tx, given.person, institutionId, now);
  const groupIds: string[] = [];
  const grantIds: string[] = [];
  for (const { id, body, link } of groups) {
    const from = given.act.from ?? now;
    const naming = { person, office, body, country, sector: null, from };
    const grantId = await nameTo(tx, naming, actId, by, now);
    if (grantId === null) continue;
    groupIds.push(id);
    grantIds.push(grantId);
    const facts = { grantId, personId: person.id, right: "speak", office, until: null } as const;
    record({ kind: "grant.given", facts, groupId: id, link, ...by, words: { person: person.name } });
  }
  if (groupIds.length === 0) throw refuse("conflict", "speaker.nothing-new", { name: person.name });
  const told = { office, country, groupIds, reference: given.act.reference };
  await tellNamed(tx, ground, person, told, actId, now);
  return { personId: person.id, grantIds };
}
