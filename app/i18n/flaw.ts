/** The first thing that does not fit in a record or a certificate, in words. May import: this room. */
import type { T } from "./speaker.ts";

/** Names the entry by its chain and place, and says what is wrong with it. */
export function sayFlaw(
  t: T,
  flaw: {
    readonly chain: string;
    readonly seq: number | null;
    readonly what: string;
    readonly detail: string;
  },
): string {
  const { chain, seq, what, detail } = flaw;
  const said = t(`proof:flaw.${what}`, { detail });
  return seq === null ? t("proof:unplaced", { flaw: said }) : t("proof:broken", { chain, seq, flaw: said });
}
