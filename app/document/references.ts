/** What the text points to: its footnotes, numbered through the plan, and the goals and countries it names. */
import { leafWords } from "./atoms.ts";
import { attribute } from "./attributes.ts";
import { field, type Plan, type PlanNode } from "./plan.ts";
import { clausesOf } from "./reading.ts";

export interface Footnote {
  /** Unique in the plan, also where an editor left two alike. Also its anchor (html.ts). */
  readonly id: string;
  /** Counts from 1 through the whole plan, in the order of the text. */
  readonly number: number;
  readonly text: string;
  /** The clause it stands in, and the number of that clause, where it has one. */
  readonly clause: string;
  readonly clauseNumber: number | null;
  readonly node: PlanNode;
}

/** A goal or a country that the text names. */
export type Reference = {
  /** As it reads in the text. */
  readonly words: string;
  /** The clause it stands in, and the number of that clause, where it has one. */
  readonly clause: string;
  readonly number: number | null;
} & (
  | { readonly kind: "goal"; /** "elac2015:12" */ readonly goal: string }
  | { readonly kind: "country"; /** ISO code. */ readonly country: string }
);

/** The footnotes of a plan, in their order. */
export function footnotesOf(plan: Plan): readonly Footnote[] {
  const taken = new Set<string>();
  const notes: Footnote[] = [];
  for (const clause of clausesOf(plan)) {
    for (const node of nodesOf(clause.node)) {
      if (node.type !== "footnote") continue;
      const number = notes.length + 1;
      const wanted = field(node, "id") || String(number);
      let id = wanted;
      for (let i = 2; taken.has(id); i++) id = `${wanted}-${i}`;
      taken.add(id);
      notes.push({
        id,
        number,
        text: field(node, "text"),
        clause: clause.id,
        clauseNumber: clause.number,
        node,
      });
    }
  }
  return notes;
}

/**
 * The goals and countries named in the text, in its order, each as often as it is named. One that names no goal or
 * country that can be is left out. The goals that an output serves are fields of it (`outputsOf`), not references.
 */
export function referencesOf(plan: Plan): readonly Reference[] {
  return clausesOf(plan).flatMap((clause) =>
    [...nodesOf(clause.node)].flatMap((node): Reference[] => {
      const at = { words: leafWords(node.type, node.attrs), clause: clause.id, number: clause.number };
      const goal = attribute("goal_ref", "goal", node.attrs?.["goal"]);
      const country = attribute("country_ref", "country", node.attrs?.["country"]);
      if (node.type === "goal_ref" && goal !== null) return [{ ...at, kind: "goal", goal: String(goal) }];
      if (node.type === "country_ref" && country !== null)
        return [{ ...at, kind: "country", country: String(country) }];
      return [];
    }),
  );
}

function* nodesOf(node: PlanNode): Generator<PlanNode> {
  yield node;
  for (const child of node.content ?? []) yield* nodesOf(child);
}
