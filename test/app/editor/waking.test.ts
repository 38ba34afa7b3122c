import { afterEach, describe, expect, test, vi } from "vitest";
import { watchWaking, type WakingPage } from "#app/editor/waking.ts";
import { wordsOf } from "#app/document/plan.ts";
import { planOfUpdates } from "#app/document/ydoc.ts";
import { Portal } from "./portal.ts";
import { document, para, Stage } from "./stage.ts";
import { until, Writer } from "./writer.ts";

class Page extends EventTarget {
  readonly document = Object.assign(new EventTarget(), { visibilityState: "visible" });
}

afterEach(() => {
  vi.useRealTimers();
});

describe("a page is awake again", () => {
  const watched = () => {
    const page = new Page();
    const wake = vi.fn();
    const stop = watchWaking(page as unknown as WakingPage, wake);
    return { page, wake, stop };
  };

  test("when it is online, restored by going back, resumed, or seen again", () => {
    vi.useFakeTimers();
    const { page, wake, stop } = watched();
    page.dispatchEvent(new Event("online"));
    page.dispatchEvent(new Event("pageshow"));
    page.document.dispatchEvent(new Event("resume"));
    page.document.visibilityState = "hidden";
    page.document.dispatchEvent(new Event("visibilitychange"));
    expect(wake).toHaveBeenCalledTimes(3);
    page.document.visibilityState = "visible";
    page.document.dispatchEvent(new Event("visibilitychange"));
    expect(wake).toHaveBeenCalledTimes(4);
    stop();
    page.dispatchEvent(new Event("online"));
    expect(wake).toHaveBeenCalledTimes(4);
  });

  test("when the clock jumped, and not because nobody looks at it", () => {
    vi.useFakeTimers();
    const { wake, stop } = watched();
    vi.advanceTimersByTime(600_000);
    expect(wake).not.toHaveBeenCalled();
    vi.setSystemTime(Date.now() + 300_000);
    vi.advanceTimersByTime(5000);
    expect(wake).toHaveBeenCalledTimes(1);
    stop();
  });
});

describe("a line after sleep", () => {
  test("that is dead without knowing it is found out at once, and another one made", async () => {
    const stage = await Stage.open({ type: "doc", content: [para("a", "First.")] });
    const portal = await Portal.before(stage.port);
    let slept = 0;
    const ana = new Writer(portal, "ana", { now: () => new Date(Date.now() + slept) });
    const bruno = new Writer(stage, "bruno");
    try {
      await ana.start();
      await bruno.start();
      await ana.is("saved");
      await bruno.is("saved");
      const joins: string[] = [];
      ana.socket.onAnyOutgoing((event: string) => joins.push(event));
      // Heard a moment ago: nobody asks.
      ana.provider.wake();
      expect(joins).toEqual([]);
      portal.turn("mute");
      slept = 300_000;
      bruno.write("while she slept");
      ana.write("on waking");
      await new Promise((resolve) => setTimeout(resolve, 200));
      expect(ana.socket.connected).toBe(true);
      portal.mood = "open";
      const before = Date.now();
      // The old connection stays as dead as it was: only a new one gets through.
      ana.provider.wake();
      await until(() => ana.words.includes("while she slept"), 8000);
      await ana.is("saved");
      expect(Date.now() - before).toBeLessThan(8000);
      const rows = stage.keeper.documents.get(document)?.rows ?? [];
      const stored = planOfUpdates(rows.map(({ bytes }) => bytes)).plan.content.map(wordsOf);
      expect([...stored].sort()).toEqual(["First.", "on waking", "while she slept"]);
    } finally {
      ana.stop();
      bruno.stop();
      await portal.close();
      await stage.close();
    }
  });
});
