/**
 * What is suggested for the fields of an output, as its row shows it, and the way to suggest something. Drawn from decorations
 * (margin/marks.ts): the text itself does not change. Begin with `suggestedIn`.
 */
import type { Decoration } from "prosemirror-view";
import { fieldNames, type FieldName } from "#app/domain/output-field.ts";
import { el } from "./element.ts";
import type { Tongue } from "./saying.ts";

/** One suggestion, flat: ProseMirror compares it value by value, and draws again only what is not equal. */
export interface Suggested {
  readonly field: FieldName;
  /** Of the note in the margin. */
  readonly key: string;
  /** Whether it is only being written. */
  readonly draft: boolean;
  readonly chosen: boolean;
  /** What the field says to a reader, and what it is to say; "" for nothing. */
  readonly from: string;
  readonly to: string;
}

/** What an output asks of the margin beside the text. */
export interface BesideFields {
  /** Whether something can be suggested here. */
  may(): boolean;
  /** Begins a suggestion for a field of the output at that place of the text. */
  suggest(pos: number, name: FieldName): void;
  /** A suggestion was pressed. */
  press(key: string): void;
  /** What a field says to a reader. */
  says(name: FieldName, value: string): string;
  /** The words around what is shown, for those who do not see it. */
  words(): { readonly inserted: string; readonly deleted: string; readonly end: string };
}

export function suggestedIn(decorations: readonly Decoration[]): readonly Suggested[] {
  return decorations.map(({ spec }): unknown => spec).filter(isSuggested);
}

function isSuggested(value: unknown): value is Suggested {
  return typeof value === "object" && value !== null && "field" in value && "from" in value && "to" in value;
}

export function sameSuggested(some: readonly Suggested[], others: readonly Suggested[]): boolean {
  const flat = ({ field, key, draft, chosen, from, to }: Suggested) =>
    JSON.stringify([field, key, draft, chosen, from, to]);
  return some.length === others.length && some.every((one, at) => flat(one) === flat(others[at] ?? one));
}

/** What the field says, struck through, with each suggestion behind it; `held` is how the row shows it. */
export function suggestedParts(
  { words }: BesideFields,
  all: readonly Suggested[],
  held: readonly (HTMLElement | string)[],
): readonly HTMLElement[] {
  const marks = all.filter(({ draft }) => !draft);
  const [first] = marks;
  if (first === undefined) return [];
  const { inserted, deleted, end } = words();
  const hidden = (said: string) => el("span", { class: "sr" }, said);
  const look = (chosen: boolean) => (chosen ? "suggested chosen" : "suggested");
  const parts: HTMLElement[] = [];
  if (held.length > 0) {
    const gone = marks.every(({ to }) => to === "") ? `, ${end}) ` : ") ";
    const del = el(
      "del",
      { class: look(marks.some(({ chosen }) => chosen)), "data-note": first.key },
      ...held,
    );
    parts.push(hidden(` (${deleted}: `), del, hidden(gone));
  }
  for (const { key, to, chosen } of marks)
    if (to !== "")
      parts.push(
        el(
          "ins",
          { class: look(chosen), "data-note": key },
          hidden(` (${inserted}: `),
          to,
          hidden(`, ${end}) `),
        ),
      );
  return parts;
}

/** "Indicator: " with what is suggested for it, where the row shows no such field by itself. */
export function suggestedLine(
  tongue: Tongue,
  beside: BesideFields,
  name: FieldName,
  all: readonly Suggested[],
): readonly HTMLElement[] {
  const own = all.filter(({ field, draft }) => field === name && !draft);
  const [first] = own;
  if (first === undefined) return [];
  const [before = "", after = ""] = tongue
    .t("output.suggested", { field: tongue.t(`output.${name}`), words: "\uFFFC" })
    .split("\uFFFC");
  const parts = suggestedParts(beside, own, first.from === "" ? [] : [first.from]);
  return [el("span", { class: "output-detail" }, before, ...parts, after)];
}

/** The button that begins a suggestion for a field. */
export function suggestButton(
  { t }: Tongue,
  name: FieldName,
  number: string,
  press: () => void,
): HTMLButtonElement {
  const button = el(
    "button",
    {
      type: "button",
      class: "field-suggest",
      "data-field": name,
      "aria-label": t("output.suggest.field", { field: t(`output.${name}`), number }),
    },
    t("output.suggest"),
  );
  button.addEventListener("click", press);
  return button;
}

/** All fields of an output to be read, for those who may suggest something and not change it. */
export function fieldsToRead(
  { t }: Tongue,
  of: (name: FieldName) => { readonly said: readonly (HTMLElement | string)[]; readonly button: HTMLElement },
): HTMLElement {
  const rows = fieldNames.map((name) => {
    const { said, button } = of(name);
    const value = said.length === 0 ? [el("span", { class: "soft" }, t("output.unset"))] : said;
    return el(
      "div",
      { class: `output-field f-${name}` },
      el("dt", {}, t(`output.${name}`)),
      el("dd", {}, ...value),
      el("dd", { class: "field-act" }, button),
    );
  });
  return el("dl", { class: "output-fields" }, ...rows);
}
