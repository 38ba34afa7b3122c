/** Reading the outputs of plans: tables, timeline, one output with its history, and what groups do about each goal. */
import { fundingOf, type FundingOverview } from "#app/document/funding.ts";
import { accountingCapacities } from "#app/domain/part.ts";
import { may } from "#app/domain/policy.ts";
import { regionalDay } from "#app/domain/region.ts";
import { refuse } from "#app/domain/refusal.ts";
import type { Language } from "#app/domain/release.ts";
import type { Actor, Capacity, CycleId, Iso } from "#app/domain/roles.ts";
import { scheduleOf, type Schedule } from "#app/domain/schedule.ts";
import { outputsCsv } from "#server/present/output-csv.ts";
import { areasOf, currentCycle, goalsOfCycle, type AgendaGoal } from "#server/store/agendas.ts";
import { countryNames } from "#server/store/countries.ts";
import { groupHead, type GroupHead } from "#server/store/groups.ts";
import { progressOf, type ProgressEntry } from "#server/store/progress.ts";
import type { Ground } from "./act.ts";
import { coverageOf, type Coverage } from "./output-coverage.ts";
import {
  anyOutput,
  countsOf,
  narrowed,
  offersOf,
  type OutputChoice,
  type OutputCounts,
  type OutputOffers,
} from "./output-choice.ts";
import { outputFacts } from "./output-facts.ts";
import { gatherOutputs, type CountingPlan, type OutputLine } from "./output-lines.ts";

export type { OutputChoice, OutputCounts, OutputOffers } from "./output-choice.ts";
export type { CountingPlan, OutputLine } from "./output-lines.ts";
export type { Coverage, CoveredGoal } from "./output-coverage.ts";

/** A goal of the agenda at work, by number. */
export interface NamedGoal {
  readonly number: number;
  readonly title: string;
}

export interface OutputsAsked extends OutputChoice {
  readonly view: "table" | "timeline";
  readonly page: number;
}

export interface OutputsView {
  /** The group they are of; null for all groups. */
  readonly group: GroupHead | null;
  readonly cycle: { readonly id: CycleId; readonly name: string } | null;
  /** The texts that count. */
  readonly plans: readonly CountingPlan[];
  /** Plans whose text the reader may not read yet. */
  readonly closed: readonly CountingPlan[];
  readonly asked: OutputsAsked;
  /** Over all that the reader may see, whatever was chosen. */
  readonly counts: OutputCounts;
  /** How many fit what was chosen. */
  readonly found: number;
  /** One page of them; all of them are in the schedule. */
  readonly lines: readonly OutputLine[];
  readonly page: number;
  readonly pages: number;
  readonly schedule: Schedule<OutputLine> | null;
  /** Of those that were found; what was dropped needs no money. */
  readonly funding: FundingOverview;
  readonly offers: OutputOffers;
  readonly goals: readonly NamedGoal[];
  /** Names of countries by code. */
  readonly names: Readonly<Record<Iso, string>>;
}

export interface OutputPage {
  readonly group: GroupHead;
  readonly line: OutputLine;
  readonly goals: readonly NamedGoal[];
  readonly history: readonly ProgressEntry[];
  /** In which capacities the reader may record progress; empty: not at all, or the plan is not adopted. */
  readonly capacities: readonly Capacity[];
  readonly names: Readonly<Record<Iso, string>>;
  /** The day it is in the region. */
  readonly today: string;
}

/** Rows of a table on one page. */
const perPage = 60;

export function outputServices(ground: Pick<Ground, "store" | "clock" | "env">) {
  const { store, clock, env } = ground;
  const tx = store.db;

  /** What is to be seen of a group's outputs, or of all groups'. Refused as `unknown` (`group.unknown`). */
  async function gathered(actor: Actor, slug: string | null, language: Language) {
    const now = clock.now();
    const cycle = await currentCycle(tx);
    const group = slug === null ? null : await groupHead(tx, slug, language, now);
    const of = group === null ? "all" : { groupId: group.id };
    const outputs = await gatherOutputs(tx, actor, of, language, now);
    return { now, cycle, group, outputs };
  }

  const goalsNamed = async (cycleId: CycleId, language: Language): Promise<readonly NamedGoal[]> =>
    (await goalsOfCycle(tx, cycleId, language)).map(({ number, title }) => ({ number, title }));

  return {
    /** Outputs of one group, or of all, narrowed to what was asked. Refused as `unknown` (`group.unknown`). */
    page: async (
      actor: Actor,
      slug: string | null,
      asked: OutputsAsked,
      language: Language,
    ): Promise<OutputsView> => {
      const { now, cycle, group, outputs } = await gathered(actor, slug, language);
      const agenda = group?.cycleId ?? cycle?.id ?? null;
      const { lines, plans, closed } = outputs;
      const found = narrowed(lines, asked, agenda);
      const pages = Math.max(1, Math.ceil(found.length / perPage));
      const page = Math.min(asked.page, pages);
      const asTable = asked.view === "table";
      const names = await countryNames(tx, language);
      const offers = offersOf(lines, asked, agenda);
      return {
        group,
        cycle,
        plans,
        closed,
        asked,
        counts: countsOf(lines),
        found: found.length,
        lines: asTable ? found.slice((page - 1) * perPage, page * perPage) : [],
        page: asTable ? page : 1,
        pages: asTable ? pages : 1,
        schedule: asTable
          ? null
          : scheduleOf(found, ({ output: { start, due } }) => ({ start, due }), regionalDay(now)),
        funding: fundingOf(
          found.filter(({ standing }) => standing.status !== "dropped").map(({ output }) => output),
        ),
        offers: {
          ...offers,
          countries: [...offers.countries].sort((a, b) =>
            (names.get(a) ?? a).localeCompare(names.get(b) ?? b, language),
          ),
        },
        goals: agenda === null ? [] : await goalsNamed(agenda, language),
        names: Object.fromEntries(names),
      };
    },

    /** The same outputs as a table for spreadsheets: CSV in UTF-8, headed in the reader's language. */
    csv: async (
      actor: Actor,
      slug: string | null,
      choice: OutputChoice,
      language: Language,
    ): Promise<string> => {
      const { cycle, group, outputs } = await gathered(actor, slug, language);
      const lines = narrowed(outputs.lines, choice, group?.cycleId ?? cycle?.id ?? null);
      const names = Object.fromEntries(await countryNames(tx, language));
      return outputsCsv(lines, { language, names, site: `${env.appUrl}/${language}` });
    },

    /**
     * One output of the text that counts, with all that was recorded of it. Refused as `unknown`: `group.unknown`,
     * `output.unknown`, also where the reader may not read the text.
     */
    output: async (actor: Actor, slug: string, outputId: string, language: Language): Promise<OutputPage> => {
      const { now, group, outputs } = await gathered(actor, slug, language);
      const line = outputs.lines.find(({ output }) => output.id === outputId);
      if (line === undefined || group === null) throw refuse("unknown", "output.unknown");
      const facts = await outputFacts(tx, line.plan, line.output, now);
      const records = line.plan.adopted !== null && may(actor, "output.record-progress", facts, now);
      return {
        group,
        line,
        goals: await goalsNamed(group.cycleId, language),
        history: await progressOf(tx, line.plan.id, outputId),
        capacities: records ? accountingCapacities(actor, facts, now) : [],
        names: Object.fromEntries(await countryNames(tx, language)),
        today: regionalDay(now),
      };
    },

    /** What groups do about the goals of the agenda at work. */
    coverage: async (actor: Actor, language: Language): Promise<Coverage | null> => {
      const { cycle, outputs } = await gathered(actor, null, language);
      if (cycle === null) return null;
      const areas = await areasOf(tx, cycle.id, language);
      const goals: readonly AgendaGoal[] = await goalsOfCycle(tx, cycle.id, language);
      return coverageOf({ cycle, areas, goals, lines: outputs.lines, closed: outputs.closed });
    },

    /** The outputs of groups at work that serve a goal, of whatever agenda. */
    serving: async (
      actor: Actor,
      goal: { readonly cycle: string; readonly number: number },
      language: Language,
    ): Promise<readonly OutputLine[]> => {
      const { outputs } = await gathered(actor, null, language);
      return narrowed(outputs.lines, { ...anyOutput, goal: goal.number }, goal.cycle);
    },

    /** How many outputs a country answers for in all groups, and how they stand. */
    counts: async (
      actor: Actor,
      { country }: { readonly country: Iso },
      language: Language,
    ): Promise<OutputCounts> => {
      const { cycle, outputs } = await gathered(actor, null, language);
      return countsOf(narrowed(outputs.lines, { ...anyOutput, country }, cycle?.id ?? null));
    },
  };
}

export type OutputServices = ReturnType<typeof outputServices>;
