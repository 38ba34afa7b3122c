/** Rows of all tables as they travel to a backup and back: each a JSON array of the texts PostgreSQL itself makes and reads. */
import type { RawSql } from "./client.ts";

/** The table in which migrations are recorded; it is made by them and does not travel. */
const migrations = "_prisma_migrations";

/** Rows that are fetched at once. */
const fetched = 100;

export interface TableShape {
  readonly name: string;
  readonly columns: readonly string[];
}

/** Our tables with the columns that are written (none that the database computes), by name. */
export async function tableShapes(raw: RawSql): Promise<TableShape[]> {
  const rows = await raw.query<{ name: string; column: string }>(
    `SELECT c.relname AS name, a.attname AS column
       FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
      WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind = 'r' AND c.relname <> '${migrations}'
        AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
      ORDER BY c.relname, a.attnum`,
  );
  const shapes = new Map<string, string[]>();
  for (const { name, column } of rows) shapes.set(name, [...(shapes.get(name) ?? []), column]);
  return [...shapes].map(([name, columns]) => ({ name, columns }));
}

/** The rows of a table, a hundred at a time, one line each. Inside a `snapshot`, so that the cursor lives. */
export async function* tableLines(raw: RawSql, { name, columns }: TableShape): AsyncGenerator<string[]> {
  const texts = columns.map((column) => `${quoted(column)}::text`).join(", ");
  await raw.script(
    `DECLARE "lines" NO SCROLL CURSOR FOR SELECT to_json(ARRAY[${texts}]::text[])::text AS line FROM ${quoted(name)}`,
  );
  for (;;) {
    const rows = await raw.query<{ line: string }>(`FETCH ${fetched} FROM "lines"`);
    if (rows.length > 0) yield rows.map(({ line }) => line);
    if (rows.length < fetched) break;
  }
  await raw.script(`CLOSE "lines"`);
}

/** Writes lines that `tableLines` made into a table that has these columns. */
export async function insertLines(raw: RawSql, shape: TableShape, lines: readonly string[]): Promise<void> {
  const types = await raw.query<{ column: string; type: string }>(
    `SELECT attname AS column, format_type(atttypid, atttypmod) AS type FROM pg_attribute
      WHERE attrelid = $1::regclass AND attnum > 0 AND NOT attisdropped`,
    [quoted(shape.name)],
  );
  const typeOf = new Map(types.map(({ column, type }) => [column, type]));
  const values = shape.columns.map((column, place) => `(v ->> ${place})::${typeOf.get(column) ?? "text"}`);
  await raw.query(
    `INSERT INTO ${quoted(shape.name)} (${shape.columns.map(quoted).join(", ")})
     SELECT ${values.join(", ")} FROM json_array_elements($1::json) AS v`,
    [`[${lines.join(",")}]`],
  );
}

export async function countRows(raw: RawSql, table: string): Promise<number> {
  const [row] = await raw.query<{ count: number }>(`SELECT count(*)::int AS count FROM ${quoted(table)}`);
  return row?.count ?? 0;
}

export interface Sequence {
  readonly name: string;
  readonly last: string;
  readonly called: boolean;
}

/** Counters that give the next number, as they stand. */
export async function sequences(raw: RawSql): Promise<Sequence[]> {
  const names = await raw.query<{ name: string }>(
    `SELECT relname AS name FROM pg_class
      WHERE relnamespace = current_schema()::regnamespace AND relkind = 'S' ORDER BY relname`,
  );
  const found: Sequence[] = [];
  for (const { name } of names) {
    const [row] = await raw.query<{ last: string; called: boolean }>(
      `SELECT last_value::text AS last, is_called AS called FROM ${quoted(name)}`,
    );
    if (row !== undefined) found.push({ name, ...row });
  }
  return found;
}

export async function setSequence(raw: RawSql, { name, last, called }: Sequence): Promise<void> {
  await raw.query(`SELECT setval($1::regclass, $2::bigint, $3)`, [quoted(name), last, called]);
}

/** Heads of the journal's chains; none where there is no journal yet. */
export async function recordedHeads(raw: RawSql): Promise<{ id: string; seq: number; head: string }[]> {
  return raw.query(
    `SELECT "id", "seq", "head"::text AS head FROM "journal_chains" ORDER BY "id" COLLATE "C"`,
  );
}

/** A name as SQL takes it. */
export const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;
