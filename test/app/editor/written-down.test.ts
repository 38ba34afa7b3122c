/** What has come as an update is not written down a second time; everything else is. */
import { expect, test } from "vitest";
import * as Y from "yjs";
import { firstState } from "#app/document/ydoc.ts";
import { openSocket } from "#app/editor/connection.ts";
import { SocketProvider } from "#app/editor/socket-provider.ts";
import { hearChanges } from "#app/editor/written-down.ts";
import { paragraphs } from "#test/running/texts.ts";
import { ScriptedLine } from "./scripted-line.ts";
import { Device } from "./writer.ts";

const server = {};

/** A text, and what was heard of its changes. */
function heard() {
  const doc = new Y.Doc();
  const updates: Uint8Array[] = [];
  const deaf = hearChanges(
    doc,
    (update) => void updates.push(update),
    (origin) => origin === server,
  );
  return { doc, updates, deaf };
}

test("what comes from a known origin is not heard, nor written down; what anybody else changes is", () => {
  const { doc, updates, deaf } = heard();
  let listened = 0;
  doc.on(
    "afterTransactionCleanup",
    () => (listened = (doc._observers.get("update") as Set<unknown> | undefined)?.size ?? 0),
  );
  Y.applyUpdate(doc, firstState(paragraphs(2, 20)), server);
  expect(listened).toBe(0);
  expect(updates).toHaveLength(0);
  doc.getXmlFragment("plan").delete(0, 1);
  expect(listened).toBe(1);
  expect(updates).toHaveLength(1);
  deaf();
  doc.getXmlFragment("plan").delete(0, 1);
  expect(updates).toHaveLength(1);
});

test("what is answered here to what comes, in the same moment, is heard", () => {
  const { doc, updates } = heard();
  const plan = doc.getXmlFragment("plan");
  plan.observeDeep((_events, transaction) => {
    if (transaction.origin === server) plan.push([new Y.XmlElement("answer")]);
  });
  Y.applyUpdate(doc, firstState(paragraphs(2, 20)), server);
  const other = new Y.Doc();
  Y.applyUpdate(other, firstState(paragraphs(2, 20)));
  for (const update of updates) Y.applyUpdate(other, update);
  expect(Y.encodeStateAsUpdate(other)).toEqual(Y.encodeStateAsUpdate(doc));
  expect(plan.length).toBe(3);
});

test("a whole text is kept on the device as it came, and once; what comes later is as it is written", async () => {
  const doc = new Y.Doc();
  const local = new Device();
  const lines: ScriptedLine[] = [];
  const provider = new SocketProvider({
    document: "plan-1",
    epoch: 1,
    doc,
    socket: openSocket(undefined, "http://127.0.0.1:1"),
    local,
    line: (hearer) => (lines[0] = new ScriptedLine(hearer)),
  });
  await provider.start();
  const [line] = lines;
  if (!line) throw new Error("there is no line");
  expect(local.taken).toEqual([Y.encodeStateAsUpdate(line.server)]);
  line.take({ kind: "others", at: 0, erase: false, heard: true });
  line.take({ kind: "down" });
  line.take({ kind: "up" });
  expect(local.taken).toHaveLength(1);
  provider.destroy();
});
