/** Rows that come into the log from elsewhere while somebody's own are on their way there. */
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { planOfNode } from "#app/document/plan.ts";
import { schema } from "#app/document/schema.ts";
import { updateTo } from "#app/document/ydoc.ts";
import { until, type Client } from "./client.ts";
import { House } from "./house.ts";

let house: House;
beforeEach(async () => {
  house = await House.open();
});
afterEach(() => house.close());

const id = "plan-1";
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const planSaying = (...words: readonly string[]) =>
  planOfNode(
    schema.node(
      "doc",
      null,
      words.map((said, at) => schema.node("paragraph", { id: `p${at + 1}` }, [schema.text(said)])),
    ),
  );
const rows = () => house.keeper.documents.get(id)?.rows ?? [];

/** An act writes a paragraph into the log, and tells. */
async function amend(name: string, ...words: readonly string[]): Promise<void> {
  const stored = rows().map(({ bytes }) => bytes);
  await house.keeper.mend(id, 1, name, updateTo(stored, planSaying(...words)));
  house.bus.tell({ kind: "text-written", documentId: id });
}

async function two(): Promise<[Client, Client]> {
  house.begin(id, planSaying("Purpose. "));
  const [ana, bruno] = [house.client("ana"), house.client("bruno")];
  for (const one of [ana, bruno]) expect((await one.join(id)).ok).toBe(true);
  return [ana, bruno];
}

/** Each row came to everybody once, in its place; what is written next is taken; whoever comes back lacks nothing. */
async function sound(ana: Client, bruno: Client): Promise<void> {
  await until(() => ana.unacknowledged.size === 0, "what was on its way is saved");
  await until(() => ana.words() === bruno.words(), "the same text");
  for (const one of [ana, bruno]) {
    const seqs = one.frames.flatMap((frame) =>
      frame.kind === "committed" ? frame.entries.map((_, at) => frame.seq + at) : [],
    );
    expect(seqs).toEqual(
      rows()
        .slice(1)
        .map((_, at) => at + 2),
    );
  }
  bruno.type("and on ");
  await until(() => bruno.unacknowledged.size === 0 && ana.words() === bruno.words(), "typing goes on");
  expect([...ana.refusals, ...bruno.refusals]).toEqual([]);
  const again = await bruno.join(id, { seq: rows().length });
  expect(again).toMatchObject({ ok: true, seq: rows().length });
  const newcomer = house.client("olga");
  await newcomer.join(id);
  expect(newcomer.words()).toBe(ana.words());
}

describe("rows from elsewhere while a commit is on its way", () => {
  it("are read after it, where it ends between two looks at the database", async () => {
    const [ana, bruno] = await two();
    const load = house.keeper.load.bind(house.keeper);
    house.keeper.load = async (documentId) => {
      const stored = await load(documentId);
      await pause(150);
      return stored;
    };
    house.keeper.stall();
    ana.type("on its way ");
    await pause(50);
    house.bus.tell({ kind: "text-written", documentId: id });
    await pause(50);
    house.keeper.resume();
    await pause(250);
    await sound(ana, bruno);
  });

  it("are read after it, where it ends while the rows are read", async () => {
    const [ana, bruno] = await two();
    const readFrom = house.keeper.readFrom.bind(house.keeper);
    house.keeper.readFrom = async (...asked) => {
      await pause(150);
      return readFrom(...asked);
    };
    house.keeper.stall();
    ana.type("on its way ");
    await pause(50);
    house.bus.tell({ kind: "text-written", documentId: id });
    await pause(50);
    house.keeper.resume();
    await pause(250);
    await sound(ana, bruno);
  });

  it("are read again, where more come while they are read", async () => {
    const [ana, bruno] = await two();
    const readFrom = house.keeper.readFrom.bind(house.keeper);
    house.keeper.readFrom = async (...asked) => {
      const read = await readFrom(...asked);
      await pause(150);
      return read;
    };
    await amend("a1", "Purpose. ", "First.");
    await pause(50);
    await amend("a2", "Purpose. ", "First.", "Second.");
    await until(() => bruno.words().includes("Second."), "the second act");
    await sound(ana, bruno);
  });

  it("come to everybody in the order of the log, with what was on its way", async () => {
    const [ana, bruno] = await two();
    for (let turn = 1; turn <= 5; turn++) {
      house.keeper.stall();
      bruno.type(`b${turn} `);
      await pause(20);
      await amend(`a${turn}`, "Purpose. ", ...Array.from({ length: turn }, (_, at) => `Act ${at + 1}.`));
      house.keeper.resume();
      await until(() => ana.words().includes(`Act ${turn}.`), `act ${turn}`);
      await until(() => bruno.unacknowledged.size === 0, "saved");
    }
    await until(() => ana.words() === bruno.words());
    const newcomer = house.client("olga");
    await newcomer.join(id);
    expect(newcomer.words()).toBe(ana.words());
  });
});
