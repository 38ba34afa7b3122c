/**
 * What the fields of an output take, each by itself, and how what somebody types into them is kept: for the editor, for suggestions,
 * and for pages without script. Begin with `takes`; their names are in domain/output-field.ts.
 */
import {
  attribute,
  fundingScopes,
  fundingSectors,
  fundingStates,
  outputKinds,
  outputLengths,
  outputStatuses,
} from "./attributes.ts";
import type { FieldName } from "#app/domain/output-field.ts";
import { refuse, type Params } from "#app/domain/refusal.ts";

const choices: Partial<Readonly<Record<FieldName, readonly string[]>>> = {
  funding: fundingStates,
  status: outputStatuses,
  kind: outputKinds,
  fundingScope: fundingScopes,
  fundingSector: fundingSectors,
};

/** What can be chosen in a field; null where one writes. */
export const choicesOf = (name: FieldName): readonly string[] | null => choices[name] ?? null;

/** Names of countries in one language, by ISO code. */
export type CountryNames = Readonly<Record<string, string>>;

/** What a field holds among the attributes of an output; "" for nothing. */
export function valueIn(attrs: Readonly<Record<string, unknown>> | undefined, name: FieldName): string {
  return String(attribute("output", name, attrs?.[name]) ?? "");
}

/** Whether a field may hold this; every one may be empty. */
export const takes = (name: FieldName, value: string): boolean =>
  value === "" || attribute("output", name, value) !== null;

/** Refuses what a field does not take, beside what was sent as `sent`: with what it takes. */
export function checkField(name: FieldName, value: string, sent: string): void {
  if (takes(name, value)) return;
  const fault = faultOf(name, value);
  throw refuse("invalid", fault.key, fault.params, { fields: { [sent]: fault } });
}

function faultOf(name: FieldName, value: string): { readonly key: string; readonly params: Params } {
  if (choicesOf(name) !== null) return { key: "wording.field-choice", params: {} };
  const maximum = Object.hasOwn(outputLengths, name) ? outputLengths[name as keyof typeof outputLengths] : 0;
  if (maximum > 0 && value.length > maximum) return { key: "field.too-long", params: { maximum } };
  return { key: `wording.field-${name}`, params: {} };
}

/** What somebody types into a field, as it is kept: names of countries become their codes, sums and goals lose their signs. */
export function keptOf(name: FieldName, typed: string, countries: CountryNames): string {
  switch (name) {
    case "responsible":
    case "partners":
      return partiesKept(countries, typed);
    case "goals":
      return typed
        .split(/[\s,;]+/)
        .filter(Boolean)
        .join(" ");
    case "currency":
      return typed.trim().toUpperCase();
    case "amount":
      return amountKept(typed);
    default:
      return typed;
  }
}

/** What a field holds, as one would type it. */
export function typedOf(name: FieldName, kept: string, countries: CountryNames): string {
  return name === "responsible" || name === "partners" ? partiesTyped(countries, kept) : kept;
}

/**
 * A sum as it is kept, with a point before cents, from what people type: "40 000", "40.000", "1,234.50", "1.234,5". What is no
 * sum comes back as it was typed.
 */
export function amountKept(typed: string): string {
  const text = typed.replace(/[\s\u00a0\u202f']/g, "");
  const grouped = /^(\d{1,3}(?:([.,])\d{3})(?:\2\d{3})*)(?:(?!\2)[.,](\d{1,2}))?$/.exec(text);
  if (grouped) return [(grouped[1] ?? "").replace(/[.,]/g, ""), grouped[3]].filter(Boolean).join(".");
  return /^\d+,\d{1,2}$/.test(text) ? text.replace(",", ".") : text;
}

function partiesKept(countries: CountryNames, typed: string): string {
  const codes = new Map(Object.entries(countries).map(([code, name]) => [plain(name), code]));
  return partiesIn(typed)
    .map((part) => codes.get(plain(part)) ?? part)
    .join("; ");
}

function partiesTyped(countries: CountryNames, kept: string): string {
  return partiesIn(kept)
    .map((part) => (Object.hasOwn(countries, part) ? countries[part] : part))
    .join("; ");
}

/** Countries and institutions of a field, as they stand there. */
export function partiesIn(value: string): readonly string[] {
  return value
    .split(";")
    .map((part) => part.trim())
    .filter(Boolean);
}

/** For comparing names that people type: no accents, no capitals. */
export function plain(name: string): string {
  return name.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}
