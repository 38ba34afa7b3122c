/** Which goals of the agenda groups work on, and which nobody does. */
import { goalKey } from "#app/domain/goal-reference.ts";
import type { CycleId } from "#app/domain/roles.ts";
import type { AgendaGoal, AreaRecord } from "#server/store/agendas.ts";
import type { CountingPlan, OutputLine } from "./output-lines.ts";

/** A goal with the outputs that serve it, group by group. Outputs that were dropped serve nothing. */
export interface CoveredGoal {
  readonly number: number;
  readonly title: string;
  readonly groups: readonly {
    readonly slug: string;
    readonly name: string;
    readonly lines: readonly OutputLine[];
  }[];
  readonly outputs: number;
  readonly delivered: number;
}

export interface Coverage {
  readonly cycle: { readonly id: CycleId; readonly name: string };
  /** Areas with a goal, in the order of the agenda; in each, goals that nobody works on come first. */
  readonly areas: readonly { readonly area: AreaRecord; readonly goals: readonly CoveredGoal[] }[];
  readonly goals: number;
  readonly uncovered: number;
  /** What outputs say they serve and the agenda does not have. */
  readonly unknown: readonly { readonly line: OutputLine; readonly words: readonly string[] }[];
  readonly closed: readonly CountingPlan[];
}

export function coverageOf(known: {
  readonly cycle: { readonly id: CycleId; readonly name: string };
  readonly areas: readonly AreaRecord[];
  readonly goals: readonly AgendaGoal[];
  readonly lines: readonly OutputLine[];
  readonly closed: readonly CountingPlan[];
}): Coverage {
  const { cycle, areas, goals, lines, closed } = known;
  const serving = new Map<string, OutputLine[]>();
  for (const line of lines) {
    if (line.standing.status === "dropped") continue;
    for (const goal of line.goals) serving.set(goalKey(goal), [...(serving.get(goalKey(goal)) ?? []), line]);
  }
  const numbers = new Set(goals.map(({ number }) => number));
  const covered = goals.map((goal) => ({
    area: goal.area.id,
    goal: coveredGoal(goal, serving.get(goalKey({ cycle: cycle.id, number: goal.number })) ?? []),
  }));
  return {
    cycle,
    areas: areas.flatMap((area) => {
      const own = covered.filter((one) => one.area === area.id).map(({ goal }) => goal);
      const first = own.filter(({ outputs }) => outputs === 0);
      const then = own.filter(({ outputs }) => outputs > 0);
      return own.length === 0 ? [] : [{ area, goals: [...first, ...then] }];
    }),
    goals: goals.length,
    uncovered: covered.filter(({ goal }) => goal.outputs === 0).length,
    unknown: lines.flatMap((line) => {
      const missing = line.goals
        .filter((goal) => goal.cycle === cycle.id && !numbers.has(goal.number))
        .map(({ number }) => String(number));
      const words = [...line.unread, ...missing];
      return words.length === 0 ? [] : [{ line, words }];
    }),
    closed,
  };
}

function coveredGoal({ number, title }: AgendaGoal, lines: readonly OutputLine[]): CoveredGoal {
  const groups = new Map<string, { slug: string; name: string; lines: OutputLine[] }>();
  for (const line of lines) {
    const { slug, name } = line.plan.group;
    const held = groups.get(slug) ?? { slug, name, lines: [] };
    held.lines.push(line);
    groups.set(slug, held);
  }
  return {
    number,
    title,
    groups: [...groups.values()],
    outputs: lines.length,
    delivered: lines.filter(({ standing }) => standing.status === "delivered").length,
  };
}
