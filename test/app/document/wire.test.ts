import fc from "fast-check";
import * as base from "socket.io-parser";
import { describe, expect, it } from "vitest";
import { decodeFrame, encodeFrame, packUpdates, unpackUpdates, type HotFrame } from "#app/document/frames.ts";
import { hotParser } from "#app/document/parser.ts";
import { isReason, readJoin, reasons } from "#app/document/wire.ts";

const count = fc.oneof(fc.nat(300), fc.maxSafeNat());
const bytes = fc.uint8Array({ maxLength: 40 });
const frames: fc.Arbitrary<HotFrame> = fc.oneof(
  fc.record({ kind: fc.constant("update" as const), handle: count, n: count, update: bytes }),
  fc.record({ kind: fc.constant("cursor" as const), handle: count, cursor: bytes }),
  fc.record({
    kind: fc.constant("committed" as const),
    handle: count,
    seq: count,
    entries: fc.array(fc.record({ member: count, n: count, update: bytes }), { maxLength: 5 }),
  }),
  fc.record({
    kind: fc.constant("cursors" as const),
    handle: count,
    entries: fc.array(fc.record({ member: count, cursor: bytes }), { maxLength: 5 }),
  }),
);

const plain = (frame: HotFrame | null) =>
  JSON.stringify(frame, (_key, value: unknown) => (value instanceof Uint8Array ? [...value] : value));

describe("hot frames", () => {
  it("come back as they were sent", () => {
    fc.assert(
      fc.property(frames, (frame) => {
        expect(plain(decodeFrame(encodeFrame(frame)))).toBe(plain(frame));
      }),
    );
  });

  it("are refused when they are cut short, and never throw", () => {
    fc.assert(
      fc.property(frames, fc.double({ min: 0, max: 0.99, noNaN: true }), (frame, part) => {
        const whole = encodeFrame(frame);
        const cut = decodeFrame(whole.subarray(0, Math.floor(whole.length * part)));
        if (frame.kind === "committed" || frame.kind === "cursors") expect(cut).toBeNull();
      }),
    );
  });

  it("survive any bytes", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 64 }), (any) => {
        const frame = decodeFrame(any);
        if (frame) expect(decodeFrame(encodeFrame(frame))).toEqual(frame);
      }),
      { numRuns: 2000 },
    );
  });

  it("refuse a count without entries, however large", () => {
    expect(decodeFrame(new Uint8Array([3, 1, 1, 255, 255, 255, 255, 255, 255, 15]))).toBeNull();
  });

  it("pack updates, and unpack nothing else", () => {
    fc.assert(
      fc.property(fc.array(bytes), (parts) => {
        expect(unpackUpdates(packUpdates(parts))).toEqual(parts);
      }),
    );
    expect(unpackUpdates(new Uint8Array([9, 1]))).toBeNull();
  });
});

describe("the parser", () => {
  const { Encoder, Decoder } = hotParser(base);
  const through = (packets: readonly object[], twist: (chunk: unknown) => unknown = (chunk) => chunk) => {
    const [encoder, decoder] = [new Encoder(), new Decoder()];
    const heard: { data?: unknown }[] = [];
    decoder.on("decoded", (packet) => void heard.push(packet));
    const chunks = packets.flatMap((packet) => encoder.encode(packet as never));
    for (const chunk of chunks) decoder.add(twist(chunk));
    return { heard, chunks };
  };

  it("sends a hot frame as one message", () => {
    const { heard, chunks } = through([{ type: 2, nsp: "/", data: ["hot", new Uint8Array([1, 2])] }]);
    expect(chunks).toHaveLength(1);
    expect(heard[0]?.data).toEqual(["hot", new Uint8Array([1, 2])]);
  });

  it("leaves other events to Socket.IO, with their binary parts, among hot frames", () => {
    const cold = { type: 2, nsp: "/", id: 4, data: ["join", { sv: new Uint8Array([7]) }] };
    const hot = { type: 2, nsp: "/", data: ["hot", new Uint8Array([1])] };
    const text = { type: 2, nsp: "/", data: ["leave", 3] };
    const { heard } = through([hot, cold, hot, text, hot]);
    expect(heard.map((packet) => (packet.data as unknown[])[0])).toEqual([
      "hot",
      "join",
      "hot",
      "leave",
      "hot",
    ]);
    expect((heard[1]?.data as [string, { sv: Uint8Array }])[1].sv).toEqual(new Uint8Array([7]));
  });

  it("takes what a browser hands over", () => {
    const { heard } = through([{ type: 2, nsp: "/", data: ["hot", new Uint8Array([5])] }], (chunk) =>
      chunk instanceof Uint8Array ? chunk.slice().buffer : chunk,
    );
    expect(heard[0]?.data).toEqual(["hot", new Uint8Array([5])]);
  });
});

describe("join", () => {
  const good = { document: "d", epoch: null, schema: 1, client: 7 };
  it("is read as sent", () => {
    expect(readJoin(good)).toEqual(good);
    expect(readJoin({ ...good, epoch: 2, sv: new Uint8Array([0]).buffer })).toEqual({
      ...good,
      epoch: 2,
      sv: new Uint8Array([0]),
    });
  });
  it("is refused as anything else", () => {
    for (const bad of [
      null,
      "x",
      {},
      { ...good, document: "" },
      { ...good, document: "x".repeat(65) },
      { ...good, epoch: -1 },
      { ...good, epoch: undefined },
      { ...good, schema: "1" },
      { ...good, client: 2 ** 33 },
      { ...good, client: 0.5 },
      { ...good, sv: "x" },
    ]) {
      expect(readJoin(bad)).toBeNull();
    }
  });
  it("knows its reasons", () => {
    expect(reasons.every(isReason)).toBe(true);
    expect(isReason("because")).toBe(false);
  });
});
