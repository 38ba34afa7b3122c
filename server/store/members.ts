/** Who is in a group: countries with institution and persons, the coordinator, and those who speak there. */
import type { Language } from "#app/domain/release.ts";
import type { Iso, Sector } from "#app/domain/roles.ts";
import type { Tx } from "./client.ts";
import { participating, type NamedCountry } from "./groups.ts";
import { named } from "./names.ts";

export interface Member {
  readonly id: string;
  readonly name: string;
  readonly position: string | null;
}

export interface MemberCountry extends NamedCountry {
  readonly institution: { readonly name: string; readonly website: string | null };
  readonly persons: readonly Member[];
  readonly office: "chair" | "vice-chair" | null;
  readonly joinedAt: Date;
}

/** Somebody who speaks without deciding. */
export interface Speaker extends Member {
  readonly institution: string | null;
  /** The country that identified an entity or expert. */
  readonly country: NamedCountry | null;
  /** The sector that designated an observer. */
  readonly sector: Sector | null;
  readonly from: Date;
  /** Null: until an act ends it. */
  readonly until: Date | null;
  readonly act: {
    readonly kind: string;
    readonly reference: string;
    /** Of an observer: the body that designated them. */
    readonly note: string | null;
  };
}

export interface Members {
  readonly countries: readonly MemberCountry[];
  readonly coordinator:
    (Member & { readonly institution: string | null; readonly country: NamedCountry | null }) | null;
  readonly observers: readonly Speaker[];
  readonly speakers: readonly Speaker[];
  readonly agencies: readonly Speaker[];
}

const now = (at: Date) => ({ from: { lte: at }, OR: [{ until: null }, { until: { gt: at } }] });

/** The members of a group at that instant, names of countries in the reader's language. Erased persons are left out. */
export async function membersOf(
  tx: Tx,
  group: { readonly id: string },
  reader: Language,
  at: Date,
): Promise<Members> {
  const memberships = await tx.membership.findMany({
    where: { groupId: group.id, ...participating(at) },
    include: { of: true, institution: true },
  });
  const offices = await tx.groupOffice.findMany({ where: { groupId: group.id, ...now(at) } });
  const grants = await tx.grant.findMany({
    where: {
      ...now(at),
      person: { erasedAt: null },
      AND: {
        OR: [
          { groupId: group.id, right: "read" },
          { bodyKind: "officers", office: "observer", right: "read" },
        ],
      },
    },
    include: {
      person: { include: { institution: true } },
      act: { select: { kind: true, reference: true, note: true } },
    },
    orderBy: [{ from: "asc" }, { id: "asc" }],
  });
  const states = await tx.country.findMany({ select: { iso: true, names: true } });
  const country = (iso: Iso | null): NamedCountry | null => {
    const state = states.find((one) => one.iso === iso);
    return state === undefined ? null : { iso: state.iso, name: named(state.names, reader) };
  };
  const people = (office: string): Speaker[] => {
    const found = new Map<string, Speaker>();
    for (const grant of grants) {
      if (grant.office !== office || found.has(grant.personId)) continue;
      found.set(grant.personId, {
        // Of the grant: the person's own is nobody's to follow.
        id: grant.id,
        name: grant.person.name,
        position: grant.person.position,
        institution: grant.person.institution?.name ?? null,
        country: country(grant.country),
        sector: grant.sector as Sector | null,
        from: grant.from,
        until: grant.until,
        act: grant.act,
      });
    }
    return [...found.values()];
  };
  const representatives = people("representative");
  const collator = new Intl.Collator(reader);
  const rank = (office: MemberCountry["office"]) =>
    office === "chair" ? 0 : office === "vice-chair" ? 1 : 2;
  return {
    countries: memberships
      .map((membership): MemberCountry => {
        const iso = membership.country;
        const office = offices.find((one) => one.country === iso)?.office;
        return {
          iso,
          name: named(membership.of.names, reader),
          institution: { name: membership.institution.name, website: membership.institution.website },
          persons: representatives
            .filter((person) => person.country?.iso === iso)
            .map(({ id, name, position }) => ({ id, name, position })),
          office: office === "chair" ? "chair" : office === "vice-chair" ? "vice-chair" : null,
          joinedAt: membership.joinedAt,
        };
      })
      .sort((a, b) => rank(a.office) - rank(b.office) || collator.compare(a.name, b.name)),
    coordinator: people("coordinator")[0] ?? null,
    observers: people("observer"),
    speakers: people("speaker"),
    agencies: people("agency"),
  };
}
