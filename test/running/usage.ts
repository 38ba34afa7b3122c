/** What processes use, as the operating system counts it. Linux only: it reads /proc. */
import { readFileSync } from "node:fs";
import { Client } from "pg";

/** Clock ticks a second in which Linux tells CPU time. */
const ticks = 100;

/** CPU time of a process with all its threads, user and system, in seconds; null where it is gone. */
export function cpuSeconds(pid: number): number | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    // The name in brackets may hold spaces; the fields are counted after it.
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return (Number(fields[11]) + Number(fields[12])) / ticks;
  } catch {
    return null;
  }
}

/** Memory of a process that is in RAM now, in bytes; null where it is gone. */
export function residentBytes(pid: number): number | null {
  try {
    const found = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"));
    return found ? Number(found[1]) * 1024 : null;
  } catch {
    return null;
  }
}

/** CPU seconds that the machine has worked since it started, for everybody: on a quiet one others add nearly nothing. */
export function machineSeconds(): number {
  const [, user = 0, nice = 0, system = 0, , , irq = 0, softirq = 0, steal = 0] = readFileSync(
    "/proc/stat",
    "utf8",
  )
    .split("\n", 1)
    .join("")
    .split(/\s+/)
    .map(Number);
  return (user + nice + system + irq + softirq + steal) / ticks;
}

export interface DatabaseUsage {
  /** CPU seconds of all backends that served the database since `watchDatabase`, those that ended included. */
  cpu(): Promise<number>;
  stop(): Promise<void>;
}

/** Follows the PostgreSQL backends of one database; PostgreSQL must run on this machine. */
export async function watchDatabase(address: string): Promise<DatabaseUsage> {
  const client = new Client({ connectionString: address });
  client.on("error", () => {});
  await client.connect();
  const seen = new Map<number, number>();
  const sample = async () => {
    const { rows } = await client.query<{ pid: number }>(
      "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()",
    );
    for (const { pid } of rows) {
      const cpu = cpuSeconds(pid);
      if (cpu !== null) seen.set(pid, cpu);
    }
  };
  // The server lets go of connections that were idle for ten seconds: what they used is kept from the last look.
  const timer = setInterval(() => void sample().catch(() => {}), 1000);
  timer.unref();
  return {
    async cpu() {
      await sample();
      return [...seen.values()].reduce((sum, cpu) => sum + cpu, 0);
    },
    async stop() {
      clearInterval(timer);
      await client.end().catch(() => {});
    },
  };
}
