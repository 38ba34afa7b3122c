import fc from "fast-check";
import { TextSelection } from "prosemirror-state";
import type { DecorationSet } from "prosemirror-view";
import { describe, expect, test } from "vitest";
import type { Anchor } from "#app/document/margin.ts";
import type { Plan } from "#app/document/plan.ts";
import { commented, finder, worded } from "#app/editor/margin/passages.ts";
import { para, section } from "../stage.ts";
import { Headless } from "./headless.ts";

const plan: Plan = {
  type: "doc",
  content: [
    section("s1", "Purpose"),
    para("a", "The group collects rules and contracts, and publishes the ten that saved most."),
    para("b", "A fund receives ", { type: "gap", attrs: { id: "g" } }, " a year from partners."),
    {
      type: "output",
      attrs: { id: "o1", title: "Seminar" },
      content: [para("o1d", "Two days in San José.")],
    },
    para("z"),
  ],
};

function select(editor: Headless, from: number, to = from): void {
  editor.dispatch(editor.state.tr.setSelection(TextSelection.create(editor.state.doc, from, to)));
}

/** Selects these words where they stand first. */
function selectWords(editor: Headless, words: string): void {
  let at = -1;
  editor.state.doc.descendants((node, pos) => {
    if (!node.isTextblock || at >= 0) return;
    const index = node.textBetween(0, node.content.size, "", "\uFFFC").indexOf(words);
    if (index >= 0) at = pos + 1 + index;
  });
  select(editor, at, at + words.length);
}

const anchorFor = (editor: Headless, words: string): Anchor => {
  selectWords(editor, words);
  const found = worded(editor.state, 1);
  if (found === null) throw new Error(`no anchor for ${words}`);
  return found.anchor;
};

/** A pair of editors on one text, who have seen the same. */
const pair = () => [new Headless(plan, 101), new Headless(plan, 102)] as const;

describe("a passage", () => {
  test("is the selected words, without the blanks around them where it is commented on", () => {
    const [ana] = pair();
    selectWords(ana, "rules and ");
    expect(commented(ana.state, 1)?.anchor).toMatchObject({ clause: "a", quote: "rules and" });
    expect(worded(ana.state, 1)?.anchor).toMatchObject({ clause: "a", quote: "rules and " });
  });

  test("is the whole clause for a comment without a selection, and a place for suggested words", () => {
    const [ana] = pair();
    selectWords(ana, "rules");
    select(ana, ana.state.selection.from);
    const whole = commented(ana.state, 1);
    expect(whole).toMatchObject({ whole: true, anchor: { clause: "a", quote: "" } });
    expect(finder(ana.state, 1)(whole?.anchor ?? ({} as Anchor))).toEqual({
      from: whole?.from,
      to: whole?.to,
      whole: true,
    });
    const place = worded(ana.state, 1);
    expect(place).toMatchObject({
      whole: false,
      anchor: { quote: "", after: expect.stringMatching(/^rules/) as string },
    });
    expect(finder(ana.state, 1)(place?.anchor ?? ({} as Anchor))).toEqual({
      from: ana.state.selection.from,
      to: ana.state.selection.from,
      whole: false,
    });
  });

  test("lies within one block: a comment takes the part in the first, suggested words are refused", () => {
    const [ana] = pair();
    selectWords(ana, "saved most.");
    select(ana, ana.state.selection.from, ana.state.doc.content.size - 4);
    expect(commented(ana.state, 1)?.anchor.quote).toBe("saved most.");
    expect(worded(ana.state, 1)).toBeNull();
  });

  test.each(["receives \uFFFC a year", "Two days", "Purpose"])(
    "is found again on the screen: %s",
    (words) => {
      const [ana, bruno] = pair();
      const anchor = anchorFor(ana, words);
      const range = finder(bruno.state, 1)(anchor);
      expect(range).toEqual({ from: ana.state.selection.from, to: ana.state.selection.to, whole: false });
    },
  );
});

describe("what is shown in the text", () => {
  test("goes with its letters while others write before it, and leaves when they write in it", () => {
    const [ana, bruno] = pair();
    const anchors = new Map([["thread-1", anchorFor(ana, "contracts")]]);
    ana.settle(anchors);
    bruno.dispatch(bruno.state.tr.insertText("All of us: ", bruno.state.doc.child(0).nodeSize + 1));
    ana.hear(bruno);
    expect(ana.marks.map((mark) => ana.wordsOf(mark))).toEqual(["contracts"]);
    selectWords(bruno, "contracts");
    bruno.dispatch(bruno.state.tr.insertText("XX", bruno.state.selection.from + 3));
    ana.hear(bruno);
    expect(ana.marks).toEqual([]);
    ana.settle(anchors);
    expect(ana.marks).toEqual([]);
  });

  test("does not grow when somebody writes at its edges, here or elsewhere", () => {
    const [ana, bruno] = pair();
    ana.settle(new Map([["thread-1", anchorFor(ana, "contracts")]]));
    for (const writer of [bruno, ana]) {
      selectWords(writer, "contracts");
      const { from, to } = writer.state.selection;
      writer.dispatch(writer.state.tr.insertText("<", to));
      writer.dispatch(writer.state.tr.insertText(">", from));
      ana.hear(bruno);
      expect(ana.marks.map((mark) => ana.wordsOf(mark))).toEqual(["contracts"]);
    }
  });

  test("moves no caret", () => {
    const [ana, bruno] = pair();
    const anchors = new Map([["thread-1", anchorFor(ana, "contracts")]]);
    select(ana, 14);
    ana.settle(anchors);
    expect(ana.state.selection.head).toBe(14);
    bruno.dispatch(bruno.state.tr.insertText("Our ", 1));
    ana.hear(bruno);
    expect(ana.state.selection.head).toBe(18);
  });

  test("is always the words it was fastened to, whoever writes what", () => {
    const quotes = ["rules and contracts", "the ten", "Two days", "Purpose", "a year"];
    const edit = fc.oneof(
      fc.record({
        kind: fc.constant("insert" as const),
        at: fc.nat(),
        words: fc.constantFrom("a", "the ten ", "rules"),
      }),
      fc.record({
        kind: fc.constant("delete" as const),
        at: fc.nat(),
        length: fc.integer({ min: 1, max: 12 }),
      }),
      fc.record({ kind: fc.constant("split" as const), at: fc.nat() }),
      fc.record({ kind: fc.constant("hear" as const) }),
      fc.record({ kind: fc.constant("settle" as const) }),
    );
    const turns = fc.array(fc.record({ who: fc.nat({ max: 1 }), edit }), { maxLength: 25 });
    fc.assert(
      fc.property(turns, (all) => {
        const [ana, bruno] = pair();
        const anchors = new Map(quotes.map((quote) => [quote, anchorFor(ana, quote)]));
        ana.settle(anchors);
        for (const { who, edit } of all) {
          const editor = who === 0 ? ana : bruno;
          const { doc, tr } = editor.state;
          if (edit.kind === "hear") {
            const before = new Map(ana.marks.map((mark) => [mark.key, ana.wordsOf(mark)]));
            ana.hear(bruno);
            for (const mark of ana.marks) expect(ana.wordsOf(mark)).toBe(before.get(mark.key));
            bruno.hear(ana);
          } else if (edit.kind === "settle") {
            ana.settle(anchors);
            for (const mark of ana.marks) expect(ana.wordsOf(mark)).toBe(mark.key);
          } else {
            const at = TextSelection.near(doc.resolve(edit.at % (doc.content.size + 1))).head;
            if (edit.kind === "insert") editor.dispatch(tr.insertText(edit.words, at));
            else if (edit.kind === "split" && doc.resolve(at).depth === 1) editor.dispatch(tr.split(at));
            else if (edit.kind === "delete") {
              const end = Math.min(at + edit.length, doc.resolve(at).end());
              if (end > at) editor.dispatch(tr.delete(at, end));
            }
          }
          const size = ana.state.doc.content.size;
          const drawn = ana.state.plugins.flatMap((plugin) => {
            const decorations = plugin.props.decorations?.call(plugin, ana.state) as
              DecorationSet | undefined;
            return decorations?.find() ?? [];
          });
          for (const { from, to } of drawn) expect(0 <= from && from <= to && to <= size).toBe(true);
        }
      }),
      { numRuns: 150 },
    );
  });
});
