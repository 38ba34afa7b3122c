/** All faults, in the order in which they happen. */
import type { Fault } from "./fault.ts";
import { browserKilled } from "./faults/browser-killed.ts";
import { corruptSnapshot } from "./faults/corrupt-snapshot.ts";
import { databaseKilled } from "./faults/database-killed.ts";
import { databaseSilent, databaseUnreachable } from "./faults/database-unreachable.ts";
import { deviceRefuses } from "./faults/device-refuses.ts";
import { diskFull } from "./faults/disk-full.ts";
import { lossyLine } from "./faults/lossy-line.ts";
import { manyReturn } from "./faults/many-return.ts";
import { newerSchema } from "./faults/newer-schema.ts";
import { portal } from "./faults/captive-portal.ts";
import { plainHttp } from "./faults/plain-http.ts";
import { renewed } from "./faults/renewed.ts";
import { restored } from "./faults/restored.ts";
import { serverKilled } from "./faults/server-killed.ts";
import { sleepAndWake } from "./faults/sleep-and-wake.ts";
import { slowReader } from "./faults/slow-reader.ts";
import { stopped, stoppedAlone } from "./faults/stopped.ts";
import { websocketsBlocked } from "./faults/websockets-blocked.ts";

export const faults: readonly Fault[] = [
  serverKilled,
  stopped,
  stoppedAlone,
  databaseKilled,
  databaseUnreachable,
  databaseSilent,
  diskFull,
  slowReader,
  lossyLine,
  websocketsBlocked,
  plainHttp,
  portal,
  sleepAndWake,
  newerSchema,
  renewed,
  restored,
  corruptSnapshot,
  deviceRefuses,
  browserKilled,
  manyReturn,
];
