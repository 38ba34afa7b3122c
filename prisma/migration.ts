/** `npm run migration -- NAME`: writes what the schema has and the migrations lack as the next migration. */
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { drift } from "./drift.ts";

const name = process.argv[2];
if (!name || !/^[a-z0-9_]+$/.test(name)) {
  console.error(
    "Give the migration a name of lower-case letters, digits and underscores: npm run migration -- add_meetings",
  );
  process.exit(1);
}
const sql = await drift();
if (sql === null) {
  console.log("The migrations already give this schema; nothing was written.");
} else {
  const stamp = new Date().toISOString().replace(/\D/g, "").slice(0, 14);
  const folder = join(dirname(new URL(import.meta.url).pathname), "migrations", `${stamp}_${name}`);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "migration.sql"), sql);
  console.log(`Wrote ${folder}/migration.sql. Read it before you commit it.`);
}
