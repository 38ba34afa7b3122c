/**
 * An agenda as data: cycle, area, line of action, priority, goal, action (domain §7; seed clauses A, C, D, F).
 * May import: this room. Begin with `Agenda`.
 * Levels may be absent: eLAC2007 has areas, goals and actions; eLAC2022 has areas and goals only.
 */
import type { FuzzyDate } from "./fuzzy-date.ts";

export {
  compareFuzzyDates,
  fuzzyKind,
  fuzzyKinds,
  fuzzyShape,
  isOverdue,
  readFuzzyDate,
} from "./fuzzy-date.ts";
export type { CalendarPoint, FuzzyDate, FuzzyKind, FuzzyShape } from "./fuzzy-date.ts";

/** From one conference to the next, under one agenda. Planned and held dates are kept apart (clause 8). */
export interface Cycle {
  /** As in addresses: "elac2015". */
  readonly slug: string;
  /** As people say it: "eLAC2015". */
  readonly name: string;
  /** When the conference that opens the cycle was to meet, where a document says so. */
  readonly planned: FuzzyDate | null;
  /** When it met. */
  readonly held: FuzzyDate | null;
  /** The years the agenda is for. */
  readonly period: FuzzyDate | null;
}

/** Where a record stands in the document it was read from; `raw` keeps the lines untouched. */
export interface Source {
  readonly file: string;
  /** First and last line, counted from 1. */
  readonly line: number;
  readonly lastLine: number;
  readonly raw: string;
}

/** An area of action; a section stands beside the areas and outside their count (eLAC2022, its ninth). */
export interface Area {
  /** "A" to "H", or "1" to "9", as the agenda marks it. */
  readonly code: string;
  readonly kind: "area" | "section";
  readonly title: string;
  readonly source: Source | null;
}

/** A line of action: prose under an area, numbered within it. */
export interface Line {
  readonly area: string;
  readonly number: number;
  readonly title: string;
  /** Paragraphs, parted by an empty line. */
  readonly text: string;
  readonly source: Source | null;
}

/** A priority of an area; its number goes on from that of the lines of action. */
export interface Priority {
  readonly area: string;
  readonly number: number;
  readonly title: string;
  readonly source: Source | null;
}

/** A goal; its number runs through the whole agenda. */
export interface Goal {
  readonly number: number;
  readonly area: string;
  /** The name the document gives, where it gives one (eLAC2007, goals 1 to 26). */
  readonly title: string | null;
  /** The sentence of the goal; null where only its actions say it (eLAC2007). */
  readonly text: string | null;
  /** The clause that introduces its actions (eLAC2007, goals 2, 3, 5, 7, 14). */
  readonly chapeau: string | null;
  readonly source: Source | null;
}

/** An action under a goal, with its own deadline (clause 91). */
export interface Action {
  /** As printed, without a closing dot: "13.1"; "12" where the goal has one action only. */
  readonly number: string;
  readonly goal: number;
  readonly text: string;
  readonly deadline: FuzzyDate;
  readonly source: Source | null;
}

/** All that one agenda holds, each list in the order of the document. */
export interface Agenda {
  readonly cycle: string;
  readonly title: string;
  readonly areas: readonly Area[];
  readonly lines: readonly Line[];
  readonly priorities: readonly Priority[];
  readonly goals: readonly Goal[];
  readonly actions: readonly Action[];
}

/** How many of each an agenda holds, for reports: "5 areas, 30 goals, 70 actions". */
export function sizeOf(
  agenda: Agenda,
): Record<"areas" | "lines" | "priorities" | "goals" | "actions", number> {
  return {
    areas: agenda.areas.length,
    lines: agenda.lines.length,
    priorities: agenda.priorities.length,
    goals: agenda.goals.length,
    actions: agenda.actions.length,
  };
}

/** The goals of one area, in the order of their numbers. */
export function goalsOf<G extends Pick<Goal, "area" | "number">>(goals: readonly G[], area: string): G[] {
  return goals.filter((goal) => goal.area === area).sort((a, b) => a.number - b.number);
}

/** Actions counted by deadline as printed, the most frequent first. */
export function deadlineCounts(
  actions: readonly Pick<Action, "deadline">[],
): [text: string, count: number][] {
  const counts = new Map<string, number>();
  for (const { deadline } of actions) counts.set(deadline.text, (counts.get(deadline.text) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1]);
}

/** Order of action numbers: 2 before 10, 1.2 before 1.10, and "12" as the only action of goal 12. */
export function compareActionNumbers(a: string, b: string): number {
  const [goalA = 0, partA = 0] = a.split(".").map(Number);
  const [goalB = 0, partB = 0] = b.split(".").map(Number);
  return goalA - goalB || partA - partB;
}
