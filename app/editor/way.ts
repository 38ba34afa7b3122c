/** From one state of the text to another that came as a whole, as words of others do: what of it differs, as if it had been typed. */
import type { Fragment, Node } from "prosemirror-model";
import { Mapping, StepMap } from "prosemirror-transform";

/**
 * Block by block, where the blocks stay: several people write at once, and what lies between them stays where it is. Else from
 * the first difference to the last.
 */
export function wayBetween(before: Node, after: Node): Mapping {
  if (before === after) return new Mapping();
  const ranges =
    before.childCount === after.childCount
      ? rangesByBlock(before, after)
      : rangeBetween(before.content, after.content, 0);
  return new Mapping(ranges.length === 0 ? [] : [new StepMap(ranges)]);
}

/** Triples for a StepMap: where it begins in what was, its length there, its length in what is. */
function rangesByBlock(before: Node, after: Node): readonly number[] {
  const ranges: number[] = [];
  before.forEach((was, at, index) => {
    const is = after.child(index);
    if (was === is) return;
    if (was.sameMarkup(is) && !was.isLeaf) ranges.push(...rangeBetween(was.content, is.content, at + 1));
    else ranges.push(at, was.nodeSize, is.nodeSize);
  });
  return ranges;
}

function rangeBetween(before: Fragment, after: Fragment, at: number): readonly number[] {
  const start = before.findDiffStart(after);
  const ends = before.findDiffEnd(after);
  if (start === null || ends === null) return [];
  // The same letters at both sides of what differs are counted once.
  const twice = Math.max(0, start - Math.min(ends.a, ends.b));
  return [at + start, ends.a + twice - start, ends.b + twice - start];
}
