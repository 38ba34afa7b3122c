/** The note about words in brackets: who holds which, and what can be done: hold, offer other words, accept, strike. */
import { useEffect, useId, useRef, useState, type FormEvent } from "react";
import type { Cleaning } from "#app/document/cleaning.ts";
import { join, offer, withdraw, wordingsOf, type Wording } from "./brackets.ts";
import { quoted } from "./closed-words.ts";
import { ClosingButton } from "./closing-button.tsx";
import { countryName, type Tongue } from "./saying.ts";
import type { Text } from "./view.ts";

interface BracketNoteProps {
  /** The bracket that the caret is in. */
  readonly id: string;
  readonly text: Text;
  readonly tongue: Tongue;
  readonly country: string | null;
  readonly connected: boolean;
  /** Does something, and goes on in the text. */
  done(act: () => void): void;
}

export function BracketNote(props: BracketNoteProps) {
  const { id, text, tongue, connected, country, done } = props;
  const { t } = tongue;
  const [offering, setOffering] = useState(text.offered.has(id));
  /** The field was asked for here, and did not come back with the note. */
  const asked = useRef(false);
  const wordings = wordingsOf(text.view.state.doc, id);
  const why = useId();
  const clean = (act: Cleaning["act"], of: string) => done(() => text.clean({ act, id: of }));
  return (
    <>
      <h3>{t("note.bracket")}</h3>
      <ul className="wordings">
        {wordings.map((wording) => (
          <WordingItem {...props} key={wording.id} wording={wording} why={why} clean={clean} />
        ))}
      </ul>
      <p className="row">
        <button
          type="button"
          className="btn low bare"
          aria-expanded={offering}
          onClick={() => {
            if (offering) text.offered.delete(id);
            else text.offered.set(id, "");
            asked.current = !offering;
            setOffering(!offering);
          }}
        >
          {t("bracket.offer")}
        </button>
        {wordings.length > 1 && (
          <ClosingButton connected={connected} why={why} close={() => clean("strike-all", id)}>
            {t("bracket.strike-all")}
          </ClosingButton>
        )}
      </p>
      {!connected && (
        <p className="soft" id={why}>
          {t("bracket.offline")}
        </p>
      )}
      {offering && (
        <OfferForm
          tongue={tongue}
          words={text.offered.get(id) ?? ""}
          focused={asked.current}
          write={(words) => text.offered.set(id, words)}
          offer={(words) => {
            text.offered.delete(id);
            done(() => text.exactly(offer(id, words, country)));
          }}
        />
      )}
    </>
  );
}

function WordingItem({
  wording,
  clean,
  text,
  tongue,
  country,
  connected,
  why,
  done,
}: BracketNoteProps & {
  readonly wording: Wording;
  readonly why: string;
  clean(act: Cleaning["act"], id: string): void;
}) {
  const { t } = tongue;
  const { id, holders } = wording;
  const words = quoted(t, wording.words);
  const holds = country !== null && holders.includes(country);
  return (
    <li>
      <p>{words}</p>
      <p className="holders">
        {holders.length === 0 && <span className="soft">{t("bracket.nobody")}</span>}
        {holders.map((code) => (
          <span className="who" key={code}>
            <span className="cc" aria-hidden="true">
              {code}
            </span>
            <span>{countryName(tongue, code)}</span>
          </span>
        ))}
      </p>
      <p className="row">
        <ClosingButton main connected={connected} why={why} close={() => clean("accept", id)}>
          {t("bracket.accept")}
          <span className="sr"> {words}</span>
        </ClosingButton>
        <ClosingButton connected={connected} why={why} close={() => clean("strike", id)}>
          {t("bracket.strike")}
          <span className="sr"> {words}</span>
        </ClosingButton>
      </p>
      {country !== null && (
        <p>
          <button
            type="button"
            className="btn low bare"
            onClick={() =>
              done(() => {
                const act = (holds ? withdraw : join)(id, country);
                act(text.view.state, (tr) => text.view.dispatch(tr));
              })
            }
          >
            {t(holds ? "bracket.withdraw" : "bracket.join", { country: countryName(tongue, country) })}
            <span className="sr"> {words}</span>
          </button>
        </p>
      )}
    </li>
  );
}

function OfferForm(props: {
  readonly tongue: Tongue;
  readonly words: string;
  readonly focused: boolean;
  write(words: string): void;
  offer(words: string): void;
}) {
  const { t } = props.tongue;
  const field = useId();
  const words = useRef<HTMLInputElement>(null);
  const { focused } = props;
  useEffect(() => {
    if (focused) words.current?.focus();
  }, [focused]);
  const send = (event: FormEvent) => {
    event.preventDefault();
    props.offer(words.current?.value ?? "");
  };
  return (
    <form onSubmit={send} className="note-form">
      <label htmlFor={field}>{t("bracket.words")}</label>
      <input
        className="input"
        id={field}
        ref={words}
        defaultValue={props.words}
        onChange={(event) => props.write(event.target.value)}
        autoComplete="off"
        required
      />
      <button className="btn low">{t("bracket.add")}</button>
    </form>
  );
}
