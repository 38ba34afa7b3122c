/** The fields of an output as real, labelled inputs: what each is, and how it is read and kept. */
import { choicesOf, keptOf, takes, typedOf } from "#app/document/fields.ts";
import { fieldNames, isLong, type FieldName } from "#app/domain/output-field.ts";
import { hasHint } from "#app/i18n/output-fields.ts";
import { el } from "./element.ts";
import { currencies, noteOf } from "./output-notes.ts";
import type { Tongue } from "./saying.ts";

export interface Field {
  readonly name: FieldName;
  /** Where it stands in the open row; the others stand below it. */
  readonly cell?: "title" | "responsible" | "due" | "funding" | "status";
  /** A list beside it, from which something is added to what is typed. */
  readonly pick?: "countries" | "goals";
  /** Words that the browser offers while one types. */
  readonly offers?: readonly string[];
}

const more: Partial<Readonly<Record<FieldName, Omit<Field, "name">>>> = {
  title: { cell: "title" },
  responsible: { cell: "responsible", pick: "countries" },
  due: { cell: "due" },
  funding: { cell: "funding" },
  status: { cell: "status" },
  partners: { pick: "countries" },
  goals: { pick: "goals" },
  currency: { offers: currencies },
};

/** One of them. */
export const fieldOf = (name: FieldName): Field => ({ name, ...more[name] });

/** In the order of the keyboard. */
export const fields: readonly Field[] = fieldNames.map(fieldOf);

export interface FieldPorts {
  readonly tongue: Tongue;
  /** What was typed here before and could not be kept; null for nothing. */
  readonly draft: string | null;
  /** What another field of the output holds. */
  of(name: string): string;
  /** Told each value that may be kept, null for none. */
  change(kept: string | null): void;
  /** Told what is typed and cannot be kept, so that it is not lost; null once it can. */
  keepDraft(typed: string | null): void;
}

export interface FieldInput {
  readonly field: Field;
  /** Label, hint, error and input, to be put into the row. */
  readonly dom: HTMLElement;
  readonly input: HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;
  /** Shows what the text says now, unless it is what is typed here. */
  show(kept: string): void;
}

export function fieldInput(field: Field, id: string, ports: FieldPorts): FieldInput {
  const { tongue, draft } = ports;
  const { t } = tongue;
  const input = controlOf(field, id, t);
  const hint = hasHint(field.name)
    ? el("span", { class: "hint", id: `${id}-hint` }, t(`output.${field.name}.hint`))
    : null;
  const note = el("span", { class: "output-note", id: `${id}-note` });
  const error = el("span", { class: "output-error", id: `${id}-error`, role: "alert" });
  const described = [hint, note, error].flatMap((part) => part?.id ?? []);
  input.setAttribute("aria-describedby", described.join(" "));
  const dom = el(
    "div",
    { class: `output-field f-${field.name}` },
    el("label", { for: id }, t(`output.${field.name}`)),
    ...(hint ? [hint] : []),
    input,
    ...(field.offers ? [offersFor(input, field.offers, `${id}-offers`)] : []),
    ...pickFor(field, input, tongue),
    note,
    error,
  );
  const read = () => keptOf(field.name, input.value, tongue.countries);

  const judge = (): string | null => {
    const kept = read();
    const good = takes(field.name, kept);
    if (good) input.removeAttribute("aria-invalid");
    else input.setAttribute("aria-invalid", "true");
    error.textContent = good ? "" : t(`output.${field.name}.error`);
    remark(good ? kept : "");
    ports.keepDraft(good ? null : input.value);
    return good ? kept : null;
  };
  const remark = (kept: string) => {
    const said = noteOf(tongue, field.name, kept, ports.of);
    note.textContent = said?.words ?? "";
    note.classList.toggle("doubt", said?.kind === "doubt");
  };
  input.addEventListener("input", () => {
    const kept = judge();
    if (kept !== null) ports.change(kept === "" ? null : kept);
  });
  if (draft !== null) {
    input.value = draft;
    judge();
  }
  return {
    field,
    dom,
    input,
    show(kept) {
      if (input.hasAttribute("aria-invalid")) return;
      remark(kept);
      if (read() === kept) return;
      const shown = typedOf(field.name, kept, tongue.countries);
      const caret =
        "selectionStart" in input && document.activeElement === input ? input.selectionStart : null;
      input.value = shown;
      if (caret !== null && "setSelectionRange" in input) input.setSelectionRange(caret, caret);
    },
  };
}

function controlOf(field: Field, id: string, t: Tongue["t"]): FieldInput["input"] {
  const attributes = { class: "input", id, autocomplete: "off" };
  const choices = choicesOf(field.name);
  if (choices !== null) {
    const options = choices.map((choice) =>
      el("option", { value: choice }, t(`output.${field.name}.${choice}`)),
    );
    return el("select", attributes, el("option", { value: "" }, t("output.unset")), ...options);
  }
  return isLong(field.name)
    ? el("textarea", { ...attributes, rows: "2" })
    : el("input", { ...attributes, type: "text" });
}

function offersFor(input: HTMLElement, offers: readonly string[], id: string): HTMLElement {
  input.setAttribute("list", id);
  return el("datalist", { id }, ...offers.map((value) => el("option", { value })));
}

/** A list to choose from; what is chosen is added to what is typed, as if it had been typed. */
function pickFor(field: Field, input: FieldInput["input"], tongue: Tongue): readonly HTMLElement[] {
  const { t, countries, goals = [], language } = tongue;
  const options =
    field.pick === "goals"
      ? goals.map(({ goal, title }) => ({ value: String(goal), words: `${goal} · ${title}` }))
      : field.pick === "countries"
        ? Object.values(countries)
            .sort((a, b) => a.localeCompare(b, language))
            .map((name) => ({ value: name, words: name }))
        : [];
  if (options.length === 0) return [];
  const name = t(`output.${field.name}.add`);
  const pick = el(
    "select",
    { class: "input output-pick", "aria-label": name },
    el("option", { value: "" }, name),
    ...options.map(({ value, words }) => el("option", { value }, words)),
  );
  pick.addEventListener("change", () => {
    if (pick.value === "") return;
    const before = input.value.trim().replace(/[;,]$/, "");
    const between = before === "" ? "" : field.pick === "goals" ? " " : "; ";
    input.value = before + between + pick.value;
    pick.value = "";
    input.dispatchEvent(new Event("input"));
  });
  return [pick];
}
