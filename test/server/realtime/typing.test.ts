/** The bytes that light clients send in figures and fault tests must be what an editor would send. */
import { expect, it } from "vitest";
import * as Y from "yjs";
import { Vocabulary } from "#app/document/vocabulary.ts";
import { firstState, planFragment } from "#app/document/ydoc.ts";
import { endsOf, paragraphs } from "#test/running/texts.ts";
import { readTyped, typed } from "#test/running/typing.ts";

const plan = paragraphs(2, 10);
const client = 3_000_000_001;

function keys(words: string): Uint8Array[] {
  const [, end] = endsOf(plan);
  if (!end) throw new Error("no second paragraph");
  return [...words].map((letter, clock) =>
    typed(client, clock, clock === 0 ? end : { client, clock: clock - 1 }, letter),
  );
}

function runsIn(update: Uint8Array): number[][] {
  const runs: number[][] = [];
  readTyped(update, (...run) => void runs.push(run));
  return runs;
}

it("types at the end of its paragraph, and passes the gate", () => {
  const doc = new Y.Doc();
  const vocabulary = new Vocabulary();
  Y.applyUpdate(doc, firstState(plan));
  vocabulary.trust(firstState(plan));
  for (const update of keys("yes")) {
    const verdict = vocabulary.admit(update);
    expect(verdict.ok).toBe(true);
    if (verdict.ok) verdict.take();
    Y.applyUpdate(doc, update);
  }
  expect(planFragment(doc).toArray().map(String)).toEqual([
    '<paragraph id="p1">The countr</paragraph>',
    '<paragraph id="p2">The countryes</paragraph>',
  ]);
});

it("reads typing, merged, with holes and what was deleted", () => {
  const [a, b, c, d] = keys("yes!");
  if (!a || !b || !c || !d) throw new Error("too few keys");
  expect(runsIn(b)).toEqual([[client, 1, 1]]);
  expect(runsIn(Y.mergeUpdates([a, b, d]))).toEqual([
    [client, 0, 1],
    [client, 1, 1],
    [client, 3, 1],
  ]);
  const doc = new Y.Doc();
  for (const update of [firstState(plan), a, b, c, d]) Y.applyUpdate(doc, update);
  const vector = Y.encodeStateVectorFromUpdate(firstState(plan));
  expect(runsIn(Y.encodeStateAsUpdate(doc, vector))).toEqual([[client, 0, 4]]);
  const text: unknown = (planFragment(doc).get(1) as Y.XmlElement).get(0);
  (text as Y.XmlText).delete(11, 1);
  expect(runsIn(Y.encodeStateAsUpdate(doc, vector))).toEqual([
    [client, 0, 1],
    [client, 2, 2],
  ]);
});
