import { io, type Socket } from "socket.io-client";
import * as parser from "socket.io-parser";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import * as Y from "yjs";
import { asBytes, decodeFrame, encodeFrame, packUpdates, unpackUpdates } from "#app/document/frames.ts";
import { hotParser } from "#app/document/parser.ts";
import { SCHEMA_VERSION } from "#app/document/schema.ts";
import {
  PROTOCOL_VERSION,
  REALTIME_PATH,
  limits,
  type ClientEvents,
  type JoinReply,
  type Refused,
  type ServerEvents,
} from "#app/document/wire.ts";
import { planFragment } from "#app/document/ydoc.ts";
import { clientOf, clientWith } from "./client.ts";
import { cookieOf, startProduct, type Product } from "./product.ts";

type Line = Socket<ServerEvents, ClientEvents>;
type Joined = Extract<JoinReply, { ok: true }>;

const plan = "/en/groups/access-and-infrastructure/plan";
const transports = ["websocket", "polling"] as const;

let product: Product;
let documentId = "";
const cookies: Record<string, string> = {};

beforeAll(async () => {
  // All that it ever says is looked at in the end.
  product = await startProduct({ LOG_LEVEL: "debug" });
  for (const who of ["br", "observer", "ar"]) cookies[who] = await cookieOf(product, who);
  const { text } = await clientWith(product, cookies["br"] ?? null).get(plan);
  documentId = /documentId\\?",\\?"([0-9a-f-]{36})/.exec(text)?.[1] ?? "";
  expect(documentId).not.toBe("");
});
afterAll(() => product?.stop());

function connect(
  who: string | null,
  transport: (typeof transports)[number],
  headers: Record<string, string> = {},
): Line {
  const cookie = who === null ? undefined : cookies[who];
  return io(product.url, {
    path: REALTIME_PATH,
    transports: [transport],
    auth: { protocol: PROTOCOL_VERSION },
    extraHeaders: { ...(cookie === undefined ? {} : { Cookie: cookie }), Origin: product.url, ...headers },
    parser: hotParser(parser),
    reconnection: false,
    forceNew: true,
  });
}

const connected = (line: Line) =>
  new Promise<void>((done, failed) => {
    line.once("connect", done);
    line.once("connect_error", failed);
  });

const ended = (line: Line) =>
  new Promise<void>((done) => {
    if (!line.connected) return done();
    line.once("disconnect", () => done());
  });

const join = (line: Line, client: number) =>
  new Promise<JoinReply>((done) =>
    line.emit("join", { document: documentId, epoch: null, schema: SCHEMA_VERSION, client }, done),
  );

async function joined(line: Line, client: number): Promise<Joined> {
  const reply = await join(line, client);
  if (!reply.ok) throw new Error(`not let in: ${reply.reason}`);
  return reply;
}

/** The text as the server has it, and an update that adds these words to its first paragraph. */
function writing(reply: Joined, client: number, words: string): Uint8Array {
  const doc = new Y.Doc();
  for (const update of unpackUpdates(asBytes(reply.state) ?? new Uint8Array()) ?? [])
    Y.applyUpdate(doc, update);
  doc.clientID = client;
  const before = Y.encodeStateVector(doc);
  const paragraph = planFragment(doc)
    .toArray()
    .find((node) => node instanceof Y.XmlElement && node.nodeName === "paragraph");
  const text = paragraph instanceof Y.XmlElement ? paragraph.get(0) : null;
  if (!(text instanceof Y.XmlText)) throw new Error("the plan has no paragraph");
  text.insert(0, words);
  return Y.encodeStateAsUpdate(doc, before);
}

/** The words of the plan, as somebody who comes now gets them. */
async function words(): Promise<string> {
  const line = connect("br", "websocket");
  await connected(line);
  const reply = await joined(line, 4_000_000_001);
  const doc = new Y.Doc();
  for (const update of unpackUpdates(asBytes(reply.state) ?? new Uint8Array()) ?? [])
    Y.applyUpdate(doc, update);
  line.disconnect();
  return planFragment(doc).toString();
}

const refusal = (line: Line) => new Promise<Refused>((done) => line.once("refused", done));

describe("an edit by who has no right to edit", () => {
  for (const [place, transport] of transports.entries()) {
    test(`is refused over ${transport}, and reaches nobody`, async () => {
      const line = connect("observer", transport);
      await connected(line);
      const client = 3_000_000_001 + place;
      const reply = await joined(line, client);
      expect(reply.edit).toBe(false);
      const told = refusal(line);
      line.emit(
        "hot",
        encodeFrame({
          kind: "update",
          handle: reply.handle,
          n: 1,
          update: writing(reply, client, "FORGED "),
        }),
      );
      expect((await told).reason).toBe("read-only");
      expect(await words()).not.toContain("FORGED");
      line.disconnect();
    });

    test(`who may edit, over ${transport}, is heard`, async () => {
      const line = connect("br", transport);
      await connected(line);
      const client = 3_100_000_001 + place;
      const reply = await joined(line, client);
      expect(reply.edit).toBe(true);
      const committed = new Promise<void>((done) =>
        line.on("hot", (bytes) => {
          if (decodeFrame(asBytes(bytes) ?? new Uint8Array())?.kind === "committed") done();
        }),
      );
      line.emit(
        "hot",
        encodeFrame({
          kind: "update",
          handle: reply.handle,
          n: 1,
          update: writing(reply, client, `HONEST-${transport} `),
        }),
      );
      await committed;
      expect(await words()).toContain(`HONEST-${transport}`);
      line.disconnect();
    });
  }

  test("is refused over plain HTTP too, where who may is heard", async () => {
    const line = connect("br", "websocket");
    await connected(line);
    const reply = await joined(line, 3_200_000_001);
    line.disconnect();
    const path = `/documents/${documentId}/updates?epoch=${reply.epoch}&schema=${SCHEMA_VERSION}`;
    const type = { "Content-Type": "application/octet-stream" };
    const body = (client: number, said: string) =>
      new Blob([packUpdates([writing(reply, client, said)]) as BlobPart]);
    const statuses: number[] = [];
    for (const [place, who] of ["observer", "ar", null].entries()) {
      const sender = clientWith(product, who === null ? null : (cookies[who] ?? null));
      const answer = await sender.post(path, body(3_300_000_001 + place, "FORGED "), type);
      statuses.push(answer.status);
    }
    // Argentina takes part in this group too: what it sends is its own right.
    expect(statuses).toEqual([
      403,
      200,
      expect.toSatisfy((status: number) => status === 403 || status === 404),
    ]);
    const honest = await clientWith(product, cookies["br"] ?? null).post(
      path,
      body(3_400_000_001, "HONEST-HTTP "),
      type,
    );
    expect(honest.status).toBe(200);
    expect(await words()).toContain("HONEST-HTTP");
    const elsewhere = await clientWith(product, cookies["br"] ?? null).post(
      path,
      body(3_500_000_001, "CROSS "),
      {
        ...type,
        Origin: "https://elsewhere.example",
      },
    );
    expect(elsewhere.status).toBe(403);
    expect(await words()).not.toContain("CROSS");
  });
});

describe("messages that are none", () => {
  test("end the line they came on, and no other", async () => {
    const steady = connect("br", "websocket");
    await connected(steady);
    await joined(steady, 3_600_000_001);
    for (const transport of transports) {
      const line = connect("br", transport);
      await connected(line);
      const gone = ended(line);
      const loose = line as unknown as { emit(event: string, ...args: unknown[]): void };
      const junk: readonly unknown[] = [
        null,
        7,
        "x",
        {},
        [],
        { document: documentId },
        { document: "x".repeat(5000), epoch: -1 },
      ];
      for (const value of junk) loose.emit("join", value, () => undefined);
      for (const value of junk) loose.emit("watch", value, () => undefined);
      for (const value of junk) loose.emit("hot", value);
      for (let nth = 0; nth < 60; nth++)
        loose.emit(
          "hot",
          Uint8Array.from({ length: 40 }, (_, at) => (nth * 31 + at * 17) % 256),
        );
      for (let nth = 0; nth < 60; nth++) loose.emit("no-such-event", { nth });
      await gone;
    }
    expect(steady.connected).toBe(true);
    expect((await join(steady, 3_600_000_002)).ok).toBe(true);
    steady.disconnect();
  });

  test("larger than the server takes are cut off, and the server goes on", async () => {
    for (const transport of transports) {
      const line = connect("br", transport);
      await connected(line);
      const gone = ended(line);
      line.emit("hot", new Uint8Array(limits.message * 4));
      await gone;
    }
    const large = await clientWith(product, cookies["br"] ?? null).post(
      `/documents/${documentId}/updates?epoch=1&schema=1`,
      new Blob([new Uint8Array(1_500_000)]),
      { "Content-Type": "application/octet-stream" },
    );
    expect(large.status).toBe(413);
    for (const body of ["x", "\u00ff".repeat(200)]) {
      const answer = await clientWith(product, cookies["br"] ?? null).post(
        `/documents/${documentId}/updates?epoch=1&schema=1`,
        body,
        {
          "Content-Type": "application/octet-stream",
        },
      );
      expect([400, 409, 422]).toContain(answer.status);
    }
    const stranger = await clientOf(product, null);
    expect((await stranger.get("/readyz")).status).toBe(200);
    expect((await stranger.get("/en/goals")).status).toBe(200);
  });

  test("from another site's page find no line at all", async () => {
    for (const transport of transports) {
      const line = connect("br", transport, { Origin: "https://elsewhere.example" });
      await expect(connected(line)).rejects.toThrow();
      line.disconnect();
    }
  });
});

describe("what the operator is told of all this", () => {
  test("are figures by the names that the README gives", async () => {
    const metrics = await (await fetch(`${product.url}/metrics`)).text();
    const figure = (name: string) => {
      const line = metrics.split("\n").find((one) => one.startsWith(`${name} `));
      return line === undefined ? `no ${name}` : Number(line.slice(name.length + 1));
    };
    const counted = ["connections", "documents", "queue", "queue_bytes", "reader_waiting", "reader_restarts"];
    for (const what of [...counted, "reader_lag_ms", "reader_slowest_ms"])
      expect(figure(`elac_realtime{what="${what}"}`), what).toBeGreaterThanOrEqual(0);
    for (const what of ["read-only", "http read-only", "malformed", "origin"])
      expect(figure(`elac_realtime_refused_total{what="${what}"}`), what).toBeGreaterThan(0);
    expect(figure('elac_realtime_updates_total{outcome="stored"}')).toBeGreaterThanOrEqual(3);
    expect(figure("elac_realtime_commit_seconds_count")).toBeGreaterThan(0);
    for (const name of ["nodejs_eventloop_lag_p99_seconds", "process_resident_memory_bytes"])
      expect(figure(name), name).toBeGreaterThanOrEqual(0);
  });

  test("is never what people wrote, nor what lets them in", () => {
    const log = product.log();
    expect(log).toContain('"msg":"answered"');
    for (const canary of ["FORGED", "HONEST", "CROSS", ...Object.values(cookies).map(secretOf)])
      expect(log).not.toContain(canary);
  });
});

const secretOf = (cookie: string) => cookie.split("=")[1] ?? "no secret";
