import { createHash, randomUUID } from "node:crypto";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import type { RawSql } from "./client.ts";

/** What Prisma Migrate keeps in a database about the migrations applied to it. */
const table = `CREATE TABLE IF NOT EXISTS "_prisma_migrations" (
  "id" VARCHAR(36) PRIMARY KEY NOT NULL, "checksum" VARCHAR(64) NOT NULL, "finished_at" TIMESTAMPTZ,
  "migration_name" VARCHAR(255) NOT NULL, "logs" TEXT, "rolled_back_at" TIMESTAMPTZ,
  "started_at" TIMESTAMPTZ NOT NULL DEFAULT now(), "applied_steps_count" INTEGER NOT NULL DEFAULT 0)`;

/** A migration by its name and the SHA-256 of its file. */
export interface Migration {
  readonly name: string;
  readonly checksum: string;
}

/** Where the migrations lie: beside the schema, also for the built server, which is started from the project's folder. */
const folder = join(process.cwd(), "prisma", "migrations");

/**
 * Applies pending migrations in order, each in a transaction, and records them as `prisma migrate deploy` does, so that
 * `prisma migrate status` agrees. `lock` runs the work on one connection while no other process does the same.
 * Throws where a migration that was applied has changed since, or one fails (nothing of that one remains).
 */
export async function migrate(lock: (work: (raw: RawSql) => Promise<void>) => Promise<void>): Promise<void> {
  await lock(async (raw) => {
    await applyPending(raw, async (name, sql) => {
      try {
        await raw.script(`BEGIN;\n${sql}\nCOMMIT;`);
      } catch (failure) {
        await raw.script("ROLLBACK");
        throw new Error(`Migration ${name} failed and was undone.`, { cause: failure });
      }
    });
  });
}

/**
 * The same inside a transaction that is open already; of the product's migrations `only` these, where they are given.
 */
export async function migrateWithin(raw: RawSql, only?: ReadonlySet<string>): Promise<void> {
  await applyPending(raw, (_, sql) => raw.script(sql), only);
}

async function applyPending(
  raw: RawSql,
  apply: (name: string, sql: string) => Promise<void>,
  only?: ReadonlySet<string>,
): Promise<void> {
  await raw.script(table);
  const known = new Map((await appliedMigrations(raw)).map(({ name, checksum }) => [name, checksum]));
  for (const { name, checksum } of ownMigrations()) {
    if (only?.has(name) === false) continue;
    const before = known.get(name);
    if (before === checksum) continue;
    if (before !== undefined) throw new Error(`Migration ${name} was changed after it had been applied.`);
    const record = `INSERT INTO "_prisma_migrations" ("id", "checksum", "migration_name", "finished_at", "applied_steps_count") VALUES ('${randomUUID()}', '${checksum}', '${name}', now(), 1)`;
    await apply(name, `${sqlOf(name)}\n;${record};`);
  }
}

/** The migrations that a database has, in order; none where it is not one of ours. */
export async function appliedMigrations(raw: RawSql): Promise<Migration[]> {
  const [there] = await raw.query<{ found: boolean }>(
    `SELECT to_regclass('"_prisma_migrations"') IS NOT NULL AS found`,
  );
  if (there?.found !== true) return [];
  return raw.query<Migration>(
    `SELECT "migration_name" AS name, "checksum" FROM "_prisma_migrations" WHERE "rolled_back_at" IS NULL ORDER BY "migration_name" COLLATE "C"`,
  );
}

/** The migrations that this product brings, in order. */
export function ownMigrations(): Migration[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => ({ name, checksum: createHash("sha256").update(sqlOf(name)).digest("hex") }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

const sqlOf = (name: string): string => readFileSync(join(folder, name, "migration.sql"), "utf8");
