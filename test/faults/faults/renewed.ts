import { planOfUpdates } from "#app/document/ydoc.ts";
import { firstState } from "#app/document/ydoc.ts";
import { systemClock } from "#server/clock.ts";
import { lockDocument } from "#server/store/documents.ts";
import { beginWithout } from "#server/store/redactions.ts";
import { pause, until } from "../chance.ts";
import { both, type Fault } from "../fault.ts";
import { textOf } from "../oracle.ts";

/** The text begins a new epoch, as after a redaction, under people who are connected and have written since. */
export const renewed: Fault = {
  name: "new epoch under clients",
  databases: both,
  runs: 3,
  quick: 1,
  async happen(run) {
    const ground = await run.ground({ documents: 3 });
    const text = ground.database.documents[run.index % 3];
    if (!text) throw new Error("the ground has no text");
    if (!ground.isUp) await ground.start();
    const writers = ground.writers(text, 3, run.index, run.chance);
    run.after(() => writers.forEach((one) => one.close()));
    await ground.open(writers);
    const [first] = writers;
    if (!first) throw new Error("nobody writes");
    const early = first.insert();
    await until(() => writers.every(({ doc }) => textOf(doc).includes(early)), "all have the first word");
    await until(() => first.provider.state.kind === "saved", "the first word is saved");
    const then = await ground.look(async (store) =>
      planOfUpdates(
        (
          await store.db.documentUpdate.findMany({
            where: { documentId: text.documentId },
            orderBy: { seq: "asc" },
          })
        ).map(({ bytes }) => bytes),
      ),
    );
    for (const one of writers) one.type();
    await pause(run.chance.whole(1000, 2500));
    const epoch = await ground.look((store) =>
      store.transaction(async (tx) => {
        await lockDocument(tx, text.documentId);
        return beginWithout(tx, text.documentId, firstState(then.plan), systemClock.now());
      }),
    );
    await until(
      () =>
        writers.every(({ provider: { state } }) => state.kind === "reload-needed" && state.why === "epoch"),
      () =>
        `all are told to leave the old text: ${writers.map(({ provider }) => provider.state.kind).join(", ")}`,
    );
    const late = writers.flatMap(({ account }) => [...account.words.keys()]).filter((word) => word !== early);
    if (!late.some((word) => writers.some(({ doc }) => textOf(doc).includes(word))))
      throw new Error("nobody has the later words any more");
    const come = Array.from({ length: 2 }, (_, place) =>
      ground.writer(text, place, { name: `r${run.index}new${place}`, chance: run.chance.branch(), epoch }),
    );
    run.after(() => come.forEach((one) => one.close()));
    await ground.open(come);
    for (const one of come) one.type();
    await pause(1500);
    await ground.judge(text, come);
    const said = textOf(come[0]?.doc ?? first.doc);
    if (!said.includes(early)) throw new Error("the text says not what it said");
    const merged = late.filter((word) => said.split(/\s+/).includes(word));
    if (merged.length > 0)
      throw new Error(`what was written since came back by itself: ${merged.join(", ")}`);
  },
};
