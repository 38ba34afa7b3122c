/** A text of a plan, gathered for paper: live, or one of its releases, with what it is compared with. */
import type { MarginThread } from "#app/document/margin.ts";
import { documentSymbol, type CopyOfText } from "#app/domain/document-symbol.ts";
import { demand, may } from "#app/domain/policy.ts";
import { refuse } from "#app/domain/refusal.ts";
import type { Actor } from "#app/domain/roles.ts";
import { commentsOf, type Paper } from "#server/present/paper.ts";
import type { Tx } from "#server/store/client.ts";
import { countryNames } from "#server/store/countries.ts";
import { groupBySlug, groupHead } from "#server/store/groups.ts";
import { planFacts, planOfGroup, type PlanRecord } from "#server/store/plans.ts";
import { releaseById, releasesOf } from "#server/store/releases.ts";
import { roundsOf } from "#server/store/rounds.ts";
import type { Ground } from "./act.ts";
import { liveText, textOf } from "./plan-texts.ts";

/** Which text is asked for: live, or a release by its number. */
export type TextWanted = "live" | number;

export interface PaperWanted {
  readonly of: TextWanted;
  /** What the changes are marked from: a release by its number, the text in force, or nothing. */
  readonly since: number | "adopted" | null;
  readonly period: string | null;
}

/** What stands beside the live text, as whoever asks may see it; nothing where nobody keeps comments. */
export type Beside = (tx: Tx, actor: Actor, plan: PlanRecord) => Promise<readonly MarginThread[]>;

/**
 * The paper. Everybody takes away what a round decided on; the live text and other releases those who read drafts
 * (`may-not.plan.export`). Refused: no plan (`plan.unknown`), no such release (`release.unknown`), nothing in force to compare
 * with (`paper.nothing-in-force`).
 */
export async function paperFor(
  { store, clock, env }: Pick<Ground, "store" | "clock" | "env">,
  actor: Actor,
  slug: string,
  wanted: PaperWanted,
  beside: Beside | null = null,
): Promise<{ readonly plan: PlanRecord; readonly paper: Paper }> {
  const now = clock.now();
  const tx = store.db;
  const { id: groupId } = await groupBySlug(tx, slug);
  const plan = await planOfGroup(tx, groupId, wanted.period);
  if (plan === null) throw refuse("unknown", "plan.unknown");
  const facts = await planFacts(tx, plan, now);
  const subject = { kind: "plan", id: plan.id } as const;
  const releases = await releasesOf(tx, subject);
  const decided = new Set((await roundsOf(tx, subject)).map(({ release }) => release.id));

  const released = (number: number) => {
    const found = releases.find((release) => release.number === number);
    if (found === undefined) throw refuse("unknown", "release.unknown");
    if (!decided.has(found.id)) demand(actor, "plan.export", facts, now);
    return found;
  };
  const symbol = (copy: CopyOfText) => documentSymbol(plan.groupSlug, plan.period, copy);
  const sinceOf = async (): Promise<Paper["since"]> => {
    if (wanted.since === null) return null;
    const base =
      wanted.since === "adopted"
        ? plan.adoptedReleaseId === null
          ? null
          : await releaseById(tx, plan.adoptedReleaseId)
        : released(wanted.since);
    if (base === null) throw refuse("conflict", "paper.nothing-in-force");
    return { symbol: symbol({ kind: "release", number: base.number }), text: textOf(base) };
  };

  const { of } = wanted;
  if (of === "live") demand(actor, "plan.export", facts, now);
  const release = of === "live" ? null : released(of);
  const language = release?.language ?? plan.language;
  const copy: CopyOfText = release === null ? { kind: "live" } : { kind: "release", number: release.number };
  const head = await groupHead(tx, slug, language, now);
  const reads = may(actor, "plan.export", facts, now);
  return {
    plan,
    paper: {
      symbol: symbol(copy),
      group: head.name,
      slug: plan.groupSlug,
      period: plan.period,
      language,
      copy,
      at: (release?.at ?? now).toISOString(),
      sha256: release?.sha256 ?? null,
      text: release === null ? (await liveText(tx, plan)).text : textOf(release),
      countries: Object.fromEntries(await countryNames(tx, language)),
      site: env.appUrl.replace(/\/$/, ""),
      since: await sinceOf(),
      comments:
        beside === null || release !== null || !reads ? [] : commentsOf(await beside(tx, actor, plan)),
    },
  };
}
