// Loaded into a server before it starts (--expose-gc --import): on SIGUSR2 it collects garbage and writes what memory is in use
// to the file that MEMORY_FILE names. So both servers are asked in the same way, and neither has to know of it.
import { renameSync, writeFileSync } from "node:fs";
import { isMainThread } from "node:worker_threads";

if (isMainThread)
  process.on("SIGUSR2", () => {
    globalThis.gc();
    globalThis.gc();
    const file = process.env.MEMORY_FILE;
    writeFileSync(`${file}.new`, JSON.stringify(process.memoryUsage()));
    renameSync(`${file}.new`, file);
  });
