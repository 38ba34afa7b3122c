/**
 * The region: its countries and the four country groups (S2 II B). Which country belongs to which group is data.
 * May import: this room. Begin with `countryGroups`.
 */

declare const brand: unique symbol;

/** ISO 3166-1 alpha-2, upper case: "PE". */
export type Iso = string & { readonly [brand]?: "Iso" };

/** Country groups that give seats to the Presiding Officers, in the order of the source (S2 II B). */
export const countryGroups = ["andean", "central-america-mexico", "southern-cone", "caribbean"] as const;
export type CountryGroup = (typeof countryGroups)[number];

/** A State of the region. Names are reference data, said in the reader's language. */
export interface Country {
  readonly iso: Iso;
  readonly group: CountryGroup;
}

/** Time zone in which deadlines are said and working days are counted: the secretariat's seat. */
export const regionalTimeZone = "America/Santiago";

export const millisecondsAnHour = 3_600_000;
export const millisecondsADay = 24 * millisecondsAnHour;

/**
 * The instant `days` working days after `from`, at the same time of day in the regional zone.
 * Working days are Monday to Friday; public holidays differ by country and are not counted (platform default).
 */
export function addWorkingDays(from: Date, days: number): Date {
  const wall = wallTime(from);
  let left = days;
  while (left > 0) {
    wall.setUTCDate(wall.getUTCDate() + 1);
    if (isWorkingDay(wall)) left -= 1;
  }
  return instantOf(wall);
}

function isWorkingDay(wall: Date): boolean {
  const day = wall.getUTCDay();
  return day !== 0 && day !== 6;
}

const regionalClock = new Intl.DateTimeFormat("en-US", {
  timeZone: regionalTimeZone,
  hourCycle: "h23",
  year: "numeric",
  month: "2-digit",
  day: "2-digit",
  hour: "2-digit",
  minute: "2-digit",
  second: "2-digit",
});

/** The regional wall clock at `at`, carried in the UTC fields of a Date. */
function wallTime(at: Date): Date {
  const part: Record<string, number> = {};
  for (const { type, value } of regionalClock.formatToParts(at)) part[type] = Number(value);
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = part;
  return new Date(Date.UTC(year, month - 1, day, hour, minute, second, at.getUTCMilliseconds()));
}

/** The instant at which the regional wall clock shows `wall`; twice, because the first guess may cross a change of hour. */
function instantOf(wall: Date): Date {
  let guess = wall.getTime();
  for (let round = 0; round < 2; round += 1) {
    guess += wall.getTime() - wallTime(new Date(guess)).getTime();
  }
  return new Date(guess);
}

/** The last millisecond of a day ("2011-04-02") in the regional zone; null where the text is no day of the calendar. */
export function endOfRegionalDay(day: string): Date | null {
  const wall = new Date(`${day}T23:59:59.999Z`);
  if (Number.isNaN(wall.getTime()) || wall.toISOString().slice(0, 10) !== day) return null;
  return instantOf(wall);
}

/** The day ("2011-04-02") that the regional calendar shows at `at`. */
export function regionalDay(at: Date): string {
  return wallTime(at).toISOString().slice(0, 10);
}

/** The first millisecond of a day ("2011-04-02") in the regional zone; null where the text is no day of the calendar. */
export function startOfRegionalDay(day: string): Date | null {
  const end = endOfRegionalDay(day);
  if (end === null) return null;
  const dayBefore = new Date(Date.parse(`${day}T00:00:00.000Z`) - millisecondsADay)
    .toISOString()
    .slice(0, 10);
  const before = endOfRegionalDay(dayBefore);
  return before === null ? null : new Date(before.getTime() + 1);
}

/** The wall clock of the region at `at`, to the minute: "2011-03-31T17:00", as forms send and show it. */
export function regionalMinute(at: Date): string {
  return wallTime(at).toISOString().slice(0, 16);
}

/**
 * The instant at which the regional clock shows "2011-03-31T17:00". Where the hour comes twice, because the clock is put
 * back, the later one: nobody is cut off. Null where the text is none, and for an hour that the clock leaves out.
 */
export function regionalInstant(text: string): Date | null {
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:00)?$/.test(text)) return null;
  const minute = text.slice(0, 16);
  const wall = new Date(`${minute}:00.000Z`);
  if (Number.isNaN(wall.getTime()) || wall.toISOString().slice(0, 16) !== minute) return null;
  const guess = instantOf(wall).getTime();
  const near = [1, 0, -1].map((hours) => new Date(guess + hours * millisecondsAnHour));
  return near.find((at) => regionalMinute(at) === minute) ?? null;
}

/** When office hours end, 17:00 in the region, on the first working day that is at least `days` days after `from`: where rounds end unless another time is chosen. */
export function officeHoursEnd(from: Date, days: number): Date {
  const wall = wallTime(from);
  wall.setUTCDate(wall.getUTCDate() + days);
  wall.setUTCHours(17, 0, 0, 0);
  while (!isWorkingDay(wall)) wall.setUTCDate(wall.getUTCDate() + 1);
  return instantOf(wall);
}
