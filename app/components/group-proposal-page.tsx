/** What is proposed of a group: the text, where it stands, what the countries answered, and what the reader may do. */
import type { Refused } from "#app/answers.ts";
import { discontinuationLadder, groupLadder, type GroupStage } from "#app/domain/group.ts";
import type { GroupProposalView } from "#server/services/group-proposals.ts";
import type { NamedEntry } from "#server/services/records.ts";
import { Leftovers } from "./amendments.tsx";
import { TextLink } from "./button.tsx";
import { Chain, type Step } from "./chain.tsx";
import { PositionMark } from "./country.tsx";
import { Decision, FrozenText, NumberedText, ReleaseLine } from "./frozen-text.tsx";
import { GroupProposalActs } from "./group-proposal-acts.tsx";
import { ConsultationTold } from "./group-report.tsx";
import { History } from "./history.tsx";
import { Moment } from "./moment.tsx";
import { Notice } from "./notice.tsx";
import { toneOfOutcome } from "./outcome-tone.ts";
import { PageHead } from "./page-head.tsx";
import { Part } from "./part.tsx";
import { useContested } from "./round.tsx";
import { RoundCard } from "./round-card.tsx";
import { passagesOf } from "./round-subject.ts";
import { useFormat, useLanguage, useT } from "./speech.tsx";

export interface GroupProposalPageProps {
  readonly view: GroupProposalView;
  readonly history: readonly NamedEntry[];
  readonly signedIn: boolean;
  readonly refused: Refused | null;
}

export function GroupProposalPage(props: GroupProposalPageProps) {
  const t = useT();
  const { view, history } = props;
  const { group, names, rounds } = view;
  const live = rounds.find(({ recorded }) => recorded.settledAt === null) ?? null;
  return (
    <>
      <Head view={view} />
      <Said view={view} />
      {live !== null && <RoundCard view={live} names={names} />}
      <Decision text={<Proposed view={view} />} act={<GroupProposalActs {...props} />} />
      <Part id="stage" title={t("group-chain:where")} note={t("group-chain:where.note")}>
        <Chain steps={useSteps(view)} />
      </Part>
      {view.report !== null && <ConsultationTold report={view.report} names={names} />}
      {view.left !== null && <Leftovers left={view.left} takes={view.takes} names={names} />}
      <Within view={view} />
      <Goals view={view} />
      <Rounds view={view} />
      <History entries={history} names={names} record={`/record?group=${group.slug}&kind=groups`} />
    </>
  );
}

function Head({ view }: { readonly view: GroupProposalView }) {
  const t = useT();
  const format = useFormat();
  const { group, text, stage, area, names } = view;
  const proponents = format.list(view.proponents.map((iso) => names[iso] ?? iso));
  const title = text.proposes === "end" ? t("group-chain:title.end", { group: group.name }) : group.name;
  return (
    <PageHead
      quiet
      title={title}
      crumbs={[
        text.proposes === "end"
          ? { name: group.name, path: `/groups/${group.slug}` }
          : { name: t("groups:title"), path: "/groups" },
        { name: t(`chains:group.${stage}`) },
      ]}
      facts={[
        ...(view.proponents.length === 0 ? [] : [t("group-chain:proposed-by", { countries: proponents })]),
        ...(area === null ? [] : [`${area.code} · ${area.title}`]),
        t("languages:written-in", { language: t(`languages:${view.language}`) }),
      ]}
    />
  );
}

/** What is over is said at once: withdrawn, founded, ended. */
function Said({ view }: { readonly view: GroupProposalView }) {
  const t = useT();
  const { stage, steps, group, text } = view;
  const told = stage === "dropped" || (stage === "active" && text.proposes === "end") ? "withdrawn" : stage;
  if (told !== "withdrawn" && told !== "active" && told !== "discontinued") return null;
  const reason = steps.find(({ act }) => act === "withdraw-proposal")?.comments ?? null;
  return (
    <div className="above">
      <Notice
        kind={told === "withdrawn" ? "wait" : told === "active" ? "done" : "quiet"}
        title={t(`group-chain:over.${told}`)}
      >
        {told === "withdrawn" ? (
          <p>{reason === null ? "" : t("rounds:quoted", { words: reason })}</p>
        ) : (
          <p>
            <TextLink path={`/groups/${group.slug}`}>{t(`group-chain:over.${told}.to`)}</TextLink>
          </p>
        )}
      </Notice>
    </div>
  );
}

function Proposed({ view }: { readonly view: GroupProposalView }) {
  const t = useT();
  const language = useLanguage();
  const contested = useContested(view.names);
  const { release, shown, rounds } = view;
  const about = rounds.find(({ recorded }) => recorded.release.id === release?.id) ?? null;
  return (
    <FrozenText
      id="text"
      title={t("group-chain:text")}
      release={
        release === null ? (
          <p className="release">{t("group-chain:not-frozen")}</p>
        ) : (
          <ReleaseLine number={release.number} hash={release.sha256} frozenAt={release.at} />
        )
      }
    >
      <NumberedText
        {...(view.language === language ? {} : { lang: view.language })}
        paragraphs={contested(passagesOf(shown), about)}
      />
    </FrozenText>
  );
}

/** Each step with when it was reached, or who takes it. */
function useSteps(view: GroupProposalView): readonly Step[] {
  const t = useT();
  const format = useFormat();
  const { stage, steps, text, stageSince, rounds } = view;
  const ladder: readonly GroupStage[] = text.proposes === "end" ? discontinuationLadder : groupLadder;
  const withdrawn = text.proposes === "end" ? stage === "active" : stage === "dropped";
  const place = withdrawn ? -1 : ladder.indexOf(stage);
  const live = rounds.find(({ recorded }) => recorded.settledAt === null);
  const reached = (one: GroupStage) => steps.find(({ after, act }) => after === one && act !== "rename")?.at;
  return ladder.map((one, index): Step => {
    const over = index < place || (index === place && index === ladder.length - 1);
    const at = reached(one);
    const state = over ? "done" : index === place ? "now" : "ahead";
    if (state === "now" && live !== undefined && index > 0)
      return {
        name: t(`chains:group.${one}`),
        state,
        note: t("format:until", { at: format.brief(live.recorded.round.closing) }),
      };
    const since = index !== place ? at : over ? (effectOf(rounds) ?? stageSince) : stageSince;
    return {
      name: t(`chains:group.${one}`),
      state,
      ...(state === "ahead"
        ? { note: t(`group-chain:step.${one}`) }
        : since === undefined
          ? {}
          : { note: format.day(since) }),
    };
  });
}

/** Since when what the officers agreed to last has its effect: a silence at its end, whenever that was entered. */
function effectOf(rounds: GroupProposalView["rounds"]): Date | null {
  const agreed = rounds.find(
    ({ recorded }) => recorded.round.roll.kind === "officers" && recorded.outcome?.outcome === "consensus",
  );
  return agreed?.reading.since ?? null;
}

/** Rounds open in a group whose end is proposed: it does not end over them. */
function Within({ view }: { readonly view: GroupProposalView }) {
  const t = useT();
  if (view.within.length === 0) return null;
  return (
    <Part id="within" title={t("group-chain:within")} note={t("group-chain:within.note")}>
      <ul className="stackv">
        {view.within.map(({ number, title, withdrawable }) => (
          <li key={number}>
            <TextLink path={`/rounds/${number}`}>{t("group-chain:round-of", { number, title })}</TextLink>
            {!withdrawable && <span className="soft s"> {t("group-chain:within.over")}</span>}
          </li>
        ))}
      </ul>
    </Part>
  );
}

function Goals({ view }: { readonly view: GroupProposalView }) {
  const t = useT();
  if (view.goals.length === 0) return null;
  return (
    <Part id="goals" title={t("group-chain:goals")} note={t("group-chain:goals.note")}>
      <ul className="stackv">
        {view.goals.map(({ number, title, stage }) => (
          <li key={number}>
            <TextLink path={`/goals/p${number}`}>{title}</TextLink>{" "}
            <span className="soft s">{t(`chains:goal.${stage}`)}</span>
          </li>
        ))}
      </ul>
    </Part>
  );
}

/** Every round about the group, the latest first. */
function Rounds({ view }: { readonly view: GroupProposalView }) {
  const t = useT();
  const over = view.rounds.filter(({ recorded }) => recorded.settledAt !== null);
  if (over.length === 0) return null;
  return (
    <Part id="rounds" title={t("group-chain:rounds")}>
      <ol className="line">
        {over.map(({ recorded, reading }) => (
          <li key={recorded.id}>
            <Moment at={recorded.settledAt ?? recorded.openedAt} as="day" />
            <p>
              <TextLink path={`/rounds/${recorded.number}`}>
                {t("group-chain:round", { number: recorded.number, release: recorded.release.number })}
              </TextLink>{" "}
              <span className="soft s">{t(`consensus:roll.${recorded.round.roll.kind}`)}</span>{" "}
              <PositionMark tone={toneOfOutcome(reading.outcome ?? "withdrawn")}>
                {t(`consensus:state.${reading.state}`)}
              </PositionMark>
            </p>
          </li>
        ))}
      </ol>
    </Part>
  );
}
