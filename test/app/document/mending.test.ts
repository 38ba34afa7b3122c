import { describe, expect, it } from "vitest";
import * as Y from "yjs";
import { canonical } from "#app/document/plan.ts";
import { firstState, mendPlan, planFragment, planOfUpdates, readPlan } from "#app/document/ydoc.ts";
import { whole } from "./plans.ts";

/** A plan into which somebody wrote what the schema does not allow. */
function spoiled(client = 777): Y.Doc {
  const doc = new Y.Doc();
  doc.clientID = client;
  Y.applyUpdate(doc, firstState(whole));
  const fragment = planFragment(doc);
  fragment.insert(1, [new Y.XmlElement("script"), new Y.XmlElement("table_cell")]);
  const paragraph: unknown = fragment.get(3);
  if (!(paragraph instanceof Y.XmlElement)) throw new Error("no element there");
  paragraph.setAttribute("onclick", "x");
  const words: unknown = paragraph.get(0);
  if (!(words instanceof Y.XmlText)) throw new Error("no text there");
  words.format(0, 4, { blink: {} });
  words.insertEmbed(2, { image: "x" });
  doc.getMap("secret").set("a", 1);
  return doc;
}

describe("mending", () => {
  it("has nothing to do in a plan that honest editors wrote", () => {
    const doc = new Y.Doc();
    Y.applyUpdate(doc, firstState(whole));
    expect(mendPlan(doc)).toBeNull();
  });

  it("takes out what the schema does not allow, and nothing else", () => {
    const doc = spoiled();
    const before = readPlan(doc);
    expect(new Set(before.faults.map(({ kind }) => kind))).toEqual(
      new Set(["root", "node", "nesting", "attribute", "mark", "embed"]),
    );
    expect(before.faults.every(({ client }) => client === 777)).toBe(true);
    const update = mendPlan(doc);
    if (update === null) throw new Error("nothing was mended");
    expect(readPlan(doc).faults).toEqual([]);
    expect(canonical(readPlan(doc).plan)).toBe(canonical(whole));

    const other = spoiled();
    Y.applyUpdate(other, Y.encodeStateAsUpdate(doc));
    expect(canonical(planOfUpdates([Y.encodeStateAsUpdate(doc)]).plan)).toBe(canonical(before.plan));
  });

  it("says nothing new: two who mend the same mend it once", () => {
    const bytes = Y.encodeStateAsUpdate(spoiled());
    const [one, two] = [new Y.Doc(), new Y.Doc()].map((doc) => {
      Y.applyUpdate(doc, bytes);
      const update = mendPlan(doc);
      if (update === null) throw new Error("nothing was mended");
      expect(Y.decodeUpdate(update).structs).toEqual([]);
      return { doc, update };
    });
    if (!one || !two) throw new Error("two mend");
    expect(Array.from(one.update)).toEqual(Array.from(two.update));
    const state = Y.encodeStateVector(one.doc);
    Y.applyUpdate(one.doc, two.update);
    expect(Y.encodeStateVector(one.doc)).toEqual(state);
    expect(readPlan(one.doc).faults).toEqual([]);
  });
});
