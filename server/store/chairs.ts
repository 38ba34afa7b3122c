/** Chair and Vice Chairs of a group: countries, by an act, from when until when (group_offices). */
import type { ActKind } from "#app/domain/act.ts";
import type { GroupId, Iso } from "#app/domain/roles.ts";
import type { Tx } from "./client.ts";

export interface ChairsEntered {
  /** Null where no country takes the chair. */
  readonly chair: Iso | null;
  readonly viceChairs: readonly Iso[];
}

/**
 * Ends every office of Chair and Vice Chair of the group at `from` and gives these, by that act. An office that had not
 * begun by then is ended before it begins. Lock the group before. Writes group_offices.
 */
export async function setChairs(
  tx: Tx,
  groupId: GroupId,
  { chair, viceChairs }: ChairsEntered,
  actId: string,
  from: Date,
): Promise<void> {
  await tx.groupOffice.updateMany({
    where: { groupId, from: { lte: from }, OR: [{ until: null }, { until: { gt: from } }] },
    data: { until: from },
  });
  const ahead = await tx.groupOffice.findMany({
    where: { groupId, until: null },
    select: { id: true, from: true },
  });
  for (const { id, from: never } of ahead)
    await tx.groupOffice.update({ where: { id }, data: { until: never } });
  await tx.groupOffice.createMany({
    data: [
      ...(chair === null ? [] : [{ groupId, country: chair, office: "chair", actId, from }]),
      ...viceChairs.map((country) => ({ groupId, country, office: "vice-chair", actId, from })),
    ],
  });
}

/** An office of a country in a group with the act it rests on. */
export interface OfficeHeld {
  readonly country: Iso;
  readonly office: "chair" | "vice-chair";
  readonly from: Date;
  readonly act: { readonly kind: ActKind; readonly reference: string; readonly date: Date | null };
}

/** The offices that are held at `at` or will be later, the Chair first, in order of when they begin. */
export async function officesHeld(tx: Tx, groupId: GroupId, at: Date): Promise<OfficeHeld[]> {
  const rows = await tx.groupOffice.findMany({
    where: { groupId, OR: [{ until: null }, { until: { gt: at } }] },
    include: { act: { select: { kind: true, reference: true, date: true } } },
    orderBy: [{ from: "asc" }, { office: "asc" }, { country: "asc" }],
  });
  return rows.map(({ country, office, from, act }) => ({
    country,
    office: office === "chair" ? "chair" : "vice-chair",
    from,
    act: { ...act, kind: act.kind as ActKind },
  }));
}

/** The round in which the present Chair and Vice Chairs were chosen, by the act's reference. */
export async function roundOfChairs(tx: Tx, groupId: GroupId): Promise<number | null> {
  const entry = await tx.journalEntry.findFirst({
    where: { groupId, kind: "group.chairs-entered" },
    orderBy: [{ at: "desc" }, { seq: "desc" }],
    select: { roundId: true },
  });
  if (entry?.roundId == null) return null;
  const round = await tx.round.findUnique({ where: { id: entry.roundId }, select: { number: true } });
  return round?.number ?? null;
}
