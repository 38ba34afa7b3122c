import type { BrowserContext, Page } from "playwright-core";
import { openDevice, openPlan, profile, saved, signIn, typeIn } from "../chromium.ts";
import { pause } from "../chance.ts";
import { textFor, type Fault, type Run } from "../fault.ts";
import { textOf } from "../oracle.ts";

interface Refusing {
  readonly name: string;
  /** Before the page is opened. */
  prepare?(context: BrowserContext): Promise<unknown>;
  /** While it is open. */
  during?(page: Page, url: string): Promise<void>;
}

const ways: readonly Refusing[] = [
  {
    name: "looking at it throws",
    prepare: (context) =>
      context.addInitScript(() =>
        Object.defineProperty(window, "indexedDB", {
          get: () => {
            throw new DOMException("The operation is insecure.", "SecurityError");
          },
        }),
      ),
  },
  {
    name: "opening fails",
    prepare: (context) =>
      context.addInitScript(() => {
        IDBFactory.prototype.open = () => {
          throw new DOMException("A mutation operation was attempted on a database.", "InvalidStateError");
        };
      }),
  },
  {
    name: "opening never ends",
    prepare: (context) =>
      context.addInitScript(() => {
        IDBFactory.prototype.open = () => new EventTarget() as unknown as IDBOpenDBRequest;
      }),
  },
  {
    name: "it is full",
    async during(page, url) {
      const session = await page.context().newCDPSession(page);
      await session.send("Storage.overrideQuotaForOrigin", { origin: url, quotaSize: 1 });
    },
  },
];

/** A browser that keeps nothing, or no more: the text is written and saved all the same. */
export const deviceRefuses: Fault = {
  name: "IndexedDB refused or full",
  databases: ["server"],
  runs: 4,
  quick: 2,
  async happen(run: Run) {
    const ground = await run.ground({ documents: 4 });
    const text = textFor(run, ground);
    if (!ground.isUp) await ground.start();
    // In CI the first and the last way.
    const way = ways[run.index === 1 && run.quick ? 3 : run.index % ways.length];
    const [ana] = text.editors;
    if (!way || !ana) throw new Error("nobody may write here");
    run.note(way.name);
    const url = `http://localhost:${ground.port}`;
    const kept = profile();
    run.after(() => kept.remove());
    const device = await openDevice(kept.folder);
    run.after(() => device.kill());
    await signIn(device, ana, url);
    await way.prepare?.(device.context);
    const pages = [await openPlan(device, url, text.groupId), await openPlan(device, url, text.groupId)];
    const faults: string[] = [];
    for (const page of pages) {
      page.on("pageerror", (fault) => void faults.push(String(fault)));
      await saved(page);
      await way.during?.(page, url);
    }
    const writers = ground.writers(text, 2, run.index, run.chance);
    run.after(() => writers.forEach((one) => one.close()));
    await ground.open(writers);
    const words: string[] = [];
    /** Each window writes a word of its own. */
    const write = async (page: Page, name: string) => {
      const word = `${name}${run.index}w${words.length}`;
      words.push(word);
      await page.bringToFront();
      await typeIn(page, ` ${word} `);
    };
    for (const page of pages) {
      await write(page, "first");
      await saved(page);
    }
    writers[0]?.insert();
    await ground.kill();
    for (const page of pages) {
      await page.bringToFront();
      await page.locator(".saved.offline").waitFor();
      await write(page, "second");
    }
    await pause(500);
    await ground.start();
    for (const page of pages) await saved(page);
    await ground.judge(text, writers);
    const said = textOf((await ground.stored(text)).loaded);
    for (const word of words)
      if (said.split(word).length !== 2)
        throw new Error(`"${word}" stands ${said.split(word).length - 1} times`);
    if (faults.length > 0) run.note(`the page complained: ${faults[0]}`);
  },
};
