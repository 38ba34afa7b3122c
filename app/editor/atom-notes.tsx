/** Notes about what stands or is to stand in the line: a footnote's words, a goal, a country, a gap; lists to choose from. */
import { useRef, useState, type FormEvent } from "react";
import type { Command } from "prosemirror-state";
import { goalOf } from "#app/document/atoms.ts";
import { agendaGoalPath } from "#app/domain/goal-address.ts";
import { bracketed, goBehind, removeAtom, setValue, type Atom } from "./atoms.ts";
import type { Names } from "./offers.ts";
import { countryName, valueOf, type Tongue } from "./saying.ts";
import type { Text } from "./view.ts";

interface AtomNoteProps {
  readonly atom: Atom;
  readonly text: Text;
  readonly tongue: Tongue;
  readonly names: Names | null;
  run(command: Command): void;
}

export function AtomNote(props: AtomNoteProps) {
  const { atom, tongue, run } = props;
  const { t } = tongue;
  return (
    <>
      <h3>{t(`note.${atom.name}`)}</h3>
      {atom.name === "footnote" && (
        <Words {...props} attr="text" most={2000} key={valueOf(atom.node, "id")} />
      )}
      {atom.name === "gap" && <Words {...props} attr="note" most={200} key={valueOf(atom.node, "id")} />}
      {atom.name === "goal_ref" && <Goal {...props} />}
      {atom.name === "country_ref" && (
        <p className="who">
          <span className="cc" aria-hidden="true">
            {valueOf(atom.node, "country")}
          </span>
          <span>{countryName(tongue, valueOf(atom.node, "country"))}</span>
        </p>
      )}
      <p className="row">
        <button type="button" className="btn low bare" onClick={() => run(removeAtom)}>
          {t(`${atom.name}.remove`)}
        </button>
      </p>
    </>
  );
}

/** The words that a footnote or a gap carries: kept when the field is left, or by its button, which goes on in the text. */
function Words(props: AtomNoteProps & { readonly attr: "text" | "note"; readonly most: number }) {
  const { atom, attr, most, text, tongue, run } = props;
  const { t } = tongue;
  const field = useRef<HTMLTextAreaElement>(null);
  const id = `atom-${attr}`;
  const keep = () => {
    const { view } = text;
    const words = field.current?.value.replace(/\s+/g, " ").trim() ?? "";
    setValue(atom, attr, words)(view.state, (tr) => view.dispatch(tr));
    return words;
  };
  const done = (event: FormEvent) => {
    event.preventDefault();
    // A footnote that says nothing is none.
    run(keep() === "" && atom.name === "footnote" ? removeAtom : goBehind);
  };
  return (
    <form className="note-form" onSubmit={done}>
      <label htmlFor={id}>{t(`${atom.name}.words`)}</label>
      <textarea
        className="input"
        id={id}
        ref={field}
        rows={attr === "text" ? 4 : 2}
        maxLength={most}
        defaultValue={valueOf(atom.node, attr)}
        onBlur={keep}
        onKeyDown={(event) => {
          // A note is one paragraph: Enter is done, as in a field of one line.
          if (event.key === "Enter" && !event.nativeEvent.isComposing) done(event);
        }}
      />
      <button className="btn low">{t("atom.done")}</button>
    </form>
  );
}

function Goal({ atom, tongue, names }: AtomNoteProps) {
  const { t, language } = tongue;
  const goal = valueOf(atom.node, "goal");
  const named = goalOf(goal);
  const known = names?.goals.find((one) => one.goal === goal);
  return (
    <>
      {known !== undefined && <p>{known.title}</p>}
      {named !== null && (
        <p>
          <a href={`/${language}${agendaGoalPath(named)}`} target="_blank" rel="noopener">
            {t("goal_ref.open")}
          </a>
        </p>
      )}
    </>
  );
}

/** New words in brackets, where nothing is selected. */
export function BracketWords(props: {
  readonly tongue: Tongue;
  readonly country: string | null;
  run(command: Command): void;
}) {
  const { tongue, country, run } = props;
  const { t } = tongue;
  const [words, setWords] = useState("");
  return (
    <form
      className="note-form"
      onSubmit={(event) => {
        event.preventDefault();
        run(bracketed(words, country));
      }}
    >
      <p>{t("bracket.select")}</p>
      <label htmlFor="bracket-new">{t("bracket.new")}</label>
      <input
        className="input"
        id="bracket-new"
        autoComplete="off"
        required
        value={words}
        onChange={(event) => setWords(event.target.value)}
      />
      <button className="btn low">{t("bracket.add")}</button>
    </form>
  );
}
