/** The round on a plan of work: what is still needed, the frozen text, the reader's own act, the board, the statements. */
import type { Refused } from "#app/answers.ts";
import type { RoundView } from "#server/services/round-view.ts";
import { TextLink } from "./button.tsx";
import { Decision, FrozenText, ReleaseLine } from "./frozen-text.tsx";
import { Panel } from "./notice.tsx";
import { PageHead } from "./page-head.tsx";
import type { Sheet } from "./plan-sheet.tsx";
import { hasPart, OwnPart, RoundBoard, RoundNeeds, RoundStatements, type Names } from "./round.tsx";
import { RarerActs } from "./round-acts.tsx";
import { useT } from "./speech.tsx";

export function PlanRound(props: {
  readonly slug: string;
  readonly period: string;
  readonly names: Names;
  readonly view: RoundView;
  readonly sheet: Sheet;
  readonly signedIn: boolean;
  readonly refused: Refused | null;
}) {
  const { slug, period, names, view, sheet, signedIn, refused } = props;
  const t = useT();
  const path = `/groups/${slug}/plan`;
  const { release, round } = view.recorded;
  const answer = `${path}/position`;
  return (
    <>
      <PageHead
        quiet
        title={t("plan:title", { period })}
        crumbs={[{ name: t("plan:round.title"), path }, { name: t(`consensus:mode.${round.mode}`) }]}
      />
      <RoundNeeds view={view} names={names} />
      <Decision
        text={
          <FrozenText
            id="text"
            release={<ReleaseLine number={release.number} hash={release.sha256} frozenAt={release.at} />}
          >
            <article
              className="paper"
              lang={sheet.language}
              aria-labelledby="text"
              dangerouslySetInnerHTML={{ __html: sheet.html }}
            />
          </FrozenText>
        }
        act={
          <Panel id="own" title={t("plan:round.own")}>
            {hasPart(view) ? (
              <OwnPart view={view} names={names} answer={answer} refused={refused} />
            ) : (
              <>
                <p>{t(signedIn ? "plan:round.no-part" : "plan:round.stranger")}</p>
                {!signedIn && <TextLink path="/sign-in">{t("frame:sign-in")}</TextLink>}
              </>
            )}
            <RarerActs view={view} names={names} refused={refused} />
          </Panel>
        }
      />
      <RoundBoard view={view} names={names} answer={answer} />
      <RoundStatements view={view} names={names} />
    </>
  );
}
