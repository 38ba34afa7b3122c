/**
 * When those who have not answered are reminded, by the terms of their round: halfway, and some hours before the end; of an
 * ad referendum as many hours before its date. A reminder changes nothing: the end binds whether or not it came.
 * May import: this room. Begin with `remindersDue`.
 */

import { millisecondsAnHour } from "./region.ts";
import type { Reading, Round, Standing, Terms } from "./round.ts";

/** A moment at which to remind; its name is part of what keeps a reminder from going out twice. */
export interface Mark {
  readonly name: "half" | `${number}h`;
  readonly at: Date;
}

/** What is due now: one mark, and the seats it is due to. */
export interface Due {
  readonly mark: Mark["name"];
  /** The instant it speaks of: a new end has marks of its own. */
  readonly until: Date;
  readonly seats: readonly string[];
}

/** When a round reminds, as its terms say. */
export interface Marks {
  readonly halfway: boolean;
  /** Before the end, the longest first. */
  readonly hours: readonly number[];
}

/** The three terms that say how many hours before an end. */
export const hourTerms = ["remindFirst", "remindSecond", "remindThird"] as const;

/** The marks that terms set; none at all is a choice too. */
export function marksIn(terms: Terms): Marks {
  const hours = hourTerms.map((name) => terms[name].value).filter((value) => value > 0);
  return { halfway: terms.remindHalfway.value === 1, hours: hours.sort((a, b) => b - a) };
}

/** Of these hours before an end, the first that is too near to another one to be told apart from it; null if none is. */
export function crowded(hours: readonly number[]): number | null {
  const place = hours.findIndex((value, at) =>
    hours.slice(0, at).some((other) => value > 0 && other > 0 && Math.abs(value - other) < roomHours),
  );
  return place < 0 ? null : place;
}

/** Hours that lie between two reminders at least. */
export const roomHours = 12;

/**
 * A mark less than this after the last news of the same end (opening, extension) is left out; one missed by more is not
 * made good; and of two marks nearer to each other than this only the later stays. Hours.
 */
const room = roomHours * millisecondsAnHour;

const beforeTheEnd = (end: Date, hours: number) => new Date(end.getTime() - hours * millisecondsAnHour);

/** The marks between the last news of an end and that end, in their order. */
export function marksOf(since: Date, end: Date, { halfway, hours }: Marks): readonly Mark[] {
  const half = new Date((since.getTime() + end.getTime()) / 2);
  const all: readonly Mark[] = [
    ...(halfway ? [{ name: "half", at: half } as const] : []),
    ...hours.map((count) => ({ name: `${count}h` as const, at: beforeTheEnd(end, count) })),
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
  round: Pick<Round, "opening" | "closing" | "terms">,
  since: Date,
  reading: Pick<Reading, "state" | "accepts" | "standing">,
  now: Date,
): Due | null {
  if (reading.state !== "open" || !reading.accepts || now >= round.closing) return null;
  const from = since < round.opening ? round.opening : since;
  const mark = markAt(marksOf(from, round.closing, marksIn(round.terms)), now);
  const seats = reading.standing
    .filter(({ standing }) => standing === "not-answered")
    .map(({ seat }) => seat);
  return mark === null || seats.length === 0 ? null : { mark: mark.name, until: round.closing, seats };
}

/** The reminders that are due at `now` to seats whose capital has not yet confirmed or declined, one for each seat. */
export function confirmationsDue(
  { terms }: Pick<Round, "terms">,
  reading: Pick<Reading, "outcome" | "standing">,
  now: Date,
): readonly Due[] {
  if (reading.outcome !== null) return [];
  const marks = { ...marksIn(terms), halfway: false };
  return reading.standing.flatMap((line): Due[] => {
    const until = awaitedUntil(line);
    if (line.position === null || until === null || until <= now) return [];
    const mark = markAt(marksOf(line.position.at, until, marks), now);
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
