/** Countries and positions: the code stands where others put a flag; a position is glyph, word and colour. */
import type { ReactNode } from "react";
import type { PositionKind } from "#app/domain/round.ts";
import { Icon } from "./icon.tsx";

/** The code of a country as a small label; a dash where there is none. */
export function CountryCode({ iso }: { readonly iso: string | null }) {
  return (
    <span className="cc" aria-hidden="true">
      {iso ?? "–"}
    </span>
  );
}

export function Country(props: {
  readonly iso: string | null;
  readonly name: ReactNode;
  readonly soft?: boolean;
}) {
  return (
    <span className={props.soft === true ? "who soft" : "who"}>
      <CountryCode iso={props.iso} />
      <span>{props.name}</span>
    </span>
  );
}

export type Tone = "joins" | "reservation" | "referendum" | "objects" | "absent" | "dissociates";

const tones: Record<PositionKind, Tone> = {
  joins: "joins",
  "joins-with-reservation": "reservation",
  "ad-referendum": "referendum",
  objects: "objects",
  dissociates: "dissociates",
};

export const toneOf = (kind: PositionKind): Tone => tones[kind];

/** A position, or an outcome in the colour of one. */
export function PositionMark(props: { readonly tone: Tone; readonly children: ReactNode }) {
  return (
    <span className={`pos ${props.tone}`}>
      <Icon name={props.tone} />
      {props.children}
    </span>
  );
}
