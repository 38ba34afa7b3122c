/** Who speaks for a country, and where: its seats, its focal point, the groups it takes part in. */
import type { Language } from "#app/domain/release.ts";
import type { Iso } from "#app/domain/roles.ts";
import type { Tx } from "./client.ts";
import { holding, participating } from "./groups.ts";
import { named } from "./names.ts";

export interface Named {
  readonly name: string;
  readonly position: string | null;
  readonly institution: string | null;
}

export interface CountryPeople {
  /** Persons of the focal point, with the entity that the country appointed or ratified. */
  readonly focalPoint: readonly Named[];
  /** Its seats among the Presiding Officers of the current cycle. */
  readonly seats: readonly {
    readonly id: string;
    readonly chair: boolean;
    readonly holders: readonly Named[];
  }[];
  readonly groups: readonly {
    readonly slug: string;
    readonly name: string;
    readonly institution: string;
    readonly office: "chair" | "vice-chair" | null;
    readonly since: Date;
    readonly persons: readonly Named[];
    /** Whether somebody named in the group can decide for the country. */
    readonly represented: boolean;
  }[];
}

/** The people of a country at `now`; names of groups in the reader's language. Erased persons are left out. */
export async function countryPeople(tx: Tx, iso: Iso, language: Language, now: Date): Promise<CountryPeople> {
  const grants = await tx.grant.findMany({
    where: {
      ...holding(now),
      country: iso,
      office: { in: ["focal-point", "officer", "representative"] },
      right: { in: ["read", "decide"] },
      person: { erasedAt: null },
    },
    orderBy: [{ from: "asc" }, { id: "asc" }],
    select: {
      personId: true,
      office: true,
      right: true,
      groupId: true,
      seatId: true,
      person: {
        select: { name: true, position: true, institution: { select: { name: true } }, account: true },
      },
    },
  });
  const seats = await tx.seat.findMany({
    where: { ...holding(now), country: iso, office: "officer", cycle: { current: true } },
    orderBy: { position: "asc" },
  });
  const memberships = await tx.membership.findMany({
    where: { ...participating(now), country: iso },
    include: {
      institution: true,
      group: { include: { offices: { where: { ...holding(now), country: iso } } } },
    },
  });
  const people = (of: (grant: (typeof grants)[number]) => boolean): Named[] => {
    const found = new Map<string, Named>();
    for (const grant of grants) {
      const { name, position, institution } = grant.person;
      if (of(grant)) found.set(grant.personId, { name, position, institution: institution?.name ?? null });
    }
    return [...found.values()];
  };
  return {
    focalPoint: people(({ office }) => office === "focal-point"),
    seats: seats.map(({ id, chair }) => ({ id, chair, holders: people(({ seatId }) => seatId === id) })),
    groups: memberships
      .map(({ groupId, group, institution, joinedAt }) => {
        const office = group.offices[0]?.office;
        return {
          slug: group.slug,
          name: named(group.names, language),
          institution: institution.name,
          office:
            office === "chair"
              ? ("chair" as const)
              : office === "vice-chair"
                ? ("vice-chair" as const)
                : null,
          since: joinedAt,
          persons: people((grant) => grant.groupId === groupId),
          represented: grants.some(
            (grant) =>
              grant.groupId === groupId && grant.right === "decide" && !grant.person.account?.suspendedAt,
          ),
        };
      })
      .sort((a, b) => a.name.localeCompare(b.name, language)),
  };
}

/** In how many groups each country takes part, and whether it has a focal point, by code. */
export async function countryFigures(
  tx: Tx,
  now: Date,
): Promise<{ groups: ReadonlyMap<Iso, number>; focalPoints: ReadonlySet<Iso> }> {
  const memberships = await tx.membership.groupBy({
    by: ["country"],
    where: participating(now),
    _count: true,
  });
  const grants = await tx.grant.findMany({
    where: { ...holding(now), office: "focal-point", right: "decide", person: { erasedAt: null } },
    select: { country: true },
  });
  return {
    groups: new Map(memberships.map(({ country, _count }) => [country, _count])),
    focalPoints: new Set(grants.flatMap(({ country }) => country ?? [])),
  };
}
