/** What hangs at the text moves along with it, and is then what it would be if all of it were drawn again. */
import fc from "fast-check";
import { EditorState } from "prosemirror-state";
import { Slice } from "prosemirror-model";
import { Transform } from "prosemirror-transform";
import type { DecorationSet } from "prosemirror-view";
import { ySyncPluginKey } from "y-prosemirror";
import { describe, expect, test } from "vitest";
import { nodeOfPlan } from "#app/document/plan.ts";
import { apparatusPlugin } from "#app/editor/apparatus.ts";
import { wayBetween } from "#app/editor/way.ts";
import { apply, edits } from "../document/editing.ts";
import { plans } from "../document/random-plans.ts";

const plugin = apparatusPlugin({
  heldBy: (codes) => codes.join(),
  footnote: (number, words) => `${number} ${words}`,
  cite: () => undefined,
});

/** All that hangs at a text, as one can compare it. */
function hangs(state: EditorState): readonly unknown[] {
  const set = plugin.props.decorations?.call(plugin, state) as DecorationSet | undefined;
  const found = (set?.find() ?? []).map((one) => {
    const attrs: unknown = Reflect.get(Reflect.get(one, "type") as object, "attrs") ?? null;
    return JSON.stringify([one.from, one.to, one.spec, attrs]);
  });
  return found.sort();
}

const words = fc.constantFrom("a", "of ", "[", "2012", " ");
const turns = fc.array(
  fc.record({ edits: fc.array(edits(words), { minLength: 1, maxLength: 3 }), remote: fc.boolean() }),
  {
    maxLength: 8,
  },
);

describe("what hangs at the text", () => {
  test("is the same moved along as drawn again, whoever writes what in how many places", () => {
    let moved = 0;
    fc.assert(
      fc.property(plans, turns, (plan, all) => {
        let state = EditorState.create({ doc: nodeOfPlan(plan), plugins: [plugin] });
        for (const turn of all) {
          const change = new Transform(state.doc);
          for (const edit of turn.edits) apply(edit)(change);
          // What others write comes as a whole new text.
          const tr = turn.remote
            ? state.tr
                .replace(0, state.doc.content.size, new Slice(change.doc.content, 0, 0))
                .setMeta(ySyncPluginKey, { isChangeOrigin: true })
            : change.steps.reduce((made, step) => made.step(step), state.tr);
          const drawn = plugin.getState(state) as DecorationSet;
          state = state.apply(tr);
          const fresh = EditorState.create({ doc: state.doc, plugins: [plugin] });
          expect(hangs(state)).toEqual(hangs(fresh));
          if (tr.docChanged && drawn !== plugin.getState(state)) moved++;
        }
      }),
      { numRuns: 300 },
    );
    expect(moved).toBeGreaterThan(100);
  });
});

describe("the way from one text to another", () => {
  test("leaves what did not change where it stood, however many wrote beside it", () => {
    fc.assert(
      fc.property(plans, fc.array(edits(words), { maxLength: 4 }), (plan, all) => {
        const before = nodeOfPlan(plan);
        const change = new Transform(before);
        for (const edit of all) apply(edit)(change);
        const after = change.doc;
        const way = wayBetween(before, after);
        expect(way.map(before.content.size)).toBe(after.content.size);
        if (before.childCount !== after.childCount) return;
        let at = 0;
        before.forEach((was, pos, index) => {
          const is = after.child(index);
          if (was === is)
            for (const inside of [1, was.nodeSize - 1]) {
              expect(way.mapResult(pos + inside).deleted).toBe(false);
              expect(way.map(pos + inside)).toBe(at + inside);
            }
          at += is.nodeSize;
        });
      }),
      { numRuns: 500 },
    );
  });
});
