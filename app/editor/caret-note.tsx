/** The note in the margin about what is at the caret, or is to be put there. On a narrow screen it lies at the bottom. */
import { useLayoutEffect, useRef, useState, type FormEvent } from "react";
import type { Command } from "prosemirror-state";
import { AtomNote, BracketWords } from "./atom-notes.tsx";
import type { Atom } from "./atoms.ts";
import { bracketsOf, join, offer, unbracket, withdraw, type Bracket } from "./brackets.ts";
import { addColumn, addRow, address, link, removeColumn, removeRow, type Link } from "./commands.ts";
import type { ListName, Names } from "./offers.ts";
import { Picker } from "./picker.tsx";
import { countryName, type Tongue } from "./saying.ts";
import type { Text } from "./view.ts";

export type Subject =
  | { readonly kind: "bracket"; readonly bracket: Bracket }
  | { readonly kind: "link"; readonly link: Link | null }
  | { readonly kind: "table" }
  | { readonly kind: "atom"; readonly atom: Atom }
  /** A list to choose from, of what can be put in. */
  | { readonly kind: "insert"; readonly list: ListName }
  /** New words in brackets. */
  | { readonly kind: "words" };

interface NoteProps {
  readonly subject: Subject;
  readonly text: Text;
  readonly tongue: Tongue;
  readonly country: string | null;
  readonly names: Names | null;
  /** Pixels from the top of the text. */
  readonly top: number;
  /** Whether the note was asked for, so that the keyboard goes to it. */
  readonly asked: boolean;
  close(): void;
}

/** What the note is called: the key of its name. */
function nameOf(subject: Subject): string {
  if (subject.kind === "atom") return `note.${subject.atom.name}`;
  if (subject.kind === "insert") return `insert.list.${subject.list}`;
  return subject.kind === "words" ? "note.bracket" : `note.${subject.kind}`;
}

export function CaretNote(props: NoteProps) {
  const { subject, text, tongue, top, asked, close } = props;
  const name = nameOf(subject);
  const note = useRef<HTMLElement>(null);
  // React writes it through the object model, which the page's policy allows; before it is painted, so that it never jumps.
  useLayoutEffect(() => note.current?.style.setProperty("--top", `${Math.max(0, top)}px`), [top]);
  useLayoutEffect(() => {
    if (!asked) return;
    note.current?.querySelector<HTMLElement>("input, textarea, button")?.focus();
    note.current?.scrollIntoView({ block: "nearest" });
  }, [asked, name]);
  const run = (command: Command) => {
    command(text.view.state, (tr) => text.view.dispatch(tr), text.view);
    text.view.focus();
    close();
  };
  return (
    <aside
      className={subject.kind === "bracket" ? "note hot caret-note" : "note caret-note"}
      aria-label={tongue.t(name)}
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
      {subject.kind === "atom" && <AtomNote {...props} atom={subject.atom} run={run} />}
      {subject.kind === "words" && <BracketWords {...props} run={run} />}
      {subject.kind === "insert" && (
        <Picker
          key={name}
          list={subject.list}
          offers={text.offers}
          t={tongue.t}
          choose={(offer) => {
            close();
            text.put(offer);
          }}
        />
      )}
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
