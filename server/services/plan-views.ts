/** Reading about plans: the page, one release, the round. */
import { read } from "#app/domain/consensus.ts";
import type { PlanFacts } from "#app/domain/facts.ts";
import type { GroupStage } from "#app/domain/group.ts";
import { countriesOf } from "#app/domain/part.ts";
import {
  checkNext,
  isUnderConsideration,
  overdue,
  step,
  type PlanAct,
  type PlanState,
  planActs,
} from "#app/domain/plan.ts";
import { demand, may } from "#app/domain/policy.ts";
import { refusalOf, refuse } from "#app/domain/refusal.ts";
import type { Language } from "#app/domain/release.ts";
import type { Actor } from "#app/domain/roles.ts";
import { goalsOfCycle } from "#server/store/agendas.ts";
import type { Tx } from "#server/store/client.ts";
import { amendedBy } from "#server/store/amendments.ts";
import { countryNames } from "#server/store/countries.ts";
import { groupBySlug, groupFacts } from "#server/store/groups.ts";
import {
  planDeadlines,
  planFacts,
  planOfGroup,
  planSteps,
  plansOfGroup,
  type PlanRecord,
  type PlanStepRecord,
} from "#server/store/plans.ts";
import { releaseById, releasesOf } from "#server/store/releases.ts";
import { termsFor } from "#server/store/rolls.ts";
import { liveRound, roundsOf, type RecordedRound } from "#server/store/rounds.ts";
import { openBeside } from "#server/store/comments.ts";
import { openAt } from "#server/store/wordings.ts";
import type { Ground } from "./act.ts";
import { leftover } from "./amendments-open.ts";
import { nothing } from "./plan-steps.ts";
import { liveText, outline, textOf } from "./plan-texts.ts";
import { actedAs, planCapacities, type ActedAs } from "./capacities.ts";
import { viewOf } from "./round-view.ts";

export function planViews({ store, clock }: Pick<Ground, "store" | "clock">) {
  return {
    /**
     * The plan's page: where it stands, its text as it is now (or as adopted, for those who may not read drafts), its
     * releases and steps, and what the actor may do. `plan` is null where the group has none yet. Of a period, where one is
     * asked for (refused where there is no plan of it: `plan.unknown`), else of the latest.
     */
    async view(actor: Actor, slug: string, language: Language = "es", period: string | null = null) {
      const now = clock.now();
      const tx = store.db;
      const { id: groupId, cycleId } = await groupBySlug(tx, slug);
      const group = await groupFacts(tx, groupId, now);
      const plan = await planOfGroup(tx, groupId, period);
      if (plan === null && period !== null) throw refuse("unknown", "plan.unknown");
      const deadlines = await planDeadlines(tx, cycleId);
      const countries = Object.fromEntries(await countryNames(tx, language));
      if (plan === null)
        return { plan: null, deadlines, countries, begins: may(actor, "plan.begin", group, now) };
      const facts: PlanFacts = await planFacts(tx, plan, now);
      const live = may(actor, "plan.read-live", facts, now);
      const { cycleId: inForce } = group.officers;
      const { considerationDays } = await termsFor(tx, inForce, "officers", now);
      const { minSilenceHours } = await termsFor(tx, inForce, "group", now);
      const allowed = (name: PlanAct) => {
        if (facts.succeeded || name === "end-round" || !may(actor, `plan.${name}`, facts, now)) return false;
        try {
          step(
            plan.state,
            name,
            { ...nothing, comments: true, group: group.stage, considerationDays: considerationDays.value },
            now,
          );
          return true;
        } catch {
          return false;
        }
      };
      const releases = await releasesOf(tx, { kind: "plan", id: plan.id });
      const amended = await amendedBy(tx, { kind: "plan", id: plan.id });
      const steps = await planSteps(tx, plan.id);
      const rounds = await roundsOf(tx, { kind: "plan", id: plan.id });
      const definitive = plan.state.stage === "definitive" && !facts.succeeded;
      const round = await liveRound(tx, { kind: "plan", id: plan.id });
      const adopted = plan.adoptedReleaseId === null ? null : await releaseById(tx, plan.adoptedReleaseId);
      return {
        plan,
        deadlines,
        countries,
        considerationDays: considerationDays.value,
        /** Hours that a silence of the group's countries lasts at least. */
        silenceHours: minSilenceHours.value,
        country: countriesOf(actor, "edit", group, now)[0] ?? null,
        begins: false,
        // The documents of the cycle say when the plan of its own period is due, and of no other.
        overdue: overdue(plan, deadlines, now),
        considering: isUnderConsideration(plan.state, now),
        live: live ? await liveText(tx, plan) : null,
        adopted: adopted === null ? null : { release: outline(adopted), text: textOf(adopted) },
        edits: may(actor, "plan.edit", facts, now),
        // The goals for who fills fields of outputs, or suggests what they are to hold.
        agenda:
          may(actor, "plan.edit", facts, now) || may(actor, "wording.suggest", facts, now)
            ? await agendaOf(tx, plan.cycleId, language)
            : { cycle: plan.cycleId },
        // What stands beside the text, for those who read it live.
        beside: live
          ? {
              ...(await openBeside(tx, plan.id)),
              comments: !facts.succeeded && may(actor, "thread.open", group, now),
            }
          : null,
        acts: (
          [
            "submit-to-group",
            "submit-to-officers",
            "end-consideration",
            "comment",
            "return",
            "freeze",
            "open-round",
            "revise",
          ] as const
        ).filter(allowed),
        /** In which capacities the actor may take a step. */
        as: Object.fromEntries(
          planActs.flatMap((name) =>
            name === "end-round" ? [] : [[name, planCapacities(actor, name, facts, now).map(actedAs)]],
          ),
        ) as Readonly<Partial<Record<PlanAct, readonly ActedAs[]>>>,
        releases: releases
          .map((release) => ({ ...outline(release), amendedBy: amended.get(release.id) ?? null }))
          .reverse(),
        steps,
        periods: await plansOfGroup(tx, groupId),
        succeeded: facts.succeeded,
        followed:
          !facts.succeeded && may(actor, "plan.begin", group, now) && allowsNext(plan.state, group.stage),
        comments: commentsOf(steps),
        versions: versionsOf(rounds),
        left: definitive ? leftover(rounds, now) : null,
        takes: definitive && may(actor, "plan.take-amendment", facts, now),
        round: round === null ? null : await viewOf(tx, actor, round, group, now),
        rounds: rounds.filter(({ settledAt }) => settledAt !== null),
      };
    },

    /** Says what stands against a step of the latest plan, as the act itself would; answers nothing where it may be taken. */
    async demandStep(actor: Actor, slug: string, name: Exclude<PlanAct, "end-round">): Promise<void> {
      const now = clock.now();
      const tx = store.db;
      const { id: groupId } = await groupBySlug(tx, slug);
      const plan = await planOfGroup(tx, groupId);
      if (plan === null) throw refuse("unknown", "plan.unknown");
      const facts = await planFacts(tx, plan, now);
      demand(actor, `plan.${name}`, facts, now);
      step(
        plan.state,
        name,
        { ...nothing, comments: true, group: facts.group.stage, considerationDays: 0 },
        now,
      );
    },

    /**
     * One release of the group's plan, for everybody (releases for a round are public). `before`: number of the release before
     * it that the reader may read; `reads`: whether they read the live text. Refused: `release.unknown`.
     */
    async release(
      actor: Actor,
      slug: string,
      number: number,
      language: Language = "es",
      period: string | null = null,
    ) {
      const tx = store.db;
      const { id: groupId } = await groupBySlug(tx, slug);
      const plan = await planOfGroup(tx, groupId, period);
      if (plan === null) throw refuse("unknown", "release.unknown");
      const facts = await planFacts(tx, plan, clock.now());
      const releases = await releasesOf(tx, { kind: "plan", id: plan.id });
      const found = releases.find((release) => release.number === number);
      if (found === undefined) throw refuse("unknown", "release.unknown");
      const rounds = await roundsOf(tx, { kind: "plan", id: plan.id });
      const decided = new Set(rounds.map(({ release }) => release.id));
      if (!decided.has(found.id)) demand(actor, "plan.read-live", facts, clock.now());
      const countries = Object.fromEntries(await countryNames(tx, language));
      const reads = may(actor, "plan.read-live", facts, clock.now());
      const before = releases
        .filter((release) => release.number < number && (reads || decided.has(release.id)))
        .map((release) => release.number);
      return {
        plan,
        countries,
        release: outline(found),
        text: textOf(found),
        // That words are suggested is for those who read the live text.
        pending: reads ? await openAt(tx, plan.id, found.at) : 0,
        before: before.length === 0 ? null : Math.max(...before),
        reads,
      };
    },

    /** The plan's round that runs, or the last one: its release, its reading, the reader's part. Refused: `round.unknown`. */
    async round(actor: Actor, slug: string, language: Language) {
      const now = clock.now();
      const tx = store.db;
      const { id: groupId } = await groupBySlug(tx, slug);
      const plan = await planOfGroup(tx, groupId);
      const [recorded] = plan === null ? [] : await roundsOf(tx, { kind: "plan", id: plan.id });
      if (plan === null || recorded === undefined) throw refuse("unknown", "round.unknown");
      const release = await releaseById(tx, recorded.release.id);
      if (release === null) throw refuse("unknown", "round.unknown");
      const names = Object.fromEntries(await countryNames(tx, language));
      const view = await viewOf(tx, actor, recorded, await groupFacts(tx, groupId, now), now);
      return { plan, names, view, text: textOf(release) };
    },
  };
}

/** The goals that outputs of a plan of that cycle can serve. */
async function agendaOf(tx: Tx, cycle: string, language: Language) {
  const goals = await goalsOfCycle(tx, cycle, language);
  return { cycle, goals: goals.map(({ number, title }) => ({ goal: number, title })) };
}

export type PlanViews = ReturnType<typeof planViews>;

/** What the plan's page shows, beside the texts themselves. */
export type PlanPage = Omit<
  Extract<Awaited<ReturnType<PlanViews["view"]>>, { plan: PlanRecord }>,
  "live" | "adopted"
>;
/** What it shows where the group has no plan yet. */
export type NoPlanPage = Extract<Awaited<ReturnType<PlanViews["view"]>>, { plan: null }>;

function allowsNext(state: PlanState, group: GroupStage): boolean {
  try {
    checkNext(state, group);
    return true;
  } catch (caught) {
    if (refusalOf(caught) === null) throw caught;
    return false;
  }
}

/** What the officers and the Chair said of the text that is at hand: comments since the plan was last put before the group. */
function commentsOf(steps: readonly PlanStepRecord[]): readonly PlanStepRecord[] {
  const begun = steps.findIndex(({ act }) => act === "submit-to-group");
  // In drafting the comments are those that the plan came back with.
  const since = begun === -1 ? steps : steps.slice(0, begun + 1);
  return since.filter(
    ({ act, comments }) =>
      comments !== null && (act === "return" || act === "comment" || act === "end-consideration"),
  );
}

/** The versions that the countries adopted, the latest first, each from when it took effect: the entry only certifies it. */
function versionsOf(rounds: readonly RecordedRound[]) {
  const adopted = rounds.flatMap(({ number, release, outcome, round }) =>
    outcome?.outcome === "consensus"
      ? [{ release: release.number, round: number, at: read(round, outcome.at).since ?? outcome.at }]
      : [],
  );
  return adopted.map((version, place) => ({ version: adopted.length - place, ...version }));
}
