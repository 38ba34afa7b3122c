/** A PostgreSQL server of one's own, to be killed, stopped and starved. */
import { execFile, spawn, type ChildProcess } from "node:child_process";
import { chownSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { Client } from "pg";
import { freePort } from "#test/running/server.ts";
import { until } from "./chance.ts";
import { Skip } from "./fault.ts";

const run = promisify(execFile);

export interface Cluster {
  /** Of the database `postgres`. */
  readonly address: string;
  readonly port: number;
  start(): Promise<void>;
  /** Starts it where it has ended by itself. */
  revive(): Promise<void>;
  /** SIGKILL to the server and everything it started. */
  kill(): Promise<void>;
  /** Kills it and removes its folder. */
  drop(): Promise<void>;
}

/** Makes one in a folder of its own, or in `folder`, and starts it. */
export async function makeCluster(folder?: string): Promise<Cluster> {
  const bin = programs();
  if (bin === null) throw new Skip("no PostgreSQL server is installed here");
  const home = folder ?? mkdtempSync(join(tmpdir(), "elac-cluster-"));
  const data = join(home, "data");
  mkdirSync(data, { mode: 0o700 });
  const owner = unprivileged();
  if (owner !== null) for (const path of [home, data]) chownSync(path, owner.uid, owner.gid);
  const as = owner ?? {};
  await run(
    join(bin, "initdb"),
    ["-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "-N"],
    {
      ...as,
      cwd: home,
      env: process.env,
    },
  );
  const port = await freePort();
  const address = `postgresql://postgres@127.0.0.1:${port}/postgres`;
  let child: ChildProcess | null = null;

  async function start(): Promise<void> {
    const options = ["-D", data, "-p", String(port), "-k", home, "-c", "listen_addresses=127.0.0.1"];
    const small = ["-c", "max_wal_size=32MB", "-c", "min_wal_size=32MB", "-c", "shared_buffers=16MB"];
    const started: ChildProcess = spawn(join(bin ?? "", "postgres"), [...options, ...small], {
      ...as,
      cwd: home,
      env: process.env,
      stdio: "ignore",
    });
    child = started;
    let ended = false;
    started.once("exit", () => (ended = true));
    await until(async () => ended || (await answers(address)), "PostgreSQL answers");
    if (ended) throw new Error("PostgreSQL did not start");
  }

  async function kill(): Promise<void> {
    const killed = child;
    child = null;
    if (killed?.pid === undefined || killed.exitCode !== null || killed.signalCode !== null) return;
    const gone = new Promise((done) => killed.once("exit", done));
    const family = childrenOf(killed.pid);
    for (const pid of [killed.pid, ...family]) signal(pid);
    await gone;
    await until(() => family.every((pid) => !existsSync(`/proc/${pid}`)), "PostgreSQL is gone");
  }

  await start();
  return {
    address,
    port,
    start,
    async revive() {
      if (child === null || child.exitCode !== null || child.signalCode !== null) await start();
    },
    kill,
    async drop() {
      await kill();
      rmSync(folder === undefined ? home : data, { recursive: true, force: true });
    },
  };
}

/** The folder of the newest installed server's programs. */
function programs(): string | null {
  const root = "/usr/lib/postgresql";
  const versions = existsSync(root) ? readdirSync(root).sort((a, b) => Number(b) - Number(a)) : [];
  const found = versions
    .map((version) => join(root, version, "bin"))
    .find((bin) => existsSync(join(bin, "initdb")));
  return found ?? null;
}

/** PostgreSQL refuses to run as root: whom it runs as then. */
function unprivileged(): { uid: number; gid: number } | null {
  if (process.getuid?.() !== 0) return null;
  const line = readFileSync("/etc/passwd", "utf8")
    .split("\n")
    .find((one) => one.startsWith("postgres:"));
  const [, , uid, gid] = line?.split(":") ?? [];
  if (uid === undefined || gid === undefined)
    throw new Skip("there is no user postgres to run a database as");
  return { uid: Number(uid), gid: Number(gid) };
}

function childrenOf(pid: number): number[] {
  const listed = `/proc/${pid}/task/${pid}/children`;
  return readFileSync(listed, "utf8").split(" ").filter(Boolean).map(Number);
}

function signal(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch {
    // It was gone by itself.
  }
}

async function answers(address: string): Promise<boolean> {
  const client = new Client({ connectionString: address, connectionTimeoutMillis: 2000 });
  client.on("error", () => {});
  try {
    await client.connect();
    await client.end();
    return true;
  } catch {
    return false;
  }
}
