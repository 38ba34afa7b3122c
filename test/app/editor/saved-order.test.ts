import { expect, test } from "vitest";
import * as Y from "yjs";
import { SCHEMA_VERSION } from "#app/document/schema.ts";
import { openSocket } from "#app/editor/connection.ts";
import type { Hearer, Line } from "#app/editor/line.ts";
import { SocketProvider } from "#app/editor/socket-provider.ts";

/** A line that the test speaks on. */
function listening() {
  const sent: { readonly n: number; readonly update: Uint8Array }[] = [];
  let heard: Hearer | null = null;
  const line: Line = {
    isConnected: true,
    isOpen: true,
    start: () => undefined,
    join: () => undefined,
    send: (n, update) => void sent.push({ n, update }),
    point: () => undefined,
    wake: () => undefined,
    stop: () => undefined,
  };
  const doc = new Y.Doc();
  const provider = new SocketProvider({
    document: "plan-1",
    epoch: 1,
    doc,
    socket: openSocket(undefined, "http://127.0.0.1:9"),
    local: null,
    line: (hearer) => {
      heard = hearer;
      return line;
    },
  });
  const hearer = () => {
    if (heard === null) throw new Error("nobody hears");
    return heard;
  };
  return { doc, provider, sent, hearer };
}

const opened = {
  epoch: 1,
  seq: 1,
  schema: SCHEMA_VERSION,
  member: 1,
  members: [],
  edit: true,
  why: null,
  updates: [],
  vector: Y.encodeStateVector(new Y.Doc()),
};

/** An update that somebody else wrote. */
function theirs(): Uint8Array {
  const doc = new Y.Doc();
  doc.getText("t").insert(0, "x");
  return Y.encodeStateAsUpdate(doc);
}

/** Opens, writes here, and notes whether that was saved whenever words of others come in. */
async function written() {
  const made = listening();
  const { doc, provider, hearer } = made;
  await provider.start();
  hearer().opened(opened);
  const saved: boolean[] = [];
  doc.on("afterTransaction", ({ origin }: Y.Transaction) => {
    if (origin === provider) saved.push(provider.isSaved(provider.written));
  });
  doc.getText("t").insert(0, "a");
  provider.flush();
  return { ...made, own: made.sent[0] ?? { n: 0, update: new Uint8Array() }, saved };
}

test("what came before an answer in the log comes in before it, what came after comes in after", async () => {
  const { provider, hearer, own, saved } = await written();
  hearer().committed(2, [
    { member: 7, n: 1, update: theirs() },
    { member: 1, ...own },
    { member: 7, n: 2, update: theirs() },
  ]);
  expect(saved).toEqual([false, true]);
  expect(provider.isSaved(provider.written)).toBe(true);
  provider.destroy();
});

test("an answer that runs ahead of others' rows counts once these are here", async () => {
  const { provider, hearer, own, saved } = await written();
  hearer().saved(own.n, 3);
  expect(provider.state.kind, "it is committed").toBe("saved");
  expect(provider.isSaved(provider.written), "something was written before it").toBe(false);
  hearer().committed(2, [
    { member: 7, n: 1, update: theirs() },
    { member: 1, ...own },
  ]);
  expect(saved).toEqual([false]);
  expect(provider.isSaved(provider.written)).toBe(true);
  provider.destroy();
});
