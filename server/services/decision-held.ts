/** A decision as the acts on its chain hold it: locked, with what policy has to know; and in which capacity they are taken. */
import type { DecisionText } from "#app/domain/decision-text.ts";
import type { DecisionFacts, GroupFacts } from "#app/domain/facts.ts";
import { countriesOf, isChair, isViceChair } from "#app/domain/part.ts";
import { refuse } from "#app/domain/refusal.ts";
import type { Language } from "#app/domain/release.ts";
import type { Actor, Capacity, Iso, PersonId } from "#app/domain/roles.ts";
import { sayDecision } from "#app/i18n/decision-title.ts";
import { translator } from "#app/i18n/translate.ts";
import type { Tx } from "#server/store/client.ts";
import { countryNames } from "#server/store/countries.ts";
import { decisionAt, decisionFacts, type DecisionRecord } from "#server/store/decisions.ts";
import { lockSubject } from "#server/store/rounds.ts";
import { chairCapacity, countryCapacity, type ActedAs } from "./capacities.ts";

/** What a form of a decision under way carries: its address, and its revision when the form was made. */
export interface DecisionForm {
  readonly slug: string;
  readonly number: number;
  readonly revision: number;
  /** The capacity in which it is sent, as the form offered it; the server checks it. */
  readonly as?: ActedAs | undefined;
}

export interface HeldDecision {
  readonly decision: DecisionRecord;
  readonly facts: DecisionFacts & { readonly group: GroupFacts };
}

/** Two acts on one decision wait for each other. Refuses `decision.unknown`. */
export async function lockFor(tx: Tx, { slug, number }: Omit<DecisionForm, "revision">): Promise<void> {
  const { id } = await decisionAt(tx, slug, number);
  await lockSubject(tx, { kind: "decision", id });
}

/** The decision at that address; lock it before an act. Refuses `decision.unknown`. */
export async function hold(
  tx: Tx,
  { slug, number }: Omit<DecisionForm, "revision">,
  now: Date,
): Promise<HeldDecision> {
  const decision = await decisionAt(tx, slug, number);
  return { decision, facts: await decisionFacts(tx, decision, now) };
}

/** Refuses a form that is not of today (`decision.changed-meanwhile`). */
export function demandFresh({ decision }: HeldDecision, form: DecisionForm): void {
  if (form.revision !== decision.revision) throw refuse("conflict", "decision.changed-meanwhile");
}

/**
 * Of one who changes or drops it: for the country that proposed it, else as the Chair. There is one only: what a country
 * proposed is that country's, and its form says so.
 */
export function proposerCapacity(actor: Actor, { decision, facts }: HeldDecision, now: Date): Capacity {
  const { country } = decision;
  const own = country === null ? null : countryCapacity(actor, country, "decide", facts.group, now);
  return own ?? chairCapacity(actor, facts.group, now);
}

/** As the Chair, as Vice Chairs where nobody acts for the Chair, else for participating countries: policy has said which. */
export function openingCapacities(actor: Actor, group: GroupFacts, now: Date): readonly Capacity[] {
  const body = { kind: "group", groupId: group.groupId } as const;
  if (isChair(actor, "decide", group, now)) return [{ office: "representative", country: group.chair, body }];
  const vice = isViceChair(actor, "decide", group, now);
  return countriesOf(actor, "decide", group, now)
    .filter((one) => !vice || group.viceChairs.includes(one))
    .flatMap((one) => countryCapacity(actor, one, "decide", group, now) ?? []);
}

/** What the decision is called in the language of its text. */
export async function titleOf(tx: Tx, text: DecisionText, language: Language): Promise<string> {
  const names = await countryNames(tx, language);
  return sayDecision(translator(language), text, language, (iso: Iso) => names.get(iso) ?? iso);
}

export function idOf(actor: Actor): PersonId {
  if (actor.kind === "person") return actor.id;
  throw refuse("forbidden", "may-not.decision.propose");
}
