import fc from "fast-check";
import { describe, expect, it } from "vitest";
import * as Y from "yjs";
import { unpackUpdates } from "#app/document/frames.ts";
import type { Row } from "#server/realtime/keeper.ts";
import { Rows, type State } from "#server/realtime/rows.ts";

/** A log of single letters, typed and deleted. */
function logOf(letters: readonly number[]): readonly Row[] {
  const rows: Row[] = [];
  const doc = new Y.Doc();
  doc.on("update", (bytes: Uint8Array) => void rows.push({ seq: rows.length + 1, bytes }));
  const text = doc.getText("t");
  for (const letter of letters) {
    if (letter % 4 === 0 && text.length > 0) text.delete(letter % text.length, 1);
    else text.insert(letter % (text.length + 1), String.fromCharCode(97 + (letter % 26)));
  }
  return rows;
}

function docOf(rows: readonly Row[]): Y.Doc {
  const doc = new Y.Doc();
  for (const row of rows) Y.applyUpdate(doc, row.bytes);
  return doc;
}

function joined(doc: Y.Doc, { state }: State): string {
  for (const update of unpackUpdates(state) ?? []) Y.applyUpdate(doc, update);
  expect(doc.store.pendingStructs).toBeNull();
  return doc.getText("t").toJSON();
}

const history = fc.array(fc.nat(200), { minLength: 1, maxLength: 60 });

describe("the rows of a document", () => {
  it("bring everybody to the same text: by number, by state vector, or from nothing; folded anywhere", () => {
    fc.assert(
      fc.property(history, fc.nat(), fc.nat(), fc.nat(), (letters, foldAt, loadAt, knownAt) => {
        const rows = logOf(letters);
        const all = docOf(rows).getText("t").toJSON();
        const loaded = loadAt % (rows.length + 1);
        const kept = new Rows({ seq: loaded, snapshot: null, tail: rows.slice(0, loaded) });
        for (const row of rows.slice(loaded)) kept.add(row);
        const folded = foldAt % (rows.length + 1);
        if (folded > 0) {
          const bytes = Y.encodeStateAsUpdate(docOf(rows.slice(0, folded)));
          kept.fold({ seq: folded, bytes });
        }
        expect(kept.seq).toBe(rows.length);
        expect(kept.unfolded.rows).toBe(rows.length - folded);
        expect(kept.unfolded.bytes).toBe(rows.slice(folded).reduce((sum, row) => sum + row.bytes.length, 0));
        expect(joined(new Y.Doc(), kept.all())).toBe(all);
        const known = knownAt % (rows.length + 1);
        const half = docOf(rows.slice(0, known));
        expect(joined(half, kept.beyond(Y.encodeStateVector(half)))).toBe(all);
        const since = kept.since(known);
        if (since === null) throw new Error("the rows are at hand");
        expect(unpackUpdates(since.state)).toHaveLength(rows.length - known);
        expect(joined(docOf(rows.slice(0, known)), since)).toBe(all);
      }),
      { numRuns: 150 },
    );
  });

  it("knows what it has not got: rows from before it was loaded, and rows to come", () => {
    const rows = logOf([1, 2, 3, 5, 6, 7]);
    const bytes = Y.encodeStateAsUpdate(docOf(rows.slice(0, 4)));
    const kept = new Rows({ seq: 6, snapshot: { seq: 4, bytes }, tail: rows.slice(4) });
    expect(kept.since(3)).toBeNull();
    expect(kept.since(7)).toBeNull();
    expect(kept.since(4)?.seq).toBe(6);
  });

  it("lets rows in the fold go after a while, and keeps the last thousand", () => {
    const row = (seq: number): Row => ({ seq, bytes: new Uint8Array([0, 0]) });
    const kept = new Rows({ seq: 0, snapshot: null, tail: [] });
    for (let seq = 1; seq <= 3000; seq++) kept.add(row(seq));
    kept.fold(row(2900));
    expect(kept.since(2900 - 1025)).toBeNull();
    expect(kept.since(2900 - 1024)).not.toBeNull();
    expect(kept.tail.map(({ seq }) => seq)).toEqual(Array.from({ length: 100 }, (_, i) => 2901 + i));
  });

  it("lets large rows in the fold go sooner: a megabyte of them is kept", () => {
    const kept = new Rows({ seq: 0, snapshot: null, tail: [] });
    for (let seq = 1; seq <= 100; seq++) kept.add({ seq, bytes: new Uint8Array(100 * 1024) });
    kept.fold({ seq: 90, bytes: new Uint8Array(2) });
    expect(kept.since(80)).not.toBeNull();
    expect(kept.since(79)).toBeNull();
    expect(kept.tail).toHaveLength(10);
    // Nothing of a row that is larger than all that is kept.
    kept.add({ seq: 101, bytes: new Uint8Array(2 * 1024 * 1024) });
    kept.fold({ seq: 101, bytes: new Uint8Array(2) });
    expect(kept.since(100)).toBeNull();
    expect(kept.since(101)?.seq).toBe(101);
  });

  it("refuses what is no state vector", () => {
    const kept = new Rows({ seq: 0, snapshot: null, tail: [] });
    expect(() => kept.beyond(new Uint8Array([200]))).toThrow();
  });
});
