/**
 * Which goals of an agenda a text refers to: "1 2", "elac2015:12", "3-5" (domain §6, §7).
 * May import: this room. Begin with `goalReferences`.
 */

/** A goal of an agenda by its number. */
export interface GoalReference {
  readonly cycle: string;
  readonly number: number;
}

export interface GoalReferences {
  /** Each once, in the order in which they are written. */
  readonly goals: readonly GoalReference[];
  /** Pieces that name no goal, as they are written. */
  readonly unread: readonly string[];
}

/** More goals than this in one "from–to" are no range: somebody wrote a date or an id. */
const widest = 60;

/**
 * Reads what people write where an output says which goals it serves: numbers of the agenda of `cycle`, or numbers with their
 * agenda before them ("elac2015:12", "elac2015-12"), separated by spaces, commas or semicolons; "3-5" is three goals. Never refuses.
 */
export function goalReferences(written: string | readonly string[], cycle: string): GoalReferences {
  const pieces = (typeof written === "string" ? [written] : written)
    .flatMap((part) => part.split(/[\s,;]+/))
    .map((piece) => piece.replace(/[.:]+$/, ""))
    .filter((piece) => piece !== "");
  const goals = new Map<string, GoalReference>();
  const unread: string[] = [];
  for (const piece of pieces) {
    const found = read(piece, cycle);
    if (found.length === 0) unread.push(piece);
    for (const goal of found) goals.set(goalKey(goal), goal);
  }
  return { goals: [...goals.values()], unread };
}

/** The one goal that a piece names; null where it names none, or several. */
export function oneGoal(piece: string, cycle: string): GoalReference | null {
  const { goals, unread } = goalReferences(piece, cycle);
  return goals.length === 1 && unread.length === 0 ? (goals[0] ?? null) : null;
}

/** One spelling of a reference, by which two are compared: "elac2015:12". */
export function goalKey({ cycle, number }: GoalReference): string {
  return `${cycle}:${number}`;
}

function read(piece: string, own: string): readonly GoalReference[] {
  const range = /^(\d{1,3})[-\u2013](\d{1,3})$/.exec(piece);
  if (range) {
    const [first, last] = [Number(range[1]), Number(range[2])];
    if (first < 1 || last < first || last - first >= widest) return [];
    return Array.from({ length: last - first + 1 }, (_, i) => ({ cycle: own, number: first + i }));
  }
  const one = /^(?:(elac\d{4})[:._-])?#?(\d{1,3})$/i.exec(piece);
  const number = Number(one?.[2] ?? 0);
  return number < 1 ? [] : [{ cycle: (one?.[1] ?? own).toLowerCase(), number }];
}
