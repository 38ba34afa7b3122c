import { expect, test, vi } from "vitest";
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

test("a commit is no larger than the database takes at once: who does not fit goes with the next one", async () => {
  const commits: number[] = [];
  const append = async (batch: readonly Entry[]): Promise<Appended[]> => {
    commits.push(batch.length);
    return batch.map((_, index) => ({ ok: true, seq: index + 1, again: false }));
  };
  const log = new Log({ append });
  const large = { ...entry, bytes: new Uint8Array(3 * 1024 * 1024) };
  let settled = 0;
  for (let count = 0; count < 7; count++)
    log.mark({ drain: () => [large], settle: () => void settled++, fail: () => undefined });
  await log.idle();
  expect(commits).toEqual([3, 3, 1]);
  expect(settled).toBe(7);
});

test("rooms hold so many bytes together while they wait, and no more", () => {
  const log = new Log({ append: async () => [] });
  const mega = 1024 * 1024;
  for (let count = 0; count < 64; count++) expect(log.hold(mega)).toBe(true);
  expect(log.hold(1)).toBe(false);
  log.free(mega);
  expect(log.hold(mega)).toBe(true);
  expect(log.holding).toBe(64 * mega);
});

test("while much comes in, what comes from many rooms goes along in one commit", async () => {
  vi.useFakeTimers({ toFake: ["setTimeout", "setImmediate", "performance"] });
  try {
    const commits: number[] = [];
    const append = async (batch: readonly Entry[]): Promise<Appended[]> => {
      commits.push(batch.length);
      return batch.map((_, index) => ({ ok: true, seq: index + 1, again: false }));
    };
    const log = new Log({ append });
    const few = async () => {
      for (let count = 0; count < 10; count++) {
        log.mark(source());
        await vi.advanceTimersByTimeAsync(3);
      }
      await vi.advanceTimersByTimeAsync(100);
    };
    await few();
    expect(commits).toEqual(Array.from({ length: 10 }, () => 1));
    log.mark(source(2000));
    await few();
    expect(commits.slice(10)).toEqual([2001, 9]);
  } finally {
    vi.useRealTimers();
  }
});
