/**
 * What is refused on a round: opening, positions, confirmations, extension, withdrawal, outcome (domain §4).
 * May import: this room. Begin with `checkPosition`. Time is compared when a request is served, by the server's clock.
 */

import { latestConfirmation, latestGiven, lettersUntil, read } from "./consensus.ts";
import { addWorkingDays, millisecondsAnHour, officeHoursEnd, type CountryGroup } from "./region.ts";
import { refuse, type Params } from "./refusal.ts";
import { isClean, type Openness } from "./release.ts";
import { sameBody, type Body, type Capacity, type Office, type RollEntry, type RollKind } from "./roles.ts";
import type { Outcome, Position, Round } from "./round.ts";

/** A position as it is sent, with the capacity it is given in. */
export type PositionDraft = Omit<Position, "at"> & {
  readonly capacity: Capacity;
  /** For a letter that the secretariat enters: when it was received. Null where the country gives its position itself. */
  readonly receivedAt: Date | null;
};

/**
 * Refuses a round that may not open: on a text that is not clean (`round.not-clean`), on too few occupied seats
 * (`round.too-few-seats`; a consultation decides nothing and needs none), without a span (`round.no-span`),
 * with an opening past (`round.opening-past`), on a silence that is too short (`round.silence-too-short`, hours and earliest end)
 * or a consultation that is (`group.consultation-too-short`, hours),
 * under a quorum that vacant seats put out of reach (`round.quorum-out-of-reach`). All `conflict` but those on times (`invalid`).
 */
export function checkOpening(
  round: Pick<Round, "roll" | "terms" | "mode" | "opening" | "closing">,
  openness: Openness,
  now: Date,
): void {
  const { roll, terms, mode, opening, closing } = round;
  if (!isClean(openness)) {
    throw refuse("conflict", "round.not-clean", { brackets: openness.brackets, gaps: openness.gaps });
  }
  if (closing <= opening) throw refuseField("closing", "round.no-span");
  if (opening < now) throw refuseField("opening", "round.opening-past");
  if (roll.kind === "region") {
    if (closing >= earliestEnd({ terms, opening })) return;
    const params = { hours: terms.minSilenceHours.value };
    throw refuseField("closing", "group.consultation-too-short", params);
  }
  const occupied = roll.entries.filter((entry) => entry.occupied);
  const least = terms.minOccupiedSeats.value;
  if (occupied.length < least) {
    throw refuse("conflict", "round.too-few-seats", { count: least, occupied: occupied.length });
  }
  if (mode === "silence") {
    const earliest = earliestEnd({ terms, opening });
    if (closing < earliest) {
      const params = { hours: terms.minSilenceHours.value, at: earliest.toISOString() };
      throw refuseField("closing", "round.silence-too-short", params);
    }
    return;
  }
  const required = terms.quorumPerGroup.value;
  if (required === null) return;
  const groups = new Set(
    roll.entries.flatMap(({ group }): CountryGroup[] => (group === null ? [] : [group])),
  );
  for (const group of groups) {
    const present = occupied.filter((entry) => entry.group === group).length;
    if (present < required)
      throw refuse("conflict", "round.quorum-out-of-reach", { group, present, required });
  }
}

/** The earliest end of a silence or of a consultation that opens at `opening`. */
export function earliestEnd({ terms, opening }: Pick<Round, "terms" | "opening">): Date {
  return endAfter(opening, terms.minSilenceHours.value);
}

/** `hours` after `opening`: where a silence that lasts at least so long may end. */
export const endAfter = (opening: Date, hours: number): Date =>
  new Date(opening.getTime() + hours * millisecondsAnHour);

/**
 * The end that a form proposes for a round that opens at `now`: when office hours end on the first working day at least `days`
 * days later; and where the terms want a silence of more `hours` than that, on the first day on which one that is sent
 * within the hour may end. So what the form proposes is never refused for being too short.
 */
export function proposedEnd(now: Date, days: number, hours: number): Date {
  const usual = officeHoursEnd(now, days);
  const least = endAfter(now, hours + 1);
  if (usual >= least) return usual;
  const sameDay = officeHoursEnd(least, 0);
  return sameDay >= least ? sameDay : officeHoursEnd(least, 1);
}

/**
 * The position that goes on record, or a refusal: `invalid` with the fields that a kind of position needs (`position.…`);
 * `conflict` `position.other-release`, `position.not-on-roll`, `position.vacant`, `position.left`, `round.not-open`,
 * `round.closed` (at), `round.silence-broken`, `round.withdrawn`, `round.recorded`; `forbidden` `position.wrong-capacity`.
 * `body` is where the round takes place. A letter received before the end is taken for one working day after it.
 */
export function checkPosition(draft: PositionDraft, round: Round, body: Body, now: Date): Position {
  const { capacity, receivedAt, ...position } = draft;
  if (position.releaseId !== round.releaseId) throw refuse("conflict", "position.other-release");
  const entry = demandSeat(round, position.seat);
  demandCapacity(capacity, entry, round.roll.kind, body);
  const at = receivedAt ?? now;
  demandTime(round, at, receivedAt !== null, now);
  if (hasLeft(round, entry, at)) throw refuse("conflict", "position.left");
  demandNeeds(position, round, at);
  return { ...position, at };
}

/** Whether anything received by letter may be entered now: a position, or the word of a capital that is awaited or was until lately. */
export function takesLetters(round: Round, now: Date): boolean {
  if (round.withdrawn !== null || round.recorded !== null || now < round.opening) return false;
  if (now < lettersUntil(round, round.closing)) return true;
  return read(round, now).standing.some(({ confirmation, position }) => {
    const open = confirmation === "awaited" || confirmation === "unconfirmed";
    return open && position?.confirmBy != null && now < lettersUntil(round, position.confirmBy);
  });
}

function demandLetterTime(round: Round, end: Date, now: Date): void {
  const until = lettersUntil(round, end);
  if (now >= until) throw refuse("conflict", "position.letter-too-late", { at: until.toISOString() });
}

/** Refuses times at which no position is taken. The instant of a letter is its receipt; entering it has an end of its own. */
function demandTime(round: Round, at: Date, byLetter: boolean, now: Date): void {
  demandUnsettled(round, now);
  if (at < round.opening) throw refuse("conflict", "round.not-open", { at: round.opening.toISOString() });
  if (at > now) throw refuseField("receivedAt", "position.received-later");
  if (at >= round.closing) throw refuse("conflict", "round.closed", { at: round.closing.toISOString() });
  if (byLetter) demandLetterTime(round, round.closing, now);
  if (read(round, at).state === "broken") throw refuse("conflict", "round.silence-broken");
}

/** A country on the roll, whether or not it had somebody to answer at the opening. */
function demandEntry(round: Round, seat: string): RollEntry {
  const entry = round.roll.entries.find((line) => line.seat === seat);
  if (entry === undefined) throw refuse("conflict", "position.not-on-roll");
  if (entry.country === null) throw refuse("conflict", "position.vacant");
  return entry;
}

function demandSeat(round: Round, seat: string): RollEntry {
  const entry = demandEntry(round, seat);
  if (!entry.occupied) throw refuse("conflict", "position.vacant");
  return entry;
}

function hasLeft(round: Round, entry: RollEntry, at: Date): boolean {
  return round.departures.some((departure) => departure.seat === entry.seat && departure.at <= at);
}

/** Somebody with two offices never answers in the wrong one. A letter comes in the capacity of the one who wrote it. */
function demandCapacity(capacity: Capacity, entry: RollEntry, kind: RollKind, body: Body): void {
  const offices: readonly Office[] = kind === "officers" ? ["officer"] : ["representative", "focal-point"];
  const right =
    offices.includes(capacity.office) && capacity.country === entry.country && sameBody(capacity.body, body);
  if (!right) throw refuse("forbidden", "position.wrong-capacity");
}

function demandNeeds(position: Omit<Position, "at">, round: Round, at: Date): void {
  const fields: Record<string, { key: string; params: Params }> = {};
  const need = (field: "passage" | "text" | "reason" | "lift", key: string): void => {
    if ((position[field] ?? "").trim() === "") fields[field] = { key, params: {} };
  };
  const consultation = round.roll.kind === "region";
  switch (position.kind) {
    case "joins":
    case "dissociates":
      break;
    case "joins-with-reservation":
      need("passage", "position.passage-needed");
      need("text", "position.reservation-needed");
      break;
    case "objects":
      need("passage", "position.passage-needed");
      need("reason", "position.reason-needed");
      need("lift", "position.lift-needed");
      break;
    case "ad-referendum": {
      if (round.mode !== "express" || consultation) {
        fields["kind"] = { key: "position.express-only", params: {} };
        break;
      }
      const latest = latestConfirmation(round);
      if (position.confirmBy === null) fields["confirmBy"] = { key: "position.date-needed", params: {} };
      else if (position.confirmBy <= at) fields["confirmBy"] = { key: "position.date-past", params: {} };
      else if (position.confirmBy > latest) {
        const params = { days: round.terms.adReferendumDays.value, at: latest.toISOString() };
        fields["confirmBy"] = { key: "position.date-too-late", params };
      }
      break;
    }
  }
  const mayAmend = position.kind === "objects" || round.mode === "silence";
  if (position.amendment !== null && !mayAmend) {
    fields["amendment"] = { key: "position.amendment-needs-objection", params: {} };
  }
  if (position.confirmBy !== null && position.kind !== "ad-referendum") {
    fields["confirmBy"] = { key: "position.date-unasked", params: {} };
  }
  if (Object.keys(fields).length > 0) throw refuse("invalid", "position.incomplete", {}, { fields });
}

/**
 * Refuses the confirming or declining of an ad referendum: where none is awaited (`confirmation.none-awaited`), after its
 * date (`confirmation.too-late`, at), once the outcome is on record (`round.recorded`) or the round was withdrawn
 * (`round.withdrawn`), in the wrong capacity. A letter counts from when it was received, and is taken for one working day after the date (`position.letter-too-late`).
 */
export function checkConfirmation(
  seat: string,
  capacity: Capacity,
  round: Round,
  body: Body,
  now: Date,
  receivedAt: Date | null = null,
): void {
  const entry = demandSeat(round, seat);
  demandCapacity(capacity, entry, round.roll.kind, body);
  demandUnsettled(round, now);
  if (receivedAt !== null && receivedAt > now) throw refuseField("receivedAt", "position.received-later");
  const reading = read(round, receivedAt ?? now);
  const line = reading.standing.find((standing) => standing.seat === seat);
  const date = line?.position?.confirmBy ?? null;
  if (line?.confirmation === "unconfirmed" && date !== null) {
    throw refuse("conflict", "confirmation.too-late", { at: date.toISOString() });
  }
  // The first word counts, whenever the other was received; and none was said of a position before it was given.
  const latest = latestGiven(round.positions, seat);
  const said = round.confirmations.some(
    (word) => word.seat === seat && latest !== null && word.at >= latest.at,
  );
  const isOther = line?.position?.at.getTime() !== latest?.at.getTime();
  if (
    said ||
    isOther ||
    line?.confirmation !== "awaited" ||
    line.standing === "left" ||
    reading.outcome !== null
  ) {
    throw refuse("conflict", "confirmation.none-awaited");
  }
  if (receivedAt !== null && date !== null) demandLetterTime(round, date, now);
}

/**
 * Refuses an explanation of position before the round opens (`round.not-open`), once the outcome is on record
 * (`round.recorded`) or the round was withdrawn (`round.withdrawn`). Any country on the roll explains (domain §4), also one
 * that had nobody to answer when the round opened; a seat without a country does not (`position.vacant`).
 */
export function checkExplanation(
  seat: string,
  capacity: Capacity,
  round: Round,
  body: Body,
  now: Date,
): void {
  demandCapacity(capacity, demandEntry(round, seat), round.roll.kind, body);
  demandUnsettled(round, now);
  if (now < round.opening) throw refuse("conflict", "round.not-open", { at: round.opening.toISOString() });
}

function demandUnsettled(round: Round, now: Date): void {
  if (round.recorded !== null && now >= round.recorded) throw refuse("conflict", "round.recorded");
  if (round.withdrawn !== null && now >= round.withdrawn) throw refuse("conflict", "round.withdrawn");
}

/** Refuses an extension after the end (`round.closed`), of a round that is over, or that does not extend (`round.not-longer`). */
export function checkExtension(round: Round, closing: Date, now: Date): void {
  demandRunning(round, now);
  if (closing <= round.closing) throw refuseField("closing", "round.not-longer");
}

/** Whether a round may be withdrawn: until it ends, and after its end while it waits for a capital. */
export function isWithdrawable(round: Round, now: Date): boolean {
  if (round.recorded !== null && now >= round.recorded) return false;
  const { state } = read(round, now);
  return state === "pending" || (now < round.closing && state !== "withdrawn" && state !== "broken");
}

/** Refuses the withdrawal of a round that is over (`round.closed`, `round.silence-broken`, `round.withdrawn`, `round.recorded`). */
export function checkWithdrawal(round: Round, now: Date): void {
  if (!isWithdrawable(round, now)) demandRunning(round, now);
}

/** Whether anything a country said in a round is on record: a position, or the explanation of one. */
export function isAnswered(given: {
  readonly positions: readonly unknown[];
  readonly explanations: readonly unknown[];
}): boolean {
  return given.positions.length > 0 || given.explanations.length > 0;
}

/**
 * Refuses the annulment of a round that was opened by mistake once a position or an explanation is on record
 * (`round.has-positions`: from then on it can only be withdrawn), or when it is over.
 */
export function checkAnnulment(round: Round, explanations: readonly unknown[], now: Date): void {
  demandRunning(round, now);
  if (isAnswered({ positions: round.positions, explanations }))
    throw refuse("conflict", "round.has-positions");
}

function demandRunning(round: Round, now: Date): void {
  if (round.recorded !== null && now >= round.recorded) throw refuse("conflict", "round.recorded");
  const { state } = read(round, now);
  if (state === "withdrawn") throw refuse("conflict", "round.withdrawn");
  if (state === "broken") throw refuse("conflict", "round.silence-broken");
  if (now >= round.closing) throw refuse("conflict", "round.closed", { at: round.closing.toISOString() });
}

/**
 * The outcome to be entered, which is what the reading says; refused while anything is needed (`round.needs`), twice
 * (`round.recorded`), and while a letter received before the end could still change it (`round.letters-awaited`, at).
 */
export function checkOutcome(round: Round, now: Date): Outcome {
  if (round.recorded !== null && now >= round.recorded) throw refuse("conflict", "round.recorded");
  const { outcome, enterable } = read(round, now);
  if (outcome === null) throw refuse("conflict", "round.needs");
  if (enterable !== null && now < enterable)
    throw refuse("conflict", "round.letters-awaited", { at: enterable.toISOString() });
  return outcome;
}

/** Since when others than the Chair may enter the outcome; null while there is none (domain §4). */
export function othersFrom(round: Round, now: Date): Date | null {
  const { enterable } = read(round, now);
  return enterable === null ? null : addWorkingDays(enterable, round.terms.outcomeDays.value);
}

function refuseField(field: string, key: string, params: Params = {}): Error {
  return refuse("invalid", key, params, { fields: { [field]: { key, params } } });
}
