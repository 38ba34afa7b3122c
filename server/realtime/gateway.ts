/** The Socket.IO server: transports, limits, and the way from a socket's messages to its connection. */
import type { IncomingMessage, Server as HttpServer } from "node:http";
import { Server } from "socket.io";
import * as parser from "socket.io-parser";
import { asBytes } from "#app/document/frames.ts";
import { HOT_EVENT, hotParser } from "#app/document/parser.ts";
import {
  PROTOCOL_VERSION,
  REALTIME_PATH,
  limits,
  type ClientEvents,
  type JoinReply,
  type Reason,
  type ServerEvents,
} from "#app/document/wire.ts";
import { announce } from "./announce.ts";
import { Connection, defaultRates, type ConnectionPorts, type Rates } from "./connection.ts";
import { Documents, type Notes } from "./documents.ts";
import type { Commit } from "./log.ts";
import { makeFallback, type Fallback } from "./fallback.ts";
import type { Door, Keeper } from "./keeper.ts";
import { SocketLine, lighten, roomOf, topicRoom, type LiveSocket } from "./socket-line.ts";
import { Reader, type ReaderOptions } from "./reader.ts";
import { HotAdapter } from "./adapter.ts";
import type { Bus } from "#server/bus.ts";

export interface GatewayOptions {
  readonly door: Door;
  readonly keeper: Keeper;
  readonly bus: Bus;
  readonly notes: Notes;
  readonly clock: { now(): Date };
  /** Origins that pages are served from, as "https://example.org"; the request's own host is always one. */
  readonly origins?: readonly string[];
  readonly rates?: Partial<Rates>;
  /** At least so long from one commit to the next, in ms. */
  readonly commitEvery?: number;
  /** How often texts are looked for that were written and not read, in ms. */
  readonly readBehindEvery?: number;
  /** Told of every commit of updates. */
  readonly observe?: (commit: Commit) => void;
  /** Whether there is so much to do that newcomers have to wait. */
  readonly isHeavy?: () => boolean;
  /** How the thread that reads along is started, where not as usual. */
  readonly startReader?: ReaderOptions["start"];
}

export interface Gateway {
  /** Updates and states over plain HTTP, for whoever mounts routes. */
  readonly fallback: Fallback;
  /** What was refused or dropped since the start, by kind. */
  counts(): Readonly<Record<string, number>>;
  /** What is open now, and what waits. */
  open(): Readonly<Record<string, number>>;
  /** For how long, in ms, no update could be stored although some waited; 0 where all is well. */
  stuckFor(): number;
  /** The document's log is another one from now on (restored, redacted): everybody on it is told to leave it. */
  renew(documentId: string): Promise<void>;
  /** Tells clients to come back with jitter, stores and folds what is open, and lets go of the HTTP server. */
  close(): Promise<void>;
}

/** A line of Engine.IO, below that of Socket.IO. */
interface EngineLine {
  request: IncomingMessage;
  on(event: "close", listener: (why: string) => void): void;
}

/** More than this waiting in a socket, in bytes, and its client is told to join again. */
const mostWaiting = 1024 * 1024;

/** So many texts that nobody has open are read in one go. */
const behindAtOnce = 20;

/** So long stopping waits for the database, in ms: a node told to stop is gone within ten seconds. */
const stoppingMs = 8000;

/**
 * Attaches co-editing to an HTTP server, at /realtime. Promises of realtime.md: an update is committed before
 * anybody sees it, its echo is the acknowledgement, and who may not write never does, over any transport.
 */
export function makeGateway(http: HttpServer, options: GatewayOptions): Gateway {
  const { door, clock, notes } = options;
  const rates = { ...defaultRates, ...options.rates };
  const tally = new Map<string, number>();
  const count = (what: string) => void tally.set(what, (tally.get(what) ?? 0) + 1);
  const connections = new Map<Connection, SocketLine>();
  let stopping = false;

  const io = new Server<ClientEvents, ServerEvents, object, LiveSocket["data"]>(http, {
    path: REALTIME_PATH,
    serveClient: false,
    perMessageDeflate: false,
    httpCompression: false,
    destroyUpgrade: false,
    transports: ["polling", "websocket"],
    maxHttpBufferSize: limits.message,
    connectTimeout: 10_000,
    parser: hotParser(parser),
    adapter: HotAdapter,
    allowRequest: (request, answer) => {
      const why = stopping
        ? "restarting"
        : !sameOrigin(request, options.origins ?? [])
          ? "origin"
          : newcomer(request) && options.isHeavy?.()
            ? "busy"
            : null;
      if (why !== null) count(why);
      answer(why, why === null);
    },
  });
  io.engine.on("connection_error", () => count("connection-error"));
  io.engine.on("connection", (socket: EngineLine) => {
    lighten(socket);
    socket.on("close", (why) => {
      if (why === "transport error" || why === "parse error") count(why);
    });
  });

  const reader = new Reader({
    start: options.startReader,
    fault: (error) => notes.error({ err: error }, "realtime reader"),
  });
  const documents = new Documents({
    keeper: options.keeper,
    notes,
    reader,
    commitEvery: options.commitEvery,
    observe: options.observe,
    fanout: {
      frame: (handle, frame) => io.to(roomOf(handle)).emit("hot", frame),
      // Not volatile: that drops whatever meets a socket in the middle of another message, the last cursor too.
      cursors: (handle, frame) => io.to(roomOf(handle)).emit("hot", frame),
      members: (handle, joined, left) => io.to(roomOf(handle)).emit("members", { handle, joined, left }),
    },
  });

  io.use((socket, next) => {
    if (hello(socket.handshake.auth) !== PROTOCOL_VERSION)
      return next(new Error("protocol" satisfies Reason));
    const handshake = { headers: socket.request.headers };
    door.who(handshake).then(
      (pass) => {
        if (!pass) return next(new Error("session-ended" satisfies Reason));
        socket.data = { pass, handshake };
        next();
      },
      (error: unknown) => {
        notes.error({ err: error }, "realtime door");
        next(new Error("restarting" satisfies Reason));
      },
    );
  });

  const ports: ConnectionPorts = { door, documents, rates, now: () => clock.now(), count };
  io.on("connection", (socket) => {
    const { pass } = socket.data;
    if (pass === null) return void socket.disconnect(true);
    socket.data.pass = null;
    const line = new SocketLine(socket);
    const connection = new Connection(pass, line, ports);
    connections.set(connection, line);
    socket.onAny((event: string, ...said: readonly unknown[]) => hear(connection, event, said));
    // A handler that gets something else than it was promised must not bring the server down.
    socket.on("error", () => connection.strike());
    socket.on("disconnect", () => {
      connections.delete(connection);
      connection.gone();
    });
  });

  function hear(connection: Connection, event: string, [said, reply]: readonly unknown[]): void {
    switch (event) {
      case HOT_EVENT:
        return attempt(connection, () => connection.hot(asBytes(said)));
      case "leave":
        return connection.leave(said);
      case "join": {
        if (typeof reply !== "function") return connection.strike();
        const answer = reply as (answer: JoinReply) => void;
        connection.join(said, answer).catch((error: unknown) => {
          notes.error({ err: error }, "realtime join");
          answer({ ok: false, reason: "restarting", retryAfter: 2 });
        });
        return;
      }
      case "watch": {
        if (typeof reply !== "function" || !isTopics(said)) return connection.strike();
        const answer = reply as (granted: readonly string[]) => void;
        connection.watch(said).then(answer, (error: unknown) => {
          notes.error({ err: error }, "realtime watch");
          answer([]);
        });
        return;
      }
      default:
        return connection.strike();
    }
  }

  function attempt(connection: Connection, act: () => void): void {
    try {
      act();
    } catch (error) {
      notes.error({ err: error }, "realtime frame");
      connection.strike();
    }
  }

  const deaf = announce({
    bus: options.bus,
    connections: () => connections.keys(),
    tell: (topic, kind) => io.to(topicRoom + topic).emit("changed", { topic, kind }),
    renew: (documentId) => documents.end(documentId, "epoch"),
    grown: (documentId) => {
      documents
        .catchUp(documentId)
        .catch((error: unknown) => notes.error({ err: error, documentId }, "realtime catch-up"));
    },
    notes,
  });

  const sweeper = setInterval(() => {
    for (const [connection, line] of connections) {
      connection.sweep();
      if (line.waiting > mostWaiting) connection.shed();
    }
  }, 500);
  sweeper.unref();
  const readBehind = setInterval(() => {
    documents
      .readBehind(behindAtOnce)
      .catch((error: unknown) => notes.error({ err: error }, "realtime reading behind"));
  }, options.readBehindEvery ?? 60_000);
  readBehind.unref();

  return {
    fallback: makeFallback({
      door,
      documents,
      now: () => clock.now(),
      count,
      rates,
    }),
    counts: () => Object.fromEntries(tally),
    open: () => ({
      connections: connections.size,
      ...documents.counts(),
      ...Object.fromEntries(
        Object.entries(reader.counts()).map(([what, count]) => [`reader_${what}`, count]),
      ),
    }),
    stuckFor: () => documents.stuckFor,
    renew: (documentId) => documents.end(documentId, "epoch"),
    async close() {
      stopping = true;
      clearInterval(sweeper);
      clearInterval(readBehind);
      deaf();
      for (const connection of [...connections.keys()]) connection.end("restarting");
      await new Promise((resolve) => setTimeout(resolve, 50));
      io.disconnectSockets(true);
      // A database that is away must not keep a node from stopping: what it did not take was never called saved.
      await Promise.race([
        documents.close(),
        new Promise((resolve) => setTimeout(resolve, stoppingMs).unref()),
      ]);
      reader.close();
      io.engine.close();
    },
  };
}

/** Whether a request begins a line; those of lines that are open carry its id. */
function newcomer(request: IncomingMessage): boolean {
  return !/[?&]sid=/.test(request.url ?? "");
}

function hello(auth: unknown): unknown {
  return typeof auth === "object" && auth !== null && "protocol" in auth ? auth.protocol : undefined;
}

function isTopics(value: unknown): value is readonly string[] {
  return (
    Array.isArray(value) &&
    value.length <= limits.topics &&
    value.every((topic) => typeof topic === "string" && topic.length <= 200)
  );
}

/** A browser always says where a request comes from; another page's script may not speak for the reader of ours. */
export function sameOrigin(request: IncomingMessage, origins: readonly string[]): boolean {
  const site = request.headers["sec-fetch-site"];
  if (site !== undefined && site !== "same-origin" && site !== "none") return false;
  const origin = request.headers.origin;
  if (origin === undefined) return true;
  if (origins.includes(origin)) return true;
  return URL.canParse(origin) && new URL(origin).host === request.headers.host;
}
