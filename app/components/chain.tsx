/** Where a text stands: a bar for each step, the word under it, and the one next act. */
import type { ReactNode } from "react";
import { useT } from "./speech.tsx";

export interface Step {
  readonly name: string;
  readonly note?: ReactNode;
  readonly state: "done" | "now" | "ahead";
}

export function Chain(props: { readonly steps: readonly Step[]; readonly label?: string }) {
  const t = useT();
  return (
    <ol className="chain" aria-label={props.label ?? t("frame:chain.label")}>
      {props.steps.map(({ name, note, state }) => (
        <li
          key={name}
          className={state === "done" ? "done" : undefined}
          aria-current={state === "now" ? "step" : undefined}
        >
          <b>
            {name}
            {state === "done" && <span className="sr"> ({t("frame:chain.done")})</span>}
          </b>
          {note !== undefined && <span>{note}</span>}
        </li>
      ))}
    </ol>
  );
}

/** Where a plan stands as one sentence, its chain, and what to do. */
export function PlanStatus(props: {
  readonly sentence: ReactNode;
  readonly steps: readonly Step[];
  readonly action?: ReactNode;
  readonly note?: ReactNode;
}) {
  return (
    <div className="status">
      <p className="say">{props.sentence}</p>
      <Chain steps={props.steps} />
      {(props.action !== undefined || props.note !== undefined) && (
        <div className="row">
          {props.action}
          {props.note !== undefined && <span className="soft s">{props.note}</span>}
        </div>
      )}
    </div>
  );
}

/** The one next act of whoever reads, above a text. */
export function NextAct(props: { readonly children: ReactNode; readonly action?: ReactNode }) {
  return (
    <div className="next">
      <p>{props.children}</p>
      {props.action}
    </div>
  );
}
