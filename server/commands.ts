/**
 * Commands of the house: what the operator asks from the command line. One function runs them, whether inside the
 * running server (asked over its local socket) or in a process of its own, because the embedded database has one owner.
 */
import { existsSync, rmSync } from "node:fs";
import { createHash } from "node:crypto";
import { createConnection, createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** What is asked: the name, what follows it, and the files it names, read by the asking process. */
export interface Asked {
  readonly name: string;
  readonly parameters: readonly string[];
  readonly files: Readonly<Record<string, { readonly base64: string }>>;
  /** Language of the operator, from LANG. */
  readonly language: string;
}

export interface Answered {
  readonly code: number;
  readonly lines: readonly string[];
  /** A file for the asking process to write, by the path that was typed. */
  readonly write?: { readonly path: string; readonly text: string };
}

export type RunCommand = (asked: Asked) => Promise<Answered>;

/** Path of the socket for commands. It lies beside the database, or in the system's folder where that path is too long. */
export function socketPath(dataDir: string): string {
  const path = join(dataDir, "commands.sock");
  if (Buffer.byteLength(path) < 100) return path;
  return join(tmpdir(), `elac-${createHash("sha256").update(dataDir).digest("hex").slice(0, 16)}.sock`);
}

/** Answers commands while the server runs. Only this user may open the socket. */
export async function listenForCommands(dataDir: string, run: RunCommand): Promise<Server> {
  const path = socketPath(dataDir);
  // The folder's lock is ours, so a socket that lies there belongs to a process that is gone.
  if (existsSync(path)) rmSync(path);
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    const chunks: Buffer[] = [];
    socket.on("error", () => socket.destroy());
    socket.on("data", (chunk: Buffer) => void chunks.push(chunk));
    socket.on("end", () => {
      // What is no JSON is answered like any command that fails; it must not end the server.
      Promise.resolve(Buffer.concat(chunks).toString("utf8"))
        .then((text) => run(JSON.parse(text) as Asked))
        .catch((error: unknown): Answered => ({ code: 1, lines: [String(error)] }))
        .then((answered) => socket.end(JSON.stringify(answered)))
        .catch(() => socket.destroy());
    });
  });
  const mask = process.umask(0o177);
  await new Promise<void>((listening, failed) => {
    server.once("error", failed);
    server.listen(path, listening);
  });
  process.umask(mask);
  return server;
}

/** Asks the server that owns the folder; null where none answers. */
export async function askRunningServer(dataDir: string, asked: Asked): Promise<Answered | null> {
  return new Promise((done, failed) => {
    const socket = createConnection({ path: socketPath(dataDir), allowHalfOpen: true });
    const chunks: Buffer[] = [];
    socket.once("error", (error: NodeJS.ErrnoException) =>
      error.code === "ENOENT" || error.code === "ECONNREFUSED" ? done(null) : failed(error),
    );
    socket.once("connect", () => socket.end(JSON.stringify(asked)));
    socket.on("data", (chunk: Buffer) => void chunks.push(chunk));
    socket.once("end", () => {
      if (chunks.length > 0) done(JSON.parse(Buffer.concat(chunks).toString("utf8")) as Answered);
      else failed(new Error("The server ended before it had answered."));
    });
  });
}
