/** Two releases → what changed, by clause and by word. Clauses are matched by their stable ids, never by guessing. */
import { diffArrays, diffWordsWithSpace } from "diff";
import { canonical, type Plan, type PlanNode } from "./plan.ts";
import { bracketsOf, clausesOf, type Clause } from "./reading.ts";

export interface WordChange {
  readonly kind: "same" | "added" | "removed";
  readonly words: string;
}

/** A field of an output that is not the same. */
export interface FieldChange {
  readonly name: string;
  readonly before: string;
  readonly after: string;
}

export type ClauseChange =
  | { readonly kind: "same"; readonly after: Clause; readonly before: Clause }
  | { readonly kind: "added"; readonly after: Clause }
  | { readonly kind: "removed"; readonly before: Clause }
  | {
      readonly kind: "changed";
      readonly before: Clause;
      readonly after: Clause;
      readonly words: readonly WordChange[];
      readonly fields: readonly FieldChange[];
      /** The words are the same; emphasis, links or brackets are not. */
      readonly markedOtherwise: boolean;
      /** It stands at another place in the order of clauses. */
      readonly moved: boolean;
    };

export interface PlanDiff {
  /** In the order of the newer text; what was removed stands where it stood. */
  readonly clauses: readonly ClauseChange[];
  readonly same: boolean;
  /** Ids of brackets that were opened and closed in between. */
  readonly opened: readonly string[];
  readonly closed: readonly string[];
}

/** Compares an older text with a newer one. */
export function diffPlans(before: Plan, after: Plan): PlanDiff {
  const [older, newer] = [clausesOf(before), clausesOf(after)];
  const inOlder = new Map(older.map((clause) => [clause.id, clause]));
  const inNewer = new Map(newer.map((clause) => [clause.id, clause]));
  const clauses: ClauseChange[] = [];
  const parts = diffArrays(
    older.map((clause) => clause.id),
    newer.map((clause) => clause.id),
  );
  for (const part of parts) {
    for (const id of part.value) {
      const [was, is] = [inOlder.get(id), inNewer.get(id)];
      // A clause that moved is told once, at its new place.
      if (part.removed && was && !is) clauses.push({ kind: "removed", before: was });
      else if (part.removed) continue;
      else if (was && is) clauses.push(compare(was, is, part.added));
      else if (is) clauses.push({ kind: "added", after: is });
    }
  }
  const [open, stillOpen] = [before, after].map(
    (plan) => new Set(bracketsOf(plan).map((bracket) => bracket.id)),
  );
  return {
    clauses,
    same: canonical(before) === canonical(after),
    opened: [...(stillOpen ?? [])].filter((id) => !open?.has(id)),
    closed: [...(open ?? [])].filter((id) => !stillOpen?.has(id)),
  };
}

/** The difference of two texts, by word, without losing a space. */
export function diffWords(before: string, after: string): readonly WordChange[] {
  return diffWordsWithSpace(before, after).map((part) => ({
    kind: part.added ? "added" : part.removed ? "removed" : "same",
    words: part.value,
  }));
}

function compare(before: Clause, after: Clause, moved: boolean): ClauseChange {
  if (!moved && JSON.stringify(bare(before.node)) === JSON.stringify(bare(after.node))) {
    return { kind: "same", before, after };
  }
  const fields = fieldsOf(before.node, after.node);
  const words = diffWords(before.words, after.words);
  const sameWords = words.every((part) => part.kind === "same");
  const markedOtherwise =
    sameWords && JSON.stringify(before.node.content ?? []) !== JSON.stringify(after.node.content ?? []);
  return { kind: "changed", before, after, words, fields, markedOtherwise, moved };
}

function fieldsOf(before: PlanNode, after: PlanNode): FieldChange[] {
  const names = new Set([...Object.keys(before.attrs ?? {}), ...Object.keys(after.attrs ?? {})]);
  names.delete("id");
  return [...names].flatMap((name) => {
    const [was, is] = [String(before.attrs?.[name] ?? ""), String(after.attrs?.[name] ?? "")];
    return was === is ? [] : [{ name, before: was, after: is }];
  });
}

/** A node as it compares: its own id says which it is, not what it says; attributes in one order. */
function bare(node: PlanNode): unknown {
  const attrs = Object.entries(node.attrs ?? {}).filter(([name]) => name !== "id");
  return [
    node.type,
    attrs.sort(([a], [b]) => (a < b ? -1 : 1)),
    node.text,
    node.marks,
    node.content?.map(bare),
  ];
}
