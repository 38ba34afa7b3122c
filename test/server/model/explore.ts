/** A search through a world that is about one subject. */
import type fc from "fast-check";
import { expect } from "vitest";
import { verifyChain } from "#server/store/journal-reading.ts";
import type { Attempts, Stage } from "./attempts.ts";
import { paths, search, type Try } from "./search.ts";

/** Takes the paths, each in a world of its own that ends well; they have been somewhere, and every chain is whole after them. */
export async function explore<World extends Attempts<Stage> & { finish(): Promise<void> }>(
  { store }: Stage,
  acts: fc.Arbitrary<Try<World>>,
  begin: () => Promise<World>,
): Promise<void> {
  const seen = new Set<string>();
  let done = 0;
  await search(acts, async (run) => {
    const world = await begin();
    await run(world);
    await world.finish();
    for (const stage of world.seen) seen.add(stage);
    done += world.done;
  });
  expect(done).toBeGreaterThan(6 * paths);
  expect(seen.size).toBeGreaterThan(2);
  for (const { id } of await store.db.journalChain.findMany())
    expect((await verifyChain(store.db, id)).broken).toBeNull();
}
