/** What a field of an output is to hold, written in the same input that the output itself has for it. */
import { useLayoutEffect, useRef, type KeyboardEvent, type MutableRefObject } from "react";
import { takes } from "#app/document/fields.ts";
import type { FieldName } from "#app/domain/output-field.ts";
import { fieldInput, fieldOf, type FieldInput } from "../output-fields.ts";
import type { Tongue } from "../saying.ts";

export function FieldDraft(props: {
  readonly id: string;
  readonly name: FieldName;
  /** What is written: as it is kept where it fits, else as it was typed. */
  readonly value: string;
  readonly tongue: Tongue;
  /** Id of the sentence that says why it was refused; null where it was not. */
  readonly fault: string | null;
  readonly focused: boolean;
  readonly input: MutableRefObject<FieldInput["input"] | null>;
  /** What another field of the output holds. */
  of(name: string): string;
  write(value: string): void;
  onKeyDown(event: KeyboardEvent<HTMLElement>): void;
}) {
  const { id, name, value, tongue, fault, focused, input, onKeyDown } = props;
  const place = useRef<HTMLDivElement>(null);
  const latest = useRef(props);
  latest.current = props;
  useLayoutEffect(() => {
    const first = latest.current.value;
    const fits = takes(name, first);
    const write = (now: string) => {
      if (now !== latest.current.value) latest.current.write(now);
    };
    const made = fieldInput(fieldOf(name), id, {
      tongue,
      draft: fits ? null : first,
      of: (other) => latest.current.of(other),
      change: (kept) => write(kept ?? ""),
      keepDraft: (typed) => {
        if (typed !== null) write(typed);
      },
    });
    if (fits) made.show(first);
    input.current = made.input;
    place.current?.replaceChildren(made.dom);
    return () => {
      input.current = null;
    };
  }, [id, name, tongue, input]);
  useLayoutEffect(() => {
    const own = input.current;
    if (own === null) return;
    const others = (own.getAttribute("aria-describedby") ?? "")
      .split(" ")
      .filter((one) => one !== `${id}-fault`);
    own.setAttribute("aria-describedby", [...(fault === null ? [] : [fault]), ...others].join(" "));
    if (focused) own.setAttribute("data-focused", "true");
  }, [id, name, tongue, fault, focused, value, input]);
  return <div ref={place} onKeyDown={onKeyDown} />;
}
