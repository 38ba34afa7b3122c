/** How far each client is, told from the bytes of an update, is what Yjs tells. */
import fc from "fast-check";
import { expect, test } from "vitest";
import * as Y from "yjs";
import { vectorIn } from "#app/document/vector.ts";
import { firstState } from "#app/document/ydoc.ts";
import { plans } from "./random-plans.ts";

const told = (update: Uint8Array) => Y.decodeStateVector(Y.encodeStateVectorFromUpdate(update));

/** A text that several clients have written, element by element, with marks, letters of all widths, and words taken out. */
function written(): Y.Doc {
  const doc = new Y.Doc();
  const fragment = doc.getXmlFragment("plan");
  for (const client of [70_000, 3, 4_000_000_000]) {
    doc.clientID = client;
    const block = new Y.XmlElement("paragraph");
    const text = new Y.XmlText();
    fragment.insert(0, [block]);
    block.insert(0, [text]);
    block.setAttribute("id", `p${client}`);
    text.insert(0, "plan de acción, 計画, 🌎🌎, \u07ff\u0800\uffff");
    text.format(2, 7, { strong: true, link: { href: "https://example.org/ñ" } });
    text.delete(0, 3);
    text.insert(4, "x".repeat(300));
  }
  doc.clientID = 5;
  fragment.delete(1, 1);
  return doc;
}

test("of any plan the vector is the one that Yjs tells", () => {
  fc.assert(
    fc.property(plans, (plan) => {
      const state = firstState(plan);
      expect(vectorIn(state)).toEqual(told(state));
    }),
  );
});

test("letters count as JavaScript counts them, and what was taken out counts", () => {
  const state = Y.encodeStateAsUpdate(written());
  expect(vectorIn(state)).toEqual(told(state));
  expect([...vectorIn(state).keys()].sort((a, b) => a - b)).toEqual([3, 70_000, 4_000_000_000]);
});

test("what begins later or comes after a gap does not count", () => {
  const doc = written();
  const updates: Uint8Array[] = [];
  doc.on("update", (update: Uint8Array) => void updates.push(update));
  const text = doc.getXmlFragment("plan").get(0);
  if (!(text instanceof Y.XmlElement)) throw new Error("the text begins with no block");
  for (const key of ["a", "b", "c"]) text.setAttribute(key, "value");
  const [first, , last] = updates;
  if (!first || !last) throw new Error("nothing was written");
  expect(vectorIn(last)).toEqual(new Map());
  const torn = Y.mergeUpdates([first, last]);
  expect(vectorIn(torn)).toEqual(told(torn));
  expect(vectorIn(torn).get(5)).toBe(1);
});

test("what no plan holds is told as well", () => {
  const doc = new Y.Doc();
  doc.getMap("other").set("list", [1.5, { deep: null }, new Uint8Array([1])]);
  doc.getArray("numbers").push([1, true, null, "x", -70_000]);
  doc.getText("plan").insertEmbed(0, { a: 1 });
  const state = Y.encodeStateAsUpdate(doc);
  expect(vectorIn(state)).toEqual(told(state));
});

test("bytes that are cut off are no update", () => {
  const state = Y.encodeStateAsUpdate(written());
  for (const end of [0, 1, 20, 200]) expect(() => vectorIn(state.subarray(0, end))).toThrow();
});
