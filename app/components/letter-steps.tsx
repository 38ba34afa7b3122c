/** Entering what a country says by letter: as the letter has it, then a review of what will be on record. Works without script. */
import { latestConfirmation } from "#app/domain/consensus.ts";
import type { RollKind } from "#app/domain/roles.ts";
import type { Standing } from "#app/domain/round.ts";
import { languages, ownNames } from "#app/i18n/language.ts";
import type { LetterReview, WordByLetterReview } from "#server/services/rounds.ts";
import { Actions, Button } from "./button.tsx";
import { useWordReview } from "./capital-word.tsx";
import { RadioGroup, SelectField } from "./choice-field.tsx";
import { Country, PositionMark, toneOf } from "./country.tsx";
import { DateField } from "./field.tsx";
import { Form } from "./form.tsx";
import { NumberedText, ReleaseLine } from "./frozen-text.tsx";
import { LetterField } from "./letter-field.tsx";
import { Moment } from "./moment.tsx";
import { PageHead } from "./page-head.tsx";
import { PositionPicker, usePositionNames } from "./position-picker.tsx";
import type { StepsProps } from "./position-steps.tsx";
import { kindsIn, usePositionWords } from "./position-words.ts";
import { Review, Two } from "./review.tsx";
import { useNeeds } from "./round.tsx";
import { useFormat, useLanguage, useLocal, useT } from "./speech.tsx";

export type LetterProps = Omit<StepsProps, "seat" | "others"> & {
  /** Until when letters received before the end are entered. */
  readonly until: Date;
};

/** In which office a country's letter may be signed. */
const signing: Readonly<Record<RollKind, readonly string[]>> = {
  group: ["representative", "focal-point"],
  officers: ["officer"],
  region: ["focal-point", "representative"],
};

/** Where only one office can sign, it is not asked for. */
const signedBy = (roll: RollKind): Record<string, string> => {
  const [only, other] = signing[roll];
  return only === undefined || other !== undefined ? {} : { office: only };
};

/** The first step, and beside it the word of a capital where one is awaited. */
export function LetterChoice(props: LetterProps) {
  const t = useT();
  const format = useFormat();
  const local = useLocal();
  const { subject, view, values, refused, until } = props;
  const { recorded, reading } = view;
  const { roll, mode, closing } = recorded.round;
  const fieldNames = usePositionNames();
  const answering = reading.standing.filter(({ standing }) => standing !== "vacant" && standing !== "left");
  const awaited = answering.filter(
    ({ confirmation }) => confirmation !== null && confirmation !== "confirmed",
  );
  const own = values["act"] !== "confirm";
  return (
    <>
      <PageHead
        title={t("by-letter:title")}
        crumbs={[{ name: subject.title, path: subject.path }]}
        lead={t("by-letter:what")}
        step={{ step: 1, steps: 2 }}
      />
      <Two
        asideLabel={t("frame:text.to-decide")}
        aside={
          <>
            <h2>{t("frame:text.to-decide")}</h2>
            <ReleaseLine number={recorded.release.number} hash={recorded.release.sha256} />
            <NumberedText lang={subject.lang} anchors={false} paragraphs={subject.paragraphs} />
          </>
        }
      >
        <Form
          id="letter"
          label={t("by-letter:title")}
          refused={own ? refused : null}
          files
          hidden={{ roundId: recorded.id, releaseId: recorded.release.id, ...signedBy(roll.kind) }}
          names={{ ...fieldNames, receivedAt: t("by-letter:received"), letter: t("by-letter:file") }}
        >
          <p className="hint">
            {t("by-letter:until", { closing: format.full(closing), until: format.full(until) })}
          </p>
          <div className="acts">
            <Signed {...props} lines={answering} values={own ? values : {}} />
          </div>
          <h2 className="acts">{t("by-letter:position")}</h2>
          <PositionPicker
            kinds={kindsIn(mode, roll.kind)}
            passages={subject.paragraphs.flatMap(({ number }) =>
              number === null ? [] : [{ value: number, label: t("frame:text.paragraph", { number }) }],
            )}
            confirmLatest={latestConfirmation(recorded.round)}
            given={own ? values : {}}
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
        {awaited.length > 0 && <CapitalByLetter {...props} awaited={awaited} />}
      </Two>
    </>
  );
}

/** Whose letter it is, who signed it, when it came, in which language, and the letter itself. */
function Signed(props: LetterProps & { readonly lines: readonly Standing[] }) {
  const t = useT();
  const language = useLanguage();
  const { view, names, lines, values } = props;
  const offices = signing[view.recorded.round.roll.kind];
  return (
    <>
      <SelectField
        name="seat"
        label={t("by-letter:country")}
        value={values["seat"]}
        options={lines
          .map(({ seat, country }) => ({ value: seat, label: names[country ?? ""] ?? country ?? seat }))
          .sort((a, b) => a.label.localeCompare(b.label, language))}
      />
      {offices.length > 1 && (
        <RadioGroup
          name="office"
          tight
          label={t("by-letter:signed")}
          value={values["office"] ?? offices[0]}
          options={offices.map((office) => ({ value: office, label: t(`by-letter:signed.${office}`) }))}
        />
      )}
      <DateField
        name="receivedAt"
        time
        label={t("by-letter:received")}
        hint={t("by-letter:received-hint")}
        value={values["receivedAt"]}
      />
      <SelectField
        name="language"
        label={t("by-letter:language")}
        value={values["language"] ?? language}
        prompt={null}
        size={20}
        options={languages.map((known) => ({ value: known, label: ownNames[known] }))}
      />
      <LetterField
        open
        required
        label={t("by-letter:file")}
        kept={{ id: values["letterId"], name: values["letterName"] }}
      />
    </>
  );
}

function CapitalByLetter(props: LetterProps & { readonly awaited: readonly Standing[] }) {
  const t = useT();
  const { view, values, refused, awaited } = props;
  const own = values["act"] === "confirm";
  return (
    <section aria-labelledby="capital-title" className="acts">
      <h2 id="capital-title">{t("by-letter:capital.title")}</h2>
      <Form
        id="capital"
        labelledBy="capital-title"
        refused={own ? refused : null}
        files
        hidden={{
          act: "confirm",
          roundId: view.recorded.id,
          ...signedBy(view.recorded.round.roll.kind),
        }}
        names={{ receivedAt: t("by-letter:received"), letter: t("by-letter:file") }}
      >
        <p className="hint">{t("by-letter:capital.what")}</p>
        <Signed {...props} lines={awaited} values={own ? values : {}} />
        <RadioGroup
          name="confirmed"
          tight
          label={t("by-letter:capital.word")}
          value={own ? values["confirmed"] : undefined}
          options={(["yes", "no"] as const).map((word) => ({
            value: word,
            label: t(`rounds:confirm.${word}`),
          }))}
        />
        <Actions>
          <Button name="step" value="review">
            {t("frame:form.review")}
          </Button>
        </Actions>
      </Form>
    </section>
  );
}

/** The second step. */
export function LetterReviewed(
  props: LetterProps & { readonly review: LetterReview; readonly person: string },
) {
  const t = useT();
  const { subject, view, names, values, review, refused } = props;
  const sayNeeds = useNeeds(names);
  const { word, about } = usePositionWords(view.recorded.round.roll.kind);
  const { position, explanation, letter, country } = review;
  const name = names[country] ?? country;
  const { step: _, ...sent } = values;
  const quoted = (term: string, text: string | null) =>
    text === null ? [] : [{ term: t(`rounds:review.${term}`), value: t("rounds:quoted", { words: text }) }];
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
        again={{ id: "letter-again", label: t("rounds:review.again"), hidden: sent }}
        confirm={t("by-letter:review.button", { country: name })}
        hidden={{ ...sent, after: String(review.given) }}
        rows={[
          { term: t("rounds:review.name"), value: <Country iso={country} name={name} /> },
          { term: t("by-letter:signed"), value: t(`by-letter:signed.${values["office"] ?? "officer"}`) },
          { term: t("by-letter:received"), value: <Moment at={position.at} /> },
          {
            term: t("by-letter:file"),
            value: <a href={`/files/${letter.id}/${encodeURIComponent(letter.name)}`}>{letter.name}</a>,
          },
          {
            term: t("by-letter:position-given"),
            value: (
              <>
                <PositionMark tone={toneOf(position.kind)}>{word(position.kind)}</PositionMark>
                {position.passage !== null && <>, {about(position.kind, position.passage)}</>}
              </>
            ),
          },
          ...quoted("reservation", position.text),
          ...quoted("reason", position.reason),
          ...quoted("lift", position.lift),
          ...quoted("amendment", position.amendment),
          ...(position.confirmBy === null
            ? []
            : [{ term: t("rounds:review.confirm-by"), value: <Moment at={position.confirmBy} /> }]),
          ...quoted("explanation", explanation),
          {
            term: t("by-letter:review.by"),
            value: t("by-letter:review.by-secretariat", { name: props.person }),
          },
        ]}
        follows={[
          t("rounds:follows.public"),
          ...(review.superseded ? [t("by-letter:follows.superseded")] : []),
          t("rounds:follows.after", { needs: sayNeeds(review.after, true).join(" ") }),
        ]}
      />
    </>
  );
}

/** The second step of the word of a capital. */
export function CapitalLetterReviewed(
  props: LetterProps & { readonly review: WordByLetterReview; readonly person: string },
) {
  const t = useT();
  const { subject, names, values, review, refused } = props;
  const { name, word, follows } = useWordReview(names)(review);
  const { country, letter, receivedAt } = review;
  const { step: _, ...sent } = values;
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
        again={{ id: "letter-again", label: t("rounds:review.again"), hidden: sent }}
        confirm={t("by-letter:review.button", { country: name })}
        hidden={sent}
        rows={[
          { term: t("rounds:review.name"), value: <Country iso={country} name={name} /> },
          { term: t("by-letter:signed"), value: t(`by-letter:signed.${values["office"] ?? "officer"}`) },
          { term: t("by-letter:received"), value: <Moment at={receivedAt} /> },
          {
            term: t("by-letter:file"),
            value: <a href={`/files/${letter.id}/${encodeURIComponent(letter.name)}`}>{letter.name}</a>,
          },
          word,
          {
            term: t("by-letter:review.by"),
            value: t("by-letter:review.by-secretariat", { name: props.person }),
          },
        ]}
        follows={follows}
      />
    </>
  );
}
