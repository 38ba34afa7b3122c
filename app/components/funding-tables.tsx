/** What outputs cost: one table a currency, since currencies are never added to each other. */
import type { FundingOverview, FundingRow, FundingSums, FundingTable } from "#app/document/funding.ts";
import { Part } from "./part.tsx";
import { useFormat, useT } from "./speech.tsx";
import { Table } from "./table.tsx";

export function FundingTables({ funding }: { readonly funding: FundingOverview }) {
  const t = useT();
  const { tables, without } = funding;
  if (tables.length === 0 && without === 0) return null;
  return (
    <Part id="funding" wide title={t("outputs:funding")} note={t("outputs:funding.note")}>
      <div className="stackv far">
        {tables.map((table) => (
          <OneCurrency key={table.currency} table={table} />
        ))}
        {without > 0 && (
          <p className="soft s">
            {t(tables.length === 0 ? "outputs:funding.none" : "outputs:funding.without", { count: without })}
          </p>
        )}
      </div>
    </Part>
  );
}

function OneCurrency({ table }: { readonly table: FundingTable }) {
  const t = useT();
  const format = useFormat();
  const { currency, rows, total, outputs } = table;
  const states = (["sought", "pledged", "secured", "unsaid"] as const).filter(
    (state) => state !== "unsaid" || Number(total.unsaid) > 0,
  );
  const sum = (sums: FundingSums, key: keyof FundingSums) =>
    Number(sums[key]) === 0 ? <span className="soft">–</span> : format.number(Number(sums[key]));
  const cells = (sums: FundingSums) =>
    Object.fromEntries([...states, "all" as const].map((key) => [key, sum(sums, key)]));
  const name = currency === "" ? t("outputs:funding.no-currency") : currency;
  return (
    <Table
      caption={t("outputs:funding.caption", { currency: name, count: outputs })}
      captionShown
      dense
      look="funding-table"
      columns={[
        { key: "source", head: t("outputs:funding.source"), names: true },
        ...states.map((state) => ({
          key: state,
          head: state === "unsaid" ? t("outputs:funding.unsaid") : t(`plan:funding.${state}`),
          labelled: true,
          end: true,
          look: "num",
        })),
        { key: "all", head: t("outputs:funding.total"), labelled: true, end: true, look: "num strong" },
      ]}
      rows={[
        ...rows.map((row) => ({
          id: `funding-${currency}-${row.scope ?? "none"}-${row.sector ?? "none"}`,
          cells: { source: <Source row={row} />, ...cells(row.sums) },
        })),
        ...(rows.length > 1
          ? [
              {
                id: `funding-${currency}-all`,
                cells: { source: t("outputs:funding.total"), ...cells(total) },
              },
            ]
          : []),
      ]}
    />
  );
}

function Source({ row }: { readonly row: FundingRow }) {
  const t = useT();
  const { scope, sector } = row;
  if (scope === null && sector === null) return <>{t("outputs:funding.source.unsaid")}</>;
  return <>{[scope, sector].flatMap((one) => (one === null ? [] : [t(`plan:funding.${one}`)])).join(", ")}</>;
}
