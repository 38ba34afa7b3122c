/**
 * What runs when: letters that wait or fall due, heads of the record, sign-ins and links that ended. On pg-boss, in its own schema of the same database.
 * May import: services, store, mail, domain, document, bus; this room alone knows pg-boss. Begin with `makeJobs`.
 * Nothing here decides anything: a deadline binds when a request is served, whether or not a job has run.
 */
import PgBoss from "pg-boss";
import type { Post } from "#server/mail/post.ts";
import type { Ground } from "#server/services/act.ts";
import { letterServices } from "#server/services/letters.ts";
import { proofServices } from "#server/services/proofs.ts";
import { roundLetterServices } from "#server/services/round-letters.ts";
import type { RawSql } from "#server/store/client.ts";
import { removeExpiredSessions } from "#server/store/sessions.ts";
import { removeOldTickets } from "#server/store/tickets.ts";

export interface Jobs {
  start(): Promise<void>;
  /** Lets what is under way finish, at most for a few seconds. */
  stop(): Promise<void>;
  /** Forgets sign-ins that expired and links long past; runs every hour by itself. */
  sweep(): Promise<void>;
  /** Publishes the heads of the record for the day that ended, and for days missed; runs at 00:05 UTC and at the start by itself. */
  publish(): Promise<void>;
  /** Queues the letters that the journal and the clock call for; runs after every act and every five minutes by itself. */
  tell(): Promise<void>;
}

/** How often a letter is tried, and how long the first pause is; each pause is twice the one before. Seconds. */
export interface Patience {
  readonly tries: number;
  readonly firstPause: number;
  /** How often the queue is asked for tries that are due; a new letter is told of at once. */
  readonly lookEvery: number;
}

/** Ten tries over about four days: longer than a weekend without a mail server. */
const patient: Patience = { tries: 10, firstPause: 5 * 60, lookEvery: 30 };

const letterQueue = "letters";
const sweepQueue = "sweep";
const roundQueue = "rounds";
const headQueue = "heads";

/** Spent links are remembered for a month, so that their page can say what became of them. */
const remembered = 30 * 24 * 3_600_000;

/** At most this many letters are handed over at once; the rest follows with the next look. */
const handful = 200;

/** Puts the jobs together; `post` sends. */
export function makeJobs(ground: Ground, post: Post, patience: Patience = patient): Jobs {
  const { store, bus, clock, log } = ground;
  const letters = letterServices(ground);
  const roundLetters = roundLetterServices(ground);
  const boss = new PgBoss({
    db: { executeSql: (text, values) => runSql(store.raw, text, values) },
    schema: "pgboss",
    // Finished jobs say nothing that the letters themselves do not say.
    archiveCompletedAfterSeconds: 3600,
    deleteAfterDays: 7,
  });
  boss.on("error", (error) => log.error({ err: error }, "the jobs failed"));
  let worker: string | null = null;
  let silence = () => {};
  let looking: Promise<void> = Promise.resolve();
  let telling: Promise<void> = Promise.resolve();
  let toFollow = false;
  let watch: NodeJS.Timeout | null = null;

  /** Hands every waiting letter to the queue once: the job has the letter's id, so it cannot be there twice. */
  async function look(): Promise<void> {
    const { tries, firstPause } = patience;
    const often = { retryLimit: tries - 1, retryDelay: firstPause, retryBackoff: true, expireInSeconds: 180 };
    for (const id of await letters.queued(handful)) await boss.send(letterQueue, { id }, { id, ...often });
    if (worker !== null) boss.notifyWorker(worker);
  }

  /** One look after the other, and none that fails keeps the next from being made. */
  function lookSoon(): void {
    looking = looking
      .then(look)
      .catch((error: unknown) => log.error({ err: error }, "looking for letters failed"));
  }

  /** After what was recorded; what else is recorded until then is told of with it. */
  function followSoon(): void {
    if (toFollow) return;
    toFollow = true;
    telling = telling
      .then(async () => {
        toFollow = false;
        await roundLetters.follow();
      })
      .catch((error: unknown) => log.error({ err: error }, "letters could not follow the record"));
  }

  async function tell(): Promise<void> {
    await roundLetters.follow();
    await roundLetters.remind();
  }

  async function deliver([job]: readonly PgBoss.JobWithMetadata<{ id: string }>[]): Promise<void> {
    if (job === undefined) return;
    const last = job.retryCount >= job.retryLimit;
    try {
      await letters.deliver(job.data.id, (letter) => post.send(letter), last);
    } catch (error) {
      log.warn({ err: error, letter: job.data.id, last }, "a letter could not be sent");
      if (!last) throw error;
    }
    // A letter that somebody revives is a new job of the same id: the old one makes room for it.
    await boss.deleteJob(letterQueue, job.id);
    // The next one at once: by itself the worker pauses after each.
    if (worker !== null) boss.notifyWorker(worker);
  }

  async function sweep(): Promise<void> {
    const now = clock.now();
    const sessions = await removeExpiredSessions(store.db, now);
    const tickets = await removeOldTickets(store.db, new Date(now.getTime() - remembered));
    log.debug({ sessions, tickets }, "swept");
  }

  async function publish(): Promise<void> {
    const heads = await proofServices(ground).publish();
    if (heads > 0) log.info({ heads }, "heads published");
  }

  return {
    sweep,
    publish,
    tell,

    async start() {
      await boss.start();
      await boss.createQueue(letterQueue);
      await boss.createQueue(sweepQueue);
      await boss.createQueue(headQueue);
      await boss.createQueue(roundQueue);
      await boss.schedule(sweepQueue, "17 * * * *");
      await boss.schedule(headQueue, "5 0 * * *", {}, { tz: "UTC" });
      await boss.schedule(roundQueue, "*/5 * * * *");
      const eager = {
        pollingIntervalSeconds: patience.lookEvery,
        batchSize: 1,
        includeMetadata: true,
      } as const;
      worker = await boss.work<{ id: string }>(letterQueue, eager, deliver);
      await boss.work(sweepQueue, { pollingIntervalSeconds: 60 }, sweep);
      // Days that ended while nothing ran are made up for now, not at the next midnight.
      await boss.send(headQueue, {});
      await boss.work(headQueue, { pollingIntervalSeconds: 60 }, publish);
      await boss.work(roundQueue, { pollingIntervalSeconds: 30 }, tell);
      silence = bus.hear((notice) => {
        if (notice.kind === "letters-queued") lookSoon();
        if (notice.kind === "recorded") followSoon();
      });
      // What was queued while nobody listened, here or in another process.
      watch = setInterval(lookSoon, 60_000);
      lookSoon();
      // What was recorded before a fall, and what fell due while nobody was here.
      followSoon();
      telling = telling
        .then(async () => void (await roundLetters.remind()))
        .catch((error: unknown) => log.error({ err: error }, "reminders could not be queued"));
    },

    async stop() {
      silence();
      if (watch !== null) clearInterval(watch);
      await telling;
      await looking;
      await boss.stop({ graceful: true, timeout: 5000, wait: true });
      post.close();
    },
  };
}

/** pg-boss sends several statements at once, in a transaction of their own, only where it gives no values. */
async function runSql(
  raw: RawSql,
  text: string,
  values: unknown[] | undefined,
): Promise<{ rows: unknown[] }> {
  if (/^\s*BEGIN;/.test(text)) {
    await raw.script(text);
    return { rows: [] };
  }
  return { rows: await raw.query(text, values ?? []) };
}
