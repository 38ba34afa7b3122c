/** What a round without consensus leaves to go on from: amendments that may become the text, and countries that had not answered. */
import type { Iso } from "#app/domain/region.ts";
import type { Leftover } from "#server/services/amendments-open.ts";
import { ButtonLink, TextLink } from "./button.tsx";
import { Country } from "./country.tsx";
import { Notice } from "./notice.tsx";
import { Part } from "./part.tsx";
import { useFormat, useLanguage, useT } from "./speech.tsx";

type Names = Readonly<Record<Iso, string>>;

export function Leftovers(props: {
  readonly left: Leftover;
  /** Whether the reader may make one of them the text. */
  readonly takes: boolean;
  readonly names: Names;
  readonly first?: boolean;
}) {
  const t = useT();
  const { left, takes, names } = props;
  const { amendments, absent, round } = left;
  const asked = round.roll === "region";
  if (amendments.length === 0 && absent.length === 0) return null;
  return (
    <Part
      id="amendments"
      title={t(asked ? "amendments:title.consultation" : "amendments:title")}
      note={t(asked ? "amendments:note.consultation" : "amendments:note")}
      first={props.first === true}
    >
      <p>
        <TextLink path={`/rounds/${round.number}`}>
          {t("amendments:round", { number: round.number, release: round.release })}
        </TextLink>
      </p>
      {absent.length > 0 && <Absent absent={absent} names={names} />}
      {amendments.map((amendment) => (
        <Offered key={amendment.positionId} {...{ amendment, takes, names }} />
      ))}
    </Part>
  );
}

function Offered(props: {
  readonly amendment: Leftover["amendments"][number];
  readonly takes: boolean;
  readonly names: Names;
}) {
  const t = useT();
  const language = useLanguage();
  const { amendment, takes, names } = props;
  const { positionId, country, passage, words, language: written } = amendment;
  const name = names[country] ?? country;
  return (
    <article className="statement">
      <header>
        <Country iso={country} name={name} />
        <span className="soft s">
          {passage === null ? t("amendments:no-passage") : t("amendments:passage", { number: passage })}
        </span>
      </header>
      <div className="quote" lang={written === language ? undefined : written}>
        <p>{words}</p>
      </div>
      {takes && passage !== null && (
        <p className="row">
          <ButtonLink path={`/amendments/${positionId}`}>
            {t("amendments:take")}
            <span className="sr"> {t("amendments:take.about", { country: name, number: passage })}</span>
          </ButtonLink>
        </p>
      )}
    </article>
  );
}

/** Who had not answered when the last round ended, where a further one is opened. */
export function AbsentBefore({ left, names }: { readonly left: Leftover | null; readonly names: Names }) {
  const t = useT();
  if (left === null || left.absent.length === 0) return null;
  return (
    <Notice kind="quiet" icon="info" title={t("amendments:absent.title")}>
      <Absent absent={left.absent} names={names} />
      <p>{t("amendments:absent.silence")}</p>
    </Notice>
  );
}

function Absent({ absent, names }: { readonly absent: readonly Iso[]; readonly names: Names }) {
  const t = useT();
  const format = useFormat();
  const countries = format.list(absent.map((iso) => names[iso] ?? iso));
  return <p>{t("amendments:absent", { count: absent.length, countries })}</p>;
}
