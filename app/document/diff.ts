/** Two releases → what changed, by clause and by word. Clauses are matched by their stable ids, never by guessing. */
import { alignClauses } from "./alignment.ts";
import { asRead } from "./header-cell.ts";
import { canonical, field, type Plan, type PlanNode } from "./plan.ts";
import { bracketsOf, type Bracket } from "./openness.ts";
import { clausesOf, type Clause } from "./reading.ts";
import { diffWords, effort, type Effort, type WordChange } from "./word-diff.ts";

export { diffWords, type WordChange } from "./word-diff.ts";

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
  /** The same with their words, and those that are held by others than before. */
  readonly brackets: BracketChanges;
}

export interface BracketChanges {
  readonly opened: readonly Bracket[];
  readonly closed: readonly Bracket[];
  readonly held: readonly { readonly bracket: Bracket; readonly before: readonly string[] }[];
}

/** Compares an older text with a newer one. All its passages share one `effort`: it takes bounded time. */
export function diffPlans(before: Plan, after: Plan, spent: Effort = effort()): PlanDiff {
  const [older, newer] = [clausesOf(before), clausesOf(after)];
  const { fixed, moved } = alignClauses(older, newer);
  const movedFrom = new Map(moved.map(([was, is]) => [is, was]));
  const gone = new Set(older.keys());
  for (const [was] of [...fixed, ...moved]) gone.delete(was);
  const clauses: ClauseChange[] = [];
  let [at, here] = [0, 0];
  const upTo = (was: number, is: number) => {
    for (; at < was; at++) {
      const clause = older[at];
      // A clause that moved is told once, at its new place.
      if (clause && gone.has(at)) clauses.push({ kind: "removed", before: clause });
    }
    for (; here < is; here++) {
      const [clause, from] = [newer[here], movedFrom.get(here)];
      const earlier = from === undefined ? undefined : older[from];
      if (clause)
        clauses.push(earlier ? compare(earlier, clause, true, spent) : { kind: "added", after: clause });
    }
  };
  for (const [was, is] of fixed) {
    upTo(was, is);
    const [earlier, clause] = [older[at++], newer[here++]];
    if (earlier && clause) clauses.push(compare(earlier, clause, false, spent));
  }
  upTo(older.length, newer.length);
  const brackets = bracketChanges(before, after);
  return {
    clauses,
    same: canonical(before) === canonical(after),
    opened: brackets.opened.map(({ id }) => id),
    closed: brackets.closed.map(({ id }) => id),
    brackets,
  };
}

function bracketChanges(before: Plan, after: Plan): BracketChanges {
  const [older, newer] = [before, after].map((plan) => new Map(bracketsOf(plan).map((one) => [one.id, one])));
  return {
    opened: [...(newer ?? [])].flatMap(([id, bracket]) => (older?.has(id) ? [] : [bracket])),
    closed: [...(older ?? [])].flatMap(([id, bracket]) => (newer?.has(id) ? [] : [bracket])),
    held: [...(newer ?? [])].flatMap(([id, bracket]) => {
      const was = older?.get(id)?.holders;
      return was === undefined || was.join() === bracket.holders.join() ? [] : [{ bracket, before: was }];
    }),
  };
}

function compare(before: Clause, after: Clause, moved: boolean, spent: Effort): ClauseChange {
  if (!moved && JSON.stringify(bare(before.node)) === JSON.stringify(bare(after.node))) {
    return { kind: "same", before, after };
  }
  const fields = fieldChanges(before.node, after.node);
  const words = diffWords(before.words, after.words, spent);
  const sameWords = words.every((part) => part.kind === "same");
  const [was, is] = [before, after].map(({ node }) => JSON.stringify((node.content ?? []).map(bare)));
  const markedOtherwise = sameWords && was !== is && fields.every(({ name }) => name !== footnote);
  return { kind: "changed", before, after, words, fields, markedOtherwise, moved };
}

/** Fields and footnotes that are not the same; null for a clause that was not there, or is there no more. */
export function fieldChanges(before: PlanNode | null, after: PlanNode | null): readonly FieldChange[] {
  const names = new Set([...Object.keys(before?.attrs ?? {}), ...Object.keys(after?.attrs ?? {})]);
  names.delete("id");
  const fields = [...names].flatMap((name) => {
    const [was, is] = [String(before?.attrs?.[name] ?? ""), String(after?.attrs?.[name] ?? "")];
    return was === is ? [] : [{ name, before: was, after: is }];
  });
  const [older, newer] = [footnotesOf(before), footnotesOf(after)];
  const notes = [...new Set([...older.keys(), ...newer.keys()])].flatMap((id) => {
    const [was, is] = [older.get(id) ?? "", newer.get(id) ?? ""];
    return was === is ? [] : [{ name: footnote, before: was, after: is }];
  });
  return [...fields, ...notes];
}

/** Name of the field that tells of a footnote: its words stand below the text and not in it. */
const footnote = "footnote";

function footnotesOf(node: PlanNode | null, found = new Map<string, string>()): ReadonlyMap<string, string> {
  if (node === null) return found;
  if (node.type === footnote) found.set(field(node, "id"), field(node, "text"));
  for (const child of node.content ?? []) footnotesOf(child, found);
  return found;
}

/** A node as it compares: its own id says which it is, not what it says; attributes in one order. */
function bare(node: PlanNode): unknown {
  const { type, attrs } = asRead(node);
  const own = Object.entries(attrs).filter(([name]) => name !== "id");
  return [type, own.sort(([a], [b]) => (a < b ? -1 : 1)), node.text, node.marks, node.content?.map(bare)];
}
