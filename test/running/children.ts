/** Processes that shall not outlive the one that started them, however it ends. */
import type { ChildProcess } from "node:child_process";

const living = new Set<ChildProcess>();
process.once("exit", () => {
  for (const child of living) child.kill("SIGKILL");
});

/** Ends the child with this process, and says when it is gone, with its exit code. */
export function bound(child: ChildProcess): Promise<number | null> {
  living.add(child);
  return new Promise((gone) =>
    child.once("exit", (code) => {
      living.delete(child);
      gone(code);
    }),
  );
}
