import type { GroupFacts, RoundFacts } from "#app/domain/facts.ts";
import { latestConfirmation, read } from "#app/domain/consensus.ts";
import { bodyOf } from "#app/domain/part.ts";
import { demand } from "#app/domain/policy.ts";
import { refuse } from "#app/domain/refusal.ts";
import { endOfRegionalDay, millisecondsADay, regionalDay } from "#app/domain/region.ts";
import type { Language } from "#app/domain/release.ts";
import {
  checkConfirmation,
  checkExplanation,
  checkExtension,
  checkOutcome,
  checkPosition,
  checkWithdrawal,
} from "#app/domain/round-check.ts";
import type { Actor, Capacity, Iso, Office, PersonId } from "#app/domain/roles.ts";
import type { Outcome, Position, PositionKind, Reading, Round } from "#app/domain/round.ts";
import type { Tx } from "#server/store/client.ts";
import * as positions from "#server/store/positions.ts";
import { lockSubject, roundById, subjectOfRound, type RecordedRound } from "#server/store/rounds.ts";
import { act, type Ground, type Recorder } from "./act.ts";
import { endingCapacity } from "./capacities.ts";
import { roundFacts } from "./round-opening.ts";
import type { RoundSubjects } from "./round-subjects.ts";
import { latestOf, viewOf, type RoundView } from "./round-view.ts";

/** A formal form on a round: for which seat and in which office it is given. The server checks both. */
export interface FormalForm {
  readonly roundId: string;
  readonly seat: string;
  readonly office: Office;
  readonly language: Language;
}

export interface PositionForm extends FormalForm {
  /** The release that was read. */
  readonly releaseId: string;
  /** How many positions of the seat were on record when the form was made; a form sent twice is taken once. */
  readonly after: number;
  readonly kind: PositionKind;
  readonly passage: string | null;
  readonly text: string | null;
  readonly reason: string | null;
  readonly lift: string | null;
  readonly amendment: string | null;
  /** The day ("2011-04-02") until which the capital may confirm an ad referendum: to its end, but no later than the terms allow. */
  readonly confirmDay: string | null;
  readonly explanation: string | null;
}

/** What would be on record, and what would still be needed after it: the second step of giving a position. */
export interface PositionReview {
  readonly position: Position;
  readonly country: Iso;
  readonly explanation: string | null;
  readonly after: Reading;
}

interface Held {
  readonly recorded: RecordedRound;
  readonly facts: RoundFacts;
  readonly group: GroupFacts;
  readonly link: string;
}

export function roundServices(ground: Ground, subjects: RoundSubjects) {
  /** Locks the subject, then reads the round: nobody changes it until the transaction ends. Refuses `round.unknown`. */
  async function hold(tx: Tx, roundId: string, now: Date): Promise<Held> {
    const subject = await subjectOfRound(tx, roundId);
    if (subject === null) throw refuse("unknown", "round.unknown");
    await lockSubject(tx, subject);
    const recorded = await roundById(tx, roundId);
    if (recorded === null) throw refuse("unknown", "round.unknown");
    const { group, link } = await subjects[subject.kind].facts(tx, subject.id, now);
    return { recorded, group, link, facts: await roundFacts(tx, recorded, group, now) };
  }

  function checked(held: Held, actor: Actor, form: PositionForm, now: Date) {
    const capacity = voice(held, actor, "round.position", form, now);
    const { seat, releaseId, kind, passage, text, reason, lift, amendment } = form;
    const confirmBy = confirmEnd(form.confirmDay, held.recorded.round);
    const draft = {
      seat,
      releaseId,
      kind,
      passage,
      text,
      reason,
      lift,
      amendment,
      confirmBy,
      capacity,
      receivedAt: null,
    };
    return { capacity, position: checkPosition(draft, held.recorded.round, bodyOf(held.facts), now) };
  }

  return {
    /** Goes on where the round is of what stands at that address, without language. Refuses `round.unknown`. */
    at: async (roundId: string, link: string): Promise<void> => {
      const { db } = ground.store;
      const subject = await subjectOfRound(db, roundId);
      if (subject === null) throw refuse("unknown", "round.unknown");
      const facts = await subjects[subject.kind].facts(db, subject.id, ground.clock.now());
      if (facts.link !== link) throw refuse("unknown", "round.unknown");
    },

    /** The round with its reading and what the actor may do in it. */
    view: (actor: Actor, recorded: RecordedRound, group: GroupFacts): Promise<RoundView> =>
      viewOf(ground.store.db, actor, recorded, group, ground.clock.now()),

    /** Checks a position without giving it (domain §4: a review of what will be on record). Refuses what `give` refuses. */
    review: (actor: Actor, form: PositionForm): Promise<PositionReview> =>
      ground.store.transaction(async (tx) => {
        const now = ground.clock.now();
        const held = await hold(tx, form.roundId, now);
        const { capacity, position } = checked(held, actor, form, now);
        demandFresh(held.recorded, form);
        const round = { ...held.recorded.round, positions: [...held.recorded.round.positions, position] };
        return {
          position,
          country: capacity.country ?? "",
          explanation: form.explanation,
          after: read(round, now),
        };
      }),

    /**
     * Gives the position of a seat, with an explanation where there is one. A form sent twice gives one position.
     * Refuses: not one who decides for the seat in that capacity (`forbidden`), what `checkPosition` refuses, and
     * `position.changed-meanwhile` where another position of the seat came between.
     */
    give: (actor: Actor, form: PositionForm): Promise<void> =>
      act(ground, async (tx, record, now) => {
        const held = await hold(tx, form.roundId, now);
        const { capacity, position } = checked(held, actor, form, now);
        const { id: roundId } = held.recorded;
        const personId = idOf(actor);
        if (repeats(held.recorded, form, personId)) return;
        demandFresh(held.recorded, form);
        const hand = {
          personId,
          office: form.office,
          country: capacity.country ?? "",
          language: form.language,
        };
        const positionId = await positions.addPosition(tx, roundId, position, hand, form.after + 1);
        const common = { groupId: held.group.groupId, capacity, actorId: personId, link: held.link };
        record({
          ...common,
          kind: "round.position-given",
          facts: { roundId, positionId, seat: form.seat, position: position.kind, byLetter: false },
          words: present({
            passage: position.passage,
            text: position.text,
            reason: position.reason,
            lift: position.lift,
            amendment: position.amendment,
          }),
        });
        if (form.explanation === null) return;
        const explanationId = await positions.addExplanation(tx, roundId, form.explanation, hand, now);
        const facts = { roundId, seat: form.seat, explanationId };
        record({ ...common, kind: "round.explanation-given", facts, words: { text: form.explanation } });
      }),

    /** Confirms or declines an ad referendum. Refuses what `checkConfirmation` refuses. */
    confirm: (actor: Actor, form: FormalForm & { readonly confirmed: boolean }): Promise<void> =>
      act(ground, async (tx, record, now) => {
        const held = await hold(tx, form.roundId, now);
        const { recorded } = held;
        const capacity = voice(held, actor, "round.confirm", form, now);
        checkConfirmation(form.seat, capacity, recorded.round, bodyOf(held.facts), now);
        const position = latestOf(recorded, form.seat);
        if (position === null) throw refuse("conflict", "confirmation.none-awaited");
        const { confirmed, seat } = form;
        const personId = idOf(actor);
        await positions.addConfirmation(tx, { positionId: position.id, confirmed, personId }, now);
        const facts = { roundId: recorded.id, seat, confirmed };
        record({
          kind: "round.position-confirmed",
          groupId: held.group.groupId,
          capacity,
          actorId: personId,
          link: held.link,
          facts,
        });
      }),

    /** Explains a position, until the outcome is on record. Refuses what `checkExplanation` refuses. */
    explain: (actor: Actor, form: FormalForm & { readonly text: string }): Promise<void> =>
      act(ground, async (tx, record, now) => {
        const held = await hold(tx, form.roundId, now);
        const { recorded } = held;
        const capacity = voice(held, actor, "round.explain", form, now);
        checkExplanation(form.seat, capacity, recorded.round, bodyOf(held.facts), now);
        const personId = idOf(actor);
        const { seat, text, office, language } = form;
        const latest = recorded.explanations.at(-1);
        if (latest?.text === text && latest.personId === personId) return;
        const hand = { personId, office, country: capacity.country ?? "", language };
        const explanationId = await positions.addExplanation(tx, recorded.id, text, hand, now);
        const facts = { roundId: recorded.id, seat, explanationId };
        record({
          kind: "round.explanation-given",
          groupId: held.group.groupId,
          capacity,
          actorId: personId,
          link: held.link,
          facts,
          words: { text },
        });
      }),

    /** Moves the end of a round further by so many days, before it is reached. Refuses what `checkExtension` refuses. */
    extend: (actor: Actor, form: { readonly roundId: string; readonly days: number }): Promise<void> =>
      act(ground, async (tx, record, now) => {
        const held = await hold(tx, form.roundId, now);
        demand(actor, "round.extend", held.facts, now);
        const closing = new Date(held.recorded.round.closing.getTime() + form.days * millisecondsADay);
        checkExtension(held.recorded.round, closing, now);
        await positions.setClosing(tx, held.recorded.id, closing);
        const facts = {
          roundId: held.recorded.id,
          closing: closing.toISOString(),
          because: "chair" as const,
        };
        const { capacity, actorId } = ending(held, actor, now);
        record({
          kind: "round.extended",
          groupId: held.group.groupId,
          capacity,
          actorId,
          link: held.link,
          facts,
        });
      }),

    /** Withdraws a round with its reason; the subject goes back one stage. Refuses what `checkWithdrawal` refuses. */
    withdraw: (actor: Actor, form: { readonly roundId: string; readonly reason: string }): Promise<void> =>
      act(ground, async (tx, record, now) => {
        const held = await hold(tx, form.roundId, now);
        demand(actor, "round.withdraw", held.facts, now);
        checkWithdrawal(held.recorded.round, now);
        const { recorded, group, link } = held;
        await positions.setWithdrawn(tx, recorded.id, form.reason, now);
        const by = ending(held, actor, now);
        const facts = { roundId: recorded.id };
        record({
          kind: "round.withdrawn",
          groupId: group.groupId,
          ...by,
          link,
          facts,
          words: { reason: form.reason },
        });
        await end(tx, record, held, "withdrawn", form.reason, by, now);
      }),

    /**
     * Enters what the reading says, without discretion; the subject goes on, or back one stage. Refused while anything is
     * needed (`round.needs`), a second time (`round.recorded`), or before others than the Chair may (`forbidden`).
     */
    record: (actor: Actor, form: { readonly roundId: string }): Promise<Outcome> =>
      act(ground, async (tx, record, now) => {
        const held = await hold(tx, form.roundId, now);
        demand(actor, "round.record-outcome", held.facts, now);
        const { recorded, group, link } = held;
        if (recorded.settledAt !== null)
          throw refuse("conflict", recorded.outcome ? "round.recorded" : "round.withdrawn");
        const outcome = checkOutcome(recorded.round, now);
        const reading = read(recorded.round, now);
        const by = ending(held, actor, now);
        const { office, country } = by.capacity;
        const standing = reading.standing.map((line) => ({
          seat: line.seat,
          country: line.country,
          standing: line.standing,
          position: line.position?.kind ?? null,
          confirmation: line.confirmation,
        }));
        const since = (reading.since ?? now).toISOString();
        await positions.addOutcome(
          tx,
          recorded.id,
          { outcome, facts: { since, standing }, personId: by.actorId, office, country },
          now,
        );
        record({
          kind: "round.outcome-recorded",
          groupId: group.groupId,
          ...by,
          link,
          facts: { roundId: recorded.id, outcome, since },
        });
        await end(tx, record, held, outcome, null, by, now);
        return outcome;
      }),
  };

  async function end(
    tx: Tx,
    record: Recorder,
    held: Held,
    outcome: Outcome,
    reason: string | null,
    by: { capacity: Capacity; actorId: PersonId },
    now: Date,
  ): Promise<void> {
    const { subject } = held.recorded;
    await subjects[subject.kind].ended(tx, record, { round: held.recorded, outcome, reason, ...by }, now);
  }
}

export type RoundServices = ReturnType<typeof roundServices>;

function voice(
  held: Held,
  actor: Actor,
  action: "round.position" | "round.confirm" | "round.explain",
  form: FormalForm,
  now: Date,
): Capacity {
  const entry = held.facts.entries.find(({ seat }) => seat === form.seat);
  const capacity: Capacity = {
    office: form.office,
    country: entry?.country ?? null,
    body: bodyOf(held.facts),
  };
  demand(actor, action, { kind: "voice", round: held.facts, seat: form.seat, capacity }, now);
  return capacity;
}

function ending(held: Held, actor: Actor, now: Date): { capacity: Capacity; actorId: PersonId } {
  return { capacity: endingCapacity(actor, held.facts, now), actorId: idOf(actor) };
}

/** Whether the form was sent before and is on record already, word for word, by the same hand. */
function repeats(recorded: RecordedRound, form: PositionForm, personId: PersonId): boolean {
  const latest = latestOf(recorded, form.seat);
  return (
    latest !== null &&
    latest.ordinal === form.after + 1 &&
    latest.personId === personId &&
    latest.kind === form.kind &&
    latest.passage === form.passage &&
    latest.text === form.text &&
    latest.reason === form.reason &&
    latest.lift === form.lift &&
    latest.amendment === form.amendment &&
    latest.confirmBy?.getTime() === confirmEnd(form.confirmDay, recorded.round)?.getTime()
  );
}

/** The end of the chosen day; on the last possible day the exact instant that the terms allow. */
function confirmEnd(day: string | null, round: Round): Date | null {
  if (day === null) return null;
  const end = endOfRegionalDay(day);
  const latest = latestConfirmation(round);
  return end !== null && end > latest && regionalDay(latest) === day ? latest : end;
}

function demandFresh(recorded: RecordedRound, form: PositionForm): void {
  const given = latestOf(recorded, form.seat)?.ordinal ?? 0;
  if (given !== form.after) throw refuse("conflict", "position.changed-meanwhile");
}

function idOf(actor: Actor): PersonId {
  if (actor.kind === "person") return actor.id;
  throw refuse("forbidden", "may-not.round.position");
}

/** The words that are there. */
function present(words: Readonly<Record<string, string | null>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(words).filter((entry): entry is [string, string] => entry[1] !== null),
  );
}
