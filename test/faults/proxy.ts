/** A TCP line that can be slowed, cut, held or closed on one side; on top of it, a gate that knows the first words of HTTP. */
import { connect, createServer, type Server, type Socket } from "node:net";
import { setTimeout as later } from "node:timers";

interface Pair {
  readonly near: Socket;
  readonly far: Socket;
  /** Nothing passes any more, for good. */
  silent: boolean;
}

export class Proxy {
  /** Milliseconds that every piece is late. */
  delay = 0;
  /** Bytes a second in each direction; 0: as they come. */
  rate = 0;
  /** Nothing passes, nobody is told: connections stay open and silent, new ones too. */
  blackhole = false;
  /** What a connection that begins with this request is answered instead of being let through. */
  answer: (request: string) => string | null = () => null;
  private readonly pairs = new Set<Pair>();
  /** Everybody who is connected, also before their first word and after an answer of the proxy's own. */
  private readonly near = new Set<Socket>();
  private readonly held: (() => void)[] = [];

  private constructor(
    private readonly server: Server,
    readonly port: number,
    private readonly target: number,
  ) {}

  static open(target: number): Promise<Proxy> {
    return new Promise((ready, failed) => {
      const server = createServer({ allowHalfOpen: true });
      server.once("error", failed);
      server.listen(0, "127.0.0.1", () => {
        const address = server.address();
        const port = typeof address === "object" && address !== null ? address.port : 0;
        const proxy = new Proxy(server, port, target);
        server.on("connection", (near) => proxy.take(near));
        ready(proxy);
      });
    });
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** Ends every connection at once, as a pulled cable that comes back. */
  cut(): void {
    for (const { near, far } of this.pairs) {
      near.destroy();
      far.destroy();
    }
  }

  /** Connections that are open say nothing any more and never end, as where a firewall has forgotten them; new ones are good. */
  silence(): void {
    for (const pair of this.pairs) pair.silent = true;
  }

  /** The server's side says goodbye, and goes on listening. */
  halfClose(): void {
    for (const { near } of this.pairs) near.end();
  }

  /** What was held in the blackhole goes on. */
  heal(): void {
    this.blackhole = false;
    for (const go of this.held.splice(0)) go();
  }

  /** Nobody is let in any more, and nobody is waited for: clients that are still there would come back between. */
  async close(): Promise<void> {
    const closed = new Promise((done) => this.server.close(done));
    this.cut();
    for (const one of this.near) one.destroy();
    await closed;
  }

  private take(near: Socket): void {
    near.on("error", () => near.destroy());
    this.near.add(near);
    near.once("close", () => this.near.delete(near));
    near.once("data", (first: Buffer) => {
      const reply = this.answer(first.toString("latin1"));
      if (reply !== null) return void near.end(reply);
      const far = connect({ port: this.target, host: "127.0.0.1", allowHalfOpen: true, noDelay: true });
      far.on("error", () => far.destroy());
      const pair: Pair = { near, far, silent: false };
      this.pairs.add(pair);
      this.pipe(pair, near, far, first);
      this.pipe(pair, far, near, null);
      for (const one of [near, far])
        one.on("close", () => {
          this.pairs.delete(pair);
          near.destroy();
          far.destroy();
        });
    });
  }

  /** One way; each piece waits for the one before it. */
  private pipe(pair: Pair, from: Socket, to: Socket, first: Buffer | null): void {
    let last: Promise<void> = Promise.resolve();
    const pass = (chunk: Buffer) => {
      if (pair.silent) return;
      from.pause();
      last = last
        .then(() => this.hold(chunk.length))
        .then(() => {
          if (!to.destroyed && !to.writableEnded && !pair.silent) to.write(chunk);
          from.resume();
        });
    };
    if (first !== null) pass(first);
    from.on("data", pass);
    from.on("end", () => void last.then(() => to.end()));
  }

  private async hold(bytes: number): Promise<void> {
    if (this.blackhole) await new Promise<void>((go) => this.held.push(go));
    const wait = this.delay + (this.rate > 0 ? (bytes / this.rate) * 1000 : 0);
    if (wait > 0) await new Promise((go) => later(go, wait));
  }
}

/** Network equipment that knows no websockets. */
export const refuseUpgrade = (request: string): string | null =>
  /^upgrade: *websocket/im.test(request)
    ? "HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
    : null;

/** A network that lets ordinary requests through, and nothing under the address of the sockets. */
export const refuseSockets = (request: string): string | null =>
  /^[A-Z]+ \/realtime/.test(request)
    ? "HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
    : null;

const page = "<!doctype html><title>Welcome</title><p>Please accept our terms to use this network.";

/** A network that wants its terms accepted first: its page for whatever is asked. */
export const captivePortal = (): string =>
  `HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: ${page.length}\r\nConnection: close\r\n\r\n${page}`;
