import { both, textFor, type Fault } from "../fault.ts";
import { insist, lacking } from "../oracle.ts";
import { pause } from "../chance.ts";

/** SIGKILL at a random moment while people type; one of them dies with the server. */
export const serverKilled: Fault = {
  name: "server killed while people type",
  databases: both,
  runs: 25,
  quick: 10,
  async happen(run) {
    const ground = await run.ground({ documents: 3 });
    const text = textFor(run, ground);
    if (!ground.isUp) await ground.start();
    const writers = ground.writers(text, 6, run.index, run.chance);
    run.after(() => writers.forEach((one) => one.close()));
    for (const one of writers) one.type(10, 60);
    await ground.open(writers);
    await pause(run.chance.whole(100, 2500));
    await ground.kill();
    const [dying, ...others] = writers;
    dying?.die();
    insist(
      lacking(
        await ground.stored(text),
        writers.map(({ account }) => account),
      ),
    );
    await ground.start();
    await pause(run.chance.whole(0, 500));
    ground.wake(others, run);
    await ground.judge(text, others, { gone: dying ? [dying.account] : [] });
  },
};
