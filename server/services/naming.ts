/**
 * Naming somebody to an office: the person is found or invited, the grants are given by an act, the letter is queued.
 * What all services about people share; begin with `nameTo`.
 */
import type { ActKind } from "#app/domain/act.ts";
import { refuse } from "#app/domain/refusal.ts";
import type { Language } from "#app/domain/release.ts";
import {
  rightsOf,
  type Body,
  type Capacity,
  type Iso,
  type Office,
  type PersonId,
  type Sector,
} from "#app/domain/roles.ts";
import { openAccount } from "#server/store/accounts.ts";
import type { Tx } from "#server/store/client.ts";
import { countryNames } from "#server/store/countries.ts";
import { holdsOffice, insertAct, insertOffice, listOffices, type EndedOffice } from "#server/store/grants.ts";
import { groupNames } from "#server/store/memberships.ts";
import {
  insertPerson,
  institutionNamed,
  personByEmail,
  personById,
  type PersonRecord,
} from "#server/store/people.ts";
import { named } from "#server/store/names.ts";
import type { News, OfficeLine } from "#server/mail/letters.ts";
import type { Ground } from "./act.ts";
import { queueLetter } from "./letters.ts";

/** What a formal change rests on, as entered. */
export interface ActEntered {
  readonly kind: ActKind;
  /** Where it can be found: "Note 14/2011". Never empty. */
  readonly reference: string;
  readonly date: Date | null;
  /** A stored file, where the letter was filed. */
  readonly letterId: string | null;
  /** What has to be said of it beside: which body of a sector designates. */
  readonly note?: string | null;
  /** Since when what it gives has been held; left out or null: from its entry. Never later than that. */
  readonly from?: Date | null;
}

/** A person as entered in a form. */
export interface PersonEntered {
  readonly name: string;
  /** Lower case. */
  readonly email: string;
  /** Language of letters until the person chooses; null: Spanish. */
  readonly language: Language | null;
  /** What the person is in the institution. */
  readonly position: string | null;
}

/** Whose hand, and as what. */
export interface Hand {
  readonly actorId: PersonId | null;
  readonly capacity: Capacity | null;
}

export const asSecretariat: Capacity = {
  office: "secretariat",
  country: null,
  body: { kind: "secretariat" },
};

export const asFocalPoint = (country: Iso): Capacity => ({
  office: "focal-point",
  country,
  body: { kind: "country", country },
});

/**
 * Writes the act. Refuses (`invalid`) one without a reference (field `reference`): nothing formal rests on nothing; and one
 * that begins later than its entry (field `from`, `act.not-yet`).
 */
export async function recordAct(tx: Tx, entered: ActEntered, by: Hand, now: Date): Promise<string> {
  const { from = null, ...act } = entered;
  if (act.reference.trim() === "") throw wrong("reference", "act.reference-needed");
  if (from !== null && from > now) throw wrong("from", "act.not-yet");
  return insertAct(tx, { ...act, recordedById: by.actorId }, now);
}

/** A form with one field that is wrong. */
export const wrong = (field: string, key: string) =>
  refuse("invalid", "form.check-fields", {}, { fields: { [field]: { key, params: {} } } });

/** Finds the person by address, or enters them with an account still without password. Refuses `person.suspended`. */
export async function findOrEnter(
  tx: Tx,
  entered: PersonEntered,
  institutionId: string | null,
  now: Date,
): Promise<PersonRecord> {
  const known = await personByEmail(tx, entered.email);
  if (known?.suspended) throw refuse("conflict", "person.suspended", { name: known.name });
  const person = known ?? (await insertPerson(tx, { ...entered, institutionId }, now));
  await openAccount(tx, person.id);
  return person;
}

export interface Naming {
  readonly person: PersonRecord;
  readonly office: Office;
  readonly body: Body;
  readonly country: Iso | null;
  readonly sector: Sector | null;
  readonly chair?: boolean;
  readonly seatId?: string;
  readonly from?: Date;
  readonly until?: Date | null;
}

/** Gives the office: one grant for each right it carries. Null where the person holds it there already. */
export async function nameTo(
  tx: Tx,
  naming: Naming,
  actId: string,
  by: Hand,
  now: Date,
): Promise<string | null> {
  const {
    person,
    office,
    body,
    country,
    sector,
    chair = false,
    seatId = null,
    from = now,
    until = null,
  } = naming;
  if (seatId === null && (await holdsOffice(tx, { personId: person.id, office, body, country }, now)))
    return null;
  const rights = rightsOf(office);
  const given = { personId: person.id, office, rights, body, country, sector, chair, seatId };
  return insertOffice(tx, { ...given, actId, givenById: by.actorId, from, until });
}

/** An office as it is told in a letter. */
export interface Told {
  readonly office: Office;
  readonly chair?: boolean;
  readonly country: Iso | null;
  readonly sector?: Sector | null;
  readonly groupIds?: readonly string[];
  readonly reference: string;
}

/** Tells a person of a new office: with an invitation where there is no password yet. */
export async function tellNamed(
  tx: Tx,
  ground: Ground,
  person: PersonRecord,
  told: Told,
  actId: string,
  now: Date,
): Promise<void> {
  const office = await lineOf(tx, told, person.language ?? "es");
  const news: News = { kind: person.joined ? "named" : "invitation", office };
  await queueLetter(tx, ground, person, news, `${actId}:${person.id}`, now);
}

/** Tells those whose offices ended, once each office. Someone who never came in is not told. */
export async function tellEnded(
  tx: Tx,
  ground: Ground,
  ended: readonly EndedOffice[],
  reference: string,
  actId: string,
  now: Date,
): Promise<void> {
  for (const { grantId, personId, office, country, groupId } of ended) {
    const person = await personById(tx, personId);
    if (person === null || !person.joined || person.suspended) continue;
    const told: Told = { office, country, groupIds: groupId === null ? [] : [groupId], reference };
    const news: News = { kind: "ended", office: await lineOf(tx, told, person.language ?? "es") };
    await queueLetter(tx, ground, person, news, `${actId}:${grantId}`, now);
  }
}

async function lineOf(tx: Tx, told: Told, language: Language): Promise<OfficeLine> {
  const { office, chair = false, country, sector = null, groupIds = [], reference } = told;
  const countries = country === null ? null : await countryNames(tx, language);
  const groups = groupIds.length === 0 ? null : await groupNames(tx, language);
  return {
    office,
    chair,
    country: country === null ? null : (countries?.get(country) ?? country),
    sector,
    groups: groupIds.map((id) => groups?.get(id) ?? id),
    act: reference,
  };
}

/** After commit: what people may do has changed, and letters wait. */
export function announce(ground: Ground, personIds: Iterable<string>): void {
  for (const personId of new Set(personIds)) ground.bus.tell({ kind: "rights-changed", personId });
  ground.bus.tell({ kind: "letters-queued" });
}

/** The institution as entered, or none. */
export async function institutionOf(
  tx: Tx,
  name: string | null,
  country: Iso | null,
  kind: "institution" | "agency" = "institution",
): Promise<string | null> {
  return name === null || name === "" ? null : institutionNamed(tx, name, country, kind);
}

/** Offices with the names of countries and groups in the reader's language. */
export async function namedOffices(
  tx: Tx,
  choice: Parameters<typeof listOffices>[1],
  reader: Language,
  now: Date,
) {
  const names = await countryNames(tx, reader);
  return (await listOffices(tx, choice, now)).map((office) => ({
    ...office,
    group: office.group && { slug: office.group.slug, name: named(office.group.names, reader) },
    countryName: office.country === null ? null : (names.get(office.country) ?? office.country),
  }));
}
