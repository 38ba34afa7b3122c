import { describe, expect, test } from "vitest";
import type { Anchor, Margin, MarginThread, MarginWording } from "#app/document/margin.ts";
import type { FieldName } from "#app/domain/output-field.ts";
import type { Voice } from "#app/domain/thread.ts";
import type { Written } from "#app/editor/margin/desk.ts";
import { itemsOf, marksOf, openIn, rivalsIn, sorted } from "#app/editor/margin/items.ts";

const voice: Voice = { kind: "agency" };
const anchor = (quote: string): Anchor => ({
  epoch: 1,
  start: null,
  end: null,
  clause: "p",
  quote,
  before: "",
  after: "",
});
const thread = (number: number, quote: string, resolved = false): MarginThread => ({
  number,
  title: "",
  anchor: anchor(quote),
  posts: [{ number: 1, author: "Ana", voice, language: "en", body: "", at: "", hidden: false }],
  resolved: resolved ? { by: "Ana", at: "" } : null,
  may: { answer: true, resolve: true, reopen: true },
});
const wording = (number: number, quote: string, state: MarginWording["state"] = "open"): MarginWording => ({
  number,
  anchor: anchor(quote),
  replacement: "other",
  author: "Karen",
  voice,
  language: "en",
  at: "",
  state,
  sponsors: [],
  ended: null,
  base: { epoch: 1, seq: 1, release: null },
  thread: number === 3 ? 12 : null,
  may: { sponsor: false, unsponsor: false, accept: false, reject: false, withdraw: false, discuss: false },
});
const draft: Written = {
  id: "d",
  act: "comment",
  anchor: anchor("five"),
  number: null,
  text: "",
  replacement: "",
  tell: [],
  as: "",
  onceKey: "",
  sending: { kind: "writing" },
};
const margin: Margin = {
  threads: [thread(1, "nine"), thread(2, "five", true), thread(12, "three")],
  wordings: [wording(3, "three"), wording(4, "four", "accepted")],
  may: { comment: true, suggest: true },
  voices: [],
  naming: [],
  topic: "",
};

/** Each quote stands where its number says. */
const places = { three: 30, four: 40, five: 50, nine: 90 };
const find = ({ quote }: Anchor) => {
  const from = places[quote as keyof typeof places] ?? null;
  return from === null ? null : { from, to: from + 5, whole: false };
};
const keys = (items: readonly { readonly key: string }[]) => items.map(({ key }) => key);

describe("what the margin lists", () => {
  test("is what is open, closed or all; suggestions alone; and always what is being written", () => {
    const open = { state: "open", suggestionsOnly: false } as const;
    expect(keys(itemsOf(margin, [draft], open))).toEqual(["draft-d", "thread-1", "wording-3"]);
    expect(keys(itemsOf(margin, [draft], { ...open, state: "closed" }))).toEqual([
      "draft-d",
      "thread-2",
      "wording-4",
    ]);
    expect(keys(itemsOf(margin, [], { state: "all", suggestionsOnly: true }))).toEqual([
      "wording-3",
      "wording-4",
    ]);
    expect(openIn(margin)).toBe(2);
  });

  test("stands in the order of the text; of what was closed the suggested words are in it no longer", () => {
    const items = itemsOf(margin, [draft], { state: "all", suggestionsOnly: false });
    const marks = marksOf(items, find, (name) => name);
    expect(keys(marks)).not.toContain("wording-4");
    const { placed, lost } = sorted(items, marks, new Set());
    expect(keys(placed)).toEqual(["wording-3", "draft-d", "thread-2", "thread-1", "wording-4"]);
    expect(lost).toEqual([]);
  });

  test("says what lost its place, and what is only being written over stays", () => {
    const items = itemsOf(margin, [], { state: "open", suggestionsOnly: false });
    const marks = marksOf(
      items,
      (one) => (one.quote === "nine" ? null : find(one)),
      (name) => name,
    );
    expect(keys(sorted(items, marks, new Set()).lost)).toEqual([]);
    expect(keys(sorted(items, marks, new Set(["thread-1"])).lost)).toEqual(["thread-1"]);
    expect(keys(sorted(items, marksOf(items, find, String), new Set(["thread-1"])).lost)).toEqual([]);
  });

  test("tells suggestions for the same words from those that only touch", () => {
    const at = (key: string, from: number, to: number) =>
      ({ key, kind: "wording", from, to, whole: false, replacement: "", said: "" }) as const;
    expect([...rivalsIn([at("a", 1, 5), at("b", 5, 9), at("c", 20, 20)])]).toEqual([]);
    expect([
      ...rivalsIn([at("a", 1, 5), at("b", 4, 9), at("c", 7, 7), at("d", 20, 20), at("e", 20, 20)]),
    ]).toEqual(["a", "b", "c", "d", "e"]);
  });

  test("marks a field with what it says to the reader, and tells those for one field from those for another", () => {
    const due = (number: number, field: FieldName = "due"): MarginWording => ({
      ...wording(number, "2012"),
      anchor: { ...anchor("2012"), field },
      replacement: "2013",
    });
    const own = { ...draft, act: "suggest" as const, anchor: due(1).anchor, replacement: "2014" };
    const all = { ...margin, threads: [], wordings: [due(1), due(2), due(5, "start")] };
    const items = itemsOf(all, [own], { state: "open", suggestionsOnly: false });
    const output = { from: 7, to: 40, whole: true };
    const marks = marksOf(
      items,
      () => output,
      String,
      (name, from, to) => ({ from: `${name} ${from}`, to: `${name} ${to}` }),
    );
    expect(marks[1]).toEqual({
      ...output,
      key: "wording-1",
      kind: "wording",
      replacement: "due 2013",
      said: "",
      field: { name: "due", held: "2012", says: "due 2012" },
    });
    expect(marks[0]).toMatchObject({ kind: "draft", field: { name: "due" } });
    expect([...rivalsIn(marks)]).toEqual(["wording-1", "wording-2"]);
  });
});
