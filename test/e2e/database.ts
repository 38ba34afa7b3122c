/** The stopped product's database, opened by hand: for what no clock and no form of the product can bring about. */
import { join } from "node:path";
import { PGlite } from "@electric-sql/pglite";
import type { Product } from "./product.ts";

/** Stops the product, runs these statements on its database, and starts it again. */
export async function betweenStarts(product: Product, ...statements: readonly string[]): Promise<void> {
  await product.kill();
  const database = await PGlite.create(join(product.dataDir, "database"));
  for (const statement of statements) await database.exec(statement);
  await database.close();
  await product.restart();
}
