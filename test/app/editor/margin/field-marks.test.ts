/** Suggestions for fields of outputs, as the text on the screen carries them. */
import { describe, expect, test } from "vitest";
import type { DecorationSet } from "prosemirror-view";
import { anchorOfField } from "#app/document/anchor.ts";
import type { Plan } from "#app/document/plan.ts";
import { fieldAt, isFor, valueOfField } from "#app/editor/margin/fields.ts";
import { marksAt, showMarks } from "#app/editor/margin/marks.ts";
import { finder } from "#app/editor/margin/passages.ts";
import { suggestedIn } from "#app/editor/output-suggested.ts";
import { clausesIn } from "#app/editor/clauses.ts";
import { para, section } from "../stage.ts";
import { Headless } from "./headless.ts";

const plan: Plan = {
  type: "doc",
  content: [
    section("s1", "Purpose"),
    para("a", "What we do."),
    {
      type: "output",
      attrs: { id: "o1", title: "Seminar", due: "2012" },
      content: [para("o1d", "Two days.")],
    },
    para("z"),
  ],
};
const pair = () => [new Headless(plan, 101), new Headless(plan, 102)] as const;
const anchor = anchorOfField(1, "o1", "due", "2012");
const at = (editor: Headless) => clausesIn(editor.state.doc).find(({ id }) => id === "o1")?.pos ?? -1;

function mark(editor: Headless): void {
  const range = finder(editor.state, 1)(anchor);
  if (range === null) throw new Error("lost");
  const field = { name: "due", held: "2012", says: "2012" } as const;
  showMarks(editor.view, [
    { ...range, key: "wording-1", kind: "wording", replacement: "2013", said: "", field },
  ]);
}

/** What the row of the output is told. */
const told = (editor: Headless) =>
  editor.state.plugins.flatMap((plugin) => {
    const drawn = plugin.props.decorations?.call(plugin, editor.state) as DecorationSet | null | undefined;
    return drawn === null || drawn === undefined ? [] : suggestedIn(drawn.find());
  });

describe("a suggestion for a field", () => {
  test("is told to the row of its output, and is no passage of the text", () => {
    const [ana] = pair();
    mark(ana);
    expect(told(ana)).toEqual([
      { field: "due", key: "wording-1", draft: false, chosen: false, from: "2012", to: "2013" },
    ]);
    expect(marksAt(ana.state, at(ana) + 2)).toEqual([]);
  });

  test("stays while others write before it, in the output, and in its other fields", () => {
    const [ana, bruno] = pair();
    mark(ana);
    bruno.dispatch(bruno.state.tr.insertText("All of us: ", bruno.state.doc.child(0).nodeSize + 1));
    bruno.dispatch(bruno.state.tr.insertText("About ", at(bruno) + 2));
    bruno.dispatch(bruno.state.tr.setNodeAttribute(at(bruno), "title", "Workshop"));
    ana.hear(bruno);
    expect(ana.marks).toMatchObject([{ key: "wording-1", from: at(ana), whole: true }]);
    expect(told(ana)).toHaveLength(1);
  });

  test("leaves at once where the field says something else, here or elsewhere", () => {
    for (const own of [true, false]) {
      const [ana, bruno] = pair();
      mark(ana);
      const writer = own ? ana : bruno;
      writer.dispatch(writer.state.tr.setNodeAttribute(at(writer), "due", "2014"));
      if (!own) ana.hear(bruno);
      expect(ana.marks).toEqual([]);
      expect(finder(ana.state, 1)(anchor)).toBeNull();
    }
  });

  test("begins with what the field holds now, and goes on with the one that was begun for that", () => {
    const [ana] = pair();
    const { doc } = ana.state;
    expect(fieldAt(doc, 1, at(ana), "due")).toEqual(anchor);
    expect(fieldAt(doc, 1, at(ana), "start")).toEqual(anchorOfField(1, "o1", "start", ""));
    expect(fieldAt(doc, 1, 0, "due")).toBeNull();
    expect([valueOfField(doc, "o1", "title"), valueOfField(doc, "gone", "title")]).toEqual(["Seminar", ""]);
    const written = {
      id: "d",
      act: "suggest",
      anchor,
      number: null,
      text: "",
      replacement: "2013",
      tell: [],
      as: "",
      onceKey: "",
      sending: { kind: "writing" },
    } as const;
    expect(isFor(written, anchor)).toBe(true);
    expect(isFor({ ...written, sending: { kind: "sending" } }, anchor)).toBe(false);
    expect(isFor(written, { ...anchor, quote: "2014" })).toBe(false);
    expect(isFor(written, { ...anchor, field: "start" })).toBe(false);
  });
});
