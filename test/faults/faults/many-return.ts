import type { LiveText } from "#test/running/database.ts";
import { pause } from "../chance.ts";
import { both, type Fault } from "../fault.ts";
import { agree, readStored, settled } from "../oracle.ts";
import type { Writer } from "../writer.ts";

/** Two hundred people on twenty texts meet a server that was killed and started again. */
export const manyReturn: Fault = {
  name: "200 clients meet a restarted server",
  databases: both,
  runs: 2,
  quick: 0,
  async happen(run) {
    const ground = await run.ground({ documents: 20, people: 10 });
    if (!ground.isUp) await ground.start();
    const rooms: { text: LiveText; writers: Writer[] }[] = [];
    run.after(() => rooms.flatMap(({ writers }) => writers).forEach((one) => one.close()));
    // They come one text after the other; together they come back.
    for (const [place, text] of ground.database.documents.entries()) {
      const writers = ground.writers(text, 10, run.index * 100 + place, run.chance);
      rooms.push({ text, writers });
      await ground.open(writers);
    }
    const all = rooms.flatMap(({ writers }) => writers);
    for (const one of all) one.type(1000, 4000);
    await pause(6000);
    await ground.kill();
    await pause(run.chance.whole(500, 3000));
    await ground.start();
    const began = performance.now();
    await ground.open(all, 300_000);
    await pause(1000);
    for (const one of all) one.rest();
    await Promise.all(rooms.map(({ writers }) => settled(writers, 300_000)));
    run.note(`all synced after ${((performance.now() - began) / 1000).toFixed(1)} s`);
    await ground.look(async (store) => {
      for (const { text, writers } of rooms)
        agree(await readStored(store, text.documentId), {
          replicas: writers.map(({ doc }) => doc),
          accounts: writers.map(({ account }) => account),
        });
    });
  },
};
