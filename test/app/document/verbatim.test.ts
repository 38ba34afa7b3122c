/** Copies of one log are equal to the last deletion, in whatever pieces and by whomever it was read. */
import { expect, test } from "vitest";
import * as Y from "yjs";
import { SCHEMA_VERSION, schema } from "#app/document/schema.ts";
import { planOfNode } from "#app/document/plan.ts";
import { verbatim } from "#app/document/verbatim.ts";
import { firstState, planFragment, stateOf } from "#app/document/ydoc.ts";
import { openSocket } from "#app/editor/connection.ts";
import type { Hearer, Line } from "#app/editor/line.ts";
import { SocketProvider } from "#app/editor/socket-provider.ts";
import { packUpdates } from "#app/document/frames.ts";
import { ReadAlong } from "#server/realtime/read-along.ts";

const plan = planOfNode(
  schema.node("doc", null, [schema.node("paragraph", { id: "p1" }, [schema.text("What is done by when.")])]),
);

/** A log in which two made the same words bold at once, and one of them then writes on. */
function boldTwice(): readonly Uint8Array[] {
  const first = firstState(plan);
  const hands = [11, 12].map((client) => {
    const doc = verbatim(new Y.Doc());
    Y.applyUpdate(doc, first);
    doc.clientID = client;
    return doc;
  });
  const rows = [first];
  for (const doc of hands) {
    const before = Y.encodeStateVector(doc);
    const block: unknown = planFragment(doc).get(0);
    const text: unknown = block instanceof Y.XmlElement ? block.get(0) : null;
    if (!(text instanceof Y.XmlText)) throw new Error("there are no words");
    text.format(0, 4, { strong: {} });
    rows.push(Y.encodeStateAsUpdate(doc, before));
  }
  return rows;
}

const deletedIn = (state: Uint8Array) => JSON.stringify([...Y.decodeUpdate(state).ds.clients]);

test("a document that takes updates in as they are changes nothing of its own; Yjs left to itself does", () => {
  const changes = (doc: Y.Doc) => {
    let count = 0;
    doc.on("update", (_update: Uint8Array, origin: unknown) => (count += origin === "log" ? 0 : 1));
    for (const row of boldTwice()) Y.applyUpdate(doc, row, "log");
    return count;
  };
  expect(changes(new Y.Doc())).toBeGreaterThan(0);
  expect(changes(verbatim(new Y.Doc()))).toBe(0);
});

test("the fold of a log holds the deletions of its rows and no others", () => {
  const rows = boldTwice();
  const all = deletedIn(Y.mergeUpdates([...rows]));
  const reader = new ReadAlong();
  let fold = new Uint8Array();
  // One after the other, as they came.
  rows.forEach((row, from) => {
    const request = { documentId: "d", epoch: 1, from, to: from + 1, base: null, rows: packUpdates([row]) };
    fold = Uint8Array.from(reader.read(request)?.fold ?? []);
  });
  expect(deletedIn(fold)).toBe(all);
  expect(deletedIn(stateOf(rows))).toBe(all);
});

test("whoever reads what others made bold has nothing to save", async () => {
  let heard: Hearer | null = null;
  const line: Line = {
    isConnected: true,
    isOpen: true,
    start: () => undefined,
    join: () => undefined,
    send: () => {
      throw new Error("a reader sends nothing");
    },
    point: () => undefined,
    wake: () => undefined,
    stop: () => undefined,
  };
  const provider = new SocketProvider({
    document: "plan-1",
    epoch: 1,
    doc: new Y.Doc(),
    socket: openSocket(undefined, "http://127.0.0.1:9"),
    local: null,
    line: (hearer) => {
      heard = hearer;
      return line;
    },
  });
  await provider.start();
  const [first, ...rows] = boldTwice();
  const hearer = heard as Hearer | null;
  hearer?.opened({
    epoch: 1,
    seq: 1,
    schema: SCHEMA_VERSION,
    member: 1,
    members: [],
    edit: false,
    why: "read-only",
    updates: first ? [first] : [],
    vector: first ? Y.encodeStateVectorFromUpdate(first) : null,
  });
  rows.forEach((update, index) => hearer?.committed(index + 2, [{ member: 2, n: index + 1, update }]));
  // What rests on its way goes in when the line asks anew.
  hearer?.request();
  expect(provider.state).toMatchObject({ kind: "read-only", changes: 0 });
  provider.destroy();
});
