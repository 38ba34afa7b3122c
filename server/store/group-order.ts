/** In which order groups are listed: those of the cycle at work first, then the latest; in each cycle by their area. */
import type { CycleId } from "#app/domain/roles.ts";
import type { Prisma } from "./generated/client.ts";

/** Ask for groups in this order, then sort them `byArea`. */
export const groupOrder = [
  { cycle: { current: "desc" } },
  { cycle: { position: "desc" } },
  { position: "asc" },
] satisfies Prisma.GroupOrderByWithRelationInput[];

/** Sorts what came in `groupOrder` by its area, cycle for cycle. `place` is the position of the area. */
export function byArea<One>(
  found: readonly One[],
  cycleOf: (one: One) => CycleId,
  place: (one: One) => number,
): One[] {
  const cycles = [...new Set(found.map(cycleOf))];
  const cycle = (one: One): number => cycles.indexOf(cycleOf(one));
  return [...found].sort((a, b) => cycle(a) - cycle(b) || place(a) - place(b));
}
