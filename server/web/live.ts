/** Tells open pages of a round that something was recorded for it: server-sent events that hold a number and nothing else. */
import { Router, type Request, type Response } from "express";
import { RateLimiterMemory } from "rate-limiter-flexible";
import { refusalOf, statusOf } from "#app/domain/refusal.ts";
import type { Actor } from "#app/domain/roles.ts";
import type { Bus } from "#server/bus.ts";
import type { Services } from "#server/services/services.ts";

export interface Live {
  readonly routes: Router;
  /** Pages that listen now. */
  counts(): { readonly listening: number };
  /** Ends every line; from then on none is opened. */
  close(): void;
}

export interface LiveOptions {
  readonly bus: Pick<Bus, "hear">;
  readonly rounds: Pick<Services["rounds"], "ordinal" | "entriesOf">;
  /** In ms; a line that says nothing is cut by proxies after a minute. */
  readonly heartbeat?: number;
  /** Lines at once, in all and from one address: a delegation may share one. */
  readonly most?: number;
  readonly mostPerAddress?: number;
  /** Lines opened in a minute from one address. */
  readonly perMinute?: number;
}

interface Line {
  readonly address: string;
  readonly response: Response;
}

interface Heard {
  readonly lines: Set<Line>;
  /** What was told last; a line is told again only what is more. */
  ordinal: number;
  soon: NodeJS.Timeout | null;
}

/** Several entries of one act are told at once, in ms. */
const gathered = 30;
/** Bytes that may wait for a reader who takes nothing. */
const backlog = 16 * 1024;

/**
 * `GET /live/rounds/:number` sends `changed` with how many entries the round has, at once and whenever there are more.
 * Refuses what the reader may not know of (404), too many lines (503), too many tries (429).
 */
export function liveRounds(options: LiveOptions): Live {
  const { bus, rounds, heartbeat = 25_000, most = 2_000, mostPerAddress = 100 } = options;
  const tries = new RateLimiterMemory({
    keyPrefix: "live",
    points: options.perMinute ?? 300,
    duration: 60,
  });
  const heard = new Map<string, Heard>();
  const held = new Map<string, number>();
  let listening = 0;
  let closed = false;

  const stop = bus.hear((notice) => {
    if (notice.kind !== "recorded" || notice.roundId === null) return;
    const round = heard.get(notice.roundId);
    if (round !== undefined) tellSoon(notice.roundId, round);
  });
  // What another process recorded is found at the latest now.
  const beat = setInterval(() => {
    for (const [roundId, round] of heard) {
      for (const { response } of round.lines) send(response, ": beat\n\n");
      tellSoon(roundId, round);
    }
  }, heartbeat);
  beat.unref();

  function tellSoon(roundId: string, round: Heard): void {
    round.soon ??= setTimeout(() => {
      round.soon = null;
      rounds
        .entriesOf(roundId)
        .then((ordinal) => {
          if (ordinal <= round.ordinal) return;
          round.ordinal = ordinal;
          for (const { response } of round.lines) send(response, changed(ordinal));
        })
        // The next beat tries again.
        .catch(() => undefined);
    }, gathered);
  }

  function listen(roundId: string, ordinal: number, line: Line): void {
    const { response, address } = line;
    const round = heard.get(roundId) ?? { lines: new Set<Line>(), ordinal, soon: null };
    heard.set(roundId, round);
    round.lines.add(line);
    listening += 1;
    held.set(address, (held.get(address) ?? 0) + 1);
    response.once("close", () => {
      round.lines.delete(line);
      listening -= 1;
      const left = (held.get(address) ?? 1) - 1;
      if (left === 0) held.delete(address);
      else held.set(address, left);
      if (round.lines.size > 0) return;
      if (round.soon !== null) clearTimeout(round.soon);
      if (heard.get(roundId) === round) heard.delete(roundId);
    });
    response.status(200).set({
      "Content-Type": "text/event-stream; charset=utf-8",
      // Not compressed on the way: an event would wait for the next one.
      "Cache-Control": "no-store, no-transform",
      "X-Accel-Buffering": "no",
    });
    response.flushHeaders();
    // Whoever joins others may have been counted before them.
    round.ordinal = Math.max(round.ordinal, ordinal);
    send(response, changed(round.ordinal));
    tellSoon(roundId, round);
  }

  async function open(request: Request<{ number: string }>, response: Response): Promise<void> {
    const address = request.ip ?? "";
    const number = /^[1-9]\d{0,8}$/.test(request.params.number) ? Number(request.params.number) : 0;
    if (closed || listening >= most || (held.get(address) ?? 0) >= mostPerAddress)
      return void response.set("Retry-After", "30").status(503).type("text/plain").send("Too many lines.\n");
    try {
      await tries.consume(address);
    } catch {
      return void response.set("Retry-After", "60").status(429).type("text/plain").send("Too many tries.\n");
    }
    const { roundId, ordinal } = await rounds.ordinal(response.locals["actor"] as Actor, number);
    if (response.destroyed || closed) return void response.end();
    listen(roundId, ordinal, { address, response });
  }

  const router = Router();
  router.get("/live/rounds/:number", (request, response, next) => {
    open(request, response).catch((caught: unknown) => {
      const refusal = refusalOf(caught);
      if (refusal === null) return next(caught);
      response.status(statusOf(refusal)).type("text/plain").send(`${refusal.key}\n`);
    });
  });

  return {
    routes: router,
    counts: () => ({ listening }),
    close() {
      closed = true;
      stop();
      clearInterval(beat);
      for (const { lines, soon } of heard.values()) {
        if (soon !== null) clearTimeout(soon);
        for (const { response } of lines) response.end();
      }
    },
  };
}

const changed = (ordinal: number): string => `event: changed\ndata: ${ordinal}\n\n`;

function send(response: Response, text: string): void {
  if (response.writableLength > backlog) response.destroy();
  else if (!response.writableEnded) response.write(text);
}
