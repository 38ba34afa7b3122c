/**
 * Work that may take long or go wrong, in a thread of its own: bounded in memory and time, told of, and ended at will.
 * The thread posts `{ kind: "progress", done, all }` as it goes and `{ kind: "done", result }` once.
 */
import { Worker } from "node:worker_threads";

export interface ThreadWork {
  /** The thread's module beside this room, as "../present/paper-thread.ts"; built, it lies in one folder with this file. */
  readonly module: string;
  readonly asked: unknown;
  /** In ms; after it the thread is ended. */
  readonly patience: number;
  /** In MB. */
  readonly memory: number;
  readonly told?: (done: number, all: number) => void;
  readonly signal?: AbortSignal;
}

/** How work in a thread failed: for lack of time or memory, because somebody ended it, or by a fault of its own. */
export class ThreadFailure extends Error {
  constructor(
    readonly reason: "time" | "memory" | "ended" | "fault",
    cause?: unknown,
  ) {
    super(`the thread failed: ${reason}`, { cause });
  }
}

type Said =
  | { readonly kind: "progress"; readonly done: number; readonly all: number }
  | { readonly kind: "done"; readonly result: unknown };

/** What the thread made. @throws ThreadFailure */
export function inThread(work: ThreadWork): Promise<unknown> {
  return new Promise((resolve, reject) => {
    if (work.signal?.aborted === true) return reject(new ThreadFailure("ended"));
    const worker = startThread(work);
    const end = (settle: () => void) => {
      clearTimeout(timer);
      work.signal?.removeEventListener("abort", abort);
      void worker.terminate();
      settle();
    };
    const fail = (reason: ThreadFailure["reason"], cause?: unknown) =>
      end(() => reject(new ThreadFailure(reason, cause)));
    const timer = setTimeout(() => fail("time"), work.patience);
    const abort = () => fail("ended");
    work.signal?.addEventListener("abort", abort);
    worker.on("message", (said: Said) => {
      if (said.kind === "progress") work.told?.(said.done, said.all);
      else end(() => resolve(said.result));
    });
    worker.on("error", (error: unknown) => {
      const code = error instanceof Error && "code" in error ? error.code : null;
      fail(code === "ERR_WORKER_OUT_OF_MEMORY" ? "memory" : "fault", error);
    });
    worker.on("exit", () => fail("fault"));
    worker.unref();
  });
}

/** Built, threads are files beside this one; from the sources, tsx has to be told to read TypeScript in them. */
function startThread({ module, asked, memory }: ThreadWork): Worker {
  const here = import.meta.url;
  const options = {
    workerData: asked,
    resourceLimits: { maxOldGenerationSizeMb: memory, maxYoungGenerationSizeMb: 32, stackSizeMb: 4 },
    env: {},
    stdin: false,
  };
  if (!here.endsWith(".ts")) {
    const built = module.replace(/^.*\//, "./").replace(/\.ts$/, ".js");
    return new Worker(new URL(built, here), options);
  }
  const source = JSON.stringify(new URL(module, here).href);
  const start = `import("tsx/esm/api").then(({ register }) => { register(); return import(${source}); })`;
  return new Worker(start, { ...options, eval: true });
}
