/** A real Chromium: CHROMIUM_PATH, an installed one, or the one Playwright keeps. Where there is none, the tests fail. */
import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { chromium, type Browser } from "playwright-core";

const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

function installed(): string | undefined {
  const given = process.env["CHROMIUM_PATH"];
  if (given) return given;
  for (const name of names) {
    try {
      return execFileSync("which", [name], { encoding: "utf8" }).trim();
    } catch {
      // Not this one.
    }
  }
  const kept = chromium.executablePath();
  return existsSync(kept) ? kept : undefined;
}

export async function launchChromium(): Promise<Browser> {
  const executablePath = installed();
  if (executablePath === undefined)
    throw new Error(
      "No Chromium was found. Install one (Debian: apt-get install chromium; elsewhere: npx playwright-core install chromium) or set CHROMIUM_PATH.",
    );
  return chromium.launch({
    executablePath,
    args: [
      ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
      "--no-first-run",
    ],
  });
}
