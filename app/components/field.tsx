/** Fields of text, dates and files: label, hint, error, field, in this order. */
import type { ReactNode } from "react";
import { useField, type FieldState } from "./form.tsx";
import { Icon } from "./icon.tsx";
import { useRefusalWords, useT } from "./speech.tsx";

export interface FieldProps {
  readonly name: string;
  readonly label: ReactNode;
  readonly hint?: ReactNode;
  /** Said after the label. */
  readonly optional?: boolean;
  /** What stands in it at first; what was typed before wins. */
  readonly value?: string;
  /** 10 or 20 characters wide; the whole column when left out. */
  readonly size?: 10 | 20;
}

export const inputLook = (size: 10 | 20 | undefined) => (size === undefined ? "input" : `input s${size}`);

/** The words around a field. */
export function FieldFrame(props: {
  readonly state: FieldState;
  readonly label: ReactNode;
  readonly hint?: ReactNode;
  readonly optional?: boolean;
  readonly children: ReactNode;
}) {
  const t = useT();
  const { state } = props;
  return (
    <div className="field">
      <label htmlFor={state.id}>
        {props.label}
        {props.optional === true && <span className="soft"> {t("frame:form.optional")}</span>}
      </label>
      <HintAndFault state={state} hint={props.hint} />
      {props.children}
    </div>
  );
}

export function HintAndFault(props: { readonly state: FieldState; readonly hint?: ReactNode }) {
  const say = useRefusalWords();
  const { id, fault } = props.state;
  return (
    <>
      {props.hint !== undefined && (
        <p className="hint" id={`${id}-hint`}>
          {props.hint}
        </p>
      )}
      {fault !== null && (
        <p className="error" id={`${id}-error`}>
          <Icon name="alert" />
          <span>{say(fault)}</span>
        </p>
      )}
    </>
  );
}

export function TextField(
  props: FieldProps & {
    readonly type?: "text" | "email" | "password" | "url" | "search" | "number" | "tel";
    readonly autoComplete?: string;
    readonly required?: boolean;
    readonly maxLength?: number;
    readonly inputMode?: "numeric" | "decimal" | "email" | "url";
    readonly lang?: string;
  },
) {
  const { name, label, hint, optional, value, size, type = "text", ...rest } = props;
  const state = useField(name, hint !== undefined, value);
  return (
    <FieldFrame state={state} label={label} hint={hint} optional={optional}>
      <input
        className={inputLook(size)}
        id={state.id}
        name={name}
        type={type}
        defaultValue={type === "password" ? undefined : state.value}
        aria-describedby={state.described}
        aria-invalid={state.fault !== null || undefined}
        {...rest}
      />
    </FieldFrame>
  );
}

export function TextArea(
  props: FieldProps & {
    readonly rows?: number;
    readonly required?: boolean;
    readonly maxLength?: number;
    readonly lang?: string;
  },
) {
  const { name, label, hint, optional, value, size, rows = 4, ...rest } = props;
  const state = useField(name, hint !== undefined, value);
  return (
    <FieldFrame state={state} label={label} hint={hint} optional={optional}>
      <textarea
        className={inputLook(size)}
        id={state.id}
        name={name}
        rows={rows}
        defaultValue={state.value}
        aria-describedby={state.described}
        aria-invalid={state.fault !== null || undefined}
        {...rest}
      />
    </FieldFrame>
  );
}

/** A day, or with `time` a day and an hour on the wall clock of the secretariat. */
export function DateField(
  props: FieldProps & {
    readonly time?: boolean;
    readonly min?: string;
    readonly max?: string;
    readonly required?: boolean;
  },
) {
  const t = useT();
  const { name, label, optional, value, time = false, min, max, required, size = 20 } = props;
  const hint = props.hint ?? (time ? t("format:zone") : undefined);
  const state = useField(name, hint !== undefined, value);
  return (
    <FieldFrame state={state} label={label} hint={hint} optional={optional}>
      <input
        className={inputLook(size)}
        id={state.id}
        name={name}
        type={time ? "datetime-local" : "date"}
        defaultValue={state.value}
        min={min}
        max={max}
        required={required}
        aria-describedby={state.described}
        aria-invalid={state.fault !== null || undefined}
      />
    </FieldFrame>
  );
}

/** A file. A form that comes back has lost it: browsers do not let a page fill it in. */
export function FileField(
  props: Omit<FieldProps, "value" | "size"> & {
    readonly accept?: string;
    readonly multiple?: boolean;
    readonly required?: boolean;
  },
) {
  const { name, label, hint, optional, accept, multiple, required } = props;
  const state = useField(name, hint !== undefined);
  return (
    <FieldFrame state={state} label={label} hint={hint} optional={optional}>
      <input
        className="input"
        id={state.id}
        name={name}
        type="file"
        accept={accept}
        multiple={multiple}
        required={required}
        aria-describedby={state.described}
        aria-invalid={state.fault !== null || undefined}
      />
    </FieldFrame>
  );
}
