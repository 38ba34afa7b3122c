import { EventEmitter } from "node:events";
import fc from "fast-check";
import { describe, expect, test, vi } from "vitest";
import * as Y from "yjs";
import { Outbox } from "#app/editor/outbox.ts";
import type { RealtimeSocket } from "#app/editor/connection.ts";
import { keepConnected, pause } from "#app/editor/retry.ts";
import { cut, missing } from "#app/editor/update.ts";

/** A document of several hands, written and erased as the numbers say. */
function written(acts: readonly (readonly [hand: number, at: number, erase: boolean])[]): Y.Doc {
  const hands = [1, 2, 3].map((client) => {
    const doc = new Y.Doc();
    doc.clientID = 100 + client;
    return doc;
  });
  for (const [hand, at, erase] of acts) {
    const doc = hands[hand % 3] ?? new Y.Doc();
    const text = doc.getText("t");
    if (erase && text.length > 0) text.delete(at % text.length, 1);
    else text.insert(at % (text.length + 1), `word ${at} `);
    for (const other of hands)
      if (other !== doc) Y.applyUpdate(other, Y.encodeStateAsUpdate(doc, Y.encodeStateVector(other)));
  }
  return hands[0] ?? new Y.Doc();
}

const acts = fc.array(fc.tuple(fc.nat(2), fc.nat(50), fc.boolean()), { minLength: 1, maxLength: 40 });
const say = (doc: Y.Doc) => doc.getText("t").toString();

describe("cutting an update", () => {
  test("pieces applied in their order say the same, and none waits for a later one", () => {
    fc.assert(
      fc.property(acts, fc.integer({ min: 80, max: 400 }), (script, limit) => {
        const doc = written(script);
        const copy = new Y.Doc();
        for (const piece of cut(Y.encodeStateAsUpdate(doc), limit)) {
          Y.applyUpdate(copy, piece);
          expect(copy.store.pendingStructs).toBeNull();
        }
        expect(say(copy)).toBe(say(doc));
        expect(Y.encodeStateVector(copy)).toEqual(Y.encodeStateVector(doc));
      }),
      { numRuns: 60 },
    );
  });

  test("pieces keep the limit where single structs do", () => {
    const doc = new Y.Doc();
    for (let line = 0; line < 300; line++) doc.getText("t").insert(0, `line ${line} `);
    const pieces = cut(Y.encodeStateAsUpdate(doc), 1000);
    expect(pieces.length).toBeGreaterThan(3);
    expect(Math.max(...pieces.map((piece) => piece.length))).toBeLessThanOrEqual(1000);
  });
});

describe("what the server lacks", () => {
  test("is exactly the difference: applied there, both say the same; and then there is none", () => {
    fc.assert(
      fc.property(acts, acts, (common, alone) => {
        const server = written(common);
        const mine = new Y.Doc();
        mine.clientID = 999;
        Y.applyUpdate(mine, Y.encodeStateAsUpdate(server));
        for (const [, at, erase] of alone) {
          const text = mine.getText("t");
          if (erase && text.length > 0) text.delete(at % text.length, 1);
          else text.insert(at % (text.length + 1), "mine ");
        }
        const lacks = () =>
          missing(mine, Y.encodeStateVector(server), [
            Y.encodeStateAsUpdate(server, Y.encodeStateVector(mine)),
          ]);
        const rest = lacks();
        if (rest !== null) Y.applyUpdate(server, rest);
        expect(say(server)).toBe(say(mine));
        expect(lacks()).toBeNull();
      }),
      { numRuns: 60 },
    );
  });
});

describe("what the server lacks of changes that are known", () => {
  test("is found without the deletes of old, which an answer of new rows does not carry", () => {
    fc.assert(
      fc.property(acts, acts, fc.nat(10), (common, alone, told) => {
        const server = written(common);
        const mine = new Y.Doc();
        mine.clientID = 999;
        Y.applyUpdate(mine, Y.encodeStateAsUpdate(server));
        const unsaved: Uint8Array[] = [];
        mine.on("update", (update: Uint8Array) => unsaved.push(update));
        for (const [, at, erase] of alone) {
          const text = mine.getText("t");
          if (erase && text.length > 0) text.delete(at % text.length, 1);
          else text.insert(at % (text.length + 1), "mine ");
        }
        // The echoes of some were lost on the way.
        const rows = unsaved.slice(0, told);
        for (const row of rows) Y.applyUpdate(server, row);
        const rest = missing(mine, Y.encodeStateVector(server), rows, unsaved);
        if (rows.length === unsaved.length) expect(rest).toBeNull();
        if (rest !== null) Y.applyUpdate(server, rest);
        expect(say(server)).toBe(say(mine));
      }),
      { numRuns: 60 },
    );
  });
});

describe("the outbox", () => {
  test("a second echo of the same says nothing new", () => {
    const outbox = new Outbox();
    outbox.add(Y.encodeStateAsUpdate(written([[0, 1, false]])));
    const [sent] = outbox.take();
    outbox.add(Y.encodeStateAsUpdate(written([[1, 2, false]])));
    outbox.committed(sent?.n ?? 0);
    outbox.committed(sent?.n ?? 0);
    expect(outbox.changes).toBe(1);
  });
});

describe("coming back", () => {
  test("waits anywhere between nothing and half a second at first, then a fifth of the time, and twenty seconds in the end", () => {
    expect(pause(0, () => 0)).toBe(0);
    expect(pause(60_000, () => 0)).toBe(0);
    expect(pause(0, () => 1)).toBe(500);
    expect(pause(2500, () => 1)).toBe(500);
    expect(pause(10_000, () => 1)).toBe(2000);
    expect(pause(10_000, () => 0.5)).toBe(1000);
    expect(pause(100_000, () => 1)).toBe(20_000);
    expect(pause(3_600_000, () => 1)).toBe(20_000);
  });

  test("waits by how long it has been away, however often it tried; a device that woke up counts afresh", () => {
    vi.useFakeTimers();
    try {
      const socket = new EventEmitter();
      let tries = 0;
      const connect = () => void tries++;
      const face = Object.assign(socket, { connected: false, connect }) as unknown as RealtimeSocket;
      const retry = keepConnected(face, () => 1);
      const refused = (after: number) => {
        vi.advanceTimersByTime(after);
        socket.emit("connect_error", new Error("refused"));
      };
      for (let time = 0; time < 20; time++) refused(0);
      vi.advanceTimersByTime(500);
      expect(tries).toBe(2);
      refused(9500);
      vi.advanceTimersByTime(1999);
      expect(tries).toBe(2);
      vi.advanceTimersByTime(1);
      expect(tries).toBe(3);
      vi.advanceTimersByTime(3_600_000);
      retry.now();
      refused(0);
      vi.advanceTimersByTime(500);
      expect(tries).toBe(5);
      Object.assign(face, { connected: true });
      socket.emit("connect");
      vi.advanceTimersByTime(3_600_000);
      Object.assign(face, { connected: false });
      socket.emit("disconnect", "transport close");
      vi.advanceTimersByTime(500);
      expect(tries).toBe(6);
      retry.stop();
      refused(0);
      vi.advanceTimersByTime(60_000);
      expect(tries).toBe(6);
    } finally {
      vi.useRealTimers();
    }
  });
});
