/** A round at its one address: the text, what is still needed, the reader's own act, the board, and all that is on record. */
import type { Refused } from "#app/answers.ts";
import type { RoundPage } from "#server/services/round-pages.ts";
import { ButtonLink, TextLink } from "./button.tsx";
import { Decision, FrozenText, NumberedText, ReleaseLine } from "./frozen-text.tsx";
import { Notice, Panel } from "./notice.tsx";
import { PageHead } from "./page-head.tsx";
import { hasPart, OwnPart } from "./own-part.tsx";
import { hasEnded, RoundBoard, RoundNeeds, RoundStatements, useContested } from "./round.tsx";
import { ChangesPart } from "./round-changes.tsx";
import { RarerActs } from "./round-acts.tsx";
import { OtherRounds, PositionsByCountry } from "./round-positions.tsx";
import { passagesOf, useRoundTitle } from "./round-subject.ts";
import { RoundTerms } from "./round-terms.tsx";
import { RoundTimeline } from "./round-timeline.tsx";
import { PlanPaper, type Sheet } from "./plan-sheet.tsx";
import { useFormat, useLocal, useNow, useT } from "./speech.tsx";

export interface RoundPageProps {
  readonly page: RoundPage;
  /** Of a plan, its text as it is set on paper. */
  readonly sheet: Sheet | null;
  readonly signedIn: boolean;
  readonly refused: Refused | null;
}

export function RoundOnPage(props: RoundPageProps) {
  const { page } = props;
  const { view, names, number } = page;
  return (
    <>
      <RoundHead page={page} />
      <LiveNote page={page} />
      <Withdrawn page={page} />
      <RoundNeeds view={view} names={names} />
      <Decision text={<RoundText {...props} />} act={<OwnAct {...props} />} />
      <RoundBoard view={view} names={names} answer={`/rounds/${number}/position`} />
      <RoundStatements view={view} names={names} />
      {page.changes !== null && <ChangesPart number={number} changes={page.changes} />}
      <RoundTimeline page={page} />
      <PositionsByCountry page={page} />
      <RoundTerms round={view.recorded.round} />
      <OtherRounds page={page} />
    </>
  );
}

function RoundHead({ page }: { readonly page: RoundPage }) {
  const t = useT();
  const format = useFormat();
  const local = useLocal();
  const titled = useRoundTitle();
  const { number, subject, view } = page;
  const { round, settledAt } = view.recorded;
  const { title, lang } = titled(page);
  const over = hasEnded(view);
  return (
    <PageHead
      quiet
      live
      title={<span lang={lang}>{title}</span>}
      crumbs={[
        { name: t(`round-page:kind.${subject.kind}`), path: subject.link },
        { name: t(`consensus:roll.${round.roll.kind}`) },
        ...(round.roll.kind === "region" ? [] : [{ name: t(`consensus:mode.${round.mode}`) }]),
        { name: t("round-page:number", { number }) },
      ]}
      facts={[
        t(view.reading.state === "scheduled" ? "round-page:opens" : "round-page:opened", {
          at: format.exact(round.opening),
        }),
        t(over ? "round-page:ended" : "round-page:ends", {
          at: format.exact(over ? (view.reading.since ?? round.closing) : round.closing),
        }),
        ...(over
          ? []
          : [
              <a key="calendar" href={local(`/rounds/${number}/calendar.ics`)}>
                {t("round-page:calendar")}
              </a>,
            ]),
        ...(settledAt === null
          ? []
          : [
              <a key="certificate" href={local(`/rounds/${number}/certificate`)}>
                {t("round-page:certificate")}
              </a>,
            ]),
      ]}
    />
  );
}

/** What the script of the page reads, and what it says: without it the page is right on reload. */
function LiveNote({ page }: { readonly page: RoundPage }) {
  const t = useT();
  const now = useNow();
  const { number, ordinal, turn, view } = page;
  if (view.recorded.settledAt !== null) return null;
  return (
    <>
      <p
        className="live s soft"
        data-live-round={number}
        data-ordinal={ordinal}
        data-turn-in={turn === null ? "" : turn.getTime() - now.getTime()}
      >
        <span data-state="on" hidden>
          {t("round-page:live.on")}
        </span>
        <span data-state="off" hidden>
          {t("round-page:live.off")}
        </span>
      </p>
      <div className="sr" role="status" aria-live="polite" data-live-say="" />
    </>
  );
}

/** Why it was taken back, in the words it was taken back with. */
function Withdrawn({ page }: { readonly page: RoundPage }) {
  const t = useT();
  const { withdrawReason, annulled } = page.view.recorded;
  if (withdrawReason === null) return null;
  return (
    <div className="above" data-live="withdrawn">
      <Notice kind="wait" title={t(annulled ? "round-page:annulled" : "round-page:withdrawn")}>
        {t("rounds:quoted", { words: withdrawReason })}
      </Notice>
    </div>
  );
}

/** The release that is decided on, and only that. */
function RoundText({ page, sheet }: RoundPageProps) {
  const t = useT();
  const contested = useContested(page.names);
  const { view, text, number, changes } = page;
  const { release, round, settledAt } = view.recorded;
  const title =
    round.roll.kind === "region"
      ? t("round-page:text.consulted")
      : settledAt === null
        ? undefined
        : t("round-page:text.decided");
  return (
    <FrozenText
      id="text"
      title={title}
      release={
        <ReleaseLine
          number={release.number}
          hash={release.sha256}
          frozenAt={release.at}
          compare={
            changes === null ? undefined : { number: changes.before, path: `/rounds/${number}/changes` }
          }
        />
      }
    >
      {sheet === null ? (
        <NumberedText lang={text.language} paragraphs={contested(passagesOf(text), view)} />
      ) : (
        <PlanPaper sheet={sheet} labelledBy="text" />
      )}
    </FrozenText>
  );
}

/** What the reader may do now; for those who may do nothing, who is asked. */
function OwnAct({ page, signedIn, refused }: RoundPageProps) {
  const { view, names, number } = page;
  const path = `/rounds/${number}`;
  return (
    <Panel id="act" title={useActTitle(page)} live>
      {hasPart(view) ? (
        <OwnPart view={view} names={names} answer={`${path}/position`} refused={refused} />
      ) : (
        <Asked page={page} signedIn={signedIn} />
      )}
      <RarerActs view={view} names={names} refused={refused} />
    </Panel>
  );
}

/** Who is asked; of a round that is over, where its matter stands now. */
function Asked({ page, signedIn }: Pick<RoundPageProps, "page" | "signedIn">) {
  const t = useT();
  const format = useFormat();
  const { view, subject, number } = page;
  const { round, settledAt } = view.recorded;
  const { state, outcome } = view.reading;
  if (settledAt !== null || outcome !== null)
    return <ButtonLink path={subject.link}>{t("round-page:own.go-on")}</ButtonLink>;
  return (
    <>
      <p>{t(`round-page:own.asked-${round.roll.kind}`)}</p>
      <p className="soft s">
        {state === "scheduled" && view.part.seats.some(({ vacant }) => !vacant)
          ? t("round-page:own.waits", { at: format.exact(round.opening) })
          : t(signedIn ? "round-page:own.no-part" : "round-page:own.sign-in")}{" "}
        {!signedIn && (
          <TextLink path={`/sign-in?to=${encodeURIComponent(`/rounds/${number}`)}`}>
            {t("frame:sign-in")}
          </TextLink>
        )}
      </p>
    </>
  );
}

function useActTitle({ view, names }: RoundPage): string {
  const t = useT();
  const { part, recorded } = view;
  if (recorded.settledAt !== null) return t("round-page:own.over");
  const unanswered = part.seats.find(({ answers, position }) => answers && position === null);
  if (unanswered !== undefined)
    return t("rounds:act.not-answered", { country: names[unanswered.country] ?? unanswered.country });
  if (part.records) return t("rounds:record.title");
  if (hasPart(view)) return t("round-page:own.yours");
  return t(hasEnded(view) ? "round-page:own.over" : "round-page:own.who");
}
