/** The note in the margin about what is at the caret: a bracket, a link, a table. On a narrow screen it lies at the bottom. */
import { useLayoutEffect, useRef, useState, type FormEvent } from "react";
import type { Command } from "prosemirror-state";
import { bracketsOf, join, offer, unbracket, withdraw, type Bracket } from "./brackets.ts";
import { addColumn, addRow, address, link, removeColumn, removeRow, type Link } from "./commands.ts";
import { countryName, type Tongue } from "./saying.ts";
import type { Text } from "./view.ts";

export type Subject =
  | { readonly kind: "bracket"; readonly bracket: Bracket }
  | { readonly kind: "link"; readonly link: Link | null }
  | { readonly kind: "table" };

interface NoteProps {
  readonly subject: Subject;
  readonly text: Text;
  readonly tongue: Tongue;
  readonly country: string | null;
  /** Pixels from the top of the text. */
  readonly top: number;
  /** Whether the note was asked for, so that the keyboard goes to it. */
  readonly asked: boolean;
  close(): void;
}

export function CaretNote(props: NoteProps) {
  const { subject, text, tongue, top, asked, close } = props;
  const note = useRef<HTMLElement>(null);
  useLayoutEffect(() => {
    if (asked) note.current?.querySelector<HTMLElement>("input, button")?.focus();
  }, [asked, subject.kind]);
  // React writes it through the object model, which the page's policy allows; before it is painted, so that it never jumps.
  useLayoutEffect(() => note.current?.style.setProperty("--top", `${Math.max(0, top)}px`), [top]);
  const run = (command: Command) => {
    command(text.view.state, (tr) => text.view.dispatch(tr), text.view);
    text.view.focus();
    close();
  };
  return (
    <aside
      className={subject.kind === "bracket" ? "note hot caret-note" : "note caret-note"}
      aria-label={tongue.t(`note.${subject.kind}`)}
      ref={note}
      onKeyDown={(event) => {
        if (event.key !== "Escape") return;
        close();
        text.view.focus();
      }}
    >
      {subject.kind === "bracket" && <BracketNote {...props} bracket={subject.bracket} run={run} />}
      {subject.kind === "link" && <LinkNote {...props} link={subject.link} run={run} />}
      {subject.kind === "table" && <TableNote {...props} run={run} />}
    </aside>
  );
}

interface Runs {
  run(command: Command): void;
}

function BracketNote({
  bracket,
  text,
  tongue,
  country,
  run,
}: NoteProps & Runs & { readonly bracket: Bracket }) {
  const { t } = tongue;
  const [offering, setOffering] = useState(false);
  const words = useRef<HTMLInputElement>(null);
  const beside = bracketsOf(text.view.state.doc).filter(
    ({ id, group }) => id === bracket.id || (group !== "" && group === bracket.group),
  );
  const holds = country !== null && bracket.holders.includes(country);
  const send = (event: FormEvent) => {
    event.preventDefault();
    run(offer(bracket.id, words.current?.value ?? "", country));
  };
  return (
    <>
      <h3>{t("note.bracket")}</h3>
      <dl>
        {beside.map((one) => (
          <div key={`${one.id} ${one.from}`}>
            <dt>
              {one.holders.length === 0 && <span className="soft">{t("bracket.nobody")}</span>}
              {one.holders.map((code) => (
                <span className="who" key={code}>
                  <span className="cc" aria-hidden="true">
                    {code}
                  </span>
                  <span>{countryName(tongue, code)}</span>
                </span>
              ))}
            </dt>
            <dd>{t("quoted", { words: one.words })}</dd>
          </div>
        ))}
      </dl>
      <p className="row">
        {country !== null && (
          <button
            type="button"
            className="btn low"
            onClick={() => run((holds ? withdraw : join)(bracket.id, country))}
          >
            {t(holds ? "bracket.withdraw" : "bracket.join", { country: countryName(tongue, country) })}
          </button>
        )}
        <button
          type="button"
          className="btn low bare"
          aria-expanded={offering}
          onClick={() => setOffering(!offering)}
        >
          {t("bracket.offer")}
        </button>
        <button type="button" className="btn low bare" onClick={() => run(unbracket(bracket.id))}>
          {t("bracket.remove")}
        </button>
      </p>
      {offering && (
        <form onSubmit={send} className="note-form">
          <label htmlFor="bracket-words">{t("bracket.words")}</label>
          <input className="input" id="bracket-words" ref={words} autoComplete="off" required />
          <button className="btn low">{t("bracket.add")}</button>
        </form>
      )}
    </>
  );
}

function LinkNote({ link: held, text, tongue, run }: NoteProps & Runs & { readonly link: Link | null }) {
  const { t } = tongue;
  const [wrong, setWrong] = useState(false);
  const href = useRef<HTMLInputElement>(null);
  const nothing = held === null && text.view.state.selection.empty;
  const send = (event: FormEvent) => {
    event.preventDefault();
    const to = address(href.current?.value ?? "");
    if (to === null) setWrong(true);
    else run(link(to));
  };
  if (nothing) return <p>{t("link.select")}</p>;
  return (
    <form onSubmit={send} className="note-form" noValidate>
      <label htmlFor="link-address">{t("link.address")}</label>
      {wrong && (
        <p className="output-error" id="link-error" role="alert">
          {t("link.wrong")}
        </p>
      )}
      <input
        className="input"
        id="link-address"
        type="url"
        inputMode="url"
        key={held?.href}
        defaultValue={held?.href ?? ""}
        ref={href}
        autoComplete="off"
        aria-invalid={wrong || undefined}
        aria-describedby={wrong ? "link-error" : undefined}
      />
      <p className="row">
        <button className="btn low">{t("link.keep")}</button>
        {held !== null && (
          <>
            <a href={held.href} target="_blank" rel="noopener noreferrer nofollow">
              {t("link.open")}
            </a>
            <button type="button" className="btn low bare" onClick={() => run(link(null))}>
              {t("link.remove")}
            </button>
          </>
        )}
      </p>
    </form>
  );
}

function TableNote({ tongue, run }: NoteProps & Runs) {
  const acts = {
    "table.row": addRow,
    "table.column": addColumn,
    "table.row.remove": removeRow,
    "table.column.remove": removeColumn,
  };
  return (
    <>
      <h3>{tongue.t("note.table")}</h3>
      <p className="row">
        {Object.entries(acts).map(([key, act]) => (
          <button key={key} type="button" className="btn low bare" onClick={() => run(act)}>
            {tongue.t(key)}
          </button>
        ))}
      </p>
    </>
  );
}
