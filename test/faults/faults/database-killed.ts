import { Account } from "../account.ts";
import { makeCluster } from "../cluster.ts";
import { pause, until } from "../chance.ts";
import { textFor, type Fault } from "../fault.ts";
import { insist, lacking } from "../oracle.ts";

/** PostgreSQL dies at a random moment while people type, is away for a while, and comes back. */
export const databaseKilled: Fault = {
  name: "database killed and started again",
  databases: ["server"],
  runs: 10,
  quick: 1,
  async happen(run) {
    const cluster = await run.once(
      "cluster",
      () => makeCluster(),
      (made) => made.drop(),
    );
    const ground = await run.ground({ server: cluster.address });
    const text = textFor(run, ground);
    if (!ground.isUp) await ground.start();
    const writers = ground.writers(text, 5, run.index, run.chance);
    run.after(() => writers.forEach((one) => one.close()));
    await ground.open(writers);
    for (const one of writers) one.type();
    await pause(run.chance.whole(300, 2500));
    await cluster.kill();
    await until(
      () => writers.every(({ provider: { state } }) => state.kind === "unsaved" || state.kind === "offline"),
      () =>
        `the pages say that it is not saved: ${writers.map(({ provider }) => provider.state.kind).join(", ")}`,
      30_000,
    );
    const known = writers.map(({ account }) => account.toJSON());
    await pause(run.chance.whole(0, 4000));
    await cluster.start();
    insist(lacking(await ground.stored(text), known.map(Account.from)));
    await ground.judge(text, writers);
  },
};
