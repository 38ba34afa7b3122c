/** What is said beside a field while it is filled: how the words are read, and what does not fit. Pure. */
import { fuzzyShape, readFuzzyDate } from "#app/domain/fuzzy-date.ts";
import { goalReferences } from "#app/domain/goal-reference.ts";
import { locales } from "#app/i18n/language.ts";
import { listOf, parties, type Tongue } from "./saying.ts";
import { dateTimeFormat, numberFormat } from "#app/i18n/formatters.ts";

export interface FieldNote {
  /** `doubt`: it is kept as it is, and probably not what was meant. */
  readonly kind: "read" | "doubt";
  readonly words: string;
}

/**
 * What to say beside a field that holds `kept`; null for nothing. `of` says what the other fields of the output hold. Nothing
 * is refused here: a plan may say a date in words that nobody can sort.
 */
export function noteOf(
  tongue: Tongue,
  name: string,
  kept: string,
  of: (name: string) => string,
): FieldNote | null {
  if (kept.trim() === "") return null;
  switch (name) {
    case "start":
    case "due":
      return dateNote(tongue, name, kept, of);
    case "goals":
      return goalsNote(tongue, kept);
    case "responsible":
    case "partners":
      return partiesNote(tongue, kept);
    case "currency":
      return currencyNote(tongue, kept);
    case "amount":
      return amountNote(tongue, kept, of);
    default:
      return null;
  }
}

/** Currencies that are offered: those of the region, and two that plans are often paid in. */
export const currencies =
  "USD EUR ARS BBD BOB BRL BSD BZD CLP COP CRC CUP DOP GTQ GYD HNL HTG JMD MXN NIO PAB PEN PYG SRD TTD UYU VES XCD".split(
    " ",
  );

function dateNote(
  { t, language }: Tongue,
  name: "start" | "due",
  kept: string,
  of: (name: string) => string,
): FieldNote | null {
  const shape = fuzzyShape(kept);
  if (shape.kind === "event")
    return shape.event === null ? { kind: "doubt", words: t("output.date.unread") } : null;
  const own = readFuzzyDate(kept);
  const [start, due] = name === "start" ? [own, readFuzzyDate(of("due"))] : [readFuzzyDate(of("start")), own];
  if (start.from !== null && due.to !== null && due.to < start.from)
    return { kind: "doubt", words: t("output.date.before-start") };
  const format = dateTimeFormat(locales[language], {
    day: "numeric",
    month: "short",
    year: "numeric",
    timeZone: "UTC",
  });
  const say = (day: string) => format.format(new Date(`${day}T00:00:00.000Z`));
  const { from, to } = own;
  if (to === null) return null;
  if (from === to) return { kind: "read", words: say(to) };
  return {
    kind: "read",
    words:
      from === null
        ? t("output.date.until", { to: say(to) })
        : t("output.date.range", { from: say(from), to: say(to) }),
  };
}

function goalsNote(tongue: Tongue, kept: string): FieldNote | null {
  const { t, goals, cycle } = tongue;
  if (goals === undefined || cycle === undefined) return null;
  const titles = new Map(goals.map(({ goal, title }) => [goal, title]));
  const { goals: read, unread } = goalReferences(kept, cycle);
  const missing = read.filter((one) => one.cycle === cycle && !titles.has(one.number));
  const unknown = [...unread, ...missing.map(({ number }) => String(number))];
  if (unknown.length > 0)
    return { kind: "doubt", words: t("output.goals.unknown", { goals: listOf(tongue, unknown) }) };
  const said = read.map((one) =>
    one.cycle === cycle ? `${one.number} ${titles.get(one.number) ?? ""}` : `${one.cycle} ${one.number}`,
  );
  return { kind: "read", words: said.join(" · ") };
}

function partiesNote(tongue: Tongue, kept: string): FieldNote | null {
  const institutions = parties(tongue, kept).filter(({ code }) => code === null);
  if (institutions.length === 0) return null;
  const names = listOf(
    tongue,
    institutions.map(({ name }) => name),
  );
  return { kind: "read", words: tongue.t("output.institutions", { names, count: institutions.length }) };
}

function currencyNote({ t, language }: Tongue, kept: string): FieldNote | null {
  if (!/^[A-Z]{3}$/.test(kept)) return null;
  const name = new Intl.DisplayNames(locales[language], { type: "currency", fallback: "none" }).of(kept);
  return name === undefined
    ? { kind: "doubt", words: t("output.currency.unknown") }
    : { kind: "read", words: name };
}

function amountNote({ t, language }: Tongue, kept: string, of: (name: string) => string): FieldNote | null {
  if (!Number.isFinite(Number(kept))) return null;
  if (of("currency") === "") return { kind: "doubt", words: t("output.amount.no-currency") };
  return { kind: "read", words: numberFormat(locales[language]).format(Number(kept)) };
}
