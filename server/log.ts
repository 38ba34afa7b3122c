/** Structured logs: one JSON line each, without texts people wrote and without secrets. */
import pino from "pino";
import type { LogLevel } from "./env.ts";

export type Log = pino.Logger;

export function makeLog(level: LogLevel): Log {
  return pino({
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: { paths: ["password", "token", "cookie", "*.password", "*.token", "*.cookie"], censor: "…" },
  });
}
