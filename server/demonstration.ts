/** A database with demonstration data is marked as such; it is never served as a real one, nor a real one filled. */
import { seedDemonstration } from "#prisma/seed/demonstration.ts";
import { StartRefused } from "./start-refused.ts";
import type { Ground } from "./services/act.ts";

/** Fills an empty database where DEMO is on. Throws StartRefused where the mark and DEMO contradict each other. */
export async function prepareDemonstration(ground: Ground): Promise<void> {
  const { store, env } = ground;
  const marked = (await store.db.setting.findUnique({ where: { key: "demonstration" } })) !== null;
  if (marked && !env.demo)
    throw new StartRefused(
      'DEMO: read "off", expected "on": this database holds demonstration data. Use an empty database for real work, or start with DEMO=on.',
    );
  if (marked || !env.demo) return;
  if ((await store.db.person.count()) > 0)
    throw new StartRefused(
      'DEMO: read "on", expected "off": this database holds real people, and demonstration data would mix with them. Start with DEMO=off.',
    );
  await seedDemonstration(ground);
}
