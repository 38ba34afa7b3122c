import { z } from "zod";
import { actedAs } from "./round.ts";

/** Making an amendment the text, from the page that showed `revision` and the words that would go. */
export const taking = z.object({
  revision: z.coerce.number().int().min(0).max(2_147_483_647),
  seen: z.string().max(20_000),
  as: actedAs,
});
