/** Builds the graph by hand: the one file that knows every room. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { Registry } from "prom-client";
import { seedReference } from "#prisma/seed/reference.ts";
import { makeAuth } from "./auth/auth.ts";
import { makeBus } from "./bus.ts";
import { systemClock } from "./clock.ts";
import { listenForCommands } from "./commands.ts";
import { prepareDemonstration } from "./demonstration.ts";
import { damageTold } from "./damage.ts";
import { makeDoor } from "./door.ts";
import type { Env } from "./env.ts";
import { makeJobs } from "./jobs/jobs.ts";
import { watchLoad } from "./load.ts";
import { makeLog, type Log } from "./log.ts";
import { makePost } from "./mail/post.ts";
import { makeGateway } from "./realtime/gateway.ts";
import { inTime } from "./realtime/patience.ts";
import { runBesideOthers } from "./run-command.ts";
import type { Ground } from "./services/act.ts";
import { heartbeatEvery } from "./services/outages.ts";
import { restorationServices } from "./services/restorations.ts";
import { makeServices } from "./services/services.ts";
import { openStore } from "./store/client.ts";
import { documentLog } from "./store/documents.ts";
import { makeWeb } from "./web/app.ts";
import { databaseAnswers, measure, measureCommits } from "./web/health.ts";
import { documentsOverHttp } from "./web/documents.ts";
import { files } from "./web/files.ts";
import { liveRounds } from "./web/live.ts";
import { builtPages, livePages } from "./web/remix.ts";

export interface Running {
  readonly log: Log;
  /** Where people reach it. */
  readonly address: string;
  /** Stops in order: no new requests, live texts stored and folded, jobs, database. */
  stop(): Promise<void>;
}

/** A process that is told to stop is gone after so long, in ms, whatever does not answer: what was called saved is committed. */
const stopWithin = 9000;

/** Starts everything. Throws EnvError, FolderHeld, DatabaseHeld or StartRefused where the operator has to mend something. */
export async function compose(env: Env): Promise<Running> {
  const clock = systemClock;
  const log = makeLog(env.logLevel);
  const bus = makeBus(log);
  const store = await openStore(env);
  const ground: Ground = { store, clock, bus, log, env };
  // A restoration that was cut off between its two steps: nobody may write before live texts have new epochs.
  const finished = await restorationServices(ground).finish();
  if (finished !== null)
    log.warn({ texts: finished.texts, damaged: finished.damaged }, "a restoration was finished");
  await seedReference(store, clock.now());
  await prepareDemonstration(ground);

  const auth = makeAuth(ground);
  const services = makeServices(ground, auth);
  const jobs = makeJobs(ground, makePost(env, log));
  // The web listens first: the gateway takes its own requests out of those that came to whoever listened before it.
  const http = createServer((request, response) => web(request, response));
  const registry = new Registry();
  const load = watchLoad();
  let stopping = false;
  const damage = damageTold({ bus, log, registry });
  const texts = documentLog(store, damage);
  const door = makeDoor(ground, auth, texts.isDamaged);
  const gateway = makeGateway(http, {
    door,
    keeper: texts,
    bus,
    notes: log,
    clock,
    origins: [env.appUrl],
    observe: measureCommits(registry),
    isHeavy: () => load.isHeavy(),
  });
  measure(registry, "elac_realtime", "Live texts: what is open now, and what waits.", () => gateway.open());
  measure(
    registry,
    "elac_realtime_refused_total",
    "Live texts: what was refused or dropped since the start, by reason.",
    () => gateway.counts(),
    "total",
  );
  const lines = liveRounds({ bus, rounds: services.rounds });
  measure(registry, "elac_live", "Open pages of rounds that are told of what is recorded.", () =>
    lines.counts(),
  );
  const live = env.development ? await livePages() : null;
  const web = makeWeb({
    env,
    log,
    store,
    auth,
    services,
    registry,
    load,
    checks: [
      databaseAnswers(store),
      {
        name: "live texts",
        ask: () => (gateway.stuckFor() > 5000 ? "nothing could be saved for seconds" : null),
      },
      {
        name: "process",
        ask: () => (stopping ? "is stopping" : load.isHeavy() ? "has too much to do" : null),
      },
    ],
    now: () => clock.now(),
    pages: live?.pages ?? (await builtPages()),
    assets: live?.assets ?? null,
    beside: [files(services), lines.routes, documentsOverHttp(gateway.fallback)],
  });

  // Before the first answer: what was lost while nothing ran moves the ends of silences (domain §4).
  await services.outages.beat();
  const heart = setInterval(() => {
    services.outages.beat().catch((error: unknown) => log.error({ err: error }, "the heartbeat failed"));
  }, heartbeatEvery);
  await new Promise<void>((listening, failed) => {
    http.once("error", failed);
    http.listen(env.port, env.host, listening);
  });
  await jobs.start();
  const commands =
    store.kind === "embedded"
      ? await listenForCommands(env.dataDir, (asked) => runBesideOthers(ground, asked))
      : null;
  const { port } = http.address() as AddressInfo;

  return {
    log,
    address: env.appUrl.replace(/:0$/, `:${port}`),
    async stop() {
      stopping = true;
      const end = performance.now() + stopWithin;
      const left = (most: number) => Math.max(100, Math.min(most, end - performance.now()));
      /** A database that is away keeps nobody: what then remains open ends with the process. */
      const give = (what: string, work: Promise<unknown>, most: number) =>
        inTime(work, left(most), what).catch((error: unknown) => log.warn({ err: error }, "stopping"));
      load.close();
      clearInterval(heart);
      commands?.close();
      lines.close();
      await gateway.close();
      http.closeIdleConnections();
      await new Promise<void>((closed) => {
        http.close(() => closed());
        // Pages in the making get a moment; after it the line is cut.
        setTimeout(() => http.closeAllConnections(), left(3_000) - 1_000).unref();
      });
      await give("the jobs", jobs.stop(), 5_000);
      await give("the database", store.close(), 3_000);
    },
  };
}
