import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { makeAuth } from "#server/auth/auth.ts";
import { systemClock } from "#server/clock.ts";
import { pause, until } from "../chance.ts";
import { command } from "../command.ts";
import { both, textFor, type Fault } from "../fault.ts";
import { textOf } from "../oracle.ts";

/** The platform is put back to a backup under people who have written since: their words wait on their devices. */
export const restored: Fault = {
  name: "restored under clients",
  databases: both,
  runs: 2,
  quick: 1,
  async happen(run) {
    const ground = await run.ground({ documents: 2 });
    const text = textFor(run, ground);
    if (!ground.isUp) await ground.start();
    const folder = mkdtempSync(join(tmpdir(), "elac-backup-"));
    run.after(() => rmSync(folder, { recursive: true, force: true }));
    const archive = join(folder, "platform.tar");
    const writers = ground.writers(text, 3, run.index, run.chance);
    run.after(() => writers.forEach((one) => one.close()));
    await ground.open(writers);
    const [first] = writers;
    if (!first) throw new Error("nobody writes");
    const early = first.insert();
    await until(() => writers.every(({ doc }) => textOf(doc).includes(early)), "all have the first word");
    await until(() => first.provider.state.kind === "saved", "the first word is saved");
    await command(["backup", archive], ground.settings);
    for (const one of writers) one.type();
    await pause(run.chance.whole(1000, 2500));
    await ground.stop();
    const unsent = first.insert();
    for (const one of writers) one.rest();
    await command(["restore", archive, "--replace"], ground.settings);
    const stored = await ground.stored(text);
    if (stored.epoch === text.epoch) throw new Error("the text is still of the old epoch");
    const cookies = await ground.look(async (store) => {
      const auth = makeAuth({ store, clock: systemClock, env: { appUrl: "http://localhost" } });
      return Promise.all(
        text.editors.map(async ({ id }) => (await auth.begin(id, null)).split(";")[0] ?? ""),
      );
    });
    await ground.start();
    await until(
      () => writers.every(({ provider: { state, mayWrite } }) => !mayWrite && state.kind !== "saved"),
      () => `the old pages are shut: ${writers.map(({ provider }) => provider.state.kind).join(", ")}`,
    );
    if (first.provider.state.changes === 0) throw new Error("the unsent words are not counted");
    if (!textOf(first.doc).includes(unsent)) throw new Error("the unsent words are gone from the page");
    const enter = (place: number, name: string, epoch: number) =>
      ground.writer(text, place, {
        name: `r${run.index}${name}${place}`,
        chance: run.chance.branch(),
        headers: { Cookie: cookies[place] ?? "" },
        epoch,
      });
    // A page of before whose person has signed in again elsewhere.
    const old = enter(2, "old", text.epoch);
    const come = [enter(0, "new", stored.epoch), enter(1, "new", stored.epoch)];
    run.after(() => [old, ...come].forEach((one) => one.close()));
    await until(
      () => old.provider.state.kind === "reload-needed",
      () => `the old page: ${old.provider.state.kind}`,
    );
    await ground.open(come);
    for (const one of come) one.type();
    await pause(1500);
    await ground.judge(text, come);
    const said = textOf((await ground.stored(text)).loaded).split(/\s+/);
    if (!said.includes(early)) throw new Error("the text says not what the backup said");
    const late = writers.flatMap(({ account }) => [...account.words.keys()]).filter((word) => word !== early);
    const merged = late.filter((word) => said.includes(word));
    if (merged.length > 0)
      throw new Error(`what was written since came back by itself: ${merged.join(", ")}`);
    // Everybody was signed out: the next run has other people's cookies to begin with.
    await run.renew();
  },
};
