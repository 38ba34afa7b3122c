import { pause, until } from "../chance.ts";
import { textFor, type Fault } from "../fault.ts";
import { Proxy } from "../proxy.ts";

/**
 * The line to PostgreSQL is silent for a minute: nothing is refused, nothing is answered. Then it goes on where it stopped, or
 * only new connections get through.
 */
export const databaseUnreachable: Fault = {
  name: "database unreachable for 60 s",
  databases: ["server"],
  runs: 2,
  quick: 0,
  async happen(run) {
    const ground = await run.ground();
    const text = textFor(run, ground);
    const address = new URL(ground.database.address ?? "");
    const proxy = await Proxy.open(Number(address.port || 5432));
    run.after(() => proxy.close());
    address.port = String(proxy.port);
    await ground.start({ DATABASE_URL: address.toString() });
    run.after(() => ground.kill());
    const writers = ground.writers(text, 5, run.index, run.chance);
    run.after(() => writers.forEach((one) => one.close()));
    await ground.open(writers);
    for (const one of writers) one.type(50, 250);
    await pause(run.chance.whole(300, 2500));
    proxy.blackhole = true;
    await pause(3000);
    const before = writers.map(({ account }) => account.acknowledged.size);
    await until(
      () => writers.every(({ provider: { state } }) => state.kind === "unsaved" || state.kind === "offline"),
      () =>
        `the pages say that it is not saved: ${writers.map(({ provider }) => provider.state.kind).join(", ")}`,
      30_000,
    );
    await pause(57_000);
    const after = writers.map(({ account }) => account.acknowledged.size);
    if (after.join() !== before.join()) throw new Error("something was called saved without a database");
    const health = await fetch(`${ground.url}/healthz`);
    if (!health.ok) throw new Error(`the server says it is not well: ${health.status}`);
    const ready = await fetch(`${ground.url}/readyz`);
    if (ready.status !== 503) throw new Error(`without a database /readyz says ${ready.status}`);
    if (run.index % 2 === 1) proxy.heal();
    else {
      // The connections of before are dead, as after a fail-over.
      proxy.blackhole = false;
      proxy.cut();
    }
    const healed = performance.now();
    await ground.judge(text, writers);
    const well = await fetch(`${ground.url}/readyz`);
    if (well.status !== 200)
      throw new Error(`with a database /readyz says ${well.status}: ${await well.text()}`);
    run.note(`all saved ${((performance.now() - healed) / 1000).toFixed(1)} s after it was back`);
  },
};

/** All connections to PostgreSQL fall silent for good and nobody says so; new ones are good. */
export const databaseSilent: Fault = {
  name: "connections to the database fall silent",
  databases: ["server"],
  runs: 3,
  quick: 1,
  async happen(run) {
    const ground = await run.ground();
    const text = textFor(run, ground);
    const address = new URL(ground.database.address ?? "");
    const proxy = await Proxy.open(Number(address.port || 5432));
    run.after(() => proxy.close());
    address.port = String(proxy.port);
    await ground.start({ DATABASE_URL: address.toString() });
    run.after(() => ground.kill());
    const writers = ground.writers(text, 5, run.index, run.chance);
    run.after(() => writers.forEach((one) => one.close()));
    await ground.open(writers);
    for (const one of writers) one.type(50, 250);
    await pause(run.chance.whole(300, 2500));
    proxy.silence();
    const silenced = performance.now();
    const before = writers.map(({ account }) => account.acknowledged.size);
    await until(
      () => writers.every(({ account }, at) => account.acknowledged.size > (before[at] ?? 0) + 5),
      () => "saving goes on, on other connections",
      45_000,
    );
    run.note(`saving again ${((performance.now() - silenced) / 1000).toFixed(1)} s after`);
    await ground.judge(text, writers);
  },
};
