import { describe, expect, test } from "vitest";
import * as Y from "yjs";
import type { PlanNode } from "#app/document/plan.ts";
import { schema } from "#app/document/schema.ts";
import { watchAuthors, type Author, type Coming } from "#app/editor/authors.ts";
import { ChangeLog, mostChanges } from "#app/editor/change-log.ts";
import { differences, readingOf, type Difference } from "#app/editor/changes.ts";
import { clausesIn, placeName } from "#app/editor/clauses.ts";
import { sayer } from "#app/editor/words.ts";
import en from "#app/i18n/messages/editor.en.json";
import { para, section } from "./stage.ts";

const t = sayer(en, "en");
const docOf = (...content: readonly PlanNode[]) => schema.nodeFromJSON({ type: "doc", content });
const said = (before: readonly PlanNode[], after: readonly PlanNode[]) =>
  differences(docOf(...before), docOf(...after)).map((one) => {
    const { kind, quote, fields } = readingOf(one) ?? { kind: null, quote: "", fields: [] };
    return [one.clause, kind, quote, ...fields].join(" | ");
  });
const marked = (id: string, text: string, ...marks: readonly object[]): PlanNode => ({
  type: "paragraph",
  attrs: { id },
  content: [{ type: "text", text, marks: marks as PlanNode["marks"] }],
});
const output = (attrs: object): PlanNode => ({
  type: "output",
  attrs: { id: "o", title: "Seminar", ...attrs },
  content: [para("od", "Two days.")],
});

describe("what changed", () => {
  const rest = [section("s", "Purpose"), para("z", "The end of it all.")] as const;
  const [first, last] = rest;
  const cases: readonly (readonly [string, readonly PlanNode[], readonly PlanNode[], readonly string[]])[] = [
    ["nothing", rest, rest, []],
    ["a new paragraph", rest, [first, para("n", "New words."), last], ["n | added | New words."]],
    ["a paragraph that is gone", rest, [first], ["z | removed | The end of it all."]],
    [
      "words put in, with whole words around them",
      rest,
      [first, para("z", "The very end of it all.")],
      ["z | written | The very end of it…"],
    ],
    [
      "a letter put in, said by the word it is in",
      [para("a", "These are countries in a long line.")],
      [para("a", "These are counties in a long line.")],
      ["a | cut | countries"],
    ],
    [
      "a long paragraph, cut off where it gets too long",
      [para("a", "One.")],
      [para("a", `One. ${"word ".repeat(40)}`)],
      [`a | written | …${"word ".repeat(16).slice(0, 79).trimEnd()}…`],
    ],
    [
      "fields of an output",
      [output({ due: "2011" })],
      [output({ due: "2012", status: "planned" })],
      ["o | fields |  | due | status"],
    ],
    [
      "brackets",
      [marked("a", "by 2012")],
      [marked("a", "by 2012", { type: "bracket", attrs: { id: "b", group: "", holders: "CL" } })],
      ["a | brackets | by 2012"],
    ],
    [
      "emphasis",
      [marked("a", "by 2012")],
      [marked("a", "by 2012", { type: "strong" })],
      ["a | shape | by 2012"],
    ],
    ["a heading that was a paragraph", [para("a", "Aims")], [section("a", "Aims")], ["a | level | Aims"]],
    [
      "what has only got its name",
      [{ type: "paragraph", content: [{ type: "text", text: "A." }] }, para("b", "B.", { type: "gap" })],
      [para("a", "A."), para("b", "B.", { type: "gap", attrs: { id: "g" } })],
      ["b |  | "],
    ],
    [
      "a paragraph that stands elsewhere",
      [para("a", "A."), para("b", "B."), para("c", "C."), para("d", "D.")],
      [para("a", "A."), para("d", "D."), para("b", "B."), para("c", "C.")],
      ["d | moved | D."],
    ],
  ];
  test.each(cases)("%s", (_, before, after, expected) => {
    expect(said(before, after)).toEqual(expected);
  });

  test("has a place that one can name", () => {
    const list: PlanNode = {
      type: "bullet_list",
      attrs: { id: "l" },
      content: [{ type: "list_item", content: [para("i", "I.")] }],
    };
    const sub: PlanNode = { ...section("s2", "Below"), attrs: { id: "s2", level: 2 } };
    const clauses = clausesIn(
      docOf(list, section("s", "Aims"), sub, para("a", "A."), para("e"), list, output({})),
    );
    expect(clauses.map((_, at) => placeName(t, clauses, at))).toEqual([
      "Beginning of the text",
      "Heading 1",
      "Heading 1.1",
      "Paragraph 1",
      "Section 1",
      "Section 1",
      "Output 1",
    ]);
  });
});

const person = (member: number, name: string): Exclude<Author, string | null> => ({
  member,
  client: member,
  name,
  country: "PE",
  office: "representative",
  edit: true,
});
const [ana, bruno] = [person(1, "Ana"), person(2, "Bruno")];

describe("the list of changes", () => {
  const nothing = () => null;
  const at = (seconds: number) => new Date(seconds * 1000);
  const typing = (...texts: readonly string[]) =>
    texts.slice(1).map((text, place): readonly Difference[] => [
      {
        clause: "a",
        before: docOf(para("a", texts[place] ?? "")).child(0),
        after: docOf(para("a", text)).child(0),
        moved: false,
        at: 0,
      },
    ]);
  const quotes = (log: ChangeLog) =>
    log.changes.map(({ by, kind, quote }) => `${by.map(({ name }) => name).join()} ${kind} ${quote}`);

  test("says what one person writes in one place once, as it grows, and again after a rest", () => {
    const log = new ChangeLog();
    const [one = [], two = [], three = []] = typing("One.", "One. Tw", "One. Two.", "One. Two. Three.");
    log.add(one, () => [ana], at(0), nothing);
    log.add(two, () => [ana], at(60), nothing);
    expect(quotes(log)).toEqual(["Ana written One. Two."]);
    const [{ key = 0 } = {}] = log.changes;
    log.add(three, () => [ana], at(600), nothing);
    expect(quotes(log)).toEqual(["Ana written One. Two. Three.", "Ana written One. Two."]);
    expect(log.changes[1]?.key, "what is read stays where it is").toBe(key);
  });

  test("keeps two people apart who write in one place in turns, and each once", () => {
    const log = new ChangeLog();
    const [one = [], two = [], three = []] = typing("A", "A one", "A one two", "A one two three");
    log.add(one, () => [ana], at(0), nothing);
    log.add(two, () => [bruno], at(1), nothing);
    log.add(three, () => [ana], at(2), nothing);
    expect(quotes(log)).toEqual(["Bruno written A one two", "Ana written A one two three"]);
  });

  test("forgets what was taken back, and says nothing of this person in another window", () => {
    const log = new ChangeLog();
    const [one = [], two = []] = typing("One.", "One. Oh", "One.");
    log.add(one, () => ["own"], at(0), nothing);
    expect(log.changes).toEqual([]);
    log.add(one, () => [ana, "own"], at(0), nothing);
    expect(quotes(log)).toEqual(["Ana written One. Oh"]);
    log.add(two, () => [ana], at(1), nothing);
    expect(log.changes).toEqual([]);
  });

  test("is bounded, the latest first; what came while there was no line says so", () => {
    const log = new ChangeLog();
    const many = Array.from({ length: 3 * mostChanges }, (_, place): Difference => {
      const after = docOf(para(`p${place}`, `Words ${place}.`)).child(0);
      return { clause: `p${place}`, before: null, after, moved: false, at: place };
    });
    log.add(many, () => ["away"], at(0), nothing);
    expect(log.changes).toHaveLength(mostChanges);
    expect(log.changes[0]).toMatchObject({ by: [], away: true, quote: `Words ${3 * mostChanges - 1}.` });
  });
});

describe("who changed a clause", () => {
  /** A text of three paragraphs, and a copy of it for each person. */
  function begun() {
    const doc = new Y.Doc();
    const fragment = doc.getXmlFragment("plan");
    fragment.push(["p1", "p2", "p3"].map(() => new Y.XmlElement("paragraph")));
    fragment.forEach((paragraph, at) => {
      if (!(paragraph instanceof Y.XmlElement)) return;
      paragraph.setAttribute("id", `p${at + 1}`);
      paragraph.push([new Y.XmlText(`Words of ${at + 1}.`)]);
    });
    const by = (act: (fragment: Y.XmlFragment) => void): Uint8Array => {
      const copy = new Y.Doc();
      Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc));
      const before = Y.encodeStateVector(copy);
      act(copy.getXmlFragment("plan"));
      return Y.encodeStateAsUpdate(copy, before);
    };
    return { doc, fragment, by };
  }
  const wordsOf = (fragment: Y.XmlFragment, at: number) =>
    (fragment.get(at) as Y.XmlElement).get(0) as Y.XmlText;

  function told(rows: (by: ReturnType<typeof begun>["by"]) => readonly Coming[]) {
    const { doc, fragment, by } = begun();
    let hear = (_: readonly Coming[]) => {};
    const provider = {
      on: (name: string, listener: unknown) => {
        if (name === "coming") hear = listener as typeof hear;
        return () => undefined;
      },
    };
    const authors = watchAuthors(doc, fragment, provider as Parameters<typeof watchAuthors>[2]);
    const found: Record<string, readonly Author[]> = {};
    fragment.observeDeep(() => {
      for (const id of ["p1", "p2", "p3", "p4"]) found[id] = authors.of(id);
    });
    const coming = rows(by);
    hear(coming);
    doc.transact(() => {
      for (const { update } of coming) Y.applyUpdate(doc, update, provider);
    }, provider);
    authors.stop();
    return found;
  }

  test("is who sent the row, where one batch brings those of several people", () => {
    const found = told((by) => [
      { by: ana, update: by((text) => wordsOf(text, 0).insert(0, "New. ")) },
      { by: bruno, update: by((text) => wordsOf(text, 1).delete(0, 5)) },
      { by: bruno, update: by((text) => text.delete(2, 1)) },
      {
        by: ana,
        update: by((text) => {
          const made = new Y.XmlElement("paragraph");
          text.insert(3, [made]);
          made.setAttribute("id", "p4");
        }),
      },
    ]);
    expect(found).toEqual({ p1: [ana], p2: [bruno], p3: [bruno], p4: [ana] });
  });

  test("is both, where both touched it; an attribute counts, and so do words that are gone again", () => {
    const found = told((by) => [
      { by: ana, update: by((text) => wordsOf(text, 0).insert(0, "New. ")) },
      { by: "own", update: by((text) => (text.get(0) as Y.XmlElement).setAttribute("align", "x")) },
      { by: bruno, update: by((text) => wordsOf(text, 2).insert(0, "Oh")) },
    ]);
    expect(found["p1"]).toEqual([ana, "own"]);
    expect(found["p3"]).toEqual([bruno]);
  });

  test("is the one who sent all of it, where there is one", () => {
    expect(told((by) => [{ by: ana, update: by((text) => text.delete(0, 1)) }])["p1"]).toEqual([ana]);
  });
});
