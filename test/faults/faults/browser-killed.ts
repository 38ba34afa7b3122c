import { openDevice, openPlan, profile, saved, signIn, typeIn } from "../chromium.ts";
import { pause } from "../chance.ts";
import { textFor, type Fault } from "../fault.ts";
import { textOf } from "../oracle.ts";

/** A browser dies with words of two windows that never reached the server; on opening the page again they are there, and are saved. */
export const browserKilled: Fault = {
  name: "browser killed with unsaved text",
  databases: ["server"],
  runs: 3,
  quick: 1,
  async happen(run) {
    const ground = await run.ground({ documents: 3 });
    const text = textFor(run, ground);
    if (!ground.isUp) await ground.start();
    const [ana] = text.editors;
    if (!ana) throw new Error("nobody may write here");
    const url = `http://localhost:${ground.port}`;
    const kept = profile();
    run.after(() => kept.remove());
    const first = await openDevice(kept.folder);
    run.after(() => first.kill());
    await signIn(first, ana, url);
    const pages = [await openPlan(first, url, text.groupId), await openPlan(first, url, text.groupId)];
    for (const page of pages) await page.locator(".saved time").waitFor();
    await ground.kill();
    const words: string[] = [];
    for (const page of pages) {
      await page.bringToFront();
      await page.locator(".saved.offline").waitFor();
      const word = `unsent${run.index}x${run.chance.whole(1, 1e6)}`;
      words.push(word);
      await typeIn(page, ` ${word} `);
    }
    await pause(run.chance.whole(300, 3000));
    await first.kill();
    await ground.start();
    // Somebody writes meanwhile.
    const writers = ground.writers(text, 2, run.index, run.chance);
    run.after(() => writers.forEach((one) => one.close()));
    await ground.open(writers);
    writers[0]?.insert();
    const again = await openDevice(kept.folder);
    run.after(() => again.kill());
    await signIn(again, ana, url);
    const back = await openPlan(again, url, text.groupId);
    await saved(back);
    const beside = await openPlan(again, url, text.groupId);
    await saved(beside);
    await ground.judge(text, writers);
    const said = textOf((await ground.stored(text)).loaded);
    for (const word of words) {
      for (const page of [back, beside])
        if ((await page.locator("#plan-text").textContent())?.includes(word) !== true)
          throw new Error(`"${word}" is gone from the page`);
      const count = said.split(word).length - 1;
      if (count !== 1) throw new Error(`"${word}" stands ${count} times`);
    }
  },
};
