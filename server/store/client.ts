/**
 * The database: embedded PostgreSQL (PGlite) in a folder, or a PostgreSQL server. One schema serves both.
 * May import: app/domain. This room alone knows Prisma. Begin with `openStore`, then one file a noun.
 * An outer query made while an embedded transaction is open waits for ever: every function here takes the `Tx` it is in.
 */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { PGlite } from "@electric-sql/pglite";
import { PrismaPg } from "@prisma/adapter-pg";
import { PrismaPGlite } from "pglite-prisma-adapter";
import { Pool } from "pg";
import { Prisma, PrismaClient } from "./generated/client.ts";
import { holdFolder } from "./folder-lock.ts";
import { migrate } from "./migrate.ts";

/** What store functions work on: the client itself, or the transaction they are in. */
export type Tx = Prisma.TransactionClient;

/** A single connection for scripts of several statements; `query` takes $1, $2 …. */
export interface RawSql {
  script(sql: string): Promise<void>;
  /** With a `name` a server parses the statement once for each of its connections. */
  query<Row>(sql: string, values?: readonly unknown[], name?: string): Promise<Row[]>;
}

export interface Store {
  readonly kind: "embedded" | "server";
  /** For reading outside a transaction. */
  readonly db: Tx;
  /** One act, one transaction: all of it or nothing. A refusal thrown inside undoes it. */
  /** `timeout` in milliseconds, for a seed that is longer than an act. */
  transaction<T>(act: (tx: Tx) => Promise<T>, timeout?: number): Promise<T>;
  readonly raw: RawSql;
  /** The embedded database itself, for dumping it; null on a server. */
  readonly embedded: PGlite | null;
  close(): Promise<void>;
}

const patience = { maxWait: 15_000, timeout: 30_000 } as const;

function storeOn(
  prisma: PrismaClient,
  raw: RawSql,
  kind: Store["kind"],
  embedded: PGlite | null,
  end: () => Promise<void>,
): Store {
  return {
    kind,
    db: prisma,
    raw,
    embedded,
    transaction: (act, timeout = patience.timeout) => prisma.$transaction(act, { ...patience, timeout }),
    close: async () => {
      await prisma.$disconnect();
      await end();
    },
  };
}

/** A store on an embedded database that is already open; closes it with itself. */
export function storeOnEmbedded(pglite: PGlite, release: () => void = () => {}): Store {
  const prisma = new PrismaClient({ adapter: new PrismaPGlite(pglite), errorFormat: "minimal" });
  const raw: RawSql = {
    script: async (sql) => void (await pglite.exec(sql)),
    query: async <Row>(sql: string, values: readonly unknown[] = []) =>
      (await pglite.query<Row>(sql, [...values])).rows,
  };
  return storeOn(prisma, raw, "embedded", pglite, async () => {
    await pglite.close();
    release();
  });
}

/** A store on a PostgreSQL server. */
export function storeOnServer(url: string, size = 10): Store {
  const pool = new Pool({ connectionString: url, max: size });
  // A connection that dies while idle is replaced by the pool; without a listener it would end the process.
  pool.on("error", () => {});
  const prisma = new PrismaClient({ adapter: new PrismaPg(pool), errorFormat: "minimal" });
  const raw: RawSql = {
    script: async (sql) => void (await pool.query(sql)),
    query: async <Row>(text: string, values: readonly unknown[] = [], name?: string) =>
      (await pool.query({ text, values: [...values], ...(name ? { name } : {}) })).rows as Row[],
  };
  return storeOn(prisma, raw, "server", null, () => pool.end());
}

/** Opens the database and brings it up to date. Throws FolderHeld where another process has the folder. */
export async function openStore(where: { databaseUrl: string | null; dataDir: string }): Promise<Store> {
  if (where.databaseUrl !== null) {
    const store = storeOnServer(where.databaseUrl);
    await migrate((work) => withServerLock(where.databaseUrl ?? "", work));
    return store;
  }
  mkdirSync(where.dataDir, { recursive: true });
  const release = holdFolder(where.dataDir);
  const store = storeOnEmbedded(await PGlite.create(join(where.dataDir, "database")), release);
  await migrate((work) => work(store.raw));
  return store;
}

/** Any number: it names the lock under which one process at a time changes the schema. */
const migrationLock = 7_203_155;

/** An advisory lock belongs to a connection, so the work runs on the one that took it. */
async function withServerLock(url: string, work: (raw: RawSql) => Promise<void>): Promise<void> {
  const pool = new Pool({ connectionString: url, max: 1 });
  const client = await pool.connect();
  try {
    await client.query("SELECT pg_advisory_lock($1)", [migrationLock]);
    await work({
      script: async (sql) => void (await client.query(sql)),
      query: async <Row>(sql: string, values: readonly unknown[] = []) =>
        (await client.query(sql, [...values])).rows as Row[],
    });
  } finally {
    client.release(true);
    await pool.end();
  }
}

/** Whether `caught` says that a row with this unique key exists already (SQLSTATE 23505). */
export function isDuplicate(caught: unknown): boolean {
  if (caught instanceof Prisma.PrismaClientKnownRequestError)
    return caught.code === "P2002" || /23505/.test(caught.message);
  return typeof caught === "object" && caught !== null && "code" in caught && caught.code === "23505";
}
