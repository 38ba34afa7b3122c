/** Reading about what is proposed of groups: that they be created, or that they end. Everybody may (domain §2). */
import { isOver, isPending, isWorking, nextActs, type GroupAct, type GroupStage } from "#app/domain/group.ts";
import {
  groupProposalIn,
  opennessOfGroupProposal,
  releaseOfGroupProposal,
  type GroupProposal,
} from "#app/domain/group-proposal.ts";
import { reportOf, type ConsultationReport } from "#app/domain/group-report.ts";
import { demand, may } from "#app/domain/policy.ts";
import { refuse } from "#app/domain/refusal.ts";
import { canonicalJson, type Language, type Openness, type Release } from "#app/domain/release.ts";
import type { Actor, Iso } from "#app/domain/roles.ts";
import { areasOf, currentCycle, cycleById, type AreaRecord } from "#server/store/agendas.ts";
import { translator } from "#app/i18n/translate.ts";
import type { Tx } from "#server/store/client.ts";
import { countries, countryNames, type NamedCountry } from "#server/store/countries.ts";
import { slugToday } from "#server/store/group-addresses.ts";
import { stepsOfGroup, type GroupChainRecord, type GroupStepRecord } from "#server/store/group-chain.ts";
import { groupBySlug, groupHead, type GroupHead } from "#server/store/groups.ts";
import { named } from "#server/store/names.ts";
import { namedSubjects } from "#server/store/references.ts";
import { releasesOf } from "#server/store/releases.ts";
import { termsFor } from "#server/store/rolls.ts";
import { liveRoundsWithin, roundsOf } from "#server/store/rounds.ts";
import type { Ground } from "./act.ts";
import { leftover, type Leftover } from "./amendments-open.ts";
import { partGoals } from "./closed-goals.ts";
import { withdrawableRounds } from "./group-ending.ts";
import { consultationOf, heldById, next, proponency } from "./group-held.ts";
import { focalCountries, offers, type OfferedGroupAct } from "./group-offers.ts";
import { proposalsAt, type ListedProposal } from "./proposed-groups.ts";
import { roundText, type RoundText } from "./round-texts.ts";
import { viewOf, type RoundView } from "./round-view.ts";

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
  /** The text in passages that positions can cite. */
  readonly shown: RoundText;
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
  /** What the last round, or the consultation, left to go on from; null where another runs or it is over. */
  readonly left: Leftover | null;
  /** Whether the reader may make one of its amendments the text. */
  readonly takes: boolean;
  readonly next: ReturnType<typeof nextActs>;
  readonly steps: readonly GroupStepRecord[];
  /** Hours that a consultation lasts at least. */
  readonly leastHours: number;
  /** Hours that a silence of the Presiding Officers lasts at least. */
  readonly silenceHours: number;
  /** Where the end is proposed: rounds open in the group. */
  readonly within: readonly RoundWithin[];
  /** Where the end is proposed or decided: goals that came from the group, which stay to be read. */
  readonly goals: readonly { readonly number: number; readonly title: string; readonly stage: string }[];
  /** Names of countries by code. */
  readonly names: Readonly<Record<Iso, string>>;
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
      const going = nextActs(group.stage, consultation === "heard").some(
        ({ act }) => act === "open-officers-round",
      );
      const code = text.proposes === "creation" ? text.area : null;
      const areas = await areasOf(tx, group.cycleId, language);
      const area = areas.find((known) => known.code === code) ?? null;
      const names = Object.fromEntries(await countryNames(tx, language));
      const speech = {
        t: translator(language),
        language,
        now,
        country: (iso: Iso) => names[iso] ?? iso,
        area: (letter: string) => (area === null ? letter : `${area.code} · ${area.title}`),
      };
      const shown = roundText({ subject: "group", language: group.language, text: canonical }, speech);
      return {
        group: await groupHead(tx, group.slug, language, now),
        stage: group.stage,
        stageSince: group.stageSince,
        revision: group.revision,
        language: group.language,
        text,
        shown,
        area,
        release: releases.findLast((one) => one.text === canonical) ?? null,
        openness: opennessOfGroupProposal(text),
        rounds,
        report: asked === undefined ? null : { round: asked, told: reportOf(asked.reading) },
        proponents: group.proponents,
        acts: await offers(tx, actor, held, now),
        left: going ? leftover(recorded, now) : null,
        takes: going && may(actor, "group.take-amendment", facts.officers, now),
        next: nextActs(group.stage, consultation === "heard"),
        steps: await stepsOfGroup(tx, group.id),
        leastHours: (await termsFor(tx, facts.officers.cycleId, "region", now)).minSilenceHours.value,
        silenceHours: (await termsFor(tx, facts.officers.cycleId, "officers", now)).minSilenceHours.value,
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
        names,
      };
    },

    /** Whether the reader may propose a group for some country. */
    mayPropose: (actor: Actor): boolean => {
      const now = clock.now();
      return focalCountries(actor, now).some((country) =>
        may(actor, "group.propose", { kind: "country", country }, now),
      );
    },

    /** What its home says of a group's chain: whether anything was ever proposed of it, and what the reader may do about its life. */
    life: async (
      actor: Actor,
      slug: string,
    ): Promise<{
      readonly stage: GroupStage;
      readonly proposed: boolean;
      readonly acts: readonly GroupAct[];
    }> => {
      const now = clock.now();
      const held = await heldById(tx, (await groupBySlug(tx, slug)).id, now);
      const acts = (await offers(tx, actor, held, now)).map(({ act }) => act);
      return { stage: held.group.stage, proposed: held.group.draft !== null, acts };
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
      await next(tx, held, "edit-proposal");
      const existing = { ...group, name: named(group.names, language), text: group.draft };
      return form(await cycleById(tx, group.cycleId), own, existing, language);
    },

    /** The form that proposes the end of a group. Refused to those who are no focal point. */
    endingGroup: async (actor: Actor, slug: string, language: Language): Promise<ProposingView> => {
      const now = clock.now();
      const { group, facts } = await heldById(tx, (await groupBySlug(tx, slug)).id, now);
      const own = focalCountries(actor, now);
      const country = own[0] ?? "";
      demand(actor, "group.propose-discontinuation", { kind: "membership", group: facts, country }, now);
      const existing = { ...group, name: named(group.names, language), text: null };
      return form(await cycleById(tx, group.cycleId), own, existing, language);
    },

    /** The form of new names. Refused to all but the secretariat. */
    renaming: async (actor: Actor, slug: string, language: Language) => {
      const now = clock.now();
      const { group, facts } = await heldById(tx, (await groupBySlug(tx, slug)).id, now);
      demand(actor, "group.rename", facts, now);
      if (!isWorking(group.stage)) throw refuse("conflict", "group.illegal-step");
      return { slug: group.slug, name: named(group.names, language), names: group.names };
    },

    /** Groups whose creation or end is proposed, the longest waiting first, and those that ended or never began, the last first. */
    proposals: async (
      language: Language,
    ): Promise<{
      readonly proposed: readonly ListedProposal[];
      readonly over: readonly ListedProposal[];
    }> => {
      const now = clock.now();
      return {
        proposed: await proposalsAt(tx, isPending, language, now),
        over: [...(await proposalsAt(tx, isOver, language, now))].reverse(),
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
