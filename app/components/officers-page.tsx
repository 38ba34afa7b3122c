/** The Presiding Officers: the eight seats by country group, what awaits a decision, the papers filed with them, the register. */
import type { Refused } from "#app/answers.ts";
import type { OfficersView } from "#server/services/officers.ts";
import type { FiledPapers } from "#server/services/papers.ts";
import { TextLink } from "./button.tsx";
import { FiledDocuments } from "./documents.tsx";
import { Moment } from "./moment.tsx";
import { Empty } from "./notice.tsx";
import { ObserverSeats, OfficersMatrix } from "./officers-matrix.tsx";
import { EndedRounds, OpenRounds } from "./open-rounds.tsx";
import { PageHead } from "./page-head.tsx";
import { Part } from "./part.tsx";
import { useFormat, useNow, useT } from "./speech.tsx";

export function OfficersPage(props: {
  readonly view: OfficersView;
  readonly papers: FiledPapers;
  /** The paper whose removal is asked for. */
  readonly removing: string | null;
  readonly refused: Refused | null;
}) {
  const t = useT();
  const { view, papers, removing, refused } = props;
  const { groups, observers, open, ended, names, cycle } = view;
  const seats = groups.flatMap((group) => group.seats);
  const vacant = seats.filter(({ country }) => country === null).length;
  return (
    <>
      <PageHead
        title={t("officers:title")}
        lead={t("officers:lead")}
        facts={[
          cycle.name,
          t("officers:seats", { count: seats.length }),
          ...(vacant === 0 ? [] : [t("officers:vacant", { count: vacant })]),
        ]}
      />
      <Part id="seats" first wide title={t("officers:seats-heading")} note={t("officers:seats.note")}>
        <OfficersMatrix groups={groups} names={names} />
      </Part>
      <Awaiting view={view} />
      {open.length > 0 && (
        <Part id="open" title={t("officers:open")} note={t("officers:open.note")}>
          <OpenRounds rounds={open} names={names} />
        </Part>
      )}
      <Part id="observers" title={t("officers:observers")} note={t("officers:observers.note")}>
        <ObserverSeats seats={observers} />
      </Part>
      <Part id="papers" title={t("officers:papers")} note={t("officers:papers.note")}>
        <FiledDocuments
          {...papers}
          removing={removing}
          refused={refused}
          home="/officers"
          anchor="#papers"
          form="/officers/papers/new"
          empty={t("officers:papers.empty-text")}
        />
      </Part>
      <Part
        id="register"
        title={t("officers:register")}
        note={<TextLink path="/decisions">{t("region:register")}</TextLink>}
      >
        {ended.length === 0 ? (
          <Empty title={t("officers:register.empty")}>{t("officers:register.empty-text")}</Empty>
        ) : (
          <EndedRounds rounds={ended} names={names} />
        )}
      </Part>
    </>
  );
}

function Awaiting({ view }: { readonly view: OfficersView }) {
  const t = useT();
  const format = useFormat();
  const now = useNow();
  const { tabled, plans, open, chain } = view;
  return (
    <Part id="awaiting" title={t("officers:awaiting")} note={t("officers:awaiting.note")}>
      {tabled.length + plans.length + chain.length === 0 ? (
        <Empty title={t(open.length > 0 ? "officers:awaiting.only-rounds" : "officers:awaiting.empty")}>
          {t("officers:awaiting.empty-text")}
        </Empty>
      ) : (
        <ol className="line">
          {tabled.map(({ number, title, language, group, since, due }) => (
            <li key={number}>
              <Moment at={since} as="day" />
              <p>
                <span lang={language}>
                  <TextLink path={`/goals/p${number}`}>{title}</TextLink>
                </span>{" "}
                <span className="soft s">{t("officers:tabled-by", { group })}</span>
                {due !== null && (
                  <>
                    <span className="soft s"> · </span>
                    <span className={now >= due ? "s objects" : "soft s"}>
                      {t(now >= due ? "goals:due.late" : "goals:due.short", { date: format.day(due) })}
                    </span>
                  </>
                )}
              </p>
            </li>
          ))}
          {chain.map(({ slug, name, stage, since, heard, link }) => (
            <li key={slug}>
              <Moment at={since} as="day" />
              <p>
                <TextLink path={link}>{t("region:subject.group", { title: name })}</TextLink>{" "}
                <span className="soft s">{heard ? t("officers:heard") : t(`chains:group.${stage}`)}</span>
              </p>
            </li>
          ))}
          {plans.map(({ slug, name, until }) => (
            <li key={slug}>
              <span className="soft s num">{until === null ? "" : format.day(until)}</span>
              <p>
                <TextLink path={`/groups/${slug}/plan`}>{t("officers:plan-of", { group: name })}</TextLink>{" "}
                <span className="soft s">
                  {until === null ? "" : t("officers:considered-until", { at: format.brief(until) })}
                </span>
              </p>
            </li>
          ))}
        </ol>
      )}
    </Part>
  );
}
