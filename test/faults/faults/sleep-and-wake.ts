import { canonical } from "#app/document/plan.ts";
import { readPlan } from "#app/document/ydoc.ts";
import { pause, until } from "../chance.ts";
import { both, textFor, type Fault } from "../fault.ts";
import { startSleeper } from "../sleeper.ts";

/** Longer than Socket.IO's ping and its timeout: the server has given the sleeper up. */
const asleepMs = 55_000;

/** A device sleeps in the middle of a sentence, for longer than the server waits, while the others write on. */
export const sleepAndWake: Fault = {
  name: "sleep and wake",
  databases: both,
  runs: 2,
  quick: 0,
  async happen(run) {
    const ground = await run.ground({ documents: 2 });
    const text = textFor(run, ground);
    if (!ground.isUp) await ground.start();
    const writers = ground.writers(text, 3, run.index, run.chance);
    run.after(() => writers.forEach((one) => one.close()));
    const { cookie = "" } = text.editors[4] ?? {};
    const name = `r${run.index}asleep`;
    const seed = run.chance.whole(1, 2 ** 30);
    const sleeper = startSleeper({ name, url: ground.url, cookie, document: text.documentId, seed });
    run.after(() => sleeper.end());
    await ground.open(writers);
    await until(async () => (await sleeper.report()).state === "saved", "the sleeper has the text");
    sleeper.type();
    for (const one of writers) one.type(100, 500);
    await pause(run.chance.whole(1000, 3000));
    sleeper.sleep();
    await pause(asleepMs);
    sleeper.wake();
    await pause(2000);
    sleeper.rest();
    for (const one of writers) one.rest();
    await until(async () => {
      const { state, doc } = await sleeper.report();
      return (
        state === "saved" &&
        writers.every((one) => canonical(readPlan(one.doc).plan) === canonical(readPlan(doc).plan))
      );
    }, "the sleeper has caught up");
    const { doc, account } = await sleeper.report();
    await ground.judge(text, writers, { replicas: [doc], accounts: [account] });
  },
};
