/** What holds whatever happens in whatever order. A failing case is printed with its seed and shrunk by fast-check. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import * as Y from "yjs";
import { packUpdates, unpackUpdates } from "#app/document/frames.ts";
import { canonical, planOfNode } from "#app/document/plan.ts";
import { schema } from "#app/document/schema.ts";
import { firstState, planFragment, planOfUpdates, readPlan } from "#app/document/ydoc.ts";
import { ReadAlong } from "#server/realtime/read-along.ts";
import { Rows } from "#server/realtime/rows.ts";
import { chance, pause } from "#test/faults/chance.ts";
import { agree, settled, type Stored } from "#test/faults/oracle.ts";
import { Writer } from "#test/faults/writer.ts";
import { House } from "./house.ts";
import type { MemoryKeeper } from "./memory.ts";

const plan = planOfNode(
  schema.node("doc", null, [
    schema.node("paragraph", { id: "p1" }, [schema.text("Purpose of the plan. ")]),
    schema.node("paragraph", { id: "p2" }, [schema.text("What is done by when. ")]),
  ]),
);

type Act =
  | { readonly kind: "write"; readonly who: number; readonly times: number }
  | { readonly kind: "cut" | "leave" | "come"; readonly who: number }
  | { readonly kind: "stall" | "resume" | "fail" | "fail-late" }
  | { readonly kind: "wait"; readonly ms: number };

const who = fc.nat({ max: 3 });
const act: fc.Arbitrary<Act> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({ kind: fc.constant("write" as const), who, times: fc.integer({ min: 1, max: 4 }) }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constant("wait" as const), ms: fc.integer({ min: 1, max: 60 }) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constantFrom("cut" as const, "leave" as const, "come" as const), who }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constantFrom("stall" as const, "resume" as const) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constantFrom("fail" as const, "fail-late" as const) }) },
);

function storedIn(keeper: MemoryKeeper): Stored {
  const kept = keeper.documents.get("plan-1");
  const rows = kept?.rows ?? [];
  const after = kept?.snapshot?.seq ?? 0;
  const docOf = (updates: readonly Uint8Array[]) => {
    const doc = new Y.Doc();
    for (const update of updates) Y.applyUpdate(doc, update);
    return doc;
  };
  return {
    epoch: kept?.epoch ?? 0,
    seqs: rows.map(({ seq }) => seq),
    ids: new Set(kept?.ids.keys()),
    loaded: docOf([
      ...(kept?.snapshot ? [kept.snapshot.bytes] : []),
      ...rows.slice(after).map(({ bytes }) => bytes),
    ]),
    replayed: docOf(rows.map(({ bytes }) => bytes)),
  };
}

describe("people who write together, over real lines to a database that stalls and fails", () => {
  it(
    "all read the same in the end; nothing acknowledged is lost, and nothing stands twice",
    { timeout: 600_000 },
    async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(act, { minLength: 5, maxLength: 40 }), fc.nat(), async (acts, seed) => {
          const house = await House.open();
          house.begin("plan-1", plan);
          const dice = chance(seed);
          const people = ["ana", "bruno", "ana", "bruno"];
          const url = `http://127.0.0.1:${house.port}`;
          const writers = people.map(
            (person, place) =>
              new Writer({
                name: `w${place}`,
                url,
                headers: { cookie: `person=${person}` },
                document: "plan-1",
                chance: dice.branch(),
              }),
          );
          try {
            await settled(writers);
            for (const one of acts) await happen(one, writers, house.keeper);
            house.keeper.resume();
            house.keeper.failures = 0;
            house.keeper.lateFailures = 0;
            for (const { socket } of writers) if (!socket.connected) socket.connect();
            await settled(writers);
            agree(storedIn(house.keeper), {
              replicas: writers.map(({ doc }) => doc),
              accounts: writers.map(({ account }) => account),
            });
          } finally {
            for (const one of writers) one.close();
            await house.close();
          }
        }),
        { numRuns: Number(process.env["PROPERTY_RUNS"] ?? 8), endOnFailure: true },
      );
    },
  );
});

async function happen(one: Act, writers: readonly Writer[], keeper: MemoryKeeper): Promise<void> {
  switch (one.kind) {
    case "write":
      for (let times = 0; times < one.times; times++) writers[one.who]?.act();
      return;
    case "wait":
      return pause(one.ms);
    // The line breaks; the client comes back by itself.
    case "cut":
      return void writers[one.who]?.socket.io.engine.close();
    case "leave":
      return void writers[one.who]?.socket.disconnect();
    case "come":
      return void writers[one.who]?.socket.connect();
    case "stall":
      return keeper.stall();
    case "resume":
      return keeper.resume();
    case "fail":
      keeper.failures = 1;
      return;
    case "fail-late":
      keeper.lateFailures = 1;
  }
}

/** The log of a text that several wrote at once, each seeing the others' words late. */
function logOf(seed: number, length: number): Uint8Array[] {
  const dice = chance(seed);
  const log = [firstState(plan)];
  const docs = [101, 102, 103].map((client) => {
    const doc = new Y.Doc();
    doc.clientID = client;
    doc.on("update", (update: Uint8Array, origin: unknown) => {
      if (origin !== "others") log.push(update);
    });
    return { doc, seen: 0 };
  });
  const catchUp = (one: { doc: Y.Doc; seen: number }) => {
    for (const update of log.slice(one.seen)) Y.applyUpdate(one.doc, update, "others");
    one.seen = log.length;
  };
  for (const one of docs) catchUp(one);
  while (log.length < length) {
    const one = dice.one(docs);
    if (dice.percent(40)) catchUp(one);
    edit(one.doc, dice);
  }
  return log;
}

function edit(doc: Y.Doc, { whole, percent, one }: ReturnType<typeof chance>): void {
  const fragment = planFragment(doc);
  const texts = fragment
    .toArray()
    .flatMap((block) => (block instanceof Y.XmlElement ? block.toArray() : []))
    .filter((child) => child instanceof Y.XmlText);
  doc.transact(() => {
    if (texts.length === 0 || percent(10)) {
      const paragraph = new Y.XmlElement("paragraph");
      paragraph.setAttribute("id", `n${whole(1, 1e6)}`);
      paragraph.insert(0, [new Y.XmlText("new ")]);
      return fragment.insert(whole(0, fragment.length), [paragraph]);
    }
    if (percent(5)) return fragment.delete(whole(0, fragment.length - 1), 1);
    const text = one(texts);
    const at = whole(0, text.length);
    if (percent(25) && text.length > at) return text.delete(at, whole(1, text.length - at));
    if (percent(20) && text.length > at) return text.format(at, 1, { strong: percent(50) ? {} : null });
    text.insert(at, one(["word ", "x", "ñandú ", "😀 "]));
  });
}

describe("a log that is folded", () => {
  const says = (updates: readonly Uint8Array[]) => canonical(planOfUpdates(updates).plan);
  const vectorOf = (updates: readonly Uint8Array[]) => {
    const doc = new Y.Doc();
    doc.transact(() => updates.forEach((update) => Y.applyUpdate(doc, update)));
    return JSON.stringify([...Y.decodeStateVector(Y.encodeStateVector(doc))].sort(([a], [b]) => a - b));
  };

  it("says at any cut what all its rows say, to newcomers and to those who come back", () => {
    fc.assert(
      fc.property(
        fc.nat(),
        fc.integer({ min: 3, max: 60 }),
        fc.array(fc.nat(), { minLength: 1, maxLength: 4 }),
        (seed, length, cuts) => {
          const log = logOf(seed, length).map((bytes, index) => ({ seq: index + 1, bytes }));
          const all = log.map(({ bytes }) => bytes);
          const rows = new Rows({ seq: log.length, snapshot: null, tail: log });
          const along = new ReadAlong();
          let from = 0;
          let base: Uint8Array | null = null;
          for (const to of [...cuts.map((cut) => 1 + (cut % log.length)), log.length].sort((a, b) => a - b)) {
            if (to <= from) continue;
            // Now and then the one who reads along has forgotten what it read.
            if (seed % 2 === 0) along.forget("plan-1");
            const packed = packUpdates(all.slice(from, to));
            const read = along.read({ documentId: "plan-1", epoch: 1, from, to, base, rows: packed });
            expect(read?.plan).toBe(says(all.slice(0, to)));
            expect(read?.faults).toEqual([]);
            base = read?.fold ?? null;
            from = to;
            if (base === null) throw new Error("nothing was read");
            rows.fold({ seq: to, bytes: base });
            const newcomer = unpackUpdates(rows.all().state) ?? [];
            expect(says(newcomer)).toBe(says(all));
            expect(vectorOf(newcomer)).toBe(vectorOf(all));
            // Somebody who has read so far, and asks for the rest.
            const had = all.slice(0, 1 + (seed % log.length));
            const doc = new Y.Doc();
            for (const update of had) Y.applyUpdate(doc, update);
            const rest = unpackUpdates(rows.beyond(Y.encodeStateVector(doc)).state) ?? [];
            for (const update of rest) Y.applyUpdate(doc, update);
            expect(canonical(readPlan(doc).plan)).toBe(says(all));
            expect(doc.store.pendingStructs).toBeNull();
          }
        },
      ),
      { numRuns: 60 },
    );
  });
});
