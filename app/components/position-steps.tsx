/** Giving a position: choose it, then read what will be on record before it goes there. Works without script. */
import type { Refused } from "#app/answers.ts";
import { latestConfirmation } from "#app/domain/consensus.ts";
import { regionalDay } from "#app/domain/region.ts";
import type { RollKind } from "#app/domain/roles.ts";
import type { PositionKind } from "#app/domain/round.ts";
import type { RoundView } from "#server/services/round-view.ts";
import type { PositionReview } from "#server/services/rounds.ts";
import { Actions, Button, TextLink } from "./button.tsx";
import { CapacityChoice, useCapacityIn } from "./capacity-choice.tsx";
import { Country, PositionMark, toneOf } from "./country.tsx";
import { Form } from "./form.tsx";
import { NumberedText, ReleaseLine, shortHash, type Paragraph } from "./frozen-text.tsx";
import { Moment } from "./moment.tsx";
import { Notice } from "./notice.tsx";
import { PageHead } from "./page-head.tsx";
import { PositionPicker, usePositionNames, type GivenPosition } from "./position-picker.tsx";
import { Review, Two } from "./review.tsx";
import { kindsIn, usePositionWords } from "./position-words.ts";
import { useNeeds, type Names } from "./round.tsx";
import { useFormat, useLanguage, useLocal, useNow, useT } from "./speech.tsx";

export interface PositionSubject {
  /** Page of the round, without language. */
  readonly path: string;
  readonly title: string;
  /** Language of the title and the text. */
  readonly lang: string;
  /** The passages of the release, as positions name them. */
  readonly paragraphs: readonly Paragraph[];
}

type OwnSeat = RoundView["part"]["seats"][number];

export interface StepsProps {
  readonly subject: PositionSubject;
  readonly view: RoundView;
  readonly names: Names;
  /** The seat that is answered for, with the offices in which the reader may do so. */
  readonly seat: OwnSeat;
  /** Other seats for which the reader may answer now. */
  readonly others: readonly OwnSeat[];
  /** What was entered, on the way back from the review or from a refusal. */
  readonly values: Readonly<Record<string, string>>;
  readonly refused: Refused | null;
}

/** The first step. */
export function PositionChoice(props: StepsProps) {
  const t = useT();
  const format = useFormat();
  const language = useLanguage();
  const local = useLocal();
  const { subject, view, names, seat, values, refused } = props;
  const { recorded } = view;
  const { roll, mode } = recorded.round;
  const fieldNames = usePositionNames();
  const kinds = kindsIn(mode, roll.kind);
  const country = names[seat.country] ?? seat.country;
  // Whoever was told that another hand came between has read what is on record: the next sending counts from it.
  const told = refused?.refusal.key === "position.changed-meanwhile";
  const head = {
    roundId: recorded.id,
    releaseId: recorded.release.id,
    after: told ? String(seat.given) : (values["after"] ?? String(seat.given)),
    language,
  };
  return (
    <>
      <PageHead
        title={t(roll.kind === "region" ? "round-page:position.title" : "rounds:position.title", { country })}
        crumbs={[
          { name: subject.title, path: subject.path },
          { name: t("rounds:position.closes", { at: format.both(recorded.round.closing) }) },
        ]}
        step={{ step: 1, steps: 2 }}
      />
      <Two
        asideLabel={t("frame:text.to-decide")}
        aside={
          <>
            <h2>{t(roll.kind === "region" ? "round-page:text.consulted" : "frame:text.to-decide")}</h2>
            <ReleaseLine number={recorded.release.number} hash={recorded.release.sha256} />
            <NumberedText lang={subject.lang} anchors={false} paragraphs={subject.paragraphs} />
          </>
        }
      >
        {told && <OnRecordNow {...props} />}
        <Form
          id="position"
          label={t("frame:position.legend")}
          refused={refused === null ? null : atTheirFields(refused, values["kind"])}
          hidden={head}
          names={fieldNames}
        >
          <CapacityChoice view={view} names={names} seat={seat} value={values["capacity"]} />
          <PositionPicker
            kinds={kinds}
            passages={subject.paragraphs.flatMap(({ number }) =>
              number === null ? [] : [{ value: number, label: t("frame:text.paragraph", { number }) }],
            )}
            confirmLatest={latestConfirmation(recorded.round)}
            given={given(values, seat)}
            roll={roll.kind}
            mode={mode}
          />
          <Actions>
            <Button kind="go" name="step" value="review">
              {t("frame:form.review")}
            </Button>
            <a href={local(subject.path)}>{t("frame:form.cancel")}</a>
          </Actions>
        </Form>
        <OtherSeats {...props} />
      </Two>
    </>
  );
}

/** What another hand of the country put on record while this form was filled in; what was typed stands below. */
function OnRecordNow({ view, names, seat }: StepsProps) {
  const t = useT();
  const format = useFormat();
  const { word, about } = usePositionWords(view.recorded.round.roll.kind);
  const { position, country } = seat;
  if (position === null) return null;
  const { kind, passage, text, reason, at, language } = position;
  const said = text ?? reason;
  return (
    <Notice
      kind="wait"
      title={t("round-page:meanwhile", { country: names[country] ?? country, at: format.exact(at) })}
    >
      <p>
        <PositionMark tone={toneOf(kind)}>{word(kind)}</PositionMark>
        {passage !== null && <span> {about(kind, passage)}</span>}
      </p>
      {said !== null && <p lang={language}>{t("rounds:quoted", { words: said })}</p>}
      <p>{t("round-page:meanwhile.yours")}</p>
    </Notice>
  );
}

/** For whoever answers for more than one seat: one form a seat. */
function OtherSeats({ subject, names, others }: StepsProps) {
  const t = useT();
  if (others.length === 0) return null;
  return (
    <ul className="acts">
      {others.map(({ seat, country }) => (
        <li key={seat}>
          <TextLink path={`${subject.path}/position?seat=${encodeURIComponent(seat)}`}>
            {t("round-page:position.other-seat", { country: names[country] ?? country })}
          </TextLink>
        </li>
      ))}
    </ul>
  );
}

/** Rules speak of one passage and one date; the form has a passage for each kind that asks for one. */
function atTheirFields(refused: Refused, kind: string | undefined): Refused {
  const { passage, ...others } = refused.refusal.fields ?? {};
  if (passage === undefined) return refused;
  const name = kind === "objects" ? "objectionPassage" : "reservationPassage";
  return { ...refused, refusal: { ...refused.refusal, fields: { [name]: passage, ...others } } };
}

function given(values: Readonly<Record<string, string>>, seat: OwnSeat): GivenPosition {
  if (values["kind"] !== undefined) return values;
  const { position } = seat;
  if (position === null) return {};
  return {
    kind: position.kind,
    ...(position.kind === "joins-with-reservation"
      ? {
          reservationPassage: position.passage ?? "",
          text: position.text ?? "",
          reservationAmendment: position.amendment ?? "",
        }
      : {}),
    ...(position.confirmBy === null
      ? {}
      : { confirmBy: regionalDay(new Date(position.confirmBy.getTime() - 1)) }),
    ...(position.kind === "objects"
      ? {
          objectionPassage: position.passage ?? "",
          reason: position.reason ?? "",
          lift: position.lift ?? "",
          amendment: position.amendment ?? "",
        }
      : {}),
  };
}

/** The second step. */
export function PositionReviewed(
  props: StepsProps & { readonly review: PositionReview; readonly person: string },
) {
  const t = useT();
  const format = useFormat();
  const now = useNow();
  const { subject, view, names, seat, values, review, refused } = props;
  const sayNeeds = useNeeds(names);
  const sayCapacity = useCapacityIn(view, names);
  const { position, explanation } = review;
  const { release, round } = view.recorded;
  const name = names[review.country] ?? review.country;
  const office = values["capacity"]?.split(" ")[0] ?? "";
  const change = (about: string) => ({ href: "#position-again", about });
  const words = (term: string, text: string | null) =>
    text === null
      ? []
      : [
          {
            term: t(`rounds:review.${term}`),
            value: t("rounds:quoted", { words: text }),
            change: change(t(`rounds:review.${term}`)),
          },
        ];
  return (
    <>
      <PageHead
        title={t("frame:form.will-be-on-record")}
        crumbs={[{ name: subject.title, path: subject.path }]}
        step={{ step: 2, steps: 2 }}
      />
      <Review
        id="review"
        refused={refused}
        again={{ id: "position-again", label: t("rounds:review.again"), hidden: sent(values) }}
        confirm={t("rounds:review.button", { country: name })}
        hidden={sent(values)}
        rows={[
          {
            term: t("rounds:review.name"),
            value: <Country iso={review.country} name={sayCapacity(seat, office)} />,
          },
          {
            term: t("rounds:review.text"),
            value: (
              <>
                {t("rounds:review.release", { number: release.number })}
                <br />
                <span className="mono s soft">{shortHash(release.sha256)}</span>
              </>
            ),
          },
          {
            term: t("rounds:review.position"),
            value: <Given kind={position.kind} passage={position.passage} roll={round.roll.kind} />,
            change: change(t("rounds:review.position")),
          },
          ...words("reservation", position.text),
          ...words("reason", position.reason),
          ...words("lift", position.lift),
          ...words("amendment", position.amendment),
          ...(position.confirmBy === null
            ? []
            : [{ term: t("rounds:review.confirm-by"), value: <Moment at={position.confirmBy} /> }]),
          {
            term: t("rounds:review.explanation"),
            value:
              explanation === null ? (
                <span className="soft">{t("frame:form.none")}</span>
              ) : (
                t("rounds:quoted", { words: explanation })
              ),
            change: change(t("rounds:review.explanation")),
          },
          {
            term: t("rounds:review.by"),
            value: t("rounds:review.by-on", { name: props.person, day: format.longDay(now) }),
          },
        ]}
        follows={[
          t("rounds:follows.public"),
          // An objection breaks a silence at once: nothing can be changed after it.
          ...(review.after.accepts
            ? [t("rounds:follows.revisable", { at: format.exact(round.closing) })]
            : []),
          t("rounds:follows.after", { needs: sayNeeds(review.after, true).join(" ") }),
        ]}
      />
    </>
  );
}

/** What was entered, without which step it was. */
function sent(values: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(values).filter(([name]) => name !== "step"));
}

function Given(props: {
  readonly kind: PositionKind;
  readonly passage: string | null;
  readonly roll: RollKind;
}) {
  const { kind, passage, roll } = props;
  const { word, about } = usePositionWords(roll);
  return (
    <>
      <PositionMark tone={toneOf(kind)}>{word(kind)}</PositionMark>
      {passage !== null && <>, {about(kind, passage)}</>}
    </>
  );
}
