/** All cycles of the agenda, the first first. */
import { sayFuzzyDate } from "#app/i18n/fuzzy-date.ts";
import type { AgendaView } from "#server/services/agendas.ts";
import { CycleTabs } from "./agenda-page.tsx";
import { TextLink } from "./button.tsx";
import { Part } from "./part.tsx";
import { useLanguage, useT } from "./speech.tsx";
import { Table } from "./table.tsx";

export function CycleTable({ cycles }: { readonly cycles: AgendaView["cycles"] }) {
  const t = useT();
  const language = useLanguage();
  return (
    <>
      <CycleTabs cycles={cycles} current={null} />
      <Part id="cycles" title={t("agendas:cycles")} note={t("agendas:cycles.note")}>
        <Table
          caption={t("agendas:cycles")}
          columns={[
            { key: "name", head: t("agendas:cycle"), names: true },
            { key: "held", head: t("agendas:conference"), labelled: true },
            { key: "goals", head: t("agendas:goals-heading"), labelled: true, look: "num" },
          ]}
          rows={cycles.map((cycle) => ({
            id: cycle.id,
            cells: {
              name: (
                <>
                  <TextLink look="plain" path={`/agendas/${cycle.id}`}>
                    {cycle.name}
                  </TextLink>
                  <small>{cycle.instrument}</small>
                </>
              ),
              held:
                cycle.held === null
                  ? cycle.place
                  : t("agendas:place-date", { place: cycle.place, date: sayFuzzyDate(cycle.held, language) }),
              goals:
                cycle.counts.goals === 0 ? (
                  <span className="soft">{t("agendas:not-detailed")}</span>
                ) : (
                  cycle.counts.goals
                ),
            },
          }))}
        />
      </Part>
    </>
  );
}
