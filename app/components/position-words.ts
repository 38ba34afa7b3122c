/** What positions are called: in a consultation, which decides nothing, nobody joins a consensus. */
import type { RollKind } from "#app/domain/roles.ts";
import { positionKinds, type Mode, type PositionKind } from "#app/domain/round.ts";
import { useT } from "./speech.tsx";

export interface PositionWords {
  /** "Joins the consensus"; in a consultation "Agrees". */
  readonly word: (kind: PositionKind) => string;
  /** What it brings. */
  readonly hint: (kind: PositionKind) => string;
  /** In a sentence, after the country: "joins the consensus". */
  readonly said: (kind: PositionKind) => string;
}

export function usePositionWords(roll: RollKind): PositionWords {
  const t = useT();
  if (roll === "region")
    return {
      word: (kind) => t(`round-page:heard.${kind}`),
      hint: (kind) => t(`round-page:heard.${kind}.hint`),
      said: (kind) => t(`round-page:heard.${kind}.said`),
    };
  return {
    word: (kind) => t(`consensus:position.${kind}`),
    hint: (kind) => t(`consensus:position.${kind}.hint`),
    said: (kind) => t(`record:position.${kind}`),
  };
}

/** Positions that may be given in the round (domain §4): a capital is waited for only where every country answers. */
export const kindsIn = (mode: Mode, roll: RollKind): readonly PositionKind[] =>
  positionKinds.filter((kind) => kind !== "ad-referendum" || (mode === "express" && roll !== "region"));
