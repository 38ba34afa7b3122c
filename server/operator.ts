/** What the operator types is checked here, then done by whoever owns the database: a running server, else this process. */
import { readFileSync, statSync, writeFileSync } from "node:fs";
import { basename } from "node:path";
import { refuse } from "#app/domain/refusal.ts";
import { seedReference } from "#prisma/seed/reference.ts";
import { makeBus } from "./bus.ts";
import { systemClock } from "./clock.ts";
import { askRunningServer, type Answered, type Asked } from "./commands.ts";
import { EnvError, readEnv, type Env } from "./env.ts";
import { largestAgenda } from "./intake/lines.ts";
import { makeLog } from "./log.ts";
import { answering, commandNamed, runCommand } from "./run-command.ts";
import { openAsItIs, openStore } from "./store/client.ts";
import { DatabaseHeld } from "./store/database-lock.ts";
import { FolderHeld } from "./store/folder-lock.ts";

/** A server that is starting holds the database before it can be asked; it is asked again (ms, times). */
const patience = { pause: 500, times: 60 } as const;

/** Does the command that `typed` names, with the environment `source`, and answers what to print. */
export async function operate(
  typed: readonly string[],
  source: Readonly<Record<string, string | undefined>>,
): Promise<Answered> {
  const [name = "", ...parameters] = typed;
  const language = (source["LC_ALL"] || source["LC_MESSAGES"] || source["LANG"] || "")
    .slice(0, 2)
    .toLowerCase();
  let asked: Asked = { name, parameters, files: {}, language };
  const checked = await answering(language, async () => {
    const known = commandNamed(name);
    const { largest = largestAgenda } = known;
    asked = {
      ...asked,
      files: Object.fromEntries(known.files(parameters).map((path) => [path, read(path, largest)])),
    };
    known.check(asked);
    asked = { ...asked, parameters: known.inFull?.(parameters) ?? parameters };
    return { code: 0, lines: [] };
  });
  if (checked.code !== 0) return checked;
  const known = commandNamed(name);
  let done: Answered | null = null;
  const unaided = await answering(language, async (spoken) => {
    done = known.alone?.(asked, spoken) ?? null;
    return done ?? { code: 0, lines: [] };
  });
  if (done !== null || unaided.code !== 0) return unaided;
  try {
    const env = readEnv(source);
    const answered = known.database === "alone" ? await alone(env, asked) : await hand(env, asked);
    return await answering(language, async () => written(answered));
  } catch (caught) {
    if (caught instanceof EnvError || caught instanceof FolderHeld || caught instanceof DatabaseHeld)
      return { code: 1, lines: [caught.message] };
    return answering(language, () => Promise.reject(caught));
  }
}

/** Does what nobody else may have the database open for. Refused: `restore.server-runs`. */
async function alone(env: Env, asked: Asked): Promise<Answered> {
  try {
    return await here(env, asked);
  } catch (caught) {
    if (!(caught instanceof FolderHeld || caught instanceof DatabaseHeld)) throw caught;
    return answering(asked.language, () => Promise.reject(refuse("conflict", "restore.server-runs")));
  }
}

/** Hands the command to whoever owns the database: a running server, else this process. */
async function hand(env: Env, asked: Asked): Promise<Answered> {
  for (let time = 1; ; time += 1) {
    const answered = env.databaseUrl === null ? await askRunningServer(env.dataDir, asked) : null;
    if (answered !== null) return answered;
    try {
      return await here(env, asked);
    } catch (caught) {
      if (!(caught instanceof FolderHeld) || time === patience.times) throw caught;
      await new Promise((passed) => setTimeout(passed, patience.pause));
    }
  }
}

async function here(env: Env, asked: Asked): Promise<Answered> {
  const { database } = commandNamed(asked.name);
  const store =
    database === undefined
      ? await openStore(env)
      : await openAsItIs(env, database === "alone" ? "alone" : "with-others");
  try {
    if (database === undefined) await seedReference(store, systemClock.now());
    // What a command has to say it prints; the log is for what went wrong.
    const log = makeLog(env.logLevel === "silent" ? "silent" : "error");
    return await runCommand({ store, clock: systemClock, bus: makeBus(log), log, env }, asked);
  } finally {
    await store.close();
  }
}

/** Writes the file that an answer brings. Refused where it is there already or cannot be written. */
function written(answered: Answered): Answered {
  const { write, ...said } = answered;
  if (write === undefined) return answered;
  try {
    writeFileSync(write.path, write.text, { flag: "wx" });
    return said;
  } catch (caught) {
    const code = caught instanceof Error && "code" in caught ? String(caught.code) : "";
    if (code === "EEXIST") throw refuse("conflict", "command.file-there", { file: write.path });
    throw refuse("invalid", "command.file-unwritable", { file: write.path, why: code });
  }
}

/** A file as the server is asked with it. Refused: missing, a folder, not readable, larger than `largest` bytes. */
function read(path: string, largest: number): { base64: string } {
  const file = basename(path);
  try {
    const found = statSync(path);
    if (found.isDirectory()) throw refuse("invalid", "command.file-folder", { file: path });
    if (found.size > largest) throw refuse("too-large", "import.too-large", { file });
    return { base64: readFileSync(path).toString("base64") };
  } catch (caught) {
    const code = caught instanceof Error && "code" in caught ? String(caught.code) : null;
    if (code === "ENOENT" || code === "ENOTDIR")
      throw refuse("unknown", "command.file-missing", { file: path });
    if (code !== null) throw refuse("invalid", "command.file-unreadable", { file: path, why: code });
    throw caught;
  }
}
