/**
 * `npm run bench`: our built server, on PostgreSQL and on the embedded database, beside Hocuspocus with its SQLite extension, as
 * it comes and with `flushDelay: 20`, under the same load. The systems take turns in one run, the clients are processes of their
 * own, and CPU and memory are read from the operating system; so the ratios hold on any machine, the milliseconds on this one.
 *
 *   npm run bench -- --scenario editors-100,kill --repeats 3 --systems postgres,hocuspocus --quick --json FILE
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { dirname } from "node:path";
import { parseArgs } from "node:util";
import { median, type Figures } from "./figures.ts";
import { reportOf } from "./report.ts";
import type { Scenario, Size } from "./scenario.ts";
import { allScenarios } from "./scenarios.ts";
import { installPeer, prepare, systemNames, type Prepared, type SystemName } from "./systems.ts";

const { values: options } = parseArgs({
  options: {
    scenario: { type: "string" },
    systems: { type: "string" },
    repeats: { type: "string", default: "5" },
    /** A recorded trace (gzipped JSON) for the cold open; one of the same size is made where there is none. */
    trace: { type: "string", default: "../shared/traces/automerge-paper.json.gz" },
    json: { type: "string", default: ".cache/bench.json" },
    quick: { type: "boolean", default: false },
    /** Everything once and small, within a minute: whether it works, never how fast. */
    smoke: { type: "boolean", default: false },
  },
});

function chosen<T extends string>(
  asked: string | undefined,
  all: readonly T[],
  otherwise: readonly T[],
): T[] {
  if (asked === undefined) return [...otherwise];
  return asked.split(",").map((name) => {
    const found = all.find((known) => known === name);
    if (found === undefined) throw new Error(`${name} is none of ${all.join(", ")}`);
    return found;
  });
}

const failures: string[] = [];

/** The other runs still tell something; the command fails in the end. */
function fail(what: string, failure: unknown): void {
  failures.push(`${what}: ${String(failure)}`);
  console.error(failures.at(-1));
}

/** All systems in turns, as often as asked; in another order each time, so that none always comes after the same. */
async function runs(scenario: Scenario, systems: readonly SystemName[], size: Size) {
  const taking = systems.filter((name) => !scenario.without?.includes(name));
  const prepared: { system: Prepared; others: Prepared[] }[] = [];
  const found = new Map<SystemName, Figures[]>(taking.map((name) => [name, []]));
  try {
    for (const name of taking) {
      const ready: Prepared[] = [];
      try {
        ready.push(await prepare(name, await scenario.need(size, name)));
        for (const need of scenario.others?.(size) ?? []) ready.push(await prepare(name, need));
      } catch (failure) {
        fail(`${scenario.name} of ${name}, its texts`, failure);
        for (const one of ready.splice(0)) await one.drop();
      }
      const [system, ...others] = ready;
      if (system) prepared.push({ system, others });
    }
    for (let repeat = 0; repeat < size.repeats; repeat++)
      for (let turn = 0; turn < prepared.length; turn++) {
        const next = prepared[(turn + repeat) % prepared.length];
        if (!next) continue;
        const { system, others } = next;
        const figures = await scenario.run(system, repeat, size, others).catch((failure: unknown) => {
          fail(`${scenario.name} of ${system.name}, run ${repeat + 1}`, failure);
          return null;
        });
        if (figures === null) continue;
        found.get(system.name)?.push(figures);
        const first = Object.entries(figures).slice(0, 3);
        console.error(
          `${scenario.name} ${repeat + 1}/${size.repeats} ${system.name}: ${first.map(([name, value]) => `${name} ${value.toPrecision(3)}`).join(", ")}`,
        );
      }
  } finally {
    for (const { system, others } of prepared) for (const one of [system, ...others]) await one.drop();
  }
  return found;
}

const { smoke } = options;
const scenarios = allScenarios(options.trace);
const size: Size = { repeats: smoke ? 1 : Number(options.repeats), quick: options.quick || smoke };
const names = scenarios.map(({ name }) => name);
const wanted = chosen(options.scenario, names, smoke ? ["editors-10", "cold-open", "kill", "growth"] : names);
const systems = chosen(options.systems, systemNames, smoke ? ["postgres", "hocuspocus"] : systemNames);
if (systems.some((name) => name.startsWith("hocuspocus"))) installPeer();

const machine = `${cpus().length} × ${cpus()[0]?.model ?? "?"}, Node ${process.version}`;
const results: { scenario: string; figures: Record<string, Figures[]> }[] = [];
for (const scenario of scenarios) {
  if (!wanted.includes(scenario.name)) continue;
  const found = await runs(scenario, systems, size);
  results.push({ scenario: scenario.name, figures: Object.fromEntries(found) });
  const shown = smoke ? null : reportOf(scenario, found);
  if (shown !== null) console.log(`\n${shown}`);
  // After each scenario, so that a run that is broken off leaves what it has found.
  if (smoke) continue;
  mkdirSync(dirname(options.json), { recursive: true });
  writeFileSync(
    options.json,
    JSON.stringify({ machine, at: new Date().toISOString(), size, results }, null, 1),
  );
}
if (smoke) {
  for (const { scenario, figures } of results)
    for (const [system, [first]] of Object.entries(figures)) {
      if (!first || !Number.isFinite(median(Object.values(first))))
        throw new Error(`${scenario} of ${system} says nothing`);
      if (!system.startsWith("hocuspocus") && (first["acknowledged characters lost"] ?? 0) > 0)
        throw new Error(`${system} lost what it had acknowledged`);
    }
  if (failures.length === 0) console.log("bench: works");
} else console.log(`\n${machine}. ${size.repeats} runs of each, in turns. ${options.json} has all figures.`);
if (failures.length > 0) console.error(`\nfailed:\n${failures.join("\n")}`);
process.exit(failures.length > 0 ? 1 : 0);
