/**
 * Letters about rounds of consensus: one link, one time, who is asked in which capacity, what silence would mean.
 * May import: domain, i18n, this room. Begin with `roundLetterOf`; the words are in the namespace `round-letters`.
 * Words of persons (a reason, comments) stay on the page, where they can be redacted: a letter that waits never holds them.
 */
import type { RoundLetterKind } from "#app/domain/letter-families.ts";
import type { Language } from "#app/domain/release.ts";
import type { Iso, Office, RollKind } from "#app/domain/roles.ts";
import type { Mode, Need, Outcome } from "#app/domain/round.ts";
import { formatter, type Formatter } from "#app/i18n/format.ts";
import { sayNeeds } from "#app/i18n/needs.ts";
import { translator, type T } from "#app/i18n/translate.ts";
import type { Letter } from "./letters.ts";

/** What is decided, as a list names it, in the addressee's language. */
export interface About {
  readonly kind: "plan" | "goal" | "group" | "decision";
  readonly title: string;
  readonly group: string;
}

/** The round that a letter is about. */
export interface RoundTold {
  readonly number: number;
  readonly release: number;
  readonly roll: RollKind;
  /** Lines of the roll. */
  readonly seats: number;
  readonly mode: Mode;
  readonly opening: Date;
  readonly closing: Date;
}

export interface CapacityLine {
  readonly office: Office;
  readonly country: string;
}

/** What has happened, or is about to. */
export type RoundNews =
  | { readonly kind: "round-announced" | "round-opened" | "round-reminder" }
  | { readonly kind: "round-extended"; readonly because: "chair" | "outage" }
  /** `lifts`: whether it is said what would lift the objection. */
  | { readonly kind: "silence-broken"; readonly by: readonly Need[]; readonly lifts: boolean }
  | { readonly kind: "round-withdrawn" | "round-annulled"; readonly at: Date }
  /** `reservations`: the countries that joined with one. */
  | {
      readonly kind: "round-outcome";
      readonly outcome: Outcome;
      readonly lacking: readonly Need[];
      readonly reservations: readonly Iso[];
    }
  | { readonly kind: "ad-referendum"; readonly until: Date }
  | { readonly kind: "plan-returned"; readonly byOfficers: boolean; readonly at: Date }
  | { readonly kind: "goal-returned"; readonly at: Date };

/** Whom it goes to, and why. */
export interface RoundAddressee {
  readonly name: string;
  readonly language: Language;
  /** In which they can answer, the nearest first; empty for those who are only told. */
  readonly asked: readonly CapacityLine[];
  /** Whether every seat they answer for has a position on record. */
  readonly answered: boolean;
  /** In which they are told. */
  readonly told: readonly CapacityLine[];
}

export interface RoundMatter {
  readonly news: RoundNews;
  readonly about: About;
  /** Null for what comes back outside a round. */
  readonly round: RoundTold | null;
  /** The one page it leads to, with the language. */
  readonly link: string;
  readonly countryName: (iso: Iso) => string;
}

/** Stands for the link by which reminders are declined; it is made when the letter is sent. */
export const declineMark = "[[decline]]";

/** Stands for the words that say what would lift an objection: read from the record when the letter is sent, kept there alone. */
export const liftMark = "[[lift]]";

type Say = (key: string, params?: Readonly<Record<string, string | number>>) => string;

interface Telling {
  readonly say: Say;
  readonly t: T;
  readonly fmt: Formatter;
  readonly to: RoundAddressee;
  readonly matter: RoundMatter;
  readonly about: string;
}

/** Kinds of letter that carry the calendar file of the round. */
const dated: readonly RoundLetterKind[] = [
  "round-announced",
  "round-opened",
  "round-extended",
  "silence-broken",
  "round-withdrawn",
  "round-annulled",
];
export const carriesCalendar = (kind: string): boolean => dated.some((known) => known === kind);

/** The words of a letter to that person. Exact times only: they are as right when the letter arrives as when it was written. */
export function roundLetterOf(matter: RoundMatter, to: RoundAddressee): Letter {
  const { language } = to;
  const t = translator(language);
  const say: Say = (key, params) => t(`round-letters:${key}`, params);
  // Only exact times are said, so the instant that relative ones would count from does not matter.
  const fmt = formatter(language, t, new Date(0));
  const telling: Telling = { say, t, fmt, to, matter, about: aboutIn(say, matter.about) };
  const paragraphs = [
    t("letters:greeting", { name: to.name }),
    ...bodyOf(telling),
    `${say(`link.${linkWords(telling)}`)}\n${matter.link}`,
    ...(matter.news.kind === "round-reminder" ? [`${say("unsubscribe")}\n${declineMark}`] : []),
    t("letters:closing"),
  ];
  return { language, subject: shortened(subjectOf(telling)), text: `${paragraphs.join("\n\n")}\n` };
}

/** What a round is of, in words: "Plan of work 2011–2013, Access and infrastructure". */
export function aboutIn(say: Say, { kind, title, group }: About): string {
  return say(`about.${kind}`, { title, group });
}

/** The sentence of what silence would mean in a round. */
export function silenceMeans(say: Say, round: Pick<RoundTold, "roll" | "mode">): string {
  return say(`silence.${round.roll === "region" ? "consultation" : round.mode}`);
}

/** Under which name the words of a piece of news stand. */
function wordsOf({ matter: { news, round } }: Telling): string {
  const consultation = round?.roll === "region";
  switch (news.kind) {
    case "round-announced":
      return consultation ? "consultation-announced" : "announced";
    case "round-opened":
      return consultation ? "consultation-opened" : "opened";
    case "round-reminder":
      return round?.mode === "silence" && !consultation ? "silence-reminder" : "reminder";
    case "round-extended":
      return "extended";
    case "silence-broken":
      return "broken";
    case "round-withdrawn":
      return "withdrawn";
    case "round-annulled":
      return "annulled";
    case "round-outcome":
      return "outcome";
    case "ad-referendum":
    case "plan-returned":
    case "goal-returned":
      return news.kind;
  }
}

function subjectOf(telling: Telling): string {
  const { say, fmt, about, matter } = telling;
  const { news, round } = matter;
  const until = news.kind === "ad-referendum" ? news.until : round?.closing;
  return say(`${wordsOf(telling)}.subject`, {
    about,
    number: round?.number ?? "",
    from: round === null ? "" : fmt.exact(round.opening),
    until: until === undefined ? "" : fmt.exact(until),
    outcome: news.kind === "round-outcome" ? say(`outcome.${news.outcome}`) : "",
  });
}

function bodyOf(telling: Telling): readonly string[] {
  const { say, fmt, to, matter } = telling;
  const { news, round } = matter;
  const lines = linesOf(telling);
  const number = { number: round?.number ?? "" };
  const silence = round === null || to.asked.length + to.told.length === 0 ? [] : [silenceMeans(say, round)];
  const calendar = carriesCalendar(news.kind) ? [say("calendar")] : [];
  switch (news.kind) {
    case "round-announced":
    case "round-opened":
    case "round-reminder":
      return [say(`${wordsOf(telling)}.text`, number), lines, ...silence, ...calendar];
    case "round-extended": {
      const what = say(news.because === "outage" ? "extended-by-outage.text" : "extended.text", number);
      const answered = to.asked.length > 0 && to.answered;
      return [what, lines, ...(answered ? [say("answered")] : silence), ...calendar];
    }
    case "silence-broken":
      return [
        ...needsOf(telling, news.by),
        ...(news.lifts ? [`${telling.t("consensus:need.lift")}\n${liftMark}`] : []),
        say("broken.text"),
        lines,
        say("follows.back"),
        say("calendar-cancels"),
      ];
    case "round-withdrawn":
    case "round-annulled":
      return [
        say(`${wordsOf(telling)}.text`, { at: fmt.full(news.at) }),
        lines,
        say("follows.back"),
        say("calendar-cancels"),
      ];
    case "round-outcome": {
      const { outcome } = news;
      const points = needsOf(telling, news.lacking).map((sentence) => say("point", { sentence }));
      const what =
        points.length === 0
          ? []
          : [[say(`lacking.${outcome === "broken" ? "broken" : "ended"}`), ...points].join("\n")];
      const follows = outcome === "consensus" || outcome === "heard" ? outcome : "back";
      return [say("outcome.text", number), lines, ...what, say(`follows.${follows}`)];
    }
    case "ad-referendum":
      return [say("ad-referendum.text", number), lines, say("ad-referendum.silence")];
    case "plan-returned": {
      const key = news.byOfficers ? "plan-returned-by-officers.text" : "plan-returned.text";
      return [say(key, { at: fmt.full(news.at) }), lines];
    }
    case "goal-returned":
      return [say("goal-returned.text", { at: fmt.full(news.at) }), lines];
  }
}

const needsOf = ({ t, to, matter }: Telling, needs: readonly Need[]): readonly string[] =>
  needs.length === 0 ? [] : sayNeeds(t, to.language, needs, matter.countryName);

/** Name and value a line: whole sentences around names would go wrong in three of four languages. */
function linesOf({ say, fmt, to, matter, about }: Telling): string {
  const { news, round } = matter;
  const asks = asking(news.kind);
  const lines: (readonly [string, string])[] = [["text", about]];
  if (round !== null) {
    lines.push(["release", String(round.release)]);
    lines.push(["procedure", say(`procedure.${round.roll === "region" ? "consultation" : round.mode}`)]);
    if (asks) lines.push(["asked", say(`asked.${round.roll}`, { count: round.seats })]);
    if (news.kind === "round-announced") lines.push(["opens", fmt.full(round.opening)]);
    if (news.kind === "round-extended") lines.push(["new-end", fmt.full(round.closing)]);
    else if (asks) lines.push(["closes", fmt.full(round.closing)]);
  }
  if (news.kind === "round-outcome") {
    lines.push(["outcome", say(`outcome.${news.outcome}`)]);
    if (news.reservations.length > 0)
      lines.push(["reservations", fmt.list(news.reservations.map(matter.countryName))]);
  }
  if (news.kind === "ad-referendum") lines.push(["confirm-by", fmt.full(news.until)]);
  const answers = asks || news.kind === "ad-referendum";
  const as = answers ? to.asked : [];
  const copy = as.length > 0 ? [] : [...to.asked, ...to.told];
  lines.push(...as.map((line) => ["as", capacityIn(say, line)] as const));
  lines.push(...copy.map((line) => ["copy", capacityIn(say, line)] as const));
  return lines.map(([label, value]) => say("line", { label: say(`label.${label}`), value })).join("\n");
}

function capacityIn(say: Say, { office, country }: CapacityLine): string {
  return say(`capacity.${office}`, { country });
}

/** Whether the letter asks for an answer. */
const asking = (kind: RoundLetterKind) =>
  kind === "round-announced" ||
  kind === "round-opened" ||
  kind === "round-reminder" ||
  kind === "round-extended";

function linkWords({ to, matter: { news } }: Telling): string {
  switch (news.kind) {
    case "plan-returned":
      return "plan";
    case "goal-returned":
      return "goal";
    case "ad-referendum":
      return "confirm";
    case "round-announced":
    case "round-opened":
    case "round-reminder":
    case "round-extended":
      return to.asked.length > 0 ? "answer" : "round";
    default:
      return "ended";
  }
}

/** A subject that mailboxes show whole where they can; a very long title is cut at a word. */
function shortened(subject: string): string {
  if (subject.length <= 180) return subject;
  return `${subject.slice(0, 179).replace(/\s+\S*$/, "")}…`;
}
