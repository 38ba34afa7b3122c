/** A country: what waits for its answer, who is missing, who speaks for it, where it takes part, how it answered. */
import type { CountryView, PastAnswer } from "#server/services/countries.ts";
import type { OutputCounts } from "#server/services/outputs.ts";
import { TextLink } from "./button.tsx";
import { CountryCode, PositionMark, type Tone } from "./country.tsx";
import { Definitions } from "./definitions.tsx";
import { FocalPointHistory } from "./focal-point-history.tsx";
import { Moment } from "./moment.tsx";
import { Empty } from "./notice.tsx";
import { OpenRounds, useSubjectTitle } from "./open-rounds.tsx";
import { PageHead } from "./page-head.tsx";
import { Part } from "./part.tsx";
import { useT } from "./speech.tsx";
import { Table } from "./table.tsx";

type People = CountryView["people"];
type Held = People["focalPoint"][number];

export function CountryPage(props: {
  readonly view: CountryView;
  /** Of the outputs that the country answers for. */
  readonly outputs: OutputCounts;
}) {
  const t = useT();
  const { view, outputs } = props;
  const { iso, name, group, people, waiting, names } = view;
  return (
    <>
      <PageHead
        title={
          <>
            <CountryCode iso={iso} /> {name}
          </>
        }
        crumbs={[{ name: t("country:crumb"), path: "/countries" }]}
        facts={[
          group.name,
          t("country:facts.groups", { count: people.groups.length }),
          ...(outputs.all === 0
            ? []
            : [
                <TextLink key="outputs" path={`/outputs?country=${iso}`}>
                  {t("outputs:of-country", { count: outputs.all })}
                </TextLink>,
              ]),
          ...(outputs.late === 0 ? [] : [t("outputs:count.late", { count: outputs.late })]),
        ]}
      />
      <Part id="waiting" first title={t("country:waiting")} note={t("country:waiting.note")}>
        {waiting.length === 0 ? (
          <p>{t("country:waiting.none")}</p>
        ) : (
          <OpenRounds rounds={waiting} names={names} />
        )}
      </Part>
      <Missing people={people} />
      <Speakers people={people} former={view.formerFocalPoints} />
      <Groups people={people} />
      <Part id="answers" title={t("country:decisions")} note={t("country:decisions.note")}>
        {view.answers.length === 0 ? (
          <p>{t("country:decisions.none")}</p>
        ) : (
          <Answers answers={view.answers} />
        )}
      </Part>
    </>
  );
}

/** Offices of the country that nobody holds; left out where nobody is missing. */
function Missing({ people }: { readonly people: People }) {
  const t = useT();
  const missing = [
    ...(people.focalPoint.length === 0 ? [{ words: t("country:missing.focal-point"), path: null }] : []),
    ...people.seats
      .filter(({ holders }) => holders.length === 0)
      .map(() => ({ words: t("country:missing.seat"), path: "/officers" })),
    ...people.groups
      .filter(({ represented }) => !represented)
      .map(({ slug, name }) => ({
        words: t("country:missing.group", { group: name }),
        path: `/groups/${slug}/members`,
      })),
  ];
  if (missing.length === 0) return null;
  return (
    <Part id="missing" title={t("country:missing")} note={t("country:missing.note")}>
      <ul className="stackv">
        {missing.map(({ words, path }) => (
          <li key={words}>{path === null ? words : <TextLink path={path}>{words}</TextLink>}</li>
        ))}
      </ul>
    </Part>
  );
}

function Speakers({
  people,
  former,
}: {
  readonly people: People;
  readonly former: CountryView["formerFocalPoints"];
}) {
  const t = useT();
  return (
    <Part id="people" title={t("country:people")}>
      <Definitions
        rows={[
          { term: t("country:people.focal-point"), value: <Persons persons={people.focalPoint} /> },
          ...(former.length === 0
            ? []
            : [
                {
                  term: t("country:people.former-focal-point"),
                  value: <FocalPointHistory points={former} />,
                },
              ]),
          ...people.seats.map(({ chair, holders }) => ({
            term: t(chair ? "country:people.officer-chair" : "country:people.officer"),
            value: <Persons persons={holders} />,
          })),
        ]}
      />
    </Part>
  );
}

function Persons({ persons }: { readonly persons: readonly Held[] }) {
  const t = useT();
  if (persons.length === 0) return <span className="soft">{t("country:people.nobody")}</span>;
  return (
    <>
      {persons.map(({ name, position, institution }) => (
        <div key={name}>
          {name}
          {(position !== null || institution !== null) && (
            <p className="soft s">{[position, institution].filter(Boolean).join(", ")}</p>
          )}
        </div>
      ))}
    </>
  );
}

function Groups({ people }: { readonly people: People }) {
  const t = useT();
  return (
    <Part id="groups" title={t("country:groups")} note={t("country:groups.note")}>
      {people.groups.length === 0 ? (
        <Empty title={t("country:groups.none")}>{t("country:groups.how")}</Empty>
      ) : (
        <Table
          caption={t("country:groups")}
          columns={[
            { key: "group", head: t("country:groups.group"), names: true },
            { key: "people", head: t("country:groups.institution") },
            { key: "since", head: t("country:groups.since"), labelled: true, look: "nowrap soft s num" },
          ]}
          rows={people.groups.map(({ slug, name, office, institution, persons, since }) => ({
            id: slug,
            cells: {
              group: (
                <>
                  <TextLink look="plain" path={`/groups/${slug}`}>
                    {name}
                  </TextLink>
                  {office !== null && <small>{t(`country:office.${office}`)}</small>}
                </>
              ),
              people: (
                <>
                  {institution}
                  <small>
                    {persons.length === 0
                      ? t("country:people.nobody")
                      : persons.map((person) => person.name).join(", ")}
                  </small>
                </>
              ),
              since: <Moment at={since} as="day" />,
            },
          }))}
        />
      )}
    </Part>
  );
}

const tones: Record<PastAnswer["answer"], Tone> = {
  joined: "joins",
  silent: "joins",
  reservation: "reservation",
  confirmed: "joins",
  referendum: "referendum",
  objected: "objects",
  dissociated: "dissociates",
  "not-answered": "absent",
  left: "absent",
};

function Answers({ answers }: { readonly answers: readonly PastAnswer[] }) {
  const t = useT();
  const titled = useSubjectTitle();
  return (
    <Table
      caption={t("country:decisions")}
      columns={[
        { key: "day", head: t("region:ended.day"), look: "nowrap soft num s" },
        { key: "subject", head: t("country:decisions.subject"), names: true },
        { key: "answer", head: t("country:decisions.position") },
      ]}
      rows={answers.map(({ number, subject, at, answer, passage }) => ({
        id: `round-${number}`,
        cells: {
          day: <Moment at={at} as="day" />,
          subject: (
            <TextLink look="plain" path={`/rounds/${number}`}>
              {titled(subject)}
            </TextLink>
          ),
          answer: (
            <>
              <PositionMark tone={tones[answer]}>{t(`country:answer.${answer}`)}</PositionMark>
              {passage !== null && (
                <small>
                  {t(answer === "objected" ? "frame:board.objects-passage" : "frame:board.on-passage", {
                    passage,
                  })}
                </small>
              )}
            </>
          ),
        },
      }))}
    />
  );
}
