import { z } from "zod";
import { rollKinds } from "#app/domain/roles.ts";
import { termNames, type TermName } from "#app/domain/terms.ts";
import { line } from "./form.ts";
import { actFields } from "./people.ts";

/** A whole number, or nothing for the platform's default. */
const count = z
  .string()
  .trim()
  .optional()
  .transform((text) => text || null)
  .refine((text) => text === null || /^\d{1,4}$/.test(text), "field.number")
  .transform((text) => (text === null ? null : Number(text)));

const values = Object.fromEntries(termNames.map((name) => [name, count])) as Record<TermName, typeof count>;

/** Other terms of a body. Those that do not bear on it are not read further. */
export const changingTerms = z
  .object({
    cycleId: line(60),
    roll: z.enum(rollKinds),
    after: z.string().max(64).default(""),
    ...values,
    ...actFields,
  })
  .transform((form) => ({
    ...form,
    terms: Object.fromEntries(termNames.map((name) => [name, form[name]])) as Record<TermName, number | null>,
  }));
