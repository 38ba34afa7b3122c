/** A plan so long that a file of it takes a while. Begin with `longPlan`. */
import { clientOf } from "./client.ts";
import type { Product } from "./product.ts";

/** Begins the plan of a group with so many outputs; answers where a Word file of it is asked for. */
export async function longPlan(product: Product, group: string, who: string, many: number): Promise<string> {
  const plan = `/en/groups/${group}/plan`;
  const chair = await clientOf(product, who);
  await chair.submit(plan, "begin-plan", { period: "2011-2013", language: "es" });
  const outputs = Array.from(
    { length: many },
    (_, at) => `| Producto ${at + 1} | Estudio ${at + 1} |\n| --- | --- |\n| Tipo | Estudio |`,
  );
  const form = new FormData();
  form.set("file", new File([outputs.join("\n\n")], "productos.md"));
  const { location } = await chair.post(`${plan}/import`, form);
  await chair.submit(location ?? "", "take");
  return `${plan}/file?of=live&format=docx`;
}
