import { isClosed, nextActs, officersDue, step, type GoalAct, type GoalStage } from "#app/domain/goal.ts";
import { goalTextIn, opennessOf, type GoalText } from "#app/domain/goal-text.ts";
import type { GoalFacts } from "#app/domain/facts.ts";
import { countriesOf } from "#app/domain/part.ts";
import { demand, may } from "#app/domain/policy.ts";
import { refusalOf, type Refusal } from "#app/domain/refusal.ts";
import type { Language, Openness } from "#app/domain/release.ts";
import type { Actor, Iso } from "#app/domain/roles.ts";
import { areasOf, type AreaRecord } from "#server/store/agendas.ts";
import { countries, countryNames, type NamedCountry } from "#server/store/countries.ts";
import { groupBySlug, groupFacts, groupHead, type GroupHead } from "#server/store/groups.ts";
import { named } from "#server/store/names.ts";
import {
  goalFacts,
  proposalByNumber,
  stepsOf,
  threadsOn,
  type ProposalRecord,
  type StepRecord,
} from "#server/store/proposals.ts";
import { releasesOf } from "#server/store/releases.ts";
import { termsFor } from "#server/store/rolls.ts";
import { roundsOf } from "#server/store/rounds.ts";
import type { Ground } from "./act.ts";
import { leftover, type Leftover } from "./amendments-open.ts";
import { actedAs, goalCapacities, type ActedAs } from "./capacities.ts";
import { partGoals } from "./closed-goals.ts";
import { presiding } from "./goal-steps.ts";
import { viewOf, type RoundView } from "./round-view.ts";
import { shownRelease, type ShownRelease } from "./shown-round.ts";

/** An act that the reader may take; `obstacle` says what the state of things still has against it. */
export interface OfferedAct {
  readonly act: GoalAct;
  readonly obstacle: Refusal | null;
  /** For which countries, where the act is one of a country's own. */
  readonly countries: readonly Iso[];
  /** In which capacities; empty where the form names a country of its own. */
  readonly as: readonly ActedAs[];
}

export interface GoalView {
  readonly proposal: ProposalRecord;
  readonly group: GroupHead;
  readonly area: AreaRecord | null;
  /** What is shown: the release in question, else the draft. */
  readonly text: GoalText;
  readonly release: ShownRelease | null;
  readonly releases: readonly ShownRelease[];
  readonly openness: Openness;
  /** The round under way, else the last one; null where there was none. */
  readonly round: RoundView | null;
  /** Rounds before that one, the latest first. */
  readonly earlier: readonly RoundView[];
  readonly steps: readonly StepRecord[];
  readonly threads: Awaited<ReturnType<typeof threadsOn>>;
  readonly acts: readonly OfferedAct[];
  /** What the last round leaves to go on from; null where it runs, or ended in consensus. */
  readonly left: Leftover | null;
  /** Whether the reader may make one of its amendments the text. */
  readonly takes: boolean;
  /** Hours that a silence lasts at least, by the terms of the group and of the Presiding Officers. */
  readonly silenceHours: Readonly<Record<"group" | "officers", number>>;
  /** When the officers are to have taken it up (platform default); null where it is not before them. */
  readonly due: Date | null;
  /** Whether the reader may ask the group to withdraw it: after its consensus only the group does. */
  readonly asksWithdrawal: boolean;
  readonly next: ReturnType<typeof nextActs>;
  /** Names of countries by code. */
  readonly names: Readonly<Record<Iso, string>>;
}

export interface DraftingView {
  readonly group: GroupHead;
  readonly areas: readonly AreaRecord[];
  /** Countries for which the reader may draft. */
  readonly own: readonly NamedCountry[];
  readonly proposal: ProposalRecord | null;
}

export interface ListedGoal {
  readonly proposal: ProposalRecord;
  readonly group: { readonly slug: string; readonly name: string };
  readonly sponsor: string;
}

const offered = [
  "edit",
  "discuss",
  "cosponsor",
  "take-over",
  "withdraw",
  "open-group-round",
  "table",
  "open-officers-round",
  "return",
] as const satisfies readonly GoalAct[];

/** Reading about proposed goals. */
export function goalViews(ground: Ground) {
  const { store, clock } = ground;
  return {
    /** The page of a proposed goal. Refused as `unknown` where there is none or the reader may not know of it. */
    page: async (actor: Actor, number: number, language: Language): Promise<GoalView> => {
      const tx = store.db;
      const now = clock.now();
      const proposal = await proposalByNumber(tx, number);
      const facts = await goalFacts(tx, proposal, now);
      demand(actor, "goal.read", facts, now);
      const subject = { kind: "goal", id: proposal.id } as const;
      const releases = (await releasesOf(tx, subject)).map(shownRelease);
      const all = await roundsOf(tx, subject);
      const rounds: RoundView[] = [];
      for (const recorded of all) rounds.push(await viewOf(tx, actor, recorded, facts.group, now));
      const [round = null, ...earlier] = rounds;
      const drafting =
        proposal.stage === "draft" || proposal.stage === "discussed" || proposal.stage === "returned";
      const release = drafting ? null : (releases.at(-1) ?? null);
      const text = release === null ? proposal.text : goalTextIn(release.text);
      const areas = await areasOf(tx, proposal.cycleId, language);
      const { cycleId } = facts.group.officers;
      const ofOfficers = await termsFor(tx, cycleId, "officers", now);
      const ofGroup = await termsFor(tx, cycleId, "group", now);
      return {
        proposal,
        group: await groupHead(tx, proposal.group.slug, language, now),
        area: areas.find(({ id }) => id === proposal.area?.id) ?? null,
        text,
        release,
        releases,
        openness: opennessOf(text),
        round,
        earlier,
        steps: await stepsOf(tx, proposal.id),
        threads: await threadsOn(tx, proposal.id),
        acts: offered.flatMap((act) => offer(actor, act, proposal, facts, now)),
        left: stillOpen(proposal.stage) ? leftover(all, now) : null,
        takes: stillOpen(proposal.stage) && may(actor, "goal.take-amendment", facts, now),
        silenceHours: {
          group: ofGroup.minSilenceHours.value,
          officers: ofOfficers.minSilenceHours.value,
        },
        due: officersDue(proposal.stage, proposal.stageSince, ofOfficers.considerationDays.value),
        asksWithdrawal:
          facts.agreedOnce && !isClosed(proposal.stage) && may(actor, "decision.propose", facts.group, now),
        next: nextActs(proposal.stage),
        names: Object.fromEntries(await countryNames(tx, language)),
      };
    },

    /** The form of a new draft, or of one that exists. Refuses those who may not draft or edit. */
    drafting: async (
      actor: Actor,
      which: { readonly slug: string } | { readonly number: number },
      language: Language,
    ): Promise<DraftingView> => {
      const tx = store.db;
      const now = clock.now();
      const proposal = "number" in which ? await proposalByNumber(tx, which.number) : null;
      const group = await groupHead(
        tx,
        "slug" in which ? which.slug : (proposal?.group.slug ?? ""),
        language,
        now,
      );
      const facts = await groupFacts(tx, group.id, now);
      if (proposal === null) demand(actor, "goal.draft", facts, now);
      else demand(actor, "goal.edit", await goalFacts(tx, proposal, now), now);
      const own = countriesOf(actor, "edit", facts, now);
      return {
        group,
        areas: await areasOf(tx, group.cycleId, language),
        own: (await countries(tx, language)).filter(({ iso }) => own.includes(iso)),
        proposal,
      };
    },

    /** Proposed goals that the reader may know of, all or a group's, the one that moved last first. */
    list: async (actor: Actor, language: Language, slug?: string): Promise<readonly ListedGoal[]> => {
      const tx = store.db;
      const group = slug === undefined ? null : await groupBySlug(tx, slug);
      const names = new Map((await countries(tx, language)).map(({ iso, name }) => [iso, name]));
      const { open } = await partGoals(tx, actor, group === null ? {} : { groupId: group.id }, clock.now());
      return open.map((proposal) => ({
        proposal,
        group: { slug: proposal.group.slug, name: named(proposal.group.names, language) },
        sponsor: names.get(proposal.sponsor) ?? proposal.sponsor,
      }));
    },

    /** Address part of the group that a goal belongs to; null where there is none or the reader may not know of it. */
    groupOf: async (actor: Actor, number: number): Promise<string | null> => {
      try {
        const proposal = await proposalByNumber(store.db, number);
        const now = clock.now();
        return may(actor, "goal.read", await goalFacts(store.db, proposal, now), now)
          ? proposal.group.slug
          : null;
      } catch (caught) {
        if (refusalOf(caught) === null) throw caught;
        return null;
      }
    },

    /** What heads the pages of goals of a group, and whether the reader may draft one. */
    group: async (
      actor: Actor,
      slug: string,
      language: Language,
    ): Promise<{ group: GroupHead; drafts: boolean }> => {
      const now = clock.now();
      const group = await groupHead(store.db, slug, language, now);
      return { group, drafts: may(actor, "goal.draft", await groupFacts(store.db, group.id, now), now) };
    },
  };
}

/** Stages at which the text may still become another, after a round that ended without consensus. */
const stillOpen = (stage: GoalStage): boolean => stage === "discussed" || stage === "tabled";

/** Whether and how an act is offered: not where the person may not, nor where the stage rules it out. */
function offer(
  actor: Actor,
  act: (typeof offered)[number],
  proposal: ProposalRecord,
  facts: GoalFacts,
  now: Date,
): OfferedAct[] {
  if (!may(actor, `goal.${act}`, facts, now)) return [];
  const obstacle = obstacleTo(act, proposal, facts);
  if (obstacle?.key === "goal.illegal-step" || obstacle?.key === "goal.only-group-withdraws") return [];
  const own = countriesOf(actor, "decide", facts.group, now);
  if (act === "cosponsor") {
    const free = own.filter((country) => country !== facts.sponsor && !facts.cosponsors.includes(country));
    return free.length === 0 ? [] : [{ act, obstacle, countries: free, as: [] }];
  }
  if (act === "take-over") {
    const near = own.filter(
      (country) => facts.cosponsors.includes(country) || presiding(facts.group).includes(country),
    );
    return near.length === 0 ? [] : [{ act, obstacle, countries: near, as: [] }];
  }
  const as = act === "edit" ? [] : goalCapacities(actor, act, facts, now).map(actedAs);
  return [{ act, obstacle, countries: [], as }];
}

function obstacleTo(act: GoalAct, proposal: ProposalRecord, facts: GoalFacts): Refusal | null {
  try {
    step(facts.stage, act, {
      group: facts.group.stage,
      openness: opennessOf(proposal.text),
      reasons: true,
      sponsored: facts.group.participating.includes(proposal.sponsor),
      agreedOnce: facts.agreedOnce,
      outcome: null,
    });
    return null;
  } catch (caught) {
    const refusal = refusalOf(caught);
    if (refusal === null) throw caught;
    return refusal;
  }
}
