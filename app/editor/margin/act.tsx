/** Acts of a card that need no words: pressed, being sent, refused or not sent; some are asked about once more. */
import { useLayoutEffect, useRef, useState, type ReactNode } from "react";
import { useRefusalWords, useT } from "#app/components/speech.tsx";
import type { Desk, Press } from "./desk.ts";

interface ActProps {
  readonly desk: Desk;
  readonly act: Press;
  readonly number: number;
  readonly children: ReactNode;
  /** The one that is expected of this reader. */
  readonly main?: boolean;
  done(): void;
}

export function Act({ desk, act, number, children, main = false, done }: ActProps) {
  const t = useT();
  const standing = desk.standing(act, number);
  const sending = standing?.kind === "sending";
  return (
    <button
      type="button"
      className={main ? "btn low" : "btn low bare"}
      aria-disabled={sending || undefined}
      aria-busy={sending || undefined}
      onClick={() => {
        void desk.press(act, number).then((recorded) => {
          if (recorded) done();
        });
      }}
    >
      {sending ? t("margin:sending") : children}
    </button>
  );
}

/** What came of the acts of a card that did not go through. */
export function Faults({
  desk,
  acts,
  number,
}: {
  readonly desk: Desk;
  readonly acts: readonly Press[];
  readonly number: number;
}) {
  const t = useT();
  const say = useRefusalWords();
  const faults = acts.flatMap((act) => {
    const standing = desk.standing(act, number);
    if (standing?.kind === "failed") return [t("margin:failed.act")];
    return standing?.kind === "refused" ? [say(standing.refusal)] : [];
  });
  if (faults.length === 0) return null;
  return (
    <p className="note-fault" role="alert">
      {faults.join(" ")}
    </p>
  );
}

/** An act that is said with its consequence, and then done. */
export function Sure(props: ActProps & { readonly consequence: string }) {
  const { consequence, children, ...act } = props;
  const t = useT();
  const [asked, setAsked] = useState(false);
  const no = useRef<HTMLButtonElement>(null);
  const again = useRef<HTMLButtonElement>(null);
  const pressed = useRef(false);
  // The keyboard was on the button that is gone.
  useLayoutEffect(() => {
    if (pressed.current) (asked ? no : again).current?.focus();
  }, [asked]);
  const ask = (sure: boolean) => {
    pressed.current = true;
    setAsked(sure);
  };
  if (!asked)
    return (
      <button
        type="button"
        className={act.main === true ? "btn low" : "btn low bare"}
        ref={again}
        onClick={() => ask(true)}
      >
        {children}
      </button>
    );
  return (
    <span className="note-sure" role="group" aria-label={consequence}>
      <span>{consequence}</span>
      <Act {...act} main>
        {children}
      </Act>
      <button type="button" className="btn low bare" ref={no} onClick={() => ask(false)}>
        {t("margin:not-now")}
      </button>
    </span>
  );
}
