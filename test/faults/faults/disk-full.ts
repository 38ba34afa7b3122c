import { Account } from "../account.ts";
import { makeCluster } from "../cluster.ts";
import { pause, until } from "../chance.ts";
import { smallDisk } from "../disk.ts";
import { both, textFor, type Fault } from "../fault.ts";
import { insist, lacking } from "../oracle.ts";

/** The database's disk is full for a while: nothing is called saved that is not, and all is saved when there is room. */
export const diskFull: Fault = {
  name: "disk full",
  databases: both,
  runs: 3,
  quick: 0,
  async happen(run) {
    const disk = await run.once(
      "disk",
      async () => smallDisk(240),
      (made) => made.drop(),
    );
    const cluster =
      run.kind === "server"
        ? await run.once(
            "cluster",
            () => makeCluster(disk.folder),
            (made) => made.drop(),
          )
        : null;
    const ground = await run.ground(cluster ? { server: cluster.address } : { folder: disk.folder });
    const text = textFor(run, ground);
    if (!ground.isUp) await ground.start();
    const writers = ground.writers(text, 3, run.index, run.chance);
    run.after(() => writers.forEach((one) => one.close()));
    run.after(() => disk.free());
    await ground.open(writers);
    for (const one of writers) one.type(50, 200);
    await pause(run.chance.whole(500, 1500));
    disk.fill();
    // What was set aside for the journal of the database is used up as well.
    const paste = setInterval(() => writers.forEach((one) => one.insert(100_000)), 1000);
    run.after(() => clearInterval(paste));
    await until(
      () => writers.every(({ provider: { state } }) => state.kind === "unsaved" || state.kind === "offline"),
      () =>
        `the pages say that it is not saved: ${writers.map(({ provider }) => provider.state.kind).join(", ")}`,
    ).finally(() => clearInterval(paste));
    await pause(5000);
    for (const one of writers) one.rest();
    const known = writers.map(({ account }) => account.toJSON());
    disk.free();
    await cluster?.revive();
    if (run.kind === "server") await pause(1000);
    const alone = await until(
      () => writers.every(({ provider }) => provider.state.kind === "saved"),
      "",
      60_000,
    ).then(
      () => true,
      () => false,
    );
    if (!alone) {
      if (ground.isUp) await ground.kill();
      await ground.start();
      run.note("the server had to be started again");
    }
    insist(lacking(await ground.stored(text), known.map(Account.from)));
    await ground.judge(text, writers);
  },
};
