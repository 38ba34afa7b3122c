import { pause, until } from "../chance.ts";
import { both, textFor, type Fault } from "../fault.ts";
import { textOf } from "../oracle.ts";

/** A server with a later schema comes up under tabs of the earlier one, one of them with words not yet sent. */
export const newerSchema: Fault = {
  name: "newer schema under old tabs",
  databases: both,
  runs: 3,
  quick: 1,
  async happen(run) {
    const ground = await run.ground({ documents: 3 });
    const text = textFor(run, ground);
    if (!ground.isUp) await ground.start();
    const writers = ground.writers(text, 4, run.index, run.chance);
    run.after(() => writers.forEach((one) => one.close()));
    await ground.open(writers);
    for (const one of writers) one.type();
    await pause(run.chance.whole(500, 1500));
    const [old, idle, ...current] = writers;
    if (!old || !idle) throw new Error("too few write");
    await ground.stop();
    idle.rest();
    await until(() => old.provider.state.kind === "offline", "there is no line");
    const kept = old.insert();
    old.rest();
    for (const one of [old, idle]) one.asOlder = true;
    await ground.start();
    await until(
      () =>
        [old, idle].every(
          ({ provider: { state } }) => state.kind === "reload-needed" && state.why === "schema-older",
        ),
      () =>
        `the old tabs say that they need a reload: ${old.provider.state.kind}, ${idle.provider.state.kind}`,
    );
    if (old.provider.mayWrite) throw new Error("an old tab may write");
    if (old.provider.state.changes === 0) throw new Error("the unsent words are not counted");
    if (!textOf(old.doc).includes(kept)) throw new Error("the unsent words are gone from the old tab");
    old.insert();
    await pause(1000);
    await ground.judge(text, current, { gone: [old.account, idle.account] });
    const said = textOf(current[0]?.doc ?? old.doc);
    if (said.includes(kept)) throw new Error("an old tab wrote into the text");
  },
};
