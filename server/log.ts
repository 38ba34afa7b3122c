/** Structured logs: one JSON line each, without texts people wrote and without secrets. */
import pino from "pino";
import type { LogLevel } from "./env.ts";

export type Log = pino.Logger;

/**
 * What is told of an error: never the values that a database or a parser quotes beside its message, and never the
 * request or query that led to it.
 */
export function plainError(error: unknown): object {
  if (!(error instanceof Error)) return { type: typeof error };
  const { name, message, stack, cause } = error;
  const code: unknown = "code" in error ? error.code : undefined;
  return {
    type: name,
    message: message.split("\n")[0]?.slice(0, 300),
    ...(typeof code === "string" || typeof code === "number" ? { code } : {}),
    // The first line of a stack repeats the message, whole.
    stack: stack?.split("\n").filter((line) => /^\s+at /.test(line)),
    ...(cause instanceof Error ? { cause: plainError(cause) } : {}),
  };
}

export function makeLog(level: LogLevel): Log {
  return pino({
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    serializers: { err: plainError },
    redact: { paths: ["password", "token", "cookie", "*.password", "*.token", "*.cookie"], censor: "…" },
  });
}
