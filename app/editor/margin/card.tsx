/** One note beside its passage: a comment with its answers, suggested words, or what is being written. */
import { memo, useEffect, useLayoutEffect, useRef } from "react";
import { useT } from "#app/components/speech.tsx";
import { isNowhere } from "../go.ts";
import type { Tongue } from "../saying.ts";
import type { Desk } from "./desk.ts";
import { DraftForm } from "./draft-form.tsx";
import type { DraftAct } from "./drafts.ts";
import type { Item, SayChange } from "./items.ts";
import type { Countries } from "./post.tsx";
import { ThreadNote } from "./thread-note.tsx";
import { WordingNote } from "./wording-note.tsx";

/** What a card can ask of the margin around it. */
export interface CardPorts {
  readonly desk: Desk;
  readonly countries: Countries;
  /** Country of whoever reads; null where there is none. */
  readonly country: string | null;
  /** Address of the group's discussion, without the language. */
  readonly discussion: string;
  /** How fields of outputs are written, and said. */
  readonly fields: {
    readonly tongue: Tongue;
    readonly change: SayChange;
    /** What a field of an output holds now. */
    held(clause: string, name: string): string;
  };
  choose(key: string): void;
  /** To the passage, with the keyboard. */
  passage(key: string): void;
  /** Begins an answer or a reason, and goes to it. */
  write(act: DraftAct, number: number): void;
  /** Something of this card ended: the keyboard goes to the card, or to the text where the card has gone. */
  ended(key: string, sent?: boolean): void;
}

interface CardProps {
  readonly item: Item;
  readonly chosen: boolean;
  /** Its words are said, since the passage is not seen beside it. */
  readonly quoted: boolean;
  /** Another suggestion would change the same words. */
  readonly rival: boolean;
  /** "Due of output 3", where it is about a field. */
  readonly about: string | null;
  /** The draft that the keyboard is to go to. */
  readonly focused: string | null;
  readonly ports: CardPorts;
  /** Changes whenever the desk does: what is written and sent is read from it. */
  readonly turn: number;
}

export const cardId = (key: string): string => `note-${key}`;

export const Card = memo(function Card(props: CardProps) {
  const { item, chosen, quoted, rival, about, focused, ports } = props;
  const t = useT();
  const { key, kind, anchor } = item;
  const id = cardId(key);
  const card = useRef<HTMLLIElement>(null);
  useEffect(() => watchCard(card.current, key, ports), [key, ports]);
  const lost = useRef(() => {});
  lost.current = () => ports.ended(key);
  // Somebody else settled it while the keyboard was in it.
  useLayoutEffect(() => {
    const own = card.current;
    return () => {
      if (own?.contains(document.activeElement) === true)
        requestAnimationFrame(() => isNowhere() && lost.current());
    };
  }, []);
  const quote =
    quoted && kind === "thread" ? (
      <p className="note-quote">
        {anchor.quote === "" ? t("margin:about.clause") : t("margin:about.words", { words: anchor.quote })}
      </p>
    ) : null;
  return (
    <li
      className={`note card ${kind}${chosen ? " chosen" : ""}`}
      id={id}
      data-note={key}
      tabIndex={-1}
      aria-labelledby={`${id}-by`}
      ref={card}
    >
      {kind === "draft" && (
        <>
          <h3 id={`${id}-by`}>{t(`margin:${item.draft.act}.title`)}</h3>
          <DraftForm
            desk={ports.desk}
            draft={item.draft}
            countries={ports.countries}
            fields={ports.fields}
            about={about}
            focused={focused === item.draft.id}
            done={(sent) => ports.ended(key, sent)}
            escape={() => ports.passage(key)}
          />
        </>
      )}
      {kind === "thread" && (
        <ThreadNote thread={item.thread} id={id} chosen={chosen} ports={ports} cardKey={key} quote={quote} />
      )}
      {kind === "wording" && (
        <WordingNote
          wording={item.wording}
          thread={item.thread}
          id={id}
          chosen={chosen}
          rival={rival}
          about={about}
          ports={ports}
          cardKey={key}
        />
      )}
      {kind !== "draft" && <Answers item={item} focused={focused} ports={ports} />}
      {kind !== "draft" && chosen && (
        <p className="row">
          <button type="button" className="btn low bare" onClick={() => ports.passage(key)}>
            {t("margin:go")}
          </button>
        </p>
      )}
    </li>
  );
});

/** A press on the card chooses it; Escape goes to its passage. What is in it has keys and presses of its own. */
function watchCard(card: HTMLElement | null, key: string, ports: CardPorts): () => void {
  const own = (target: EventTarget | null) =>
    target instanceof Element && target.closest("a, button, input, select, textarea, form") === null;
  const pressed = ({ target }: Event) => {
    if (own(target)) ports.choose(key);
  };
  const typed = (event: KeyboardEvent) => {
    const { target } = event;
    const within = target instanceof Element && target.closest("form, dialog") !== null;
    if (event.key !== "Escape" || within) return;
    event.preventDefault();
    ports.passage(key);
  };
  card?.addEventListener("click", pressed);
  card?.addEventListener("keydown", typed);
  return () => {
    card?.removeEventListener("click", pressed);
    card?.removeEventListener("keydown", typed);
  };
}

/** What this person is writing in answer to it. */
function Answers({ item, focused, ports }: Pick<CardProps, "item" | "focused" | "ports">) {
  const { desk } = ports;
  const acts: readonly DraftAct[] = item.kind === "thread" ? ["answer"] : ["discuss", "reject"];
  const numbers =
    item.kind === "thread" ? [item.thread.number] : item.kind === "wording" ? [item.wording.number] : [];
  return (
    <>
      {desk.written
        .filter(
          ({ act, anchor, number }) =>
            anchor === null && number !== null && acts.includes(act) && numbers.includes(number),
        )
        .map((draft) => (
          <DraftForm
            key={draft.id}
            desk={desk}
            draft={draft}
            countries={ports.countries}
            fields={ports.fields}
            about={null}
            focused={focused === draft.id}
            done={(sent) => ports.ended(item.key, sent)}
            escape={() => ports.passage(item.key)}
          />
        ))}
    </>
  );
}
