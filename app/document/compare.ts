/** Two released texts of one kind → what changed, clause by clause, whatever they are texts of. Begin with `compareTexts`. */
import { diffArrays } from "diff";
import { diffPlans, diffWords, type FieldChange, type WordChange } from "./diff.ts";
import type { Plan } from "./plan.ts";

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
  /** Fields of an output that are not the same. */
  readonly fields: readonly FieldChange[];
  /** The words are the same; emphasis, links or brackets are not. */
  readonly markedOtherwise: boolean;
}

const plain = { kind: "paragraph", moved: false, fields: [], markedOtherwise: false } as const;

/** Compares an older plan with a newer one: clauses are known by their ids. */
export function comparePlans(before: Plan, after: Plan): readonly ComparedPassage[] {
  return diffPlans(before, after).clauses.map((clause): ComparedPassage => {
    const here = clause.kind === "removed" ? clause.before : clause.after;
    const number = here.number === null ? null : String(here.number);
    const older = clause.kind === "changed" || clause.kind === "same" ? clause.before.number : here.number;
    const common = { ...plain, kind: here.kind, number, was: null, heading: null };
    if (clause.kind !== "changed")
      return { ...common, change: clause.kind, words: [{ kind: clause.kind, words: here.words }] };
    const { words, fields, markedOtherwise, moved } = clause;
    const was = older === here.number || older === null ? null : String(older);
    // Moved and nothing else is a change too; its words stand as they are.
    return { ...common, change: "changed", was, words, fields, markedOtherwise, moved };
  });
}

/**
 * Compares an older text with a newer one by its passages. Those with the same words are the same; of the others, those
 * under one heading that stand at one place and share enough words are one passage, changed. Nothing is left out.
 */
export function comparePassages(
  before: readonly Passage[],
  after: readonly Passage[],
): readonly ComparedPassage[] {
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
    found.push(...paired(before.slice(older, older + gone), after.slice(newer, newer + come)));
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

/** At least so much of the longer text has to be in both for two passages to be one. */
const enough = 0.4;

/** What was removed and added at one place: the pairs, in order, that have most words in common; the others stand alone. */
function paired(gone: readonly Passage[], come: readonly Passage[]): readonly ComparedPassage[] {
  const likeness = gone.map((older) => come.map((newer) => likenessOf(older, newer)));
  // best[i][j]: most likeness in the texts from i and j on.
  const best = Array.from({ length: gone.length + 1 }, () => new Array<number>(come.length + 1).fill(0));
  const at = (rows: readonly (readonly number[])[], i: number, j: number) => rows[i]?.[j] ?? 0;
  for (let i = gone.length - 1; i >= 0; i--)
    for (let j = come.length - 1; j >= 0; j--) {
      const row = best[i];
      const pair = at(likeness, i, j) > 0 ? at(likeness, i, j) + at(best, i + 1, j + 1) : 0;
      if (row !== undefined) row[j] = Math.max(pair, at(best, i + 1, j), at(best, i, j + 1));
    }
  const found: ComparedPassage[] = [];
  let [i, j] = [0, 0];
  while (i < gone.length || j < come.length) {
    const [older, newer] = [gone[i], come[j]];
    const like = at(likeness, i, j);
    if (older && newer && like > 0 && at(best, i, j) === like + at(best, i + 1, j + 1)) {
      const was = older.number === newer.number ? null : older.number;
      const { number, heading } = newer;
      found.push({
        ...plain,
        change: "changed",
        number,
        was,
        heading,
        words: diffWords(older.words, newer.words),
      });
      i += 1;
      j += 1;
    } else if (older && (!newer || at(best, i + 1, j) >= at(best, i, j + 1))) {
      found.push(alone("removed", older));
      i += 1;
    } else if (newer) {
      found.push(alone("added", newer));
      j += 1;
    }
  }
  return found;
}

/** How much of the longer passage both have; 0 where it is not enough, or where they stand under other headings. */
function likenessOf(older: Passage, newer: Passage): number {
  if (older.heading !== newer.heading) return 0;
  const length = Math.max(older.words.length, newer.words.length);
  if (length === 0) return 0;
  const shared = diffWords(older.words, newer.words)
    .filter(({ kind }) => kind === "same")
    .reduce((sum, { words }) => sum + words.trim().length, 0);
  return shared / length >= enough ? shared / length : 0;
}
