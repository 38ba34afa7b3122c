/** A fresh store with the secretariat, two focal points and a group of Chile and Peru, and the services about people. */
import { randomUUID } from "node:crypto";
import { expect } from "vitest";
import { refusalOf } from "#app/domain/refusal.ts";
import type { Person } from "#app/domain/roles.ts";
import { makeAuth } from "#server/auth/auth.ts";
import { electionServices } from "#server/services/elections.ts";
import { grantServices } from "#server/services/grants.ts";
import { membershipServices } from "#server/services/memberships.ts";
import type { ActEntered } from "#server/services/naming.ts";
import { peopleServices } from "#server/services/people.ts";
import { seatServices } from "#server/services/seats.ts";
import { suggestionServices } from "#server/services/suggestions.ts";
import { freshStore } from "#test/database.ts";
import { focalPoint, groundOn, person, populate, secretariat } from "#test/factories.ts";

/** The group. */
export const slug = "telework";
export const cycleId = "elac2015";

/** Somebody as entered in a form, with an address of their own. */
export const someone = (name = "Elena Vargas") => ({
  name,
  email: `${randomUUID()}@example.org`,
  language: "en" as const,
  position: null,
});

/** An act as entered. */
export const by = (kind: ActEntered["kind"] = "nomination", reference = "Note 14/2011"): ActEntered => ({
  kind,
  reference,
  date: new Date("2011-02-24T00:00:00Z"),
  letterId: null,
});

/** An act that cannot be found again. */
export const without: ActEntered = { ...by(), reference: "  " };

/** The faults of a refused form by field. */
export async function fieldsOf(work: Promise<unknown>): Promise<Record<string, string>> {
  const caught = await work.then(() => null).catch(refusalOf);
  return Object.fromEntries(Object.entries(caught?.fields ?? {}).map(([name, { key }]) => [name, key]));
}

export type PeopleHouse = Awaited<ReturnType<typeof openPeopleHouse>>;

/** Opens the house; `renew` gives it new services with an own clock, before each test. */
export async function openPeopleHouse() {
  const store = await freshStore();
  const staff = await person(store, "Marcela Ibáñez", [secretariat]);
  const focalBr = await person(store, "Focal Brazil", [focalPoint("BR")]);
  const focalCl = await person(store, "Focal Chile", [focalPoint("CL")]);
  const groupId = await populate(store, slug, ["CL", "PE"]);
  const servicesOn = (ground: ReturnType<typeof groundOn>) => {
    const auth = makeAuth(ground);
    return {
      ground,
      memberships: membershipServices(ground, auth),
      seats: { ...seatServices(ground), ...electionServices(ground) },
      grants: grantServices(ground),
      people: peopleServices(ground, auth),
      suggestions: suggestionServices(ground, auth),
    };
  };
  const house = {
    store,
    staff,
    focalBr,
    focalCl,
    groupId,
    ...servicesOn(groundOn(store)),
    renew: (): void => void Object.assign(house, servicesOn(groundOn(store))),
    close: () => store.close(),
    /** The kinds of event told since the last `renew`. */
    recorded: () => house.ground.told.flatMap((notice) => (notice.kind === "recorded" ? [notice.event] : [])),
    lettersTo: (address: string) =>
      store.db.letter.findMany({ where: { address }, orderBy: { createdAt: "asc" } }),
    idOf: async (email: string) => (await store.db.person.findUniqueOrThrow({ where: { email } })).id,
    /** How many rights of that office the person holds. */
    holds: (email: string, office: string) =>
      store.db.grant.count({
        where: {
          person: { email },
          office,
          OR: [{ until: null }, { until: { gt: house.ground.clock.now() } }],
        },
      }),
    /** The seat of the officers at that place. */
    seatAt: async (position: number) => {
      const { seats } = await house.seats.table(staff, { cycleId, language: "en" });
      const seat = seats.find((one) => one.office === "officer" && one.position === position);
      return seat ?? expect.fail(`there is no seat at ${position}`);
    },
    /** Brazil's focal point, or another's, nominates. */
    nominate: (
      actor: Person,
      persons = [someone()],
      given: { act?: ActEntered; country?: string; slug?: string } = {},
    ) =>
      house.memberships.nominate(actor, {
        slug,
        country: "BR",
        institution: "Ministério das Comunicações",
        persons,
        act: by(),
        ...given,
      }),
  };
  return house;
}
