/** Every column that can hold somebody's words, by the list of what redaction reaches: which of them hold none that were sown. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { PGlite } from "@electric-sql/pglite";
import { besideEntries, reached } from "#test/server/redactable.ts";
import type { Product } from "../product.ts";

/** What is written by a rule of its own, and could not hold any. */
const ruled: readonly string[] = [
  "Thread.passage", // the number of a paragraph
  "Page.slug", // letters, figures and hyphens
  "DocumentOutput.goals", // numbers
  "DocumentOutput.amount", // a decimal number
  "DocumentOutput.currency", // three letters
  "Position.passage", // the number of a paragraph
  "Suggestion.email", // an address
  "OutputProgress.link", // an address of the web
  "JournalName.salt", // drawn by lot
];

/** Stops the product and looks at its tables. */
export async function unsown(product: Product): Promise<readonly string[]> {
  await product.kill();
  const schema = readFileSync("prisma/schema.prisma", "utf8");
  const tables = new Map(
    [...schema.matchAll(/^model (\w+) \{[\s\S]*?@@map\("(\w+)"\)/gm)].map(([, model = "", table = ""]) => [
      model,
      table,
    ]),
  );
  const database = await PGlite.create(join(product.dataDir, "database"));
  const empty: string[] = [];
  for (const column of [...Object.values(reached).flat(), ...besideEntries]) {
    if (ruled.includes(column)) continue;
    const [model = "", name = ""] = column.split(".");
    const words = name === "bytes" ? `encode("${name}", 'escape')` : `"${name}"::text`;
    const { rows } = await database.query<{ sown: boolean }>(
      `SELECT EXISTS (SELECT 1 FROM "${tables.get(model) ?? model}" WHERE ${words} ~ 'zq[0-9]{4,}q') AS sown`,
    );
    if (rows[0]?.sown !== true) empty.push(column);
  }
  await database.close();
  return empty;
}
