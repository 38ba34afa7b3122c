/** One decision of a group about itself: what is asked, where it stands, the round on it, and what the reader may do. */
import type { Refused } from "#app/answers.ts";
import { decisionLadder } from "#app/domain/decision.ts";
import type { DecisionView } from "#server/services/decision-views.ts";
import type { NamedEntry } from "#server/services/records.ts";
import { AbsentBefore, Leftovers } from "./amendments.tsx";
import { Actions, Button, ButtonLink, TextLink } from "./button.tsx";
import { ActingAs } from "./capacity-choice.tsx";
import { RadioGroup } from "./choice-field.tsx";
import { Chain, type Step } from "./chain.tsx";
import { PositionMark } from "./country.tsx";
import { useDecisionPassages, useDecisionTitle } from "./decision-words.ts";
import { Form } from "./form.tsx";
import { Decision, FrozenText, NumberedText, ReleaseLine } from "./frozen-text.tsx";
import { History } from "./history.tsx";
import { Moment } from "./moment.tsx";
import { Notice, Panel } from "./notice.tsx";
import { toneOfOutcome } from "./outcome-tone.ts";
import { PageHead } from "./page-head.tsx";
import { Fold, Part } from "./part.tsx";
import { RoundCard } from "./round-card.tsx";
import { RoundTimes } from "./round-times.tsx";
import { useFormat, useLanguage, useRefusalWords, useT } from "./speech.tsx";

export interface DecisionPageProps {
  readonly view: DecisionView;
  readonly history: readonly NamedEntry[];
  readonly signedIn: boolean;
  readonly refused: Refused | null;
}

export function DecisionPage(props: DecisionPageProps) {
  const t = useT();
  const language = useLanguage();
  const { view, history } = props;
  const { decision, group, names, round } = view;
  const { text, country } = decision;
  const titled = useDecisionTitle(names);
  const list = `/groups/${group.slug}/decisions`;
  const lang = text.kind === "chairs" || decision.language === language ? undefined : decision.language;
  return (
    <>
      <PageHead
        quiet
        title={<span lang={lang}>{titled(text)}</span>}
        crumbs={[
          { name: t("decisions:list"), path: list },
          ...(country === null
            ? []
            : [{ name: t("decisions:proposed-by", { country: names[country] ?? country }) }]),
          { name: t(`decisions:stage.${decision.stage}`) },
        ]}
        facts={[
          t("decisions:rule"),
          t("languages:written-in", { language: t(`languages:${decision.language}`) }),
        ]}
      />
      {round !== null && <RoundCard view={round} names={names} />}
      <Decision text={<Asked view={view} />} act={<DecisionActs {...props} />} />
      <Part id="stage" title={t("decisions:where-it-stands")}>
        <Chain steps={useSteps(view)} />
      </Part>
      {view.left !== null && <Leftovers left={view.left} takes={view.takes} names={names} />}
      {view.earlier.length > 0 && <Earlier view={view} />}
      <History entries={history} names={names} record={`/record?group=${group.slug}&kind=groups`} />
    </>
  );
}

/** What is asked: as it was frozen for the round, else as it was proposed. */
function Asked({ view }: { readonly view: DecisionView }) {
  const t = useT();
  const { decision, release, names } = view;
  const passages = useDecisionPassages(names)(decision.text, decision.language);
  return (
    <FrozenText
      id="text"
      title={t(`decisions:text.${decision.stage}`)}
      release={
        release === null ? (
          <p className="release">{t("decisions:not-frozen")}</p>
        ) : (
          <ReleaseLine number={release.number} hash={release.sha256} frozenAt={release.at} />
        )
      }
    >
      <NumberedText paragraphs={passages} />
    </FrozenText>
  );
}

function DecisionActs({ view, signedIn, refused }: DecisionPageProps) {
  const t = useT();
  const { decision, opens, edits, drops, round, group } = view;
  const { stage, number } = decision;
  const path = `/groups/${group.slug}/decisions/${number}`;
  return (
    <Panel id="act" title={t(opens === null ? `decisions:stage-title.${stage}` : "decisions:act.yours")}>
      {opens !== null && <OpenRound view={view} refused={refused} />}
      {opens === null && (
        <p>
          {view.awaits === null
            ? t(`decisions:waiting.${stage}`)
            : t("decisions:waiting.decided-later", { number: view.awaits })}
        </p>
      )}
      {opens === null && round !== null && (
        <p>
          <TextLink path={`/rounds/${round.recorded.number}`}>
            {t("decisions:see-round", { number: round.recorded.number })}
          </TextLink>
        </p>
      )}
      {stage === "decided" && <Done view={view} />}
      {!signedIn && stage === "proposed" && (
        <p className="soft s">
          {t("decisions:sign-in")}{" "}
          <TextLink path={`/sign-in?to=${encodeURIComponent(path)}`}>{t("frame:sign-in")}</TextLink>
        </p>
      )}
      {edits && (
        <p>
          <ButtonLink path={`${path}/edit`}>{t("decisions:edit")}</ButtonLink>
        </p>
      )}
      {drops !== null && (
        <Fold title={t("decisions:drop")} open={refused?.values["act"] === "drop"}>
          <Form
            id="drop"
            label={t("decisions:drop")}
            refused={refused?.values["act"] === "drop" ? refused : null}
            hidden={{ act: "drop", revision: String(decision.revision) }}
          >
            <p>{t("decisions:drop.what")}</p>
            <ActingAs as={[drops]} names={view.names} />
            <Actions>
              <Button>{t("decisions:drop")}</Button>
            </Actions>
          </Form>
        </Fold>
      )}
    </Panel>
  );
}

function OpenRound({ view, refused }: { readonly view: DecisionView; readonly refused: Refused | null }) {
  const t = useT();
  const say = useRefusalWords();
  const { decision, opens, silenceHours, left, names } = view;
  const obstacle = opens?.obstacle ?? null;
  return (
    <Form
      id="open-round"
      label={t("decisions:open-round")}
      refused={refused?.values["act"] === "open-round" ? refused : null}
      hidden={{ act: "open-round", revision: String(decision.revision) }}
    >
      <div className="stackv">
        <p>{t(`decisions:open-round.what.${decision.kind}`)}</p>
        {obstacle !== null && <Notice kind="wait" title={say(obstacle)} />}
        {obstacle === null && <ActingAs as={opens?.as ?? []} names={names} />}
      </div>
      {obstacle === null && (
        <RadioGroup
          name="mode"
          tight
          label={t("rounds:open.mode")}
          value="express"
          options={(["express", "silence"] as const).map((mode) => ({
            value: mode,
            label: t(`consensus:mode.${mode}`),
            note: t(`rounds:open.${mode}`),
          }))}
        />
      )}
      {obstacle === null && <AbsentBefore left={left} names={names} />}
      {obstacle === null && <RoundTimes silenceHours={silenceHours} />}
      {obstacle === null && (
        <Actions>
          <Button kind="go">{t("decisions:open-round")}</Button>
        </Actions>
      )}
    </Form>
  );
}

/** Where to see what came of it. */
function Done({ view }: { readonly view: DecisionView }) {
  const t = useT();
  const { decision, group } = view;
  switch (decision.text.kind) {
    case "chairs":
      return <TextLink path={`/groups/${group.slug}/members`}>{t("decisions:done.chairs")}</TextLink>;
    case "commission":
    case "end-commission":
      return <TextLink path={`/groups/${group.slug}#commissions`}>{t("decisions:done.commission")}</TextLink>;
    case "goal-withdrawal":
      return <TextLink path={`/goals/p${decision.text.goal.number}`}>{t("decisions:done.goal")}</TextLink>;
  }
}

function useSteps({ decision, steps }: DecisionView): readonly Step[] {
  const t = useT();
  const format = useFormat();
  const at = decision.stage === "dropped" ? "proposed" : decision.stage;
  const here = decisionLadder.indexOf(at);
  return decisionLadder.map((stage, place): Step => {
    const done = place < here || decision.stage === "decided";
    const now = place === here && !done;
    const left = [...steps].reverse().find(({ before, after }) => before === stage && after !== stage);
    const note = now
      ? t("goals:since", { day: format.day(decision.stageSince) })
      : stage === "decided" && done
        ? format.day(decision.stageSince)
        : done && left !== undefined
          ? format.day(left.at)
          : undefined;
    return {
      name: t(`decisions:stage.${now ? decision.stage : stage}`),
      state: done ? "done" : now ? "now" : "ahead",
      ...(note === undefined ? {} : { note }),
    };
  });
}

function Earlier({ view }: { readonly view: DecisionView }) {
  const t = useT();
  return (
    <Part id="earlier" title={t("rounds:earlier")} note={t("rounds:earlier.note")}>
      <ol className="line">
        {view.earlier.map(({ recorded }) => {
          const outcome = recorded.outcome?.outcome ?? "withdrawn";
          return (
            <li key={recorded.id}>
              <Moment at={recorded.settledAt ?? recorded.round.closing} as="stamp" />
              <p>
                <TextLink path={`/rounds/${recorded.number}`}>
                  {t("decisions:round", { number: recorded.number })}
                </TextLink>
                : <PositionMark tone={toneOfOutcome(outcome)}>{t(`consensus:state.${outcome}`)}</PositionMark>
              </p>
            </li>
          );
        })}
      </ol>
    </Part>
  );
}
