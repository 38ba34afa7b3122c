/** What a reader narrows a list of outputs to, and what there is to choose from. */
import { outputKinds, outputStatuses, type OutputKind, type OutputStatus } from "#app/document/attributes.ts";
import type { Iso } from "#app/domain/roles.ts";
import { responsibleCountries, type OutputLine } from "./output-lines.ts";

/** Each null, or false, where it does not matter. */
export interface OutputChoice {
  /** A country that answers for it. */
  readonly country: Iso | null;
  /** Number of a goal of the agenda at work. */
  readonly goal: number | null;
  readonly kind: OutputKind | null;
  readonly status: OutputStatus | null;
  readonly late: boolean;
  /** Address of a group. */
  readonly group: string | null;
}

export const anyOutput: OutputChoice = {
  country: null,
  goal: null,
  kind: null,
  status: null,
  late: false,
  group: null,
};

/** The lines that fit all that was chosen. `cycle`: the agenda whose goals are meant. */
export function narrowed(
  lines: readonly OutputLine[],
  choice: OutputChoice,
  cycle: string | null,
): readonly OutputLine[] {
  const { country, goal, kind, status, late, group } = choice;
  return lines.filter(
    (line) =>
      (country === null || responsibleCountries(line.output).includes(country)) &&
      (goal === null || line.goals.some((one) => one.number === goal && one.cycle === cycle)) &&
      (kind === null || line.output.kind === kind) &&
      (status === null || line.standing.status === status) &&
      (!late || line.late) &&
      (group === null || line.plan.group.slug === group),
  );
}

/** What the lines offer to choose, and what was chosen, each once and in order. */
export interface OutputOffers {
  readonly countries: readonly Iso[];
  readonly goals: readonly number[];
  readonly kinds: readonly OutputKind[];
  readonly statuses: readonly OutputStatus[];
  readonly groups: readonly { readonly slug: string; readonly name: string }[];
}

export function offersOf(
  lines: readonly OutputLine[],
  choice: OutputChoice,
  cycle: string | null,
): OutputOffers {
  const own = <T>(chosen: T | null): T[] => (chosen === null ? [] : [chosen]);
  const countries = new Set([
    ...lines.flatMap(({ output }) => responsibleCountries(output)),
    ...own(choice.country),
  ]);
  const goals = new Set([
    ...lines.flatMap((line) => line.goals.filter((one) => one.cycle === cycle).map(({ number }) => number)),
    ...own(choice.goal),
  ]);
  const kinds = new Set([...lines.flatMap(({ output }) => output.kind ?? []), ...own(choice.kind)]);
  const statuses = new Set([
    ...lines.flatMap(({ standing }) => standing.status ?? []),
    ...own(choice.status),
  ]);
  return {
    countries: [...countries],
    goals: [...goals].sort((a, b) => a - b),
    kinds: outputKinds.filter((kind) => kinds.has(kind)),
    statuses: outputStatuses.filter((status) => statuses.has(status)),
    groups: [...new Map(lines.map(({ plan: { group } }) => [group.slug, group])).values()].map(
      ({ slug, name }) => ({ slug, name }),
    ),
  };
}

/** How many of the lines stand where, and how many are late. */
export interface OutputCounts {
  readonly all: number;
  readonly late: number;
  readonly byStatus: Readonly<Record<OutputStatus | "unsaid", number>>;
}

export function countsOf(lines: readonly OutputLine[]): OutputCounts {
  const byStatus = { planned: 0, "under-way": 0, delivered: 0, dropped: 0, unsaid: 0 };
  for (const { standing } of lines) byStatus[standing.status ?? "unsaid"] += 1;
  return { all: lines.length, late: lines.filter(({ late }) => late).length, byStatus };
}
