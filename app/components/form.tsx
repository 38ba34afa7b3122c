/** A form that posts without script. Sent back, it lists what is wrong, says it again at each field, and keeps what was typed. */
import { Children, createContext, isValidElement, useContext, type ReactNode } from "react";
import type { Refused } from "#app/answers.ts";
import type { Params } from "#app/domain/refusal.ts";
import { Icon } from "./icon.tsx";
import { useRefusalWords, useT } from "./speech.tsx";

interface FormState {
  readonly id: string;
  readonly refused: Refused | null;
  /** What was entered before, where the form is shown again. */
  readonly values: Readonly<Record<string, string>> | null;
}

const FormContext = createContext<FormState>({ id: "form", refused: null, values: null });

export function Form(props: {
  /** Begins the ids of its fields: `<id>-<name>`. */
  readonly id: string;
  /** Where it is sent; the page itself when left out. */
  readonly action?: string;
  readonly method?: "post" | "get";
  readonly refused?: Refused | null;
  /** What was entered, where the reader comes back from its review. */
  readonly values?: Readonly<Record<string, string>> | null;
  /** Names it where a heading does not. */
  readonly label?: string;
  readonly labelledBy?: string;
  /** It carries files. */
  readonly files?: boolean;
  /** `panel`: set on the one grey ground, denser; `filter`: in one line. */
  readonly look?: "panel" | "filter";
  /** What its fields are called in the list of faults, where a component of its own holds them. */
  readonly names?: Readonly<Record<string, string>>;
  /** What more is to be said where it was refused. */
  readonly more?: ReactNode;
  /** Fields that are sent and not seen. */
  readonly hidden?: Readonly<Record<string, string>>;
  readonly children: ReactNode;
}) {
  const { id, refused = null, look, hidden = {} } = props;
  const method = props.method ?? "post";
  const kind = look === "panel" ? "panel form" : look;
  return (
    <FormContext.Provider value={{ id, refused, values: refused?.values ?? props.values ?? null }}>
      <form
        id={id}
        className={kind}
        action={props.action}
        method={method}
        role={look === "filter" ? "search" : undefined}
        encType={props.files === true ? "multipart/form-data" : undefined}
        aria-label={props.label}
        aria-labelledby={props.labelledBy}
        noValidate={method === "post"}
      >
        {refused !== null && (
          <ErrorSummary
            formId={id}
            refused={refused}
            names={{ ...labelsIn(props.children), ...props.names }}
            more={props.more}
          />
        )}
        {Object.entries(hidden).map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        {props.children}
      </form>
    </FormContext.Provider>
  );
}

/** Labels of the fields that stand directly in a form, by name, so that the list of faults can call them by it. */
function labelsIn(children: ReactNode): Record<string, string> {
  const labels: Record<string, string> = {};
  Children.forEach(children, (child) => {
    if (!isValidElement<Readonly<Record<string, unknown>>>(child)) return;
    const { name, label, children: inner } = child.props;
    if (typeof name === "string" && typeof label === "string") labels[name] = label;
    else if (inner !== undefined) Object.assign(labels, labelsIn(inner as ReactNode));
  });
  return labels;
}

/** "Person: this has to be filled in." A label that is a question keeps its own mark. */
const named = (label: string, fault: string) => `${label}${/[?:]\s*$/.test(label) ? "" : ":"} ${fault}`;

/** What is wrong, each with a link to its field. It takes the focus when the page opens. */
export function ErrorSummary(props: {
  readonly formId: string;
  readonly refused: Refused;
  readonly names?: Readonly<Record<string, string>>;
  readonly more?: ReactNode;
}) {
  const { formId, refused, names = {}, more } = props;
  const t = useT();
  const say = useRefusalWords();
  const fields = Object.entries(refused.refusal.fields ?? {});
  const title =
    fields.length > 0 ? t("frame:form.problems", { count: fields.length }) : t("frame:form.not-sent");
  return (
    <div
      className="notice bad summary"
      role="alert"
      id={`${formId}-errors`}
      tabIndex={-1}
      // A page that comes back with faults begins at their list; without script nothing else can take the reader there.
      // eslint-disable-next-line jsx-a11y/no-autofocus
      autoFocus
    >
      <Icon name="alert" />
      <div>
        <p>
          <b>{title}</b>
        </p>
        {fields.length > 0 ? (
          <ul>
            {fields.map(([name, fault]) => (
              <li key={name}>
                <a href={`#${formId}-${name}`}>
                  {names[name] === undefined ? say(fault) : named(names[name], say(fault))}
                </a>
              </li>
            ))}
          </ul>
        ) : (
          <p>{say(refused.refusal)}</p>
        )}
        {more}
      </div>
    </div>
  );
}

export interface FieldState {
  readonly id: string;
  /** What was typed before the form came back, else what the page gives. */
  readonly value: string | undefined;
  readonly fault: { readonly key: string; readonly params: Params } | null;
  /** For `aria-describedby`. */
  readonly described: string | undefined;
}

/** How a field stands in the form around it. */
export function useField(name: string, hinted: boolean, value?: string): FieldState {
  const { id: formId, refused, values } = useContext(FormContext);
  const id = `${formId}-${name}`;
  const fault = refused?.refusal.fields?.[name] ?? null;
  const described = [hinted && `${id}-hint`, fault !== null && `${id}-error`].filter(Boolean).join(" ");
  return { id, fault, value: values?.[name] ?? value, described: described || undefined };
}

/** Whether the form has come back, so that an empty box means unticked rather than untouched. */
export const useSentBack = (): boolean => useContext(FormContext).values !== null;
