/** A database made anew from a backup, inside one transaction: emptied, given an earlier schema, filled, brought up to date. */
import type { RawSql } from "./client.ts";
import { appliedMigrations, migrateWithin } from "./migrate.ts";
import { quoted, tableShapes } from "./table-rows.ts";

/** Schema of the jobs; they make it again, and what they hold follows from our tables. */
const jobs = "pgboss";

/** What is in a database that a backup would take the place of. */
export async function standing(raw: RawSql): Promise<"nothing" | "reference" | "data" | "foreign"> {
  const tables = new Set((await tableShapes(raw)).map(({ name }) => name));
  if ((await appliedMigrations(raw)).length === 0) return tables.size === 0 ? "nothing" : "foreign";
  for (const table of ["persons", "documents", "journal_entries", "page_texts"]) {
    if (!tables.has(table)) continue;
    const [row] = await raw.query<{ some: boolean }>(
      `SELECT EXISTS (SELECT 1 FROM ${quoted(table)}) AS some`,
    );
    if (row?.some === true) return "data";
  }
  return "reference";
}

/**
 * Empties the database, gives it `migrations` of the product, lets `fill` write the rows with neither foreign keys nor
 * triggers in its way, checks all foreign keys, and applies the migrations that are left.
 */
export async function rebuild(
  raw: RawSql,
  migrations: ReadonlySet<string>,
  fill: () => Promise<void>,
): Promise<void> {
  await clear(raw);
  await migrateWithin(raw, migrations);
  const tables = (await tableShapes(raw)).map(({ name }) => quoted(name));
  const keys = await raw.query<{ table: string; name: string; definition: string }>(
    `SELECT conrelid::regclass::text AS table, conname AS name, pg_get_constraintdef(oid) AS definition
       FROM pg_constraint WHERE contype = 'f' AND connamespace = current_schema()::regnamespace`,
  );
  for (const { table, name } of keys)
    await raw.script(`ALTER TABLE ${table} DROP CONSTRAINT ${quoted(name)}`);
  for (const table of tables)
    await raw.script(`ALTER TABLE ${table} DISABLE TRIGGER USER; DELETE FROM ${table}`);
  await fill();
  for (const { table, name, definition } of keys)
    await raw.script(`ALTER TABLE ${table} ADD CONSTRAINT ${quoted(name)} ${definition}`);
  for (const table of tables) await raw.script(`ALTER TABLE ${table} ENABLE TRIGGER USER`);
  await migrateWithin(raw);
}

/** Removes every table, counter, function and type that migrations made; what an extension brought stays. */
async function clear(raw: RawSql): Promise<void> {
  await raw.script(`DROP SCHEMA IF EXISTS ${jobs} CASCADE`);
  const own = (catalogue: string, oid: string) =>
    `NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.classid = '${catalogue}'::regclass AND d.objid = ${oid} AND d.deptype = 'e')`;
  const drops = await raw.query<{ sql: string }>(
    `SELECT 'DROP ' || CASE c.relkind WHEN 'v' THEN 'VIEW' WHEN 'm' THEN 'MATERIALIZED VIEW' WHEN 'S' THEN 'SEQUENCE' ELSE 'TABLE' END
            || ' IF EXISTS ' || c.oid::regclass || ' CASCADE' AS sql
       FROM pg_class c WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind IN ('r', 'p', 'v', 'm', 'S') AND ${own("pg_class", "c.oid")}
     UNION ALL
     SELECT 'DROP ROUTINE IF EXISTS ' || p.oid::regprocedure || ' CASCADE'
       FROM pg_proc p WHERE p.pronamespace = current_schema()::regnamespace AND ${own("pg_proc", "p.oid")}
     UNION ALL
     SELECT 'DROP TYPE IF EXISTS ' || t.oid::regtype || ' CASCADE'
       FROM pg_type t WHERE t.typnamespace = current_schema()::regnamespace AND t.typtype IN ('e', 'd') AND ${own("pg_type", "t.oid")}`,
  );
  for (const { sql } of drops) await raw.script(sql);
}
