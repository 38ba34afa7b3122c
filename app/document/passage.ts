/** One numbered paragraph of a plan, by the number that positions name it with, and by its stable id. */
import type { Plan } from "./plan.ts";
import { clausesOf } from "./reading.ts";

export interface PlanPassage {
  readonly id: string;
  readonly words: string;
}

/** The paragraph with that number in the plan; null where there is none. */
export function passageAt(plan: Plan, number: string | null): PlanPassage | null {
  const found = clausesOf(plan).find(
    (clause) => clause.kind === "paragraph" && clause.number !== null && String(clause.number) === number,
  );
  return found === undefined ? null : { id: found.id, words: found.words };
}

/** The paragraph with that id, wherever it stands by now; null where it is gone. */
export function passageById(plan: Plan, id: string): PlanPassage | null {
  const found = clausesOf(plan).find((clause) => clause.kind === "paragraph" && clause.id === id);
  return found === undefined ? null : { id, words: found.words };
}

/**
 * The plan with other words in that paragraph. Its id and place stay, emphasis and links within it go; its footnotes, which
 * nobody spoke about, stand behind the new words.
 */
export function withPassage(plan: Plan, id: string, words: string): Plan {
  const place = clausesOf(plan).findIndex((clause) => clause.kind === "paragraph" && clause.id === id);
  const content = plan.content.map((node, at) =>
    at === place
      ? {
          ...node,
          content: [
            { type: "text", text: words },
            ...(node.content ?? []).filter(({ type }) => type === "footnote"),
          ],
        }
      : node,
  );
  return { ...plan, content };
}
