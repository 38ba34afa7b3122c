/**
 * When those who have not answered are reminded (platform default): halfway, and 72 and 24 hours before the end; of an
 * ad referendum 72 and 24 hours before its date. A reminder changes nothing: the end binds whether or not it came.
 * May import: this room. Begin with `remindersDue`.
 */

import { millisecondsAnHour } from "./region.ts";
import type { Reading, Round, Standing } from "./round.ts";

/** A moment at which to remind; its name is part of what keeps a reminder from going out twice. */
export interface Mark {
  readonly name: "half" | "72h" | "24h";
  readonly at: Date;
}

/** What is due now: one mark, and the seats it is due to. */
export interface Due {
  readonly mark: Mark["name"];
  /** The instant it speaks of: a new end has marks of its own. */
  readonly until: Date;
  readonly seats: readonly string[];
}

/**
 * A mark less than this after the last news of the same end (opening, extension) is left out; one missed by more is not
 * made good; and of two marks nearer to each other than this only the later stays. Hours.
 */
const room = 12 * millisecondsAnHour;

const beforeTheEnd = (end: Date, hours: number) => new Date(end.getTime() - hours * millisecondsAnHour);

/** The marks between the last news of an end and that end, in their order. */
export function marksOf(since: Date, end: Date, halfway: boolean): readonly Mark[] {
  const half = new Date((since.getTime() + end.getTime()) / 2);
  const all: readonly Mark[] = [
    ...(halfway ? [{ name: "half", at: half } as const] : []),
    { name: "72h", at: beforeTheEnd(end, 72) },
    { name: "24h", at: beforeTheEnd(end, 24) },
  ];
  const inTime = all
    .filter(({ at }) => at.getTime() - since.getTime() >= room)
    .sort((a, b) => a.at.getTime() - b.at.getTime());
  return inTime.filter((mark, place) => {
    const next = inTime[place + 1];
    return next === undefined || next.at.getTime() - mark.at.getTime() >= room;
  });
}

/** The mark that has passed last, if that was not too long ago. */
function markAt(marks: readonly Mark[], now: Date): Mark | null {
  const passed = marks.filter(({ at }) => at <= now).at(-1);
  return passed !== undefined && now.getTime() - passed.at.getTime() < room ? passed : null;
}

/**
 * The reminder that is due at `now` to the seats that have not answered, or null. `since` is when the present end was
 * made known: the opening, or the last extension. None before the opening, after the end, or once nothing is awaited.
 */
export function remindersDue(
  round: Pick<Round, "opening" | "closing">,
  since: Date,
  reading: Pick<Reading, "state" | "accepts" | "standing">,
  now: Date,
): Due | null {
  if (reading.state !== "open" || !reading.accepts || now >= round.closing) return null;
  const from = since < round.opening ? round.opening : since;
  const mark = markAt(marksOf(from, round.closing, true), now);
  const seats = reading.standing
    .filter(({ standing }) => standing === "not-answered")
    .map(({ seat }) => seat);
  return mark === null || seats.length === 0 ? null : { mark: mark.name, until: round.closing, seats };
}

/** The reminders that are due at `now` to seats whose capital has not yet confirmed or declined, one for each seat. */
export function confirmationsDue(reading: Pick<Reading, "outcome" | "standing">, now: Date): readonly Due[] {
  if (reading.outcome !== null) return [];
  return reading.standing.flatMap((line): Due[] => {
    const until = awaitedUntil(line);
    if (line.position === null || until === null || until <= now) return [];
    const mark = markAt(marksOf(line.position.at, until, false), now);
    return mark === null ? [] : [{ mark: mark.name, until, seats: [line.seat] }];
  });
}

/** Until when a seat's capital is awaited; null where it is not. */
export function awaitedUntil({ position, confirmation }: Standing): Date | null {
  return confirmation === "awaited" ? (position?.confirmBy ?? null) : null;
}

/** Whether a round that was announced beforehand has opened and still takes positions: those asked are told once more. */
export function hasBegun(
  round: Pick<Round, "opening">,
  announced: Date,
  reading: Pick<Reading, "accepts">,
  now: Date,
): boolean {
  return round.opening > announced && round.opening <= now && reading.accepts;
}
