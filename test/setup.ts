/**
 * Once per run: one migrated and seeded database, which every test file starts from a copy of. The embedded one is kept as a
 * file beside the project, that of a server is dropped when the run ends.
 */
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { PGlite } from "@electric-sql/pglite";
import { newDatabase, onServer } from "./database-server.ts";

export const cacheFolder = join(process.cwd(), ".cache");

/** Changes whenever what the dump is made from changes. */
function fingerprint(): string {
  const hash = createHash("sha256");
  const take = (path: string) => {
    if (statSync(path).isDirectory()) for (const name of readdirSync(path).sort()) take(join(path, name));
    else hash.update(path).update(readFileSync(path));
  };
  take(join(process.cwd(), "prisma", "migrations"));
  take(join(process.cwd(), "prisma", "seed"));
  return hash.digest("hex").slice(0, 16);
}

const begun = new Date("2011-01-03T12:00:00Z");

export default async function setup(): Promise<(() => Promise<void>) | undefined> {
  await embedded();
  return onServer ? server() : undefined;
}

/** Tests read the address of the seeded database in `TEST_DATABASE_TEMPLATE`. */
async function server(): Promise<() => Promise<void>> {
  const { migrate } = await import("#server/store/migrate.ts");
  const { storeOnServer } = await import("#server/store/client.ts");
  const { seedReference } = await import("#prisma/seed/reference.ts");
  const made = await newDatabase();
  const store = storeOnServer(made.url, 1);
  await migrate((work) => work(store.raw));
  await seedReference(store, begun);
  await store.close();
  process.env["TEST_DATABASE_TEMPLATE"] = made.name;
  return made.drop;
}

async function embedded(): Promise<void> {
  const file = join(cacheFolder, `test-database-${fingerprint()}.tar`);
  process.env["TEST_DATABASE_DUMP"] = file;
  if (existsSync(file)) return;
  mkdirSync(cacheFolder, { recursive: true });
  const { migrate } = await import("#server/store/migrate.ts");
  const { storeOnEmbedded } = await import("#server/store/client.ts");
  const { seedReference } = await import("#prisma/seed/reference.ts");
  const pglite = await PGlite.create();
  const store = storeOnEmbedded(pglite);
  await migrate((work) => work(store.raw));
  await seedReference(store, begun);
  const dump = await pglite.dumpDataDir("none");
  writeFileSync(file, Buffer.from(await dump.arrayBuffer()));
  await store.close();
}
