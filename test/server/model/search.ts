/** A search through random acts; where it fails it tells the seed and the shortest path. */
import fc from "fast-check";
import { onServer } from "#test/database.ts";

/** How many paths are taken. */
export const paths = Number(process.env["MODEL_RUNS"] ?? (onServer ? 3 : 1));

/** One thing somebody tries. */
export interface Try<World> {
  readonly say: string;
  run(world: World): Promise<unknown>;
}

/**
 * Acts of a path are many rather than few, and each as likely as its weight says. The same paths every time, so that a change is judged and not chance:
 * one on the embedded database, three on a server, where an act takes a fifth of the time.
 * `MODEL_SEED` (a number, or `any`) searches elsewhere, `MODEL_RUNS` longer, `MODEL_SHRINK=no` stops at the first fault.
 */
export async function search<World>(
  acts: fc.Arbitrary<Try<World>>,
  path: (run: (world: World) => Promise<void>) => Promise<void>,
): Promise<void> {
  const seed = process.env["MODEL_SEED"] ?? "35";
  await fc.assert(
    fc.asyncProperty(fc.noBias(fc.array(acts, { minLength: 20, maxLength: 40, size: "max" })), (tries) =>
      path(async (world) => {
        for (const { run } of tries) await run(world);
      }),
    ),
    {
      numRuns: paths,
      ...(seed === "any" ? {} : { seed: Number(seed) }),
      endOnFailure: process.env["MODEL_SHRINK"] === "no",
      reporter: (run) => {
        if (!run.failed) return;
        const tried = run.counterexample?.[0].map(({ say }) => say).join("\n  ");
        throw new Error(`seed ${run.seed}\n  ${tried}\n${faultOf(run.errorInstance)}`);
      },
    },
  );
}

/** What was wrong, with both sides of it and the place that asked. */
function faultOf(fault: unknown): string {
  if (!(fault instanceof Error)) return String(fault);
  const { actual, expected } = fault as { actual?: unknown; expected?: unknown };
  const sides =
    actual === undefined ? "" : `\n  it is ${JSON.stringify(actual)}\n  not   ${JSON.stringify(expected)}`;
  return `${fault.stack ?? fault.message}${sides}`;
}
