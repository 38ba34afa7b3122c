/** The seats of the Presiding Officers by country group, and those of the observers by sector, with who sits in them. */
import type { Iso, Sector } from "#app/domain/roles.ts";
import type { TermEvent } from "#app/domain/officers.ts";
import { CountryCode } from "./country.tsx";
import { Definitions } from "./definitions.tsx";
import { useFormat, useT } from "./speech.tsx";

export interface TermShown {
  /** When the term ends or ended; null where an event ends it. */
  readonly until: Date | null;
  readonly untilEvent: TermEvent | null;
  /** Whether the term is over and the place empty. */
  readonly lapsed: boolean;
}

export interface MatrixSeat extends TermShown {
  readonly id: string;
  readonly country: Iso | null;
  readonly sector: Sector | null;
  readonly chair: boolean;
  readonly holders: readonly {
    readonly grantId: string;
    readonly name: string;
    readonly institution: string | null;
    readonly designatedBy: string | null;
    readonly act: string;
  }[];
  readonly act: { readonly reference: string };
}

/** How long a term lasts, in words that follow a verb; null where nothing says so. */
export function useTerm(): (term: TermShown) => string | null {
  const t = useT();
  const format = useFormat();
  return ({ until, untilEvent, lapsed }) => {
    if (until !== null)
      return t(lapsed ? "officers:term.over" : "officers:term.until", { day: format.longDay(until) });
    return untilEvent === null ? null : t(`officers:term.${untilEvent}`);
  };
}

export function OfficersMatrix(props: {
  readonly groups: readonly {
    readonly id: string;
    readonly name: string;
    readonly seats: readonly MatrixSeat[];
  }[];
  /** Names of countries by code. */
  readonly names: Readonly<Record<string, string>>;
}) {
  const t = useT();
  const termOf = useTerm();
  const terms = new Set(
    props.groups.flatMap(({ seats }) => seats.filter(({ country }) => country !== null).map(termOf)),
  );
  const [common = null] = terms.size === 1 ? [...terms] : [];
  return (
    <>
      <div className="board">
        {props.groups.map((group) => (
          <div key={group.id}>
            <h3>{group.name}</h3>
            <ul>
              {group.seats.map((seat) => (
                <OfficerSeat
                  key={seat.id}
                  seat={seat}
                  name={seat.country === null ? null : (props.names[seat.country] ?? seat.country)}
                  term={common === null || seat.lapsed ? termOf(seat) : null}
                />
              ))}
            </ul>
          </div>
        ))}
      </div>
      {common !== null && <p className="soft s acts">{t("officers:terms.common", { term: common })}</p>}
    </>
  );
}

function OfficerSeat(props: {
  readonly seat: MatrixSeat;
  /** Of the country; null where the seat has none. */
  readonly name: string | null;
  readonly term: string | null;
}) {
  const t = useT();
  const { country, chair, holders, act, lapsed } = props.seat;
  const rest = [props.term, lapsed ? null : (holders[0]?.act ?? act.reference)].filter(
    (part) => part !== null,
  );
  return (
    <li className="seat">
      <CountryCode iso={country} />
      {props.name === null ? (
        <span className="soft">
          {t("frame:board.vacant")} · {t("officers:seat.no-country")}
        </span>
      ) : (
        <b>
          {props.name}
          {chair && <span className="soft"> {t("frame:board.chair")}</span>}
        </b>
      )}
      {props.name !== null && holders.length === 0 && (
        <span className="soft">{t("officers:seat.nobody")}</span>
      )}
      {holders.map(({ grantId, name }) => (
        <span key={grantId}>{name}</span>
      ))}
      <small>{rest.join(" · ")}</small>
    </li>
  );
}

export function ObserverSeats({ seats }: { readonly seats: readonly MatrixSeat[] }) {
  const t = useT();
  return (
    <Definitions
      rows={seats.map(({ sector, holders }) => ({
        term: t(`officers:sector.${sector ?? "civil-society"}`),
        value:
          holders.length === 0 ? (
            <span className="soft">{t("officers:observer.vacant")}</span>
          ) : (
            holders.map(({ grantId, name, institution, designatedBy, act }) => (
              <span className="block" key={grantId}>
                {[name, institution].filter(Boolean).join(", ")}{" "}
                <small className="soft">
                  {[
                    designatedBy === null
                      ? null
                      : t("officers:observer.designated-by", { body: designatedBy }),
                    act,
                  ]
                    .filter((part) => part !== null)
                    .join(" · ")}
                </small>
              </span>
            ))
          ),
      }))}
    />
  );
}
