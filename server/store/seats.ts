/** Seats of a cycle: of the Presiding Officers, by country, and of the observers to them, by sector (domain §1). */
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
  readonly until: Date | null;
}

const recordOf = (row: {
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
}): SeatRecord => ({
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
});

/** The seat, locked for the rest of the transaction, so that two who fill it wait for each other; null where it ended. */
export async function lockSeat(tx: Tx, id: string, now: Date): Promise<SeatRecord | null> {
  await tx.$queryRaw`SELECT "id" FROM "seats" WHERE "id" = ${id} FOR UPDATE`;
  const row = await tx.seat.findFirst({ where: { id, OR: [{ until: null }, { until: { gt: now } }] } });
  return row === null ? null : recordOf(row);
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

/** Ends the seat as it was and puts it anew at its place, with another country or none. Returns the new seat. */
export async function passSeat(
  tx: Tx,
  seat: SeatRecord,
  country: Iso | null,
  actId: string,
  at: Date,
): Promise<SeatRecord> {
  await tx.seat.update({ where: { id: seat.id }, data: { until: at } });
  return recordOf(
    await tx.seat.create({
      data: {
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
  if (held !== null) return recordOf(held);
  const position = 1 + (await tx.seat.count({ where: { cycleId, office: "observer", until: null } }));
  return recordOf(
    await tx.seat.create({
      data: { office: "observer", bodyKind: "officers", cycleId, sector, position, from: at, actId },
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
  readonly holders: readonly {
    readonly grantId: string;
    readonly name: string;
    readonly from: Date;
    readonly act: string;
  }[];
  readonly act: { readonly kind: string; readonly reference: string };
}

/** The seats of a cycle that stand at `now`, officers before observers, in their order. */
export async function listSeats(tx: Tx, cycleId: CycleId, now: Date): Promise<ListedSeat[]> {
  const rows = await tx.seat.findMany({
    where: { cycleId, OR: [{ until: null }, { until: { gt: now } }] },
    include: {
      act: { select: { kind: true, reference: true } },
      grants: {
        where: { OR: [{ until: null }, { until: { gt: now } }] },
        select: {
          id: true,
          personId: true,
          from: true,
          person: { select: { name: true } },
          act: { select: { reference: true } },
        },
        orderBy: { id: "desc" },
      },
    },
    orderBy: [{ office: "desc" }, { position: "asc" }],
  });
  return rows.map((row) => {
    const holders = new Map<string, ListedSeat["holders"][number]>();
    for (const grant of row.grants)
      if (!holders.has(grant.personId))
        holders.set(grant.personId, {
          grantId: grant.id,
          name: grant.person.name,
          from: grant.from,
          act: grant.act.reference,
        });
    return { ...recordOf(row), holders: [...holders.values()], act: row.act };
  });
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

/** Rounds of the officers of a cycle that are not settled: their rolls stay as they were. */
export async function openOfficersRounds(tx: Tx, cycleId: CycleId): Promise<number> {
  return tx.round.count({
    where: { roll: "officers", settledAt: null, entries: { some: { seat: { cycleId } } } },
  });
}
