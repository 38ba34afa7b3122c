/** Seats of a cycle: of the Presiding Officers, by country, and of the observers to them, by sector (domain §1). */
import type { TermEvent } from "#app/domain/officers.ts";
import type { CountryGroup } from "#app/domain/region.ts";
import type { CycleId, Iso, PersonId, Sector } from "#app/domain/roles.ts";
import type { Tx } from "./client.ts";

export interface SeatRecord {
  readonly id: string;
  readonly office: "officer" | "observer";
  readonly cycleId: CycleId;
  readonly countryGroup: CountryGroup | null;
  readonly country: Iso | null;
  readonly sector: Sector | null;
  readonly chair: boolean;
  readonly position: number;
  readonly from: Date;
  /** When its term ends or ended; null where an event ends it. */
  readonly until: Date | null;
  readonly untilEvent: TermEvent | null;
  /** Whether its term is over, and no other stands at its place yet: the place is vacant. */
  readonly lapsed: boolean;
}

interface SeatRow {
  id: string;
  office: string;
  cycleId: string | null;
  countryGroupId: string | null;
  country: string | null;
  sector: string | null;
  chair: boolean;
  position: number;
  from: Date;
  until: Date | null;
  untilEvent: string | null;
}

/** A row as the services know it; `lapsed` where its term is over and its place is empty. */
export const seatOf = (row: SeatRow, lapsed = false): SeatRecord => ({
  id: row.id,
  office: row.office === "observer" ? "observer" : "officer",
  cycleId: row.cycleId ?? "",
  countryGroup: row.countryGroupId as CountryGroup | null,
  country: row.country,
  sector: row.sector as Sector | null,
  chair: row.chair,
  position: row.position,
  from: row.from,
  until: row.until,
  untilEvent: row.untilEvent === "next-conference" ? row.untilEvent : null,
  lapsed,
});

/**
 * The seat, locked for the rest of the transaction, so that two who fill it wait for each other; null where another stands
 * at its place since, and where it is one of the officers of a cycle that is not at work.
 */
export async function lockSeat(tx: Tx, id: string, now: Date): Promise<SeatRecord | null> {
  await tx.$queryRaw`SELECT "id" FROM "seats" WHERE "id" = ${id} FOR NO KEY UPDATE`;
  const row = await tx.seat.findUnique({ where: { id }, include: { cycle: { select: { current: true } } } });
  if (row === null) return null;
  // Another Conference has elected since: nobody is put into the officers of an earlier cycle.
  if (row.office === "officer" && row.cycle?.current !== true) return null;
  if (row.until === null || row.until > now) return seatOf(row);
  const { cycleId, office, position, until } = row;
  const place = { cycleId, office, position, id: { not: id } };
  const later = await tx.seat.count({ where: { ...place, OR: [{ until: null }, { until: { gt: until } }] } });
  return later > 0 ? null : seatOf(row, true);
}

/** Locks a country's row: acts on who speaks for it wait for each other. */
export async function lockCountry(tx: Tx, country: Iso): Promise<void> {
  await tx.$queryRaw`SELECT "iso" FROM "countries" WHERE "iso" = ${country} FOR UPDATE`;
}

/** Locks a cycle's row: acts that bring seats into it wait for each other. */
export async function lockCycle(tx: Tx, cycleId: CycleId): Promise<void> {
  await tx.$queryRaw`SELECT "id" FROM "cycles" WHERE "id" = ${cycleId} FOR UPDATE`;
}

/** Whether the person sits in the seat, or will. */
export async function sitsIn(tx: Tx, seatId: string, personId: PersonId, now: Date): Promise<boolean> {
  const grant = await tx.grant.findFirst({
    where: { seatId, personId, OR: [{ until: null }, { until: { gt: now } }] },
    select: { id: true },
  });
  return grant !== null;
}

/**
 * Ends the seat as it was and puts it anew at its place, with another country or none, for the rest of its term. Where its
 * term is over, the new one lasts until the next Conference. Returns the new seat.
 */
export async function passSeat(
  tx: Tx,
  seat: SeatRecord,
  country: Iso | null,
  actId: string,
  at: Date,
): Promise<SeatRecord> {
  if (!seat.lapsed) await tx.seat.update({ where: { id: seat.id }, data: { until: at } });
  const term = seat.lapsed
    ? { until: null, untilEvent: "next-conference" }
    : { until: seat.until, untilEvent: seat.untilEvent };
  return seatOf(
    await tx.seat.create({
      data: {
        ...term,
        office: seat.office,
        bodyKind: "officers",
        cycleId: seat.cycleId,
        countryGroupId: seat.countryGroup,
        country,
        sector: seat.sector,
        chair: seat.chair,
        position: seat.position,
        from: at,
        actId,
      },
    }),
  );
}

/** The seat of the observer of that sector, made where the cycle has none yet. */
export async function observerSeat(
  tx: Tx,
  cycleId: CycleId,
  sector: Sector,
  actId: string,
  at: Date,
): Promise<SeatRecord> {
  // The cycle's row is what two who enter the first observer of a sector wait for.
  await tx.$queryRaw`SELECT "id" FROM "cycles" WHERE "id" = ${cycleId} FOR UPDATE`;
  const held = await tx.seat.findFirst({ where: { cycleId, office: "observer", sector, until: null } });
  if (held !== null) return seatOf(held);
  const position = 1 + (await tx.seat.count({ where: { cycleId, office: "observer", until: null } }));
  return seatOf(
    await tx.seat.create({
      data: {
        office: "observer",
        bodyKind: "officers",
        cycleId,
        sector,
        position,
        from: at,
        untilEvent: "next-conference",
        actId,
      },
    }),
  );
}

/** Whether the country has another seat among the officers of the cycle. */
export async function hasOtherSeat(tx: Tx, seat: SeatRecord, country: Iso, now: Date): Promise<boolean> {
  const count = await tx.seat.count({
    where: {
      cycleId: seat.cycleId,
      office: "officer",
      country,
      id: { not: seat.id },
      OR: [{ until: null }, { until: { gt: now } }],
    },
  });
  return count > 0;
}

/** A line of the table of seats, with who sits in it. */
export interface ListedSeat extends SeatRecord {
  readonly holders: readonly SeatHolder[];
  readonly act: {
    readonly kind: string;
    readonly reference: string;
    readonly date: Date | null;
    readonly letterId: string | null;
  };
}

/** Who sits in a seat. */
export interface SeatHolder {
  readonly grantId: string;
  readonly personId: PersonId;
  readonly name: string;
  readonly position: string | null;
  /** Of an observer: the body that they come from. */
  readonly institution: string | null;
  readonly from: Date;
  /** Of an observer: the body of the sector that designated them. */
  readonly designatedBy: string | null;
  /** The reference of the act. */
  readonly act: string;
  readonly letterId: string | null;
}

/**
 * The seats of a cycle that stand at `now`, officers before observers, in their order; where the term of one is over and none
 * follows, it is listed as `lapsed`, without country and persons: a vacant place.
 */
export async function listSeats(tx: Tx, cycleId: CycleId, now: Date): Promise<ListedSeat[]> {
  const rows = await tx.seat.findMany({
    where: { cycleId, from: { lte: now } },
    include: {
      act: { select: { kind: true, reference: true, date: true, letterId: true } },
      grants: {
        where: { OR: [{ until: null }, { until: { gt: now } }] },
        select: {
          id: true,
          personId: true,
          from: true,
          person: { select: { name: true, position: true, institution: { select: { name: true } } } },
          act: { select: { reference: true, letterId: true, note: true } },
        },
        orderBy: { id: "desc" },
      },
    },
    orderBy: [{ office: "desc" }, { position: "asc" }, { from: "asc" }, { id: "asc" }],
  });
  const stands = (row: SeatRow) => row.until === null || row.until > now;
  const placeOf = (row: { office: string; position: number }) => `${row.office} ${row.position}`;
  const taken = new Set(rows.filter(stands).map(placeOf));
  const last = new Map(rows.map((row) => [placeOf(row), row.id]));
  return rows.flatMap((row) => {
    if (!stands(row)) {
      if (taken.has(placeOf(row)) || last.get(placeOf(row)) !== row.id) return [];
      return [{ ...seatOf(row, true), country: null, holders: [], act: row.act }];
    }
    const holders = new Map<string, ListedSeat["holders"][number]>();
    for (const grant of row.grants)
      if (!holders.has(grant.personId))
        holders.set(grant.personId, {
          grantId: grant.id,
          personId: grant.personId,
          name: grant.person.name,
          position: grant.person.position,
          institution: grant.person.institution?.name ?? null,
          from: grant.from,
          designatedBy: grant.act.note,
          act: grant.act.reference,
          letterId: grant.act.letterId,
        });
    return [{ ...seatOf(row), holders: [...holders.values()], act: row.act }];
  });
}

/**
 * The seats of the observers to the officers in office: those of the cycle at work, and of an earlier one where somebody still
 * sits for a sector that nobody sits for in this one. A Conference ends no designation: that is the sector's own (S2 II B).
 */
export async function observersInOffice(tx: Tx, cycleId: CycleId, now: Date): Promise<ListedSeat[]> {
  const earlier = await tx.cycle.findMany({
    where: { id: { not: cycleId }, seats: { some: { office: "observer" } } },
    select: { id: true },
    orderBy: { position: "desc" },
  });
  const found: ListedSeat[] = [];
  for (const id of [cycleId, ...earlier.map((one) => one.id)])
    for (const seat of await listSeats(tx, id, now)) {
      if (seat.office !== "observer" || (id !== cycleId && seat.holders.length === 0)) continue;
      if (!found.some(({ sector, holders }) => sector === seat.sector && holders.length > 0))
        found.push(seat);
    }
  return found;
}

export interface ListedCycle {
  readonly id: CycleId;
  readonly name: string;
  readonly current: boolean;
}

/** Cycles that have seats, the youngest first. */
export async function cyclesWithSeats(tx: Tx): Promise<ListedCycle[]> {
  return tx.cycle.findMany({
    where: { OR: [{ seats: { some: {} } }, { current: true }] },
    select: { id: true, name: true, current: true },
    orderBy: { position: "desc" },
  });
}

/** All cycles, the youngest first: a Conference opens one. */
export async function cyclesOfConferences(tx: Tx): Promise<ListedCycle[]> {
  return tx.cycle.findMany({
    select: { id: true, name: true, current: true },
    orderBy: { position: "desc" },
  });
}

/** Rounds of the officers of a cycle that are not settled: their rolls stay as they were. */
export async function openOfficersRounds(tx: Tx, cycleId: CycleId): Promise<number> {
  return tx.round.count({
    where: { roll: "officers", settledAt: null, entries: { some: { seat: { cycleId } } } },
  });
}
