/** The built product as a process of its own, on a folder of its own, with demonstration data. */
import { spawn, type ChildProcess } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, BrowserContext, BrowserContextOptions, Page } from "playwright-core";

export interface Product {
  readonly url: string;
  readonly dataDir: string;
  /** Ends the process at once, as a power cut of the process would (SIGKILL), and waits until it is gone. */
  kill(): Promise<void>;
  /** Starts it again on the same folder and port. */
  restart(): Promise<void>;
  stop(): Promise<void>;
  /** Letters in the outbox, oldest first, as text. */
  letters(): string[];
  log(): string;
}

async function freePort(): Promise<number> {
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

/** A demonstration folder made once per build (setup.ts) and copied, since seeding takes longer than copying. */
export async function demonstrationFolder(): Promise<string> {
  const stamp = readFileSync("build/sources.sha256", "utf8").slice(0, 16);
  const kept = join(".cache", `demonstration-${stamp}`);
  if (!existsSync(join(kept, "done"))) {
    rmSync(kept, { recursive: true, force: true });
    mkdirSync(kept, { recursive: true });
    const first = await run(kept, await freePort());
    await first.stop();
    cpSync(join(kept, "database"), join(kept, "done"), { recursive: true });
  }
  return kept;
}

/** `more` is what it is told besides, or otherwise. */
export async function startProduct(more: Readonly<Record<string, string>> = {}): Promise<Product> {
  const kept = await demonstrationFolder();
  const dataDir = mkdtempSync(join(tmpdir(), "elac-"));
  cpSync(join(kept, "done"), join(dataDir, "database"), { recursive: true });
  if (existsSync(join(kept, "files")))
    cpSync(join(kept, "files"), join(dataDir, "files"), { recursive: true });
  const port = await freePort();
  let running = await run(dataDir, port, more);
  let log = "";
  return {
    url: `http://localhost:${port}`,
    dataDir,
    kill: () => running.end("SIGKILL"),
    restart: async () => {
      log += running.log();
      running = await run(dataDir, port, more);
    },
    stop: async () => {
      await running.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
    letters: () => {
      const outbox = join(dataDir, "outbox");
      return existsSync(outbox)
        ? readdirSync(outbox)
            .sort()
            .map((name) => readFileSync(join(outbox, name), "utf8"))
        : [];
    },
    log: () => log + running.log(),
  };
}

async function run(dataDir: string, port: number, more: Readonly<Record<string, string>> = {}) {
  const child: ChildProcess = spawn(process.execPath, ["--enable-source-maps", "build/main.js"], {
    env: {
      PATH: process.env["PATH"],
      PORT: String(port),
      DATA_DIR: dataDir,
      LOG_LEVEL: "warn",
      NODE_ENV: "production",
      ...more,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let said = "";
  const gone = new Promise<void>((done) => child.once("exit", () => done()));
  await new Promise<void>((ready, failed) => {
    const hear = (chunk: Buffer) => {
      said += chunk.toString();
      if (said.includes("is ready at")) ready();
    };
    child.stdout?.on("data", hear);
    child.stderr?.on("data", hear);
    child.once("exit", (code) => failed(new Error(`The server ended with ${code}:\n${said}`)));
  });
  const end = async (signal: NodeJS.Signals) => {
    child.kill(signal);
    await gone;
  };
  return { end, stop: () => end("SIGTERM"), log: () => said };
}

export const demoAddress = (who: string) => `${who}@demo.example`;

/** The cookie of this demonstration person, signed in as the button on the sign-in page does it. */
export async function cookieOf(product: Product, who: string): Promise<string> {
  const answer = await fetch(`${product.url}/en/sign-in`, {
    method: "POST",
    redirect: "manual",
    headers: { Origin: product.url },
    body: new URLSearchParams({ as: demoAddress(who) }),
  });
  const cookie = answer.headers
    .getSetCookie()
    .map((one) => one.split(";")[0] ?? "")
    .find((one) => one.startsWith("elac="));
  if (cookie === undefined)
    throw new Error(`${who} could not sign in: ${answer.status} ${await answer.text()}`);
  return cookie;
}

/** A browser context in which this demonstration person is signed in; a stranger's where nobody is named. */
export async function contextOf(
  browser: Browser,
  product: Product,
  who: string | null,
  options: BrowserContextOptions = {},
): Promise<BrowserContext> {
  const context = await browser.newContext({ locale: "en-GB", ...options });
  if (who !== null) {
    const [name = "", value = ""] = (await cookieOf(product, who)).split("=");
    await context.addCookies([{ name, value, url: product.url }]);
  }
  return context;
}

/** A page of somebody, signed in or not. */
export async function pageOf(
  browser: Browser,
  product: Product,
  who: string | null,
  options: BrowserContextOptions = {},
): Promise<Page> {
  return (await contextOf(browser, product, who, { baseURL: product.url, ...options })).newPage();
}
