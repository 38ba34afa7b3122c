import { EditorState } from "prosemirror-state";
import { describe, expect, test } from "vitest";
import { nodeOfPlan, planOfNode, wordsOf, type Plan, type PlanNode } from "#app/document/plan.ts";
import { lostOf, plainOf, proposed } from "#app/editor/aside-text.ts";
import { identityPlugin } from "#app/editor/identity.ts";
import { para, section } from "./stage.ts";

const planOf = (...content: readonly PlanNode[]): Plan => ({ type: "doc", content });
const output = (id: string, attrs: Readonly<Record<string, string>>): PlanNode => ({
  type: "output",
  attrs: { id, ...attrs },
});
const text = planOf(
  section("s", "Purpose"),
  para("a", "One."),
  para("c", "Three."),
  output("o", { title: "Course" }),
);

/** What the text says after those passages were proposed again. */
function after(live: Plan, copy: Plan, ...ids: readonly string[]): EditorState {
  let state = EditorState.create({ doc: nodeOfPlan(live), plugins: [identityPlugin()] });
  for (const id of ids) {
    const tr = proposed(state, copy, id);
    if (tr) state = state.apply(tr);
  }
  state.doc.check();
  return state;
}
const lines = (state: EditorState) => planOfNode(state.doc).content.map(wordsOf);

describe("what a copy holds beyond the text", () => {
  test("counts the words of a footnote, which stand in no line", () => {
    const noted = (words: string): PlanNode => ({
      type: "paragraph",
      attrs: { id: "a" },
      content: [
        { type: "text", text: "One." },
        { type: "footnote", attrs: { id: "n", text: words } },
      ],
    });
    const copy = planOf(noted("Said in Lima."));
    const lost = lostOf(copy, planOf(noted("Said in Quito.")));
    expect(lost).toMatchObject([{ id: "a", kind: "differs" }]);
    expect(plainOf(copy, lost)).toBe("One.\nSaid in Lima.");
    expect(lostOf(copy, copy)).toEqual([]);
  });

  test("is what is gone, word for word, and what reads otherwise, by word and field; not what the text has besides", () => {
    const copy = planOf(
      para("a", "One and a half."),
      para("b", "Two."),
      para("", " "),
      output("o", { title: "Course", due: "2011" }),
    );
    expect(lostOf(copy, text)).toEqual([
      {
        id: "a",
        kind: "differs",
        words: [
          { kind: "same", words: "One" },
          { kind: "added", words: " and a half" },
          { kind: "same", words: "." },
        ],
        fields: [],
      },
      { id: "b", kind: "gone", words: [{ kind: "added", words: "Two." }], fields: [] },
      {
        id: "o",
        kind: "differs",
        words: [{ kind: "same", words: "Course" }],
        fields: [{ name: "due", before: "", after: "2011" }],
      },
    ]);
    expect(plainOf(copy, lostOf(copy, text))).toBe("One and a half.\n\nTwo.\n\nCourse\ndue: 2011");
  });

  test("is not what stands at another place, or under another name, word for word", () => {
    expect(lostOf(planOf(para("c", "Three."), para("x", "One.")), text)).toEqual([]);
  });
});

describe("proposed again", () => {
  test("it stands behind the nearest passage before it that both have", () => {
    const copy = planOf(section("s", "Purpose"), para("a", "One."), para("b", "Two."), para("d", "Four."));
    const all = after(text, copy, "b", "d");
    expect(lines(all)).toEqual(["Purpose", "One.", "Two.", "Four.", "Three.", ""]);
    expect(lostOf(copy, planOfNode(all.doc))).toEqual([]);
  });

  test("else before the nearest behind it, else at the end", () => {
    const copy = planOf(para("z", "Zero."), para("c", "Three."));
    expect(lines(after(text, copy, "z"))).toEqual(["Purpose", "One.", "Zero.", "Three.", ""]);
    expect(lines(after(text, planOf(para("q", "Alone.")), "q")).at(-1)).toBe("Alone.");
  });

  test("what reads otherwise comes in behind what stands there, which stays, under a name of its own", () => {
    const copy = planOf(para("a", "One and a half."));
    const state = after(text, copy, "a");
    expect(lines(state)).toEqual(["Purpose", "One.", "One and a half.", "Three.", ""]);
    const ids = state.doc.children.map((node) => String(node.attrs.id));
    expect(ids[1]).toBe("a");
    expect(new Set(ids).size).toBe(ids.length);
    expect(lostOf(copy, planOfNode(state.doc))).toEqual([]);
  });

  test("nothing comes of what the copy has not", () => {
    expect(lines(after(text, planOf(), "a"))).toEqual(["Purpose", "One.", "Three.", ""]);
  });
});
