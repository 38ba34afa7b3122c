import { region } from "#app/domain/facts.ts";
import { demand } from "#app/domain/policy.ts";
import { refuse } from "#app/domain/refusal.ts";
import type { Language } from "#app/domain/release.ts";
import type { Actor, CycleId, Iso, PersonId, Sector } from "#app/domain/roles.ts";
import type { Tx } from "#server/store/client.ts";
import { countries, groupOfCountry, namedCountryGroups } from "#server/store/countries.ts";
import { focalPointHistory, focalPointsNow } from "#server/store/focal-points.ts";
import { setInstitution } from "#server/store/people.ts";
import { endOffices, type EndedOffice } from "#server/store/grants.ts";
import {
  cyclesWithSeats,
  hasOtherSeat,
  listSeats,
  lockCountry,
  lockCycle,
  lockSeat,
  observerSeat,
  openOfficersRounds,
  passSeat,
  sitsIn,
  type SeatRecord,
} from "#server/store/seats.ts";
import { act, type Ground, type Recorder } from "./act.ts";
import {
  announce,
  asSecretariat,
  findOrEnter,
  institutionOf,
  nameTo,
  recordAct,
  tellEnded,
  tellNamed,
  wrong,
  type ActEntered,
  type PersonEntered,
} from "./naming.ts";

/** Seats of a cycle and the focal points: entered by the secretariat, each by the act it rests on (S2 II B, C). */
export function seatServices(ground: Ground) {
  const { store, clock } = ground;

  const hand = (actor: Actor) => ({
    actorId: actor.kind === "person" ? actor.id : null,
    capacity: asSecretariat,
  });

  /** Those who sat are no longer there: their grants in the seat end, on record. */
  async function vacate(
    tx: Tx,
    seat: SeatRecord,
    except: PersonId | null,
    actId: string,
    actor: Actor,
    record: Recorder,
    now: Date,
  ): Promise<EndedOffice[]> {
    const ended = await endOffices(
      tx,
      { seatId: seat.id, ...(except === null ? {} : { except }) },
      actId,
      now,
    );
    for (const { grantId } of ended)
      record({
        kind: "seat.ended",
        facts: { seatId: seat.id, grantId },
        groupId: null,
        link: "/officers",
        ...hand(actor),
      });
    return ended;
  }

  return {
    /** The table of seats of a cycle (none given: the current one), with what its forms need. Refused as `unknown`. */
    async table(actor: Actor, asked: { cycleId: CycleId | null; language: Language }) {
      const now = clock.now();
      demand(actor, "secretariat.read", region, now);
      const cycles = await cyclesWithSeats(store.db);
      const cycle =
        cycles.find(({ id }) => id === asked.cycleId) ?? cycles.find(({ current }) => current) ?? cycles[0];
      if (cycle === undefined) throw refuse("unknown", "thing.unknown");
      return {
        cycle,
        cycles,
        seats: await listSeats(store.db, cycle.id, now),
        countries: await countries(store.db, asked.language),
        countryGroups: await namedCountryGroups(store.db, asked.language),
        openRounds: await openOfficersRounds(store.db, cycle.id),
      };
    },

    /**
     * The focal points by country, vacant ones too, with their entity; of the chosen country also all who were it before.
     * Refused to others than the secretariat as `unknown`.
     */
    async focalPoints(actor: Actor, language: Language, chosen: Iso | null = null) {
      const now = clock.now();
      demand(actor, "secretariat.read", region, now);
      const held = await focalPointsNow(store.db, now);
      return {
        points: (await countries(store.db, language)).map((country) => ({
          ...country,
          holders: held.filter((one) => one.country === country.iso),
        })),
        history: chosen === null ? [] : await focalPointHistory(store.db, chosen),
      };
    },

    /**
     * A person is put into a seat of the officers; whoever sat there goes, and the country keeps its seat. A vacant seat gets
     * its country, a seat may pass to another country of its group: then the old seat ends and a new one stands at its place,
     * and rounds that are open keep the roll they opened with. Refused: `seat.unknown`, `seat.other-country-group`,
     * `seat.country-has-seat`, `seat.same`, no reference, a beginning still to come.
     */
    async appoint(
      actor: Actor,
      given: { seatId: string; country: Iso; person: PersonEntered; act: ActEntered },
    ): Promise<void> {
      const changed = await act(ground, async (tx, record, now) => {
        demand(actor, "seat.appoint", region, now);
        // Two who give one country two seats wait for each other.
        await lockCountry(tx, given.country);
        const found = await lockSeat(tx, given.seatId, now);
        if (found === null || found.office !== "officer") throw refuse("unknown", "seat.unknown");
        await checkCountry(tx, found, given.country, now);
        const by = { ...hand(actor), groupId: null, link: "/officers" };
        const actId = await recordAct(tx, given.act, by, now);
        const person = await findOrEnter(tx, given.person, null, now);
        const passes = found.lapsed || found.country !== given.country;
        const ended = await vacate(tx, found, passes ? null : person.id, actId, actor, record, now);
        const seat = passes ? await passSeat(tx, found, given.country, actId, now) : found;
        if (passes) record({ ...passing(found, seat), ...by });
        const { country, chair, cycleId } = seat;
        const body = { kind: "officers", cycleId } as const;
        await refuseSame(tx, seat, person.id, now);
        const naming = {
          person,
          office: "officer",
          body,
          country,
          sector: null,
          chair,
          seatId: seat.id,
          from: given.act.from ?? now,
          until: seat.until,
        } as const;
        const grantId = (await nameTo(tx, naming, actId, by, now)) ?? "";
        const facts = { seatId: seat.id, grantId, personId: person.id };
        record({ kind: "seat.appointed", facts, ...by, words: { person: person.name } });
        await tellNamed(
          tx,
          ground,
          person,
          { office: "officer", chair, country, reference: given.act.reference },
          actId,
          now,
        );
        await tellEnded(tx, ground, ended, given.act.reference, actId, now);
        return [person.id, ...ended.map(({ personId }) => personId)];
      });
      announce(ground, changed);
    },

    /** A seat falls vacant: its persons go; with `country` the country gives it up too, and the place stays. */
    async end(actor: Actor, given: { seatId: string; country: boolean; act: ActEntered }): Promise<void> {
      const gone = await act(ground, async (tx, record, now) => {
        demand(actor, "seat.end", region, now);
        const seat = await lockSeat(tx, given.seatId, now);
        if (seat === null) throw refuse("unknown", "seat.unknown");
        const actId = await recordAct(tx, given.act, hand(actor), now);
        const ended = await vacate(tx, seat, null, actId, actor, record, now);
        const passes = given.country && seat.country !== null && !seat.lapsed;
        if (ended.length === 0 && !passes) throw refuse("conflict", "seat.vacant");
        if (passes) {
          const left = passing(seat, await passSeat(tx, seat, null, actId, now));
          record({ ...left, ...hand(actor), groupId: null, link: "/officers" });
        }
        await tellEnded(tx, ground, ended, given.act.reference, actId, now);
        return ended.map(({ personId }) => personId);
      });
      announce(ground, gone);
    },

    /**
     * The observer whom a sector designates, through the body that speaks for it; the one before goes. Refused: `seat.same`,
     * no reference, a beginning still to come.
     */
    async enterObserver(
      actor: Actor,
      given: {
        cycleId: CycleId;
        sector: Sector;
        person: PersonEntered;
        institution: string | null;
        /** The body of the sector that designates; null where it is only in the act. */
        designatedBy?: string | null;
        act: ActEntered;
      },
    ): Promise<void> {
      const changed = await act(ground, async (tx, record, now) => {
        demand(actor, "observer.enter", region, now);
        if (!(await cyclesWithSeats(tx)).some(({ id }) => id === given.cycleId))
          throw refuse("unknown", "thing.unknown");
        const by = { ...hand(actor), groupId: null, link: "/officers" };
        const actId = await recordAct(tx, { ...given.act, note: given.designatedBy ?? null }, by, now);
        const { sector, cycleId } = given;
        // The first observer of a sector brings its seat: two at once bring one.
        await lockCycle(tx, cycleId);
        const seat = await observerSeat(tx, cycleId, sector, actId, now);
        const person = await findOrEnter(
          tx,
          given.person,
          await institutionOf(tx, given.institution, null),
          now,
        );
        const ended = await vacate(tx, seat, person.id, actId, actor, record, now);
        await refuseSame(tx, seat, person.id, now);
        const body = { kind: "officers", cycleId } as const;
        const naming = {
          person,
          office: "observer",
          body,
          country: null,
          sector,
          seatId: seat.id,
          from: given.act.from ?? now,
        } as const;
        const grantId = (await nameTo(tx, naming, actId, by, now)) ?? "";
        const facts = { seatId: seat.id, grantId, personId: person.id };
        record({ kind: "seat.appointed", facts, ...by, words: { person: person.name } });
        await tellNamed(
          tx,
          ground,
          person,
          { office: "observer", country: null, sector, reference: given.act.reference },
          actId,
          now,
        );
        await tellEnded(tx, ground, ended, given.act.reference, actId, now);
        return [person.id, ...ended.map(({ personId }) => personId)];
      });
      announce(ground, changed);
    },

    /**
     * The focal point that a country appoints or ratifies. Whoever was it before goes, unless `beside`: an entity may have
     * several persons. Refused: `country.unknown` (field), `focal-point.same`, no reference.
     */
    async enterFocalPoint(
      actor: Actor,
      given: {
        country: Iso;
        person: PersonEntered;
        institution: string | null;
        beside: boolean;
        act: ActEntered;
      },
    ): Promise<void> {
      const { country } = given;
      const changed = await act(ground, async (tx, record, now) => {
        demand(actor, "focal-point.enter", region, now);
        if (!(await groupOfCountry(tx)).has(country)) throw wrong("country", "country.unknown");
        // Two who enter the focal point of a country wait for each other.
        await lockCountry(tx, country);
        const by = { ...hand(actor), groupId: null, link: "/secretariat/focal-points" };
        const actId = await recordAct(tx, given.act, by, now);
        const body = { kind: "country", country } as const;
        const entity = await institutionOf(tx, given.institution, country);
        const person = await findOrEnter(tx, given.person, entity, now);
        // The entity that the country names is where the person speaks from, also for one who was known before.
        if (entity !== null) await setInstitution(tx, person.id, entity);
        const former = { body, offices: ["focal-point"], except: person.id } as const;
        const ended = given.beside ? [] : await endOffices(tx, former, actId, now);
        const grantId = await nameTo(
          tx,
          { person, office: "focal-point", body, country, sector: null, from: given.act.from ?? now },
          actId,
          by,
          now,
        );
        if (grantId === null && ended.length === 0)
          throw refuse("conflict", "focal-point.same", { name: person.name });
        for (const one of ended) record({ kind: "grant.ended", facts: { grantId: one.grantId }, ...by });
        if (grantId !== null) {
          const facts = {
            grantId,
            personId: person.id,
            right: "decide",
            office: "focal-point",
            until: null,
          } as const;
          record({ kind: "grant.given", facts, ...by, words: { person: person.name } });
          await tellNamed(
            tx,
            ground,
            person,
            { office: "focal-point", country, reference: given.act.reference },
            actId,
            now,
          );
        }
        await tellEnded(tx, ground, ended, given.act.reference, actId, now);
        return [person.id, ...ended.map(({ personId }) => personId)];
      });
      announce(ground, changed);
    },
  };
}

/** A seat belongs to a country of its group, and a country has one seat (S2 II B). */
async function checkCountry(tx: Tx, seat: SeatRecord, country: Iso, now: Date): Promise<void> {
  const group = (await groupOfCountry(tx)).get(country);
  if (group === undefined) throw wrong("country", "country.unknown");
  if (group !== seat.countryGroup) throw wrong("country", "seat.other-country-group");
  if (await hasOtherSeat(tx, seat, country, now)) throw wrong("country", "seat.country-has-seat");
}

/** A form sent twice appoints once. */
async function refuseSame(tx: Tx, seat: SeatRecord, personId: PersonId, now: Date): Promise<void> {
  if (await sitsIn(tx, seat.id, personId, now)) throw refuse("conflict", "seat.same");
}

/** What the record says of a seat that passes to another country, or to none. */
const passing = (before: SeatRecord, after: SeatRecord) => ({
  kind: "seat.passed" as const,
  facts: {
    seatId: after.id,
    formerSeatId: before.id,
    from: before.lapsed ? null : before.country,
    to: after.country,
  },
});
