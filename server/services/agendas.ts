import { refuse } from "#app/domain/refusal.ts";
import type { Language } from "#app/domain/release.ts";
import {
  areasOf,
  goalChoices,
  goalsOfCycle,
  importsOf,
  listCycles,
  versionsOf,
  type AgendaGoal,
  type AreaRecord,
  type CycleRecord,
  type GoalChoice,
  type VersionRecord,
} from "#server/store/agendas.ts";
import { listGroups } from "#server/store/groups.ts";
import type { Ground } from "./act.ts";

/** How a reader narrows an agenda. */
export interface AgendaChoice {
  /** Code of an area, or null for all. */
  readonly area: string | null;
  /** A deadline as the text has it, or null for all. */
  readonly deadline: string | null;
}

export interface AgendaView {
  readonly cycle: CycleRecord;
  readonly cycles: readonly CycleRecord[];
  readonly areas: readonly AreaRecord[];
  /** Deadlines of this agenda, the earliest first, with how many actions have each. */
  readonly deadlines: readonly {
    readonly text: string;
    readonly to: string | null;
    readonly count: number;
  }[];
  readonly shown: readonly {
    readonly area: AreaRecord;
    readonly goals: readonly AgendaGoal[];
    readonly groups: readonly { slug: string; name: string }[];
  }[];
  readonly versions: readonly VersionRecord[];
  readonly imports: Awaited<ReturnType<typeof importsOf>>;
  readonly choice: AgendaChoice;
}

export interface AgendaGoalView {
  readonly cycle: CycleRecord;
  readonly goal: AgendaGoal;
  readonly groups: readonly { slug: string; name: string }[];
}

/** Reading agendas; everybody may (domain §2). */
export function agendaServices(ground: Ground) {
  const { store, clock } = ground;

  async function cycleNamed(
    id: string,
    language: Language,
  ): Promise<{ cycle: CycleRecord; cycles: CycleRecord[] }> {
    const cycles = await listCycles(store.db, language);
    const cycle = cycles.find((known) => known.id === id);
    if (cycle === undefined) throw refuse("unknown", "agenda.unknown");
    return { cycle, cycles };
  }

  async function groupsByArea(
    language: Language,
  ): Promise<ReadonlyMap<string, { slug: string; name: string }[]>> {
    const byArea = new Map<string, { slug: string; name: string }[]>();
    for (const { slug, name, areas } of await listGroups(store.db, language, clock.now())) {
      for (const area of areas) byArea.set(area.id, [...(byArea.get(area.id) ?? []), { slug, name }]);
    }
    return byArea;
  }

  return {
    cycles: (language: Language): Promise<CycleRecord[]> => listCycles(store.db, language),

    /** Every goal of every agenda, the present cycle's first: what a text refers to is chosen from it. */
    choices: (language: Language): Promise<GoalChoice[]> => goalChoices(store.db, language),

    /** An agenda, whole or narrowed to an area and a deadline. Refused as `unknown` (`agenda.unknown`). */
    page: async (id: string, choice: AgendaChoice, language: Language): Promise<AgendaView> => {
      const { cycle, cycles } = await cycleNamed(id, language);
      const areas = await areasOf(store.db, id, language);
      const goals = await goalsOfCycle(store.db, id, language);
      const groups = await groupsByArea(language);
      const shown = areas
        .filter((area) => choice.area === null || area.code === choice.area)
        .map((area) => ({
          area,
          goals: narrowed(
            goals.filter((goal) => goal.area.id === area.id),
            choice.deadline,
          ),
          groups: groups.get(area.id) ?? [],
        }))
        .filter((held) => held.goals.length > 0 || (choice.area === null && choice.deadline === null));
      const versions = await versionsOf(store.db, id);
      return {
        cycle,
        cycles,
        areas,
        deadlines: deadlinesOf(goals),
        shown,
        versions,
        imports: await importsOf(store.db, id),
        choice,
      };
    },

    /** One goal of an agenda. Refused as `unknown` (`agenda.unknown`, `goal.unknown`). */
    goal: async (id: string, number: number, language: Language): Promise<AgendaGoalView> => {
      const { cycle } = await cycleNamed(id, language);
      const goal = (await goalsOfCycle(store.db, id, language)).find((known) => known.number === number);
      if (goal === undefined) throw refuse("unknown", "goal.unknown");
      return { cycle, goal, groups: (await groupsByArea(language)).get(goal.area.id) ?? [] };
    },
  };
}

/** Goals with an action of that deadline, and of those only such actions. */
function narrowed(goals: readonly AgendaGoal[], deadline: string | null): readonly AgendaGoal[] {
  if (deadline === null) return goals;
  return goals
    .map((goal) => ({
      ...goal,
      actions: goal.actions.filter((action) => action.deadline?.text === deadline),
    }))
    .filter((goal) => goal.actions.length > 0);
}

function deadlinesOf(goals: readonly AgendaGoal[]): AgendaView["deadlines"] {
  const found = new Map<string, { text: string; to: string | null; count: number }>();
  for (const { deadline } of goals.flatMap(({ actions }) => actions)) {
    if (deadline === null) continue;
    const known = found.get(deadline.text) ?? { text: deadline.text, to: deadline.to, count: 0 };
    found.set(deadline.text, { ...known, count: known.count + 1 });
  }
  return [...found.values()].sort((a, b) => (a.to ?? "9999").localeCompare(b.to ?? "9999"));
}
