/** Countries by country group: code, name, glyph, word, time. No total and no bar: consensus is not a count. */
import type { ReactNode } from "react";
import { countryGroups, type CountryGroup } from "#app/domain/region.ts";
import type { RollKind } from "#app/domain/roles.ts";
import type { Standing } from "#app/domain/round.ts";
import { CountryCode, PositionMark, toneOf, type Tone } from "./country.tsx";
import { Moment } from "./moment.tsx";
import { usePositionWords } from "./position-words.ts";
import { useFormat, useLocal, useT } from "./speech.tsx";

export function ConsensusBoard(props: {
  /** The reading's standing, in the order of the roll. */
  readonly standing: readonly Standing[];
  /** Names of countries by code, in the reader's language. */
  readonly names: Readonly<Record<string, string>>;
  /** The reader's own seats, with where to answer. */
  readonly own?: Readonly<Record<string, { readonly path: string; readonly word: string }>>;
  /** For the Chair the absent stand first. */
  readonly absentFirst?: boolean;
  /** Country groups are said for the officers and the region; a group's roll does without. */
  readonly roll?: RollKind;
}) {
  const t = useT();
  const { standing, roll = "officers" } = props;
  const grouped = roll !== "group";
  const ordered = props.absentFirst === true ? absentFirst(standing) : standing;
  const groups: readonly (CountryGroup | null)[] = grouped ? [...countryGroups, null] : [null];
  return (
    <div className="board">
      {groups.map((group) => {
        const seats = grouped ? ordered.filter((line) => line.group === group) : ordered;
        if (seats.length === 0) return null;
        return (
          <div key={group ?? "rest"}>
            {group !== null && <h3>{t(`consensus:country-group.${group}`)}</h3>}
            <ul className={grouped ? undefined : "seats-wide"}>
              {seats.map((line) => (
                <Seat
                  key={line.seat}
                  line={line}
                  roll={roll}
                  names={props.names}
                  own={props.own?.[line.seat]}
                />
              ))}
            </ul>
          </div>
        );
      })}
    </div>
  );
}

function absentFirst(standing: readonly Standing[]): readonly Standing[] {
  const awaited = (line: Standing) => (line.standing === "not-answered" ? 0 : 1);
  return [...standing].sort((a, b) => awaited(a) - awaited(b));
}

function Seat(props: {
  readonly line: Standing;
  readonly roll: RollKind;
  readonly names: Readonly<Record<string, string>>;
  readonly own: { readonly path: string; readonly word: string } | undefined;
}) {
  const t = useT();
  const local = useLocal();
  const { line, roll, names, own } = props;
  if (line.country === null)
    return (
      <li className="seat" data-key={line.seat}>
        <CountryCode iso={null} />
        <span className="soft">{t("frame:board.vacant")}</span>
        <small>{t("frame:board.vacant-note")}</small>
      </li>
    );
  return (
    <li className="seat" data-key={line.seat}>
      <CountryCode iso={line.country} />
      <b>
        {names[line.country] ?? line.country}
        {line.chair && <span className="soft"> {t("frame:board.chair")}</span>}
      </b>
      <SeatPosition line={line} roll={roll} />
      {own !== undefined && (
        <small>
          <a href={local(own.path)}>{own.word}</a>
        </small>
      )}
    </li>
  );
}

function SeatPosition({ line, roll }: { readonly line: Standing; readonly roll: RollKind }) {
  const t = useT();
  const format = useFormat();
  const { word, about } = usePositionWords(roll);
  const { position, standing, confirmation } = line;
  if (position === null || standing === "vacant" || standing === "silent")
    return (
      <PositionMark tone="absent">
        {t(roll === "region" ? `round-page:standing.${standing}` : `consensus:standing.${standing}`)}
      </PositionMark>
    );
  const notes: ReactNode[] = [];
  if (standing === "left") notes.push(t("consensus:standing.left"));
  if (position.passage !== null) notes.push(about(position.kind, position.passage));
  if (confirmation === "awaited" && position.confirmBy !== null)
    notes.push(
      `${t("consensus:confirmation.awaited")}, ${t("format:until", { at: format.day(position.confirmBy) })}`,
    );
  else if (confirmation !== null) notes.push(t(`consensus:confirmation.${confirmation}`));
  return (
    <>
      <PositionMark tone={toneOf(position.kind)}>{word(position.kind)}</PositionMark>
      {notes.map((note, place) => (
        <small key={place}>{note}</small>
      ))}
      <small>
        <Moment at={position.at} as="stamp" />
      </small>
    </>
  );
}

/** Colour and glyph of a standing, for lists of those who are awaited. */
export function toneOfStanding(line: Standing): Tone {
  return line.position === null ? "absent" : toneOf(line.position.kind);
}
