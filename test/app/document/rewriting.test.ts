import fc from "fast-check";
import { describe, expect, it } from "vitest";
import * as Y from "yjs";
import { canonical, parsePlan, type Plan } from "#app/document/plan.ts";
import { firstState, planFragment, readPlan, updateTo } from "#app/document/ydoc.ts";
import { h, p, planOf, table, td, ul } from "./plans.ts";
import { plans } from "./random-plans.ts";

/** A document that says `plan`. */
function docOf(plan: Plan): Y.Doc {
  const doc = new Y.Doc();
  Y.applyUpdate(doc, firstState(plan));
  return doc;
}

/** Makes the document say `plan`, as an act of the server does. */
const rewrite = (doc: Y.Doc, plan: Plan) => Y.applyUpdate(doc, updateTo([Y.encodeStateAsUpdate(doc)], plan));

/** A place in the words of a clause, as a comment holds it. */
function fasten(doc: Y.Doc, clause: string, at: number): Y.RelativePosition {
  const element = planFragment(doc)
    .toArray()
    .find((child) => child instanceof Y.XmlElement && child.getAttribute("id") === clause);
  const text = element instanceof Y.XmlElement ? element.get(0) : null;
  if (!(text instanceof Y.XmlText)) throw new Error(`no clause ${clause}`);
  return Y.createRelativePositionFromTypeIndex(text, at);
}

/** Clause and place that a relative position resolves to; null where what it was fastened to is gone. */
function placeOf(doc: Y.Doc, position: Y.RelativePosition): [clause: string, at: number] | null {
  const found = Y.createAbsolutePositionFromRelativePosition(position, doc);
  const parent: unknown = found?.type.parent;
  if (found === null || !(parent instanceof Y.XmlElement) || parent._item?.deleted === true) return null;
  return [String(parent.getAttribute("id")), found.index];
}

describe("a live text that is made to say something else", () => {
  it("says exactly that, whatever it said before", () => {
    fc.assert(
      fc.property(plans, plans, plans, (before, after, again) => {
        const doc = docOf(before);
        rewrite(doc, after);
        expect(canonical(readPlan(doc).plan)).toBe(canonical(after));
        rewrite(doc, again);
        expect(canonical(readPlan(doc).plan)).toBe(canonical(again));
      }),
    );
  });

  it("changes one mark into another, in all of the words or in some", () => {
    const attrs: Record<string, object> = {
      bracket: { attrs: { id: "b1", holders: "CL PE", group: "" } },
      link: { attrs: { href: "https://example.org/" } },
    };
    const said = (...runs: readonly (readonly [words: string, mark: string | null])[]): Plan => {
      const content = runs.map(([text, type]) =>
        type === null ? { type: "text", text } : { type: "text", text, marks: [{ type, ...attrs[type] }] },
      );
      return parsePlan({ type: "doc", content: [{ type: "paragraph", attrs: { id: "1" }, content }] });
    };
    const texts = [null, "strong", "em", "bracket", "link"].flatMap((mark) => [
      said(["All of the words", mark]),
      said(["All ", null], ["of the words", mark]),
      said(["All ", mark], ["of the", "strong"], [" words", "em"]),
    ]);
    for (const before of texts)
      for (const after of texts) {
        const doc = docOf(before);
        rewrite(doc, after);
        expect(canonical(readPlan(doc).plan)).toBe(canonical(after));
      }
  });

  it("is not changed at all where it says so already", () => {
    fc.assert(
      fc.property(plans, (plan) => {
        const doc = docOf(plan);
        const before = Y.encodeStateVector(doc);
        rewrite(doc, plan);
        expect(Y.encodeStateVector(doc)).toEqual(before);
      }),
    );
  });

  it("keeps what is fastened to a clause that stays, though others come, go and change around it", () => {
    const doc = docOf(
      planOf(p("1", "One."), p("2", "The countries meet."), p("3", "Three."), p("4", "Four.")),
    );
    const held = fasten(doc, "2", 4);
    rewrite(
      doc,
      planOf(
        h("0", 1, "New"),
        p("1", "One, changed."),
        p("2", "The countries meet."),
        p("4", "Four!"),
        p("9", "x"),
      ),
    );
    expect(placeOf(doc, held)).toEqual(["2", 4]);
  });

  it("retypes only the words that differ in a passage, between them too", () => {
    const doc = docOf(planOf(p("1", "In March the countries of the group meet in Lima to write.")));
    const held = fasten(doc, "1", 27);
    rewrite(doc, planOf(p("1", "In early May the countries of the group meet in Santiago to write it.")));
    expect(placeOf(doc, held)).toEqual(["1", 31]);
  });

  it("knows a list and a table without an id by their words, and changes them in place", () => {
    const rows = [
      p("1", "One."),
      ul([p("i", "first")], [p("i", "second item")]),
      table([td(p("i", "a"))]),
    ] as const;
    const doc = docOf(planOf(...rows));
    const list = planFragment(doc).get(1);
    rewrite(
      doc,
      planOf(p("0", "New."), rows[0], ul([p("i", "first")], [p("i", "second item, changed")]), rows[2]),
    );
    expect(planFragment(doc).get(2)).toBe(list);
  });

  it("makes a block of another kind anew", () => {
    const doc = docOf(planOf(p("1", "Purpose")));
    rewrite(doc, planOf(h("1", 1, "Purpose")));
    expect(canonical(readPlan(doc).plan)).toBe(canonical(planOf(h("1", 1, "Purpose"))));
  });
});
