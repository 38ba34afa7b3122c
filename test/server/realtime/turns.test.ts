import * as Y from "yjs";
import { expect, test, vi } from "vitest";
import { firstState } from "#app/document/ydoc.ts";
import { Documents, type DocumentsOptions } from "#server/realtime/documents.ts";
import { Turns } from "#server/realtime/turns.ts";
import { endsOf, paragraphs } from "#test/running/texts.ts";
import { typed, type Spot } from "#test/running/typing.ts";
import { until } from "./client.ts";
import { MemoryKeeper } from "./memory.ts";

test("work waits for its turn, and rests as long as it takes to let others pass", async () => {
  vi.useFakeTimers({ toFake: ["setTimeout", "performance"] });
  try {
    const began: number[] = [];
    const turns = new Turns();
    for (const lasts of [20, 1000, 0])
      turns.take(async () => {
        began.push(performance.now());
        await new Promise((resolve) => setTimeout(resolve, lasts));
        throw new Error("it failed");
      });
    const from = performance.now();
    await vi.advanceTimersByTimeAsync(5000);
    expect(began.map((at) => at - from)).toEqual([0, 80, 1580]);
  } finally {
    vi.useRealTimers();
  }
});

test("texts in which much is written at the same time are folded one after the other, each of them", async () => {
  const plan = paragraphs(1);
  const [end] = endsOf(plan);
  const ids = ["a", "b", "c"];
  const keeper = new MemoryKeeper();
  let [reading, most] = [0, 0];
  const reader: DocumentsOptions["reader"] = {
    async read({ documentId, base, rows }) {
      most = Math.max(most, ++reading);
      await new Promise((resolve) => setTimeout(resolve, 30));
      reading--;
      const seq = rows.at(-1)?.seq ?? 0;
      const fold = Y.mergeUpdates([...(base ? [base.bytes] : []), ...rows.map(({ bytes }) => bytes)]);
      return { documentId, seq, fold, plan: "", words: "", outputs: [], faults: [], mending: null };
    },
    forget: () => undefined,
  };
  const fanout = { frame: () => undefined, cursors: () => undefined, members: () => undefined };
  const notes = { warn: vi.fn(), error: vi.fn() };
  const documents = new Documents({ keeper, reader, fanout, notes });
  const writer = { personId: "ana", member: 1, mayWrite: () => null, spend: () => null };
  const open = async (id: string) => {
    keeper.begin(id);
    keeper.documents.get(id)?.rows.push({ seq: 1, bytes: firstState(plan) });
    const one = await documents.open(id);
    if (!one || !end) throw new Error("it is not open");
    const refused = vi.fn();
    const offer = (n: number, update: Uint8Array) =>
      one.room.offer(writer, n, update, { stored: () => undefined, refused });
    let after: Spot = end;
    for (let clock = 0; clock < 600; clock++) {
      offer(clock + 1, typed(77_777, clock, after, "x"));
      after = { client: 77_777, clock };
    }
    return { one, refused };
  };
  const opened = await Promise.all(ids.map(open));
  await until(() => reading > 0, "the first is read");
  // Closed while it waits: it is not read any more.
  await documents.end("c", "epoch");
  const folded = (id: string) => keeper.documents.get(id)?.snapshot?.seq ?? 0;
  await until(() => folded("a") > 500 && folded("b") > 500, "they are folded");
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect([most, folded("c")]).toEqual([1, 0]);
  for (const { one, refused } of opened) {
    expect(refused).not.toHaveBeenCalled();
    documents.release(one);
  }
  await documents.close();
  expect(notes.error).not.toHaveBeenCalled();
});
