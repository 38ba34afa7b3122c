/** A small disk that can be filled: a tmpfs of its own. */
import { execFileSync } from "node:child_process";
import { closeSync, mkdtempSync, openSync, rmSync, rmdirSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Skip } from "./fault.ts";

export interface Disk {
  readonly folder: string;
  /** Leaves no byte. */
  fill(): void;
  free(): void;
  drop(): void;
}

export function smallDisk(megabytes: number): Disk {
  const folder = mkdtempSync(join(tmpdir(), "elac-disk-"));
  try {
    execFileSync("mount", ["-t", "tmpfs", "-o", `size=${megabytes}m,mode=0755`, "tmpfs", folder], {
      stdio: "ignore",
    });
  } catch {
    rmdirSync(folder);
    throw new Skip("no small disk can be mounted here");
  }
  const ballast = join(folder, "ballast");
  return {
    folder,
    fill() {
      const file = openSync(ballast, "a");
      for (let size = 1 << 20; size >= 512;)
        try {
          writeSync(file, Buffer.alloc(size));
        } catch {
          size /= 2;
        }
      closeSync(file);
    },
    free: () => rmSync(ballast, { force: true }),
    drop() {
      execFileSync("umount", ["-l", folder], { stdio: "ignore" });
      rmdirSync(folder);
    },
  };
}
