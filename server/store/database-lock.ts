import { Client } from "pg";

/** Another process of this product has the PostgreSQL database for itself, or has it open where it is wanted for oneself. */
export class DatabaseHeld extends Error {
  constructor(how: "with-others" | "alone") {
    super(
      how === "alone"
        ? "The database is in use by a running server or command. Stop it first."
        : "The database is being restored by another process. Start again when that is done.",
    );
    this.name = "DatabaseHeld";
  }
}

/** Any number: it names the lock that says who has the database open. */
const openLock = 7_203_156;

/** Between two tries to come back after the connection that held the lock was lost, in ms. */
const pause = 1_000;

/**
 * Notes on the PostgreSQL server that this process has the database open: with others, or alone. Answers what ends it. The note
 * lives on a connection of its own; where that is lost it is made again, because the process goes on. Throws DatabaseHeld.
 */
export async function holdServer(url: string, how: "with-others" | "alone"): Promise<() => Promise<void>> {
  let ended = false;
  let held: Client | null = null;
  let waiting: NodeJS.Timeout | null = null;

  async function take(): Promise<void> {
    const client = new Client({ connectionString: url, keepAlive: true });
    let lost = false;
    const lose = () => {
      if (lost || ended) return;
      lost = true;
      if (held === client) again();
    };
    client.on("error", lose);
    client.on("end", lose);
    await client.connect();
    const lock = how === "alone" ? "pg_try_advisory_lock" : "pg_try_advisory_lock_shared";
    const { rows } = await client.query<{ taken: boolean }>(`SELECT ${lock}($1) AS taken`, [openLock]);
    if (rows[0]?.taken !== true) {
      await client.end();
      throw new DatabaseHeld(how);
    }
    held = client;
    if (lost) again();
  }

  function again(): void {
    held = null;
    waiting = setTimeout(() => void take().catch(() => ended || again()), pause);
    waiting.unref();
  }

  await take();
  return async () => {
    ended = true;
    if (waiting !== null) clearTimeout(waiting);
    await held?.end().catch(() => {});
  };
}
