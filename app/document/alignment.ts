/**
 * Which part of an older text is which part of a newer one. Every way here takes bounded time, whatever the texts are.
 * Begin with `alignClauses`.
 */
import { field } from "./plan.ts";
import type { Clause } from "./reading.ts";

/** Places in the older and in the newer text. */
export type Pair = readonly [older: number, newer: number];

export interface Alignment {
  /** In the order of both texts. */
  readonly fixed: readonly Pair[];
  /** Those that stand at another place in the order, by the newer text. */
  readonly moved: readonly Pair[];
}

/**
 * Clauses are known by their ids, never by guessing. Of those that kept their order the most are fixed, the others have moved.
 * A list or table without an id of its own, or that had none in the older text, is known by its words, between the
 * clauses around it.
 */
export function alignClauses(older: readonly Clause[], newer: readonly Clause[]): Alignment {
  const inOlder = new Map(older.flatMap((clause, at) => (isNamed(clause) ? [[clause.id, at]] : [])));
  const known = newer.flatMap((clause, at): Pair[] => {
    const was = isNamed(clause) ? inOlder.get(clause.id) : undefined;
    return was === undefined ? [] : [[was, at]];
  });
  const rising = new Set(longestRising(known.map(([was]) => was)));
  const anchors = known.filter((_, nth) => rising.has(nth));
  const isNewlyNamed = isNewlyNamedIn(inOlder);
  const fixed: Pair[] = [];
  let [before, after] = [0, 0];
  for (const [was, is] of [...anchors, [older.length, newer.length] as const]) {
    const gone = placesIn(older, before, was, (clause) => !isNamed(clause));
    const come = placesIn(newer, after, is, (clause) => !isNamed(clause) || isNewlyNamed(clause));
    const pairs = bestPairs(gone, come, ([, a], [, b]) =>
      a.kind === b.kind ? likenessOf(a.words, b.words) : 0,
    );
    for (const [i, j] of pairs) fixed.push([gone[i]?.[0] ?? 0, come[j]?.[0] ?? 0]);
    if (was < older.length || is < newer.length) fixed.push([was, is]);
    [before, after] = [was + 1, is + 1];
  }
  return { fixed, moved: known.filter((_, nth) => !rising.has(nth)) };
}

/** Lists and tables have ids since version 2 of the schema: one of an earlier text got its id when somebody next wrote. */
const isNewlyNamedIn =
  (older: ReadonlyMap<string, number>) =>
  ({ id, kind }: Clause): boolean =>
    (kind === "list" || kind === "table") && !older.has(id);

const isNamed = (clause: Clause): boolean => field(clause.node, "id") !== "";

function placesIn(
  clauses: readonly Clause[],
  from: number,
  to: number,
  chosen: (clause: Clause) => boolean,
): (readonly [number, Clause])[] {
  return clauses
    .slice(from, to)
    .flatMap((clause, nth) => (chosen(clause) ? [[from + nth, clause] as const] : []));
}

/** Places of the longest row of values that rise, in order; values are unique. Takes n · log n steps. */
export function longestRising(values: readonly number[]): readonly number[] {
  /** tails[length]: place of the smallest value that ends a rising row one longer. */
  const tails: number[] = [];
  const before: (number | undefined)[] = [];
  values.forEach((value, place) => {
    let low = 0;
    let high = tails.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((values[tails[middle] ?? 0] ?? 0) < value) low = middle + 1;
      else high = middle;
    }
    before.push(low === 0 ? undefined : tails[low - 1]);
    tails[low] = place;
  });
  const row: number[] = [];
  for (let place = tails.at(-1); place !== undefined; place = before[place]) row.push(place);
  return row.reverse();
}

/** Over so many pairs nothing is compared but what stands at the same place, counted from both ends. */
const mostPairs = 5_000;

/** The pairs, in the order of both, that are most alike together; likeness 0 is no pair. */
export function bestPairs<T>(
  older: readonly T[],
  newer: readonly T[],
  likeness: (older: T, newer: T) => number,
): readonly Pair[] {
  if (older.length * newer.length > mostPairs) return endPairs(older, newer, likeness);
  const like = older.map((one) => newer.map((other) => likeness(one, other)));
  const at = (rows: readonly (readonly number[])[], i: number, j: number) => rows[i]?.[j] ?? 0;
  // best[i][j]: most likeness in what follows from i and j on.
  const best = Array.from({ length: older.length + 1 }, () => new Array<number>(newer.length + 1).fill(0));
  for (let i = older.length - 1; i >= 0; i--)
    for (let j = newer.length - 1; j >= 0; j--) {
      const row = best[i];
      const pair = at(like, i, j) > 0 ? at(like, i, j) + at(best, i + 1, j + 1) : 0;
      if (row !== undefined) row[j] = Math.max(pair, at(best, i + 1, j), at(best, i, j + 1));
    }
  const pairs: Pair[] = [];
  for (let i = 0, j = 0; i < older.length && j < newer.length;) {
    const one = at(like, i, j);
    if (one > 0 && at(best, i, j) === one + at(best, i + 1, j + 1)) pairs.push([i++, j++]);
    else if (at(best, i + 1, j) >= at(best, i, j + 1)) i += 1;
    else j += 1;
  }
  return pairs;
}

function endPairs<T>(
  older: readonly T[],
  newer: readonly T[],
  likeness: (older: T, newer: T) => number,
): readonly Pair[] {
  const alike = (i: number, j: number): boolean => {
    const [one, other] = [older[i], newer[j]];
    return one !== undefined && other !== undefined && likeness(one, other) > 0;
  };
  const shorter = Math.min(older.length, newer.length);
  let head = 0;
  while (head < shorter && alike(head, head)) head += 1;
  let tail = 0;
  while (tail < shorter - head && alike(older.length - 1 - tail, newer.length - 1 - tail)) tail += 1;
  return [
    ...Array.from({ length: head }, (_, nth): Pair => [nth, nth]),
    ...Array.from({ length: tail }, (_, nth): Pair => [older.length - tail + nth, newer.length - tail + nth]),
  ];
}

/** At least so much of the longer of two passages has to be in both for them to be one. */
const enough = 0.4;

/** How much of the longer passage both have, counted in letters of their words; 0 where it is not enough. */
export function likenessOf(older: string, newer: string): number {
  if (older === newer) return 1;
  const share = sharedWords(older, newer);
  return share >= enough ? share : 0;
}

/** The part of the longer text, by letters, whose words stand in both, wherever they stand: 0 to 1. Takes linear time. */
export function sharedWords(older: string, newer: string): number {
  const wordsIn = (text: string) => text.match(/[^\s]+/gu) ?? [];
  const count = new Map<string, number>();
  let [length, other, shared] = [0, 0, 0];
  for (const word of wordsIn(older)) {
    count.set(word, (count.get(word) ?? 0) + 1);
    length += word.length;
  }
  for (const word of wordsIn(newer)) {
    const left = count.get(word) ?? 0;
    if (left > 0) shared += word.length;
    count.set(word, left - 1);
    other += word.length;
  }
  const longer = Math.max(length, other);
  return longer === 0 ? 0 : shared / longer;
}
