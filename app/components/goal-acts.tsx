/** What the reader may do with a proposed goal: the next act first, the others folded under it. */
import type { Refused } from "#app/answers.ts";
import type { GoalView, OfferedAct } from "#server/services/goal-views.ts";
import { AbsentBefore } from "./amendments.tsx";
import { Actions, Button, ButtonLink, TextLink } from "./button.tsx";
import { ActingAs } from "./capacity-choice.tsx";
import { RadioGroup, SelectField } from "./choice-field.tsx";
import { TextArea } from "./field.tsx";
import { Form } from "./form.tsx";
import { Notice, Panel } from "./notice.tsx";
import { Fold } from "./part.tsx";
import type { Names } from "./round.tsx";
import { RoundTimes } from "./round-times.tsx";
import { useRefusalWords, useT } from "./speech.tsx";

interface ActsProps {
  readonly view: GoalView;
  /** Page of the goal, without language. */
  readonly path: string;
  readonly names: Names;
  readonly signedIn: boolean;
  readonly refused: Refused | null;
}

/** Acts that move the goal on; the others are folded. */
const forward = ["discuss", "open-group-round", "table", "open-officers-round"] as const;

export function GoalActs(props: ActsProps) {
  const t = useT();
  const { view, refused } = props;
  const { acts } = view;
  const main = acts.find(({ act }) => forward.some((known) => known === act));
  const others = acts.filter((offered) => offered !== main && offered.act !== "edit");
  const edits = acts.some(({ act }) => act === "edit");
  const nothing = main === undefined && !edits;
  return (
    <Panel id="act" title={useTitle(props, main)}>
      {main !== undefined && <ActForm offered={main} {...props} main />}
      {edits && (
        <ButtonLink kind={main === undefined ? "go" : "plain"} path={`${props.path}/edit`}>
          {t("chains:goal-act.edit")}
        </ButtonLink>
      )}
      {nothing && <Waiting {...props} />}
      {view.asksWithdrawal && (
        <Fold title={t("decisions:ask-withdrawal")}>
          <p>{t("decisions:ask-withdrawal.what")}</p>
          <ButtonLink
            path={`/groups/${view.group.slug}/decisions/new/goal-withdrawal?about=p${view.proposal.number}`}
          >
            {t("decisions:ask-withdrawal")}
          </ButtonLink>
        </Fold>
      )}
      {others.map((offered) => (
        <Fold
          key={offered.act}
          title={t(`chains:goal-act.${offered.act}`)}
          open={refused?.values["act"] === offered.act}
        >
          <ActForm offered={offered} {...props} />
        </Fold>
      ))}
    </Panel>
  );
}

function useTitle({ view }: ActsProps, main: OfferedAct | undefined): string {
  const t = useT();
  return main === undefined ? t(`goals:stage-title.${view.proposal.stage}`) : t("goals:act.yours");
}

/** For those who have nothing to do now: who is to act next. */
function Waiting({ view, signedIn, path }: ActsProps) {
  const t = useT();
  const { stage, adopted, cycleId } = view.proposal;
  return (
    <>
      <p>{t(`goals:waiting.${stage}`)}</p>
      {adopted !== null && (
        <ButtonLink path={`/agendas/${cycleId}#goal-${adopted.number}`}>
          {t("goals:see-in-agenda")}
        </ButtonLink>
      )}
      {!signedIn && view.next.length > 0 && (
        <p className="soft s">
          {t("goals:sign-in")}{" "}
          <TextLink path={`/sign-in?to=${encodeURIComponent(path)}`}>{t("frame:sign-in")}</TextLink>
        </p>
      )}
    </>
  );
}

function ActForm(props: ActsProps & { readonly offered: OfferedAct; readonly main?: boolean }) {
  const t = useT();
  const say = useRefusalWords();
  const { offered, view, names, refused, main = false } = props;
  const { act, obstacle } = offered;
  const own = refused?.values["act"] === act ? refused : null;
  const label = t(`chains:goal-act.${act}`);
  return (
    <Form id={act} label={label} refused={own} hidden={{ act, revision: String(view.proposal.revision) }}>
      <div className="stackv">
        <p>{t(`goals:consequence.${act}`)}</p>
        {obstacle !== null && <Notice kind="wait" title={say(obstacle)} />}
        {obstacle === null && <ActingAs as={offered.as} names={names} />}
        {obstacle === null && <ActFields offered={offered} view={view} names={names} />}
      </div>
      {obstacle === null && (
        <Actions>
          <Button kind={main ? "go" : "plain"}>{label}</Button>
        </Actions>
      )}
    </Form>
  );
}

interface FieldsProps {
  readonly offered: OfferedAct;
  readonly names: Names;
  readonly view: Pick<GoalView, "left" | "silenceHours">;
}

function ActFields({ offered, names, view }: FieldsProps) {
  const t = useT();
  const { act, countries } = offered;
  switch (act) {
    case "open-group-round":
    case "open-officers-round":
      return (
        <>
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
          <AbsentBefore left={view.left} names={names} />
          <RoundTimes silenceHours={view.silenceHours[act === "open-group-round" ? "group" : "officers"]} />
        </>
      );
    case "cosponsor":
    case "take-over":
      return countries.length === 1 ? (
        <>
          <input type="hidden" name="country" value={countries[0]} />
          <p className="strong">{t("goals:for-country", { country: names[countries[0] ?? ""] ?? "" })}</p>
        </>
      ) : (
        <SelectField
          name="country"
          label={t("goals:country")}
          options={countries.map((iso) => ({ value: iso, label: names[iso] ?? iso }))}
        />
      );
    case "withdraw":
      return (
        <TextArea
          name="reason"
          rows={3}
          label={t("goals:withdraw.reason")}
          hint={t("goals:on-record-hint")}
        />
      );
    case "return":
      return (
        <TextArea
          name="reasons"
          rows={4}
          label={t("goals:return.reasons")}
          hint={t("goals:on-record-hint")}
        />
      );
    default:
      return null;
  }
}
