/**
 * A small reader of calendar files that takes RFC 5545 at its word: it throws where a line is too long, ends wrongly, is cut
 * within a letter, or where a part that has to be there is missing or there twice. Begin with `readCalendar`.
 */
export interface ReadProperty {
  readonly name: string;
  readonly params: Readonly<Record<string, string>>;
  /** As written, escapes and all. */
  readonly raw: string;
  /** As text. */
  readonly text: string;
}

export interface ReadPart {
  readonly name: string;
  readonly properties: readonly ReadProperty[];
  readonly parts: readonly ReadPart[];
}

export class CalendarFault extends Error {}

/** The content lines of a file, unfolded. */
function unfolded(file: string): string[] {
  if (!file.endsWith("\r\n")) throw new CalendarFault("the last line does not end");
  const lines = file.slice(0, -2).split("\r\n");
  const whole: string[] = [];
  for (const line of lines) {
    if (/[\r\n]/.test(line)) throw new CalendarFault(`a bare line end in ${JSON.stringify(line)}`);
    if (/[\u0000-\u0008\u000B-\u001F\u007F]/.test(line)) throw new CalendarFault("a control sign");
    // Half of a letter has no form in UTF-8; the sign for a lost letter may be the writer's own.
    if (/\p{Surrogate}/u.test(line)) throw new CalendarFault("a letter that was cut in two");
    const bytes = Buffer.from(line, "utf8");
    if (bytes.length > 75) throw new CalendarFault(`a line of ${bytes.length} octets`);
    if (line === "") throw new CalendarFault("an empty line");
    if (line.startsWith(" ")) {
      const before = whole.pop();
      if (before === undefined) throw new CalendarFault("a continuation of nothing");
      whole.push(before + line.slice(1));
    } else whole.push(line);
  }
  return whole;
}

function propertyOf(line: string): ReadProperty {
  const found = /^([A-Za-z0-9-]+)((?:;[A-Za-z0-9-]+=(?:"[^"]*"|[^";:,]*))*):(.*)$/su.exec(line);
  if (found === null) throw new CalendarFault(`no content line: ${line}`);
  const [, name = "", written = "", raw = ""] = found;
  const params: Record<string, string> = {};
  for (const [, key = "", value = ""] of written.matchAll(/;([A-Za-z0-9-]+)=("[^"]*"|[^";:,]*)/g))
    params[key.toUpperCase()] = value.replace(/^"|"$/g, "");
  return { name: name.toUpperCase(), params, raw, text: textOf(raw) };
}

function textOf(raw: string): string {
  return raw.replace(/\\([\\;,nN])/g, (_, sign: string) => (sign.toLowerCase() === "n" ? "\n" : sign));
}

const textual = ["SUMMARY", "DESCRIPTION", "UID"];

/** Reads a file into its one calendar. */
export function readCalendar(file: string): ReadPart {
  const stack: { name: string; properties: ReadProperty[]; parts: ReadPart[] }[] = [];
  let whole: ReadPart | null = null;
  for (const line of unfolded(file)) {
    const property = propertyOf(line);
    if (whole !== null) throw new CalendarFault("something after the end");
    if (property.name === "BEGIN") {
      stack.push({ name: property.raw, properties: [], parts: [] });
      continue;
    }
    const here = stack.at(-1);
    if (here === undefined) throw new CalendarFault("something before the beginning");
    if (property.name === "END") {
      if (here.name !== property.raw) throw new CalendarFault(`${here.name} ended as ${property.raw}`);
      stack.pop();
      const above = stack.at(-1);
      if (above === undefined) whole = here;
      else above.parts.push(here);
      continue;
    }
    if (textual.includes(property.name) && /(^|[^\\])(\\\\)*[;,]/.test(property.raw))
      throw new CalendarFault(`${property.name} holds a sign that is not escaped`);
    here.properties.push(property);
  }
  if (whole === null) throw new CalendarFault("the calendar does not end");
  check(whole);
  return whole;
}

function check(calendar: ReadPart): void {
  if (calendar.name !== "VCALENDAR") throw new CalendarFault("no calendar");
  if (one(calendar, "VERSION").raw !== "2.0") throw new CalendarFault("not of version 2.0");
  one(calendar, "PRODID");
  for (const event of calendar.parts) {
    for (const name of ["UID", "DTSTAMP", "DTSTART", "SEQUENCE", "STATUS", "SUMMARY", "ORGANIZER"])
      one(event, name);
    for (const name of ["DTSTAMP", "DTSTART"]) instantOf(one(event, name));
    for (const alarm of event.parts)
      for (const name of ["ACTION", "TRIGGER", "DESCRIPTION"]) one(alarm, name);
  }
}

/** The property of that name, which is there once. */
export function one(part: ReadPart, name: string): ReadProperty {
  const found = part.properties.filter((property) => property.name === name);
  if (found.length !== 1 || found[0] === undefined)
    throw new CalendarFault(`${name} is there ${found.length} times`);
  return found[0];
}

/** The instant of a date-time in UTC. */
export function instantOf({ raw, params }: ReadProperty): Date {
  const parts = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(raw);
  if (parts === null || params["TZID"] !== undefined) throw new CalendarFault(`no instant in UTC: ${raw}`);
  const [, year, month, day, hour, minute, second] = parts;
  const at = new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  if (Number.isNaN(at.getTime())) throw new CalendarFault(`no instant: ${raw}`);
  return at;
}

/** The one event of a file. */
export function eventIn(file: string): ReadPart {
  const [event, ...others] = readCalendar(file).parts;
  if (event === undefined || others.length > 0 || event.name !== "VEVENT")
    throw new CalendarFault("not one event");
  return event;
}
