/** The difference of two passages by word, in bounded time: what is too different is told by sentence, or as a whole. */
import { diffSentences, diffWordsWithSpace, type ChangeObject } from "diff";
import { sharedWords } from "./alignment.ts";

export interface WordChange {
  readonly kind: "same" | "added" | "removed";
  readonly words: string;
}

/**
 * How many steps of comparing are left for one difference, over all its passages. A difference of n words costs about n² / 2
 * steps, so a text that is another from end to end would cost minutes; counted in steps, the same texts give the same answer.
 */
export interface Effort {
  left: number;
}

/** So many steps take half a second on a slow machine. */
export const effort = (): Effort => ({ left: 1_200_000 });

/** Longest difference of one passage, in words and the spaces between them. */
const longest = 1_200;
/** Passages of some length that have less than this in common are shown one after the other: words picked from both say nothing. */
const common = 0.15;
const short = 200;

/** The difference of two texts, by word, without losing a space. */
export function diffWords(before: string, after: string, spent: Effort = effort()): readonly WordChange[] {
  if (before === after) return before === "" ? [] : [{ kind: "same", words: before }];
  const long = Math.max(before.length, after.length) > short;
  if (before === "" || after === "" || (long && sharedWords(before, after) < common))
    return replaced(before, after);
  for (const by of [diffWordsWithSpace, diffSentences]) {
    const most = Math.min(longest, Math.floor(Math.sqrt(2 * spent.left)));
    const parts: ChangeObject<string>[] | undefined = by(before, after, { maxEditLength: most });
    const length = (parts ?? []).reduce(
      (sum, { added, removed, count }) => sum + (added || removed ? count : 0),
      0,
    );
    const took = parts === undefined ? most : length;
    spent.left = Math.max(0, spent.left - (took * took) / 2);
    if (parts !== undefined) return gathered(parts.map(changeOf));
  }
  return replaced(before, after);
}

const changeOf = ({ added, removed, value }: ChangeObject<string>): WordChange => ({
  kind: added ? "added" : removed ? "removed" : "same",
  words: value,
});

/**
 * Words that were replaced one after the other are told as one: old words, then new words. Between them only the spaces were the
 * same, and nobody reads words of two sentences in turns.
 */
function gathered(parts: readonly WordChange[]): readonly WordChange[] {
  const found: WordChange[] = [];
  let group: WordChange[] = [];
  const end = () => {
    const last = group.at(-1);
    const after = last?.kind === "same" ? [last] : [];
    const changes = after.length > 0 ? group.slice(0, -1) : group;
    const both = (["removed", "added"] as const).every((kind) => changes.some((part) => part.kind === kind));
    const side = (kind: WordChange["kind"]) =>
      changes.flatMap((part) => (part.kind === kind || part.kind === "same" ? [part.words] : [])).join("");
    if (both)
      found.push({ kind: "removed", words: side("removed") }, { kind: "added", words: side("added") });
    else found.push(...changes);
    found.push(...after);
    group = [];
  };
  for (const part of parts) {
    if (part.kind !== "same" || (group.length > 0 && part.words.trim() === "")) group.push(part);
    else {
      end();
      found.push(part);
    }
  }
  end();
  return found;
}

/** Everything between the words with which both begin and end, old before new. */
function replaced(before: string, after: string): readonly WordChange[] {
  const shorter = Math.min(before.length, after.length);
  let head = 0;
  while (head < shorter && before[head] === after[head]) head += 1;
  while (head > 0 && !(isBreak(before, head) && isBreak(after, head))) head -= 1;
  let tail = 0;
  while (tail < shorter - head && before[before.length - 1 - tail] === after[after.length - 1 - tail])
    tail += 1;
  while (tail > 0 && !(isBreak(before, before.length - tail) && isBreak(after, after.length - tail)))
    tail -= 1;
  const parts: WordChange[] = [
    { kind: "same", words: before.slice(0, head) },
    { kind: "removed", words: before.slice(head, before.length - tail) },
    { kind: "added", words: after.slice(head, after.length - tail) },
    { kind: "same", words: before.slice(before.length - tail) },
  ];
  return parts.filter(({ words }) => words !== "");
}

/** Whether a word ends or begins there. */
const isBreak = (text: string, at: number): boolean =>
  at === 0 || at === text.length || /\s/.test(text[at - 1] ?? "") || /\s/.test(text[at] ?? "");
