import { z } from "zod";
import { line, prose } from "./form.ts";

const whole = z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER);

/** A name for the text as it is now. */
export const naming = z.object({
  name: line(120),
  note: prose(500, 0)
    .optional()
    .transform((text) => text || null),
});

/** An earlier text to put back, from the page that showed the difference to the live text at `epoch` and `seq`. */
export const restoring = z.object({ point: z.string().max(40), epoch: whole, seq: whole });
