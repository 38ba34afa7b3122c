import { pause } from "../chance.ts";
import { both, textFor, type Fault } from "../fault.ts";
import { Proxy, refuseSockets } from "../proxy.ts";
import type { Passage } from "../writer.ts";

/**
 * A network that lets neither websockets nor long polling through: plain requests carry the text, and some of them are lost,
 * some answers too, and some arrive twice. Others on better lines write beside; in the end the sockets get through.
 */
export const plainHttp: Fault = {
  name: "no socket gets through",
  databases: both,
  runs: 4,
  quick: 1,
  async happen(run) {
    const ground = await run.ground({ documents: 4 });
    const text = textFor(run, ground);
    if (!ground.isUp) await ground.start();
    const proxy = await Proxy.open(ground.port);
    run.after(() => proxy.close());
    proxy.answer = refuseSockets;
    const plainFrom = ground.settings["APP_URL"] ?? "";
    const behind = [0, 1].map((place) =>
      ground.writer(text, place, {
        name: `r${run.index}h${place}`,
        chance: run.chance.branch(),
        url: proxy.url,
        plainFrom,
      }),
    );
    const beside = ground.writers(text, 2, run.index + 1000, run.chance);
    const writers = [...behind, ...beside];
    run.after(() => writers.forEach((one) => one.close()));
    await ground.open(writers);
    const { chance } = run;
    const passage = (): Passage =>
      chance.percent(55) ? "through" : chance.one<Passage>(["lost", "unanswered", "twice"]);
    for (const one of behind) one.passage = passage;
    for (const one of writers) one.type(30, 200);
    await pause(8000);
    if (behind.some(({ socket }) => socket.connected)) throw new Error("a socket got through");
    for (const one of behind) one.passage = () => "through";
    if (run.index % 2 === 1) {
      // The same text, the same words on their way, on another line.
      proxy.answer = () => null;
      proxy.cut();
      await pause(2000);
    }
    await ground.judge(text, writers);
    run.note(`${behind.reduce((sum, { plainly }) => sum + plainly, 0)} plain requests answered`);
    if (behind.some(({ plainly }) => plainly < 5)) throw new Error("hardly anything went over plain HTTP");
  },
};
