import { EditorState, NodeSelection, TextSelection, type Command } from "prosemirror-state";
import { describe, expect, test } from "vitest";
import { planOfNode, wordsOf } from "#app/document/plan.ts";
import { schema } from "#app/document/schema.ts";
import {
  atomAt,
  bracketed,
  countryReference,
  footnote,
  goalReference,
  goBehind,
  removeAtom,
  setValue,
} from "#app/editor/atoms.ts";
import { bracketsOf } from "#app/editor/brackets.ts";
import { identityPlugin } from "#app/editor/identity.ts";
import { insertions, offersIn } from "#app/editor/offers.ts";
import { suggesting, suggestPlugin } from "#app/editor/suggest.ts";
import { sayer } from "#app/editor/words.ts";
import en from "#app/i18n/messages/editor.en.json";
import { para } from "./stage.ts";

const tongue = {
  language: "en",
  t: sayer(en, "en"),
  countries: { BR: "Brazil", CR: "Costa Rica", PE: "Peru", VC: "Saint Vincent and the Grenadines" },
} as const;
const offers = offersIn(tongue, {
  goals: [
    { goal: "elac2022:1", label: "meta 1 de eLAC2022", title: "Access for all" },
    { goal: "elac2022:11", label: "meta 11 de eLAC2022", title: "Skills" },
    { goal: "elac2007:1", label: "meta 1 de eLAC2007", title: "Acción en escuelas" },
  ],
  countries: { BR: "Brasil", CR: "Costa Rica", PE: "Perú", VC: "San Vicente y las Granadinas" },
});
const keys = (list: "all" | "goals" | "countries", query: string) =>
  offers.find(list, query).map(({ key }) => key);

describe("what is offered", () => {
  test("everything that can be inserted, each with its own words in every language", () => {
    expect(keys("all", "")).toEqual(insertions);
    for (const { words, detail } of offers.find("all", "")) expect(words + detail).not.toContain("insert.");
  });

  test("goals by number and by words of their title, whatever accents and capitals", () => {
    expect(keys("goals", "1")).toEqual(["elac2022:1", "elac2007:1", "elac2022:11"]);
    expect(keys("goals", "1 2007")).toEqual(["elac2007:1"]);
    expect(keys("goals", "ACCION esc")).toEqual(["elac2007:1"]);
    expect(keys("goals", "nothing like it")).toEqual([]);
  });

  test("countries in the reader's language; what is put in is said in that of the text", () => {
    expect(keys("countries", "costa r")).toEqual(["CR"]);
    expect(offers.find("countries", "per")[0]).toMatchObject({
      words: "Peru",
      what: { kind: "country", country: "PE", label: "Perú" },
    });
    expect(offersIn(tongue, null).find("goals", "")).toEqual([]);
  });
});

function begun(words: string): EditorState {
  const state = EditorState.create({
    doc: schema.nodeFromJSON({ type: "doc", content: [words === "" ? para("a") : para("a", words)] }),
    plugins: [suggestPlugin({ offers, put: () => undefined }), identityPlugin()],
  });
  return state.apply(state.tr.setSelection(TextSelection.atEnd(state.doc)));
}
const type = (state: EditorState, words: string) =>
  [...words].reduce((now, sign) => now.apply(now.tr.insertText(sign)), state);
const open = (state: EditorState) => {
  const found = suggesting(state);
  return found === null ? null : `${found.list} ${found.query} ${found.offers.length}`;
};

describe("suggested while typing", () => {
  const cases: readonly (readonly [string, string, string | null])[] = [
    ["at the start of a word", "see @", "countries  4"],
    ["in brackets", "(#", "goals  3"],
    ["a slash", "/", "all  11"],
    ["what is typed narrows it", "see @per", "countries per 1"],
    ["words with a space", "@costa r", "countries costa r 1"],
    ["not within a word", "ana@example", null],
    ["nor within either of two words", "and/or", null],
    ["not where nothing is found", "@zzz", null],
    ["nor after a space, which is no query", "# ", null],
    ["nor for two signs, which make a heading", "##", null],
  ];
  test.each(cases)("%s", (_, typed, expected) => {
    expect(open(type(begun(""), typed))).toBe(expected);
  });

  test("it does not open where the caret comes by a sign, nor where one is pasted, nor for words of others", () => {
    const state = begun("see @");
    expect(open(state)).toBeNull();
    const empty = begun("");
    expect(open(empty.apply(empty.tr.insertText("@").setMeta("paste", true)))).toBeNull();
  });

  test("it closes when the sign goes, when the caret leaves, and stays closed where it was closed", () => {
    const state = type(begun("x "), "@p");
    expect(open(state)).toBe("countries p 1");
    expect(open(state.apply(state.tr.delete(3, 5)))).toBeNull();
    expect(open(state.apply(state.tr.setSelection(TextSelection.create(state.doc, 1))))).toBeNull();
  });
});

describe("pieces in a line", () => {
  const run = (state: EditorState, command: Command): EditorState => {
    let after = state;
    command(state, (tr) => (after = state.apply(tr)));
    return after;
  };
  const last = (state: EditorState) => planOfNode(state.doc).content[0]?.content?.at(-1);

  test("a footnote is put behind the selection, its words are kept, and the caret goes on behind it", () => {
    const selected = begun("words");
    const made = run(
      selected.apply(selected.tr.setSelection(TextSelection.create(selected.doc, 1, 6))),
      footnote,
    );
    expect(wordsOf(planOfNode(made.doc))).toBe("words");
    const atom = atomAt(made);
    if (atom === null) throw new Error("it is not selected");
    expect(atom.node.attrs.id).toMatch(/^[a-z0-9]{12}$/);
    const said = run(made, setValue(atom, "text", "Said there."));
    expect(last(said)).toMatchObject({ type: "footnote", attrs: { text: "Said there." } });
    expect(said.selection).toBeInstanceOf(NodeSelection);
    const behind = run(said, goBehind);
    expect(behind.selection.from).toBe(7);
    expect(wordsOf(planOfNode(run(said, removeAtom).doc))).toBe("words");
    expect(run(said, setValue(atom, "text", "x".repeat(2001)))).toBe(said);
    expect(last(run(said, setValue(atom, "text", "")))).not.toHaveProperty("attrs.text");
  });

  test("a goal and a country are put in with their label; what is none is not", () => {
    const state = run(begun("see "), goalReference("elac2022:1", "meta 1"));
    expect(last(state)).toMatchObject({ type: "goal_ref", attrs: { goal: "elac2022:1", label: "meta 1" } });
    expect(state.selection.from).toBe(6);
    expect(last(run(state, countryReference("PE", "Perú")))).toMatchObject({
      type: "country_ref",
      attrs: { country: "PE" },
    });
    expect(run(state, goalReference("javascript:alert(1)", "x"))).toBe(state);
  });

  test("new words in brackets are held by the country of whoever writes them", () => {
    const state = run(begun("we meet "), bracketed(" monthly ", "CL"));
    expect(bracketsOf(state.doc)).toMatchObject([{ words: "monthly", holders: ["CL"] }]);
  });

  test("lists, tables and pieces get ids of their own, and a copy gets another", () => {
    const state = begun("x");
    const list = schema.node("bullet_list", null, [
      schema.node("list_item", null, [schema.node("paragraph", null, [schema.text("y")])]),
    ]);
    const two = state.apply(state.tr.insert(state.doc.content.size, [list, list]));
    const ids = two.doc.children.map(({ attrs }) => String(attrs.id));
    expect(new Set(ids).size).toBe(3);
    expect(ids).not.toContain("null");
    const copied = two.apply(two.tr.insert(0, two.doc.child(1)));
    expect(new Set(copied.doc.children.map(({ attrs }) => String(attrs.id))).size).toBe(4);
  });
});
