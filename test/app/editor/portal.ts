/** What may stand between a page and the platform: a proxy that lets all through, no sockets, nothing, or lies. */
import { createServer, request as ask, type IncomingMessage, type ServerResponse } from "node:http";
import { connect, type AddressInfo, type Socket } from "node:net";

export type Mood =
  /** All passes. */
  | "open"
  /** Websockets are cut, and long polling is answered with a page. */
  | "no-sockets"
  /** Everything is answered with a page, and with 200: "sign in to this network". */
  | "portal"
  /** Every connection is cut. */
  | "cut"
  /** Nothing passes, and nobody is told: what a device finds that has slept. */
  | "mute";

export class Portal {
  mood: Mood = "open";
  /** Requests that were let through, as "GET /documents/plan-1". */
  readonly passed: string[] = [];
  private readonly sockets = new Set<Socket>();
  /** Open, and dead for ever. */
  private readonly muted = new WeakSet<Socket>();

  private constructor(
    private readonly http: ReturnType<typeof createServer>,
    readonly port: number,
  ) {}

  static async before(behind: number): Promise<Portal> {
    const late: { portal?: Portal } = {};
    const http = createServer((request, response) => late.portal?.pass(request, response, behind));
    http.on("connection", (socket: Socket) => {
      late.portal?.sockets.add(socket);
      socket.on("close", () => late.portal?.sockets.delete(socket));
    });
    http.on("upgrade", (request: IncomingMessage, socket: Socket, head: Buffer) => {
      socket.on("error", () => socket.destroy());
      if (late.portal?.mood !== "open") return void socket.destroy();
      const through = connect(behind, "127.0.0.1", () => {
        const headers = request.rawHeaders.reduce(
          (text, part, at) => text + part + (at % 2 === 0 ? ": " : "\r\n"),
          "",
        );
        through.write(`GET ${request.url ?? "/"} HTTP/1.1\r\n${headers}\r\n`);
        if (head.length > 0) through.write(head);
        const isMute = () => late.portal?.muted.has(socket) === true;
        through.on("data", (bytes) => isMute() || socket.write(bytes));
        socket.on("data", (bytes) => isMute() || through.write(bytes));
      });
      through.on("error", () => socket.destroy());
      socket.on("close", () => through.destroy());
      through.on("close", () => socket.destroy());
    });
    await new Promise<void>((resolve) => http.listen(0, "127.0.0.1", resolve));
    late.portal = new Portal(http, (http.address() as AddressInfo).port);
    return late.portal;
  }

  /** Another mood from now on, for what is open too. */
  turn(mood: Mood): void {
    this.mood = mood;
    if (mood === "mute") return this.sockets.forEach((socket) => this.muted.add(socket));
    for (const socket of this.sockets) socket.destroy();
  }

  async close(): Promise<void> {
    this.turn("cut");
    await new Promise((resolve) => this.http.close(resolve));
  }

  private pass(request: IncomingMessage, response: ServerResponse, behind: number): void {
    const { mood } = this;
    const path = request.url ?? "/";
    if (mood === "mute") return;
    if (mood === "cut") return void request.socket.destroy();
    if (mood === "portal" || (mood === "no-sockets" && path.startsWith("/realtime"))) {
      response.writeHead(200, { "content-type": "text/html" });
      return void response.end("<!doctype html><title>Welcome</title><p>Sign in to this network.");
    }
    this.passed.push(`${request.method} ${path.split("?")[0]}`);
    const { method, headers } = request;
    const through = ask({ port: behind, host: "127.0.0.1", path, method, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    through.on("error", () => response.destroy());
    request.pipe(through);
  }
}
