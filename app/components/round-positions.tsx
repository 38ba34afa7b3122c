/** Every position that was given, and the other rounds of the same subject, whose positions do not count in this one. */
import { positionKinds, type PositionKind } from "#app/domain/round.ts";
import type { OtherRound, RoundPage } from "#server/services/round-pages.ts";
import { TextLink } from "./button.tsx";
import { Country, PositionMark, toneOf } from "./country.tsx";
import { Moment } from "./moment.tsx";
import { toneOfOutcome } from "./outcome-tone.ts";
import { Fold, Part } from "./part.tsx";
import { labelledWords, usePositionWords } from "./position-words.ts";
import { useFormat, useT } from "./speech.tsx";

type RecordedPosition = RoundPage["view"]["recorded"]["positions"][number];

/** Each country that answered, with all it gave in this round; the latest counts. */
export function PositionsByCountry({ page }: { readonly page: RoundPage }) {
  const t = useT();
  const { view, names } = page;
  const seats = view.reading.standing.flatMap(({ seat, country }) => {
    const given = view.recorded.positions.filter((position) => position.seat === seat);
    return country === null || given.length === 0 ? [] : [{ seat, country, given }];
  });
  if (seats.length === 0) return null;
  return (
    <Part id="all-positions" live title={t("round-page:positions")} note={t("round-page:positions.note")}>
      {seats.map(({ seat, country, given }) => (
        <Fold
          key={seat}
          title={<Country iso={country} name={names[country] ?? country} />}
          fact={t("round-page:positions.count", { count: given.length })}
        >
          <ol className="line">
            {[...given].sort(latestFirst).map((position, place) => (
              <li key={position.id}>
                <Moment at={position.at} as="stamp" />
                <Given page={page} position={position} counts={place === 0} />
              </li>
            ))}
          </ol>
        </Fold>
      ))}
    </Part>
  );
}

/** What came by letter, with the letter, which everybody may open. */
function Letter(props: {
  readonly letter: NonNullable<RecordedPosition["letter"]>;
  readonly children: string;
}) {
  const { id, name } = props.letter;
  return (
    <>
      {props.children}: <a href={`/files/${id}/${encodeURIComponent(name)}`}>{name}</a>
    </>
  );
}

/** A letter stands where it was received, not where it was entered. */
const latestFirst = (a: RecordedPosition, b: RecordedPosition): number =>
  b.at.getTime() - a.at.getTime() || b.ordinal - a.ordinal;

function Given(props: {
  readonly page: RoundPage;
  readonly position: RecordedPosition;
  readonly counts: boolean;
}) {
  const t = useT();
  const { page, position, counts } = props;
  const { kind, passage, text, reason, lift, amendment, language, letter, confirmed, office } = position;
  const { word, about } = usePositionWords(page.view.recorded.round.roll.kind);
  const person = page.hands[position.id];
  return (
    <div>
      <p>
        <PositionMark tone={toneOf(kind)}>{word(kind)}</PositionMark>
        {passage !== null && <span> {about(kind, passage)}</span>}{" "}
        <span className="soft s">
          {t(counts ? "round-page:positions.latest" : "round-page:positions.replaced")}
        </span>
      </p>
      {labelledWords(t, { text, reason, lift, amendment }).map(({ label, said }) => (
        <p key={label ?? ""} className="s">
          {label !== null && <span className="soft">{label} </span>}
          <span lang={language}>{t("rounds:quoted", { words: said })}</span>
        </p>
      ))}
      {confirmed !== null && (
        <p className="s">
          {t(`consensus:confirmation.${confirmed.confirmed ? "confirmed" : "declined"}`)}{" "}
          <Moment at={confirmed.at} as="stamp" className="soft" />
          {confirmed.letter !== null && (
            <>
              {" "}
              <Letter letter={confirmed.letter}>{t("round-page:by-letter")}</Letter>
            </>
          )}
        </p>
      )}
      <p className="soft s">
        {letter === null ? (
          t("record:office-and-person", {
            office: t(`record:office.${office}`),
            person: person ?? t("record:somebody"),
          })
        ) : (
          <Letter letter={letter}>{t("round-page:by-letter")}</Letter>
        )}
      </p>
    </div>
  );
}

/** Rounds before and after this one on the same matter. */
export function OtherRounds({ page }: { readonly page: RoundPage }) {
  const t = useT();
  if (page.others.length === 0) return null;
  return (
    <Part id="others" title={t("round-page:others")} note={t("round-page:others.note")}>
      <ol className="line">
        {page.others.map((other) => (
          <li key={other.number}>
            <Moment at={other.at} as="stamp" />
            <Other other={other} names={page.names} />
          </li>
        ))}
      </ol>
    </Part>
  );
}

function Other({
  other,
  names,
}: {
  readonly other: OtherRound;
  readonly names: Readonly<Record<string, string>>;
}) {
  const t = useT();
  const format = useFormat();
  const { word } = usePositionWords(other.roll);
  const { number, roll, mode, release, state, settled, annulled, otherRelease, positions } = other;
  const kinds = positionKinds.filter((kind) => positions.some((given) => given.kind === kind));
  const givers = (kind: PositionKind) =>
    positions.flatMap((given) => (given.kind === kind ? [names[given.country] ?? given.country] : []));
  const procedure = roll === "region" ? [] : [t(`consensus:mode.${mode}`)];
  return (
    <div>
      <p>
        <TextLink path={`/rounds/${number}`}>{t("round-page:number", { number })}</TextLink>{" "}
        {[t(`consensus:roll.${roll}`), ...procedure, t("frame:release", { number: release })].join(" · ")}{" "}
        <PositionMark tone={settled ? toneOfOutcome(state) : "absent"}>
          {t(annulled ? "round-page:state.annulled" : `consensus:state.${state}`)}
        </PositionMark>
      </p>
      {kinds.length > 0 && (
        <p className="soft s">
          {t(otherRelease ? "round-page:others.on-release" : "round-page:others.in-round", {
            number: release,
          })}
        </p>
      )}
      <ul className="s">
        {kinds.map((kind) => (
          <li key={kind}>
            <PositionMark tone={toneOf(kind)}>{word(kind)}</PositionMark> {format.list(givers(kind))}
          </li>
        ))}
      </ul>
    </div>
  );
}
