/** What positions are called: in a consultation, which decides nothing, nobody joins a consensus. */
import type { RollKind } from "#app/domain/roles.ts";
import { positionKinds, type Mode, type PositionKind } from "#app/domain/round.ts";
import type { T } from "#app/i18n/translate.ts";
import { useT } from "./speech.tsx";

export interface PositionWords {
  /** "Joins the consensus"; in a consultation "Agrees". */
  readonly word: (kind: PositionKind) => string;
  /** What it brings. */
  readonly hint: (kind: PositionKind) => string;
  /** In a sentence, after the country: "joins the consensus". */
  readonly said: (kind: PositionKind) => string;
  /** After either, the passage it is about: "to paragraph 3". */
  readonly about: (kind: PositionKind, passage: string) => string;
}

export function usePositionWords(roll: RollKind): PositionWords {
  const t = useT();
  const about = (kind: PositionKind, passage: string) =>
    t(kind === "objects" ? "frame:board.objects-passage" : "frame:board.on-passage", { passage });
  if (roll === "region")
    return {
      word: (kind) => t(`round-page:heard.${kind}`),
      hint: (kind) => t(`round-page:heard.${kind}.hint`),
      said: (kind) => t(`round-page:heard.${kind}.said`),
      about,
    };
  return {
    word: (kind) => t(`consensus:position.${kind}`),
    hint: (kind) => t(`consensus:position.${kind}.hint`),
    said: (kind) => t(`record:position.${kind}`),
    about,
  };
}

/** What was written with a position, each part that does not say so itself under its name. */
export function labelledWords(
  t: T,
  words: Readonly<Record<"reason" | "text" | "lift" | "amendment", string | null>>,
): readonly { readonly label: string | null; readonly said: string }[] {
  return [
    { label: null, said: words.reason ?? words.text },
    { label: t("frame:statement.lift"), said: words.lift },
    { label: t("frame:statement.amendment"), said: words.amendment },
  ].flatMap(({ label, said }) => (said === null ? [] : [{ label, said }]));
}

/** Positions that may be given in the round (domain §4): a capital is waited for only where every country answers. */
export const kindsIn = (mode: Mode, roll: RollKind): readonly PositionKind[] =>
  positionKinds.filter((kind) => kind !== "ad-referendum" || (mode === "express" && roll !== "region"));
