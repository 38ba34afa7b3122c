/** A plan, and what is fastened to it, without a passage (domain §9). Begin with `planWithout`. */
import { placesOf, redactionMark, withoutPassage } from "#app/domain/redaction.ts";
import { isAtom, leafWords } from "./atoms.ts";
import { attribute } from "./attributes.ts";
import { choicesOf } from "./fields.ts";
import type { Anchor } from "./margin.ts";
import { parsePlan, type Attrs, type Plan, type PlanNode } from "./plan.ts";

/**
 * The plan with the mark in place of each such passage, in its text and in the fields of its outputs, and how many there
 * were. A passage may run over marks, not over paragraphs. The result is a plan like any other.
 */
export function planWithout(plan: Plan, passage: string): { readonly plan: Plan; readonly times: number } {
  let times = 0;
  const change = (node: PlanNode): PlanNode => {
    const attrs = node.attrs === undefined ? undefined : fieldsWithout(node.type, node.attrs);
    const content = node.content === undefined ? undefined : inlineWithout(node.content).map(change);
    return {
      ...node,
      ...(attrs === undefined ? {} : { attrs }),
      ...(content === undefined ? {} : { content }),
    };
  };
  const fieldsWithout = (type: string, attrs: Attrs): Attrs =>
    Object.fromEntries(
      Object.entries(attrs).map(([name, value]) => {
        if (typeof value !== "string") return [name, value];
        const without = withoutPassage(value, passage);
        // A field that takes no such words cannot hold them either.
        if (without.times === 0 || attribute(type, name, without.text) === null) return [name, value];
        times += without.times;
        return [name, without.text];
      }),
    );
  const inlineWithout = (content: readonly PlanNode[]): readonly PlanNode[] => {
    if (content.every(({ type }) => type !== "text" && !isAtom(type))) return content;
    const words = content.map(
      (node) => node.text ?? (node.type === "gap" ? "\uFFFC" : leafWords(node.type, node.attrs)),
    );
    const places = placesOf(words.join(""), passage);
    if (places.length === 0) return content;
    times += places.length;
    let at = 0;
    return content.flatMap((node, nth): PlanNode[] => {
      const begin = at;
      at += words[nth]?.length ?? 0;
      if (node.text !== undefined) {
        const text = cut(node.text, begin, places);
        return text === "" ? [] : [{ ...node, text }];
      }
      // A reference or a footnote within the passage goes as a whole.
      if (!places.some(({ from, to }) => from < Math.max(at, begin + 1) && to > begin)) return [node];
      const marks = places.filter(({ from }) => from >= begin && from < at).map(() => redactionMark);
      return marks.length === 0 ? [] : [{ type: "text", text: marks.join("") }];
    });
  };
  const changed = parsePlan(change(plan));
  return { plan: changed, times };
}

/** What of a run of text that begins at `begin` stays; the mark stands where a place begins. */
function cut(text: string, begin: number, places: readonly { from: number; to: number }[]): string {
  let left = "";
  let at = 0;
  for (const { from, to } of places) {
    const [start, end] = [from - begin, to - begin];
    if (end <= 0 || start >= text.length) continue;
    left += text.slice(at, Math.max(start, at)) + (start >= 0 ? redactionMark : "");
    at = Math.min(end, text.length);
  }
  return left + text.slice(at);
}

/**
 * An anchor without a passage, wherever in its quote and beside it that stands, and how often it did. What is kept beside a
 * quote may end in the middle of the passage: such a piece goes too, and counts only where the whole stands elsewhere.
 */
export function anchorWithout(
  anchor: Anchor,
  passage: string,
): { readonly anchor: Anchor; readonly times: number } {
  const { before, quote, after } = anchor;
  if (anchor.field !== undefined) {
    const without = valueWithout(anchor, quote, passage);
    return { anchor: { ...anchor, quote: without.text }, times: without.times };
  }
  const places = placesOf(before + quote + after, passage);
  const [first, second] = [before.length, before.length + quote.length];
  const words = passage.trim();
  return {
    anchor: {
      ...anchor,
      before: withoutTail(cut(before, 0, places), words),
      quote: cut(quote, first, places),
      after: withoutHead(cut(after, second, places), words),
    },
    times: places.length,
  };
}

/** Words for what an anchor lies on without a passage, and how often it stood there. What one can only choose is nobody's words. */
export function valueWithout(
  { field }: Anchor,
  words: string,
  passage: string,
): { readonly text: string; readonly times: number } {
  if (field !== undefined && choicesOf(field) !== null) return { text: words, times: 0 };
  return withoutPassage(words, passage);
}

/** So few letters of a passage say nothing. */
const telling = 3;

/** Without the end of the passage at the beginning of a text. */
function withoutTail(text: string, passage: string): string {
  for (let length = Math.min(text.length, passage.length - 1); length >= telling; length--)
    if (text.startsWith(passage.slice(-length))) return redactionMark + text.slice(length);
  return text;
}

/** Without the beginning of the passage at the end of a text. */
function withoutHead(text: string, passage: string): string {
  for (let length = Math.min(text.length, passage.length - 1); length >= telling; length--)
    if (text.endsWith(passage.slice(0, length))) return text.slice(0, -length) + redactionMark;
  return text;
}
