import { expect, test } from "vitest";
import type { Appended, Entry } from "#server/realtime/keeper.ts";
import { Log, type Commit, type Source } from "#server/realtime/log.ts";

const entry: Entry = {
  documentId: "a",
  epoch: 1,
  personId: "ana",
  updateId: "u",
  bytes: new Uint8Array(),
  clients: [],
};

function source(waits = 1): Source {
  return {
    drain() {
      return Array.from({ length: waits }, () => entry);
    },
    settle: () => undefined,
    fail: () => undefined,
  };
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

test("a log that stores says so, and how long it took", async () => {
  const commits: Commit[] = [];
  const append = async (batch: readonly Entry[]): Promise<Appended[]> => {
    await pause(10);
    return batch.map((_, index) => ({ ok: true, seq: index + 1, again: false }));
  };
  const log = new Log({ append }, { observe: (commit) => void commits.push(commit) });
  log.mark(source(3));
  await log.idle();
  expect(commits).toMatchObject([{ updates: 3, stored: true }]);
  expect(commits[0]?.seconds).toBeGreaterThan(0.005);
  expect(log.stuckFor).toBe(0);
});

test("a log that waits for the database, or is refused by it, says for how long, until it stores again", async () => {
  let answer: "hang" | "fail" | "store" = "hang";
  let release: () => void = () => undefined;
  const append = async (batch: readonly Entry[]): Promise<Appended[]> => {
    if (answer === "hang") await new Promise<void>((resolve) => (release = resolve));
    if (answer === "fail") throw new Error("away");
    return batch.map((_, index) => ({ ok: true, seq: index + 1, again: false }));
  };
  const log = new Log({ append });
  log.mark(source());
  await pause(60);
  expect(log.stuckFor).toBeGreaterThanOrEqual(40);
  answer = "fail";
  release();
  await log.idle();
  expect(log.stuckFor).toBeGreaterThanOrEqual(50);
  answer = "store";
  log.mark(source());
  await log.idle();
  expect(log.stuckFor).toBe(0);
});
