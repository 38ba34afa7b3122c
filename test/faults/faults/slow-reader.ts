import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { endsOf, paragraphs } from "#test/running/texts.ts";
import { LightClient } from "#test/running/light-client.ts";
import { pause, until } from "../chance.ts";
import { both, textFor, type Fault } from "../fault.ts";
import type { Ground } from "../ground.ts";

const stalled = 16;
/** Bytes that each reader would be sent: much more than any network holds for it. */
const flood = { server: 32 * 1024 * 1024, embedded: 16 * 1024 * 1024 } as const;

/** Readers who stop reading while much is written: the server keeps a megabyte for each at most, and the others go on. */
export const slowReader: Fault = {
  name: "readers who stop reading",
  databases: both,
  runs: 2,
  quick: 0,
  async happen(run) {
    const ground = await run.ground({ people: 8, documents: 2 });
    const text = textFor(run, ground);
    const folder = mkdtempSync(join(tmpdir(), "elac-memory-"));
    run.after(() => rmSync(folder, { recursive: true, force: true }));
    const file = join(folder, "memory.json");
    const asks = pathToFileURL(join(import.meta.dirname, "../../bench/memory.mjs")).href;
    await ground.start({ MEMORY_FILE: file }, ["--expose-gc", "--import", asks]);
    run.after(() => ground.isUp && ground.kill());
    const writers = ground.writers(text, 4, run.index, run.chance);
    run.after(() => writers.forEach((one) => one.close()));
    await ground.open(writers);
    const [spot] = endsOf(paragraphs(4));
    if (!spot) throw new Error("there is nothing to write behind");
    const readers = Array.from({ length: stalled }, (_, place) => {
      const { cookie = "" } = text.editors[4 + (place % 4)] ?? {};
      return new LightClient({
        port: ground.port,
        cookie,
        document: text.documentId,
        client: 100 + place,
        spot,
      });
    });
    run.after(() => readers.forEach((one) => one.drop()));
    for (const one of readers) await one.join();
    for (const one of readers) one.stall();
    const size = 128 * 1024;
    for (let sent = 0; sent < flood[run.kind]; sent += size * writers.length) {
      for (const one of writers) one.insert(size);
      await until(
        () => writers.every(({ provider }) => provider.state.changes < 4),
        "the others' words are saved",
      );
      await pause(50);
    }
    const metrics = await (await fetch(`${ground.url}/metrics`)).text();
    const shed = Number(/what="resync"\} (\d+)/.exec(metrics)?.[1] ?? 0);
    if (shed < stalled) throw new Error(`only ${shed} of ${stalled} readers were told to come back`);
    const longest = (await ground.server.metric('elac_realtime{what="longest_line_bytes"}')) / 2 ** 20;
    if (longest > 2.5) throw new Error(`${longest.toFixed(1)} MB wait for one reader`);
    // What the server holds for them is what it no longer holds when they are gone; of the text it holds as much as before.
    const held = await atRest(ground, file);
    for (const one of readers) one.drop();
    const left = async () =>
      (await ground.server.metric('elac_realtime{what="connections"}')) === writers.length;
    await until(left, "the readers are gone");
    const each = (held - (await inUse(ground, file))) / 2 ** 20 / stalled;
    run.note(
      `${longest.toFixed(1)} MB wait for a reader, ${Math.max(0, each).toFixed(1)} MB held for each of ${stalled}`,
    );
    if (each > 1.5) throw new Error(`${each.toFixed(1)} MB were held for each reader`);
    await ground.judge(text, writers);
  },
};

/** Bytes in use when they do not change any more: whoever reads along has come to the end. */
async function atRest(ground: Ground, file: string): Promise<number> {
  let before = await inUse(ground, file);
  for (let times = 0; times < 30; times++) {
    await pause(3000);
    const now = await inUse(ground, file);
    if (Math.abs(now - before) < 2 ** 20) return now;
    before = now;
  }
  throw new Error("what the server holds keeps changing");
}

/** Bytes in use after garbage was collected. */
async function inUse({ server }: Ground, file: string): Promise<number> {
  rmSync(file, { force: true });
  process.kill(server.pid, "SIGUSR2");
  await until(() => existsSync(file), "the server tells its memory");
  const { heapUsed, external } = JSON.parse(readFileSync(file, "utf8")) as Record<string, number>;
  return (heapUsed ?? 0) + (external ?? 0);
}
