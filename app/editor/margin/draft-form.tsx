/** The form in which a note is written: a comment, other words, an answer, a reason. What is typed is kept as it is typed. */
import { useId, useLayoutEffect, useRef, type FormEvent, type KeyboardEvent } from "react";
import { useRefusalWords, useT } from "#app/components/speech.tsx";
import { inLines, wordingLimits } from "#app/domain/wording.ts";
import { isNowhere } from "../go.ts";
import { Changed } from "./changed.tsx";
import type { Desk, Written } from "./desk.ts";
import { hasWords, isReady, type DraftAct } from "./drafts.ts";
import { FieldDraft } from "./field-draft.tsx";
import type { FieldInput } from "../output-fields.ts";
import type { CardPorts } from "./card.tsx";
import type { Countries } from "./post.tsx";
import { Telling } from "./telling.tsx";
import { VoiceChoice } from "./voice-choice.tsx";

interface DraftFormProps {
  readonly desk: Desk;
  readonly draft: Written;
  readonly countries: Countries;
  /** How fields of outputs are written and said. */
  readonly fields: CardPorts["fields"];
  /** "Due of output 3", where it is about a field. */
  readonly about: string | null;
  /** The keyboard goes to it as soon as it is drawn. */
  readonly focused: boolean;
  /** It is on record, or was given up. */
  done(sent: boolean): void;
  /** Back to the text; what was typed stays. */
  escape(): void;
}

/** Characters. */
const longest: Readonly<Record<DraftAct, number>> = {
  comment: 8000,
  answer: 8000,
  discuss: 8000,
  suggest: wordingLimits.words,
  reject: wordingLimits.reason,
};

/** Milliseconds after which the column has made room for a form that grew. */
const arrangedAfter = 100;

export function DraftForm(props: DraftFormProps) {
  const { desk, draft, countries, fields, about, focused, done, escape } = props;
  const t = useT();
  const say = useRefusalWords();
  const id = useId();
  const field = useRef<HTMLTextAreaElement | FieldInput["input"] | null>(null);
  const waiting = useRef<HTMLDivElement>(null);
  /** Whether it was sent from here: what takes the place of the form then takes over the keyboard. */
  const sentHere = useRef(false);
  const left = useRef(done);
  left.current = done;
  const { act, anchor, sending } = draft;
  const suggests = act === "suggest";
  const words = suggests ? draft.replacement : draft.text;
  const quote = anchor?.quote ?? "";
  const name = anchor?.field;
  const ready = isReady(draft);
  useLayoutEffect(() => {
    if (!focused) return;
    const input = field.current;
    input?.focus({ preventScroll: true });
    if (input !== null && "select" in input) input.select();
  }, [focused]);
  // Beside an open output there may be no room: the form stands where there is some, and is brought into sight as it grows.
  useLayoutEffect(() => {
    const input = field.current;
    if (name === undefined || input === null || document.activeElement !== input) return;
    const show = () => input.closest(".card")?.scrollIntoView({ block: "nearest" });
    const timer = setTimeout(show, arrangedAfter);
    return () => clearTimeout(timer);
  }, [focused, name, words]);
  const away = sending.kind === "sending" || sending.kind === "failed";
  useLayoutEffect(() => {
    if (sentHere.current && isNowhere()) (away ? waiting : field).current?.focus({ preventScroll: true });
    sentHere.current = away;
  }, [away, sending.kind]);
  // Sent in the end by itself, once there was a line again.
  useLayoutEffect(
    () => () => {
      if (waiting.current?.contains(document.activeElement)) left.current(false);
    },
    [],
  );

  const send = (event: FormEvent) => {
    event.preventDefault();
    if (!ready) {
      field.current?.focus();
      return;
    }
    sentHere.current = true;
    void desk.send(draft.id).then((sent) => {
      if (sent) done(true);
    });
  };
  const giveUp = () => {
    desk.discard(draft.id);
    done(false);
  };
  const key = (event: KeyboardEvent<HTMLElement>) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey))
      event.currentTarget.closest("form")?.requestSubmit();
    else if (event.key === "Escape") {
      if (hasWords(draft)) escape();
      else giveUp();
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };

  const changed = () => {
    if (name === undefined) return <Changed quote={quote} replacement={inLines(words)} />;
    const { from, to } = fields.change(name, quote, words);
    return <Changed quote={from} replacement={to} />;
  };

  if (away)
    return (
      <div className="note-form" tabIndex={-1} ref={waiting}>
        {about !== null && <p className="note-quote">{about}</p>}
        {suggests ? changed() : <p className="as-typed">{words}</p>}
        <p role="status" className={sending.kind === "failed" ? "note-fault" : "soft"}>
          {t(sending.kind === "failed" ? "margin:failed" : "margin:sending")}
        </p>
        {sending.kind === "failed" && (
          <p className="row">
            <button type="button" className="btn low" onClick={send}>
              {t("margin:again")}
            </button>
            <button type="button" className="btn low bare" onClick={() => desk.edit(draft.id)}>
              {t("margin:edit")}
            </button>
            <button type="button" className="btn low bare" onClick={giveUp}>
              {t("margin:discard")}
            </button>
          </p>
        )}
      </div>
    );

  const label = suggests && quote === "" ? "margin:suggest.words.insert" : `margin:${act}.words`;
  return (
    <form className="note-form" onSubmit={send} noValidate>
      {about !== null && <p className="note-quote">{about}</p>}
      {anchor !== null && name === undefined && (quote !== "" || !suggests) && (
        <p className="note-quote">
          {quote === "" ? t("margin:about.clause") : t("margin:about.words", { words: quote })}
        </p>
      )}
      {name === undefined && <label htmlFor={`${id}-words`}>{t(label)}</label>}
      {sending.kind === "refused" && (
        <p className="note-fault" id={`${id}-fault`} role="alert">
          {say(sending.refusal)}
        </p>
      )}
      {name === undefined ? (
        <textarea
          className="input"
          id={`${id}-words`}
          ref={(own) => {
            field.current = own;
          }}
          data-focused={focused || undefined}
          rows={suggests ? 3 : 4}
          value={words}
          maxLength={longest[act]}
          aria-invalid={sending.kind === "refused" || undefined}
          aria-describedby={
            sending.kind === "refused" ? `${id}-fault` : suggests ? `${id}-change` : undefined
          }
          onKeyDown={key}
          onChange={({ target }) =>
            desk.write(draft.id, suggests ? { replacement: target.value } : { text: target.value })
          }
        />
      ) : (
        <FieldDraft
          id={id}
          name={name}
          value={words}
          tongue={fields.tongue}
          fault={sending.kind === "refused" ? `${id}-fault` : null}
          focused={focused}
          input={field}
          of={(other) => fields.held(anchor?.clause ?? "", other)}
          write={(replacement) => desk.write(draft.id, { replacement })}
          onKeyDown={key}
        />
      )}
      {(act === "comment" || act === "answer" || act === "discuss") && (
        <Telling
          naming={desk.margin?.naming ?? []}
          tell={draft.tell}
          set={(tell) => desk.write(draft.id, { tell })}
        />
      )}
      {act !== "reject" && (
        <VoiceChoice
          voices={desk.margin?.voices ?? []}
          countries={countries}
          as={draft.as}
          set={(as) => desk.write(draft.id, { as })}
        />
      )}
      {suggests && (
        <div id={`${id}-change`}>
          {ready ? (
            changed()
          ) : (
            <p className="soft">
              {t(name === undefined ? "margin:suggest.hint" : "margin:suggest.field.hint")}
            </p>
          )}
        </div>
      )}
      <p className="row">
        <button className="btn low" aria-disabled={!ready || undefined} onKeyDown={key}>
          {t(`margin:${act}.send`)}
        </button>
        <button type="button" className="btn low bare" onClick={giveUp} onKeyDown={key}>
          {t(hasWords(draft) ? "margin:discard" : "margin:cancel")}
        </button>
      </p>
    </form>
  );
}
