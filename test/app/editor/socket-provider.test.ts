import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createRelativePositionFromTypeIndex } from "yjs";
import { planOfUpdates, planFragment } from "#app/document/ydoc.ts";
import { wordsOf } from "#app/document/plan.ts";
import { guardLeaving } from "#app/editor/leaving.ts";
import { document, para, Stage } from "./stage.ts";
import { Device, until, Writer } from "./writer.ts";

let stage: Stage;
let writers: Writer[];

beforeEach(async () => {
  stage = await Stage.open({ type: "doc", content: [para("a", "First.")] });
  writers = [];
});
afterEach(async () => {
  for (const one of writers) one.stop();
  await stage.close();
});

async function come(
  ...args: ConstructorParameters<typeof Writer> extends [unknown, ...infer Rest] ? Rest : never
): Promise<Writer> {
  const writer = new Writer(stage, ...args);
  writers.push(writer);
  return writer.start();
}

const rows = () => stage.keeper.documents.get(document)?.rows ?? [];
/** What the database says, line by line. */
const stored = () => planOfUpdates(rows().map(({ bytes }) => bytes)).plan.content.map(wordsOf);

describe("saved means committed", () => {
  test("a change is saving until the database has it, and saved then", async () => {
    const ana = await come("ana");
    await ana.is("saved");
    stage.keeper.stall();
    ana.write("Second.");
    await ana.is("saving");
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(ana.provider.state).toMatchObject({ kind: "saving", changes: 1 });
    stage.keeper.resume();
    await ana.is("saved");
    expect(stored()).toEqual(["First.", "Second."]);
  });

  test("changes of one moment leave as one message", async () => {
    const ana = await come("ana");
    await ana.is("saved");
    for (const word of ["a", "b", "c", "d"]) ana.write(word);
    await ana.is("saved");
    expect(rows()).toHaveLength(2);
  });

  test("what is not answered in five seconds is said to be not saved, with its count", async () => {
    const ana = await come("ana");
    await ana.is("saved");
    stage.keeper.stall();
    ana.write("x");
    ana.write("y");
    await ana.is("unsaved");
    expect(ana.provider.state).toMatchObject({ changes: 2, why: null });
    stage.keeper.resume();
    await ana.is("saved");
  });

  test("what the database could not store is sent again", async () => {
    const ana = await come("ana");
    await ana.is("saved");
    stage.keeper.failures = 1;
    ana.write("kept");
    await until(() => ana.states.includes("unsaved"));
    await ana.is("saved", 15_000);
    expect(stored()).toEqual(["First.", "kept"]);
  });
});

describe("the line", () => {
  test("nothing is lost or doubled when it drops between sending and the echo", async () => {
    const ana = await come("ana");
    await ana.is("saved");
    stage.keeper.stall();
    ana.write("on its way");
    await until(() => !ana.provider.state.kind.startsWith("saved"));
    await new Promise((resolve) => setTimeout(resolve, 60));
    ana.socket.io.engine.close();
    ana.write("without a line");
    expect(ana.provider.state).toMatchObject({ kind: "offline", changes: 2 });
    stage.keeper.resume();
    await ana.is("saved");
    expect(stored()).toEqual(["First.", "on its way", "without a line"]);
  });

  test("what is written while the server is down is sent when it is back", async () => {
    const [ana, bruno] = [await come("ana"), await come("bruno")];
    await ana.is("saved");
    await bruno.is("saved");
    await stage.fell();
    await ana.is("offline");
    ana.write("by Ana");
    bruno.write("by Bruno");
    ana.erase(0);
    stage.raise();
    await ana.is("saved", 20_000);
    await bruno.is("saved", 20_000);
    await until(() => ana.words.length === 2 && bruno.words.length === 2);
    expect(ana.words).toEqual(bruno.words);
    expect([...stored()].sort()).toEqual(["by Ana", "by Bruno"]);
  });

  test("what was written in an earlier visit is sent, its deletions too, and nothing twice", async () => {
    const device = new Device();
    const before = await come("ana", { device });
    await before.is("saved");
    await stage.fell();
    await before.is("offline");
    before.write("from the corridor");
    before.erase(0);
    before.stop();
    stage.raise();
    const after = await come("ana", { device });
    await after.is("saved");
    expect(stored()).toEqual(["from the corridor"]);
    const count = rows().length;
    after.stop();
    const again = await come("ana", { device });
    await again.is("saved");
    expect(rows()).toHaveLength(count);
  });

  test("a text that missed a frame asks for what it lacks, even where only a deletion was missed", async () => {
    const [ana, bruno] = [await come("ana"), await come("bruno")];
    await bruno.is("saved");
    await ana.is("saved");
    const asked: object[] = [];
    bruno.socket.onAnyOutgoing((event: string, request: object) => event === "join" && asked.push(request));
    const hears = bruno.socket.listeners("hot");
    bruno.socket.off("hot");
    ana.erase(0);
    await ana.is("saved");
    await new Promise((resolve) => setTimeout(resolve, 100));
    for (const hear of hears) bruno.socket.on("hot", hear);
    ana.write("later");
    await until(() => bruno.words.join() === "later", 6000);
    expect(asked).toHaveLength(1);
    expect(asked[0]).not.toHaveProperty("seq");
    expect(bruno.states).not.toContain("offline");
  });

  test("whoever comes back says how far the log is here, and sends nothing that the server has", async () => {
    const ana = await come("ana");
    await ana.is("saved");
    ana.write("Second.");
    ana.erase(0);
    await ana.is("saved");
    const count = rows().length;
    const asked: unknown[] = [];
    ana.socket.onAnyOutgoing((event: string, request: unknown) => event === "join" && asked.push(request));
    ana.socket.io.engine.close();
    await until(() => asked.length === 1);
    expect(asked[0]).toMatchObject({ epoch: 1, seq: count });
    await ana.is("saved");
    ana.write("Third.");
    await ana.is("saved");
    expect(rows()).toHaveLength(count + 1);
    expect(stored()).toEqual(["Second.", "Third."]);
  });

  test("what was erased without a line is erased on coming back", async () => {
    const [ana, bruno] = [await come("ana"), await come("bruno")];
    await ana.is("saved");
    await bruno.is("saved");
    ana.write("Second.");
    await until(() => bruno.words.includes("Second."));
    ana.socket.io.engine.close();
    ana.erase(0);
    bruno.write("meanwhile");
    await ana.is("saved");
    await until(() => stored().join() === "Second.,meanwhile");
    await until(() => ana.words.join() === bruno.words.join());
  });

  test("it works over long polling alone", async () => {
    const ana = new Writer(stage, "ana");
    writers.push(ana);
    ana.socket.io.opts.transports = ["polling"];
    await ana.start();
    await ana.is("saved");
    ana.write("polled");
    await ana.is("saved");
    expect(stored()).toContain("polled");
  });
});

describe("what may not be written", () => {
  test("a copy of another epoch is set aside, and its text stays", async () => {
    const device = new Device();
    const before = await come("ana", { device });
    await before.is("saved");
    before.stop();
    await stage.fell();
    const kept = stage.keeper.documents.get(document);
    if (kept) kept.epoch = 2;
    stage.raise();
    const after = await come("ana", { device });
    await after.is("reload-needed");
    expect(after.provider.state).toMatchObject({ why: "epoch" });
    expect(after.words).toEqual(["First."]);
    expect(after.provider.mayWrite).toBe(false);
    expect(device.aside).toBe(true);
  });

  test("a refused change is told with its reason; it stays on the screen and aside on the device", async () => {
    const ana = await come("ana");
    await ana.is("saved");
    ana.doc.getMap("elsewhere").set("x", 1);
    ana.write("in the same breath");
    await ana.is("reload-needed");
    expect(ana.provider.state).toMatchObject({ why: "vocabulary", changes: 2 });
    expect(ana.words).toContain("in the same breath");
    expect(ana.device.aside).toBe(true);
    expect(stored()).toEqual(["First."]);
  });

  test("a reader hears the text live and cannot write", async () => {
    const [olga, ana] = [await come("olga"), await come("ana")];
    await olga.is("read-only");
    await ana.is("saved");
    ana.write("heard");
    await until(() => olga.words.includes("heard"));
    expect(olga.provider.mayWrite).toBe(false);
  });

  test("what was written after the right ended is kept, and sent when it is given back", async () => {
    const ana = await come("ana");
    await ana.is("saved");
    stage.editors.delete("ana");
    stage.recheck("ana");
    await ana.is("read-only");
    ana.write("too late");
    expect(ana.provider.state.changes).toBe(1);
    stage.editors.add("ana");
    stage.recheck("ana");
    await ana.is("saved");
    expect(stored()).toContain("too late");
  });

  test("what was on its way when the right ended is refused, kept, and sent when it is given back", async () => {
    const ana = await come("ana");
    await ana.is("saved");
    stage.editors.delete("ana");
    stage.recheck("ana");
    ana.write("crossed on the way");
    ana.provider.flush();
    await ana.is("read-only");
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(ana.provider.state).toMatchObject({ why: "read-only", changes: 1 });
    expect(stored()).toEqual(["First."]);
    stage.editors.add("ana");
    stage.recheck("ana");
    await ana.is("saved");
    expect(stored()).toEqual(["First.", "crossed on the way"]);
  });

  test("who is not signed in is told so, and no empty text replaces the page's", async () => {
    const nobody = await come("nobody");
    await nobody.is("read-only");
    expect(nobody.provider.state).toMatchObject({ why: "session-ended" });
    expect(nobody.provider.isOpen).toBe(false);
  });
});

describe("who is here", () => {
  test("others are named by the server, and their carets stay with the words", async () => {
    const [ana, bruno] = [await come("ana"), await come("bruno")];
    await ana.is("saved");
    await bruno.is("saved");
    const place = createRelativePositionFromTypeIndex(planFragment(bruno.doc), 1);
    bruno.provider.point({ anchor: place, head: place });
    await until(() => ana.provider.peers.some((peer) => peer.place !== null));
    expect(ana.provider.peers).toMatchObject([{ name: "Bruno Lima", country: "BR", place: { head: place } }]);
    bruno.provider.point(null);
    await until(() => ana.provider.peers.every((peer) => peer.place === null));
    bruno.stop();
    await until(() => ana.provider.peers.length === 0);
  });
});

describe("leaving the page", () => {
  test("asks first while changes are not saved, and only then", async () => {
    const ana = await come("ana");
    await ana.is("saved");
    const page = new EventTarget();
    const stop = guardLeaving(ana.provider, page as Window);
    const leave = () => {
      const event = new Event("beforeunload", { cancelable: true });
      page.dispatchEvent(event);
      return event.defaultPrevented;
    };
    expect(leave()).toBe(false);
    stage.keeper.stall();
    ana.write("wait");
    expect(leave()).toBe(true);
    stage.keeper.resume();
    await ana.is("saved");
    expect(leave()).toBe(false);
    stop();
  });
});
