import type { GroupFacts } from "#app/domain/facts.ts";
import {
  rollOf,
  type CycleId,
  type GroupId,
  type Grant,
  type Iso,
  type Office,
  type Roll,
  type RollKind,
  type Seat,
} from "#app/domain/roles.ts";
import type { Terms } from "#app/domain/round.ts";
import type { Tx } from "./client.ts";
import { countryGroup, groupOfCountry } from "./countries.ts";
import { grantColumns, grantOf, whoCanAct } from "./grants.ts";
import { termsIn } from "./terms.ts";

/** Where a round that decides takes place. */
export type RollPlace =
  | { readonly kind: "group"; readonly group: GroupFacts }
  | { readonly kind: "officers"; readonly cycleId: CycleId }
  /** All countries, in a consultation about a group. */
  | { readonly kind: "region"; readonly groupId: GroupId };

/** The roll of a round that opens at `now`: a group's countries, the seats of the officers, or all countries (domain §4). */
export async function rollFor(tx: Tx, place: RollPlace, now: Date): Promise<Roll> {
  if (place.kind === "officers") {
    const seats = await officerSeats(tx, place.cycleId, now);
    const grants = await decidingGrants(tx, { office: "officer", cycleId: place.cycleId }, now);
    return rollOf({ kind: "officers", cycleId: place.cycleId, seats, grants }, now);
  }
  const groups = await groupOfCountry(tx);
  if (place.kind === "region") {
    const { groupId } = place;
    const countries = [...groups].map(([iso, group]) => ({ iso, group }));
    const grants = [
      ...(await decidingGrants(tx, { office: "representative", groupId }, now)),
      ...(await decidingGrants(tx, { office: "focal-point" }, now)),
    ];
    return rollOf({ kind: "region", groupId, countries, grants }, now);
  }
  const { groupId, chair, participating } = place.group;
  const countries = participating.map((iso) => ({ iso, group: groups.get(iso) ?? null }));
  const grants = [
    ...(await decidingGrants(tx, { office: "representative", groupId }, now)),
    ...(await decidingGrants(tx, { office: "focal-point", country: { in: [...participating] } }, now)),
  ];
  return rollOf({ kind: "group", groupId, chair, countries, grants }, now);
}

/** The seats of the officers of a cycle that stand at `now`, in their order; one without a country is vacant (domain §1). */
export async function officerSeats(tx: Tx, cycleId: CycleId, now: Date): Promise<Seat[]> {
  const rows = await tx.seat.findMany({
    where: { cycleId, office: "officer", from: { lte: now }, OR: [{ until: null }, { until: { gt: now } }] },
    orderBy: { position: "asc" },
  });
  return rows.flatMap(({ id, countryGroupId, country, chair }) => {
    const group = countryGroup(countryGroupId);
    return group === null ? [] : [{ id, cycleId, group, country, chair }];
  });
}

/** The terms of a roll in a cycle at `now`: the platform's defaults, under what the cycle has set (domain §4). */
export async function termsFor(tx: Tx, cycleId: CycleId, roll: RollKind, now: Date): Promise<Terms> {
  const row = await tx.terms.findFirst({
    where: { cycleId, roll, OR: [{ byDefault: true }, { from: { lte: now } }] },
    orderBy: [{ byDefault: "asc" }, { from: "desc" }, { id: "desc" }],
  });
  return termsIn(row?.values);
}

/** Whether somebody can act for a country in the group at `now`: its representative with the right to decide. */
export async function isRepresented(tx: Tx, groupId: string, country: Iso, now: Date): Promise<boolean> {
  return (await decidingGrants(tx, { office: "representative", groupId, country }, now)).length > 0;
}

interface Which {
  readonly office: Office;
  readonly cycleId?: string;
  readonly groupId?: string;
  readonly country?: Iso | { in: Iso[] };
}

async function decidingGrants(tx: Tx, which: Which, now: Date): Promise<Grant[]> {
  const rows = await tx.grant.findMany({
    where: {
      ...which,
      right: "decide",
      from: { lte: now },
      OR: [{ until: null }, { until: { gt: now } }],
      person: whoCanAct,
    },
    select: grantColumns,
  });
  return rows.map(grantOf);
}
