import { expect, it } from "vitest";
import * as Y from "yjs";
import { Places } from "#app/document/places.ts";
import { Vocabulary } from "#app/document/vocabulary.ts";
import { limits } from "#app/document/wire.ts";
import { firstState, planOfUpdates } from "#app/document/ydoc.ts";
import { chained, letterOf } from "./chains.ts";
import { p, planOf, text } from "./plans.ts";

const state = firstState(planOf(p("p1", text("Purpose."))));
const after = letterOf(state);

/** What the gate says, and how often it looked for something that a struct builds on. */
function judged(update: Uint8Array): { readonly verdict: string; readonly looks: number } {
  const vocabulary = new Vocabulary();
  vocabulary.trust(state);
  const { find } = Places.prototype;
  let looks = 0;
  Places.prototype.find = function (client, clock) {
    looks++;
    return find.call(this, client, clock);
  };
  const verdict = vocabulary.admit(update);
  Places.prototype.find = find;
  return { verdict: verdict.ok ? "ok" : `${verdict.reason}: ${verdict.detail}`, looks };
}

it("looks no more often where clients wait for each other than where they do not", () => {
  const shape = { after, clients: 64, each: 540 };
  for (const order of ["forwards", "backwards"] as const) {
    const update = chained({ ...shape, order });
    expect(update.length).toBeLessThan(limits.update);
    expect(update.length).toBeGreaterThan(0.8 * limits.update);
    const { verdict, looks } = judged(update);
    expect(verdict).toBe("ok");
    expect(looks).toBeLessThan(6 * shape.clients * shape.each);
  }
});

it("says of every order what Yjs makes of it", () => {
  for (const order of ["forwards", "backwards"] as const) {
    const update = chained({ after, clients: 5, each: 7, order });
    expect(judged(update).verdict).toBe("ok");
    const doc = new Y.Doc();
    for (const bytes of [state, update]) Y.applyUpdate(doc, bytes);
    expect(doc.store.pendingStructs).toBeNull();
    expect(planOfUpdates([state, update]).faults).toEqual([]);
  }
});

it("refuses a chain that hangs on nothing, and one that hangs on itself", () => {
  const nothing = { client: 4999, clock: 0 };
  const itself = { client: 5004, clock: 6 };
  for (const order of ["forwards", "backwards"] as const)
    for (const end of [nothing, itself])
      expect(judged(chained({ after: end, clients: 5, each: 7, order })).verdict).toContain("gap");
});
