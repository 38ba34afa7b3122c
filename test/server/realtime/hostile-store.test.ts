/**
 * Hostile words and spoilt messages against the real log, by the ways that are not websockets: bodies of long polling and of
 * plain HTTP. Nothing wrong is stored, nothing fails, and honest words are saved. FUZZ_BODIES_SECONDS says for how
 * long (3).
 */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import * as Y from "yjs";
import { encodeFrame, packUpdates } from "#app/document/frames.ts";
import { REALTIME_PATH, limits } from "#app/document/wire.ts";
import { SCHEMA_VERSION } from "#app/document/schema.ts";
import { planFragment, planOfUpdates } from "#app/document/ydoc.ts";
import { chained } from "#test/app/document/chains.ts";
import { chance, type Chance } from "#test/faults/chance.ts";
import { until } from "./client.ts";
import { RealHouse, type SignedIn } from "./real-house.ts";

const seconds = Number(process.env["FUZZ_BODIES_SECONDS"] ?? 3);
const seed = Number(process.env["FUZZ_SEED"] ?? Math.floor(Math.random() * 1e9));

let house: RealHouse;
let ana: SignedIn;
let bruno: SignedIn;
beforeAll(async () => {
  house = await RealHouse.open("telework");
  [ana, bruno] = [await house.signIn(), await house.signIn()];
});
afterAll(() => house.close());

function update(act: (doc: Y.Doc) => void, client?: number): Uint8Array {
  const doc = new Y.Doc();
  if (client !== undefined) doc.clientID = client;
  doc.transact(() => act(doc));
  return Y.encodeStateAsUpdate(doc);
}

const element = (name: string) => (doc: Y.Doc) => planFragment(doc).insert(0, [new Y.XmlElement(name)]);
const paragraph = (doc: Y.Doc, name: string, value: string) => {
  const made = new Y.XmlElement("paragraph");
  planFragment(doc).insert(0, [made]);
  made.setAttribute(name, value);
};

async function push(packed: Uint8Array, cookie = ana.cookie): Promise<{ status: number; said: string }> {
  const response = await fetch(`${house.url}/updates?epoch=1&schema=${SCHEMA_VERSION}`, {
    method: "POST",
    headers: { cookie, "Content-Type": "application/octet-stream" },
    body: new Uint8Array(packed),
  });
  return { status: response.status, said: await response.text() };
}

/** What is stored is a plan, without a hole. */
async function sound(): Promise<void> {
  const rows = await house.rows();
  expect(rows.map(({ seq }) => seq)).toEqual(rows.map((_, at) => at + 1));
  expect(planOfUpdates(rows.map(({ bytes }) => bytes)).faults).toEqual([]);
  const doc = new Y.Doc();
  for (const { bytes } of rows) Y.applyUpdate(doc, bytes);
  expect(doc.store.pendingStructs).toBeNull();
}

describe("an update over plain HTTP is refused, and not a byte of it stored", () => {
  const attacks: readonly (readonly [name: string, bytes: Uint8Array, status: number, reason: string])[] = [
    ["a script", update(element("script")), 422, "vocabulary"],
    ["a node from the prototype", update(element("__proto__")), 422, "vocabulary"],
    ["an event as attribute", update((doc) => paragraph(doc, "onerror", "alert(1)")), 422, "vocabulary"],
    ["another root", update((doc) => void doc.getMap("other").set("x", 1)), 422, "vocabulary"],
    ["a document in the document", update((doc) => doc.getArray("x").push([new Y.Doc()])), 422, "vocabulary"],
    ["the server's own client id", update(element("paragraph"), 1), 403, "foreign-client"],
    [
      "what builds on nothing",
      chained({ after: { client: 9, clock: 9 }, clients: 2, each: 2, order: "backwards" }),
      409,
      "gap",
    ],
    ["what is no update", new Uint8Array([1, 2, 3]), 422, "malformed"],
    ["what is too large", new Uint8Array(limits.update + 1), 413, "too-large"],
  ];
  for (const [name, bytes, status, reason] of attacks)
    it(`as ${name}`, async () => {
      const before = (await house.rows()).length;
      expect(await push(packUpdates([bytes]))).toEqual({
        status,
        said: JSON.stringify({ refused: `realtime.${reason}` }),
      });
      expect((await house.rows()).length).toBe(before);
    });

  it("as another's new words: a client id belongs to who used it first, on the database too", async () => {
    const mine = update((doc) => paragraph(doc, "id", "mine"), 70_001);
    expect((await push(packUpdates([mine]))).status).toBe(200);
    const doc = new Y.Doc();
    Y.applyUpdate(doc, mine);
    doc.clientID = 70_001;
    const seen = Y.encodeStateVector(doc);
    paragraph(doc, "id", "forged");
    const forged = packUpdates([Y.encodeStateAsUpdate(doc, seen)]);
    expect((await push(forged, bruno.cookie)).said).toContain("foreign-client");
    await sound();
  });
});

it(
  `survives whatever bodies are sent for ${seconds} s (FUZZ_SEED=${seed})`,
  { timeout: (seconds + 120) * 1000 },
  async () => {
    const dice = chance(seed);
    const honest = house.client(bruno, "polling");
    expect(await honest.join(house.documentId)).toMatchObject({ ok: true, edit: true });
    const good = [
      update((doc) => paragraph(doc, "id", "p-1")),
      update(element("script")),
      chained({ after: { client: 70_001, clock: 0 }, clients: 8, each: 9, order: "backwards" }),
      new Uint8Array([0, 0]),
    ];
    const statuses = new Map<string, number>();
    const note = (way: string, status: number) =>
      statuses.set(`${way} ${status}`, (statuses.get(`${way} ${status}`) ?? 0) + 1);
    let sid: string | null = null;
    for (const end = performance.now() + seconds * 1000; performance.now() < end;) {
      const bytes = spoilt(dice.one(good), dice);
      if (dice.percent(50)) {
        const body = dice.percent(70) ? packUpdates([bytes]) : bytes;
        note("documents", (await push(dice.percent(20) ? spoilt(body, dice) : body)).status);
      } else {
        sid ??= await polling();
        const status = await poll(sid, body(bytes, dice));
        note("polling", status);
        if (status !== 200) sid = null;
      }
    }
    honest.type("still here");
    await until(() => honest.unacknowledged.size === 0, "an honest word is saved", 20_000);
    await sound();
    const said = [...statuses.keys()];
    expect(said.filter((one) => / 5\d\d$/.test(one) && !one.endsWith(" 503"))).toEqual([]);
    expect(said.some((one) => one.startsWith("documents 4"))).toBe(true);
    console.log([...statuses].map(([what, count]) => `${what}: ${count}`).join(", "));
  },
);

function spoilt(bytes: Uint8Array, { whole, percent }: Chance): Uint8Array {
  const out = Uint8Array.from(bytes);
  for (let times = whole(0, 3); times > 0 && out.length > 0; times--)
    out[whole(0, out.length - 1)] = whole(0, 255);
  return percent(15) ? out.slice(0, whole(0, out.length)) : out;
}

/** What long polling sends: packets with a mark between them, bytes in base64. */
function body(bytes: Uint8Array, dice: Chance): string {
  const frame = encodeFrame({
    kind: "update",
    handle: dice.whole(0, 3),
    n: dice.whole(1, 99),
    update: bytes,
  });
  const packets = [
    `b${Buffer.from(dice.percent(50) ? frame : bytes).toString("base64")}`,
    "b====",
    "4",
    '451-["hot",{"_placeholder":true,"num":0}]',
    `420["join",{"document":"${house.documentId}","epoch":null,"schema":${SCHEMA_VERSION},"client":99}]`,
    '42["leave",{}]',
    "\u0000",
  ];
  return Array.from({ length: dice.whole(1, 4) }, () => dice.one(packets)).join("\u001e");
}

const address = (more = "") =>
  `http://127.0.0.1:${house.port}${REALTIME_PATH}/?EIO=4&transport=polling${more}`;

/** A line over long polling that has said hello. */
async function polling(): Promise<string> {
  const opened = await (await fetch(address(), { headers: { cookie: ana.cookie } })).text();
  const sid = /"sid":"([^"]+)"/.exec(opened)?.[1] ?? "";
  await poll(sid, '40{"protocol":1}');
  return sid;
}

async function poll(sid: string, said: string): Promise<number> {
  const response = await fetch(address(`&sid=${sid}`), {
    method: "POST",
    headers: { cookie: ana.cookie, "Content-Type": "text/plain;charset=UTF-8" },
    body: said,
  });
  await response.text();
  return response.status;
}
