import { createHash, randomUUID } from "node:crypto";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import type { RawSql } from "./client.ts";

/** What Prisma Migrate keeps in a database about the migrations applied to it. */
const table = `CREATE TABLE IF NOT EXISTS "_prisma_migrations" (
  "id" VARCHAR(36) PRIMARY KEY NOT NULL, "checksum" VARCHAR(64) NOT NULL, "finished_at" TIMESTAMPTZ,
  "migration_name" VARCHAR(255) NOT NULL, "logs" TEXT, "rolled_back_at" TIMESTAMPTZ,
  "started_at" TIMESTAMPTZ NOT NULL DEFAULT now(), "applied_steps_count" INTEGER NOT NULL DEFAULT 0)`;

interface Applied {
  migration_name: string;
  checksum: string;
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
    await raw.script(table);
    const applied = await raw.query<Applied>(
      `SELECT "migration_name", "checksum" FROM "_prisma_migrations" WHERE "rolled_back_at" IS NULL`,
    );
    const known = new Map(applied.map((row) => [row.migration_name, row.checksum]));
    for (const name of migrationNames()) {
      const sql = readFileSync(join(folder, name, "migration.sql"), "utf8");
      const checksum = createHash("sha256").update(sql).digest("hex");
      const before = known.get(name);
      if (before === checksum) continue;
      if (before !== undefined) throw new Error(`Migration ${name} was changed after it had been applied.`);
      const record = `INSERT INTO "_prisma_migrations" ("id", "checksum", "migration_name", "finished_at", "applied_steps_count") VALUES ('${randomUUID()}', '${checksum}', '${name}', now(), 1)`;
      try {
        await raw.script(`BEGIN;\n${sql}\n;${record};\nCOMMIT;`);
      } catch (failure) {
        await raw.script("ROLLBACK");
        throw new Error(`Migration ${name} failed and was undone.`, { cause: failure });
      }
    }
  });
}

function migrationNames(): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
}
