/**
 * What became of an output after its plan was adopted: entries that are only ever added, beside a text that never changes
 * (domain §6). May import: this room. Begin with `standingOf`.
 */

import { isOverdue, readFuzzyDate } from "./fuzzy-date.ts";
import { refuse } from "./refusal.ts";
import { regionalDay } from "./region.ts";

/** Where an output stands (domain §6). */
export const outputStatuses = ["planned", "under-way", "delivered", "dropped"] as const;
export type OutputStatus = (typeof outputStatuses)[number];

/** What an entry says of the output. */
export interface Progress {
  readonly status: OutputStatus;
  /** How much of it is done, 0 to 100; null where nobody says so. */
  readonly percent: number | null;
  /** The status that the adopted text gave the output when the entry was made; null for none. */
  readonly textStatus: OutputStatus | null;
}

/** Where an output stands now, and who says so: the text that the countries adopted, or an entry made since. */
export interface OutputStanding {
  readonly status: OutputStatus | null;
  readonly percent: number | null;
  readonly by: "text" | "progress";
}

/**
 * The latest entry counts, unless the countries have adopted another status since it was made: then their text is the later
 * word.
 */
export function standingOf(textStatus: OutputStatus | null, latest: Progress | null): OutputStanding {
  if (latest === null || latest.textStatus !== textStatus)
    return { status: textStatus, percent: null, by: "text" };
  const { status, percent } = latest;
  return { status, percent, by: "progress" };
}

/** Whether the output is late at `now`: its last day is over, and it is neither delivered nor dropped. */
export function isLate(due: string, status: OutputStatus | null, now: Date): boolean {
  if (status === "delivered" || status === "dropped") return false;
  return isOverdue(readFuzzyDate(due), now);
}

/** An entry as somebody wants to make it. */
export interface NewProgress {
  readonly status: OutputStatus;
  readonly percent: number | null;
  readonly note: string;
  /** Address where the evidence is; null for none. */
  readonly link: string | null;
  /** Whether a file comes with it. */
  readonly file: boolean;
  /** The day since when it is so, as ISO writes it: "2011-05-13". */
  readonly day: string;
}

/**
 * Refuses, as `invalid` beside the field: a day to come (`act.not-yet`), a delivered output that is not whole
 * (`progress.not-whole`) or of which nothing is to be seen or said (`progress.evidence-needed`), a dropped one without a
 * reason (`progress.reason-needed`), and an entry that says nothing new (`progress.nothing-new`).
 */
export function checkProgress(given: NewProgress, before: OutputStanding, now: Date): void {
  const { status, percent, note, link, file, day } = given;
  const silent = note === "" && link === null && !file;
  if (day > regionalDay(now)) fault("day", "act.not-yet");
  if (status === "delivered" && percent !== null && percent < 100) fault("percent", "progress.not-whole");
  if (status === "delivered" && silent) fault("link", "progress.evidence-needed");
  if (status === "dropped" && note === "") fault("note", "progress.reason-needed");
  if (silent && status === before.status && (percent === null || percent === before.percent))
    fault("status", "progress.nothing-new");
}

function fault(field: string, key: string): never {
  throw refuse("invalid", "form.check-fields", {}, { fields: { [field]: { key, params: {} } } });
}
