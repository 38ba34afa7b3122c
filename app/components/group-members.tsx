/** Who is in a group: countries with institution and persons, the coordination, and those who speak without deciding. */
import type { GroupOffices } from "#server/services/group-offices.ts";
import type { Members, Speaker } from "#server/services/groups.ts";
import type { ShownSuggestion } from "#server/services/suggestions.ts";
import type { T } from "#app/i18n/speaker.ts";
import { TextLink } from "./button.tsx";
import { Country } from "./country.tsx";
import { ChosenBy, Commissions } from "./group-around.tsx";
import { Moment } from "./moment.tsx";
import { Empty, Notice } from "./notice.tsx";
import { PageHead } from "./page-head.tsx";
import { Part } from "./part.tsx";
import { useT } from "./speech.tsx";
import { SuggestionList } from "./suggestions.tsx";
import { Table } from "./table.tsx";

export function GroupMembers(props: {
  readonly slug: string;
  readonly members: Members;
  /** Countries for which the reader names people here, by name. */
  readonly names: readonly { readonly iso: string; readonly name: string }[];
  readonly mayNameCoordinator: boolean;
  readonly around: GroupOffices;
  /** What the reader may see of who was suggested to speak. */
  readonly suggestions: readonly ShownSuggestion[];
  readonly maySuggest: boolean;
}) {
  const t = useT();
  const { slug, members, names } = props;
  return (
    <>
      <PageHead title={t("groups:members.title")} lead={t("groups:members.lead")} />
      {names.map(({ iso, name }) => (
        <Notice
          key={iso}
          kind="info"
          title={t("groups:members.name", { country: name })}
          action={<TextLink path={`/groups/${slug}/members/people`}>{t("groups:members.name.do")}</TextLink>}
        />
      ))}
      <Part
        id="countries"
        title={t("groups:members.countries")}
        note={members.countries.length > 0 && t("groups:take-part", { count: members.countries.length })}
        first
      >
        {members.countries.length === 0 ? (
          <Empty title={t("groups:members.empty")}>{t("groups:members.empty.text")}</Empty>
        ) : (
          <Countries members={members} />
        )}
        <Chairing slug={slug} around={props.around} />
      </Part>
      <Part
        id="coordination"
        title={t("groups:members.coordination")}
        note={t("groups:members.coordination.note")}
      >
        {members.coordinator === null ? (
          <p>{t("groups:members.coordination.none")}</p>
        ) : (
          <p>
            <b>{members.coordinator.name}</b>
            <br />
            {[
              members.coordinator.position,
              members.coordinator.institution,
              members.coordinator.country?.name,
            ]
              .filter(Boolean)
              .join(", ")}
          </p>
        )}
        {props.mayNameCoordinator && (
          <p className="row after">
            <TextLink path={`/groups/${slug}/members/people#coordinate`}>
              {t("groups:people.coordinate")}
            </TextLink>
          </p>
        )}
      </Part>
      <Part id="voices" title={t("groups:members.voices")} note={t("groups:members.voices.note")}>
        <Speakers members={members} />
      </Part>
      <SuggestionList slug={slug} suggestions={props.suggestions} maySuggest={props.maySuggest} />
      <Commissions around={props.around} />
      <Part id="join" title={t("groups:members.join")}>
        <p className="measure">{t("groups:members.join.text")}</p>
      </Part>
    </>
  );
}

/** By which act Chair and Vice Chairs hold office, and how others come to. */
function Chairing({ slug, around }: { readonly slug: string; readonly around: GroupOffices }) {
  const t = useT();
  const vacant = !around.offices.some(({ office }) => office === "chair");
  return (
    <>
      <ChosenBy around={around} />
      {(around.proposes || around.entersChair) && (
        <p className="row after">
          {around.proposes && (
            <TextLink path={`/groups/${slug}/decisions/new/chairs`}>
              {t(vacant ? "decisions:choose-first-chair" : "decisions:choose-chair")}
            </TextLink>
          )}
          {around.entersChair && (
            <TextLink path={`/groups/${slug}/members/chair`}>{t("decisions:enter-chair")}</TextLink>
          )}
        </p>
      )}
    </>
  );
}

function Countries({ members }: { readonly members: Members }) {
  const t = useT();
  return (
    <Table
      caption={t("groups:members.countries")}
      columns={[
        { key: "country", head: t("groups:members.country"), names: true },
        { key: "institution", head: t("groups:members.institution") },
        { key: "persons", head: t("groups:members.persons") },
        { key: "since", head: t("groups:members.since"), look: "s soft nowrap", end: true, labelled: true },
      ]}
      rows={members.countries.map(({ iso, name, institution, persons, office, joinedAt }) => ({
        id: iso,
        cells: {
          country: (
            <>
              <Country iso={iso} name={name} />
              {office !== null && (
                <small>
                  {office === "chair" ? t("groups:chair") : t("groups:vice-chairs", { count: 1 })}
                </small>
              )}
            </>
          ),
          institution: institution.name,
          persons:
            persons.length === 0 ? (
              <span className="soft">{t("groups:members.no-persons")}</span>
            ) : (
              persons.map((person) => (
                <span className="block" key={person.id}>
                  {person.name}
                  {person.position !== null && <small>{person.position}</small>}
                </span>
              ))
            ),
          since: <Moment at={joinedAt} as="day" />,
        },
      }))}
    />
  );
}

function Speakers({ members }: { readonly members: Members }) {
  const t = useT();
  const all = [...members.observers, ...members.speakers, ...members.agencies];
  if (all.length === 0)
    return <Empty title={t("groups:members.voices.empty")}>{t("groups:members.voices.empty.text")}</Empty>;
  return (
    <Table
      caption={t("groups:members.voices")}
      columns={[
        { key: "name", head: t("groups:members.persons"), names: true },
        { key: "institution", head: t("groups:members.institution") },
        { key: "capacity", head: t("groups:members.for"), labelled: true },
        { key: "since", head: t("groups:members.from-until"), look: "s soft nowrap", labelled: true },
        { key: "act", head: t("groups:members.act"), look: "s soft", labelled: true },
      ]}
      rows={all.map((person) => ({
        id: person.id,
        cells: {
          name: (
            <>
              {person.name}
              {person.position !== null && <small>{person.position}</small>}
            </>
          ),
          institution: person.institution ?? "–",
          capacity: (
            <>
              {capacityOf(t, person)}
              {person.sector !== null && person.act.note !== null && (
                <small>{t("groups:members.designated-by", { body: person.act.note })}</small>
              )}
            </>
          ),
          since: (
            <>
              <Moment at={person.from} as="day" />
              {person.until !== null && (
                <>
                  {" – "}
                  <Moment at={person.until} as="day" />
                </>
              )}
            </>
          ),
          act: `${t(`people:act.${person.act.kind}`)}: ${person.act.reference}`,
        },
      }))}
    />
  );
}

function capacityOf(t: T, { sector, country }: Speaker): string {
  if (sector !== null) return t("groups:members.observer", { sector: t(`groups:sector.${sector}`) });
  return country === null
    ? t("groups:members.agency")
    : t("groups:members.speaker", { country: country.name });
}
