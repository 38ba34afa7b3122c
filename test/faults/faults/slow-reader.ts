import { pause, until } from "../chance.ts";
import { both, textFor, type Fault } from "../fault.ts";
import { endsOf, paragraphs } from "#test/running/texts.ts";
import { LightClient } from "#test/running/light-client.ts";

const stalled = 16;
/** Bytes that each reader would be sent: much more than any network holds for it. */
const flood = 32 * 1024 * 1024;

/** Readers who stop reading while much is written: the server keeps a megabyte for each at most, and the others go on. */
export const slowReader: Fault = {
  name: "readers who stop reading",
  databases: both,
  runs: 2,
  quick: 0,
  async happen(run) {
    const ground = await run.ground({ people: 8, documents: 2 });
    const text = textFor(run, ground);
    if (!ground.isUp) await ground.start();
    const writers = ground.writers(text, 4, run.index, run.chance);
    run.after(() => writers.forEach((one) => one.close()));
    await ground.open(writers);
    const [spot] = endsOf(paragraphs(4));
    if (!spot) throw new Error("there is nothing to write behind");
    const readers = Array.from({ length: stalled }, (_, place) => {
      const { cookie = "" } = text.editors[4 + (place % 4)] ?? {};
      return new LightClient({
        port: ground.port,
        cookie,
        document: text.documentId,
        client: 100 + place,
        spot,
      });
    });
    run.after(() => readers.forEach((one) => one.drop()));
    for (const one of readers) await one.join();
    for (const one of readers) one.stall();
    const before = ground.server.resident();
    let most = before;
    const size = 128 * 1024;
    for (let sent = 0; sent < flood; sent += size * writers.length) {
      for (const one of writers) one.insert(size);
      await until(
        () => writers.every(({ provider }) => provider.state.changes < 4),
        "the others' words are saved",
      );
      most = Math.max(most, ground.server.resident());
      await pause(50);
    }
    const grown = (most - before) / 2 ** 20;
    // The text itself is kept as bytes, in the room and in the thread that reads along.
    const allowed = stalled * 1 + (flood / 2 ** 20) * 8;
    run.note(`memory grew by ${grown.toFixed(0)} MB with ${stalled} readers`);
    if (grown > allowed) throw new Error(`memory grew by ${grown.toFixed(0)} MB`);
    const metrics = await (await fetch(`${ground.url}/metrics`)).text();
    const shed = Number(/what="resync"\} (\d+)/.exec(metrics)?.[1] ?? 0);
    if (shed < stalled) throw new Error(`only ${shed} of ${stalled} readers were told to come back`);
    for (const one of readers) one.drop();
    await ground.judge(text, writers);
  },
};
