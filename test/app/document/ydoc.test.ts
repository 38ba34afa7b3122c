import fc from "fast-check";
import type { Node } from "prosemirror-model";
import { Transform } from "prosemirror-transform";
import { describe, expect, it } from "vitest";
import * as Y from "yjs";
import {
  canonical,
  nodeOfPlan,
  parsePlan,
  planOfNode,
  wordsOf,
  type Plan,
  type PlanNode,
} from "#app/document/plan.ts";
import { schema } from "#app/document/schema.ts";
import { firstState, planFragment, planOfUpdates, readPlan, writePlan } from "#app/document/ydoc.ts";
import { refusalOf } from "#app/domain/refusal.ts";
import { initProseMirrorDoc, updateYFragment } from "y-prosemirror";
import {
  bracket,
  country,
  docOf,
  gap,
  goal,
  h,
  note,
  output,
  p,
  planOf,
  table,
  td,
  text,
  ul,
  whole,
} from "./plans.ts";

describe("to and from plan JSON", () => {
  it("says the same after a way through Yjs", () => {
    const reading = planOfUpdates([firstState(whole)]);
    expect(reading.faults).toEqual([]);
    expect(canonical(reading.plan)).toBe(canonical(whole));
  });

  it("makes equal first states of equal plans, so that two servers cannot double a text", () => {
    const [one, two] = [firstState(whole), firstState(whole)];
    expect(one).toEqual(two);
    expect(canonical(planOfUpdates([one, two]).plan)).toBe(canonical(whole));
  });

  it("is valid ProseMirror", () => {
    expect(() => nodeOfPlan(whole).check()).not.toThrow();
  });

  it("has one canonical text, whatever the order of keys and of brackets on the same words", () => {
    const [a, b] = [bracket("a", "CL"), bracket("b", "PE")];
    expect(canonical(planOf(p("1", text("x", a, b))))).toBe(canonical(planOf(p("1", text("x", b, a)))));
    expect(canonical({ content: [], type: "doc" })).toBe(canonical({ type: "doc", content: [] }));
  });

  it("refuses JSON that is not a plan", () => {
    for (const json of [null, 1, {}, { type: "doc", content: [{ type: "script" }] }, { type: "paragraph" }]) {
      let caught: unknown;
      try {
        parsePlan(json);
      } catch (error) {
        caught = error;
      }
      expect(refusalOf(caught)?.key).toBe("document.not-a-plan");
    }
  });

  it("writes nothing where nothing has changed, also with two brackets on the same words", () => {
    const doc = new Y.Doc();
    writePlan(
      doc,
      planOf(
        p("1", "a ", text("x", bracket("a", "CL"), bracket("b", "PE")), " b"),
        output("o", { title: "t" }),
      ),
    );
    let changes = 0;
    doc.on("update", () => changes++);
    writePlan(doc, readPlan(doc).plan);
    expect(changes).toBe(0);
  });

  it("leaves out and reports what the schema does not know, and keeps the rest", () => {
    const doc = new Y.Doc();
    Y.applyUpdate(doc, firstState(whole));
    const script = new Y.XmlElement("script");
    planFragment(doc).insert(0, [script, new Y.XmlElement("list_item"), new Y.XmlText("loose")]);
    doc.getMap("other").set("a", 1);
    const reading = readPlan(doc);
    expect(canonical(reading.plan)).toBe(canonical(whole));
    expect(reading.faults.map((fault) => `${fault.kind} ${fault.name}`)).toEqual([
      "root other",
      "node script",
      "nesting doc>list_item",
      "nesting doc>text",
    ]);
  });
});

/** An editor without a screen: a Y.Doc bound to a ProseMirror document as y-prosemirror binds them. */
class Editor {
  readonly doc = new Y.Doc();
  constructor(state: Uint8Array, clientID: number) {
    this.doc.clientID = clientID;
    Y.applyUpdate(this.doc, state);
  }

  /** Reads as the real binding does: it deletes, for everybody, what it cannot make a node of. */
  read(): Plan {
    return planOfNode(initProseMirrorDoc(planFragment(this.doc), schema).doc);
  }

  change(edit: (doc: Node) => Node): void {
    const fragment = planFragment(this.doc);
    const { doc, mapping } = initProseMirrorDoc(fragment, schema);
    const next = edit(doc);
    this.doc.transact(() => updateYFragment(this.doc, fragment, next, { mapping, isOMark: new Map() }));
  }

  /** Deletes the nodes at these places of the list of all nodes, one act each, from the end. */
  remove(places: ReadonlySet<number>): void {
    for (const place of [...places].sort((x, y) => y - x)) {
      this.change((doc) => {
        let at = 0;
        const change = new Transform(doc);
        doc.descendants((node, from) => {
          if (at++ === place) change.delete(from, from + node.nodeSize);
        });
        return change.doc;
      });
    }
  }
}

/** Every node by a name of its own: its path's words, so that what is left can be compared with what was deleted. */
function names(node: PlanNode): string[] {
  const own =
    node.text !== undefined ? [] : [`${node.type}:${String(node.attrs?.id ?? node.attrs?.title ?? "")}`];
  return [...own, ...(node.content ?? []).flatMap(names)];
}

function all(node: PlanNode): PlanNode[] {
  return (node.content ?? []).flatMap((child) => [child, ...all(child)]);
}

describe("the schema forgives", () => {
  const rich = planOf(
    h("s1", 1, "One"),
    p("p1", "alpha ", text("beta", bracket("b1", "CL")), " gamma", note("n1", "a note"), gap()),
    p(
      "p2",
      goal("g1", "elac2015:12", "Goal 12"),
      " and ",
      country("c9", "PE", "Peru"),
      note("n2", "another"),
    ),
    ul([p("l1", "x"), p("l2", "y")], [p("l3", "z"), ul([p("l4", "deep")])]),
    output("o1", { title: "A", status: "planned" }, p("d1", "first"), p("d2", "second")),
    table([td(p("c1", "1")), td(p("c2", "2"))], [td(p("c3", "3")), td(p("c4", "4"))]),
    output("o2", { title: "B" }, p("d3", "only")),
  );
  const count = all(rich).length;

  it("loses nothing but what one of two editors deleted, whatever both delete at once", () => {
    const some = fc.uniqueArray(fc.nat(count - 1), { maxLength: 8 });
    fc.assert(
      fc.property(some, some, (first, second) => {
        const state = firstState(rich);
        const editors = [new Editor(state, 101), new Editor(state, 102)] as const;
        const before = all(rich);
        const doomed = [first, second].map((picks) => {
          const set = new Set<number>();
          for (const at of picks) {
            set.add(at);
            const below = before[at];
            if (below) all(below).forEach((_, i) => set.add(at + 1 + i));
          }
          return set;
        });
        const expected = before
          .filter((node, at) => node.text === undefined && !doomed[0]?.has(at) && !doomed[1]?.has(at))
          .map((node) => `${node.type}:${String(node.attrs?.id ?? node.attrs?.title ?? "")}`)
          .sort();
        editors.forEach((editor, i) => editor.remove(doomed[i] ?? new Set()));
        const [a, b] = editors;
        Y.applyUpdate(a.doc, Y.encodeStateAsUpdate(b.doc));
        Y.applyUpdate(b.doc, Y.encodeStateAsUpdate(a.doc));
        const [left, right] = [a.read(), b.read()];
        expect(canonical(left)).toBe(canonical(right));
        // Containers without words and ids of their own are alike to the binding: which of two empty cells goes
        // is not told. What is in one shows that it is there.
        const kept = names(left);
        const lost = expected
          .filter((name) => !name.endsWith(":"))
          .filter((name) => {
            const at = kept.indexOf(name);
            if (at >= 0) kept.splice(at, 1);
            return at < 0;
          });
        expect(lost).toEqual([]);
        expect(readPlan(a.doc).faults).toEqual([]);
      }),
      { numRuns: 120 },
    );
  });

  it("keeps a footnote's words that one rewrites while the other deletes the words before it", () => {
    const state = firstState(planOf(p("p1", "before", note("n1", "first"), "after")));
    const [a, b] = [new Editor(state, 101), new Editor(state, 102)];
    a.change(() => docOf(p("p1", note("n1", "first"), "after")));
    b.change(() => docOf(p("p1", "before", note("n1", "second"), "after")));
    Y.applyUpdate(a.doc, Y.encodeStateAsUpdate(b.doc));
    expect(canonical(a.read())).toBe(canonical(planOf(p("p1", note("n1", "second"), "after"))));
  });

  it("keeps what one types in an output while the other deletes all its description", () => {
    const state = firstState(planOf(output("o1", { title: "A" }, p("d1", "first"))));
    const [a, b] = [new Editor(state, 101), new Editor(state, 102)];
    a.change(() => docOf(output("o1", { title: "A" })));
    b.change(() =>
      docOf(output("o1", { title: "A", status: "delivered" }, p("d1", "first"), p("d2", "more"))),
    );
    Y.applyUpdate(a.doc, Y.encodeStateAsUpdate(b.doc));
    expect(a.read().content[0]?.attrs).toMatchObject({ title: "A", status: "delivered" });
    expect(wordsOf(a.read())).toBe("more");
  });

  it("keeps both brackets where two countries bracket overlapping words at once", () => {
    const state = firstState(planOf(p("1", "one two three")));
    const [a, b] = [new Editor(state, 101), new Editor(state, 102)];
    a.change(() => docOf(p("1", text("one two", bracket("a", "CL")), " three")));
    b.change(() => docOf(p("1", "one ", text("two three", bracket("b", "CR")))));
    Y.applyUpdate(a.doc, Y.encodeStateAsUpdate(b.doc));
    Y.applyUpdate(b.doc, Y.encodeStateAsUpdate(a.doc));
    expect(canonical(a.read())).toBe(canonical(b.read()));
    const both = planOf(
      p(
        "1",
        text("one ", bracket("a", "CL")),
        text("two", bracket("a", "CL"), bracket("b", "CR")),
        text(" three", bracket("b", "CR")),
      ),
    );
    expect(canonical(a.read())).toBe(canonical(both));
  });
});
