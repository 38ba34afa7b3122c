// Builds the product into build/: the pages with Remix, the server with esbuild. With --if-stale it does so only when a
// source has changed since, so that `npm start` is quick the second time.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";

const stamp = "build/sources.sha256";
const sources = [
  "app",
  "server",
  "prisma",
  "public",
  "package.json",
  "package-lock.json",
  "vite.config.ts",
  "remix.config.js",
];

function fingerprint() {
  const hash = createHash("sha256").update(process.version);
  const take = (path) => {
    if (path.endsWith("generated")) return;
    if (statSync(path).isDirectory()) for (const name of readdirSync(path).sort()) take(join(path, name));
    else hash.update(path).update(readFileSync(path));
  };
  for (const source of sources) if (existsSync(source)) take(source);
  return hash.digest("hex");
}

function run(command, ...parameters) {
  const { status } = spawnSync(process.execPath, [command, ...parameters], { stdio: "inherit" });
  if (status !== 0) process.exit(status ?? 1);
}

const now = fingerprint();
const fresh = existsSync(stamp) && readFileSync(stamp, "utf8") === now;
if (!(fresh && process.argv.includes("--if-stale"))) {
  if (!existsSync("server/store/generated/client.ts")) run("node_modules/prisma/build/index.js", "generate");
  process.env.NODE_ENV = "production";
  run("node_modules/@remix-run/dev/dist/cli.js", "vite:build", "--logLevel", "warn");
  await build({
    entryPoints: {
      main: "server/index.ts",
      command: "server/command.ts",
      "reader-thread": "server/realtime/reader-thread.ts",
      "paper-thread": "server/present/paper-thread.ts",
      "draft-thread": "server/intake/draft-thread.ts",
      "copies-thread": "server/present/copies-thread.ts",
    },
    outdir: "build",
    bundle: true,
    splitting: true,
    platform: "node",
    target: "node20",
    format: "esm",
    packages: "external",
    sourcemap: true,
    logLevel: "warning",
  });
  mkdirSync("build", { recursive: true });
  writeFileSync(stamp, now);
}
