/** The offices somebody holds, each with the body, the act it rests on, and since when. */
import type { Office, Sector } from "#app/domain/roles.ts";
import { Moment } from "./moment.tsx";
import { useT } from "./speech.tsx";
import { Table } from "./table.tsx";

export interface OwnOffice {
  readonly grantId: string;
  readonly office: Office;
  readonly chair: boolean;
  readonly countryName: string | null;
  readonly sector: Sector | null;
  readonly group: { readonly slug: string; readonly name: string } | null;
  readonly act: { readonly reference: string };
  readonly from: Date;
  readonly until: Date | null;
}

export function OwnOffices({ offices }: { readonly offices: readonly OwnOffice[] }) {
  const t = useT();
  if (offices.length === 0) return <p className="soft">{t("account:offices.none")}</p>;
  return (
    <Table
      caption={t("account:offices")}
      dense
      columns={[
        { key: "office", head: t("people:office"), names: true },
        { key: "for", head: t("people:office.for"), labelled: true },
        { key: "act", head: t("people:act"), labelled: true },
        { key: "from", head: t("people:since"), labelled: true, look: "nowrap" },
      ]}
      rows={offices.map((held) => ({
        id: `g-${held.grantId}`,
        cells: {
          office: t(`people:office.${held.office}`) + (held.chair ? ` · ${t("people:chair")}` : ""),
          for: [
            held.countryName,
            held.sector === null ? null : t(`people:sector.${held.sector}`),
            held.group?.name ?? null,
          ]
            .filter((part) => part !== null)
            .join(" · "),
          act: held.act.reference,
          from: <Moment at={held.from} as="day" />,
        },
      }))}
    />
  );
}
