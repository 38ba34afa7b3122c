/** The second step of a formal act: what will be on record, a link to change each, and what follows. */
import type { ReactNode } from "react";
import type { Refused } from "#app/answers.ts";
import { Actions, Button } from "./button.tsx";
import { Definitions, type Definition } from "./definitions.tsx";
import { Form } from "./form.tsx";
import { useT } from "./speech.tsx";

export function Review(props: {
  readonly id: string;
  readonly rows: readonly Definition[];
  /** What the button does, in words: "Put on record for Uruguay". */
  readonly confirm: ReactNode;
  /** Where one goes back to without an answer. */
  readonly backHref?: string;
  /** Instead of a way back: what was written may be changed. The form's id, which links beside the rows may lead to. */
  readonly again?: {
    readonly id: string;
    readonly label: string;
    readonly hidden: Readonly<Record<string, string>>;
  };
  /** Everything that was entered, sent again with the confirmation. */
  readonly hidden: Readonly<Record<string, string>>;
  /** What is chosen here: the capacity in which it is done. */
  readonly choice?: ReactNode;
  readonly follows: readonly ReactNode[];
  readonly action?: string;
  readonly refused?: Refused | null;
}) {
  const t = useT();
  const { again, backHref } = props;
  return (
    <div className="two">
      <div>
        <Form id={props.id} action={props.action} hidden={props.hidden} refused={props.refused}>
          <Definitions rows={props.rows} />
          {props.choice}
          <Actions>
            <Button kind="go" name="step" value="confirm">
              {props.confirm}
            </Button>
            {backHref !== undefined && <a href={backHref}>{t("frame:form.back")}</a>}
          </Actions>
        </Form>
        {again !== undefined && (
          <Form id={again.id} label={again.label} hidden={again.hidden}>
            <Button name="step" value="change">
              {again.label}
            </Button>
          </Form>
        )}
      </div>
      <aside className="aside" aria-labelledby={`${props.id}-follows`}>
        <h2 id={`${props.id}-follows`}>{t("frame:form.what-follows")}</h2>
        {props.follows.map((sentence, place) => (
          <p key={place}>{sentence}</p>
        ))}
      </aside>
    </div>
  );
}

/** A form on the left, and what stands beside it while one writes. */
export function Two(props: {
  readonly aside: ReactNode;
  readonly asideLabel: string;
  readonly children: ReactNode;
}) {
  return (
    <div className="two">
      <div>{props.children}</div>
      <aside className="aside" aria-label={props.asideLabel}>
        {props.aside}
      </aside>
    </div>
  );
}
