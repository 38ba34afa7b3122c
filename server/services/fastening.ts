/** Fastening something to the live text of a plan: what was sent is believed only where it is there. */
import { anchorOfPlace, findLive } from "#app/document/anchor.ts";
import type { Anchor } from "#app/document/margin.ts";
import { clausesOf } from "#app/document/reading.ts";
import { readPlan, type LiveText } from "#app/document/ydoc.ts";
import type { PlanFacts } from "#app/domain/facts.ts";
import { refuse, type RefusalError } from "#app/domain/refusal.ts";
import type { Tx } from "#server/store/client.ts";
import { groupBySlug } from "#server/store/groups.ts";
import { lockPlan, planFacts, planOfGroup, type PlanRecord } from "#server/store/plans.ts";
import { withLiveText, type Reviewed } from "./plan-texts.ts";

/** Characters of a passage that a refusal quotes. */
const shown = 600;

/** The group's latest plan, locked or not, with what policy has to know. Refused: `group.unknown`, `plan.unknown`. */
export async function planAt(
  tx: Tx,
  slug: string,
  now: Date,
  lock: "lock" | "read",
): Promise<{ plan: PlanRecord; facts: PlanFacts }> {
  const { id } = await groupBySlug(tx, slug);
  const found = await planOfGroup(tx, id);
  if (found === null) throw refuse("unknown", "plan.unknown");
  const plan = lock === "lock" ? await lockPlan(tx, found.id) : found;
  return { plan, facts: await planFacts(tx, plan, now) };
}

export interface Fastened {
  readonly anchor: Anchor;
  readonly at: Reviewed;
  /** Number of the paragraph that it lies in; null where that has none. */
  readonly paragraph: string | null;
}

/**
 * The anchor as the live text has it now. Refused where its words are not there: `margin.passage-changed`, `margin.passage-gone`, of a
 * field `margin.field-changed`.
 */
export function fasten(tx: Tx, plan: PlanRecord, sent: Anchor): Promise<Fastened> {
  return withLiveText(tx, plan, (text, at) => {
    const place = findLive(text, at.epoch)(sent);
    const anchor = place === null ? null : anchorOfPlace(at.epoch, place);
    if (anchor === null) throw changed(text, sent);
    const clause = clausesOf(readPlan(text).plan).find(({ id }) => id === anchor.clause);
    const number = clause?.kind === "paragraph" ? clause.number : null;
    return { anchor, at, paragraph: number === null ? null : String(number) };
  });
}

/** Why something cannot be done where the words are others by now: with the passage as it is. */
export function changed(text: LiveText, { clause, field }: Anchor): RefusalError {
  const found = clausesOf(readPlan(text).plan).find(({ id }) => id === clause);
  if (field !== undefined && found?.kind === "output") return refuse("conflict", "margin.field-changed");
  const words = found?.words ?? "";
  if (field !== undefined || words.trim() === "") return refuse("conflict", "margin.passage-gone");
  const passage = words.length > shown ? `${words.slice(0, shown)}…` : words;
  return refuse("conflict", "margin.passage-changed", { passage });
}
