/** The thread that reads along is dead, a real one, and every one that is started after it: saving goes on as if nothing was. */
import { Worker } from "node:worker_threads";
import { expect, it } from "vitest";
import { planOfNode, wordsOf } from "#app/document/plan.ts";
import { schema } from "#app/document/schema.ts";
import { planOfUpdates } from "#app/document/ydoc.ts";
import type { Thread } from "#server/realtime/reader.ts";
import { until } from "./client.ts";
import { readHere } from "./here.ts";
import { House } from "./house.ts";

const id = "plan-1";
const plan = planOfNode(
  schema.node("doc", null, [schema.node("paragraph", { id: "p1" }, [schema.text("Purpose. ")])]),
);

it("keeps nothing from being saved, shown, joined and left; what was written is read when it lives again", async () => {
  let alive = false;
  const dying = () =>
    new Worker('require("node:worker_threads").parentPort.on("message", () => process.exit(3))', {
      eval: true,
    }) as Thread;
  const house = await House.open(undefined, {
    startReader: () => (alive ? readHere() : dying()),
    readBehindEvery: 100,
    rates: { updates: [10_000, 10_000] },
  });
  house.begin(id, plan);
  const [ana, bruno] = [house.client("ana"), house.client("bruno")];
  for (const one of [ana, bruno]) expect((await one.join(id)).ok).toBe(true);
  // More than makes a fold due, so that the thread is asked, dies of it, and is asked again.
  for (let count = 0; count < 600; count++) {
    ana.type(`${count} `);
    if (count % 50 === 0) await until(() => ana.unacknowledged.size === 0, "it is saved");
  }
  await until(() => ana.unacknowledged.size === 0 && bruno.words() === ana.words(), "all is saved and shown");
  await until(() => (house.gateway.open()["reader_restarts"] ?? 0) >= 2, "the thread died");
  ana.type("after its death ");
  await until(() => ana.unacknowledged.size === 0 && bruno.words().includes("after its death"));
  expect([...ana.refusals, ...bruno.refusals]).toEqual([]);
  expect(house.gateway.stuckFor()).toBe(0);
  // Everybody leaves, nothing could be folded, and whoever comes then finds all of it.
  const said = ana.words();
  ana.close();
  bruno.close();
  await until(() => house.gateway.open()["connections"] === 0);
  const olga = house.client("olga");
  await olga.join(id);
  expect(olga.words()).toBe(said);
  expect(house.keeper.documents.get(id)?.snapshot).toBeNull();
  olga.close();
  alive = true;
  await until(() => house.keeper.documents.get(id)?.snapshot?.seq === 602, "it is read", 10_000);
  const fold = house.keeper.documents.get(id)?.snapshot;
  expect(wordsOf(planOfUpdates(fold ? [fold.bytes] : []).plan)).toBe(said);
  await house.close();
});
