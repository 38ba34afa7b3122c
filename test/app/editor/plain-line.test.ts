import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { planOfUpdates } from "#app/document/ydoc.ts";
import { wordsOf } from "#app/document/plan.ts";
import { Portal } from "./portal.ts";
import { document, para, Stage } from "./stage.ts";
import { until, Writer } from "./writer.ts";

let stage: Stage;
let portal: Portal;
let writers: Writer[];

beforeEach(async () => {
  stage = await Stage.open({ type: "doc", content: [para("a", "First.")] });
  portal = await Portal.before(stage.port);
  writers = [];
});
afterEach(async () => {
  for (const one of writers) one.stop();
  await portal.close();
  await stage.close();
});

/** Behind the portal where `behind` is true, else beside it, on a socket of its own. */
async function come(person: "ana" | "bruno" | "olga", behind = true): Promise<Writer> {
  const writer = new Writer(behind ? portal : stage, person, { plain: true });
  writers.push(writer);
  return writer.start();
}

const rows = () => stage.keeper.documents.get(document)?.rows ?? [];
const stored = () => planOfUpdates(rows().map(({ bytes }) => bytes)).plan.content.map(wordsOf);
const posts = () => portal.passed.filter((one) => one.startsWith("POST /documents")).length;

describe("where no socket gets through", () => {
  test("words go and come over plain HTTP, and are saved when the server has answered, not before", async () => {
    portal.turn("no-sockets");
    const [ana, bruno] = [await come("ana"), await come("bruno", false)];
    await bruno.is("saved");
    await ana.is("saved", 20_000);
    stage.keeper.stall();
    ana.write("over HTTP");
    await until(() => posts() === 1);
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(ana.provider.state).toMatchObject({ kind: "saving", changes: 1 });
    stage.keeper.resume();
    await ana.is("saved");
    expect(stored()).toEqual(["First.", "over HTTP"]);
    bruno.write("by Bruno");
    await until(() => ana.words.includes("by Bruno"), 6000);
    await until(() => bruno.words.includes("over HTTP"));
    const count = rows().length;
    await new Promise((resolve) => setTimeout(resolve, 3500));
    expect(rows()).toHaveLength(count);
  });

  test("it goes back to the socket as soon as one connects", async () => {
    portal.turn("no-sockets");
    const ana = await come("ana");
    await ana.is("saved", 20_000);
    portal.turn("open");
    await until(() => ana.socket.connected, 30_000);
    await ana.is("saved");
    const before = posts();
    ana.write("on the socket again");
    await until(() => stored().includes("on the socket again"));
    await ana.is("saved");
    expect(posts()).toBe(before);
  });

  test("the seat is the server's: who may not write is told so, and what is refused is kept", async () => {
    portal.turn("no-sockets");
    const olga = await come("olga");
    await olga.is("read-only", 20_000);
    const ana = await come("ana");
    await ana.is("saved", 20_000);
    stage.editors.delete("ana");
    ana.write("too late");
    await ana.is("read-only");
    expect(ana.provider.state).toMatchObject({ changes: 1 });
    expect(stored()).toEqual(["First."]);
    ana.provider.wake();
    stage.editors.add("ana");
    ana.provider.wake();
    await ana.is("saved", 40_000);
    expect(stored()).toEqual(["First.", "too late"]);
  });

  test("a text that was restored is never merged, and what a plan cannot hold is refused", async () => {
    portal.turn("no-sockets");
    const [ana, bruno] = [await come("ana"), await come("bruno")];
    await ana.is("saved", 20_000);
    await bruno.is("saved", 20_000);
    ana.doc.getMap("elsewhere").set("x", 1);
    await ana.is("reload-needed");
    expect(ana.provider.state).toMatchObject({ why: "vocabulary" });
    const kept = stage.keeper.documents.get(document);
    if (kept) kept.epoch = 2;
    await stage.fell();
    stage.raise();
    await bruno.is("reload-needed", 15_000);
    expect(bruno.provider.state).toMatchObject({ why: "epoch" });
  });
});

describe("a portal that answers everything with a page", () => {
  test("has saved nothing and brought nothing, and afterwards all is there once", async () => {
    portal.turn("no-sockets");
    const ana = await come("ana");
    await ana.is("saved", 20_000);
    portal.turn("portal");
    ana.write("in the hotel");
    await ana.is("offline", 10_000);
    await new Promise((resolve) => setTimeout(resolve, 1500));
    expect(ana.provider.state).toMatchObject({ kind: "offline", changes: 1 });
    expect(ana.words).toEqual(["First.", "in the hotel"]);
    portal.turn("no-sockets");
    await ana.is("saved", 30_000);
    expect(stored()).toEqual(["First.", "in the hotel"]);
  });

  test("that swallows the answer to a change has not doubled it", async () => {
    portal.turn("no-sockets");
    const ana = await come("ana");
    await ana.is("saved", 20_000);
    stage.keeper.stall();
    ana.write("answered to nobody");
    await until(() => posts() === 1);
    portal.turn("cut");
    stage.keeper.resume();
    await ana.is("offline", 10_000);
    await until(() => rows().length === 2);
    portal.turn("no-sockets");
    await ana.is("saved", 30_000);
    expect(stored()).toEqual(["First.", "answered to nobody"]);
    expect(rows()).toHaveLength(2);
  });
});
