/** Once per run, before files that start the product at the same time: the folder of which each gets a copy. */
import { demonstrationFolder } from "./product.ts";

export default async function setup(): Promise<void> {
  await demonstrationFolder();
}
