/** Reading about what is proposed of groups: that they be created, or that they end. Everybody may (domain §2). */
import { read } from "#app/domain/consensus.ts";
import {
  isOver,
  isPending,
  isWorking,
  nextActs,
  step,
  type GroupAct,
  type GroupStage,
} from "#app/domain/group.ts";
import {
  clausesOfGroupProposal,
  groupProposalIn,
  opennessOfGroupProposal,
  releaseOfGroupProposal,
  type GroupClause,
  type GroupProposal,
} from "#app/domain/group-proposal.ts";
import { reportOf, type ConsultationReport } from "#app/domain/group-report.ts";
import { demand, may } from "#app/domain/policy.ts";
import { refusalOf, refuse, type Refusal } from "#app/domain/refusal.ts";
import { canonicalJson, type Language, type Openness, type Release } from "#app/domain/release.ts";
import { grantsAt, type Actor, type Iso } from "#app/domain/roles.ts";
import { areasOf, currentCycle, type AreaRecord } from "#server/store/agendas.ts";
import type { Tx } from "#server/store/client.ts";
import { countries, countryNames, type NamedCountry } from "#server/store/countries.ts";
import { slugToday } from "#server/store/group-addresses.ts";
import {
  groupsAt,
  stepsOfGroup,
  type GroupChainRecord,
  type GroupStepRecord,
} from "#server/store/group-chain.ts";
import { groupBySlug, groupHead, type GroupHead } from "#server/store/groups.ts";
import { named } from "#server/store/names.ts";
import { namedSubjects } from "#server/store/references.ts";
import { releasesOf } from "#server/store/releases.ts";
import { termsFor } from "#server/store/rolls.ts";
import {
  countLiveRounds,
  liveRound,
  liveRoundsWithin,
  roundsOf,
  type RecordedRound,
} from "#server/store/rounds.ts";
import type { Ground } from "./act.ts";
import { partGoals } from "./closed-goals.ts";
import { withdrawableRounds } from "./group-ending.ts";
import { consultationOf, heldById, proponency, type HeldGroup } from "./group-held.ts";
import { roundFacts } from "./round-opening.ts";
import { viewOf, type RoundView } from "./round-view.ts";

/** An act that the reader may take; `obstacle` says what the state of things still has against it. */
export interface OfferedGroupAct {
  readonly act: GroupAct;
  readonly obstacle: Refusal | null;
  /** For which countries, where the act is one of a country's own. */
  readonly countries: readonly Iso[];
}

/** A round open in a group whose end is decided on. */
export interface RoundWithin {
  readonly number: number;
  readonly title: string;
  /** Whether it can still be withdrawn; one that is over waits for its outcome to be entered. */
  readonly withdrawable: boolean;
}

export interface GroupProposalView {
  readonly group: GroupHead;
  readonly stage: GroupStage;
  readonly stageSince: Date;
  readonly revision: number;
  readonly language: Language;
  readonly text: GroupProposal;
  readonly clauses: readonly GroupClause[];
  readonly area: AreaRecord | null;
  /** The release that holds exactly this text; null while it is only drafted. */
  readonly release: Release | null;
  readonly openness: Openness;
  /** Rounds about the group, the latest first. */
  readonly rounds: readonly RoundView[];
  /** What the countries answered in the latest consultation on this proposal, to be read by the officers. */
  readonly report: { readonly round: RoundView; readonly told: ConsultationReport } | null;
  readonly proponents: readonly Iso[];
  readonly acts: readonly OfferedGroupAct[];
  readonly next: ReturnType<typeof nextActs>;
  readonly steps: readonly GroupStepRecord[];
  /** Hours that a consultation lasts at least. */
  readonly leastHours: number;
  /** Where the end is proposed: rounds open in the group. */
  readonly within: readonly RoundWithin[];
  /** Where the end is proposed or decided: goals that came from the group, which stay to be read. */
  readonly goals: readonly { readonly number: number; readonly title: string; readonly stage: string }[];
  /** Names of countries by code. */
  readonly names: Readonly<Record<Iso, string>>;
}

/** A group in a list of those that are proposed, or that ended. */
export interface ListedProposal {
  readonly slug: string;
  readonly name: string;
  readonly stage: GroupStage;
  readonly stageSince: Date;
  readonly area: { readonly code: string; readonly title: string } | null;
  /** Names of the countries that propose it. */
  readonly proponents: readonly string[];
  /** The round about it that is not settled. */
  readonly round: { readonly number: number; readonly closing: Date } | null;
}

/** What the form of a proposal begins from. */
export interface ProposingView {
  readonly cycle: string;
  readonly areas: readonly AreaRecord[];
  readonly countries: readonly NamedCountry[];
  /** Countries for which the reader may propose. */
  readonly own: readonly NamedCountry[];
  readonly existing: {
    readonly slug: string;
    readonly name: string;
    readonly revision: number;
    readonly language: Language;
    readonly text: GroupProposal | null;
  } | null;
}

const byProponents = [
  "edit-proposal",
  "revise-proposal",
  "withdraw-proposal",
  "leave-proposal",
  "co-propose",
] as const;

export function groupProposalViews(ground: Ground) {
  const { store, clock } = ground;
  const tx = store.db;
  return {
    /** Where the address leads today, where it is not the group's own any more; null where it is, or where no group had it. */
    movedTo: async (slug: string): Promise<string | null> => {
      const today = await slugToday(tx, slug);
      return today === slug ? null : today;
    },

    /** What is proposed of a group. Refused as `unknown` where there is no such group or nothing was proposed of it. */
    proposal: async (actor: Actor, slug: string, language: Language): Promise<GroupProposalView> => {
      const now = clock.now();
      const held = await heldById(tx, (await groupBySlug(tx, slug)).id, now);
      const { group, facts } = held;
      const text = group.draft;
      if (text === null) throw refuse("unknown", "group.no-proposal");
      const subject = { kind: "group", id: group.id } as const;
      const recorded = await roundsOf(tx, subject);
      const rounds: RoundView[] = [];
      for (const round of recorded) rounds.push(await viewOf(tx, actor, round, facts, now));
      const releases = await releasesOf(tx, subject);
      const canonical = canonicalJson(releaseOfGroupProposal(text, group.cycleId));
      const about = new Set(
        releases.filter((one) => groupProposalIn(one.text).proposes === text.proposes).map(({ id }) => id),
      );
      const asked = rounds.find(
        ({ recorded: { round, release } }) => round.roll.kind === "region" && about.has(release.id),
      );
      const consultation = await consultationOf(tx, group.id);
      const area = text.proposes === "creation" ? text.area : null;
      return {
        group: await groupHead(tx, group.slug, language, now),
        stage: group.stage,
        stageSince: group.stageSince,
        revision: group.revision,
        language: group.language,
        text,
        clauses: clausesOfGroupProposal(text),
        area: (await areasOf(tx, group.cycleId, language)).find(({ code }) => code === area) ?? null,
        release: releases.findLast((one) => one.text === canonical) ?? null,
        openness: opennessOfGroupProposal(text),
        rounds,
        report: asked === undefined ? null : { round: asked, told: reportOf(asked.reading) },
        proponents: group.proponents,
        acts: await offers(tx, actor, held, now),
        next: nextActs(group.stage, consultation === "heard"),
        steps: await stepsOfGroup(tx, group.id),
        leastHours: (await termsFor(tx, group.cycleId, "region", now)).minSilenceHours.value,
        within:
          text.proposes === "end" && isPending(group.stage)
            ? await roundsWithin(tx, group, language, now)
            : [],
        goals:
          text.proposes === "end" && group.stage !== "active"
            ? (await partGoals(tx, actor, { groupId: group.id }, now)).open.map(
                ({ number, text: { title }, stage }) => ({
                  number,
                  title,
                  stage,
                }),
              )
            : [],
        names: Object.fromEntries(await countryNames(tx, language)),
      };
    },

    /** The form of a new proposal. Refused to those who are no focal point. */
    proposing: async (actor: Actor, language: Language): Promise<ProposingView> => {
      const now = clock.now();
      const cycle = await currentCycle(tx);
      if (cycle === null) throw refuse("unknown", "agenda.unknown");
      const own = focalCountries(actor, now);
      demand(actor, "group.propose", { kind: "country", country: own[0] ?? "" }, now);
      return form(cycle, own, null, language);
    },

    /** The form that changes a proposal. Refused to those who do not speak for a country that proposes it. */
    editingProposal: async (actor: Actor, slug: string, language: Language): Promise<ProposingView> => {
      const now = clock.now();
      const held = await heldById(tx, (await groupBySlug(tx, slug)).id, now);
      const { group } = held;
      const own = focalCountries(actor, now).filter((country) => group.proponents.includes(country));
      demand(actor, "group.edit-proposal", proponency(held, own[0] ?? ""), now);
      const { name, id } = { name: named(group.names, language), id: group.cycleId };
      const existing = { ...group, name, text: group.draft };
      return form({ id, name: (await currentCycle(tx))?.name ?? "" }, own, existing, language);
    },

    /** The form that proposes the end of a group. Refused to those who are no focal point. */
    endingGroup: async (actor: Actor, slug: string, language: Language): Promise<ProposingView> => {
      const now = clock.now();
      const { group, facts } = await heldById(tx, (await groupBySlug(tx, slug)).id, now);
      const own = focalCountries(actor, now);
      const country = own[0] ?? "";
      demand(actor, "group.propose-discontinuation", { kind: "membership", group: facts, country }, now);
      const existing = { ...group, name: named(group.names, language), text: null };
      return form({ id: group.cycleId, name: (await currentCycle(tx))?.name ?? "" }, own, existing, language);
    },

    /** The form of new names. Refused to all but the secretariat. */
    renaming: async (actor: Actor, slug: string, language: Language) => {
      const now = clock.now();
      const { group, facts } = await heldById(tx, (await groupBySlug(tx, slug)).id, now);
      demand(actor, "group.rename", facts, now);
      if (!isWorking(group.stage)) throw refuse("conflict", "group.illegal-step");
      return { slug: group.slug, name: named(group.names, language), names: group.names };
    },

    /** Groups whose creation is proposed, the longest waiting first, and those that ended or never began, the last first. */
    proposals: async (
      language: Language,
    ): Promise<{
      readonly proposed: readonly ListedProposal[];
      readonly over: readonly ListedProposal[];
    }> => {
      const now = clock.now();
      const called = await countryNames(tx, language);
      const list = async (group: GroupChainRecord): Promise<ListedProposal> => {
        const { areas } = await groupHead(tx, group.slug, language, now);
        const live = await liveRound(tx, { kind: "group", id: group.id });
        return {
          slug: group.slug,
          name: named(group.names, language),
          stage: group.stage,
          stageSince: group.stageSince,
          area: areas[0] ?? null,
          proponents: group.proponents.map((iso) => called.get(iso) ?? iso),
          round: live === null ? null : { number: live.number, closing: live.round.closing },
        };
      };
      const since = (a: GroupChainRecord, b: GroupChainRecord) =>
        a.stageSince.getTime() - b.stageSince.getTime();
      const proposed = await groupsAt(tx, (stage) => isPending(stage) && !isWorking(stage));
      const over = await groupsAt(tx, isOver);
      return {
        proposed: await Promise.all(proposed.sort(since).map(list)),
        over: await Promise.all(over.sort((a, b) => since(b, a)).map(list)),
      };
    },
  };

  async function form(
    cycle: { readonly id: string; readonly name: string },
    own: readonly Iso[],
    existing: ProposingView["existing"],
    language: Language,
  ): Promise<ProposingView> {
    const all = await countries(tx, language);
    return {
      cycle: cycle.name,
      areas: await areasOf(tx, cycle.id, language),
      countries: all,
      own: all.filter(({ iso }) => own.includes(iso)),
      existing,
    };
  }
}

/** The countries whose focal point the actor is. */
export function focalCountries(actor: Actor, now: Date): readonly Iso[] {
  const countries = grantsAt(actor, now).flatMap(({ office, right, country }) =>
    office === "focal-point" && right === "decide" && country !== null ? [country] : [],
  );
  return [...new Set(countries)];
}

/** The acts on the chain that the actor may take now: not where they may not, nor where the stage rules it out. */
async function offers(tx: Tx, actor: Actor, held: HeldGroup, now: Date): Promise<readonly OfferedGroupAct[]> {
  const { group, facts } = held;
  const own = focalCountries(actor, now);
  const live = await liveRound(tx, { kind: "group", id: group.id });
  const outcome = live === null ? null : read(live.round, now).outcome;
  const known = {
    consultation: await consultationOf(tx, group.id),
    outcome,
    openRounds: await countLiveRounds(tx, group.id),
    proponents: group.proponents.length,
  };
  const offer = (act: GroupAct, countries: readonly Iso[]): OfferedGroupAct[] => {
    const obstacle = obstacleTo(() => step(group.stage, act, known));
    const ruledOut = [
      "group.illegal-step",
      "group.last-proponent",
      "group.others-propose",
      "round.not-ended",
    ];
    return obstacle !== null && ruledOut.includes(obstacle.key) ? [] : [{ act, obstacle, countries }];
  };
  const found: OfferedGroupAct[] = [];
  for (const act of ["open-consultation", "open-officers-round"] as const)
    if (may(actor, `group.${act}`, facts.officers, now)) found.push(...offer(act, []));
  if (live !== null && (await mayWithdrawRounds(tx, actor, held, live, now)))
    found.push(...offer("withdraw-rounds", []));
  for (const act of byProponents) {
    const for_ = own.filter((country) => may(actor, `group.${act}`, proponency(held, country), now));
    if (for_.length > 0) found.push(...offer(act, for_));
  }
  const ending = own.filter((country) =>
    may(actor, "group.propose-discontinuation", { kind: "membership", group: facts, country }, now),
  );
  if (ending.length > 0 && group.kind === "group") found.push(...offer("propose-discontinuation", ending));
  if (may(actor, "group.rename", facts, now)) found.push(...offer("rename", []));
  return found;
}

async function mayWithdrawRounds(
  tx: Tx,
  actor: Actor,
  { group, facts }: HeldGroup,
  live: RecordedRound,
  now: Date,
): Promise<boolean> {
  if (!may(actor, "group.withdraw-rounds", await roundFacts(tx, live, facts, now), now)) return false;
  return (await withdrawableRounds(tx, group.id, now)).length > 0;
}

function obstacleTo(taken: () => unknown): Refusal | null {
  try {
    taken();
    return null;
  } catch (caught) {
    const refusal = refusalOf(caught);
    if (refusal === null) throw caught;
    return refusal;
  }
}

async function roundsWithin(
  tx: Tx,
  group: GroupChainRecord,
  language: Language,
  now: Date,
): Promise<readonly RoundWithin[]> {
  const live = await liveRoundsWithin(tx, group.id);
  const subjects = await namedSubjects(
    tx,
    live.map(({ subject }) => subject),
    language,
  );
  const open = new Set((await withdrawableRounds(tx, group.id, now)).map(({ id }) => id));
  return live.map(({ id, number, subject }) => ({
    number,
    title: subjects.get(subject.id)?.title ?? "",
    withdrawable: open.has(id),
  }));
}
