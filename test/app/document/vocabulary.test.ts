import fc from "fast-check";
import { describe, expect, it } from "vitest";
import * as Y from "yjs";
import { nodeOfPlan } from "#app/document/plan.ts";
import { schema } from "#app/document/schema.ts";
import { Vocabulary } from "#app/document/vocabulary.ts";
import { firstState, planFragment, planOfUpdates, writePlan } from "#app/document/ydoc.ts";
import { bracket, country, goal, h, note, output, p, planOf, text, whole } from "./plans.ts";

const state = firstState(whole);

/** What the gate says to one change of the whole plan, and what it is that was changed. */
function gate(change: (doc: Y.Doc) => void, before = state) {
  const vocabulary = new Vocabulary();
  vocabulary.trust(before);
  const doc = new Y.Doc();
  doc.clientID = 777;
  Y.applyUpdate(doc, before);
  const parts: Uint8Array[] = [];
  doc.on("update", (update: Uint8Array) => void parts.push(update));
  change(doc);
  const update = Y.mergeUpdates(parts);
  const verdict = vocabulary.admit(update);
  return { verdict: verdict.ok ? "ok" : `${verdict.reason}: ${verdict.detail}`, update, vocabulary };
}

function child(parent: Y.XmlFragment, at: number): Y.XmlElement {
  const found: unknown = parent.get(at);
  if (!(found instanceof Y.XmlElement)) throw new Error("no element there");
  return found;
}

/** Yjs types attributes as texts; the binding stores numbers as they are. */
function setLevel(heading: Y.XmlElement, level: number): void {
  (heading as unknown as { setAttribute(name: string, value: number): void }).setAttribute("level", level);
}

const paragraph = (doc: Y.Doc) => child(planFragment(doc), 1);
const words = (doc: Y.Doc): Y.XmlText => {
  const found: unknown = paragraph(doc).get(0);
  if (!(found instanceof Y.XmlText)) throw new Error("no text there");
  return found;
};

describe("what editors write is let through", () => {
  const honest: Readonly<Record<string, (doc: Y.Doc) => void>> = {
    "typing in a paragraph": (doc) => words(doc).insert(3, "typed"),
    deleting: (doc) => words(doc).delete(0, 4),
    "deleting a paragraph": (doc) => planFragment(doc).delete(1, 1),
    "a field of an output": (doc) => child(planFragment(doc), 5).setAttribute("status", "delivered"),
    "a field set twice": (doc) => {
      child(planFragment(doc), 5).setAttribute("title", "One");
      child(planFragment(doc), 5).setAttribute("title", "Two");
    },
    "a field taken away": (doc) => child(planFragment(doc), 5).removeAttribute("amount"),
    bold: (doc) => words(doc).format(0, 4, { strong: {} }),
    "no longer bold": (doc) => words(doc).format(0, 4, { strong: null }),
    "a bracket": (doc) =>
      writePlan(
        doc,
        planOf(
          p("p1", text("This plan", bracket("b9", "CL PE")), " says what we do."),
          output("o1", { title: "x" }),
        ),
      ),
    "a footnote, a goal and a country": (doc) =>
      writePlan(
        doc,
        planOf(
          p(
            "p1",
            "Words",
            note("n1", "Said there."),
            goal("g1", "elac2015:12", "Goal 12"),
            country("c1", "PE", "Peru"),
          ),
          ...nodeOfPlan(whole).children,
        ),
      ),
    "the words of a footnote": (doc) => {
      writePlan(doc, planOf(p("p1", "Words", note("n1", "Said there."))));
      writePlan(doc, planOf(p("p1", "Words", note("n1", "Said elsewhere."))));
    },
    "an id for a list and for a table": (doc) => {
      child(planFragment(doc), 3).setAttribute("id", "list1");
      child(planFragment(doc), 10).setAttribute("id", "table1");
    },
    "everything anew": (doc) => writePlan(doc, planOf(h("n", 3, "New"), ...nodeOfPlan(whole).children)),
  };
  for (const [name, change] of Object.entries(honest))
    it(name, () => expect(gate(change).verdict).toBe("ok"));

  it("accepts any series of edits by the real binding, and what it accepts is a valid plan", () => {
    const step = fc.record({
      at: fc.nat(12),
      kind: fc.nat(4),
      words: fc.string({ unit: "grapheme", maxLength: 6 }),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 15 }), (steps) => {
        const vocabulary = new Vocabulary();
        vocabulary.trust(state);
        const doc = new Y.Doc();
        doc.clientID = 777;
        Y.applyUpdate(doc, state);
        const sent: Uint8Array[] = [state];
        doc.on("update", (update: Uint8Array) => {
          const verdict = vocabulary.admit(update);
          expect(verdict).toMatchObject({ ok: true });
          if (verdict.ok) verdict.take();
          sent.push(update);
        });
        for (const { at, kind, words: said } of steps) {
          const fragment = planFragment(doc);
          const found: unknown = fragment.length > 0 ? fragment.get(at % fragment.length) : null;
          const typed = said.replace(/[\u0000-\u001f]/g, "");
          if (kind === 0 && found !== null) fragment.delete(at % fragment.length, 1);
          else if (kind === 1 && typed)
            writePlan(doc, planOf(p("new", typed), ...nodeOfPlan(planOfUpdates(sent).plan).children));
          else if (found instanceof Y.XmlElement && found.nodeName === "output")
            found.setAttribute("title", typed);
          else if (found instanceof Y.XmlElement && found.nodeName === "heading")
            setLevel(found, 1 + (at % 3));
        }
        expect(planOfUpdates(sent).faults).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });
});

describe("what no editor writes is refused", () => {
  const ground = (element: string) => new Y.XmlElement(element);
  const holding = (element: string, inside: Y.XmlText) => {
    const made = ground(element);
    made.insert(0, [inside]);
    return made;
  };
  const said = (element: string, name: string, value: string) => {
    const made = ground(element);
    made.setAttribute(name, value);
    return made;
  };
  const hostile: Readonly<Record<string, [(doc: Y.Doc) => void, string]>> = {
    "a node the schema does not know": [
      (doc) => planFragment(doc).insert(0, [ground("script")]),
      "vocabulary: node",
    ],
    "a node by the name of a property": [
      (doc) => planFragment(doc).insert(0, [ground("constructor")]),
      "vocabulary: node",
    ],
    "a node where it may not stand": [
      (doc) => planFragment(doc).insert(0, [ground("list_item")]),
      "vocabulary: nesting",
    ],
    "a node beside one where it may not stand": [
      (doc) => planFragment(doc).insert(2, [ground("table_cell")]),
      "vocabulary: nesting",
    ],
    "a node in a text": [(doc) => paragraph(doc).insert(0, [ground("output")]), "vocabulary: nesting"],
    "a text at the top": [(doc) => planFragment(doc).insert(0, [new Y.XmlText("x")]), "vocabulary: nesting"],
    "an attribute the node does not have": [
      (doc) => paragraph(doc).setAttribute("onclick", "x"),
      "vocabulary: attribute paragraph",
    ],
    "an attribute called __proto__": [
      (doc) => paragraph(doc).setAttribute("__proto__", "x"),
      "vocabulary: attribute paragraph",
    ],
    "a value that is no choice": [
      (doc) => child(planFragment(doc), 5).setAttribute("status", "secret"),
      "vocabulary: attribute output",
    ],
    "a value that is too long": [
      (doc) => child(planFragment(doc), 5).setAttribute("title", "x".repeat(301)),
      "vocabulary: attribute output",
    ],
    "an object as a value": [
      (doc) => child(planFragment(doc), 5).setAttribute("title", {} as string),
      "vocabulary: attribute output",
    ],
    "a wrong value over a right one": [
      (doc) => child(planFragment(doc), 5).setAttribute("kind", "\u0000"),
      "vocabulary: attribute output",
    ],
    "an attribute on a text": [(doc) => words(doc).setAttribute("a", "b"), "vocabulary: attribute #text"],
    "a mark the schema does not know": [(doc) => words(doc).format(0, 2, { blink: {} }), "vocabulary: mark"],
    "a link that runs": [
      (doc) => words(doc).format(0, 2, { link: { href: "javascript:alert(1)" } }),
      "vocabulary: mark",
    ],
    "a link hidden by a tab": [
      (doc) => words(doc).format(0, 2, { link: { href: "java\tscript:alert(1)" } }),
      "vocabulary: mark",
    ],
    "a link to data": [
      (doc) => words(doc).format(0, 2, { link: { href: "data:text/html,x" } }),
      "vocabulary: mark",
    ],
    "a mark with more than its attributes": [
      (doc) => words(doc).format(0, 2, { link: { href: "https://a.b", onclick: "x" } }),
      "vocabulary: mark",
    ],
    "a bracket held by nobody we know": [
      (doc) => words(doc).format(0, 2, { "bracket--abcdefgh": { id: "1", holders: "<b>", group: "" } }),
      "vocabulary: mark",
    ],
    "a footnote at the top": [
      (doc) => planFragment(doc).insert(0, [ground("footnote")]),
      "vocabulary: nesting",
    ],
    "a footnote with a text in it": [
      (doc) => paragraph(doc).insert(0, [holding("footnote", new Y.XmlText("x"))]),
      "vocabulary: nesting",
    ],
    "a footnote that is too long": [
      (doc) => paragraph(doc).insert(0, [said("footnote", "text", "x".repeat(2001))]),
      "vocabulary: attribute footnote",
    ],
    "a footnote with signs that no text holds": [
      (doc) => paragraph(doc).insert(0, [said("footnote", "text", "a\u0000b")]),
      "vocabulary: attribute footnote",
    ],
    "a goal of no agenda": [
      (doc) => paragraph(doc).insert(0, [said("goal_ref", "goal", "../../sign-out")]),
      "vocabulary: attribute goal_ref",
    ],
    "a country that is none": [
      (doc) => paragraph(doc).insert(0, [said("country_ref", "country", "<b>")]),
      "vocabulary: attribute country_ref",
    ],
    "an address on a reference": [
      (doc) => paragraph(doc).insert(0, [said("goal_ref", "href", "https://a.b")]),
      "vocabulary: attribute goal_ref",
    ],
    "an embed": [(doc) => words(doc).insertEmbed(0, { image: "x" }), "vocabulary: embed"],
    "a type inside a text": [
      (doc) => words(doc).insertEmbed(0, new Y.XmlElement("gap")),
      "vocabulary: embed",
    ],
    "another root": [(doc) => doc.getMap("other").set("a", 1), "vocabulary: root"],
    "another root that is a text": [(doc) => doc.getText("other").insert(0, "x"), "vocabulary: root"],
    "a map in place of an element": [
      (doc) => planFragment(doc).insert(0, [new Y.Map() as unknown as Y.XmlElement]),
      "vocabulary: type",
    ],
    "a hook": [
      (doc) => planFragment(doc).insert(0, [new Y.XmlHook("x") as unknown as Y.XmlElement]),
      "vocabulary: type",
    ],
    "a plain text type": [
      (doc) => planFragment(doc).insert(0, [new Y.Text("x") as unknown as Y.XmlText]),
      "vocabulary: type",
    ],
    "bare letters among elements": [
      (doc) =>
        (paragraph(doc) as unknown as { insert(at: number, content: unknown[]): void }).insert(1, ["x"]),
      "vocabulary: embed",
    ],
    binaries: [
      (doc) =>
        (paragraph(doc) as unknown as { insert(at: number, content: unknown[]): void }).insert(1, [
          new Uint8Array(3),
        ]),
      "vocabulary: embed",
    ],
    "a document in the document": [
      (doc) =>
        (paragraph(doc) as unknown as { insert(at: number, content: unknown[]): void }).insert(1, [
          new Y.Doc(),
        ]),
      "vocabulary: embed",
    ],
    "a sign in a field that no table holds": [
      (doc) => child(planFragment(doc), 5).setAttribute("title", "a\u0000b"),
      "vocabulary: control",
    ],
    "signs that no text holds": [(doc) => words(doc).insert(0, "a\u0000b"), "vocabulary: control"],
    "a nesting without end": [
      (doc) => {
        let inner = new Y.XmlElement("paragraph");
        for (let i = 0; i < 60; i++) {
          const [list, item] = [new Y.XmlElement("bullet_list"), new Y.XmlElement("list_item")];
          item.insert(0, [inner]);
          list.insert(0, [item]);
          inner = list as typeof inner;
        }
        planFragment(doc).insert(0, [inner]);
      },
      "vocabulary: depth",
    ],
  };
  for (const [name, [change, reason]] of Object.entries(hostile)) {
    it(name, () => expect(gate(change).verdict).toBe(reason));
  }

  it("an update that builds on what the log does not hold", () => {
    const doc = new Y.Doc();
    Y.applyUpdate(doc, state);
    words(doc).insert(0, "first");
    const seen = Y.encodeStateVector(doc);
    words(doc).insert(5, "second");
    const vocabulary = new Vocabulary();
    vocabulary.trust(state);
    expect(vocabulary.admit(Y.encodeStateAsUpdate(doc, seen))).toMatchObject({ ok: false, reason: "gap" });
    expect(vocabulary.admit(Y.encodeStateAsUpdate(doc))).toMatchObject({ ok: true });
  });

  it("deletions of what the log does not hold", () => {
    const doc = new Y.Doc();
    Y.applyUpdate(doc, state);
    words(doc).insert(0, "first");
    const seen = Y.encodeStateVector(doc);
    words(doc).delete(0, 3);
    const vocabulary = new Vocabulary();
    vocabulary.trust(state);
    expect(vocabulary.admit(Y.encodeStateAsUpdate(doc, seen))).toMatchObject({ ok: false, reason: "gap" });
  });

  it("survives any bytes, and never takes what would not apply", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        const vocabulary = new Vocabulary();
        const verdict = vocabulary.admit(bytes);
        if (verdict.ok) expect(planOfUpdates([bytes]).faults).toEqual([]);
      }),
      { numRuns: 2000 },
    );
  });

  it("lets no mutation of a real update make a plan that is none", () => {
    const { update } = gate((doc) => {
      words(doc).insert(3, "typed");
      child(planFragment(doc), 5).setAttribute("status", "delivered");
      writePlan(
        doc,
        planOf(p("p1", text("This", bracket("b9", "CL"))), output("o1", { title: "x" }, p("d", "y"))),
      );
    });
    const changes = fc.array(fc.tuple(fc.nat(update.length - 1), fc.nat(255)), {
      minLength: 1,
      maxLength: 3,
    });
    fc.assert(
      fc.property(changes, (edits) => {
        const bytes = update.slice();
        for (const [at, value] of edits) bytes[at] = value;
        const vocabulary = new Vocabulary();
        vocabulary.trust(state);
        const verdict = vocabulary.admit(bytes);
        if (verdict.ok) expect(planOfUpdates([state, bytes]).faults).toEqual([]);
      }),
      { numRuns: 3000 },
    );
  });

  it("knows every node and mark of the schema", () => {
    expect(Object.keys(schema.marks).sort()).toEqual(["bracket", "em", "link", "strong"]);
  });
});
