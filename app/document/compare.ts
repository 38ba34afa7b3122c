/** Two released texts of one kind → what changed, clause by clause, whatever they are texts of. Begin with `compareTexts`. */
import { diffArrays } from "diff";
import { bestPairs, likenessOf } from "./alignment.ts";
import { diffPlans, fieldChanges, type BracketChanges, type FieldChange } from "./diff.ts";
import { compareLines, linesOf, type ComparedLine } from "./line-diff.ts";
import type { Plan } from "./plan.ts";
import type { Clause } from "./reading.ts";
import { diffWords, effort, type Effort, type WordChange } from "./word-diff.ts";

/** A passage of a text that is no plan: it has no name of its own, only its words and its place. */
export interface Passage {
  readonly number: string | null;
  readonly heading: string | null;
  readonly words: string;
}

/** One passage in both texts, or in one of them. */
export interface ComparedPassage {
  readonly change: "same" | "added" | "removed" | "changed";
  /** What it is, where a plan says so. */
  readonly kind: "heading" | "paragraph" | "list" | "table" | "output";
  /** Its number in the newer text, or in the older where it was removed. */
  readonly number: string | null;
  /** Its number in the older text, where that was another. */
  readonly was: string | null;
  readonly heading: string | null;
  readonly moved: boolean;
  /** The words of both texts in one row. */
  readonly words: readonly WordChange[];
  /** Of a list its items, of a table its rows, of an output its title and the paragraphs below: the same words in their lines. */
  readonly lines: readonly ComparedLine[];
  /** The clause it is, by which a page leads to it; null in a text that is no plan. */
  readonly clause: string | null;
  /** Fields of an output, and footnotes, that are not the same; all of them where the passage is in one text alone. */
  readonly fields: readonly FieldChange[];
  /** The words are the same; emphasis, links or brackets are not. */
  readonly markedOtherwise: boolean;
}

/** A whole plan compared with another. */
export interface ComparedPlans {
  readonly passages: readonly ComparedPassage[];
  readonly brackets: BracketChanges;
}

const plain = {
  kind: "paragraph",
  moved: false,
  fields: [],
  lines: [],
  clause: null,
  markedOtherwise: false,
} as const;

/** Compares an older plan with a newer one: clauses are known by their ids. */
export function comparePlans(before: Plan, after: Plan): readonly ComparedPassage[] {
  return compareWholePlans(before, after).passages;
}

/** The same, with what became of the brackets. */
export function compareWholePlans(before: Plan, after: Plan): ComparedPlans {
  const spent = effort();
  const { clauses, brackets } = diffPlans(before, after, spent);
  const passages = clauses.map((clause): ComparedPassage => {
    const here = clause.kind === "removed" ? clause.before : clause.after;
    const number = here.number === null ? null : String(here.number);
    const older = clause.kind === "changed" || clause.kind === "same" ? clause.before.number : here.number;
    const common = { ...plain, kind: here.kind, number, was: null, heading: null, clause: here.id };
    if (clause.kind !== "changed") {
      const before = clause.kind === "added" ? null : here;
      const after = clause.kind === "removed" ? null : here;
      const lines = linesIn(before, after, spent);
      const fields = clause.kind === "same" ? [] : fieldChanges(before?.node ?? null, after?.node ?? null);
      return {
        ...common,
        lines,
        fields,
        change: clause.kind,
        words: [{ kind: clause.kind, words: here.words }],
      };
    }
    const { words, fields, markedOtherwise, moved } = clause;
    const was = older === here.number || older === null ? null : String(older);
    const lines = linesIn(clause.before, clause.after, spent);
    // Moved and nothing else is a change too; its words stand as they are.
    return { ...common, change: "changed", was, words, lines, fields, markedOtherwise, moved };
  });
  return { passages, brackets };
}

function linesIn(before: Clause | null, after: Clause | null, spent: Effort): readonly ComparedLine[] {
  const of = (clause: Clause | null) => (clause === null ? [] : linesOf(clause.node));
  return compareLines(of(before), of(after), spent);
}

/**
 * Compares an older text with a newer one by its passages. Those with the same words are the same; of the others, those
 * under one heading that stand at one place and share enough words are one passage, changed. Nothing is left out.
 */
export function comparePassages(
  before: readonly Passage[],
  after: readonly Passage[],
): readonly ComparedPassage[] {
  const spent = effort();
  const found: ComparedPassage[] = [];
  let [older, newer] = [0, 0];
  const take = (count: number) => {
    for (let nth = 0; nth < count; nth++) found.push(same(before[older++], after[newer++]));
  };
  const parts = diffArrays(before.map(keyOf), after.map(keyOf));
  for (let at = 0; at < parts.length; at++) {
    const part = parts[at];
    if (part === undefined) continue;
    if (!part.added && !part.removed) {
      take(part.value.length);
      continue;
    }
    const next = parts[at + 1];
    const follows = part.removed && next?.added === true ? next.value.length : 0;
    if (follows > 0) at += 1;
    const gone = part.removed ? part.value.length : 0;
    const come = part.added ? part.value.length : follows;
    found.push(...paired(before.slice(older, older + gone), after.slice(newer, newer + come), spent));
    older += gone;
    newer += come;
  }
  return found;
}

const keyOf = ({ heading, words }: Passage): string => `${heading ?? ""}\n${words}`;

function same(older: Passage | undefined, newer: Passage | undefined): ComparedPassage {
  const { number, heading, words } = newer ?? { number: null, heading: null, words: "" };
  const was = older === undefined || older.number === number ? null : older.number;
  return { ...plain, change: "same", number, was, heading, words: [{ kind: "same", words }] };
}

function alone(change: "added" | "removed", { number, heading, words }: Passage): ComparedPassage {
  return { ...plain, change, number, was: null, heading, words: [{ kind: change, words }] };
}

/** What was removed and added at one place: the pairs, in order, that are most alike; the others stand alone. */
function paired(
  gone: readonly Passage[],
  come: readonly Passage[],
  spent: Effort,
): readonly ComparedPassage[] {
  const found: ComparedPassage[] = [];
  let [older, newer] = [0, 0];
  const upTo = (i: number, j: number) => {
    for (const passage of gone.slice(older, i)) found.push(alone("removed", passage));
    for (const passage of come.slice(newer, j)) found.push(alone("added", passage));
    [older, newer] = [i, j];
  };
  for (const [i, j] of bestPairs(gone, come, alike)) {
    upTo(i, j);
    const [before, after] = [gone[older++], come[newer++]];
    if (before === undefined || after === undefined) continue;
    const { number, heading } = after;
    const was = before.number === number ? null : before.number;
    const words = diffWords(before.words, after.words, spent);
    found.push({ ...plain, change: "changed", number, was, heading, words });
  }
  upTo(gone.length, come.length);
  return found;
}

/** Passages under other headings are never one. */
const alike = (older: Passage, newer: Passage): number =>
  older.heading === newer.heading ? likenessOf(older.words, newer.words) : 0;
