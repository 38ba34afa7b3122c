/** Each attribute of each node and mark, and which values it takes: asked by the schema, the gate and the reading. */
import { goalOf } from "./atoms.ts";

import { outputStatuses, type OutputStatus } from "#app/domain/progress.ts";

/** Whether a value, other than null for "not set", is one that the attribute takes. */
export type AttributeRule = (value: unknown) => boolean;
export type AttributeRules = Readonly<Record<string, AttributeRule>>;

/** Choices of an output's fields (domain §6). Their words are said by i18n. */
export const outputKinds = ["seminar", "study", "training", "tool", "other"] as const;
export const fundingStates = ["sought", "pledged", "secured"] as const;
export const fundingScopes = ["national", "international"] as const;
export const fundingSectors = ["public", "private"] as const;

export type OutputKind = (typeof outputKinds)[number];
export { outputStatuses, type OutputStatus };
export type FundingState = (typeof fundingStates)[number];
export type FundingScope = (typeof fundingScopes)[number];
export type FundingSector = (typeof fundingSectors)[number];

const text =
  (max: number): AttributeRule =>
  (value) =>
    typeof value === "string" && value.length <= max;
const pattern =
  (shape: RegExp, max: number): AttributeRule =>
  (value) =>
    typeof value === "string" && value.length <= max && shape.test(value);
const oneOf =
  (choices: readonly string[]): AttributeRule =>
  (value) =>
    typeof value === "string" && choices.includes(value);
const between =
  (low: number, high: number): AttributeRule =>
  (value) =>
    typeof value === "number" && Number.isInteger(value) && value >= low && value <= high;

/** Text without the control characters that PostgreSQL and XML would not take. */
const words =
  (max: number): AttributeRule =>
  (value) =>
    typeof value === "string" &&
    value.length <= max &&
    !/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/.test(value);

const id = pattern(/^[A-Za-z0-9_-]+$/, 40);

/** An absolute address with one of three schemes, without spaces or control characters that could hide another. */
const address: AttributeRule = (value) => {
  if (typeof value !== "string" || value.length > 2000) return false;
  return /^(?:https?:\/\/[^\s/\\"'<>]|mailto:[^\s"'<>]+@)[^\s"'<>\u0000-\u001f\u007f]*$/i.test(value);
};

const cell: AttributeRules = {
  /** Of a cell that goes over several rows: where its first row goes it is written again (replaced.ts). */
  id,
  colspan: between(1, 20),
  rowspan: between(1, 20),
  /** Where somebody made it the other of the two kinds (header-cell.ts). */
  header: oneOf(["yes", "no"]),
};

/** Characters that each field of an output takes, where one writes what one likes. */
export const outputLengths = {
  title: 300,
  responsible: 300,
  partners: 1000,
  start: 60,
  due: 60,
  indicator: 500,
  target: 500,
  evidence: 2000,
} as const;

const rules: Readonly<Record<string, AttributeRules>> = {
  paragraph: { id },
  heading: { id, level: between(1, 3) },
  bullet_list: { id },
  ordered_list: { id },
  table: { id },
  table_cell: cell,
  table_header: cell,
  output: {
    id,
    title: text(outputLengths.title),
    kind: oneOf(outputKinds),
    /** Countries by ISO code or institutions by name, separated by semicolons: "CR", "PE; ECLAC". */
    responsible: text(outputLengths.responsible),
    partners: text(outputLengths.partners),
    /** Numbers or ids of goals of the agenda, separated by one space: "1 2". */
    goals: pattern(/^[A-Za-z0-9.:_-]+(?: [A-Za-z0-9.:_-]+)*$/, 400),
    /** As the text has it: a date (2011-05-13, 2011-05, 2011) or words ("mid-2012"). */
    start: text(outputLengths.start),
    due: text(outputLengths.due),
    indicator: text(outputLengths.indicator),
    target: text(outputLengths.target),
    funding: oneOf(fundingStates),
    fundingScope: oneOf(fundingScopes),
    fundingSector: oneOf(fundingSectors),
    /** A decimal number with a point. */
    amount: pattern(/^\d{1,13}(?:\.\d{1,2})?$/, 16),
    /** ISO 4217. */
    currency: pattern(/^[A-Z]{3}$/, 3),
    status: oneOf(outputStatuses),
    evidence: text(outputLengths.evidence),
  },
  gap: { id, note: text(200) },
  footnote: { id, text: words(2000) },
  /** The goal by its cycle and number, "elac2015:12"; the label in the language of the text. */
  goal_ref: { id, goal: (value) => goalOf(value) !== null, label: words(300) },
  /** The country by its ISO code; the label in the language of the text. */
  country_ref: { id, country: pattern(/^[A-Z]{2}$/, 2), label: words(200) },
  link: { href: address },
  bracket: {
    id,
    holders: pattern(/^(?:[A-Z]{2}(?: [A-Z]{2})*)?$/, 150),
    group: pattern(/^[A-Za-z0-9_-]*$/, 40),
  },
};

const none: AttributeRules = {};

/** The rules of a node's or mark's attributes, by its name; none for names without attributes. */
export function attributesOf(name: string): AttributeRules {
  return Object.hasOwn(rules, name) ? (rules[name] ?? none) : none;
}

/** The value of `name` where it is one that the attribute takes, else null. */
export function attribute(owner: string, name: string, value: unknown): string | number | null {
  const own = attributesOf(owner);
  if (!Object.hasOwn(own, name) || !own[name]?.(value)) return null;
  return typeof value === "string" || typeof value === "number" ? value : null;
}
