/**
 * `npm run faults`: makes things go wrong around real servers and holds what is left against the oracle (oracle.ts).
 *
 *   npm run faults                     everything
 *   npm run faults -- --ci             the selection for CI
 *   npm run faults -- killed portal    faults whose names hold one of these words
 *   FAULTS_SEED=42 FAULTS_RUNS=1 …     repeats a run; each prints its seed
 */
import { chance } from "./chance.ts";
import { Skip, type Fault } from "./fault.ts";
import { Ground, type Kind } from "./ground.ts";
import { faults } from "./faults.ts";

interface Line {
  readonly fault: string;
  readonly kind: Kind;
  runs: number;
  failed: number;
  result: string;
  seeds: number[];
  seconds: number;
}

const words = process.argv.slice(2).filter((word) => !word.startsWith("--"));
const quick = process.argv.includes("--ci");
const firstSeed = Number(process.env["FAULTS_SEED"] ?? Math.floor(Math.random() * 1e6));
const asked = process.env["FAULTS_RUNS"] === undefined ? null : Number(process.env["FAULTS_RUNS"]);
const only = process.env["FAULTS_DATABASE"];

/** What was thrown where nobody waits: in a client's listener, as a page would write it to its console. */
const thrown: unknown[] = [];
process.on("uncaughtException", (error) => void thrown.push(error));
process.on("unhandledRejection", (error) => void thrown.push(error));

const chosen = faults.filter(
  ({ name, quick: count }) =>
    (words.length === 0 || words.some((word) => name.includes(word))) && (!quick || count > 0),
);
const lines: Line[] = [];
for (const fault of chosen)
  for (const kind of fault.databases)
    if (only === undefined || only === kind) lines.push(await suffer(fault, kind));

table(lines);
const failed = lines.reduce((sum, line) => sum + line.failed, 0);
const passed = lines.reduce((sum, line) => sum + line.runs - line.failed, 0);
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed > 0 || passed === 0 ? 1 : 0);

async function suffer(fault: Fault, kind: Kind): Promise<Line> {
  const began = performance.now();
  const line: Line = { fault: fault.name, kind, runs: 0, failed: 0, result: "passed", seeds: [], seconds: 0 };
  const runs = asked ?? (quick ? fault.quick : fault.runs);
  const notes = new Set<string>();
  let ground: Promise<Ground> | null = null;
  const kept = new Map<string, { made: Promise<unknown>; close: () => unknown }>();
  const abandon = async () => {
    const made = await (ground as Promise<Ground> | null)?.catch(() => null);
    ground = null;
    await quietly(() => made?.close());
    for (const { close } of [...kept.values()].reverse()) await quietly(close);
    kept.clear();
  };
  for (let index = 0; index < runs; index++) {
    const seed = firstSeed + index;
    const closing: (() => unknown)[] = [];
    line.seeds.push(seed);
    thrown.length = 0;
    line.runs++;
    console.log(`${fault.name} · ${kind} · FAULTS_SEED=${seed}`);
    try {
      await fault.happen({
        kind,
        index,
        quick,
        chance: chance(seed),
        ground: (options) => (ground ??= Ground.open({ kind, ...options })),
        renew: abandon,
        once: (name, make, close) => {
          const found = kept.get(name);
          if (found) return found.made as ReturnType<typeof make>;
          const made = make();
          kept.set(name, { made, close: () => made.then(close, () => undefined) });
          return made;
        },
        after: (close) => void closing.push(close),
        note: (text) => void notes.add(text),
      });
      if (thrown.length > 0) throw thrown[0];
    } catch (error) {
      if (error instanceof Skip) {
        line.runs--;
        line.result = `skipped: ${error.message}`;
        index = runs;
      } else {
        line.failed++;
        line.result = "FAILED";
        console.error(`  FAILED with FAULTS_SEED=${seed}:`, error);
        if (thrown.length > 0) console.error("  thrown besides:", thrown[0]);
        const made = await (ground as Promise<Ground> | null)?.catch(() => null);
        if (made?.said()) console.error(`  the server said:\n${made.said().slice(-4000)}`);
      }
    }
    for (const close of closing.reverse()) await quietly(close);
    if (line.failed > 0) await abandon();
  }
  await abandon();
  line.seconds = (performance.now() - began) / 1000;
  if (notes.size > 0) line.result += ` (${[...notes].join("; ")})`;
  return line;
}

async function quietly(close: () => unknown): Promise<void> {
  try {
    await close();
  } catch (error) {
    console.error(error);
  }
}

function table(all: readonly Line[]): void {
  const rows = all.map(({ fault, kind, runs, failed: bad, result, seeds, seconds }) => [
    fault,
    kind === "server" ? "PostgreSQL" : "embedded",
    bad > 0 ? `${runs - bad} of ${runs}` : String(runs),
    seeds.length > 1 ? `${seeds[0]}–${seeds.at(-1)}` : String(seeds[0] ?? ""),
    `${seconds.toFixed(0)} s`,
    result,
  ]);
  const heads = ["fault", "database", "runs", "seed", "time", "result"];
  const widths = heads.map((head, at) => Math.max(head.length, ...rows.map((row) => row[at]?.length ?? 0)));
  const draw = (row: readonly string[]) =>
    `| ${row.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join(" | ")} |`;
  console.log(
    ["", draw(heads), draw(widths.map((width) => "-".repeat(width))), ...rows.map(draw), ""].join("\n"),
  );
}
