/** The Socket.IO server: transports, limits, and the way from a socket's messages to its connection. */
import { ServerResponse, type IncomingMessage, type Server as HttpServer } from "node:http";
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
import { Crowd, defaultCaps, type Caps } from "./caps.ts";
import { announce } from "./announce.ts";
import { Handshaken } from "./handshaken.ts";
import { Connection, type ConnectionPorts } from "./connection.ts";
import { defaultRates, type Rates } from "./rates.ts";
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
  readonly caps?: Partial<Caps>;
  /** How often texts are looked for that were written and not read, in ms. */
  readonly readBehindEvery?: number;
  /** A line that has not said hello after so long, in ms, is ended. */
  readonly helloWithin?: number;
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

/** Hears what comes over a line: undefined for a message without anything in it. */
type Hears = (said: string | Uint8Array | undefined) => void;

/** A line of Engine.IO, below that of Socket.IO. */
interface EngineLine {
  request: IncomingMessage;
  on(event: "close", listener: (why: string) => void): void;
  on(event: "data", listener: Hears): void;
  off(event: "data", listener: Hears): void;
  close(discard: boolean): void;
}

/** So much a line may say before it is known who it is, in bytes: a hello is a hundred. */
const mostEarly = 4096;

/** So many bytes are sent to rooms at most before it is looked at whose line they wait in. */
const mostUnwatched = 256 * 1024;

/** So many texts that nobody has open are read in one go. */
const behindAtOnce = 20;

/** So long stopping waits for the database, in ms: the whole node has ten seconds, and what is not folded is read later. */
const stoppingMs = 5000;

/**
 * Attaches co-editing to an HTTP server, at /realtime. Promises of realtime.md: an update is committed before
 * anybody sees it, its echo is the acknowledgement, and who may not write never does, over any transport.
 */
export function makeGateway(http: HttpServer, options: GatewayOptions): Gateway {
  const { door, clock, notes } = options;
  const rates = { ...defaultRates, ...options.rates };
  const caps = { ...defaultCaps, ...options.caps };
  const crowd = new Crowd(caps);
  const tally = new Map<string, number>();
  const count = (what: string) => void tally.set(what, (tally.get(what) ?? 0) + 1);
  const connections = new Set<Connection>();
  /** How many notices were heard: any of them may have changed what the door answered before. */
  let told = 0;
  let stopping = false;

  const io = new Server<ClientEvents, ServerEvents, object, LiveSocket["data"]>(http, {
    path: REALTIME_PATH,
    serveClient: false,
    perMessageDeflate: false,
    httpCompression: false,
    destroyUpgrade: false,
    transports: ["polling", "websocket"],
    maxHttpBufferSize: limits.message,
    connectTimeout: options.helloWithin ?? 5000,
    parser: hotParser(parser),
    adapter: HotAdapter,
    allowRequest: (request, answer) => {
      const good = sameOrigin(request, options.origins ?? []);
      if (!good) count("origin");
      answer(good ? null : "origin", good);
    },
  });
  io.engine.use((request: IncomingMessage, response: ServerResponse | object, next: () => void) => {
    const why = stopping ? "restarting" : options.isHeavy?.() ? "busy" : null;
    // Who has a line goes on, to the last word that is said on it.
    if (why === null || !newcomer(request)) return next();
    count(why);
    turnAway(request, response);
  });
  io.engine.on("connection_error", () => count("connection-error"));
  /** Lines that have not said who they are, and what counts their words. */
  const early = new WeakMap<object, Hears>();
  io.engine.on("connection", (socket: EngineLine) => {
    lighten(socket);
    let said = 0;
    const listen: Hears = (words) => {
      said += words?.length ?? 0;
      if (said <= mostEarly) return;
      count("early");
      socket.close(true);
    };
    early.set(socket, listen);
    socket.on("data", listen);
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
    observe: options.observe,
    fanout: {
      frame: (handle, frame) => {
        // Before it is sent: what is on its way at this moment does not count against who reads it.
        pressAfter(frame.length);
        io.to(roomOf(handle)).emit("hot", frame);
      },
      // Not volatile: that drops whatever meets a socket in the middle of another message, the last cursor too.
      cursors: (handle, frame) => io.to(roomOf(handle)).emit("hot", frame),
      members: (handle, joined, left) => io.to(roomOf(handle)).emit("members", { handle, joined, left }),
    },
  });

  io.use((socket, next) => {
    if (hello(socket.handshake.auth) !== PROTOCOL_VERSION)
      return next(new Error("protocol" satisfies Reason));
    const handshake = { headers: socket.request.headers };
    const asOf = [told, performance.now()] as const;
    door.who(handshake).then(
      (pass) => {
        if (!pass) return next(new Error("session-ended" satisfies Reason));
        socket.data = { handshaken: new Handshaken(pass, ...asOf), handshake };
        next();
      },
      (error: unknown) => {
        notes.error({ err: error }, "realtime door");
        next(new Error("restarting" satisfies Reason));
      },
    );
  });

  const ports: ConnectionPorts = {
    door,
    documents,
    rates,
    caps,
    now: () => clock.now(),
    told: () => told,
    count,
  };
  io.on("connection", (socket) => {
    const known = early.get(socket.conn);
    if (known) socket.conn.off("data", known);
    const { handshaken } = socket.data;
    if (handshaken === null) return void socket.disconnect(true);
    socket.data.handshaken = null;
    const line = new SocketLine(socket);
    const connection = new Connection(handshaken, line, ports);
    if (!crowd.enter(connection, line)) {
      count("too-many lines");
      return connection.end("too-many");
    }
    connections.add(connection);
    socket.onAny((event: string, ...said: readonly unknown[]) => hear(connection, event, said));
    // A handler that gets something else than it was promised must not bring the server down.
    socket.on("error", () => connection.strike());
    socket.on("disconnect", () => {
      connections.delete(connection);
      crowd.leave(connection);
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

  const uncounted = options.bus.hear(() => void told++);
  const deaf = announce({
    bus: options.bus,
    door,
    connections: () => connections,
    tell: (topic, kind) => io.to(topicRoom + topic).emit("changed", { topic, kind }),
    renew: (documentId) => documents.end(documentId, "epoch"),
    grown: (documentId) => {
      documents
        .catchUp(documentId)
        .catch((error: unknown) => notes.error({ err: error, documentId }, "realtime catch-up"));
    },
    notes,
  });

  let sent = 0;
  function press(): void {
    sent = 0;
    for (const connection of connections) connection.press();
  }
  /** What waits in a line is bound by what is sent, not by the time in which that happens. */
  function pressAfter(bytes: number): void {
    sent += bytes;
    if (sent > mostUnwatched) press();
  }

  const sweeper = setInterval(() => {
    for (const connection of connections) connection.sweep();
    press();
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
      longest_line_bytes: Math.max(0, ...[...connections].map(({ waiting }) => waiting)),
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
      uncounted();
      for (const connection of [...connections]) connection.end("restarting");
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

/** Seconds after which it may be better. */
const comeBack = "5";

/** Answers with 503 and when to come back, over HTTP or to a request for a websocket. */
function turnAway(request: IncomingMessage, response: ServerResponse | object): void {
  if (response instanceof ServerResponse) {
    response.writeHead(503, { "Retry-After": comeBack, "Cache-Control": "no-store", Connection: "close" });
    response.end();
  } else {
    const head = ["HTTP/1.1 503 Service Unavailable", `Retry-After: ${comeBack}`, "Content-Length: 0"];
    request.socket.on("error", () => request.socket.destroy());
    request.socket.end([...head, "Connection: close", "", ""].join("\r\n"));
  }
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
