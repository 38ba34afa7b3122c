/**
 * The words of a decision of a group about itself: what is asked, what a release of it freezes, and what it must hold to be
 * asked at all (domain §1, §5). Countries are codes here; pages say their names.
 * May import: this room. Begin with `DecisionText`; `composeDecision` makes one, `clausesOfDecision` reads it.
 */

import type { DecisionKind } from "./decision.ts";
import { opennessOf as opennessOfWords } from "./goal-text.ts";
import { refuse, type Params } from "./refusal.ts";
import { endOfRegionalDay, type Iso } from "./region.ts";
import { languages, type Json, type Language, type Openness } from "./release.ts";

/** Which country chairs the group, which are Vice Chairs, and from when (S2 II D a i). */
export interface ChairsText {
  readonly kind: "chairs";
  readonly chair: Iso;
  /** In order of their codes; may be none. */
  readonly viceChairs: readonly Iso[];
  /** The regional day ("2011-04-02") at whose beginning they take office; null: as soon as the consensus is entered. */
  readonly from: string | null;
}

/** The one output of the group's plan that a commission is born for. */
export interface OutputNamed {
  /** As in the text of the plan. */
  readonly id: string;
  readonly title: string;
}

/** A temporary body of some of the group's countries, for one output, which ends with it (domain §1). */
export interface CommissionText {
  readonly kind: "commission";
  /** In at least one language. */
  readonly names: Readonly<Partial<Record<Language, string>>>;
  readonly mission: readonly string[];
  readonly output: OutputNamed;
  /** In order of their codes. */
  readonly countries: readonly Iso[];
  readonly chair: Iso;
}

export interface EndCommissionText {
  readonly kind: "end-commission";
  readonly commission: { readonly id: string; readonly name: string };
  readonly reasons: readonly string[];
}

/** After the group's consensus only the group itself withdraws a goal (domain §5). */
export interface GoalWithdrawalText {
  readonly kind: "goal-withdrawal";
  /** `number` is that of the proposal: "p12". */
  readonly goal: { readonly id: string; readonly number: number; readonly title: string };
  readonly reasons: readonly string[];
}

export type DecisionText = ChairsText | CommissionText | EndCommissionText | GoalWithdrawalText;

/** What a form asks for: names of things are looked up, never sent. */
export type DecisionAsked =
  | ChairsText
  | (Omit<CommissionText, "output"> & { readonly outputId: string })
  | { readonly kind: "end-commission"; readonly commissionId: string; readonly reasons: readonly string[] }
  | { readonly kind: "goal-withdrawal"; readonly goalId: string; readonly reasons: readonly string[] };

/** What there is in the group that a decision can be about. */
export interface DecisionGround {
  /** Whether the group is itself a commission: it chooses its Chair, and nothing else. */
  readonly commission: boolean;
  readonly participating: readonly Iso[];
  readonly chair: Iso | null;
  readonly viceChairs: readonly Iso[];
  /** Outputs of the adopted and of the live plan that are neither delivered nor dropped. */
  readonly outputs: readonly OutputNamed[];
  /** Commissions of the group at work. */
  readonly commissions: readonly {
    readonly id: string;
    readonly name: string;
    readonly outputId: string | null;
  }[];
  /** Goals that the group has agreed to and that neither it withdrew nor the agenda holds. */
  readonly goals: readonly { readonly id: string; readonly number: number; readonly title: string }[];
}

export const decisionLimits = { name: 160, text: 12_000, paragraphs: 30 } as const;

/**
 * The text of what is asked, with titles and names as they are now. Refuses (`invalid`, by field) what the group cannot decide;
 * see `checkDecision`.
 */
export function composeDecision(asked: DecisionAsked, ground: DecisionGround): DecisionText {
  const text = textOf(asked, ground);
  checkDecision(text, ground);
  return text;
}

function textOf(asked: DecisionAsked, ground: DecisionGround): DecisionText {
  switch (asked.kind) {
    case "chairs":
      return { ...asked, viceChairs: inOrder(asked.viceChairs) };
    case "commission": {
      const { kind, mission, chair, outputId } = asked;
      const output = ground.outputs.find(({ id }) => id === outputId);
      if (output === undefined) throw wrong("output", "decision.output-unknown");
      const names = Object.fromEntries(
        languages.flatMap((language) => {
          const name = asked.names[language]?.trim() ?? "";
          return name === "" ? [] : [[language, name] as const];
        }),
      );
      const { id, title } = output;
      return { kind, names, mission, output: { id, title }, countries: inOrder(asked.countries), chair };
    }
    case "end-commission": {
      const found = ground.commissions.find(({ id }) => id === asked.commissionId);
      if (found === undefined) throw wrong("commission", "decision.commission-unknown");
      const { id, name } = found;
      return { kind: asked.kind, commission: { id, name }, reasons: asked.reasons };
    }
    case "goal-withdrawal": {
      const found = ground.goals.find(({ id }) => id === asked.goalId);
      if (found === undefined) throw wrong("goal", "decision.goal-unknown");
      const { id, number, title } = found;
      return { kind: asked.kind, goal: { id, number, title }, reasons: asked.reasons };
    }
  }
}

const inOrder = (countries: readonly Iso[]): readonly Iso[] => [...new Set(countries)].sort();

/**
 * Refuses (`invalid`, by field) a text that the group cannot decide on: a country that takes no part in it
 * (`decision.not-participating`), a Chair that is a Vice Chair too (`decision.chair-twice`), Chairs who are in office already
 * (`decision.same-chairs`), a day that is none (`field.date`), no name or mission (`field.missing`), a Chair from outside the
 * commission (`decision.chair-outside`), fewer than two countries (`decision.two-countries`), an output that is not in the plan
 * or has a commission, a commission, goal or reasons that are not there; and in a commission all but its Chairs
 * (`decision.not-in-commission`). Asked again when a round opens: countries may have left meanwhile.
 */
export function checkDecision(text: DecisionText, ground: DecisionGround): void {
  if (ground.commission && text.kind !== "chairs") throw refuse("conflict", "decision.not-in-commission");
  switch (text.kind) {
    case "chairs":
      return checkChairs(text, ground);
    case "commission":
      return checkCommission(text, ground);
    case "end-commission":
      if (!ground.commissions.some(({ id }) => id === text.commission.id))
        throw wrong("commission", "decision.commission-unknown");
      return checkWords("reasons", text.reasons);
    case "goal-withdrawal":
      if (!ground.goals.some(({ id }) => id === text.goal.id)) throw wrong("goal", "decision.goal-unknown");
      return checkWords("reasons", text.reasons);
  }
}

function checkChairs({ chair, viceChairs, from }: ChairsText, ground: DecisionGround): void {
  if (!ground.participating.includes(chair)) throw wrong("chair", "decision.not-participating");
  if (viceChairs.some((country) => !ground.participating.includes(country)))
    throw wrong("viceChairs", "decision.not-participating");
  if (viceChairs.includes(chair)) throw wrong("viceChairs", "decision.chair-twice");
  if (from !== null && endOfRegionalDay(from) === null) throw wrong("from", "field.date");
  if (ground.chair === chair && inOrder(ground.viceChairs).join() === inOrder(viceChairs).join())
    throw wrong("chair", "decision.same-chairs");
}

function checkCommission(text: CommissionText, ground: DecisionGround): void {
  const { names, mission, output, countries, chair } = text;
  const given = Object.values(names);
  if (given.length === 0) throw wrong("name", "decision.name-needed");
  if (given.some((name) => name.length > decisionLimits.name))
    throw wrong("name", "field.too-long", { maximum: decisionLimits.name });
  checkWords("mission", mission);
  if (!ground.outputs.some(({ id }) => id === output.id)) throw wrong("output", "decision.output-unknown");
  if (ground.commissions.some(({ outputId }) => outputId === output.id))
    throw wrong("output", "decision.output-taken");
  if (countries.some((country) => !ground.participating.includes(country)))
    throw wrong("countries", "decision.not-participating");
  if (countries.length < 2) throw wrong("countries", "decision.two-countries");
  if (!countries.includes(chair)) throw wrong("chair", "decision.chair-outside");
}

function checkWords(field: string, paragraphs: readonly string[]): void {
  if (paragraphs.every((paragraph) => paragraph.trim() === "")) throw wrong(field, "field.missing");
  if (paragraphs.length > decisionLimits.paragraphs) throw wrong(field, "field.too-many-paragraphs");
  if (paragraphs.join("\n\n").length > decisionLimits.text)
    throw wrong(field, "field.too-long", { maximum: decisionLimits.text });
}

const wrong = (field: string, key: string, params: Params = {}) =>
  refuse("invalid", "form.check-fields", {}, { fields: { [field]: { key, params } } });

/** Open square brackets and gaps (`XXX`) in the words that are decided on (domain §3). */
export function opennessOfDecision(text: DecisionText): Openness {
  switch (text.kind) {
    case "chairs":
      return { brackets: 0, gaps: 0 };
    case "commission":
      return opennessOfWords({ title: Object.values(text.names).join("\n"), paragraphs: text.mission });
    case "end-commission":
    case "goal-withdrawal":
      return opennessOfWords({ title: "", paragraphs: text.reasons });
  }
}

/** What the decision changes. A group has no two rounds at once that change the same thing. */
export function matterOf(text: DecisionText): string {
  switch (text.kind) {
    case "chairs":
      return "chairs";
    case "commission":
      return `output:${text.output.id}`;
    case "end-commission":
      return `commission:${text.commission.id}`;
    case "goal-withdrawal":
      return `goal:${text.goal.id}`;
  }
}

/** What a release of a decision freezes. */
export function releaseOfDecision(text: DecisionText): Json {
  switch (text.kind) {
    case "chairs":
      return { ...text };
    case "commission":
      return { ...text, names: { ...text.names }, output: { ...text.output } };
    case "end-commission":
      return { ...text, commission: { ...text.commission } };
    case "goal-withdrawal":
      return { ...text, goal: { ...text.goal } };
  }
}

/** The text back from the canonical JSON of a release. Throws where it is none of a decision: that is a fault of ours. */
export function decisionTextIn(canonical: string): DecisionText {
  const held = JSON.parse(canonical) as DecisionText;
  const known: readonly DecisionKind[] = ["chairs", "commission", "end-commission", "goal-withdrawal"];
  if (!known.includes(held.kind)) throw new TypeError("not a release of a decision");
  return held;
}

/** How codes and days are said to the reader. */
export interface Saying {
  readonly country: (iso: Iso) => string;
  readonly day: (day: string) => string;
  readonly language: Language;
}

const asWritten: Saying = { country: (iso) => iso, day: (day) => day, language: "es" };

/** One part of what is asked, as it is set on paper; `heading` is a key of the namespace `decisions`. */
export interface DecisionClause {
  readonly heading: string;
  readonly paragraphs: readonly string[];
}

/** What is asked, part by part, in the order in which it is read. Paragraphs are counted through from 1 where they are cited. */
export function clausesOfDecision(text: DecisionText, say: Saying = asWritten): readonly DecisionClause[] {
  switch (text.kind) {
    case "chairs":
      return [
        { heading: "clause.chair", paragraphs: [say.country(text.chair)] },
        ...(text.viceChairs.length === 0
          ? [{ heading: "clause.no-vice-chairs", paragraphs: [] }]
          : [{ heading: "clause.vice-chairs", paragraphs: text.viceChairs.map(say.country) }]),
        text.from === null
          ? { heading: "clause.from-consensus", paragraphs: [] }
          : { heading: "clause.from", paragraphs: [say.day(text.from)] },
      ];
    case "commission":
      return [
        { heading: "clause.name", paragraphs: namesIn(text.names, say.language) },
        { heading: "clause.output", paragraphs: [text.output.title] },
        { heading: "clause.mission", paragraphs: text.mission },
        { heading: "clause.countries", paragraphs: text.countries.map(say.country) },
        { heading: "clause.commission-chair", paragraphs: [say.country(text.chair)] },
      ];
    case "end-commission":
      return [
        { heading: "clause.commission", paragraphs: [text.commission.name] },
        { heading: "clause.reasons", paragraphs: text.reasons },
      ];
    case "goal-withdrawal":
      return [
        { heading: "clause.goal", paragraphs: [text.goal.title] },
        { heading: "clause.reasons", paragraphs: text.reasons },
      ];
  }
}

/** All names given, that in the reader's language first; the same words once. */
export function namesIn(names: CommissionText["names"], language: Language): readonly string[] {
  const order = [language, ...languages.filter((other) => other !== language)];
  return [...new Set(order.flatMap((each) => names[each] ?? []))];
}

/** The one name to call a commission by: in the reader's language where there is one. */
export function nameIn(names: CommissionText["names"], language: Language): string {
  return namesIn(names, language)[0] ?? "";
}
