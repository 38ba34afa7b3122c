/** Before a step of the plan's chain: what follows from it, what would be frozen, and the one button. */
import type { Refused } from "#app/answers.ts";
import type { PlanAct, PlanState } from "#app/domain/plan.ts";
import type { OpenPoint } from "#app/domain/release.ts";
import type { ActedAs } from "#server/services/capacities.ts";
import { Actions, Button } from "./button.tsx";
import { ActingAs } from "./capacity-choice.tsx";
import { TextArea } from "./field.tsx";
import { Form } from "./form.tsx";
import { Icon } from "./icon.tsx";
import { OpenPointLinks } from "./open-points.tsx";
import { PageHead } from "./page-head.tsx";
import { Part } from "./part.tsx";
import { PlanSheet, type Sheet } from "./plan-sheet.tsx";
import { useLocal, useT } from "./speech.tsx";

/** Acts that freeze the text as it is shown. */
const freezing: readonly PlanAct[] = ["submit-to-group", "submit-to-officers", "freeze"];

export function PlanStep(props: {
  readonly slug: string;
  readonly act: PlanAct;
  readonly title: string;
  readonly plan: { readonly period: string; readonly revision: number; readonly state: PlanState };
  readonly days: number;
  readonly sheet: Sheet | null;
  /** What is open in that text. */
  readonly open: readonly OpenPoint[];
  readonly reviewed: { readonly epoch: number; readonly seq: number };
  /** In which capacities the reader may take it. */
  readonly as: readonly ActedAs[];
  readonly names: Readonly<Record<string, string>>;
  readonly refused: Refused | null;
}) {
  const { slug, act, title, plan, sheet, open, names, reviewed, refused } = props;
  const pending = refused?.refusal.open ?? [];
  const t = useT();
  const local = useLocal();
  const path = `/groups/${slug}/plan`;
  const freezes = freezing.includes(act);
  return (
    <>
      <PageHead
        title={title}
        crumbs={[{ name: t("plan:title", { period: plan.period }), path }]}
        lead={t(`plan:confirm.${act}`, { days: props.days, version: plan.state.version })}
      />
      <Form
        id="step"
        label={title}
        refused={refused}
        more={pending.length > 0 && <OpenPointLinks points={pending} path={path} names={names} />}
        hidden={{
          act,
          revision: String(plan.revision),
          epoch: String(reviewed.epoch),
          seq: String(reviewed.seq),
        }}
      >
        {act === "freeze" && refused === null && open.length > 0 && (
          <div className="notice wait summary">
            <Icon name="alert" />
            <div>
              <p>
                <b>{t("plan:not-clean")}</b>
              </p>
              <OpenPointLinks points={open} path={path} names={names} />
            </div>
          </div>
        )}
        <ActingAs as={props.as} names={names} />
        {act !== "revise" && (
          <TextArea
            name="comments"
            label={t("plan:comments")}
            hint={t(act === "return" ? "plan:comments.needed" : "plan:comments.hint")}
            optional={act !== "return" && act !== "comment"}
            maxLength={5000}
          />
        )}
        <Actions>
          <Button kind="go">{title}</Button>
          <a href={local(path)}>{t("frame:form.back")}</a>
        </Actions>
      </Form>
      {freezes && sheet !== null && (
        <Part id="text" title={t("plan:text")} wide>
          <PlanSheet sheet={sheet} label={t("plan:text")} />
        </Part>
      )}
    </>
  );
}
