/** The countries of the region by country group: where each takes part, who is missing, what waits for it. */
import type { CountriesView, CountryLine } from "#server/services/countries.ts";
import { TextLink } from "./button.tsx";
import { Country } from "./country.tsx";
import { PageHead } from "./page-head.tsx";
import { Part } from "./part.tsx";
import { useT } from "./speech.tsx";
import { Table } from "./table.tsx";

export function CountriesPage({ view }: { readonly view: CountriesView }) {
  const t = useT();
  return (
    <>
      <PageHead title={t("country:list.title")} lead={t("country:list.lead")} />
      <Part id="countries" first wide title={t("country:list.part")}>
        <Table
          caption={t("country:list.title")}
          columns={[
            { key: "country", head: t("country:list.country"), names: true },
            { key: "focal", head: t("country:list.focal-point"), labelled: true },
            { key: "groups", head: t("country:list.groups"), labelled: true, look: "num" },
            { key: "waiting", head: t("country:list.waiting"), labelled: true, look: "num" },
          ]}
          bands={view.groups.map(({ name, countries }) => ({
            name,
            rows: countries.map((line) => row(line)),
          }))}
        />
      </Part>
    </>
  );

  function row({ iso, name, groups, hasFocalPoint, waiting }: CountryLine) {
    return {
      id: iso,
      cells: {
        country: (
          <TextLink look="plain" path={`/countries/${iso.toLowerCase()}`}>
            <Country iso={iso} name={name} />
          </TextLink>
        ),
        focal: hasFocalPoint ? (
          t("country:list.named")
        ) : (
          <span className="soft">{t("country:people.nobody")}</span>
        ),
        groups: groups === 0 ? <span className="soft">0</span> : groups,
        waiting: waiting === 0 ? <span className="soft">0</span> : <b>{waiting}</b>,
      },
    };
  }
}
