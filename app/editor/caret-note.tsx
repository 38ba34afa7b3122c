/** The note in the margin about what is at the caret, or is to be put there. On a narrow screen it lies at the bottom. */
import { useLayoutEffect, useRef, useState, type FormEvent } from "react";
import type { Command } from "prosemirror-state";
import { AtomNote, BracketWords } from "./atom-notes.tsx";
import type { Atom } from "./atoms.ts";
import { BracketNote } from "./bracket-note.tsx";
import type { Bracket } from "./brackets.ts";
import { address, link, type Link } from "./commands.ts";
import { isNowhere } from "./go.ts";
import type { ListName, Names } from "./offers.ts";
import { Picker } from "./picker.tsx";
import type { Tongue } from "./saying.ts";
import { addColumn, addRow, hasHeaderRow, headerRow, removeColumn, removeRow, split } from "./tables.ts";
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
  /** Whether the server is heard: without it nothing is closed. */
  readonly connected: boolean;
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
  // Somebody else closed what it is about while the keyboard was in it.
  useLayoutEffect(
    () => () => {
      if (note.current?.contains(document.activeElement) === true && !text.view.isDestroyed)
        text.view.focus();
    },
    [text],
  );
  // Where words were in brackets that are gone, nobody asked for new ones.
  const kind = useRef(subject.kind);
  useLayoutEffect(() => {
    const gone = kind.current === "bracket" && subject.kind === "words";
    kind.current = subject.kind;
    if (!gone) return;
    if (isNowhere()) text.view.focus();
    close();
  }, [subject.kind, text, close]);
  const done = (act: () => void) => {
    act();
    text.view.focus();
    close();
  };
  const run = (command: Command) =>
    done(() => command(text.view.state, (tr) => text.view.dispatch(tr), text.view));
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
      {subject.kind === "bracket" && (
        <BracketNote {...props} key={subject.bracket.id} id={subject.bracket.id} done={done} />
      )}
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

function TableNote({ text, tongue, run }: NoteProps & Runs) {
  const { state } = text.view;
  const acts = {
    "table.row": addRow,
    "table.column": addColumn,
    "table.row.remove": removeRow,
    "table.column.remove": removeColumn,
    [hasHeaderRow(state) ? "table.header.remove" : "table.header"]: headerRow,
    ...(split(state) ? { "table.split": split } : {}),
  };
  return (
    <>
      <h3>{tongue.t("note.table")}</h3>
      <p className="row">
        {Object.entries(acts).map(([key, act]) => (
          <button
            key={key}
            type="button"
            className="btn low bare"
            disabled={!act(state)}
            onClick={() => run(act)}
          >
            {tongue.t(key)}
          </button>
        ))}
      </p>
    </>
  );
}
