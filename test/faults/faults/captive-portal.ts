import { pause, until } from "../chance.ts";
import { both, textFor, type Fault } from "../fault.ts";
import { captivePortal, Proxy } from "../proxy.ts";

/** A hotel's network answers everything with a page of its own and status 200; then it lets people through. */
export const portal: Fault = {
  name: "HTML from a captive portal",
  databases: both,
  runs: 3,
  quick: 1,
  async happen(run) {
    const ground = await run.ground({ documents: 3 });
    const text = textFor(run, ground);
    if (!ground.isUp) await ground.start();
    const proxy = await Proxy.open(ground.port);
    run.after(() => proxy.close());
    const behind = ground.writers(text, 3, run.index, run.chance, proxy.url);
    const beside = ground.writers(text, 2, run.index + 1000, run.chance);
    const writers = [...behind, ...beside];
    run.after(() => writers.forEach((one) => one.close()));
    await ground.open(writers);
    for (const one of writers) one.type();
    await pause(run.chance.whole(300, 1500));
    proxy.answer = captivePortal;
    proxy.cut();
    const late = ground.writer(text, 5, {
      name: `r${run.index}late`,
      chance: run.chance.branch(),
      url: proxy.url,
    });
    run.after(() => late.close());
    await until(
      () => behind.every(({ provider }) => provider.state.kind === "offline"),
      "the pages say: no line",
    );
    await pause(4000);
    if (late.provider.isOpen || behind.some(({ provider }) => provider.state.kind === "saved"))
      throw new Error("the portal's page was taken for an answer");
    proxy.answer = () => null;
    ground.wake([...behind, late], run);
    await ground.judge(text, [...writers, late]);
  },
};
