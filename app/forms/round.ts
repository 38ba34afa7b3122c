import { z } from "zod";
import { regionalInstant } from "#app/domain/region.ts";
import { offices } from "#app/domain/roles.ts";

/** A day and an hour on the regional clock, as `DateField` with a time sends it: an instant. */
export const instant = z.string("field.instant").transform((text, context): Date => {
  const at = regionalInstant(text.trim());
  if (at !== null) return at;
  context.addIssue({ code: "custom", message: "field.instant" });
  return z.NEVER;
});

/** In which capacity a formal step is taken: "representative PE", "officer MX", "secretariat". */
export const actedAs = z.string("field.choose-capacity").transform((text, context) => {
  const [office = "", country = null] = text.trim().split(" ");
  const known = offices.find((name) => name === office);
  if (known !== undefined && (country === null || /^[A-Z]{2}$/.test(country)))
    return { office: known, country };
  context.addIssue({ code: "custom", message: "field.choose-capacity" });
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
