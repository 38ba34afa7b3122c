/** The end of a round as a calendar file (RFC 5545), so that page, letter and calendar say the same instant. */

export interface CalendarEvent {
  /** Stays the same as long as the thing exists, in every language. */
  readonly uid: string;
  /** Grows with every change of the time or the state. */
  readonly sequence: number;
  /** When it was last changed, and when this file was made. */
  readonly changed: Date;
  readonly made: Date;
  /** The instant of the event; it has no length. */
  readonly at: Date;
  readonly cancelled: boolean;
  readonly name: string;
  readonly summary: string;
  readonly description: string;
  readonly url: string;
  readonly language: string;
  /** Whom to ask about it. */
  readonly organizer: { readonly name: string; readonly address: string };
}

/** Writes one event as a whole calendar object: instants in UTC, lines folded at 75 octets, words escaped. */
export function calendarOf(event: CalendarEvent): string {
  const language = `LANGUAGE=${event.language}`;
  const lines = [
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "PRODID:-//eLAC//eLAC workplace//EN",
    "CALSCALE:GREGORIAN",
    "METHOD:PUBLISH",
    `X-WR-CALNAME:${text(event.name)}`,
    "BEGIN:VEVENT",
    `UID:${text(event.uid)}`,
    `DTSTAMP:${instant(event.made)}`,
    `LAST-MODIFIED:${instant(event.changed)}`,
    `SEQUENCE:${event.sequence}`,
    `STATUS:${event.cancelled ? "CANCELLED" : "CONFIRMED"}`,
    `DTSTART:${instant(event.at)}`,
    `SUMMARY;${language}:${text(event.summary)}`,
    `DESCRIPTION;${language}:${text(event.description)}`,
    `URL:${event.url}`,
    `ORGANIZER;CN=${quoted(event.organizer.name)}:mailto:${event.organizer.address}`,
    "CLASS:PUBLIC",
    // An end takes nobody's time.
    "TRANSP:TRANSPARENT",
    ...(event.cancelled ? [] : alarm(event.summary)),
    "END:VEVENT",
    "END:VCALENDAR",
  ];
  return lines.map((line) => `${folded(line)}\r\n`).join("");
}

const alarm = (summary: string) => [
  "BEGIN:VALARM",
  "ACTION:DISPLAY",
  "TRIGGER:-P1D",
  `DESCRIPTION:${text(summary)}`,
  "END:VALARM",
];

/** "20110303T200000Z": a calendar knows seconds. An end within a second is shown at its beginning, never later than it binds. */
const instant = (at: Date) => `${at.toISOString().slice(0, 19).replace(/[-:]/g, "")}Z`;

/** A value of type TEXT (RFC 5545, 3.3.11); signs that may not stand there are left out. */
function text(value: string): string {
  return value
    .replace(/\r\n?/g, "\n")
    .replace(/[\u0000-\u0009\u000B-\u001F\u007F]/g, "")
    .replace(/[\\;,]/g, (sign) => `\\${sign}`)
    .replaceAll("\n", "\\n");
}

/** A parameter value that may hold any sign but a quotation mark (RFC 5545, 3.2). */
const quoted = (value: string) => `"${value.replace(/["\u0000-\u001F\u007F]/g, "")}"`;

const octets = (part: string) => Buffer.byteLength(part, "utf8");

/** At most 75 octets a line, the space of a continuation included; no letter is cut in two (RFC 5545, 3.1). */
function folded(line: string): string {
  const lines: string[] = [];
  let part = "";
  for (const sign of line) {
    if (octets(part) + octets(sign) > 75) {
      lines.push(part);
      part = " ";
    }
    part += sign;
  }
  return [...lines, part].join("\r\n");
}
