/** Starts the server, says where it is, and stops it in order. */
import { compose } from "./compose.ts";
import { EnvError, readEnv } from "./env.ts";
import { StartRefused } from "./start-refused.ts";
import { DatabaseHeld } from "./store/database-lock.ts";
import { FolderHeld } from "./store/folder-lock.ts";

try {
  const running = await compose(readEnv(process.env));
  let stopping = false;
  const stop = (signal: string) => {
    if (stopping) return;
    stopping = true;
    running.log.info({ signal }, "stopping");
    // A stop that hangs must not keep the process: what was acknowledged is committed already.
    setTimeout(() => process.exit(1), 10_000).unref();
    void running.stop().then(() => process.exit(0));
  };
  process.once("SIGTERM", () => stop("SIGTERM"));
  process.once("SIGINT", () => stop("SIGINT"));
  process.on("unhandledRejection", (reason) =>
    running.log.error({ err: reason }, "a promise failed and nobody waited for it"),
  );
  console.log(`\n  eLAC workplace is ready at ${running.address}\n`);
} catch (caught) {
  const mendable = [EnvError, FolderHeld, DatabaseHeld, StartRefused];
  if (caught instanceof Error && mendable.some((kind) => caught instanceof kind))
    console.error(caught.message);
  else console.error(caught);
  process.exit(1);
}
