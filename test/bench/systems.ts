/** The servers under measurement behind one face: ours on PostgreSQL, ours on the embedded database, the peer, the peer tuned. */
import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import * as Y from "yjs";
import type { Plan } from "#app/document/plan.ts";
import { firstState } from "#app/document/ydoc.ts";
import { stateAt } from "#server/store/documents.ts";
import type { Store } from "#server/store/client.ts";
import { prepareDatabase } from "#test/running/database.ts";
import { bound } from "#test/running/children.ts";
import { freePort, startServer } from "#test/running/server.ts";
import { cpuSeconds, residentBytes, watchDatabase } from "#test/running/usage.ts";
import type { Site } from "./seat.ts";

export const systemNames = ["postgres", "embedded", "hocuspocus", "hocuspocus-flush20"] as const;
export type SystemName = (typeof systemNames)[number];

export interface Need {
  readonly documents: number;
  readonly people: number;
  readonly plan: Plan;
  /** Puts a history into the texts before the first start: into our log by `ours`, into the peer's store as `state`. */
  readonly history?: {
    ours(store: Store, documents: readonly Text[]): Promise<void>;
    readonly state: Uint8Array;
  };
}

export interface Text {
  readonly id: string;
  readonly editors: readonly { readonly id: string; readonly cookie: string }[];
}

/** A system with its texts, to be started as often as needed. */
export interface Prepared {
  readonly name: SystemName;
  readonly texts: readonly Text[];
  start(port?: number): Promise<Running>;
  /** How many characters of each Yjs client the database holds of a text; the server is gone. */
  kept(text: Text): Promise<ReadonlyMap<number, number>>;
  drop(): Promise<void>;
}

export interface Running {
  readonly site: Site;
  /** CPU seconds so far of the server, and of the backends of its database where that is a process of its own. */
  cpu(): Promise<{ readonly server: number; readonly database: number }>;
  /** Bytes in RAM now. */
  resident(): number;
  /** Bytes in use after collecting garbage. */
  memory(): Promise<{ readonly rss: number; readonly heapUsed: number }>;
  kill(): Promise<void>;
  stop(): Promise<void>;
}

const peerFolder = join(import.meta.dirname, "peer");
const memoryFlags = ["--expose-gc", "--import", pathToFileURL(join(import.meta.dirname, "memory.mjs")).href];

/** Installs the peer's packages where they are not there yet. */
export function installPeer(): void {
  if (existsSync(join(peerFolder, "node_modules", "yjs"))) return;
  const { status } = spawnSync("npm", ["ci", "--engine-strict=false"], { cwd: peerFolder, stdio: "inherit" });
  if (status !== 0) throw new Error("the peer's packages could not be installed (npm ci in test/bench/peer)");
}

export function prepare(name: SystemName, need: Need): Promise<Prepared> {
  return name === "postgres" || name === "embedded" ? prepareOurs(name, need) : preparePeer(name, need);
}

async function prepareOurs(name: "postgres" | "embedded", need: Need): Promise<Prepared> {
  const database = await prepareDatabase({ ...need, kind: name === "postgres" ? "server" : "embedded" });
  const texts = database.documents.map(({ documentId, editors }) => ({ id: documentId, editors }));
  if (need.history) {
    const store = await database.open();
    try {
      await need.history.ours(store, texts);
    } catch (failure) {
      await store.close();
      await database.drop();
      throw failure;
    }
    await store.close();
  }
  return {
    name,
    texts,
    drop: () => database.drop(),
    async start(port) {
      const file = join(database.dataDir, "memory.json");
      const usage = database.address === null ? null : await watchDatabase(database.address);
      const server = await startServer({
        env: { ...database.env, MEMORY_FILE: file },
        flags: memoryFlags,
        ...(port === undefined ? {} : { port }),
      });
      return {
        site: { system: "ours", port: server.port },
        cpu: async () => ({ server: server.cpu(), database: (await usage?.cpu()) ?? 0 }),
        resident: () => server.resident(),
        memory: () => memoryOf(server.pid, file),
        kill: async () => {
          await server.kill();
          await usage?.stop();
        },
        stop: async () => {
          await server.stop();
          await usage?.stop();
        },
      };
    },
    async kept(text) {
      const store = await database.open();
      try {
        const { snapshot, tail } = await stateAt(store.db, text.id, 1);
        return charactersOf([...(snapshot ? [snapshot] : []), ...tail].map(({ bytes }) => bytes));
      } finally {
        await store.close();
      }
    },
  };
}

async function preparePeer(name: SystemName, need: Need): Promise<Prepared> {
  const folder = mkdtempSync(join(tmpdir(), "elac-peer-"));
  const state = need.history?.state ?? firstState(need.plan);
  writeFileSync(join(folder, "state"), state);
  const texts = Array.from({ length: need.documents }, (_, index) => ({
    id: `text-${index}`,
    editors: Array.from({ length: need.people }, () => ({ id: "", cookie: "" })),
  }));
  const file = join(folder, "peer.sqlite");
  let seeded = false;
  return {
    name,
    texts,
    drop: async () => rmSync(folder, { recursive: true, force: true }),
    async start(asked) {
      const port = asked ?? (await freePort());
      const seed = seeded ? null : { file: join(folder, "state"), names: texts.map(({ id }) => id) };
      seeded = true;
      return startPeer({
        port,
        file,
        ...(seed ? { seed } : {}),
        ...(name === "hocuspocus-flush20" ? { flushDelay: 20 } : {}),
      });
    },
    async kept(text) {
      const { stdout } = spawnSync(process.execPath, [join(peerFolder, "kept.mjs"), file, text.id], {
        encoding: "utf8",
      });
      return charactersOf(stdout.trim() === "" ? [] : [Buffer.from(stdout.trim(), "base64")]);
    },
  };
}

async function startPeer(peer: {
  port: number;
  file: string;
  seed?: object;
  flushDelay?: number;
}): Promise<Running> {
  const file = `${peer.file}.memory.json`;
  const child = spawn(process.execPath, [...memoryFlags, join(peerFolder, "server.mjs")], {
    env: {
      PATH: process.env["PATH"],
      NODE_ENV: "production",
      PEER: JSON.stringify(peer),
      MEMORY_FILE: file,
    },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const gone = bound(child);
  await new Promise<void>((ready, failed) => {
    child.stdout.on("data", (chunk: Buffer) => {
      if (chunk.toString().includes("is ready at")) ready();
    });
    child.once("exit", (code) => failed(new Error(`The peer ended with ${code}`)));
  });
  const pid = child.pid ?? 0;
  const end = async (signal: NodeJS.Signals) => {
    child.kill(signal);
    await gone;
  };
  return {
    site: { system: "peer", port: peer.port },
    cpu: async () => ({ server: cpuSeconds(pid) ?? 0, database: 0 }),
    resident: () => residentBytes(pid) ?? 0,
    memory: () => memoryOf(pid, file),
    kill: () => end("SIGKILL"),
    stop: () => end("SIGTERM"),
  };
}

/** Asks a server started with memory.mjs. */
async function memoryOf(pid: number, file: string): Promise<{ rss: number; heapUsed: number }> {
  rmSync(file, { force: true });
  process.kill(pid, "SIGUSR2");
  for (let wait = 0; !existsSync(file); wait++) {
    if (wait > 500) throw new Error("the server does not tell its memory");
    await new Promise((done) => setTimeout(done, 20));
  }
  return JSON.parse(readFileSync(file, "utf8")) as { rss: number; heapUsed: number };
}

function charactersOf(updates: readonly Uint8Array[]): ReadonlyMap<number, number> {
  const doc = new Y.Doc();
  doc.transact(() => {
    for (const update of updates) Y.applyUpdate(doc, update);
  });
  const vector = Y.decodeStateVector(Y.encodeStateVector(doc));
  doc.destroy();
  return vector;
}
