/** A database of its own for a test: a copy of the seeded one, on the embedded database or on PostgreSQL. */
import { randomBytes } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PGlite } from "@electric-sql/pglite";
import { Client } from "pg";
import { storeOnEmbedded, storeOnServer, type Store } from "#server/store/client.ts";
import { migrate } from "#server/store/migrate.ts";
import { seedReference } from "#prisma/seed/reference.ts";

/** Set it to a PostgreSQL address of a role that may create databases, and the same tests run there. */
const server = process.env["TEST_DATABASE_URL"];

export const onServer = server !== undefined && server !== "";

/** Opens a seeded store; close it in `afterAll`. */
export async function freshStore(): Promise<Store> {
  if (server) return freshOnServer(server);
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
  const made = server ? await newDatabase(server) : null;
  return {
    databaseUrl: made?.url ?? null,
    dataDir,
    drop: async () => {
      await made?.drop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

async function newDatabase(address: string): Promise<{ url: string; drop: () => Promise<void> }> {
  const name = `elac_test_${randomBytes(6).toString("hex")}`;
  const admin = new Client({ connectionString: address });
  await admin.connect();
  await admin.query(`CREATE DATABASE "${name}"`);
  const url = new URL(address);
  url.pathname = `/${name}`;
  return {
    url: url.toString(),
    drop: async () => {
      await admin.query(`DROP DATABASE "${name}" WITH (FORCE)`);
      await admin.end();
    },
  };
}

async function freshOnServer(address: string): Promise<Store> {
  const { url, drop } = await newDatabase(address);
  const store = storeOnServer(url, 5);
  await migrate((work) => work(store.raw));
  await seedReference(store, new Date("2011-01-03T12:00:00Z"));
  return {
    ...store,
    close: async () => {
      await store.close();
      await drop();
    },
  };
}
