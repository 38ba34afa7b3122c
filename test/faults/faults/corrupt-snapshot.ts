import { pause, until } from "../chance.ts";
import { both, textFor, type Fault } from "../fault.ts";
import { textOf } from "../oracle.ts";

/** Bytes of the newest fold are flipped on the disk: the text is made from an earlier fold or from the log. */
export const corruptSnapshot: Fault = {
  name: "corrupt snapshot",
  databases: both,
  runs: 6,
  quick: 1,
  async happen(run) {
    const ground = await run.ground({ documents: 6 });
    const text = textFor(run, ground);
    if (!ground.isUp) await ground.start();
    const writers = ground.writers(text, 3, run.index, run.chance);
    run.after(() => writers.forEach((one) => one.close()));
    await ground.open(writers);
    for (const one of writers) one.type(10, 40);
    await pause(1500);
    await ground.judge(text, writers);
    const [one] = writers;
    const right = one ? textOf(one.doc) : "";
    for (const leaving of writers) leaving.close();
    // A room that empties is folded; stopping the server folds what is open.
    await ground.stop();
    const { documentId } = text;
    await ground.look(async (store) => {
      const [fold] = await store.db.documentSnapshot.findMany({
        where: { documentId },
        orderBy: { seq: "desc" },
        take: 1,
      });
      if (!fold) throw new Error("the text was not folded");
      const bytes = Uint8Array.from(fold.bytes);
      const spoil = run.chance.whole(1, 3);
      // A letter into another one: it reads well, and is wrong.
      const at = Buffer.from(bytes).indexOf("countries");
      if (spoil === 1 && at >= 0) bytes[at] = (bytes[at] ?? 0) ^ 1;
      else if (spoil === 2) bytes.fill(255, Math.floor(bytes.length / 2), Math.floor(bytes.length / 2) + 16);
      else
        for (let times = 0; times < 20; times++)
          bytes[run.chance.whole(0, bytes.length - 1)] = run.chance.whole(0, 255);
      await store.db.documentSnapshot.updateMany({ where: { documentId, seq: fold.seq }, data: { bytes } });
    });
    await ground.start();
    const come = Array.from({ length: 2 }, (_, place) =>
      ground.writer(text, place, { name: `r${run.index}new${place}`, chance: run.chance.branch() }),
    );
    run.after(() => come.forEach((each) => each.close()));
    await ground.open(come);
    await until(
      () => come.every(({ provider }) => provider.state.kind === "saved"),
      "the newcomers have the text",
    );
    for (const { doc } of come) if (textOf(doc) !== right) throw new Error("the newcomers read another text");
    for (const each of come) each.type();
    await pause(1000);
    const accounts = writers.map(({ account }) => account);
    await ground.judge(text, come, { accounts });
  },
};
