import { z } from "zod";
import { actKinds } from "#app/domain/act.ts";
import { startOfRegionalDay } from "#app/domain/region.ts";
import { redactionLimits } from "#app/domain/redaction.ts";
import { sectors } from "#app/domain/roles.ts";
import { country, email, identity, language, line, prose } from "./form.ts";

const optionalLine = (maximum: number) =>
  line(maximum, 0)
    .optional()
    .transform((text) => text || null);

/** A day that exists, or none. */
const day = z
  .string()
  .optional()
  .transform((text) => text || null)
  .refine((text) => text === null || isDay(text), "field.date")
  .transform((text) => (text === null ? null : new Date(`${text}T00:00:00Z`)));

function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const at = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text) && at.getUTCFullYear() >= 1990;
}

const ticked = z
  .string()
  .optional()
  .transform((text) => text === "on");

/** A day on which something began, as the instant of its beginning in the region. */
const since = day.transform((at) => (at === null ? null : startOfRegionalDay(at.toISOString().slice(0, 10))));

export const actFields = { kind: z.enum(actKinds), reference: line(300), date: day, from: since };
/** The act alone. */
export const actForm = z.object(actFields);
const personFields = {
  name: line(120),
  email,
  language: language
    .or(z.literal(""))
    .optional()
    .transform((chosen) => chosen || null),
  position: optionalLine(160),
};

/** The act of a form, as services take it. */
export const actOf = (
  form: {
    kind: (typeof actKinds)[number];
    reference: string;
    date: Date | null;
    from: Date | null;
  },
  letterId: string | null = null,
) => ({
  kind: form.kind,
  reference: form.reference,
  date: form.date,
  from: form.from,
  letterId,
});

/** The person of a form, as services take it. */
export const personOf = <Entered extends z.output<z.ZodObject<typeof personFields>>>({
  name,
  email,
  language,
  position,
}: Entered) => ({
  name,
  email,
  language,
  position,
});

export const appointing = z.object({ seatId: identity, country, ...personFields, ...actFields });
export const endingSeat = z.object({ seatId: identity, country: ticked, ...actFields });
export const enteringObserver = z.object({
  cycleId: line(60),
  sector: z.enum(sectors),
  designatedBy: line(200),
  institution: optionalLine(200),
  ...personFields,
  ...actFields,
});
export const enteringFocalPoint = z.object({
  country,
  institution: optionalLine(200),
  beside: ticked,
  ...personFields,
  ...actFields,
});
export const endingGrant = z.object({ grantId: identity, ...actFields });
export const inviting = z.object({
  as: z.enum(["staff", "agency", "account"]),
  institution: optionalLine(200),
  slugs: z
    .string()
    .optional()
    .transform((text) => (text ?? "").split("\n").filter((slug) => slug !== "")),
  ...personFields,
  ...actFields,
});
export const aboutPerson = z.object({ personId: identity });
export const suspending = z.object({ personId: identity, reason: line(500) });
export const erasing = z.object({ personId: identity, reason: line(500) });
export const redacting = z.object({
  address: line(500),
  passage: prose(redactionLimits.passage, 0)
    .optional()
    .transform((text) => text || null),
  reason: line(redactionLimits.reason),
});
export const aboutLetter = z.object({ letterId: identity });

/** How many persons one nomination form takes. */
export const mostPersons = 4;

const nomination = z.object({ country, institution: optionalLine(200), ...actFields });
export const nominated = z.object(personFields);

/** A nomination: the country, its institution, and persons in the fields `name-1`, `email-1` … ; empty ones are left out. */
export const nominating = {
  head: nomination,
  person: nominated,
  /** The fields of each person that was entered, with the number they carry. */
  persons(fields: Readonly<Record<string, string>>): { number: number; fields: Record<string, string> }[] {
    return Array.from({ length: mostPersons }, (_, at) => at + 1).flatMap((number) => {
      const own = Object.fromEntries(
        ["name", "email", "language", "position"].map((name) => [name, fields[`${name}-${number}`] ?? ""]),
      );
      return own["name"]?.trim() || own["email"]?.trim() ? [{ number, fields: own }] : [];
    });
  },
};
export const leaving = z.object({ country, ...actFields });
export const namingCoordinator = z.object({ ...personFields, ...actFields });
export const identifyingSpeaker = z.object({
  country,
  institution: optionalLine(200),
  slugs: z
    .string()
    .optional()
    .transform((text) => (text ?? "").split("\n").filter((slug) => slug !== "")),
  ...personFields,
  ...actFields,
});

/** Which form of a group's people was sent. */
export const peopleAct = z.object({
  do: z.enum(["nominate", "coordinate", "speak", "leave", "suggest", "accept", "decline"]),
});

/** Somebody suggested to a country's focal point; the address may not be known. */
export const suggesting = z.object({
  country,
  name: line(120),
  email: z
    .literal("")
    .transform(() => null)
    .or(email),
  institution: optionalLine(200),
  kind: z.enum(["entity", "expert"]).catch("entity"),
  note: prose(1000),
});
export const accepting = z.object({
  suggestionId: identity,
  institution: optionalLine(200),
  ...personFields,
  ...actFields,
});
export const declining = z.object({ suggestionId: identity, reason: prose(500) });
