/** The heads of the record are published by the jobs, at the start for days missed and at five past midnight. */
import pino from "pino";
import { afterAll, beforeAll, expect, test } from "vitest";
import { makeJobs, type Jobs } from "#server/jobs/jobs.ts";
import { makePost } from "#server/mail/post.ts";
import { append } from "#server/store/journal.ts";
import type { Store } from "#server/store/client.ts";
import { freshStore } from "#test/database.ts";
import { groundOn, start } from "#test/factories.ts";

let store: Store;
let jobs: Jobs;

beforeAll(async () => {
  store = await freshStore();
  const ground = groundOn(store);
  const entry = {
    kind: "person.invited",
    facts: { personId: "p" },
    groupId: null,
    capacity: null,
    actorId: null,
    link: "/a",
  } as const;
  await store.transaction((tx) => append(tx, [entry], start));
  ground.clock.set(new Date(start.getTime() + 86_400_000));
  jobs = makeJobs(ground, makePost(ground.env, pino({ level: "silent" })));
  await jobs.start();
});
afterAll(async () => {
  await jobs.stop();
  await store.close();
});

test("the day that ended while nothing ran is published at the start", { timeout: 60_000 }, async () => {
  let found = await store.db.publishedHead.findMany();
  for (let n = 0; n < 400 && found.length === 0; n += 1) {
    await new Promise((passed) => setTimeout(passed, 100));
    found = await store.db.publishedHead.findMany();
  }
  expect(found.map(({ day, chainId, seq }) => [day.toISOString().slice(0, 10), chainId, seq])).toEqual([
    ["2011-03-01", "region", 1],
  ]);
  await jobs.publish();
  expect(await store.db.publishedHead.count()).toBe(1);
});

test("from then on at five past midnight, UTC", async () => {
  const rows = await store.raw.query<{ cron: string; timezone: string }>(
    `SELECT cron, timezone FROM pgboss.schedule WHERE name = 'heads'`,
    [],
  );
  expect(rows).toEqual([{ cron: "5 0 * * *", timezone: "UTC" }]);
});
