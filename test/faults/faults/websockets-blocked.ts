import { pause } from "../chance.ts";
import { both, textFor, type Fault } from "../fault.ts";
import { Proxy, refuseUpgrade } from "../proxy.ts";

/** A network whose equipment knows no websockets: long polling carries the text, beside others who have better lines. */
export const websocketsBlocked: Fault = {
  name: "websockets blocked",
  databases: both,
  runs: 3,
  quick: 1,
  async happen(run) {
    const ground = await run.ground({ documents: 3 });
    const text = textFor(run, ground);
    if (!ground.isUp) await ground.start();
    const proxy = await Proxy.open(ground.port);
    run.after(() => proxy.close());
    proxy.answer = refuseUpgrade;
    const behind = ground.writers(text, 3, run.index, run.chance, proxy.url);
    const beside = ground.writers(text, 2, run.index + 1000, run.chance);
    const writers = [...behind, ...beside];
    run.after(() => writers.forEach((one) => one.close()));
    await ground.open(writers);
    for (const one of writers) one.type();
    await pause(4000);
    const transports = behind.map(({ socket }) => socket.io.engine.transport.name);
    if (transports.some((name) => name !== "polling"))
      throw new Error(`not by polling: ${transports.join(", ")}`);
    // Lines that end in the middle of a request, and again.
    for (let times = 0; times < 3; times++) {
      proxy.cut();
      await pause(run.chance.whole(200, 1500));
    }
    await ground.judge(text, writers);
  },
};
