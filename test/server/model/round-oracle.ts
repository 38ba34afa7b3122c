/**
 * What a round says, told a second time and in other words than app/domain, so that a fault in one does not hide in the other
 * (domain §4). It takes the rows of the record and its own end, and nothing that the product concludes from them.
 */
import type { RecordedPosition, RecordedRound } from "#server/store/rounds.ts";

export type Said =
  "scheduled" | "open" | "pending" | "consensus" | "heard" | "blocked" | "broken" | "lapsed" | "withdrawn";

/** How the round stands, and whether what it says rests on somebody who was silent: then letters have their time. */
export interface Account {
  readonly said: Said;
  readonly over: boolean;
  readonly onSilence: boolean;
  /** The last instant to which a letter that changes it can belong. */
  readonly lettersOf: number;
}

const hour = 3_600_000;
const day = 24 * hour;

/**
 * The end of a silence that was set to `closing`: the clock of its last hours runs only while the platform can be reached.
 * `outages` are those since the end was set.
 */
export function endWith(
  closing: Date,
  lastHours: number,
  outages: readonly { readonly from: Date; readonly until: Date }[],
): Date {
  let at = closing.getTime() - lastHours * hour;
  let left = lastHours * hour;
  for (const { from, until } of [...outages].sort((a, b) => a.from.getTime() - b.from.getTime())) {
    if (until.getTime() <= at) continue;
    const up = Math.max(0, from.getTime() - at);
    if (up >= left) break;
    left -= up;
    at = until.getTime();
  }
  return new Date(at + left);
}

/** How the round stands at `now`, if it ends at `end`. */
export function account(recorded: RecordedRound, end: Date, now: Date): Account {
  const { round } = recorded;
  const t = now.getTime();
  const closing = end.getTime();
  const still = (said: Said, over = false): Account => ({ said, over, onSilence: false, lettersOf: closing });
  if (round.withdrawn !== null) return still("withdrawn", true);
  if (t < round.opening.getTime()) return still("scheduled");
  if (round.roll.kind === "region") return t < closing ? still("open") : still("heard", true);

  const seats = round.roll.entries.filter(({ occupied, country }) => occupied && country !== null);
  const few = seats.length < round.terms.minOccupiedSeats.value;
  const goneAt = (seat: string) =>
    Math.min(...round.departures.filter((one) => one.seat === seat).map(({ at }) => at.getTime()), Infinity);
  const heard = recorded.positions.filter(
    (one) =>
      one.releaseId === round.releaseId &&
      seats.some(({ seat }) => seat === one.seat) &&
      one.at >= round.opening &&
      one.at.getTime() < Math.min(closing, goneAt(one.seat)) &&
      one.at <= now,
  );

  if (round.mode === "silence") {
    if (heard.some((one) => one.kind === "objects" || one.amendment !== null)) return still("broken", true);
    if (t < closing) return still("open");
    const present = seats.filter(({ seat }) => goneAt(seat) >= closing);
    if (few) return still("lapsed", true);
    if (present.length === 0) return still("lapsed", true);
    const silent = present.some(({ seat }) => !heard.some((one) => one.seat === seat));
    return { ...still("consensus", true), onSilence: silent };
  }

  if (few) return t < closing ? still("open") : still("lapsed", true);
  const views = seats.map(({ seat, group }) => {
    const own = heard.filter((one) => one.seat === seat).sort(inTime);
    const last = own.at(-1) ?? null;
    const capital = last?.kind === "ad-referendum" ? capitalOf(recorded, last, now) : null;
    const gone = goneAt(seat);
    const waited = last?.kind === "ad-referendum" && capitalOf(recorded, last, new Date(gone)) === "waits";
    const left = gone <= t && (gone < closing || waited);
    return { group, last, capital, left };
  });
  const here = views.filter(({ left }) => !left);
  if (here.length === 0) return t < closing ? still("open") : still("lapsed", true);
  const objected = here.some(({ last }) => last?.kind === "objects");
  const absent = here.some(({ last }) => last === null);
  const waits = here.some(({ capital }) => capital === "waits");
  const late = here.filter(({ capital }) => capital === "silent");
  const declined = here.some(({ capital }) => capital === "no");
  const joins = here.some(
    ({ last, capital }) =>
      last?.kind === "joins" || last?.kind === "joins-with-reservation" || capital === "yes",
  );
  const quorum = round.terms.quorumPerGroup.value;
  const groups = new Set(round.roll.entries.flatMap(({ group }) => group ?? []));
  const short =
    quorum !== null &&
    [...groups].some(
      (group) => here.filter((one) => one.group === group && one.last !== null).length < quorum,
    );
  const failing = objected || absent || late.length > 0 || declined || short;
  if (!failing && waits) return still("pending");
  if (!failing && joins) return still("consensus", true);
  if (t < closing) return still("open");
  if (objected) return still("blocked", true);
  const dates = late.flatMap(({ last }) => last?.confirmBy?.getTime() ?? []);
  const onSilence = !declined && (absent || late.length > 0);
  return {
    ...still("lapsed", true),
    onSilence,
    lettersOf: Math.max(...dates, absent ? closing : -Infinity, ...(onSilence ? [] : [closing])),
  };
}

const inTime = (a: RecordedPosition, b: RecordedPosition): number =>
  a.at.getTime() - b.at.getTime() || a.ordinal - b.ordinal;

/** What a capital has made of an ad referendum by `now`: its first word within its time. */
function capitalOf(
  { round }: RecordedRound,
  { seat, at, confirmBy }: RecordedPosition,
  now: Date,
): "yes" | "no" | "waits" | "silent" {
  const until = confirmBy?.getTime() ?? -Infinity;
  const words = round.confirmations
    .filter((one) => one.seat === seat && one.at >= at && one.at <= now && one.at.getTime() < until)
    .sort((a, b) => a.at.getTime() - b.at.getTime());
  if (words[0] !== undefined) return words[0].confirmed ? "yes" : "no";
  return now.getTime() < until ? "waits" : "silent";
}

/** Yes, no, or one of both: working days are counted in the calendar of the region, which is not told again here. */
export type Expected = "yes" | "no" | "either";

/** Whether so many working days after `from` are over at `now`: never before as many days, surely after twice as many and a week. */
export function workingDaysOver(from: number, days: number, now: Date): Expected {
  const t = now.getTime();
  if (t < from + days * day) return "no";
  return t >= from + (2 * days + 8) * day || days === 0 ? "yes" : "either";
}

/** Whether the Chair may enter what the round says at `now`. */
export function enterable(recorded: RecordedRound, told: Account, now: Date): Expected {
  if (!told.over) return "no";
  if (!told.onSilence) return "yes";
  return workingDaysOver(told.lettersOf, recorded.round.terms.letterDays.value, now);
}
