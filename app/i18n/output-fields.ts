/** The fields of an output on paper: said in a language, and read again from what somebody wrote there. Begin with `outputSpeaker`. */
import { readFuzzyDate } from "#app/domain/fuzzy-date.ts";
import type { FieldName } from "#app/domain/output-field.ts";
import { sayFuzzyDate } from "./fuzzy-date.ts";
import { locales, type Language } from "./language.ts";
import type { T } from "./speaker.ts";
import { numberFormat } from "./formatters.ts";

/** Fields as they stand on paper, in order; title and description stand by themselves. */
export const outputFields = [
  "responsible",
  "partners",
  "kind",
  "goals",
  "start",
  "due",
  "indicator",
  "target",
  "funding",
  "status",
  "evidence",
] as const;
export type OutputField = (typeof outputFields)[number];

/** What an output holds, by the name of its attribute. */
export type OutputAttrs = Readonly<Record<string, string | number>>;

const choices: Readonly<Record<string, { readonly spoken: string; readonly values: readonly string[] }>> = {
  kind: { spoken: "plan:kind", values: ["seminar", "study", "training", "tool", "other"] },
  status: { spoken: "plan:status", values: ["planned", "under-way", "delivered", "dropped"] },
  funding: { spoken: "plan:funding", values: ["sought", "pledged", "secured"] },
  fundingScope: { spoken: "plan:funding", values: ["national", "international"] },
  fundingSector: { spoken: "plan:funding", values: ["public", "private"] },
};

/** The attributes that the field "funding" says together. */
const fundingAttrs = ["funding", "fundingScope", "fundingSector", "currency", "amount"] as const;

export interface OutputSpeaker {
  /** "Responsible". */
  label(field: OutputField | "description"): string;
  /** "Output 3". */
  heading(number: number): string;
  /** What the output says there, "" where it says nothing. */
  say(field: OutputField, attrs: OutputAttrs): string;
  /** What one attribute says by itself; what it cannot say is said as it is held. */
  value(name: FieldName, value: string): string;
  /** The attributes that these words mean, or null where they cannot be read as that field. "" means none. */
  read(field: OutputField, said: string): OutputAttrs | null;
}

/** A speaker for outputs; `countries` are names in the same language, by ISO code. */
export function outputSpeaker(
  t: T,
  language: Language,
  countries: Readonly<Record<string, string>>,
): OutputSpeaker {
  const text = (attrs: OutputAttrs, name: string) => String(attrs[name] ?? "");
  const sayChoice = (name: string, value: string) =>
    choices[name]?.values.includes(value) === true ? t(`${choices[name].spoken}.${value}`) : "";
  const readChoice = (name: string, said: string): string | null =>
    choices[name]?.values.find((value) => plain(sayChoice(name, value)) === plain(said)) ?? null;
  const codes = new Map(Object.entries(countries).map(([code, name]) => [plain(name), code]));

  const speaker: OutputSpeaker = {
    label: (field) => t(`paper:field.${field}`),
    heading: (number) => t("paper:output", { number }),
    say(field, attrs) {
      switch (field) {
        case "kind":
        case "status":
          return sayChoice(field, text(attrs, field));
        case "responsible":
        case "partners":
          return listed(text(attrs, field), ";")
            .map((party) => countries[party] ?? party)
            .join("; ");
        case "goals":
          return listed(text(attrs, field), " ").join(", ");
        case "start":
        case "due":
          return text(attrs, field) === "" ? "" : sayFuzzyDate(readFuzzyDate(text(attrs, field)), language);
        case "funding":
          return [
            sayChoice("funding", text(attrs, "funding")),
            sayChoice("fundingScope", text(attrs, "fundingScope")),
            sayChoice("fundingSector", text(attrs, "fundingSector")),
            sayAmount(language, text(attrs, "amount"), text(attrs, "currency")),
          ]
            .filter(Boolean)
            .join("; ");
        default:
          return text(attrs, field);
      }
    },
    value(name, value) {
      const field = outputFields.find((one) => attrsOfField(one).includes(name));
      return field === undefined ? value : speaker.say(field, { [name]: value }) || value;
    },
    read(field, said) {
      const words = said.replace(/\s+/g, " ").trim();
      if (words === "") return {};
      switch (field) {
        case "kind":
        case "status": {
          const value = readChoice(field, words);
          return value === null ? null : { [field]: value };
        }
        case "responsible":
        case "partners":
          return {
            [field]: listed(words, ";")
              .map((party) => codes.get(plain(party)) ?? party)
              .join("; "),
          };
        case "goals":
          return {
            goals: words
              .split(/[\s,;]+/)
              .filter(Boolean)
              .join(" "),
          };
        case "funding":
          return readFunding(words);
        default:
          return { [field]: words };
      }
    },
  };
  return speaker;

  function readFunding(words: string): OutputAttrs | null {
    const found: Record<string, string> = {};
    for (const part of listed(words, ";")) {
      const name = ["funding", "fundingScope", "fundingSector"].find((one) => readChoice(one, part) !== null);
      const sum = /^(?:([A-Z]{3})(?=\s|\d|$))?\s*([\d.,\s\u00a0\u202f]*)$/.exec(part);
      if (name !== undefined) found[name] = readChoice(name, part) ?? "";
      else if (sum !== null) {
        if (sum[1] !== undefined) found["currency"] = sum[1];
        const amount = readAmount(sum[2] ?? "");
        if (amount === null) return null;
        if (amount !== "") found["amount"] = amount;
      } else return null;
    }
    return found;
  }
}

/** "Due": how a field is called where it is filled. */
export const fieldLabel = (t: T, name: FieldName): string => t(`editor:output.${name}`);

const hinted: readonly FieldName[] = [
  "responsible",
  "due",
  "partners",
  "goals",
  "start",
  "currency",
  "amount",
  "evidence",
];

/** Whether it is said beside a field how it is written (`editor:output.….hint`). */
export const hasHint = (name: FieldName): boolean => hinted.includes(name);

/**
 * What a field says before and after a change, for a reader. Where both read alike, as "2012-03" and "March 2012" do, they are as they
 * are held.
 */
export function fieldChange(
  speaker: OutputSpeaker,
  name: FieldName,
  from: string,
  to: string,
): { readonly from: string; readonly to: string } {
  const said = { from: speaker.value(name, from), to: speaker.value(name, to) };
  return said.from === said.to ? { from, to } : said;
}

/** The attributes that a field of the paper stands for. */
export function attrsOfField(field: OutputField): readonly string[] {
  return field === "funding" ? fundingAttrs : [field];
}

/** "40,000.50", "40.000,50" and "40 000" alike: the last sign before one or two figures at the end is the point. */
function readAmount(figures: string): string | null {
  const text = figures.replace(/[\s\u00a0\u202f]/g, "");
  if (text === "") return "";
  const cents = /[.,](\d{1,2})$/.exec(text);
  const whole = (cents === null ? text : text.slice(0, -cents[0].length)).replace(/[.,]/g, "");
  if (!/^\d{1,13}$/.test(whole)) return null;
  return cents === null ? whole : `${whole}.${cents[1] ?? ""}`;
}

function sayAmount(language: Language, amount: string, currency: string): string {
  const number = Number(amount);
  if (amount === "" || !Number.isFinite(number)) return currency;
  const said = numberFormat(locales[language], { maximumFractionDigits: 2 }).format(number);
  return [currency, said].filter(Boolean).join(" ");
}

const listed = (text: string, between: string): readonly string[] =>
  text
    .split(between)
    .map((part) => part.trim())
    .filter(Boolean);

/** Letters alone, so that accents and capitals do not tell words apart. */
const plain = (text: string): string =>
  text
    .normalize("NFKD")
    .replace(/\p{M}+/gu, "")
    .toLowerCase()
    .replace(/\s+/g, " ")
    .trim();
