/** People, groups and offices for tests, made as the platform makes them: every right is a grant that rests on an act. */
import { randomUUID } from "node:crypto";
import pino from "pino";
import {
  rightsOf,
  type Actor,
  type Body,
  type Grant,
  type Iso,
  type Office,
  type Person,
  type Sector,
} from "#app/domain/roles.ts";
import { makeBus, type Notice } from "#server/bus.ts";
import { settableClock } from "#server/clock.ts";
import { readEnv } from "#server/env.ts";
import type { Ground } from "#server/services/act.ts";
import type { Store, Tx } from "#server/store/client.ts";
import { grantColumns, grantOf, insertAct, insertOffice } from "#server/store/grants.ts";

/** The day on which tests begin: Tuesday 1 March 2011, 12:00 UTC. */
export const start = new Date("2011-03-01T12:00:00.000Z");

/** The ground that services stand on, with a clock to set and the notices that were told. */
export function groundOn(store: Store) {
  const log = pino({ level: "silent" });
  const bus = makeBus(log);
  const told: Notice[] = [];
  bus.hear((notice) => void told.push(notice));
  const clock = settableClock(start);
  const env = readEnv({ DATA_DIR: "/tmp/elac-tests", LOG_LEVEL: "silent" });
  const ground: Ground = { store, clock, bus, log, env };
  return { ...ground, clock, told };
}

export interface OfficeHeld {
  readonly office: Office;
  readonly body: Body;
  readonly country?: Iso;
  readonly sector?: Sector;
  readonly chair?: boolean;
  readonly until?: Date;
}

/** A person with these offices; the actor that signing in would make of them. */
export async function person(
  store: Store,
  name: string,
  offices: readonly OfficeHeld[] = [],
): Promise<Person> {
  return store.transaction(async (tx) => {
    const email = `${name.toLowerCase().replace(/\W+/g, ".")}.${randomUUID().slice(0, 8)}@example.org`;
    const { id } = await tx.person.create({ data: { name, email, language: "en" } });
    for (const office of offices) await giveOffice(tx, id, office);
    return actorOf(tx, id);
  });
}

/** Gives an office with all its rights, from the day before the tests begin. */
export async function giveOffice(tx: Tx, personId: string, held: OfficeHeld): Promise<void> {
  const { office, body, country = null, sector = null, chair = false, until = null } = held;
  const from = new Date(start.getTime() - 86_400_000);
  const act = {
    kind: "nomination",
    reference: "Letter 1/2011",
    date: null,
    letterId: null,
    recordedById: null,
  } as const;
  const actId = await insertAct(tx, act, from);
  const rights = rightsOf(office);
  await insertOffice(tx, {
    personId,
    office,
    rights,
    body,
    country,
    sector,
    chair,
    seatId: null,
    actId,
    givenById: null,
    from,
    until,
  });
}

/** The person as an actor, with all grants on record; rules leave out those that do not hold. */
export async function actorOf(tx: Tx, personId: string): Promise<Person> {
  const row = await tx.person.findUniqueOrThrow({ where: { id: personId } });
  const grants: Grant[] = (await tx.grant.findMany({ where: { personId }, select: grantColumns })).map(
    grantOf,
  );
  return { kind: "person", id: row.id, name: row.name, email: row.email, language: "en", grants };
}

export const inGroup = (groupId: string): Body => ({ kind: "group", groupId });
export const amongOfficers: Body = { kind: "officers", cycleId: "elac2015" };

/** A representative of a country in a group. */
export const representative = (country: Iso, groupId: string): OfficeHeld => ({
  office: "representative",
  body: inGroup(groupId),
  country,
});
/** One who sits among the officers for a country. */
export const officer = (country: Iso, chair = false): OfficeHeld => ({
  office: "officer",
  body: amongOfficers,
  country,
  chair,
});
export const focalPoint = (country: Iso): OfficeHeld => ({
  office: "focal-point",
  body: { kind: "country", country },
  country,
});
export const secretariat: OfficeHeld = { office: "secretariat", body: { kind: "secretariat" } };
export const observer = (sector: Sector): OfficeHeld => ({ office: "observer", body: amongOfficers, sector });

/** Makes these countries take part in a seeded group; the first is its Chair. Answers the group's id. */
export async function populate(store: Store, slug: string, countries: readonly Iso[]): Promise<string> {
  return store.transaction(async (tx) => {
    const { id: groupId } = await tx.group.findUniqueOrThrow({ where: { slug } });
    const from = new Date(start.getTime() - 86_400_000);
    const act = {
      kind: "nomination",
      reference: "Letter 2/2011",
      date: null,
      letterId: null,
      recordedById: null,
    } as const;
    const actId = await insertAct(tx, act, from);
    for (const country of countries) {
      const institution = await tx.institution.create({ data: { name: `Ministry of ${country}`, country } });
      await tx.membership.create({
        data: { groupId, country, institutionId: institution.id, actId, joinedAt: from },
      });
    }
    const chair = countries[0];
    if (chair !== undefined)
      await tx.groupOffice.create({ data: { groupId, country: chair, office: "chair", actId, from } });
    return groupId;
  });
}

/** Runs `work` and answers the key of the refusal it ends in, with its status word; fails where it is not refused. */
export async function refusalFrom(work: Promise<unknown>): Promise<{ kind: string; key: string }> {
  try {
    await work;
  } catch (caught) {
    if (typeof caught === "object" && caught !== null && "refusal" in caught) {
      const { kind, key } = caught.refusal as { kind: string; key: string };
      return { kind, key };
    }
    throw caught;
  }
  throw new Error("nothing was refused");
}

export const nobody: Actor = { kind: "stranger" };
