import { EditorState, TextSelection, type Command } from "prosemirror-state";
import { afterEach, describe, expect, test, vi } from "vitest";
import { schema } from "#app/document/schema.ts";
import { planOfNode, wordsOf } from "#app/document/plan.ts";
import { Announcer, type Change, type Noted } from "#app/editor/announcer.ts";
import { bracket, bracketsOf, join, offer, withdraw, wordingsOf } from "#app/editor/brackets.ts";
import { address, heading, table } from "#app/editor/commands.ts";
import { removeColumn, removeRow } from "#app/editor/tables.ts";
import { identityPlugin } from "#app/editor/identity.ts";
import { tamed } from "#app/editor/paste.ts";
import { sayer } from "#app/editor/words.ts";
import es from "#app/i18n/messages/editor.es.json";
import { para, section } from "./stage.ts";

function stateOf(...content: readonly object[]): EditorState {
  return EditorState.create({
    doc: schema.nodeFromJSON({ type: "doc", content }),
    plugins: [identityPlugin()],
  });
}
function run(state: EditorState, command: Command): EditorState {
  let after = state;
  command(state, (tr) => (after = after.apply(tr)));
  return after;
}
function select(state: EditorState, from: number, to = from): EditorState {
  return state.apply(state.tr.setSelection(TextSelection.create(state.doc, from, to)));
}
const ids = (state: EditorState) => state.doc.children.map((node) => String(node.attrs.id));

describe("brackets", () => {
  const held = () => run(select(stateOf(para("a", "by the end of 2012")), 1, 7), bracket("CL"));
  const only = (state: EditorState) =>
    bracketsOf(state.doc).map(({ holders, words, group }) => ({ holders, words, alone: group === "" }));

  test("are held by the country of whoever puts them; a second country joins, in the order of the alphabet", () => {
    const both = held();
    const own = bracketsOf(both.doc)[0]?.id ?? "";
    expect(only(run(both, join(own, "BR")))).toEqual([
      { holders: ["BR", "CL"], words: "by the", alone: true },
    ]);
  });

  test("that two countries joined at the same moment are held by both, and by all when a third joins", () => {
    const first = held();
    const id = bracketsOf(first.doc)[0]?.id ?? "";
    const mark = (holders: string) => schema.marks.bracket?.create({ id, holders, group: "" });
    const [one, two] = [mark("BR CL"), mark("CL JM")];
    if (!one || !two) throw new Error("no mark");
    const tr = first.tr.removeMark(1, 7, schema.marks.bracket);
    const merged = first.apply(tr.addMark(1, 7, one).addMark(1, 7, two));
    expect(only(merged)).toEqual([{ holders: ["BR", "CL", "JM"], words: "by the", alone: true }]);
    const all = run(merged, join(id, "PE"));
    expect(all.doc.firstChild?.firstChild?.marks).toHaveLength(1);
    expect(only(all)[0]?.holders).toEqual(["BR", "CL", "JM", "PE"]);
  });

  test("stand until somebody closes them, also when nobody holds them", () => {
    const state = held();
    const empty = run(state, withdraw(bracketsOf(state.doc)[0]?.id ?? "", "CL"));
    expect(only(empty)).toEqual([{ holders: [], words: "by the", alone: true }]);
  });

  test("offer other words beside them, in one group", () => {
    const state = held();
    const offered = run(state, offer(bracketsOf(state.doc)[0]?.id ?? "", " at the ", "CR"));
    expect(only(offered)).toEqual([
      { holders: ["CL"], words: "by the", alone: false },
      { holders: ["CR"], words: "at the", alone: false },
    ]);
    expect(new Set(bracketsOf(offered.doc).map(({ group }) => group)).size).toBe(1);
  });

  test("have what is offered for them in the order in which it was, whichever of them it is offered for", () => {
    const state = held();
    const id = bracketsOf(state.doc)[0]?.id ?? "";
    const two = run(run(state, offer(id, "at the", "CR")), offer(id, "before the", "PE"));
    const last = bracketsOf(two.doc)[1]?.id ?? "";
    const three = run(two, offer(last, "after the", "BR"));
    expect(three.doc.textContent).toBe("by the at the before the after the end of 2012");
    const said = (of: string) => wordingsOf(three.doc, of).map(({ words, holders }) => [words, ...holders]);
    const all = [
      ["by the", "CL"],
      ["at the", "CR"],
      ["before the", "PE"],
      ["after the", "BR"],
    ];
    expect(said(id)).toEqual(all);
    expect(said(last)).toEqual(all);
  });

  test("within other brackets keep what is offered within these", () => {
    const around = run(select(held(), 1, 11), bracket("PE"));
    const [outer, inner] = bracketsOf(around.doc);
    const offered = run(around, offer(inner?.id ?? "", "at the", "CR"));
    expect(only(offered).map(({ words }) => words)).toEqual(["by the at the end", "by the", "at the"]);
    expect(wordingsOf(offered.doc, outer?.id ?? "").map(({ words }) => words)).toEqual(["by the at the end"]);
  });

  test("that were given two groups at the same moment keep all alternatives, also when a country joins", () => {
    const marks = (...groups: string[]) =>
      groups.map((group) => ({ type: "bracket", attrs: { id: "a", holders: "CL", group } }));
    const alternative = (id: string, group: string) => ({
      type: "text",
      text: id,
      marks: [{ type: "bracket", attrs: { id, holders: "CR", group } }],
    });
    const state = stateOf(
      para(
        "p",
        { type: "text", text: "a", marks: marks("g1", "g2") },
        alternative("b", "g1"),
        alternative("c", "g2"),
      ),
    );
    expect(wordingsOf(state.doc, "b").map(({ words }) => words)).toEqual(["a", "b", "c"]);
    const joined = run(state, join("a", "PE"));
    expect(wordingsOf(joined.doc, "c").map(({ words, holders }) => [words, ...holders])).toEqual([
      ["a", "CL", "PE"],
      ["b", "CR"],
      ["c", "CR"],
    ]);
  });

  test("lie on words only: a gap within them is no part of them and does not end them", () => {
    const state = stateOf(para("a", "by ", { type: "gap", attrs: { id: "g" } }, " 2012"));
    const held = run(select(state, 1, state.doc.content.size - 1), bracket("CL"));
    expect(only(held)).toEqual([{ holders: ["CL"], words: "by  2012", alone: true }]);
    expect(held.doc.firstChild?.child(1).marks).toEqual([]);
  });
});

describe("names that stay", () => {
  test("of two halves the one with words keeps the id; where both have words, the first", () => {
    const state = stateOf(para("a", "One line."), para("b", "Two."));
    const inside = state.apply(state.tr.split(4));
    expect(ids(inside)[0]).toBe("a");
    expect(new Set(ids(inside)).size).toBe(3);
    const before = state.apply(state.tr.split(1));
    expect(ids(before)[1]).toBe("a");
    expect(ids(before)[0]).not.toBe("a");
  });

  test("a line that becomes a heading and a paragraph again keeps its id", () => {
    const made = run(select(stateOf(para("a", "One line.")), 2), heading(2));
    expect(made.doc.firstChild?.attrs).toEqual({ id: "a", level: 2 });
    expect(ids(run(made, heading(null)))).toEqual(["a"]);
  });
});

describe("tables", () => {
  test("have names for cells that go over several rows, each its own, and for no others", () => {
    const cell = (attrs: object) => ({
      type: "table_cell",
      attrs,
      content: [para(`c${JSON.stringify(attrs).length}`, "x")],
    });
    const row = (...content: readonly object[]) => ({ type: "table_row", content });
    const state = stateOf(para("a", "Before"), {
      type: "table",
      content: [
        row(cell({ rowspan: 2 }), cell({ rowspan: 2, id: "m" }), cell({ colspan: 2 }), cell({ id: "m" })),
        row(cell({})),
      ],
    });
    const after = state.apply(state.tr.insertText("!", 1));
    const names: unknown[] = [];
    after.doc.descendants((node) => {
      if (node.type.name === "table_cell") names.push(node.attrs.id);
    });
    expect(names).toEqual([expect.any(String), "m", null, expect.any(String), null]);
    expect(new Set(names).size).toBe(4);
  });

  test("go with their last row, and with their last column", () => {
    const made = run(select(stateOf(section("s", "S")), 1), table);
    const onto = select(made, made.doc.child(0).nodeSize + 4);
    expect(onto.doc.childCount).toBe(2);
    const row = run(onto, removeRow);
    expect(row.doc.child(1).childCount).toBe(1);
    expect(run(select(row, row.doc.child(0).nodeSize + 4), removeRow).doc.childCount).toBe(1);
    let columns = onto;
    for (let left = 3; left > 0; left--)
      columns = run(select(columns, columns.doc.child(0).nodeSize + 4), removeColumn);
    expect(columns.doc.childCount).toBe(1);
  });
});

describe("links", () => {
  test.each([
    ["https://example.org/a b", null],
    ["javascript:alert(1)", null],
    ["data:text/html,x", null],
    ["https://example.org/", "https://example.org/"],
    ["cepal.org/tic", "https://cepal.org/tic"],
    ["rosa@example.org", "mailto:rosa@example.org"],
    ["word", null],
  ])("%s is kept as %s", (typed, kept) => {
    expect(address(typed)).toBe(kept);
  });
});

describe("pasted HTML", () => {
  test("loses scripts, handlers and sources; styles become data", () => {
    const html = tamed(
      '<p style="color:red" onclick="x()">a<img src=x onerror=y()><script>z</script> style="kept"</p>',
    );
    expect(html).toBe(
      '<p data-style="color:red" data-gone="x()">a<img data-gone=x data-gone=y()> style="kept"</p>',
    );
  });
});

describe("announcements", () => {
  test("come together, ten seconds apart, after the last key has rested, and not at all when turned off", () => {
    vi.useFakeTimers();
    const said: (readonly (Change | Noted)[])[] = [];
    const announcer = new Announcer(
      (changes) => said.push(changes),
      () => Date.now(),
    );
    const change = { who: "Ana (Peru)", section: 3 };
    announcer.active();
    announcer.add(change);
    vi.advanceTimersByTime(1500);
    announcer.active();
    vi.advanceTimersByTime(1900);
    expect(said).toHaveLength(0);
    announcer.add(change);
    vi.advanceTimersByTime(200);
    expect(said).toEqual([[change, change]]);
    announcer.add(change);
    vi.advanceTimersByTime(9000);
    expect(said).toHaveLength(1);
    vi.advanceTimersByTime(1100);
    expect(said).toHaveLength(2);
    announcer.hearing = "off";
    announcer.add(change);
    vi.advanceTimersByTime(60_000);
    expect(said).toHaveLength(2);
    vi.useRealTimers();
  });
});

describe("announcements that are chosen", () => {
  const change = { who: "Ana (Peru)", section: 3 };
  function begun() {
    vi.useFakeTimers();
    const said: (readonly (Change | Noted)[])[] = [];
    const announcer = new Announcer(
      (changes) => said.push(changes),
      () => Date.now(),
    );
    return { announcer, said };
  }
  afterEach(() => vi.useRealTimers());

  test("of five people who write without a pause come six in a minute at most", () => {
    const { announcer, said } = begun();
    for (let second = 0; second < 60; second++) {
      for (let person = 0; person < 5; person++) announcer.add({ who: `Person ${person}`, section: person });
      vi.advanceTimersByTime(999);
    }
    expect(said.length).toBeGreaterThan(3);
    expect(said.length).toBeLessThanOrEqual(6);
  });

  test("come as seldom as was chosen, from that moment on", () => {
    const { announcer, said } = begun();
    announcer.hearing = "60";
    announcer.add(change);
    vi.advanceTimersByTime(100);
    expect(said).toHaveLength(1);
    announcer.add(change);
    vi.advanceTimersByTime(59_000);
    expect(said).toHaveLength(1);
    announcer.hearing = "30";
    vi.advanceTimersByTime(100);
    expect(said).toHaveLength(2);
  });

  test("wait to be asked for, and then are what has gathered, else the last of it again", () => {
    const { announcer, said } = begun();
    announcer.hearing = "asked";
    announcer.add(change);
    announcer.add({ sentence: "New comment." });
    vi.advanceTimersByTime(120_000);
    expect(said).toEqual([]);
    expect(announcer.asked()).toEqual([change, { sentence: "New comment." }]);
    expect(announcer.asked()).toHaveLength(2);
    announcer.hearing = "off";
    announcer.add(change);
    expect(announcer.asked(), "nothing more was gathered").toHaveLength(2);
  });
});

describe("words", () => {
  test("are said with their values and plurals", () => {
    const t = sayer(es, "es");
    expect(t("state.unsaved", { count: 1 })).toContain("1 cambio,");
    expect(t("state.unsaved", { count: 3 })).toContain("3 cambios");
    expect(t("here.you", { name: "Rosa" })).toBe("Rosa (usted)");
  });
});

test("the text of a plan is read as it was before the editor touched it", () => {
  const state = stateOf(section("s", "S"), para("a", "One."));
  expect(planOfNode(state.doc).content.map(wordsOf)).toEqual(["S", "One."]);
});
