import { pause } from "../chance.ts";
import { both, textFor, type Fault } from "../fault.ts";
import type { Meddle, Writer } from "../writer.ts";

/** Frames are lost, doubled, late, out of order and cut short, both ways; then the line is good again. */
export const lossyLine: Fault = {
  name: "30 % loss, duplicates, reordering, truncation",
  databases: both,
  runs: 10,
  quick: 1,
  async happen(run) {
    const ground = await run.ground({ documents: 5 });
    const text = textFor(run, ground);
    if (!ground.isUp) await ground.start();
    const writers = ground.writers(text, 5, run.index, run.chance);
    run.after(() => writers.forEach((one) => one.close()));
    await ground.open(writers);
    let bad = true;
    const meddle =
      (one: Writer, way: "in" | "out"): Meddle =>
      (frame, on) => {
        if (!bad || run.chance.percent(45)) return on(frame);
        if (run.chance.percent(55)) return;
        if (run.chance.percent(40)) return [frame, frame].forEach(on);
        if (run.chance.percent(80)) return void setTimeout(() => on(frame), run.chance.whole(1, 400));
        // Nothing follows on a line that broke in the middle of a message.
        if (way === "in") on(frame.slice(0, run.chance.whole(0, frame.length - 1)));
        one.socket.io.engine.close();
      };
    for (const one of writers) {
      one.incoming = meddle(one, "in");
      one.outgoing = meddle(one, "out");
    }
    for (const one of writers) one.type();
    await pause(8000);
    bad = false;
    // Whoever has lost the last thing said learns of it by the next one.
    await pause(2000);
    for (const one of writers) one.rest();
    for (const one of writers) one.insert();
    await ground.judge(text, writers);
  },
};
