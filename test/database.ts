/** A database of its own for a test: a copy of the seeded one, on the embedded database or on PostgreSQL. */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PGlite } from "@electric-sql/pglite";
import { storeOnEmbedded, storeOnServer, type Store } from "#server/store/client.ts";
import { newDatabase, onServer } from "./database-server.ts";

export { onServer };

/** Opens a seeded store; close it in `afterAll`. */
export async function freshStore(): Promise<Store> {
  if (onServer) return freshOnServer();
  const dump = readFileSync(process.env["TEST_DATABASE_DUMP"] ?? "");
  return storeOnEmbedded(await PGlite.create({ loadDataDir: new Blob([dump]) }));
}

/** A place without any database, as the environment names it, for what opens one by itself; `drop` it in the end. */
export async function freshPlace(): Promise<{
  databaseUrl: string | null;
  dataDir: string;
  drop: () => Promise<void>;
}> {
  const dataDir = mkdtempSync(join(tmpdir(), "elac-place-"));
  const made = onServer ? await newDatabase() : null;
  return {
    databaseUrl: made?.url ?? null,
    dataDir,
    drop: async () => {
      await made?.drop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

async function freshOnServer(): Promise<Store> {
  const { url, drop } = await newDatabase(process.env["TEST_DATABASE_TEMPLATE"]);
  const store = storeOnServer(url, 5);
  return {
    ...store,
    close: async () => {
      await store.close();
      await drop();
    },
  };
}
