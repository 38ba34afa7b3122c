/** Reading about what a group decides about itself: the list, one decision, and what a form of a new one offers. */
import { step, type DecisionStage } from "#app/domain/decision.ts";
import {
  checkDecision,
  opennessOfDecision,
  releaseOfDecision,
  type DecisionGround,
} from "#app/domain/decision-text.ts";
import type { GroupFacts } from "#app/domain/facts.ts";
import { countriesOf } from "#app/domain/part.ts";
import { demand, may } from "#app/domain/policy.ts";
import { refusalOf, refuse, type Refusal } from "#app/domain/refusal.ts";
import { canonicalJson, isClean, type Language, type Release } from "#app/domain/release.ts";
import type { Actor, Iso } from "#app/domain/roles.ts";
import type { Tx } from "#server/store/client.ts";
import { countryNames } from "#server/store/countries.ts";
import {
  decisionAt,
  decisionFacts,
  decisionsOf,
  stepsOfDecision,
  type DecisionRecord,
  type DecisionStepRecord,
} from "#server/store/decisions.ts";
import { groupFacts, groupHead, type GroupHead, type NamedCountry } from "#server/store/groups.ts";
import { releasesOf } from "#server/store/releases.ts";
import { termsFor } from "#server/store/rolls.ts";
import { liveRound, roundsOf } from "#server/store/rounds.ts";
import type { Ground } from "./act.ts";
import { leftover, type Leftover } from "./amendments-open.ts";
import { actedAs, type ActedAs } from "./capacities.ts";
import { groundOf } from "./decision-grounds.ts";
import { openingCapacities, proposerCapacity } from "./decision-held.ts";
import { viewOf, type RoundView } from "./round-view.ts";

export interface ListedDecision {
  readonly decision: DecisionRecord;
  /** The last round on it: where it is found, and when it closes. */
  readonly round: { readonly number: number; readonly closing: Date; readonly settled: boolean } | null;
}

export interface DecisionsPage {
  readonly group: GroupHead;
  readonly decisions: readonly ListedDecision[];
  /** Whether the reader may propose one. */
  readonly proposes: boolean;
  readonly names: Readonly<Record<Iso, string>>;
}

export interface DecisionView {
  readonly decision: DecisionRecord;
  readonly group: GroupHead;
  /** The release that holds exactly this text; null while it is only proposed. */
  readonly release: Release | null;
  /** The round under way, else the last one; null where there was none. */
  readonly round: RoundView | null;
  /** Rounds before that one, the latest first. */
  readonly earlier: readonly RoundView[];
  readonly steps: readonly DecisionStepRecord[];
  /** Number of the round whose outcome is to be entered before a goal is withdrawn that the group decided to withdraw. */
  readonly awaits: number | null;
  /** Whether the reader may open a round now, and what the state of things still has against it. */
  readonly opens: { readonly obstacle: Refusal | null; readonly as: readonly ActedAs[] } | null;
  /** In which capacity the reader may drop it; null where they may not. */
  readonly drops: ActedAs | null;
  /** Whether the reader may change its text now. */
  readonly edits: boolean;
  /** What the last round left to go on from; null where another runs or it is over. */
  readonly left: Leftover | null;
  /** Whether the reader may make one of its amendments the text. */
  readonly takes: boolean;
  /** Hours of silence that a round needs at least. */
  readonly silenceHours: number;
  readonly names: Readonly<Record<Iso, string>>;
}

/** What a form of a new decision offers. */
export interface ProposingView {
  readonly group: GroupHead;
  readonly ground: DecisionGround;
  /** Countries for which the reader may propose. */
  readonly own: readonly NamedCountry[];
  readonly names: Readonly<Record<Iso, string>>;
}

export function decisionViews({ store, clock }: Pick<Ground, "store" | "clock">) {
  return {
    /** The decisions of a group that the reader may know of, the one that moved last first. */
    list: async (actor: Actor, slug: string, language: Language): Promise<DecisionsPage> => {
      const tx = store.db;
      const now = clock.now();
      const group = await groupHead(tx, slug, language, now);
      const facts = await groupFacts(tx, group.id, now);
      const decisions: ListedDecision[] = [];
      for (const decision of await decisionsOf(tx, group.id)) {
        if (!may(actor, "decision.read", await decisionFacts(tx, decision, now), now)) continue;
        const [round] = await roundsOf(tx, { kind: "decision", id: decision.id });
        decisions.push({
          decision,
          round:
            round === undefined
              ? null
              : { number: round.number, closing: round.round.closing, settled: round.settledAt !== null },
        });
      }
      const names = Object.fromEntries(await countryNames(tx, language));
      return { group, decisions, proposes: may(actor, "decision.propose", facts, now), names };
    },

    /** One decision. Refused as `unknown` where there is none or the reader may not know of it. */
    page: async (actor: Actor, slug: string, number: number, language: Language): Promise<DecisionView> => {
      const tx = store.db;
      const now = clock.now();
      const decision = await decisionAt(tx, slug, number);
      const facts = await decisionFacts(tx, decision, now);
      demand(actor, "decision.read", facts, now);
      const subject = { kind: "decision", id: decision.id } as const;
      const rounds: RoundView[] = [];
      const all = await roundsOf(tx, subject);
      for (const recorded of all) rounds.push(await viewOf(tx, actor, recorded, facts.group, now));
      const [round = null, ...earlier] = rounds;
      const canonical = canonicalJson(releaseOfDecision(decision.text));
      const proposed = decision.stage === "proposed";
      const ground = proposed ? await groundOf(tx, facts.group, decision.language) : null;
      const { minSilenceHours } = await termsFor(tx, facts.group.officers.cycleId, "group", now);
      return {
        decision,
        group: await groupHead(tx, slug, language, now),
        release: (await releasesOf(tx, subject)).findLast(({ text }) => text === canonical) ?? null,
        round,
        earlier,
        steps: await stepsOfDecision(tx, decision.id),
        awaits: await awaitedBy(tx, decision),
        opens:
          ground !== null && may(actor, "decision.open-round", facts, now)
            ? {
                obstacle: obstacleTo(decision, ground),
                as: openingCapacities(actor, facts.group, now).map(actedAs),
              }
            : null,
        drops:
          proposed && may(actor, "decision.drop", facts, now)
            ? actedAs(proposerCapacity(actor, { decision, facts }, now))
            : null,
        edits: proposed && may(actor, "decision.edit", facts, now),
        left: proposed ? leftover(all, now) : null,
        takes: proposed && may(actor, "decision.take-amendment", facts, now),
        silenceHours: minSilenceHours.value,
        names: Object.fromEntries(await countryNames(tx, language)),
      };
    },

    /** What the forms of new decisions offer. Refuses those who may not propose. */
    proposing: async (actor: Actor, slug: string, language: Language): Promise<ProposingView> => {
      const now = clock.now();
      const { id } = await groupHead(store.db, slug, language, now);
      const facts = await groupFacts(store.db, id, now);
      demand(actor, "decision.propose", facts, now);
      return offered(actor, slug, facts, language, now);
    },

    /** The form that changes what is asked. Refuses those who may not, and a decision that is past that. */
    editing: async (
      actor: Actor,
      slug: string,
      number: number,
      language: Language,
    ): Promise<ProposingView & { readonly decision: DecisionRecord }> => {
      const now = clock.now();
      const decision = await decisionAt(store.db, slug, number);
      const facts = await decisionFacts(store.db, decision, now);
      demand(actor, "decision.edit", facts, now);
      step(decision.stage, "edit", { group: facts.group.stage, outcome: null });
      return { ...(await offered(actor, slug, facts.group, language, now)), decision };
    },
  };

  async function offered(
    actor: Actor,
    slug: string,
    facts: GroupFacts,
    language: Language,
    now: Date,
  ): Promise<ProposingView> {
    const names = Object.fromEntries(await countryNames(store.db, language));
    const own = countriesOf(actor, "decide", facts, now);
    return {
      group: await groupHead(store.db, slug, language, now),
      ground: await groundOf(store.db, facts, language),
      own: own.map((iso) => ({ iso, name: names[iso] ?? iso })),
      names,
    };
  }
}

/** The round on the goal that was over, but not entered, when the group decided to withdraw the goal. */
async function awaitedBy(tx: Tx, { text, stage, stageSince }: DecisionRecord): Promise<number | null> {
  if (text.kind !== "goal-withdrawal" || stage !== "decided") return null;
  const round = await liveRound(tx, { kind: "goal", id: text.goal.id });
  return round === null || round.openedAt > stageSince ? null : round.number;
}

/** What keeps a round from opening on the decision: the group can no longer decide it, or the words are not clean. */
function obstacleTo(
  { text, stage }: DecisionRecord & { stage: DecisionStage },
  ground: DecisionGround,
): Refusal | null {
  try {
    checkDecision(text, ground);
    step(stage, "open-round", { group: "active", outcome: null });
    const { brackets, gaps } = opennessOfDecision(text);
    if (!isClean({ brackets, gaps })) throw refuse("conflict", "round.not-clean", { brackets, gaps });
    return null;
  } catch (caught) {
    const refusal = refusalOf(caught);
    if (refusal === null) throw caught;
    const [fault] = Object.values(refusal.fields ?? {});
    return fault === undefined ? refusal : { ...refusal, kind: "conflict", ...fault };
  }
}
