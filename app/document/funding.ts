/** What outputs cost and who pays: sums by currency, by how sure they are, and by where they come from (domain §6). */
import {
  fundingScopes,
  fundingSectors,
  fundingStates,
  type FundingScope,
  type FundingSector,
  type FundingState,
} from "./attributes.ts";
import type { Output } from "./reading.ts";

/** Where money comes from; null where the text does not say so. */
export interface FundingSource {
  readonly scope: FundingScope | null;
  readonly sector: FundingSector | null;
}

/** Sums as decimal numbers with a point and two digits; "0.00" for none. `unsaid`: nobody says how sure they are. */
export type FundingSums = Readonly<Record<FundingState | "unsaid" | "all", string>>;

export interface FundingRow extends FundingSource {
  readonly sums: FundingSums;
}

/** One currency; currencies are never added to each other. "" where a text gives a sum and no currency. */
export interface FundingTable {
  readonly currency: string;
  /** Only sources that give something, in the order national public, national private, international …, then unsaid. */
  readonly rows: readonly FundingRow[];
  readonly total: FundingSums;
  /** How many outputs stand behind it. */
  readonly outputs: number;
}

export interface FundingOverview {
  /** The currency with most outputs first. */
  readonly tables: readonly FundingTable[];
  /** Outputs that name no sum. */
  readonly without: number;
}

const columns = [...fundingStates, "unsaid"] as const;
type Column = (typeof columns)[number];
type Cents = Record<Column, bigint>;

/** Sums over these outputs. Which of them count is for whoever asks: a dropped output needs no money. */
export function fundingOf(outputs: readonly Pick<Output, "funding">[]): FundingOverview {
  const held = new Map<string, { rows: Map<string, FundingSource & { cents: Cents }>; outputs: number }>();
  let without = 0;
  for (const { funding } of outputs) {
    const cents = centsOf(funding.amount);
    if (cents === null) {
      without += 1;
      continue;
    }
    const { currency, scope, sector, state } = funding;
    const table = held.get(currency) ?? { rows: new Map(), outputs: 0 };
    const key = sourceKey({ scope, sector });
    const row = table.rows.get(key) ?? { scope, sector, cents: none() };
    row.cents[state ?? "unsaid"] += cents;
    table.rows.set(key, row);
    table.outputs += 1;
    held.set(currency, table);
  }
  const tables = [...held].map(([currency, { rows, outputs }]): FundingTable => {
    const total = none();
    for (const { cents } of rows.values()) for (const column of columns) total[column] += cents[column];
    return {
      currency,
      outputs,
      total: sumsOf(total),
      rows: sources.flatMap((source) => {
        const row = rows.get(sourceKey(source));
        return row === undefined ? [] : [{ ...source, sums: sumsOf(row.cents) }];
      }),
    };
  });
  return {
    tables: tables.sort((a, b) => b.outputs - a.outputs || (a.currency < b.currency ? -1 : 1)),
    without,
  };
}

const sources: readonly FundingSource[] = [...fundingScopes, null].flatMap((scope) =>
  [...fundingSectors, null].map((sector) => ({ scope, sector })),
);

const sourceKey = ({ scope, sector }: FundingSource): string => `${scope ?? ""}/${sector ?? ""}`;

const none = (): Cents => ({ sought: 0n, pledged: 0n, secured: 0n, unsaid: 0n });

/** Whole cents, so that nothing is lost in adding; null where the text is no sum. */
function centsOf(amount: string): bigint | null {
  const read = /^(\d+)(?:\.(\d{1,2}))?$/.exec(amount);
  return read ? BigInt((read[1] ?? "0") + (read[2] ?? "").padEnd(2, "0")) : null;
}

function sumsOf(cents: Cents): FundingSums {
  const all = columns.reduce((sum, column) => sum + cents[column], 0n);
  return {
    sought: decimal(cents.sought),
    pledged: decimal(cents.pledged),
    secured: decimal(cents.secured),
    unsaid: decimal(cents.unsaid),
    all: decimal(all),
  };
}

function decimal(cents: bigint): string {
  const digits = cents.toString().padStart(3, "0");
  return `${digits.slice(0, -2)}.${digits.slice(-2)}`;
}
