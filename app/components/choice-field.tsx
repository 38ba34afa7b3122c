/** Fields to choose from: a list, radios with fields inside them, boxes. */
import type { ReactNode } from "react";
import { FieldFrame, HintAndFault, inputLook, type FieldProps } from "./field.tsx";
import { useField, useSentBack } from "./form.tsx";
import { useT } from "./speech.tsx";

export interface Option {
  readonly value: string;
  readonly label: string;
}

export function SelectField(
  props: FieldProps & {
    readonly options?: readonly Option[];
    readonly groups?: readonly { readonly label: string; readonly options: readonly Option[] }[];
    /** The first line, which chooses nothing; `null` where there is always a choice. */
    readonly prompt?: string | null;
    readonly required?: boolean;
  },
) {
  const t = useT();
  const { name, label, hint, optional, value, size, options = [], groups = [] } = props;
  const state = useField(name, hint !== undefined, value);
  const prompt = props.prompt === undefined ? t("frame:form.choose") : props.prompt;
  return (
    <FieldFrame state={state} label={label} hint={hint} optional={optional}>
      <select
        className={inputLook(size)}
        id={state.id}
        name={name}
        defaultValue={state.value ?? (prompt === null ? undefined : "")}
        required={props.required}
        aria-describedby={state.described}
        aria-invalid={state.fault !== null || undefined}
      >
        {prompt !== null && <option value="">{prompt}</option>}
        <Options options={options} />
        {groups.map((group) => (
          <optgroup key={group.label} label={group.label}>
            <Options options={group.options} />
          </optgroup>
        ))}
      </select>
    </FieldFrame>
  );
}

function Options({ options }: { readonly options: readonly Option[] }) {
  return (
    <>
      {options.map(({ value, label }) => (
        <option key={value} value={value}>
          {label}
        </option>
      ))}
    </>
  );
}

export interface RadioOption {
  readonly value: string;
  readonly label: ReactNode;
  /** What the choice brings. */
  readonly note?: ReactNode;
  /** Further fields, which open when this is chosen. Their names are their own: closed ones are sent too. */
  readonly under?: ReactNode;
}

export function RadioGroup(
  props: Omit<FieldProps, "size"> & {
    readonly options: readonly RadioOption[];
    /** The legend is only heard, where the heading asks already. */
    readonly labelHidden?: boolean;
    /** Without rules between, for a few plain words. */
    readonly tight?: boolean;
  },
) {
  const t = useT();
  const { name, label, hint, optional, value, options, labelHidden } = props;
  const state = useField(name, hint !== undefined, value);
  return (
    <fieldset
      className={props.tight === true ? "field tight" : "field checks"}
      id={state.id}
      tabIndex={-1}
      aria-describedby={state.described}
    >
      <legend className={labelHidden === true ? "sr" : undefined}>
        {label}
        {optional === true && <span className="soft"> {t("frame:form.optional")}</span>}
      </legend>
      <HintAndFault state={state} hint={hint} />
      <div>
        {options.map((option) => (
          <Radio key={option.value} name={name} id={state.id} chosen={state.value} option={option} />
        ))}
      </div>
    </fieldset>
  );
}

function Radio(props: {
  readonly name: string;
  readonly id: string;
  readonly chosen: string | undefined;
  readonly option: RadioOption;
}) {
  const { value, label, note, under } = props.option;
  const id = `${props.id}-${value}`;
  return (
    <div className="check">
      <input
        type="radio"
        id={id}
        name={props.name}
        value={value}
        defaultChecked={props.chosen === value}
        aria-describedby={note === undefined ? undefined : `${id}-note`}
      />
      <label htmlFor={id}>{label}</label>
      {note !== undefined && (
        <span className="soft" id={`${id}-note`}>
          {note}
        </span>
      )}
      {under !== undefined && <div className="under">{under}</div>}
    </div>
  );
}

/** One box to tick. It is sent as "on" when ticked and not at all otherwise. */
export function CheckboxField(props: {
  readonly name: string;
  readonly label: ReactNode;
  readonly hint?: ReactNode;
  readonly checked?: boolean;
}) {
  const state = useField(props.name, props.hint !== undefined);
  const sentBack = useSentBack();
  return (
    <div className="field tight">
      <div className="check">
        <input
          type="checkbox"
          id={state.id}
          name={props.name}
          defaultChecked={sentBack ? state.value !== undefined : props.checked === true}
          aria-describedby={state.described}
          aria-invalid={state.fault !== null || undefined}
        />
        <label htmlFor={state.id}>{props.label}</label>
      </div>
      <HintAndFault state={state} hint={props.hint} />
    </div>
  );
}

/** Several boxes under one name; what is ticked comes as lines. */
export function CheckboxGroup(
  props: Omit<FieldProps, "size" | "value"> & {
    readonly options: readonly RadioOption[];
    readonly values?: readonly string[];
  },
) {
  const { name, label, hint, options, values = [] } = props;
  const sentBack = useSentBack();
  const state = useField(name, hint !== undefined, sentBack ? "" : values.join("\n"));
  const ticked = (state.value ?? "").split("\n");
  return (
    <fieldset className="field tight" id={state.id} tabIndex={-1} aria-describedby={state.described}>
      <legend>{label}</legend>
      <HintAndFault state={state} hint={hint} />
      <div>
        {options.map(({ value, label: words, note }) => {
          const id = `${state.id}-${value.replace(/[^\w-]+/g, "-")}`;
          return (
            <div className="check" key={value}>
              <input
                type="checkbox"
                id={id}
                name={name}
                value={value}
                defaultChecked={ticked.includes(value)}
              />
              <label htmlFor={id}>{words}</label>
              {note !== undefined && <span className="soft">{note}</span>}
            </div>
          );
        })}
      </div>
    </fieldset>
  );
}
