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
import { Pool, type PoolClient } from "pg";
import { holdServer } from "./database-lock.ts";
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
  /**
   * For the log of live texts alone: on a server on connections of its own, so that saving waits for no page. A statement that
   * is not answered in five seconds fails, and another connection takes its place: what became of it nobody knows then.
   */
  readonly log: RawSql;
  /**
   * Plain SQL on one connection in one transaction: a `snapshot` reads the database as it was at one instant and changes
   * nothing, whoever writes meanwhile; a `change` is all of it or nothing. The embedded database has one connection, so there
   * others wait until `work` is done.
   */
  within<T>(kind: "snapshot" | "change", work: (raw: RawSql) => Promise<T>): Promise<T>;
  /** The embedded database itself, for dumping it; null on a server. */
  readonly embedded: PGlite | null;
  close(): Promise<void>;
}

const patience = { maxWait: 15_000, timeout: 30_000 } as const;

/**
 * How long an answer of a PostgreSQL server is waited for, in ms. A line that has fallen silent without an end would else be
 * waited for until the operating system gives it up, a quarter of an hour later, and everybody who needs a connection with it.
 */
const answers = {
  /** For a connection to be made or to be free. */
  connection: 10_000,
  /** For one statement: less than an act, more than any page. */
  statement: 25_000,
  /** For the statements of one long reading, as a backup is. */
  long: 3_600_000,
  /** For an update of a live text to be stored, and for a connection to do it on. */
  log: 5000,
} as const;

/** One instant for all that is read, and times, numbers and bytes spelled in one way. */
const begun = {
  snapshot: "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY",
  change: "SET TRANSACTION ISOLATION LEVEL READ COMMITTED READ WRITE",
} as const;
const spelling =
  "SET LOCAL TimeZone = 'UTC'; SET LOCAL bytea_output = 'hex'; SET LOCAL extra_float_digits = 1; SET LOCAL DateStyle = 'ISO'";

function storeOn(
  prisma: PrismaClient,
  raw: RawSql,
  log: RawSql,
  within: Store["within"],
  kind: Store["kind"],
  embedded: PGlite | null,
  end: () => Promise<void>,
): Store {
  return {
    kind,
    db: prisma,
    raw,
    log,
    within,
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
  const within: Store["within"] = (kind, work) =>
    pglite.transaction(async (tx) => {
      await tx.exec(`${begun[kind]}; ${spelling}`);
      return work({
        script: async (sql) => void (await tx.exec(sql)),
        query: async <Row>(sql: string, values: readonly unknown[] = []) =>
          (await tx.query<Row>(sql, [...values])).rows,
      });
    });
  return storeOn(prisma, raw, raw, within, "embedded", pglite, async () => {
    await pglite.close();
    release();
  });
}

/** A store on a PostgreSQL server. */
export function storeOnServer(url: string, size = 10): Store {
  const pool = poolOf(url, size, answers.connection, answers.statement);
  // One commit at a time needs one; the other is for when that one has fallen silent.
  const logPool = poolOf(url, 2, answers.log, answers.log);
  const prisma = new PrismaClient({ adapter: new PrismaPg(pool), errorFormat: "minimal" });
  const within: Store["within"] = async (kind, work) => {
    const client = await pool.connect();
    let lost: Error | undefined;
    client.on("error", (error) => (lost = error));
    try {
      await client.query(`BEGIN; ${begun[kind]}; ${spelling}`);
      const done = await work(rawOn(client, answers.long));
      await client.query("COMMIT");
      return done;
    } catch (caught) {
      await client.query("ROLLBACK").catch((error: Error) => (lost = error));
      throw caught;
    } finally {
      client.release(lost);
    }
  };
  return storeOn(prisma, rawOn(pool), rawOn(logPool), within, "server", null, async () => {
    await Promise.all([pool.end(), logPool.end()]);
  });
}

function poolOf(url: string, max: number, connection: number, statement: number): Pool {
  const pool = new Pool({
    connectionString: url,
    max,
    connectionTimeoutMillis: connection,
    query_timeout: statement,
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
  });
  // A connection that dies while idle is replaced by the pool; without a listener it would end the process.
  pool.on("error", () => {});
  return pool;
}

/** Where the database is: a PostgreSQL server, or else a folder for the embedded one. */
export interface Place {
  readonly databaseUrl: string | null;
  readonly dataDir: string;
}

/** Opens the database and brings it up to date. Throws FolderHeld or DatabaseHeld where another process has it for itself. */
export async function openStore(where: Place): Promise<Store> {
  const store = await openAsItIs(where);
  try {
    if (where.databaseUrl === null) await migrate((work) => work(store.raw));
    else await migrate((work) => withServerLock(where.databaseUrl ?? "", work));
    return store;
  } catch (failure) {
    await store.close();
    throw failure;
  }
}

/**
 * Opens the database with the schema that it has. With others, or `alone`: while it is open no other process of ours has it, and
 * none gets it. Throws FolderHeld or DatabaseHeld where that cannot be; the embedded database is always for one process.
 */
export async function openAsItIs(where: Place, how: "with-others" | "alone" = "with-others"): Promise<Store> {
  if (where.databaseUrl !== null) {
    const release = await holdServer(where.databaseUrl, how);
    const store = storeOnServer(where.databaseUrl);
    return {
      ...store,
      close: async () => {
        await store.close();
        await release();
      },
    };
  }
  mkdirSync(where.dataDir, { recursive: true });
  const release = holdFolder(where.dataDir);
  try {
    return storeOnEmbedded(await PGlite.create(join(where.dataDir, "database")), release);
  } catch (failure) {
    release();
    throw failure;
  }
}

/** `timeout` in milliseconds, where the statements may take longer than is usual. */
const rawOn = (on: Pool | PoolClient, timeout?: number): RawSql => {
  const more = timeout === undefined ? {} : { query_timeout: timeout };
  return {
    script: async (text) => void (await on.query({ text, ...more })),
    query: async <Row>(text: string, values: readonly unknown[] = [], name?: string) =>
      (await on.query({ text, values: [...values], ...more, ...(name ? { name } : {}) })).rows as Row[],
  };
};

/** Any number: it names the lock under which one process at a time changes the schema. */
const migrationLock = 7_203_155;

/** An advisory lock belongs to a connection, so the work runs on the one that took it. */
async function withServerLock(url: string, work: (raw: RawSql) => Promise<void>): Promise<void> {
  const pool = new Pool({ connectionString: url, max: 1 });
  const client = await pool.connect();
  try {
    await client.query("SELECT pg_advisory_lock($1)", [migrationLock]);
    await work(rawOn(client));
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
