/** Who hears of what happens: people with an office, found by the grants that hold. */
import type { Language } from "#app/domain/release.ts";
import type { CycleId, Grant, GroupId, Iso } from "#app/domain/roles.ts";
import type { Tx } from "./client.ts";
import { grantColumns, grantOf, whoCanAct } from "./grants.ts";

/** Somebody whom letters reach. */
export interface Reachable {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly language: Language | null;
}

export interface Holder {
  readonly person: Reachable;
  readonly grant: Grant;
}

/** Which offices are asked for; what is left out is not. */
export interface OfficesWanted {
  /** Its representatives who decide, and its coordinator. */
  readonly groupId: GroupId | null;
  /** The officers who decide in that cycle. */
  readonly cycleId: CycleId | null;
  /** The focal points of these countries. */
  readonly countries: readonly Iso[];
}

/** One line for each person and office, for the right it is held for. */
export async function holders(tx: Tx, wanted: OfficesWanted, now: Date): Promise<Holder[]> {
  const { groupId, cycleId, countries } = wanted;
  const offices = [
    ...(groupId === null
      ? []
      : [
          { office: "representative", right: "decide", groupId },
          { office: "coordinator", right: "edit", groupId },
        ]),
    ...(cycleId === null ? [] : [{ office: "officer", right: "decide", cycleId }]),
    { office: "focal-point", right: "decide", country: { in: [...countries] } },
  ];
  const rows = await tx.grant.findMany({
    where: {
      from: { lte: now },
      AND: [{ OR: [{ until: null }, { until: { gt: now } }] }, { OR: offices }],
      person: whoCanAct,
    },
    select: { ...grantColumns, person: { select: { id: true, name: true, email: true, language: true } } },
    orderBy: [{ personId: "asc" }, { id: "asc" }],
  });
  return rows.map(({ person, ...grant }) => ({
    person: { ...person, language: person.language as Language | null },
    grant: grantOf(grant),
  }));
}

/** Whether letters still reach the person: neither erased nor suspended. */
export async function isReachable(tx: Tx, personId: string): Promise<boolean> {
  return (await tx.person.count({ where: { id: personId, ...whoCanAct } })) > 0;
}
