/**
 * `npm run bench`: how long from one person's key to another's screen, and until "Saved" is true, beside a bare relay that
 * stores nothing, checks nothing and runs in the same process. Both are measured in turns in one run, so the ratios hold
 * on any machine; the milliseconds are this machine's. Numbers of editors may follow: `npm run bench -- 2 10`.
 */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { Server } from "socket.io";
import { io, type Socket } from "socket.io-client";
import * as Y from "yjs";
import { PGlite } from "@electric-sql/pglite";
import { emptyPlan } from "#app/document/plan.ts";
import { firstState } from "#app/document/ydoc.ts";
import { openSocket } from "#app/editor/connection.ts";
import { SocketProvider } from "#app/editor/socket-provider.ts";
import type { Person } from "#app/domain/roles.ts";
import { makeGateway } from "#server/realtime/gateway.ts";
import { storeOnEmbedded } from "#server/store/client.ts";
import { createDocument, documentLog } from "#server/store/documents.ts";
import { migrate } from "#server/store/migrate.ts";

const turns = 5;
const keysATurn = 20;
const pauseBetweenKeys = 40;
const sizes = process.argv
  .slice(2)
  .map(Number)
  .filter((size) => Number.isInteger(size) && size > 1 && size <= 50);

const pause = (ms: number) => new Promise<void>((done) => setTimeout(done, ms));

interface Stage {
  /** Types one key as the first editor; resolves with the ms until every other has it, and until it is saved. */
  key(): Promise<{ peers: number; saved: number }>;
  close(): Promise<void>;
}

async function listening(): Promise<{ http: ReturnType<typeof createServer>; origin: string }> {
  const http = createServer();
  await new Promise<void>((ready) => http.listen(0, "127.0.0.1", ready));
  return { http, origin: `http://127.0.0.1:${(http.address() as AddressInfo).port}` };
}

/** Our server on the embedded database, with rights, checks and the log; our own provider. */
async function ours(editors: number): Promise<Stage> {
  const store = storeOnEmbedded(await PGlite.create());
  await migrate((work) => work(store.raw));
  const documentId = await createDocument(store.db, firstState(emptyPlan));
  const { http, origin } = await listening();
  let come = 0;
  const gateway = makeGateway(http, {
    keeper: documentLog(store),
    door: {
      who: () => {
        const id = `person-${++come}`;
        const actor: Person = { kind: "person", id, name: id, email: "", language: null, grants: [] };
        return Promise.resolve({ actor, session: id, until: null });
      },
      mayJoin: () =>
        Promise.resolve({
          edit: true,
          why: null,
          name: "",
          country: "PE",
          office: "representative",
          until: null,
        }),
      mayWatch: () => Promise.resolve(false),
    },
    bus: { tell: () => {}, hear: () => () => {} },
    notes: { warn: console.warn, error: console.error },
    clock: { now: () => new Date() },
  });
  const people = Array.from({ length: editors }, () => {
    const doc = new Y.Doc();
    return {
      doc,
      provider: new SocketProvider({
        document: documentId,
        epoch: 1,
        doc,
        socket: openSocket(undefined, origin),
        local: null,
      }),
    };
  });
  for (const { provider } of people) {
    await provider.start();
    while (provider.state.kind !== "saved") await pause(10);
  }
  const [first, ...others] = people;
  if (!first) throw new Error("nobody is here");
  const paragraph = new Y.XmlElement("paragraph");
  const text = new Y.XmlText();
  first.doc.transact(() => {
    paragraph.insert(0, [text]);
    first.doc.getXmlFragment("plan").insert(0, [paragraph]);
  });
  while (first.provider.state.kind !== "saved") await pause(10);
  await pause(100);
  return {
    async key() {
      const begun = performance.now();
      const heard = others.map(({ doc }) => new Promise<void>((done) => doc.once("update", () => done())));
      const saved = new Promise<number>((done) => {
        const stop = first.provider.on("state", () => {
          if (first.provider.state.kind !== "saved") return;
          stop();
          done(performance.now() - begun);
        });
      });
      text.insert(text.length, "x");
      await Promise.all(heard);
      const peers = performance.now() - begun;
      return { peers, saved: await saved };
    },
    async close() {
      for (const { provider, doc } of people) {
        provider.destroy();
        doc.destroy();
      }
      await gateway.close();
      http.close();
      await store.close();
    },
  };
}

/** The yardstick: Socket.IO handing each update on, and the same 30 ms in which a client gathers its keys. */
async function relay(editors: number): Promise<Stage> {
  const { http, origin } = await listening();
  const server = new Server(http);
  server.on("connection", (socket) => {
    socket.on("update", (bytes: Uint8Array, received: () => void) => {
      socket.broadcast.emit("update", bytes);
      received();
    });
  });
  const people: { doc: Y.Doc; socket: Socket }[] = [];
  for (let i = 0; i < editors; i++) {
    const doc = new Y.Doc();
    const socket = io(origin, { transports: ["websocket"], forceNew: true });
    socket.on("update", (bytes: ArrayBuffer) => Y.applyUpdate(doc, new Uint8Array(bytes)));
    await new Promise<void>((ready) => socket.once("connect", () => ready()));
    people.push({ doc, socket });
  }
  const [first, ...others] = people;
  if (!first) throw new Error("nobody is here");
  const text = first.doc.getText("plan");
  return {
    async key() {
      const begun = performance.now();
      const heard = others.map(({ doc }) => new Promise<void>((done) => doc.once("update", () => done())));
      const saved = new Promise<number>((done) => {
        first.doc.once("update", (bytes: Uint8Array) =>
          setTimeout(() => first.socket.emit("update", bytes, () => done(performance.now() - begun)), 30),
        );
      });
      text.insert(text.length, "x");
      await Promise.all(heard);
      const peers = performance.now() - begun;
      return { peers, saved: await saved };
    },
    async close() {
      for (const { socket } of people) socket.disconnect();
      await server.close();
    },
  };
}

const sorted = (values: readonly number[]) => [...values].sort((a, b) => a - b);
const at = (values: readonly number[], share: number) =>
  sorted(values)[Math.min(values.length - 1, Math.floor(values.length * share))] ?? NaN;

console.log(
  "editors   key → peers, median (p95)            key → saved, median (p95)             ratio of medians",
);
for (const editors of sizes.length > 0 ? sizes : [2, 5, 10]) {
  const stages = { ours: await ours(editors), relay: await relay(editors) };
  const peers = { ours: [] as number[], relay: [] as number[] };
  const saved = { ours: [] as number[], relay: [] as number[] };
  for (let turn = 0; turn <= turns; turn++)
    for (const name of ["ours", "relay"] as const)
      for (let key = 0; key < keysATurn; key++) {
        const took = await stages[name].key();
        // The first turn warms both up.
        if (turn > 0) {
          peers[name].push(took.peers);
          saved[name].push(took.saved);
        }
        await pause(pauseBetweenKeys);
      }
  await stages.ours.close();
  await stages.relay.close();
  const say = (values: { ours: number[]; relay: number[] }) =>
    `${at(values.ours, 0.5).toFixed(1)} (${at(values.ours, 0.95).toFixed(1)}) vs ${at(values.relay, 0.5).toFixed(1)} (${at(values.relay, 0.95).toFixed(1)}) ms`;
  const ratio = (values: { ours: number[]; relay: number[] }) =>
    (at(values.ours, 0.5) / at(values.relay, 0.5)).toFixed(2);
  console.log(
    `${String(editors).padEnd(9)} ${say(peers).padEnd(36)} ${say(saved).padEnd(36)} ${ratio(peers)} and ${ratio(saved)}`,
  );
}
process.exit(0);
