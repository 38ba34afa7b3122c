/**
 * Asks the door again for many connections, a few at a time: commits and pages use the same database. Whoever writes comes
 * first; whoever was not answered in time, or not at all, does not write until the door has answered.
 */
import type { Connection } from "./connection.ts";
import type { Door, Seat } from "./keeper.ts";
import { inTime } from "./patience.ts";

/** So many are asked for at once: fewer than half of the connections to the database. */
const atOnce = 4;
/** A right that may have ended is in use for so long at most, in ms: the promise is two seconds. */
const patience = 1500;
/** Between two tries where the door does not answer, in ms. */
const pauses = { first: 250, most: 10_000 } as const;

interface Waits {
  /** In ms. */
  readonly since: number;
  /** Whether it is this one's right that may have ended: if not, it is asked after the others and goes on meanwhile. */
  readonly concerned: boolean;
}

export class Rechecks {
  private waiting = new Map<Connection, Waits>();
  private asking = 0;
  private failures = 0;
  private resume: NodeJS.Timeout | null = null;
  private watch: NodeJS.Timeout | null = null;
  /** Strangers are all alike: one answer for each text serves all of them, until something is recorded again. */
  private strangers = new Map<string, Promise<Seat | null>>();
  private closed = false;
  private readonly door: Pick<Door, "who" | "mayJoin">;

  constructor(
    door: Door,
    private readonly fault: (error: unknown) => void,
  ) {
    this.door = {
      who: (handshake) => door.who(handshake),
      mayJoin: (actor, documentId) => {
        if (actor.kind !== "stranger") return door.mayJoin(actor, documentId);
        const known = this.strangers.get(documentId) ?? door.mayJoin(actor, documentId);
        this.strangers.set(documentId, known);
        return known;
      },
    };
  }

  /**
   * Asks for these. `concerned`: it may be their right that has ended; else it hardly is, and it is asked so that nothing is
   * overlooked.
   */
  add(connections: readonly Connection[], concerned: boolean): void {
    if (this.closed) return;
    this.strangers = new Map();
    const all = new Map(this.waiting);
    for (const one of connections) {
      // Who waits already keeps the time since when.
      const before = all.get(one);
      if (before === undefined || (concerned && !before.concerned))
        all.set(one, { since: performance.now(), concerned });
    }
    const rank = ([connection, waits]: readonly [Connection, Waits]) =>
      (waits.concerned ? 2 : 0) + (connection.writes ? 1 : 0);
    this.waiting = new Map([...all].sort((a, b) => rank(b) - rank(a)));
    this.watch ??= setInterval(() => this.holdLate(), 250).unref();
    this.go();
  }

  close(): void {
    this.closed = true;
    this.waiting.clear();
    if (this.resume) clearTimeout(this.resume);
    if (this.watch) clearInterval(this.watch);
  }

  private go(): void {
    while (this.asking < atOnce && this.resume === null) {
      const [next] = this.waiting.keys();
      if (next === undefined) return;
      this.waiting.delete(next);
      this.asking++;
      void this.ask(next).finally(() => {
        this.asking--;
        this.go();
      });
    }
  }

  private async ask(connection: Connection): Promise<void> {
    try {
      await inTime(connection.recheck(this.door), patience, "the door");
      this.failures = 0;
    } catch (error) {
      if (this.closed) return;
      this.fault(error);
      connection.hold();
      // It is asked for again until the door answers; so long nobody else need be tried.
      this.strangers = new Map();
      this.waiting.set(connection, { since: performance.now(), concerned: true });
      const pause = Math.min(pauses.most, pauses.first * 2 ** Math.min(this.failures++, 10));
      this.resume ??= setTimeout(() => {
        this.resume = null;
        this.go();
      }, pause).unref();
    }
  }

  private holdLate(): void {
    if (this.waiting.size === 0 && this.asking === 0 && this.watch) {
      clearInterval(this.watch);
      this.watch = null;
    }
    const late = performance.now() - patience + 250;
    for (const [connection, { since, concerned }] of this.waiting)
      if (concerned && since < late) connection.hold();
  }
}
