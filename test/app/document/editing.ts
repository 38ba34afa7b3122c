/** Editors without a screen, and what a hand does in them. */
import fc from "fast-check";
import { Fragment, type Node } from "prosemirror-model";
import { canJoin, canSplit, Transform } from "prosemirror-transform";
import { initProseMirrorDoc, updateYFragment } from "y-prosemirror";
import * as Y from "yjs";
import { schema } from "#app/document/schema.ts";
import { planFragment } from "#app/document/ydoc.ts";
import { strong } from "./plans.ts";

/** A Y.Doc that is changed as the binding of the real editor changes it. */
export class Hand {
  readonly doc = new Y.Doc();

  constructor(state: Uint8Array, clientID: number) {
    this.doc.clientID = clientID;
    Y.applyUpdate(this.doc, state);
  }

  change(edit: (change: Transform) => void): void {
    const fragment = planFragment(this.doc);
    const { doc, mapping } = initProseMirrorDoc(fragment, schema);
    const change = new Transform(doc);
    edit(change);
    this.doc.transact(() => updateYFragment(this.doc, fragment, change.doc, { mapping, isOMark: new Map() }));
  }
}

/** Both have what the other has. */
export function meet(a: Hand, b: Hand): void {
  Y.applyUpdate(a.doc, Y.encodeStateAsUpdate(b.doc));
  Y.applyUpdate(b.doc, Y.encodeStateAsUpdate(a.doc));
}

/** Writes words at a place. */
export const write = (change: Transform, pos: number, words: string): void =>
  void change.insert(pos, schema.text(words));

interface Place {
  readonly at: number;
}
interface Range extends Place {
  readonly length: number;
}
export type Edit =
  | ({ readonly kind: "type"; readonly words: string } & Range)
  | ({ readonly kind: "replace"; readonly words: string } & Range)
  | ({ readonly kind: "delete" } & Range)
  | ({ readonly kind: "mark" } & Range)
  | ({ readonly kind: "split" } & Place)
  | ({ readonly kind: "join" } & Place)
  | ({ readonly kind: "drop" } & Place)
  | ({ readonly kind: "copy" } & Place)
  | ({ readonly kind: "move"; readonly to: number } & Place);

const at = fc.nat(1000);
const length = fc.nat(12);

/** What a hand may do, with words of few letters so that much is alike. */
export const edits = (words: fc.Arbitrary<string>): fc.Arbitrary<Edit> =>
  fc.oneof(
    fc.record({ kind: fc.constant("type" as const), at, length, words }),
    fc.record({ kind: fc.constant("replace" as const), at, length, words }),
    fc.record({ kind: fc.constant("delete" as const), at, length }),
    fc.record({ kind: fc.constant("mark" as const), at, length }),
    fc.record({ kind: fc.constant("split" as const), at }),
    fc.record({ kind: fc.constant("join" as const), at }),
    fc.record({ kind: fc.constant("drop" as const), at }),
    fc.record({ kind: fc.constant("copy" as const), at }),
    fc.record({ kind: fc.constant("move" as const), at, to: at }),
  );

/** Does it where it can be done; numbers are taken by the size of what there is. */
export function apply(edit: Edit): (change: Transform) => void {
  return (change) => {
    const { doc } = change;
    if (doc.childCount === 0) return;
    if (edit.kind === "move" || edit.kind === "drop" || edit.kind === "copy") {
      const from = edit.at % doc.childCount;
      const { start, node } = childAt(doc, from);
      if (edit.kind === "copy") return void change.insert(start, Fragment.from(node));
      change.delete(start, start + node.nodeSize);
      if (edit.kind === "drop") return;
      const { to } = edit;
      const { childCount } = change.doc;
      change.insert(childCount === 0 ? 0 : childAt(change.doc, to % childCount).start, Fragment.from(node));
      return;
    }
    const spots = lettersOf(doc);
    const spot = spots[edit.at % Math.max(1, spots.length)];
    if (spot === undefined) return;
    const $spot = doc.resolve(spot);
    if (edit.kind === "split") {
      if (canSplit(doc, spot)) change.split(spot);
      return;
    }
    if (edit.kind === "join") {
      const end = $spot.after($spot.depth);
      if (canJoin(doc, end)) change.join(end);
      return;
    }
    const until = Math.min($spot.end(), spot + edit.length);
    if (edit.kind === "mark") return void change.addMark(spot, until, strong());
    if (edit.kind === "delete") return void change.delete(spot, until);
    const words = edit.words === "" ? [] : [schema.text(edit.words)];
    change.replaceWith(spot, edit.kind === "type" ? spot : until, words);
  };
}

/** All places in words. */
function lettersOf(doc: Node): number[] {
  const spots: number[] = [];
  doc.descendants((node, pos) => {
    if (!node.inlineContent) return true;
    for (let i = 0; i <= node.content.size; i++) spots.push(pos + 1 + i);
    return false;
  });
  return spots;
}

function childAt(doc: Node, index: number): { readonly start: number; readonly node: Node } {
  let start = 0;
  for (let i = 0; i < index; i++) start += doc.child(i).nodeSize;
  return { start, node: doc.child(index) };
}
