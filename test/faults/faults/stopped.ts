import { pause } from "../chance.ts";
import { both, textFor, type Fault } from "../fault.ts";
import { insist, lacking } from "../oracle.ts";
import { Proxy } from "../proxy.ts";

/** SIGTERM in the middle of typing: gone within ten seconds, nothing that was acknowledged lost, no rush back. */
export const stopped: Fault = {
  name: "SIGTERM under load",
  databases: both,
  runs: 3,
  quick: 1,
  async happen(run) {
    const ground = await run.ground({ people: 20, documents: 2 });
    const text = textFor(run, ground);
    if (!ground.isUp) await ground.start();
    const writers = ground.writers(text, 20, run.index, run.chance);
    run.after(() => writers.forEach((one) => one.close()));
    await ground.open(writers);
    for (const one of writers) one.type(20, 120);
    await pause(run.chance.whole(1000, 3000));
    const told = performance.now();
    const code = await ground.stop();
    const took = (performance.now() - told) / 1000;
    if (took > 10) throw new Error(`it took ${took.toFixed(1)} s to stop`);
    if (code !== 0) throw new Error(`it ended with ${code}`);
    insist(
      lacking(
        await ground.stored(text),
        writers.map(({ account }) => account),
      ),
    );
    // Whoever comes back knocks at an empty place for a while; when they knock again is what spreads them.
    const back: number[] = [];
    const began = performance.now();
    for (const { socket } of writers) socket.once("connect", () => void back.push(performance.now() - began));
    await ground.start();
    await ground.judge(text, writers);
    const [first = 0, last = 0] = [Math.min(...back), Math.max(...back)];
    run.note(`gone after ${took.toFixed(1)} s, back over ${((last - first) / 1000).toFixed(1)} s`);
  },
};

/** SIGTERM while the database does not answer: gone within ten seconds all the same, and what was not saved comes back. */
export const stoppedAlone: Fault = {
  name: "SIGTERM with the database away",
  databases: ["server"],
  runs: 2,
  quick: 1,
  async happen(run) {
    const ground = await run.ground({ people: 20, documents: 2 });
    const text = textFor(run, ground);
    const address = new URL(ground.database.address ?? "");
    const proxy = await Proxy.open(Number(address.port || 5432));
    run.after(() => proxy.close());
    address.port = String(proxy.port);
    const env = { DATABASE_URL: address.toString() };
    await ground.start(env);
    run.after(() => ground.isUp && ground.kill());
    const writers = ground.writers(text, 10, run.index, run.chance);
    run.after(() => writers.forEach((one) => one.close()));
    await ground.open(writers);
    for (const one of writers) one.type(20, 120);
    await pause(run.chance.whole(1000, 3000));
    proxy.blackhole = true;
    await pause(run.chance.whole(200, 4000));
    const told = performance.now();
    const code = await ground.stop();
    const took = (performance.now() - told) / 1000;
    if (took > 10) throw new Error(`it took ${took.toFixed(1)} s to stop`);
    if (code !== 0) throw new Error(`it ended with ${code}`);
    run.note(`gone after ${took.toFixed(1)} s`);
    insist(
      lacking(
        await ground.stored(text),
        writers.map(({ account }) => account),
      ),
    );
    proxy.blackhole = false;
    proxy.cut();
    await ground.start(env);
    await ground.judge(text, writers);
  },
};
