/** What the countries answered in a consultation, for the Presiding Officers to read. */
import { positionKinds } from "#app/domain/round.ts";
import type { GroupProposalView } from "#server/services/group-proposals.ts";
import { TextLink } from "./button.tsx";
import { Country, PositionMark, toneOf, type Tone } from "./country.tsx";
import { Part } from "./part.tsx";
import { usePositionWords } from "./position-words.ts";
import { RoundStatements, type Names } from "./round.tsx";
import { useFormat, useT } from "./speech.tsx";

export function ConsultationTold(props: {
  readonly report: NonNullable<GroupProposalView["report"]>;
  readonly names: Names;
}) {
  const t = useT();
  const format = useFormat();
  const { word } = usePositionWords("region");
  const { report, names } = props;
  const { round, told } = report;
  const { number, round: asked } = round.recorded;
  const kinds = positionKinds.filter((kind) => told.answers[kind].length > 0);
  return (
    <>
      <Part
        id="report"
        title={t("group-chain:report")}
        note={
          <>
            {told.over
              ? t("group-chain:report.over")
              : t("group-chain:report.until", { at: format.full(asked.closing) })}{" "}
            <TextLink path={`/rounds/${number}`}>{t("round-page:number", { number })}</TextLink>
          </>
        }
      >
        <dl className="defs">
          {kinds.map((kind) => (
            <Row
              key={kind}
              tone={toneOf(kind)}
              answer={word(kind)}
              countries={told.answers[kind]}
              names={names}
            />
          ))}
          <Row
            tone="absent"
            answer={t(told.over ? "group-chain:report.silent" : "group-chain:report.not-yet")}
            countries={told.silent}
            names={names}
          />
          {told.vacant.length > 0 && (
            <Row
              tone="absent"
              answer={t("group-chain:report.vacant")}
              countries={told.vacant}
              names={names}
            />
          )}
        </dl>
      </Part>
      <RoundStatements view={round} names={names} />
    </>
  );
}

function Row(props: {
  readonly tone: Tone;
  readonly answer: string;
  readonly countries: readonly string[];
  readonly names: Names;
}) {
  const t = useT();
  const { tone, answer, countries, names } = props;
  return (
    <div>
      <dt>
        <PositionMark tone={tone}>
          {answer} <span className="soft num">{countries.length}</span>
        </PositionMark>
      </dt>
      <dd>
        {countries.length === 0 ? (
          <span className="soft">{t("group-chain:report.none")}</span>
        ) : (
          <ul className="row">
            {countries.map((iso) => (
              <li key={iso}>
                <Country iso={iso} name={names[iso] ?? iso} />
              </li>
            ))}
          </ul>
        )}
      </dd>
    </div>
  );
}
