import { z } from "zod";
import { pointIn, type TextPoint } from "#app/domain/text-point.ts";
import { language, prose } from "./form.ts";
import { actedAs, roundTimes } from "./round.ts";

/** The steps that have a page of their own, where they are read once more. */
export const steps = [
  "submit-to-group",
  "submit-to-officers",
  "end-consideration",
  "comment",
  "return",
  "freeze",
  "revise",
] as const;

const whole = z.coerce.number().int().min(0).max(2_147_483_647);

/** Beginning a plan: the years it is for, and the language it is written in. */
export const beginning = z.object({
  period: z
    .string()
    .trim()
    .regex(/^\d{4}(-\d{4})?$/, "field.period"),
  language,
});

/** The plan of the next period: the years it is for. */
export const following = beginning.pick({ period: true });

/** A step of the chain, from the page that showed `revision` and the text at `epoch` and `seq`. */
export const moving = z.object({
  act: z.enum(steps),
  as: actedAs,
  revision: whole,
  epoch: whole,
  seq: whole,
  comments: prose(5000, 0)
    .optional()
    .transform((text) => text || null),
});

/** The round on the definitive text. */
export const opening = z.object({
  revision: whole,
  as: actedAs,
  mode: z.enum(["express", "silence"]),
  ...roundTimes,
});

export const releaseNumber = z.coerce.number().int().min(1).max(100_000);

/** A point in the life of the text, as addresses name it. */
const point = z
  .string()
  .transform((address) => pointIn(address))
  .refine((found) => found !== null, "field.invalid")
  .transform((found): TextPoint => found ?? { kind: "live" });

/** A text of the plan to take away: which, in which format, marked since which. */
export const takingAway = z.object({
  of: point.default({ kind: "live" }),
  format: z.enum(["docx", "md", "json"]).default("docx"),
  since: point.optional().transform((since) => since ?? null),
  comments: z
    .enum(["on", "off"])
    .default("off")
    .transform((said) => said === "on"),
  period: z
    .string()
    .regex(/^\d{4}(-\d{4})?$/)
    .optional()
    .transform((period) => period ?? null),
});

/** What stands at the head of printed sheets; `at`: when the text was frozen or read. */
export const printed = z.object({
  symbol: z.string().regex(/^eLAC(\/[A-Za-z0-9-]{1,80}){3}$/),
  language,
  at: z.iso.datetime().transform((text) => new Date(text)),
});

/** A text from a file, confirmed: `base` names the live text that it was compared with. */
export const bringingIn = z.object({ base: z.string().regex(/^[0-9a-f]{64}$/) });
