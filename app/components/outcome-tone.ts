/** The colour and glyph in which an outcome is shown: that of the position nearest to it. */
import type { Tone } from "./country.tsx";

export const toneOfOutcome = (outcome: string): Tone =>
  outcome === "consensus" || outcome === "heard" ? "joins" : outcome === "withdrawn" ? "absent" : "objects";
