/** What an entry of the record says, as one sentence in the reader's language. */
import type { GroupAct } from "#app/domain/group.ts";
import type { NamedEntry } from "#server/services/records.ts";
import type { Formatter } from "#app/i18n/format.ts";
import type { T } from "#app/i18n/speaker.ts";

export interface EventSpeech {
  readonly t: T;
  readonly format: Formatter;
  readonly names: Readonly<Record<string, string>>;
}

/** Who did it: a country, an office that has none, or the platform by a rule. */
export function sayWho({ t, names }: EventSpeech, { by }: Pick<NamedEntry, "by">): string {
  if (by === null) return t("record:who.platform");
  if (by.country !== null) return names[by.country] ?? by.country;
  return t(`record:who.${by.office}`);
}

/** In which office, with the person's name where it is still known. */
export function sayCapacity({ t }: EventSpeech, { by }: Pick<NamedEntry, "by">): string {
  if (by === null) return "";
  const office = t(`record:office.${by.office}`);
  return by.person === null ? office : t("record:office-and-person", { office, person: by.person });
}

/** The sentence of an entry. Titles stand in quotation marks of the language; `here` leaves out what the page itself names. */
export function sayEvent(speech: EventSpeech, entry: NamedEntry, here = false): string {
  const { t, format, names } = speech;
  const { facts } = entry;
  const text = (name: string): string => {
    const value = facts[name];
    return typeof value === "string" || typeof value === "number" ? String(value) : "";
  };
  const instant = (name: string): string => (text(name) === "" ? "" : format.exact(new Date(text(name))));
  const country = (iso: string): string => names[iso] ?? iso;
  const kind = variant(entry);
  return t(here && isSaidShorter(kind) ? `record:here.${kind}` : `record:event.${kind}`, {
    who: sayWho(speech, entry),
    subject: saySubject(speech, entry),
    group: entry.group?.name ?? "",
    title: entry.title ?? t("record:untitled"),
    persons: entry.persons.length === 0 ? t("record:somebody") : format.list(entry.persons),
    status: text("status") === "" ? "" : t(`plan:status.${text("status")}`),
    output: text("output"),
    position: text("position") === "" ? "" : t(positionKey(entry, text("position"))),
    outcome: text("outcome") === "" ? "" : t(`rounds:outcome.${text("outcome")}`),
    mode: text("mode") === "" ? "" : t(`consensus:mode.${text("mode")}`),
    roll: text("roll") === "" ? "" : t(`consensus:roll.${text("roll")}`),
    office: text("office") === "" ? "" : t(`record:office.${text("office")}`),
    from: text("from") === "" ? "" : country(text("from")),
    to: text("to") === "" ? "" : country(text("to")),
    seat: country(text("seat") === "" ? text("country") : text("seat")),
    chair: country(text("chair")),
    number: text("number"),
    version: text("version"),
    country: country(text("country")),
    backup: instant("madeAt"),
    before: instant("before"),
    opening: instant("opening"),
    closing: instant("closing"),
    until: instant("until"),
  });
}

/** On the page of a plan or goal its own events need no title. */
const isSaidShorter = (kind: string): boolean => /^(goal|round|plan|output)\./.test(kind);

/** In a consultation, which decides nothing, nobody joins a consensus. */
const positionKey = ({ roll }: NamedEntry, kind: string): string =>
  roll === "region" ? `round-page:heard.${kind}.said` : `record:position.${kind}`;

/** Some kinds are said in several ways. */
function variant({ kind, at, facts }: NamedEntry): string {
  const byLetter = typeof facts["letterId"] === "string" ? "-by-letter" : "";
  if (kind === "round.position-confirmed")
    return `round.position-${facts["confirmed"] === true ? "confirmed" : "declined"}${byLetter}`;
  if (kind === "round.position-given" && byLetter !== "") return "round.position-by-letter";
  if (kind === "speaker.answered" && facts["grantId"] === null) return "speaker.declined";
  if (kind === "seat.passed" && typeof facts["to"] !== "string") return "seat.given-up";
  if (kind === "seat.passed" && typeof facts["from"] !== "string") return "seat.taken";
  if (kind === "group.chairs-entered" && facts["chair"] === null) return "group.chairs-vacant";
  if (kind === "round.extended" && facts["because"] === "outage") return "round.extended-by-outage";
  if (kind === "round.opened") return openedAs(at, facts);
  if (kind === "group.moved" && movedAs.includes(String(facts["act"])))
    return `${kind}.${String(facts["act"])}`;
  return kind;
}

/** A round may be set for later; a consultation is no round of consensus. */
function openedAs(at: Date, { roll, opening }: NamedEntry["facts"]): string {
  const step = typeof opening === "string" && new Date(opening) > at ? "scheduled" : "opened";
  return `round.${roll === "region" ? "consultation-" : ""}${step}`;
}

/** Steps of a group that have words of their own. */
const movedAs: readonly string[] = [
  "end-consultation",
  "end-officers-round",
  "propose-discontinuation",
  "revise-proposal",
  "withdraw-proposal",
] satisfies readonly GroupAct[];

/** "Plan of work 2011-2013", or the title of a goal in quotation marks. */
function saySubject({ t }: EventSpeech, { subject, group }: NamedEntry): string {
  if (subject === null) return group?.name ?? "";
  return subject.kind === "plan"
    ? t("record:subject.plan", { period: subject.title })
    : t(`record:subject.${subject.kind}`, { title: subject.title });
}
