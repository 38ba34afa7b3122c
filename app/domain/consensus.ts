/**
 * The reading of a round: a pure function of release, roll, terms, positions, mode, times and now (domain §4).
 * May import: this room. Begin with `read`; the words are in round.ts, what is refused in round-check.ts.
 */

import { addWorkingDays, millisecondsADay, type CountryGroup, type Iso } from "./region.ts";
import type { RollEntry } from "./roles.ts";
import type {
  Confirmation,
  Need,
  Outcome,
  Position,
  Reading,
  ReadingState,
  Round,
  Standing,
  StandingKind,
} from "./round.ts";

/**
 * What the round says at `now`. Total: every round reads as something at every instant, and `needed` is empty exactly
 * when there is an outcome to enter. Consensus is the absence of formal objection, never a count of yes votes.
 *
 * Express: an outcome stands as soon as nothing is needed, though positions may be revised until it is entered or the
 * round closes. Silence: it stands at the exact end, or breaks at the first objection or amendment. A consultation ends
 * at its time as `heard`, whatever was answered. After the outcome was entered the reading stands still.
 */
export function read(round: Round, now: Date): Reading {
  const at = round.recorded !== null && round.recorded < now ? round.recorded : now;
  const reading = readAt(round, at);
  const accepts = reading.accepts && (round.recorded === null || now < round.recorded);
  return { ...reading, accepts, enterable: enterableFrom(round, reading) };
}

/** What is said of a round before it is asked from when its outcome may be entered. */
type Read = Omit<Reading, "enterable">;

/** Until when letters that were received before `end` may be entered (domain §4: one working day by default). */
export function lettersUntil({ terms }: Pick<Round, "terms">, end: Date): Date {
  return addWorkingDays(end, terms.letterDays.value);
}

/** From when its outcome may be entered: one that no letter could change, at once. */
function enterableFrom(round: Round, { since, ...reading }: Read): Date | null {
  if (since === null) return null;
  const ends = silencesBehind(round, reading).map((end) => lettersUntil(round, end).getTime());
  return new Date(Math.max(since.getTime(), ...ends));
}

/** What a letter of one who was silent can still supply, and a capital whose time still runs. */
const curable: readonly Need["kind"][] = [
  "not-answered",
  "nobody-joined",
  "quorum",
  "unconfirmed",
  "confirm-by",
];

/** The ends until which somebody may have written whose word would change the outcome: of the round, or of a capital's time. */
function silencesBehind(
  round: Round,
  { outcome, lacking, standing }: Pick<Read, "outcome" | "lacking" | "standing">,
): readonly Date[] {
  const isThere = (kind: StandingKind) => standing.some((line) => line.standing === kind);
  if (outcome === "consensus") return isThere("silent") ? [round.closing] : [];
  if (outcome !== "lapsed" || lacking.some(({ kind }) => !curable.includes(kind))) return [];
  const dates = lacking.flatMap((need) => (need.kind === "unconfirmed" ? [need.date] : []));
  return isThere("not-answered") ? [round.closing, ...dates] : dates;
}

function readAt(round: Round, at: Date): Read {
  const broken = round.mode === "silence" && round.roll.kind !== "region" ? breakOf(round, at) : null;
  const end = broken?.at ?? round.closing;
  const { withdrawn } = round;
  if (withdrawn !== null && withdrawn <= at && (withdrawn < end || !hasOutcome(round, withdrawn))) {
    const standing = standingsOf(round, withdrawn);
    return over("withdrawn", withdrawn, standing, [{ kind: "withdrawn", at: withdrawn }]);
  }
  if (at < round.opening) {
    return going("scheduled", standingsOf(round, at), [{ kind: "opens", at: round.opening }], false);
  }
  if (round.roll.kind === "region") return readConsultation(round, at);
  if (broken !== null) return over("broken", broken.at, standingsOf(round, broken.at), [broken]);
  return round.mode === "silence" ? readSilence(round, at) : readExpress(round, at);
}

/** Whether the round had an outcome at `at`, were it not withdrawn: one that waits for a capital after its end has none. */
function hasOutcome(round: Round, at: Date): boolean {
  return readAt({ ...round, withdrawn: null }, at).outcome !== null;
}

function readConsultation(round: Round, at: Date): Read {
  const standing = standingsOf(round, at);
  if (at >= round.closing) return over("heard", round.closing, standing, []);
  const countries = countriesThat(standing, "not-answered");
  const need: Need =
    countries.length > 0
      ? { kind: "not-heard", countries, until: round.closing }
      : { kind: "ends-at", at: round.closing };
  return going("open", standing, [need], true);
}

function readSilence(round: Round, at: Date): Read {
  const standing = standingsOf(round, at);
  const few = tooFew(round);
  if (few !== null) return fallingShort(round, at, standing, [few]);
  if (!standing.some(counts)) return emptied(round, at, standing);
  if (at < round.closing)
    return going("open", standing, [{ kind: "silence-until", at: round.closing }], true);
  return over("consensus", round.closing, standing, []);
}

function readExpress(round: Round, at: Date): Read {
  const standing = standingsOf(round, at);
  const few = tooFew(round);
  if (few !== null) return fallingShort(round, at, standing, [few]);
  if (!standing.some(counts)) return emptied(round, at, standing);
  const closed = at >= round.closing;
  const needed = expressNeeds(round, standing);
  if (needed.length === 0)
    return { ...over("consensus", settledAt(round, at), standing, []), accepts: !closed };
  const awaitsOnly = needed.every((need) => need.kind === "confirm-by");
  if (awaitsOnly) return going("pending", standing, needed, !closed);
  if (!closed) return going("open", standing, needed, true);
  const objected = needed.some((need) => need.kind === "objects");
  return over(objected ? "blocked" : "lapsed", failedAt(round, at), standing, needed);
}

/** A round that was scheduled may have lost its seats before it opened: then it decides nothing (domain §4). */
function tooFew({ roll, terms }: Round): Need | null {
  const occupied = roll.entries.filter((entry) => entry.occupied).length;
  const required = terms.minOccupiedSeats.value;
  return occupied < required ? { kind: "too-few-seats", occupied, required } : null;
}

function fallingShort(round: Round, at: Date, standing: readonly Standing[], lacking: readonly Need[]): Read {
  if (at < round.closing) return going("open", standing, lacking, true);
  return over("lapsed", round.closing, standing, lacking);
}

/** All occupied seats have left: nobody is there to agree. While the round is open somebody vacant does not come back to it. */
function emptied(round: Round, at: Date, standing: readonly Standing[]): Read {
  const lacking: Need[] = [{ kind: "nobody-on-roll" }];
  if (at < round.closing) return going("open", standing, lacking, false);
  return over("lapsed", failedAt(round, at), standing, lacking);
}

function going(
  state: ReadingState,
  standing: readonly Standing[],
  needed: readonly Need[],
  accepts: boolean,
): Read {
  return { state, outcome: null, needed, lacking: [], accepts, since: null, standing };
}

function over(outcome: Outcome, since: Date, standing: readonly Standing[], lacking: readonly Need[]): Read {
  return { state: outcome, outcome, needed: [], lacking, accepts: false, since, standing };
}

/** The need that says who broke silence, and when: the first objection or amendment counts, whatever came after it. */
function breakOf(round: Round, at: Date): Extract<Need, { kind: "broken-by" }> | null {
  let first: { position: Position; country: Iso } | null = null;
  for (const position of round.positions) {
    const entry = round.roll.entries.find(({ seat }) => seat === position.seat);
    if (entry === undefined || entry.country === null || !entry.occupied) continue;
    if (position.kind !== "objects" && position.amendment === null) continue;
    if (!isGiven(round, position, at)) continue;
    if (first === null || position.at < first.position.at) first = { position, country: entry.country };
  }
  if (first === null) return null;
  const { position, country } = first;
  return { kind: "broken-by", country, passage: position.passage, at: position.at };
}

/** The position that broke a silence, of those on record; null where none did. */
export function positionThatBroke<Given extends Pick<Position, "at"> & { readonly country: Iso }>(
  { lacking }: Pick<Reading, "lacking">,
  given: readonly Given[],
): Given | null {
  const broken = lacking.find(({ kind }) => kind === "broken-by");
  if (broken?.kind !== "broken-by") return null;
  const { country, at } = broken;
  return given.find((one) => one.country === country && one.at.getTime() === at.getTime()) ?? null;
}

/** Whether a position counts at `at`: on this release, within the round's times, given before its country left. */
function isGiven(round: Round, position: Position, at: Date): boolean {
  if (position.releaseId !== round.releaseId || position.at > at) return false;
  if (position.at < round.opening || position.at >= round.closing) return false;
  const left = departureOf(round, position.seat);
  return left === null || position.at < left;
}

function departureOf(round: Round, seat: string): Date | null {
  const times = round.departures.filter((departure) => departure.seat === seat).map(({ at }) => at.getTime());
  return times.length === 0 ? null : new Date(Math.min(...times));
}

function standingsOf(round: Round, at: Date): readonly Standing[] {
  return round.roll.entries.map((entry) => standingOf(round, entry, at));
}

function standingOf(round: Round, entry: RollEntry, at: Date): Standing {
  const { seat, country, group, chair } = entry;
  const line = { seat, country, group, chair };
  if (!entry.occupied || country === null) {
    return { ...line, standing: "vacant", position: null, confirmation: null };
  }
  const position = latestOf(round, seat, at);
  const confirmation = position === null ? null : confirmationOf(round, position, at);
  const left = departureOf(round, seat);
  if (left !== null && left <= at && leavesInTime(round, position, left)) {
    return { ...line, standing: "left", position, confirmation };
  }
  return { ...line, standing: answerOf(round, position, at), position, confirmation };
}

/** Leaving counts while the round runs or waits for that country's capital; after the end it was there when it ended. */
function leavesInTime(round: Round, position: Position | null, left: Date): boolean {
  if (left < round.closing) return true;
  return position !== null && confirmationOf(round, position, left) === "awaited";
}

function answerOf(round: Round, position: Position | null, at: Date): StandingKind {
  if (position !== null) return "answered";
  const consents = round.mode === "silence" && round.roll.kind !== "region" && at >= round.closing;
  return consents ? "silent" : "not-answered";
}

function latestOf(round: Round, seat: string, at: Date): Position | null {
  return latestGiven(
    round.positions.filter((position) => isGiven(round, position, at)),
    seat,
  );
}

/**
 * The position of a seat that counts of those given, in the order in which they were put on record; null where there is none.
 * It is the one given last, even if a letter received before was entered after it; of one instant the one entered last.
 */
export function latestGiven<Given extends Pick<Position, "seat" | "at">>(
  positions: readonly Given[],
  seat: string,
): Given | null {
  let latest: Given | null = null;
  for (const position of positions) {
    if (position.seat === seat && (latest === null || position.at >= latest.at)) latest = position;
  }
  return latest;
}

/** What the capital said of an ad referendum, before its date; the first word counts. */
function confirmationOf(round: Round, position: Position, at: Date): Standing["confirmation"] {
  if (position.kind !== "ad-referendum" || position.confirmBy === null) return null;
  const said = answerOfCapital(round, position, at);
  if (said !== null) return said.confirmed ? "confirmed" : "declined";
  return at < position.confirmBy ? "awaited" : "unconfirmed";
}

function answerOfCapital(round: Round, position: Position, at: Date): Confirmation | null {
  const { confirmBy } = position;
  let first: Confirmation | null = null;
  for (const confirmation of round.confirmations) {
    if (confirmation.seat !== position.seat || confirmation.at < position.at || confirmation.at > at)
      continue;
    if (confirmBy === null || confirmation.at >= confirmBy) continue;
    if (first === null || confirmation.at < first.at) first = confirmation;
  }
  return first;
}

function expressNeeds(round: Round, standing: readonly Standing[]): readonly Need[] {
  const here = standing.filter(counts);
  const needs: Need[] = here.flatMap(needsOf);
  const unanswered = countriesThat(here, "not-answered");
  if (unanswered.length > 0) needs.push({ kind: "not-answered", countries: unanswered });
  else if (needs.length === 0 && !here.some(joined)) needs.push({ kind: "nobody-joined" });
  return [...needs, ...quorumNeeds(round, standing)];
}

/** What one answered seat leaves to be done: an objection to be lifted, a capital to be heard. */
function needsOf({ country, position, confirmation }: Standing): readonly Need[] {
  if (country === null || position === null) return [];
  if (position.kind === "objects") return [{ kind: "objects", country, passage: position.passage }];
  if (position.confirmBy === null) return [];
  if (confirmation === "awaited") return [{ kind: "confirm-by", country, date: position.confirmBy }];
  if (confirmation === "declined") return [{ kind: "declined", country }];
  if (confirmation === "unconfirmed") return [{ kind: "unconfirmed", country, date: position.confirmBy }];
  return [];
}

/** Seats of each country group that must be present; one that dissociated is present (domain §4). Express mode only. */
function quorumNeeds(round: Round, standing: readonly Standing[]): readonly Need[] {
  const required = round.terms.quorumPerGroup.value;
  if (required === null) return [];
  const groups = new Set<CountryGroup>();
  for (const { group } of standing) if (group !== null) groups.add(group);
  const needs: Need[] = [];
  for (const group of groups) {
    const present = standing.filter((line) => line.group === group && line.standing === "answered").length;
    if (present < required) needs.push({ kind: "quorum", group, present, required });
  }
  return needs;
}

function counts(line: Standing): boolean {
  return line.standing !== "vacant" && line.standing !== "left";
}

function joined({ position, confirmation }: Standing): boolean {
  if (position === null) return false;
  return (
    position.kind === "joins" || position.kind === "joins-with-reservation" || confirmation === "confirmed"
  );
}

function countriesThat(standing: readonly Standing[], kind: StandingKind): readonly Iso[] {
  return standing.flatMap((line) => (line.standing === kind && line.country !== null ? [line.country] : []));
}

/** Since when an express round reads as consensus: the last act that counted. */
function settledAt(round: Round, at: Date): Date {
  const times = [round.opening.getTime()];
  for (const { position } of standingsOf(round, at)) if (position !== null) times.push(position.at.getTime());
  for (const act of [...round.confirmations, ...round.departures]) {
    if (act.at >= round.opening && act.at <= at) times.push(act.at.getTime());
  }
  return new Date(Math.max(...times));
}

/** Since when a round has failed: its end, or later when a capital declined, let its date pass, or its country left. */
function failedAt(round: Round, at: Date): Date {
  const ends = [...round.confirmations, ...round.departures].map((act) => act.at);
  for (const { position } of standingsOf(round, at)) if (position?.confirmBy) ends.push(position.confirmBy);
  const later = ends
    .filter((end) => end > round.closing && end <= at)
    .sort((a, b) => a.getTime() - b.getTime());
  for (const end of [round.closing, ...later]) {
    const standing = standingsOf(round, end);
    if (!standing.some(counts)) return end;
    if (expressNeeds(round, standing).some((need) => need.kind !== "confirm-by")) return end;
  }
  return round.closing;
}

/** The latest instant until which an ad referendum may be confirmed: days after closing, exactly. */
export function latestConfirmation(round: Pick<Round, "closing" | "terms">): Date {
  return new Date(round.closing.getTime() + round.terms.adReferendumDays.value * millisecondsADay);
}
