/** Seats of the officers as a Conference elects them: all at once, the former ones ended. */
import type { TermEvent } from "#app/domain/officers.ts";
import type { CountryGroup } from "#app/domain/region.ts";
import type { CycleId, Iso } from "#app/domain/roles.ts";
import type { Tx } from "./client.ts";
import { seatOf, type SeatRecord } from "./seats.ts";

export interface NewSeat {
  readonly cycleId: CycleId;
  readonly countryGroup: CountryGroup;
  readonly country: Iso | null;
  readonly chair: boolean;
  readonly position: number;
  readonly from: Date;
  readonly until: Date | null;
  readonly untilEvent: TermEvent | null;
}

/** Puts a seat of the officers (seats). Returns its id. */
export async function insertSeat(tx: Tx, seat: NewSeat, actId: string): Promise<string> {
  const { countryGroup, ...rest } = seat;
  const data = { ...rest, office: "officer", bodyKind: "officers", countryGroupId: countryGroup, actId };
  return (await tx.seat.create({ data, select: { id: true } })).id;
}

/**
 * The officers' seats that the Conference which opens the cycle ends: those whose term no date ends, of every cycle, and all
 * that stand of another cycle; in their order, locked.
 */
export async function seatsUntilConference(tx: Tx, opened: CycleId, now: Date): Promise<SeatRecord[]> {
  const locked = await tx.$queryRaw<{ id: string }[]>`
    SELECT "id" FROM "seats"
    WHERE "office" = 'officer' AND ("until" IS NULL OR ("until" > ${now} AND "cycleId" <> ${opened}))
    ORDER BY "id" FOR NO KEY UPDATE`;
  const rows = await tx.seat.findMany({
    where: { id: { in: locked.map(({ id }) => id) } },
    orderBy: [{ cycleId: "asc" }, { position: "asc" }],
  });
  return rows.map((row) => seatOf(row));
}

/** The officers' seats of a cycle whose term ends on a date that has not come: an election leaves them. */
export async function seatsUntilDate(tx: Tx, cycleId: CycleId, now: Date): Promise<SeatRecord[]> {
  const rows = await tx.seat.findMany({
    where: { office: "officer", cycleId, until: { gt: now } },
    orderBy: { position: "asc" },
  });
  return rows.map((row) => seatOf(row));
}

/** Ends the seat at that instant, but never before it began. */
export async function endSeat(tx: Tx, { id, from }: SeatRecord, at: Date, now: Date): Promise<void> {
  await tx.seat.update({ where: { id }, data: { until: from < at ? at : now } });
}
