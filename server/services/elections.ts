import { region } from "#app/domain/facts.ts";
import {
  faultsOf,
  places,
  positionOf,
  seatsPerGroup,
  type ElectedSeat,
  type Place,
} from "#app/domain/officers.ts";
import { demand } from "#app/domain/policy.ts";
import { refuse } from "#app/domain/refusal.ts";
import type { Language } from "#app/domain/release.ts";
import type { Actor, CycleId, Iso, PersonId } from "#app/domain/roles.ts";
import { openCycle } from "#server/store/agendas.ts";
import type { Tx } from "#server/store/client.ts";
import { countries, groupOfCountry, namedCountryGroups } from "#server/store/countries.ts";
import { endSeat, insertSeat, seatsUntilConference, seatsUntilDate } from "#server/store/elections.ts";
import { endOffices, type EndedOffice } from "#server/store/grants.ts";
import { cyclesOfConferences, listSeats, lockCycle, type SeatRecord } from "#server/store/seats.ts";
import { act, type Ground } from "./act.ts";
import {
  announce,
  asSecretariat,
  findOrEnter,
  nameTo,
  recordAct,
  tellEnded,
  tellNamed,
  wrong,
  type ActEntered,
  type PersonEntered,
} from "./naming.ts";

export interface ElectedEntered extends Place {
  readonly country: Iso | null;
  readonly chair: boolean;
  readonly person: PersonEntered | null;
}

/** What a Conference elected, as entered. Places left out are vacant. */
export interface Composition {
  readonly cycleId: CycleId;
  readonly seats: readonly ElectedEntered[];
  /** Until when; null: until the next Conference. */
  readonly until: Date | null;
  /** The seats that end, as reviewed: where they are others by now, nothing is done. */
  readonly ending?: readonly string[];
  readonly act: ActEntered;
}

/** What an election would do: shown before it is put on record. */
export interface ElectionReview {
  readonly ends: readonly {
    readonly id: string;
    readonly country: Iso | null;
    readonly chair: boolean;
    readonly cycleId: CycleId;
  }[];
  /** Places whose term a date ends: they stay. */
  readonly stays: readonly (Place & { readonly country: Iso | null })[];
  readonly vacant: number;
  /** Name of the cycle that begins; null where it is the one at work already. */
  readonly opens: string | null;
}

/** The Presiding Officers as a Conference elects them, by one act (S2 II B). */
export function electionServices(ground: Ground) {
  const { store, clock } = ground;
  return {
    /**
     * What the form of an election begins with: cycles, countries by group, and for each place who holds it now. Refused to
     * others than the secretariat as `unknown`.
     */
    async electing(actor: Actor, asked: { cycleId: CycleId | null; language: Language }) {
      const now = clock.now();
      demand(actor, "secretariat.read", region, now);
      const cycles = await cyclesOfConferences(store.db);
      const cycle =
        cycles.find(({ id }) => id === asked.cycleId) ?? cycles.find(({ current }) => current) ?? cycles[0];
      if (cycle === undefined) throw refuse("unknown", "thing.unknown");
      const seats = (await listSeats(store.db, cycle.id, now)).filter(({ office }) => office === "officer");
      return {
        cycle,
        cycles,
        countries: await countries(store.db, asked.language),
        countryGroups: await namedCountryGroups(store.db, asked.language),
        places: places.map((place) => {
          const seat = seats.find(({ position }) => position === positionOf(place));
          return { ...place, seat: seat ?? null, stays: seat !== undefined && stays(seat, now) };
        }),
      };
    },

    /** What entering the composition would do. Refused as `elect` is; writes nothing. */
    async reviewElection(actor: Actor, given: Composition): Promise<ElectionReview> {
      const now = clock.now();
      demand(actor, "seat.elect", region, now);
      return store.transaction(async (tx) => {
        const { former, staying } = await check(tx, given, now);
        const opens = (await cyclesOfConferences(tx)).find(({ id }) => id === given.cycleId);
        return {
          ends: former.map(({ id, country, chair, cycleId }) => ({ id, country, chair, cycleId })),
          stays: staying.map(({ group, number, country }) => ({ group, number, country })),
          opens: opens === undefined || opens.current ? null : opens.name,
          vacant:
            places.length - staying.length - given.seats.filter(({ country }) => country !== null).length,
        };
      });
    },

    /**
     * The secretariat enters the whole composition that a Conference elected: the former seats that end with a Conference end
     * at that moment, and the rights of those who sat in them now; the new seats stand with their countries, vacant ones too,
     * and the persons who are named sit in them. The cycle is the one at work from now on: its officers act on what is open from
     * every cycle. Rounds that are open keep their roll. One transaction, one act. Writes act, cycles, seats, grants, journal,
     * letters. Refused, nothing written: a composition that is none (fields `country-<group>-<n>`,
     * `chair`, by app/domain/officers.ts), a term that ends before it begins (`election.not-after`), no reference, a day
     * that has not come, an unknown cycle, seats that are others than those reviewed (`election.changed`): so a form sent
     * twice elects once.
     */
    async elect(actor: Actor, given: Composition): Promise<void> {
      const changed = await act(ground, async (tx, record, now) => {
        demand(actor, "seat.elect", region, now);
        const by = {
          actorId: actor.kind === "person" ? actor.id : null,
          capacity: asSecretariat,
          groupId: null,
          link: "/officers",
        };
        // Two who enter an election wait for each other.
        await lockCycle(tx, given.cycleId);
        const { former, staying } = await check(tx, given, now);
        const { ending } = given;
        const endedIds = former.map(({ id }) => id);
        if (ending !== undefined && !sameIds(ending, endedIds)) throw refuse("conflict", "election.changed");
        const actId = await recordAct(tx, given.act, by, now);
        await openCycle(tx, given.cycleId);
        const at = given.act.from ?? now;
        const gone: EndedOffice[] = [];
        for (const seat of former) {
          const ended = await endOffices(tx, { seatId: seat.id }, actId, now);
          await endSeat(tx, seat, at, now);
          for (const { grantId } of ended)
            record({ kind: "seat.ended", facts: { seatId: seat.id, grantId }, ...by });
          gone.push(...ended);
        }
        const term = {
          from: at,
          until: given.until,
          untilEvent: given.until === null ? ("next-conference" as const) : null,
        };
        const seatIds: string[] = [];
        const seated: { seatId: string; seat: ElectedEntered }[] = [];
        for (const place of places) {
          if (staying.some((seat) => samePlace(seat, place))) continue;
          const seat = given.seats.find((one) => samePlace(one, place)) ?? vacant(place);
          const { country, chair, group } = seat;
          const row = {
            cycleId: given.cycleId,
            countryGroup: group,
            country,
            chair,
            position: positionOf(place),
          };
          const seatId = await insertSeat(tx, { ...row, ...term }, actId);
          seatIds.push(seatId);
          seated.push({ seatId, seat });
        }
        record({ kind: "seat.elected", facts: { cycleId: given.cycleId, seatIds, endedIds }, ...by });
        const named: PersonId[] = [];
        const body = { kind: "officers", cycleId: given.cycleId } as const;
        const { reference } = given.act;
        for (const { seatId, seat } of seated) {
          const { country, chair } = seat;
          if (seat.person === null || country === null) continue;
          const person = await findOrEnter(tx, seat.person, null, now);
          const office = { person, office: "officer", body, country, sector: null, chair, seatId } as const;
          const naming = { ...office, from: at, until: given.until };
          const grantId = (await nameTo(tx, naming, actId, by, now)) ?? "";
          const facts = { seatId, grantId, personId: person.id };
          record({ kind: "seat.appointed", facts, ...by, words: { person: person.name } });
          const goesOn = gone.some((one) => one.personId === person.id && one.country === country);
          if (!goesOn)
            await tellNamed(tx, ground, person, { office: "officer", chair, country, reference }, actId, now);
          named.push(person.id);
        }
        const left = gone.filter(({ personId }) => !named.includes(personId));
        await tellEnded(tx, ground, left, reference, actId, now);
        return [...named, ...left.map(({ personId }) => personId)];
      });
      announce(ground, changed);
    },
  };
}

const sameIds = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((id) => b.includes(id));

const samePlace = (a: Place, b: Place): boolean => a.group === b.group && a.number === b.number;
const vacant = (place: Place): ElectedEntered => ({ ...place, country: null, chair: false, person: null });

/** Whether no Conference ends the term of the seat, but a day that has not come. */
const stays = (seat: SeatRecord, now: Date): boolean => seat.until !== null && seat.until > now;

/** The seats that would end and those that stay. Refuses a composition that is none. */
async function check(
  tx: Tx,
  given: Composition,
  now: Date,
): Promise<{ former: readonly SeatRecord[]; staying: readonly ElectedSeat[] }> {
  if (!(await cyclesOfConferences(tx)).some(({ id }) => id === given.cycleId))
    throw refuse("unknown", "thing.unknown");
  if (given.until !== null && given.until <= now) throw wrong("until", "election.not-after");
  const staying = (await seatsUntilDate(tx, given.cycleId, now)).flatMap((seat): ElectedSeat[] => {
    const { countryGroup, country, chair, position } = seat;
    if (countryGroup === null) return [];
    return [{ group: countryGroup, number: (position % seatsPerGroup) + 1, country, chair, email: null }];
  });
  const seats = given.seats.map(({ person, ...seat }) => ({ ...seat, email: person?.email ?? null }));
  const faults = faultsOf(seats, staying, await groupOfCountry(tx));
  if (faults.length > 0) {
    const fields = faults.map(({ at, key }) => [
      at === null ? "chair" : `country-${at.group}-${at.number}`,
      { key, params: {} },
    ]);
    throw refuse("invalid", "form.check-fields", {}, { fields: Object.fromEntries(fields) });
  }
  return { former: await seatsUntilConference(tx, given.cycleId, now), staying };
}
