import { z } from "zod";
import { outputStatuses } from "#app/domain/progress.ts";
import { offices } from "#app/domain/roles.ts";
import { country, language, prose } from "./form.ts";

const kinds = ["seminar", "study", "training", "tool", "other"] as const;

/** How lists of outputs are asked for in an address; what is not known is left out. */
export function askedOutputs(search: URLSearchParams) {
  const text = (name: string): string => search.get(name) ?? "";
  const number = (name: string, shape: RegExp): number | null =>
    shape.test(text(name)) ? Number(text(name)) : null;
  return {
    country: country.safeParse(text("country").toUpperCase()).data ?? null,
    goal: number("goal", /^[1-9]\d{0,2}$/),
    kind: kinds.find((known) => known === text("kind")) ?? null,
    status: outputStatuses.find((known) => known === text("status")) ?? null,
    late: text("late") !== "",
    group: text("group") || null,
    view: text("view") === "timeline" ? ("timeline" as const) : ("table" as const),
    page: number("page", /^[1-9]\d{0,3}$/) ?? 1,
  };
}

/** Somebody's office and country in one choice: "representative PE", "coordinator -". */
const capacity = z
  .string()
  .max(40)
  .transform((text, context) => {
    const [name = "", iso = ""] = text.split(" ");
    const office = offices.find((known) => known === name);
    if (office !== undefined && /^(?:[A-Z]{2}|-)$/.test(iso))
      return { office, country: iso === "-" ? null : iso };
    context.addIssue({ code: "custom", message: "field.choose-capacity" });
    return z.NEVER;
  });

/** An address of the web, or nothing. */
const link = z
  .string()
  .trim()
  .max(500)
  .transform((text, context) => {
    if (text === "") return null;
    const address = /^[a-z][a-z0-9+.-]*:/i.test(text) ? text : `https://${text}`;
    if (/^https?:\/\/[^\s/\\"'<>]+\.[^\s"'<>]+$/i.test(address) && URL.canParse(address)) return address;
    context.addIssue({ code: "custom", message: "progress.link" });
    return z.NEVER;
  });

const percent = z
  .string()
  .trim()
  .transform((text, context) => {
    const typed = text.replace(/\s*%$/, "");
    if (typed === "") return null;
    if (/^\d{1,3}$/.test(typed) && Number(typed) <= 100) return Number(typed);
    context.addIssue({ code: "custom", message: "progress.percent" });
    return z.NEVER;
  });

const day = z
  .string()
  .trim()
  .refine((text) => /^\d{4}-\d{2}-\d{2}$/.test(text) && isDay(text), "field.invalid");

/** What became of an output. */
export const progressForm = z
  .object({
    as: capacity,
    status: z.enum(outputStatuses, "progress.choose-status"),
    percent,
    day,
    note: prose(2000, 0),
    link,
    language,
    after: z.coerce.number().int().min(0).max(100_000).catch(0),
  })
  .transform(({ as, ...rest }) => ({ ...rest, ...as }));

function isDay(text: string): boolean {
  const at = new Date(`${text}T00:00:00.000Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().slice(0, 10) === text;
}
