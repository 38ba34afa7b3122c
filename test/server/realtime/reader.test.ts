import { EventEmitter } from "node:events";
import { afterEach, describe, expect, it } from "vitest";
import * as Y from "yjs";
import { canonical } from "#app/document/plan.ts";
import { firstState, planFragment, planOfUpdates } from "#app/document/ydoc.ts";
import type { Row } from "#server/realtime/keeper.ts";
import { Reader, type ReaderOptions, type Thread } from "#server/realtime/reader.ts";
import type { Answer, Ask } from "#server/realtime/read-along.ts";
import { readHere } from "./here.ts";
import { whole } from "../../app/document/plans.ts";

const readers: Reader[] = [];
afterEach(() => readers.splice(0).forEach((reader) => reader.close()));

function reading(options: ReaderOptions = {}): Reader {
  const reader = new Reader(options);
  readers.push(reader);
  return reader;
}

/** A log: the whole plan, and words typed into it one after the other. */
function logOf(words: string): readonly Row[] {
  const rows: Row[] = [{ seq: 1, bytes: firstState(whole) }];
  const doc = new Y.Doc();
  Y.applyUpdate(doc, firstState(whole));
  doc.on("update", (bytes: Uint8Array) => void rows.push({ seq: rows.length + 1, bytes }));
  const paragraph: unknown = planFragment(doc).get(1);
  const text: unknown = paragraph instanceof Y.XmlElement ? paragraph.get(0) : null;
  if (!(text instanceof Y.XmlText)) throw new Error("no text there");
  for (const word of words) text.insert(0, word);
  return rows;
}

const said = (rows: readonly Row[]) => canonical(planOfUpdates(rows.map((row) => row.bytes)).plan);

describe("the thread that reads along", () => {
  it("folds the log, says the plan, and reads on from where it was", async () => {
    const rows = logOf("abcdef");
    const reader = reading();
    const first = await reader.read({ documentId: "a", epoch: 1, base: null, rows: rows.slice(0, 3) });
    expect(first).toMatchObject({ seq: 3, plan: said(rows.slice(0, 3)), faults: [], mending: null });
    expect(first.outputs.length).toBeGreaterThan(0);
    expect(first.words).toContain("ba");
    const base = { seq: first.seq, bytes: first.fold };
    const second = await reader.read({ documentId: "a", epoch: 1, base, rows: rows.slice(3) });
    expect(second).toMatchObject({ seq: rows.length, plan: said(rows) });
    expect(said([{ seq: rows.length, bytes: second.fold }])).toBe(said(rows));
  });

  it("is sent the fold where it does not know the document any more", async () => {
    const rows = logOf("abcdef");
    const reader = reading();
    const first = await reader.read({ documentId: "a", epoch: 1, base: null, rows: rows.slice(0, 3) });
    reader.forget("a");
    const base = { seq: first.seq, bytes: first.fold };
    const second = await reader.read({ documentId: "a", epoch: 1, base, rows: rows.slice(3) });
    expect(second.plan).toBe(said(rows));
  });

  it("never reads the rows of one epoch into the text of another", async () => {
    const rows = logOf("abc");
    const reader = reading();
    await reader.read({ documentId: "a", epoch: 1, base: null, rows });
    const other = await reader.read({ documentId: "a", epoch: 2, base: null, rows: rows.slice(0, 1) });
    expect(other.plan).toBe(said(rows.slice(0, 1)));
  });

  it("answers for what it cannot read, and reads on", async () => {
    const reader = reading();
    const broken = [{ seq: 1, bytes: new Uint8Array([9, 9, 9]) }];
    await expect(reader.read({ documentId: "a", epoch: 1, base: null, rows: broken })).rejects.toThrow();
    const rows = logOf("a");
    await expect(reader.read({ documentId: "b", epoch: 1, base: null, rows })).resolves.toMatchObject({
      seq: 2,
    });
  });
});

/** A thread that dies, or never answers, where it is asked about some documents. */
function frail(dies: (ask: Ask) => boolean, started: () => void): Thread {
  const inner = readHere();
  const events = new EventEmitter();
  let dead = false;
  inner.on("message", (answer: Answer) => void (dead || events.emit("message", answer)));
  const die = () => {
    if (dead) return;
    dead = true;
    setImmediate(() => events.emit("exit"));
  };
  started();
  return {
    postMessage: (ask) => (dies(ask) ? die() : inner.postMessage(ask)),
    on: (event: string, listener: (told: never) => void) => void events.on(event, listener as () => void),
    unref: () => undefined,
    terminate: die,
  };
}

const asksFor = (id: string) => (ask: Ask) => ask.kind === "read" && ask.request.documentId === id;

describe("a thread that dies", () => {
  const rows = logOf("abc");

  it("is started again, and asked again for what it owed", async () => {
    let starts = 0;
    const deadly = new Set(["a"]);
    const reader = reading({
      start: () =>
        frail(
          (ask) => asksFor("a")(ask) && deadly.delete("a"),
          () => void starts++,
        ),
    });
    const [a, b] = await Promise.all([
      reader.read({ documentId: "a", epoch: 1, base: null, rows }),
      reader.read({ documentId: "b", epoch: 1, base: null, rows }),
    ]);
    expect([a.plan, b.plan]).toEqual([said(rows), said(rows)]);
    expect(starts).toBe(2);
    expect(reader.counts()).toMatchObject({ restarts: 1, waiting: 0 });
  });

  it("is not asked a third time about the document it died on, and the others are read", async () => {
    const reader = reading({ start: () => frail(asksFor("a"), () => undefined) });
    const a = reader.read({ documentId: "a", epoch: 1, base: null, rows });
    const b = reader.read({ documentId: "b", epoch: 1, base: null, rows });
    await expect(a).rejects.toThrow("died");
    await expect(b).resolves.toMatchObject({ plan: said(rows) });
  });

  it("is ended where it does not answer in time", async () => {
    let starts = 0;
    let mute = true;
    const reader = reading({
      patience: 50,
      start: () => {
        starts++;
        const inner = readHere();
        const events = new EventEmitter();
        inner.on("message", (answer: Answer) => void events.emit("message", answer));
        return {
          postMessage: (ask) => void (mute || inner.postMessage(ask)),
          on: (event: string, listener: (told: never) => void) =>
            void events.on(event, listener as () => void),
          unref: () => undefined,
          terminate: () => {
            mute = false;
            events.emit("exit");
          },
        };
      },
    });
    await expect(reader.read({ documentId: "a", epoch: 1, base: null, rows })).resolves.toMatchObject({
      seq: 4,
    });
    expect(starts).toBe(2);
  });
});
