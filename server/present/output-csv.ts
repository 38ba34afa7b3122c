/** Outputs as a table for spreadsheets (RFC 4180): UTF-8 with its mark, headed in the reader's language. */
import { stringify } from "csv-stringify/sync";
import type { Output, Party } from "#app/document/reading.ts";
import type { FuzzyDate } from "#app/domain/fuzzy-date.ts";
import { readFuzzyDate } from "#app/domain/fuzzy-date.ts";
import type { OutputStanding } from "#app/domain/progress.ts";
import { translator } from "#app/i18n/translate.ts";
import type { Language } from "#app/i18n/language.ts";

/** One output, with what stands around it. */
export interface OutputRow {
  readonly plan: {
    readonly period: string;
    readonly version: number;
    readonly adopted: { readonly number: number } | null;
    readonly group: { readonly slug: string; readonly name: string };
  };
  readonly output: Output;
  readonly standing: OutputStanding;
  readonly since: string | null;
  readonly late: boolean;
  readonly due: FuzzyDate;
}

export interface CsvReader {
  readonly language: Language;
  /** Names of countries by code. */
  readonly names: Readonly<Record<string, string>>;
  /** Where the site is, with the language: "https://elac.example/es". */
  readonly site: string;
}

/** Columns in their order; each is headed by the sentence `outputs:csv.<name>`. */
const columns = [
  "group",
  "period",
  "text",
  "number",
  "title",
  "description",
  "kind",
  "responsible",
  "partners",
  "goals",
  "start",
  "start-from",
  "start-to",
  "due",
  "due-from",
  "due-to",
  "status",
  "percent",
  "since",
  "late",
  "indicator",
  "target",
  "funding",
  "scope",
  "sector",
  "amount",
  "currency",
  "evidence",
  "address",
] as const;
type Column = (typeof columns)[number];

/**
 * Dates are given as the text has them, beside the first and last day they can mean. A field that a spreadsheet would take for
 * a formula, white space before it or not, has an apostrophe before it; one with a line end of any kind is quoted.
 */
export function outputsCsv(rows: readonly OutputRow[], reader: CsvReader): string {
  const t = translator(reader.language);
  return stringify(
    rows.map((row) => cellsOf(row, reader)),
    {
      bom: true,
      header: true,
      columns: columns.map((key) => ({ key, header: t(`outputs:csv.${key}`) })),
      record_delimiter: "windows",
      cast: { string: (text) => (formula.test(text) ? `'${text}` : text) },
      quoted_match: /[\r\n]/,
    },
  );
}

/** Signs of ordinary and of full width with which a formula begins; a tab or a line end alone begins none, and is not left either. */
const formula = /^(?:\s*[=+\-@\uff1d\uff0b\uff0d\uff20]|[\t\r\n])/;

function cellsOf(row: OutputRow, { language, names, site }: CsvReader): Record<Column, string> {
  const t = translator(language);
  const { plan, output, standing, due } = row;
  const { funding } = output;
  const start = output.start.trim() === "" ? null : readFuzzyDate(output.start);
  const said = (key: string, value: string | null): string =>
    value === null ? "" : t(`plan:${key}.${value}`);
  const parties = (all: readonly Party[]): string =>
    all
      .map((party) => ("country" in party ? (names[party.country] ?? party.country) : party.name))
      .join("; ");
  return {
    group: plan.group.name,
    period: plan.period,
    text:
      plan.adopted === null
        ? t("outputs:csv.text.live")
        : t("outputs:csv.text.adopted", { version: plan.version, number: plan.adopted.number }),
    number: String(output.number),
    title: output.title,
    description: output.description,
    kind: said("kind", output.kind),
    responsible: parties(output.responsible),
    partners: parties(output.partners),
    goals: output.goals.join(" "),
    start: output.start,
    "start-from": start?.from ?? "",
    "start-to": start?.to ?? "",
    due: output.due,
    "due-from": due.from ?? "",
    "due-to": due.to ?? "",
    status: said("status", standing.status),
    percent: standing.percent === null ? "" : String(standing.percent),
    since: row.since ?? "",
    late: t(row.late ? "outputs:csv.yes" : "outputs:csv.no"),
    indicator: output.indicator,
    target: output.target,
    funding: said("funding", funding.state),
    scope: said("funding", funding.scope),
    sector: said("funding", funding.sector),
    amount: funding.amount,
    currency: funding.currency,
    evidence: output.evidence,
    address: `${site}/groups/${plan.group.slug}/outputs/${encodeURIComponent(output.id)}`,
  };
}
