/** Where words still stand in a database. */
import type { Store } from "#server/store/client.ts";

/** Tables of the database in which words still stand, one for each column. */
export async function tablesWith(store: Store, words: string): Promise<readonly string[]> {
  const columns = await store.raw.query<{ table_name: string; column_name: string; data_type: string }>(
    `SELECT table_name, column_name, data_type FROM information_schema.columns
     WHERE table_schema = 'public' AND data_type IN ('text', 'jsonb', 'bytea', 'character')`,
    [],
  );
  const found: string[] = [];
  for (const { table_name, column_name, data_type } of columns) {
    const held = data_type === "bytea" ? `encode("${column_name}", 'escape')` : `"${column_name}"::text`;
    const needle = data_type === "bytea" ? words.replace(/[^\x20-\x7e]+/g, "%") : words;
    const rows = await store.raw.query<{ n: string | number }>(
      `SELECT count(*) AS n FROM "${table_name}" WHERE ${held} LIKE $1`,
      [`%${needle}%`],
    );
    if (Number(rows[0]?.n) > 0) found.push(table_name);
  }
  return found;
}
