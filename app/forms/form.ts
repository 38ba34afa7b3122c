/**
 * What may be sent to us, for pages and API alike.
 * May import: domain, zod; server side only (zod is heavy). Begin with `readForm`.
 * A field that a schema does not name is never read, so `role` or `countryId` cannot be slipped in.
 */
import { z } from "zod";
import { refuse, type Params } from "#app/domain/refusal.ts";

/** The largest form without files, in bytes. */
export const formLimit = 512 * 1024;

/** The fields of a sent form, strings only. Throws `too-large` over the limit and `invalid` (`form.unreadable`) for a body that is no form. */
export async function sentForm(request: Request): Promise<Record<string, string>> {
  const type = request.headers.get("content-type") ?? "";
  if (!/^(application\/x-www-form-urlencoded|multipart\/form-data)\b/i.test(type))
    throw refuse("invalid", "form.unreadable");
  const body = await bodyOf(request);
  let form: FormData;
  try {
    form = await new Response(body, { headers: { "Content-Type": type } }).formData();
  } catch {
    throw refuse("invalid", "form.unreadable");
  }
  const fields: Record<string, string> = {};
  for (const [name, value] of form) {
    if (typeof value !== "string" || name.length > 64) continue;
    // No database keeps a NUL.
    const text = value.replaceAll("\0", "");
    // A field that may be chosen several times comes as lines.
    fields[name] = Object.hasOwn(fields, name) ? `${fields[name]}\n${text}` : text;
  }
  return fields;
}

/** So much of a body that is too large is still read, in bytes: a browser that is cut off shows no answer. */
const readOn = 16 * 1024 * 1024;

/** The bytes of the body, whether or not their number was said before. */
async function bodyOf(request: Request): Promise<Blob> {
  const parts: BlobPart[] = [];
  let bytes = 0;
  const reader = request.body?.getReader();
  for (
    let part = await reader?.read();
    part?.done === false && bytes <= readOn;
    part = await reader?.read()
  ) {
    bytes += part.value.byteLength;
    if (bytes <= formLimit) parts.push(part.value);
    else parts.length = 0;
  }
  if (bytes > formLimit) throw refuse("too-large", "form.too-large");
  return new Blob(parts);
}

/** What was entered, to be shown again; secrets are left out. */
export function entered(fields: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(fields).filter(([name]) => !/^(current|again)$|password|token/i.test(name)),
  );
}

/** Reads fields by a schema. Throws `invalid` with a message key for each field that is wrong. */
export function readFields<Schema extends z.ZodType>(
  schema: Schema,
  fields: Readonly<Record<string, string>>,
): z.output<Schema> {
  const parsed = schema.safeParse(fields);
  if (parsed.success) return parsed.data;
  const wrong: Record<string, { key: string; params: Params }> = {};
  for (const issue of parsed.error.issues) {
    const name = String(issue.path[0] ?? "form");
    wrong[name] ??= fault(issue);
  }
  throw refuse("invalid", "form.check-fields", {}, { fields: wrong });
}

/** A schema may give a message key of its own (`field.…`); otherwise the kind of fault names one. */
function fault(issue: z.core.$ZodIssue): { key: string; params: Params } {
  if (issue.message.startsWith("field.")) return { key: issue.message, params: {} };
  switch (issue.code) {
    case "too_big":
      return { key: "field.too-long", params: { maximum: Number(issue.maximum) } };
    case "too_small":
      return Number(issue.minimum) <= 1
        ? { key: "field.missing", params: {} }
        : { key: "field.too-short", params: { minimum: Number(issue.minimum) } };
    case "invalid_type":
      return { key: "field.missing", params: {} };
    default:
      return { key: "field.invalid", params: {} };
  }
}

/** One line of text: trimmed, no control characters. */
export const line = (maximum: number, minimum = 1) =>
  z
    .string()
    .transform((text) => text.replace(/\p{Cc}+/gu, " ").trim())
    .pipe(z.string().min(minimum).max(maximum));

/** Text of several lines: trimmed, line ends as \n, no other control characters. */
export const prose = (maximum: number, minimum = 1) =>
  z
    .string()
    .transform((text) =>
      text
        .replace(/\r\n?/g, "\n")
        .replace(/[^\P{Cc}\n\t]+/gu, "")
        .trim(),
    )
    .pipe(z.string().min(minimum).max(maximum));

export const language = z.enum(["es", "en", "pt", "fr"]);
export const country = z.string().regex(/^[A-Z]{2}$/, "field.invalid");
export const identity = z.string().uuid("field.invalid");
export const email = z.string().trim().toLowerCase().max(254).email("field.email");
