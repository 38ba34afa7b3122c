/** Commands of the product as processes of their own. */
import { spawn } from "node:child_process";

/** Runs `node build/command.js …`; fails with what it said where it does not end with 0. */
export function command(words: readonly string[], env: Readonly<Record<string, string>>): Promise<string> {
  return new Promise((done, failed) => {
    const child = spawn(process.execPath, ["build/command.js", ...words], {
      env: { PATH: process.env["PATH"], NODE_ENV: "production", LOG_LEVEL: "warn", ...env },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let said = "";
    const hear = (chunk: Buffer) => void (said += chunk.toString());
    child.stdout.on("data", hear);
    child.stderr.on("data", hear);
    child.once("error", failed);
    child.once("exit", (code) =>
      code === 0 ? done(said) : failed(new Error(`${words.join(" ")}: ${code}\n${said}`)),
    );
  });
}
