/** How a country stood when a round ended: told one by one in registers, and counted where a list says how many joined. */
import type { Standing } from "#app/domain/round.ts";

/** How a country stood when a round ended, in one word. */
export const answers = [
  "joined",
  "silent",
  "reservation",
  "confirmed",
  "referendum",
  "objected",
  "dissociated",
  "not-answered",
  "left",
] as const;
export type Answer = (typeof answers)[number];

/** The answer that stood at the end; null for a vacant seat. A country that left is listed as having left, whatever it had given. */
export function answerOf({ standing, position, confirmation }: Standing): Answer | null {
  if (standing === "vacant") return null;
  if (standing === "left") return "left";
  if (standing === "silent") return "silent";
  if (position === null) return "not-answered";
  switch (position.kind) {
    case "joins":
      return "joined";
    case "joins-with-reservation":
      return "reservation";
    case "ad-referendum":
      return confirmation === "confirmed" ? "confirmed" : "referendum";
    case "objects":
      return "objected";
    case "dissociates":
      return "dissociated";
  }
}

/** Whether the country is counted among those that joined the consensus. One that left meanwhile is not (domain §4). */
export function hasJoined(line: Standing): boolean {
  switch (answerOf(line)) {
    case "joined":
    case "silent":
    case "reservation":
    case "confirmed":
      return true;
    case "referendum":
    case "objected":
    case "dissociated":
    case "not-answered":
    case "left":
    case null:
      return false;
  }
}
