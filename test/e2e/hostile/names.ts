/** Names and official words that come in by ways of years: written into the stopped product's database under everything else. */
import { join } from "node:path";
import { PGlite } from "@electric-sql/pglite";
import type { Product } from "../product.ts";
import type { Sowing } from "#test/hostile/sowing.ts";

/** Columns by table, the field they are, and the characters they get. A value by language gets an item for each. */
const columns: readonly (readonly [table: string, column: string, field: string, limit: number])[] = [
  ["persons", "name", "person", 120],
  ["persons", "position", "person position", 160],
  ["institutions", "name", "institution", 200],
  ["institutions", "website", "institution website", 200],
  ["groups", "names", "group", 120],
  ["acts", "reference", "act", 300],
  ["acts", "note", "act note", 300],
  ["areas", "titles", "area", 200],
  ["areas", "text", "area text", 500],
  ["lines", "titles", "line", 200],
  ["lines", "text", "line text", 500],
  ["priorities", "titles", "priority", 200],
  ["priorities", "text", "priority text", 500],
  ["goals", "titles", "agenda goal", 200],
  ["goals", "text", "agenda goal text", 500],
  ["goals", "chapeau", "agenda goal chapeau", 500],
  ["actions", "titles", "agenda action", 200],
  ["actions", "text", "agenda action text", 500],
  ["actions", "deadlineText", "agenda deadline", 100],
  ["cycles", "name", "cycle", 60],
  ["cycles", "place", "cycle place", 60],
  ["cycles", "instrument", "cycle instrument", 100],
  ["cycles", "plannedText", "cycle planned", 60],
  ["cycles", "heldText", "cycle held", 60],
  ["cycles", "periodText", "cycle period", 60],
];

/** Stops the product, gives everybody and everything another name, and starts it again. */
export async function renameAll(product: Product, sowing: Sowing): Promise<void> {
  await product.kill();
  const database = await PGlite.create(join(product.dataDir, "database"));
  for (const [table, column, field, limit] of columns) {
    const { rows } = await database.query<{ id: string; said: unknown }>(
      `SELECT "id", "${column}" AS said FROM "${table}" WHERE "${column}" IS NOT NULL ORDER BY "id"`,
    );
    await database.exec(`ALTER TABLE "${table}" DISABLE TRIGGER USER`);
    for (const { id, said } of rows)
      await database.query(`UPDATE "${table}" SET "${column}" = $1 WHERE "id" = $2`, [
        typeof said === "object"
          ? JSON.stringify(byLanguage(sowing, field, limit, said))
          : sowing.one(field, limit),
        id,
      ]);
    await database.exec(`ALTER TABLE "${table}" ENABLE TRIGGER USER`);
  }
  await database.close();
  await product.restart();
}

function byLanguage(
  sowing: Sowing,
  field: string,
  limit: number,
  said: object | null,
): Record<string, string> {
  return Object.fromEntries(Object.keys(said ?? {}).map((language) => [language, sowing.one(field, limit)]));
}
