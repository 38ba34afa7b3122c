/** Acts on a round that are rarer than a position: an explanation, a later end, a withdrawal, a letter. Each is folded. */
import type { Refused } from "#app/answers.ts";
import { officeHoursEnd, regionalMinute } from "#app/domain/region.ts";
import type { RoundView } from "#server/services/round-view.ts";
import { Actions, Button, TextLink } from "./button.tsx";
import { ActingAs, CapacityChoice } from "./capacity-choice.tsx";
import { DateField, TextArea } from "./field.tsx";
import { Form } from "./form.tsx";
import { Fold } from "./part.tsx";
import type { Names } from "./round.tsx";
import { useFormat, useLanguage, useT } from "./speech.tsx";

/** Rarer acts of a round, each folded: an explanation, a later end, a withdrawal, a letter. */
export function RarerActs(props: {
  readonly view: RoundView;
  readonly names: Names;
  readonly refused: Refused | null;
}) {
  const t = useT();
  const format = useFormat();
  const language = useLanguage();
  const { view, names, refused } = props;
  const { part, recorded } = view;
  const roundId = recorded.id;
  const refusedIn = (act: string) => (refused?.values["act"] === act ? refused : null);
  const explains = part.seats.filter((seat) => seat.explains && (!seat.answers || seat.position !== null));
  return (
    <>
      {explains.map((own) => (
        <Fold
          key={own.seat}
          title={t("rounds:explain.title", { country: names[own.country] ?? own.country })}
          open={refusedIn("explain") !== null}
        >
          <Form
            id={`explain-${own.seat}`}
            label={t("rounds:explain.label")}
            refused={refusedIn("explain")}
            hidden={{ act: "explain", roundId, language }}
          >
            <CapacityChoice view={view} names={names} seat={own} />
            <TextArea
              name="text"
              label={t("rounds:explain.words")}
              hint={t("frame:position.published-as-written")}
              rows={3}
            />
            <Actions>
              <Button>{t("rounds:explain.button")}</Button>
            </Actions>
          </Form>
        </Fold>
      ))}
      {part.extends && (
        <Fold title={t("rounds:extend.title")} open={refusedIn("extend") !== null}>
          <Form
            id="extend"
            label={t("rounds:extend.title")}
            refused={refusedIn("extend")}
            hidden={{ act: "extend", roundId, before: recorded.round.closing.toISOString() }}
          >
            <ActingAs as={part.as.presides} names={names} />
            <DateField
              name="closing"
              time
              label={t("rounds:extend.closes")}
              hint={t("rounds:extend.hint", { at: format.full(recorded.round.closing) })}
              value={regionalMinute(officeHoursEnd(recorded.round.closing, 3))}
            />
            <Actions>
              <Button>{t("rounds:extend.button")}</Button>
            </Actions>
          </Form>
        </Fold>
      )}
      {part.annuls && (
        <Fold title={t("rounds:annul.title")} open={refusedIn("annul-round") !== null}>
          <Form
            id="annul-round"
            label={t("rounds:annul.title")}
            refused={refusedIn("annul-round")}
            hidden={{ act: "annul-round", roundId }}
          >
            <ActingAs as={part.as.presides} names={names} />
            <TextArea name="reason" label={t("rounds:annul.reason")} hint={t("rounds:annul.hint")} rows={3} />
            <Actions>
              <Button>{t("rounds:annul.button")}</Button>
            </Actions>
          </Form>
        </Fold>
      )}
      {part.withdraws && (
        <Fold title={t("rounds:withdraw.title")} open={refusedIn("withdraw-round") !== null}>
          <Form
            id="withdraw-round"
            label={t("rounds:withdraw.title")}
            refused={refusedIn("withdraw-round")}
            hidden={{ act: "withdraw-round", roundId }}
          >
            <ActingAs as={part.as.presides} names={names} />
            <TextArea
              name="reason"
              label={t("rounds:withdraw.reason")}
              hint={t("rounds:withdraw.hint")}
              rows={3}
            />
            <Actions>
              <Button>{t("rounds:withdraw.button")}</Button>
            </Actions>
          </Form>
        </Fold>
      )}
      {part.entersLetters && (
        <p className="acts">
          <TextLink path={`/rounds/${recorded.number}/letter`}>{t("rounds:letter.link")}</TextLink>
        </p>
      )}
    </>
  );
}
