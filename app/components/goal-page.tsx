/** A proposed goal at its one address, for group, observers and officers: its text, where it stands, and what is still needed. */
import type { Refused } from "#app/answers.ts";
import { goalLadder, type GoalStage } from "#app/domain/goal.ts";
import type { GoalView } from "#server/services/goal-views.ts";
import type { NamedEntry } from "#server/services/records.ts";
import { Leftovers } from "./amendments.tsx";
import { ButtonLink, TextLink } from "./button.tsx";
import { Chain, type Step } from "./chain.tsx";
import { PositionMark } from "./country.tsx";
import { Decision, FrozenText, NumberedText, ReleaseLine } from "./frozen-text.tsx";
import { GoalActs } from "./goal-acts.tsx";
import { History } from "./history.tsx";
import { Moment } from "./moment.tsx";
import { Empty, Notice } from "./notice.tsx";
import { toneOfOutcome } from "./outcome-tone.ts";
import { PageHead } from "./page-head.tsx";
import { Part } from "./part.tsx";
import { numbered, useContested } from "./round.tsx";
import { RoundCard } from "./round-card.tsx";
import { useFormat, useLanguage, useNow, useT } from "./speech.tsx";

export interface GoalPageProps {
  readonly view: GoalView;
  readonly history: readonly NamedEntry[];
  readonly signedIn: boolean;
  readonly refused: Refused | null;
}

export function GoalPage(props: GoalPageProps) {
  const t = useT();
  const format = useFormat();
  const language = useLanguage();
  const { view, history, signedIn, refused } = props;
  const { proposal, group, names, round } = view;
  const path = `/goals/p${proposal.number}`;
  const name = (iso: string) => names[iso] ?? iso;
  const sponsors =
    proposal.cosponsors.length === 0
      ? t("goals:proposed-by", { country: name(proposal.sponsor) })
      : t("goals:proposed-by-with", {
          country: name(proposal.sponsor),
          others: format.list(proposal.cosponsors.map(name)),
        });
  const standing =
    round !== null &&
    (round.recorded.settledAt === null || proposal.stage === "adopted" || proposal.stage === "agreed");
  return (
    <>
      <PageHead
        quiet
        title={
          <span lang={proposal.language === language ? undefined : proposal.language}>{view.text.title}</span>
        }
        crumbs={[
          { name: sponsors },
          { name: group.name, path: `/groups/${group.slug}/goals` },
          { name: t(`chains:goal.${proposal.stage}`) },
        ]}
        facts={[
          ...(view.area === null ? [] : [`${view.area.code} · ${view.area.title}`]),
          t(`languages:written-in`, { language: t(`languages:${proposal.language}`) }),
          ...(proposal.adopted === null
            ? []
            : [
                t("goals:adopted-as", { number: proposal.adopted.number, version: proposal.adopted.version }),
              ]),
        ]}
      />
      {standing && round !== null && <RoundCard view={round} names={names} />}
      {!standing && <Returned view={view} />}
      <Decision
        text={<GoalText view={view} />}
        act={<GoalActs view={view} path={path} names={names} signedIn={signedIn} refused={refused} />}
      />
      {view.left !== null && <Leftovers left={view.left} takes={view.takes} names={names} first />}
      <Part id="stage" first={!standing && view.left === null} title={t("goals:where-it-stands")}>
        <Chain steps={useSteps(view)} />
        <Due view={view} />
      </Part>
      {view.text.rationale !== "" && (
        <Part id="rationale" title={t("goals:rationale")} note={t("goals:rationale.note")}>
          <div lang={proposal.language === language ? undefined : proposal.language}>
            {view.text.rationale.split(/\n{2,}/).map((paragraph, place) => (
              <p key={place}>{paragraph}</p>
            ))}
          </div>
        </Part>
      )}
      <Threads view={view} />
      <Rounds view={view} />
      <History entries={history} names={names} record={`/record?group=${group.slug}&kind=goals`} />
    </>
  );
}

/** The release in question with what stands on record about each paragraph; before there is one, the draft. */
function GoalText({ view }: { readonly view: GoalView }) {
  const t = useT();
  const { release, text, proposal, round } = view;
  const contested = useContested(view.names);
  const under = release !== null && round?.recorded.release.id === release.id ? round : null;
  const parent = view.releases.find(({ id }) => id === release?.parentId);
  return (
    <FrozenText
      id="text"
      title={
        release === null
          ? t("goals:draft-text")
          : proposal.stage === "adopted"
            ? t("goals:adopted-text")
            : undefined
      }
      release={
        release === null ? (
          <p className="release">{t("goals:not-frozen")}</p>
        ) : (
          <ReleaseLine
            number={release.number}
            hash={release.sha256}
            frozenAt={release.at}
            compare={
              parent === undefined
                ? undefined
                : { number: parent.number, path: `/goals/p${proposal.number}/releases/${parent.number}` }
            }
          />
        )
      }
    >
      <NumberedText lang={proposal.language} paragraphs={contested(numbered(text.paragraphs), under)} />
    </FrozenText>
  );
}

/** Why it came back, in the words it came back with. */
function Returned({ view }: { readonly view: GoalView }) {
  const t = useT();
  const { proposal, steps } = view;
  const last = [...steps].reverse().find(({ after }) => after === proposal.stage);
  if (last?.comments === null || last === undefined) return null;
  if (
    proposal.stage !== "returned" &&
    proposal.stage !== "withdrawn" &&
    last.act !== "end-group-round" &&
    last.act !== "end-officers-round"
  )
    return null;
  return (
    <Notice
      kind="wait"
      title={t(`goals:reasons.${proposal.stage === "returned" ? "returned" : "withdrawn"}`)}
    >
      {last.comments}
    </Notice>
  );
}

/** Until when the officers are to take it up; overdue is shown, and nothing else follows from it. */
function Due({ view }: { readonly view: GoalView }) {
  const t = useT();
  const format = useFormat();
  const now = useNow();
  if (view.due === null) return null;
  const date = format.longDay(view.due);
  return now >= view.due ? (
    <p className="s objects">{t("goals:due.over", { date })}</p>
  ) : (
    <p className="s soft">{t("goals:due", { date })}</p>
  );
}

function useSteps({ proposal, steps }: GoalView): readonly Step[] {
  const t = useT();
  const format = useFormat();
  const aside: Partial<Record<GoalStage, GoalStage>> = { returned: "draft", withdrawn: "draft" };
  const here = goalLadder.findIndex((stage) => stage === (aside[proposal.stage] ?? proposal.stage));
  return goalLadder.map((stage, place): Step => {
    const done = place < here || proposal.stage === "adopted";
    const left = [...steps].reverse().find(({ before, after }) => before === stage && after !== stage);
    const now = place === here && !done;
    const note = now
      ? t("goals:since", { day: format.day(proposal.stageSince) })
      : done && left
        ? format.day(left.at)
        : undefined;
    const word = now ? proposal.stage : stage;
    return {
      name: t(`chains:goal.${word}`),
      state: done ? "done" : now ? "now" : "ahead",
      ...(note === undefined ? {} : { note }),
    };
  });
}

function Threads({ view }: { readonly view: GoalView }) {
  const t = useT();
  const { group, threads, proposal } = view;
  const open = `/groups/${group.slug}/discussion/new?goal=p${proposal.number}`;
  return (
    <Part id="discussion" title={t("frame:tab.discussion")} note={t("goals:discussion.note")}>
      {threads.length === 0 ? (
        <Empty
          title={t("goals:discussion.empty")}
          action={<ButtonLink path={open}>{t("goals:discussion.open")}</ButtonLink>}
        />
      ) : (
        <ol className="line">
          {threads.map(({ number, title, language, posts, lastPostAt }) => (
            <li key={number}>
              <Moment at={lastPostAt} as="stamp" />
              <p>
                <span lang={language}>
                  <TextLink path={`/groups/${group.slug}/discussion/${number}`}>{title}</TextLink>
                </span>{" "}
                <span className="soft s">{t("goals:discussion.posts", { count: posts })}</span>
              </p>
            </li>
          ))}
        </ol>
      )}
    </Part>
  );
}

/** Its rounds, the latest first: each has a page of its own. */
function Rounds({ view }: { readonly view: GoalView }) {
  const t = useT();
  const rounds = view.round === null ? view.earlier : [view.round, ...view.earlier];
  if (rounds.length === 0) return null;
  return (
    <Part id="rounds" title={t("goals:rounds")} note={t("rounds:earlier.note")}>
      <ol className="line">
        {rounds.map(({ recorded, reading }) => {
          const state = recorded.outcome?.outcome ?? reading.state;
          const settled = recorded.settledAt !== null;
          return (
            <li key={recorded.id}>
              <Moment at={recorded.settledAt ?? recorded.round.closing} as="stamp" />
              <p>
                <TextLink path={`/rounds/${recorded.number}`}>
                  {t("round-page:number", { number: recorded.number })}
                </TextLink>
                , {t(`consensus:roll.${recorded.round.roll.kind}`)},{" "}
                {t("frame:release", { number: recorded.release.number })}:{" "}
                <PositionMark tone={settled ? toneOfOutcome(state) : "absent"}>
                  {t(`consensus:state.${state}`)}
                </PositionMark>
              </p>
            </li>
          );
        })}
      </ol>
    </Part>
  );
}
