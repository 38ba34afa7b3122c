/** What the reader answers for in a round: a position, a capital to be heard, an outcome to be entered. */
import type { Refused } from "#app/answers.ts";
import type { RoundView } from "#server/services/round-view.ts";
import { Button, ButtonLink } from "./button.tsx";
import { ActingAs } from "./capacity-choice.tsx";
import { CapitalAsked } from "./capital-word.tsx";
import { Form } from "./form.tsx";
import { usePositionWords } from "./position-words.ts";
import { answerOf, type Names } from "./round.tsx";
import { useT } from "./speech.tsx";

/** Whether the reader has anything to do in the round now. */
export function hasPart({ part }: RoundView): boolean {
  return (
    part.seats.some(({ answers, confirms, explains }) => answers || confirms || explains) || part.records
  );
}

/** What the reader answers for: the button that leads to the form, a capital to be heard, the outcome to be entered. */
export function OwnPart(props: {
  readonly view: RoundView;
  readonly names: Names;
  readonly answer: string;
  readonly refused: Refused | null;
}) {
  const t = useT();
  const { view, names, refused } = props;
  const roundId = view.recorded.id;
  const { roll: of, mode } = view.recorded.round;
  const roll = of.kind;
  const asked =
    roll === "region"
      ? "round-page:own.asked"
      : mode === "silence"
        ? "round-page:own.asked-silence"
        : "rounds:act.needed";
  const { word } = usePositionWords(roll);
  const refusedIn = (act: string) => (refused?.values["act"] === act ? refused : null);
  return (
    <>
      {view.part.records && (
        <Form
          id="record"
          label={t("rounds:record.label")}
          refused={refusedIn("record")}
          hidden={{ act: "record", roundId }}
        >
          <div className="stackv">
            <p>{t(`rounds:record.text.${view.reading.outcome ?? "lapsed"}`)}</p>
            <ActingAs as={view.part.as.records} names={names} />
            <Button kind="go">
              {t("rounds:record.button", {
                outcome: t(`consensus:state.${view.reading.outcome ?? "lapsed"}`),
              })}
            </Button>
          </div>
        </Form>
      )}
      {view.part.seats.map((own) => {
        const { seat, country, position, answers, confirms } = own;
        const name = names[country] ?? country;
        return (
          <div key={seat} className="stackv">
            {answers && (
              <>
                <p>
                  {position === null
                    ? t(asked, { country: name })
                    : t("rounds:act.given", { country: name, position: word(position.kind) })}
                </p>
                <ButtonLink
                  kind={position === null ? "go" : "plain"}
                  path={answerOf(props.answer, view, seat)}
                >
                  {t(position === null ? "rounds:act.give" : "rounds:act.change", { country: name })}
                </ButtonLink>
                <p className="soft s">{t("rounds:act.revisable")}</p>
              </>
            )}
            {confirms && <CapitalAsked view={view} names={names} seat={own} refused={refusedIn("confirm")} />}
          </div>
        );
      })}
    </>
  );
}
