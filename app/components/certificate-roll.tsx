/** The roll of a round as it stood at its opening, and every position that was given in it. */
import { latestGiven } from "#app/domain/consensus.ts";
import type { RoundPage } from "#server/services/round-pages.ts";
import { Country, PositionMark, toneOf } from "./country.tsx";
import { Moment } from "./moment.tsx";
import { Part } from "./part.tsx";
import { labelledWords, usePositionWords } from "./position-words.ts";
import { useLanguage, useT } from "./speech.tsx";
import { Table } from "./table.tsx";

export function CertifiedRoll({ page }: { readonly page: RoundPage }) {
  const t = useT();
  const { names, view } = page;
  const { roll } = view.recorded.round;
  const { word } = usePositionWords(roll.kind);
  const scheduled = view.reading.state === "scheduled";
  const title = t("certificate:roll");
  return (
    <Part
      id="roll"
      title={title}
      note={t(scheduled ? "certificate:roll.note-scheduled" : "certificate:roll.note")}
    >
      <Table
        caption={title}
        dense
        columns={[
          { key: "country", head: t("certificate:country"), names: true },
          { key: "group", head: t("certificate:group"), labelled: true },
          { key: "opening", head: t("certificate:at-opening"), labelled: true },
          { key: "position", head: t("certificate:position"), labelled: true },
        ]}
        rows={view.reading.standing.map((line) => {
          const { seat, country, group, standing, position, chair } = line;
          const left = view.recorded.round.departures.find((one) => one.seat === seat);
          return {
            id: `roll-${seat}`,
            cells: {
              country: (
                <>
                  {country === null ? (
                    t("certificate:no-country")
                  ) : (
                    <Country iso={country} name={names[country] ?? country} />
                  )}
                  {chair && <small>{t("certificate:chair")}</small>}
                </>
              ),
              group: group === null ? "–" : t(`consensus:country-group.${group}`),
              opening: (
                <>
                  {t(standing === "vacant" ? "certificate:vacant" : "certificate:occupied")}
                  <small>
                    {t(`certificate:why.${roll.kind}.${view.recorded.reasons[seat] ?? "occupied"}`)}
                  </small>
                  {left !== undefined && (
                    <small>
                      {t("certificate:left")} <Moment at={left.at} as="stamp" />
                    </small>
                  )}
                </>
              ),
              position:
                position === null ? (
                  t(`certificate:standing.${standing}`)
                ) : (
                  <PositionMark tone={toneOf(position.kind)}>{word(position.kind)}</PositionMark>
                ),
            },
          };
        })}
      />
    </Part>
  );
}

/** All positions in the order in which they were given; the latest of a seat counts, those before it stay. */
export function EveryPosition({ page }: { readonly page: RoundPage }) {
  const t = useT();
  const language = useLanguage();
  const { names, view } = page;
  const { word, about } = usePositionWords(view.recorded.round.roll.kind);
  const given = [...view.recorded.positions].sort((a, b) => a.at.getTime() - b.at.getTime());
  if (given.length === 0) return null;
  const title = t("certificate:positions");
  return (
    <Part id="positions" title={title} note={t("certificate:positions.note")}>
      <Table
        caption={title}
        dense
        columns={[
          { key: "country", head: t("certificate:country"), names: true },
          { key: "position", head: t("certificate:position"), labelled: true },
          { key: "capacity", head: t("certificate:capacity"), labelled: true },
          { key: "at", head: t("certificate:given-at"), labelled: true, look: "nowrap" },
        ]}
        rows={given.map((position) => {
          const { id, country, kind, passage, text, reason, lift, amendment, office, confirmBy } = position;
          const counts = latestGiven(view.recorded.positions, position.seat) === position;
          const words = labelledWords(t, { reason, text, lift, amendment });
          const written = position.language === language ? undefined : position.language;
          return {
            id: `given-${id}`,
            cells: {
              country: <Country iso={country} name={names[country] ?? country} />,
              position: (
                <>
                  <PositionMark tone={toneOf(kind)}>{word(kind)}</PositionMark>
                  {passage !== null && ` ${about(kind, passage)}`}
                  {words.map(({ label, said }) => (
                    <small key={label ?? ""}>
                      {label !== null && `${label} `}
                      <span lang={written}>{said}</span>
                    </small>
                  ))}
                  {confirmBy !== null && (
                    <small>
                      {t("certificate:confirm-by")} <Moment at={confirmBy} />
                    </small>
                  )}
                  {position.confirmed !== null && (
                    <small>
                      {t(position.confirmed.confirmed ? "certificate:confirmed" : "certificate:declined")}{" "}
                      <Moment at={position.confirmed.at} />
                    </small>
                  )}
                  {!counts && <small>{t("round-page:positions.replaced")}</small>}
                </>
              ),
              capacity: position.byLetter ? t("round-page:by-letter") : t(`record:office.${office}`),
              at: <Moment at={position.at} />,
            },
          };
        })}
      />
    </Part>
  );
}
