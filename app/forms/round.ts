import { z } from "zod";
import { regionalInstant } from "#app/domain/region.ts";

/** A day and an hour on the regional clock, as `DateField` with a time sends it: an instant. */
export const instant = z.string("field.instant").transform((text, context): Date => {
  const at = regionalInstant(text.trim());
  if (at !== null) return at;
  context.addIssue({ code: "custom", message: "field.instant" });
  return z.NEVER;
});

/** When a round opens and closes, as `RoundTimes` sends it. `opening` is null where it opens at once. */
export const roundTimes = {
  opening: z
    .literal("")
    .transform(() => null)
    .or(instant)
    .optional()
    .transform((at) => at ?? null),
  closing: instant,
};
