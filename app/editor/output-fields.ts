/** The fields of an output as real, labelled inputs: what each is, and how it is read and kept. */
import {
  attributesOf,
  fundingScopes,
  fundingSectors,
  fundingStates,
  outputKinds,
  outputStatuses,
} from "#app/document/attributes.ts";
import { el } from "./element.ts";
import { partiesKept, partiesTyped, type Tongue } from "./saying.ts";

export interface Field {
  readonly name: string;
  readonly choices?: readonly string[];
  readonly long?: true;
  /** Where it stands in the open row; the others stand below it. */
  readonly cell?: "title" | "responsible" | "due" | "funding" | "status";
  readonly hint?: true;
  readonly keep?: (typed: string, tongue: Tongue) => string;
  readonly show?: (kept: string, tongue: Tongue) => string;
}

const names = {
  keep: (typed: string, tongue: Tongue) => partiesKept(tongue, typed),
  show: (kept: string, tongue: Tongue) => partiesTyped(tongue, kept),
};

/** In the order of the keyboard. */
export const fields: readonly Field[] = [
  { name: "title", cell: "title" },
  { name: "responsible", cell: "responsible", hint: true, ...names },
  { name: "due", cell: "due", hint: true },
  { name: "funding", cell: "funding", choices: fundingStates },
  { name: "status", cell: "status", choices: outputStatuses },
  { name: "kind", choices: outputKinds },
  { name: "partners", hint: true, ...names },
  {
    name: "goals",
    hint: true,
    keep: (typed) =>
      typed
        .split(/[\s,;]+/)
        .filter(Boolean)
        .join(" "),
  },
  { name: "start", hint: true },
  { name: "currency", hint: true, keep: (typed) => typed.trim().toUpperCase() },
  { name: "amount", hint: true, keep: (typed) => typed.replace(/[\s\u00a0]/g, "") },
  { name: "fundingScope", choices: fundingScopes },
  { name: "fundingSector", choices: fundingSectors },
  { name: "indicator", long: true },
  { name: "target", long: true },
  { name: "evidence", long: true, hint: true },
];

export interface FieldInput {
  readonly field: Field;
  /** Label, hint, error and input, to be put into the row. */
  readonly dom: HTMLElement;
  readonly input: HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;
  /** Shows what the text says now, unless it is what is typed here. */
  show(kept: string): void;
}

/** An input for `field`; `change` is told each value that may be kept, null for none. */
export function fieldInput(
  field: Field,
  id: string,
  tongue: Tongue,
  change: (kept: string | null) => void,
): FieldInput {
  const { t } = tongue;
  const input = controlOf(field, id, t);
  const label = el("label", { for: id }, t(`output.${field.name}`));
  const hint = field.hint
    ? el("span", { class: "hint", id: `${id}-hint` }, t(`output.${field.name}.hint`))
    : null;
  const error = el("span", { class: "output-error", id: `${id}-error`, role: "alert" });
  if (hint) input.setAttribute("aria-describedby", `${hint.id} ${error.id}`);
  else input.setAttribute("aria-describedby", error.id);
  const dom = el(
    "div",
    { class: `output-field f-${field.name}` },
    label,
    ...(hint ? [hint] : []),
    input,
    error,
  );
  const read = () => (field.keep ? field.keep(input.value, tongue) : input.value);

  input.addEventListener("input", () => {
    const kept = read();
    const fits = kept === "" || (attributesOf("output")[field.name]?.(kept) ?? false);
    if (fits) input.removeAttribute("aria-invalid");
    else input.setAttribute("aria-invalid", "true");
    error.textContent = fits ? "" : t(`output.${field.name}.error`);
    if (fits) change(kept === "" ? null : kept);
  });
  return {
    field,
    dom,
    input,
    show(kept) {
      if (input.hasAttribute("aria-invalid") || read() === kept) return;
      const shown = field.show ? field.show(kept, tongue) : kept;
      const caret =
        "selectionStart" in input && document.activeElement === input ? input.selectionStart : null;
      input.value = shown;
      if (caret !== null && "setSelectionRange" in input) input.setSelectionRange(caret, caret);
    },
  };
}

function controlOf(field: Field, id: string, t: Tongue["t"]): FieldInput["input"] {
  const attributes = { class: "input", id, autocomplete: "off" };
  if (field.choices) {
    const options = field.choices.map((choice) =>
      el("option", { value: choice }, t(`output.${field.name}.${choice}`)),
    );
    return el("select", attributes, el("option", { value: "" }, t("output.unset")), ...options);
  }
  return field.long
    ? el("textarea", { ...attributes, rows: "2" })
    : el("input", { ...attributes, type: "text" });
}
