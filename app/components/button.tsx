/** Buttons, and links that look like them. One `go` on a page. */
import type { ReactNode } from "react";
import { useLocal } from "./speech.tsx";

export type ButtonKind = "go" | "plain" | "low" | "bare";

const classes: Record<ButtonKind, string> = {
  go: "btn go",
  plain: "btn",
  low: "btn low",
  bare: "btn low bare",
};

interface ButtonProps {
  readonly kind?: ButtonKind;
  readonly children: ReactNode;
  /** Said after the words to those who do not see what stands around. */
  readonly about?: string;
}

export function Button(
  props: ButtonProps & {
    readonly type?: "submit" | "button" | "reset";
    readonly name?: string;
    readonly value?: string;
    readonly form?: string;
    /** Sends the form to another address. */
    readonly formAction?: string;
    readonly disabled?: boolean;
    readonly onClick?: () => void;
  },
) {
  const { kind = "plain", children, about, type = "submit", ...rest } = props;
  return (
    <button className={classes[kind]} type={type} {...rest}>
      {children}
      <About about={about} />
    </button>
  );
}

export function ButtonLink(props: ButtonProps & { readonly path: string }) {
  const local = useLocal();
  return (
    <a className={classes[props.kind ?? "plain"]} href={local(props.path)}>
      {props.children}
      <About about={props.about} />
    </a>
  );
}

/** A link within the site, in the reader's language; other addresses are left as they are. */
export function TextLink(props: {
  readonly path: string;
  readonly children: ReactNode;
  readonly about?: string;
  /** `plain`: underlined only when pointed at, in rows where every title is a link. `ink`: in the colour of the text. */
  readonly look?: "plain" | "ink";
  readonly current?: boolean;
}) {
  const local = useLocal();
  return (
    <a
      className={props.look}
      href={local(props.path)}
      aria-current={props.current === true ? "page" : undefined}
    >
      {props.children}
      <About about={props.about} />
    </a>
  );
}

function About({ about }: { readonly about: string | undefined }) {
  return about === undefined ? null : <span className="sr"> {about}</span>;
}

/** What can be done, in one row: the button first, then the ways out. */
export function Actions(props: { readonly children: ReactNode; readonly close?: boolean }) {
  return <div className={props.close === true ? "row" : "row acts"}>{props.children}</div>;
}
