/** The built product as a process of its own on a prepared database: started, looked at, stopped or killed. */
import { spawn } from "node:child_process";
import { createServer } from "node:net";
import { bound } from "./children.ts";
import { cpuSeconds, residentBytes } from "./usage.ts";

export interface Server {
  readonly url: string;
  readonly port: number;
  readonly pid: number;
  /** Milliseconds from its start until it was ready. */
  readonly readyAfter: number;
  /** CPU seconds, user and system; those at its end where it has ended. */
  cpu(): number;
  resident(): number;
  /** A figure of `/metrics`, by its name and, where it has some, its labels: `elac_realtime{what="connections"}`. */
  metric(name: string): Promise<number>;
  /** SIGTERM; resolves with the exit code. */
  stop(): Promise<number | null>;
  /** SIGKILL. */
  kill(): Promise<void>;
  /** What it has printed. */
  log(): string;
}

export interface ServerOptions {
  readonly env: Readonly<Record<string, string>>;
  /** A free one where it is left out. */
  readonly port?: number;
  /** Options of Node.js. */
  readonly flags?: readonly string[];
}

/** Starts build/main.js and waits until it is ready. Fails with what it printed where it ends before. */
export async function startServer({ env, port: asked, flags = [] }: ServerOptions): Promise<Server> {
  const port = asked ?? (await freePort());
  const began = performance.now();
  const child = spawn(process.execPath, [...flags, "build/main.js"], {
    env: {
      PATH: process.env["PATH"],
      NODE_ENV: "production",
      LOG_LEVEL: "warn",
      PORT: String(port),
      APP_URL: `http://localhost:${port}`,
      ...env,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let said = "";
  const gone = bound(child);
  await new Promise<void>((ready, failed) => {
    const hear = (chunk: Buffer) => {
      // The end of a long talk is enough.
      said = (said + chunk.toString()).slice(-200_000);
      if (said.includes("is ready at")) ready();
    };
    child.stdout.on("data", hear);
    child.stderr.on("data", hear);
    child.once("error", failed);
    child.once("exit", (status) => failed(new Error(`The server ended with ${status}:\n${said}`)));
  });
  const pid = child.pid ?? 0;
  const url = `http://127.0.0.1:${port}`;
  let used = 0;
  return {
    url,
    port,
    pid,
    readyAfter: performance.now() - began,
    cpu: () => (used = cpuSeconds(pid) ?? used),
    resident: () => residentBytes(pid) ?? 0,
    async metric(name) {
      const lines = (await (await fetch(`${url}/metrics`)).text()).split("\n");
      const line = lines.find((one) => one.startsWith(`${name} `));
      if (line === undefined) throw new Error(`/metrics has no ${name}`);
      return Number(line.slice(name.length + 1));
    },
    async stop() {
      child.kill("SIGTERM");
      return gone;
    },
    async kill() {
      child.kill("SIGKILL");
      await gone;
    },
    log: () => said,
  };
}

/** A port that is free now. */
export function freePort(): Promise<number> {
  return new Promise((found, failed) => {
    const probe = createServer();
    probe.once("error", failed);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      const port = typeof address === "object" && address !== null ? address.port : 0;
      probe.close(() => found(port));
    });
  });
}
