/** The same as the socket, for one request over plain HTTP: updates in, difference out, through the same gate. */
import { packUpdates, unpackUpdates } from "#app/document/frames.ts";
import { SCHEMA_VERSION } from "#app/document/schema.ts";
import { limits, type Reason } from "#app/document/wire.ts";
import { refuse, type RefusalError, type RefusalKind } from "#app/domain/refusal.ts";
import type { Rates } from "./rates.ts";
import type { Documents, Open } from "./documents.ts";
import { Rate } from "./gate.ts";
import type { Door, Pass, Seat } from "./keeper.ts";
import type { State } from "./rows.ts";

export interface Pushed {
  readonly epoch: number;
  readonly seqs: readonly number[];
}

export interface Pulled {
  readonly epoch: number;
  readonly seq: number;
  readonly schema: number;
  /** Whether this reader may write, and why not. */
  readonly edit: boolean;
  readonly why: Reason | null;
  /**
   * The server's state vector (encoded), and then what the reader lacks, packed by `packUpdates`; null where nothing
   * is new since the `seq` that was asked from.
   */
  readonly news: Uint8Array | null;
}

export interface Asked {
  readonly epoch: number | null;
  /** Everything of this epoch up to this number of the log is there already; null where that is not known. */
  readonly seq: number | null;
  /** The reader's state vector, encoded; null asks for everything. */
  readonly sv: Uint8Array | null;
  /** Address of the request: strangers are told apart by it. */
  readonly from?: string | undefined;
}

export interface Fallback {
  /**
   * Stores updates (packed by `packUpdates`), in order; resolves when they are committed. Up to the first that is
   * refused all are stored, and sending everything again is harmless.
   * @throws Refusal with key `realtime.<reason>`
   */
  push(
    pass: Pass,
    documentId: string,
    request: { epoch: number; schema: number; updates: Uint8Array; from?: string | undefined },
  ): Promise<Pushed>;
  /**
   * What is new, and whether this reader may write.
   * @throws Refusal `realtime.too-many`, `realtime.unknown-document`, `realtime.epoch`, `realtime.malformed`
   */
  pull(pass: Pass, documentId: string, asked: Asked): Promise<Pulled>;
}

export interface FallbackPorts {
  readonly door: Door;
  readonly documents: Documents;
  readonly rates: Rates;
  now(): Date;
  count(what: string): void;
}

const kinds: Partial<Record<Reason, RefusalKind>> = {
  "unknown-document": "unknown",
  "read-only": "forbidden",
  "session-ended": "forbidden",
  "foreign-client": "forbidden",
  epoch: "conflict",
  gap: "conflict",
  "schema-older": "conflict",
  "schema-newer": "unavailable",
  discontinued: "conflict",
  damaged: "conflict",
  "too-large": "too-large",
  "too-many": "too-many",
  "not-stored": "unavailable",
  restarting: "unavailable",
};

interface Bucket {
  readonly requests: Rate;
  readonly updates: Rate;
  readonly bytes: Rate;
  /** When it was used last, in ms. */
  at: number;
}

/** Persons and addresses whose rates are known at once. */
const mostBuckets = 10_000;

function bucketOf(rates: Rates, isPerson: boolean): Bucket {
  return {
    requests: new Rate(...(isPerson ? rates.requests : rates.strangers)),
    updates: new Rate(...rates.updates),
    bytes: new Rate(...rates.bytes),
    at: 0,
  };
}

/** Plain HTTP over the same rooms as the sockets, so that both see each other at once. */
export function makeFallback(ports: FallbackPorts): Fallback {
  // One bucket a person, for all their requests: a script may not send faster this way than over a socket. Strangers share
  // one for each address.
  const buckets = new Map<string, Bucket>();
  let swept = 0;

  function fail(reason: Reason, retryAfter?: number): RefusalError {
    ports.count(`http ${reason}`);
    return refuse(kinds[reason] ?? "invalid", `realtime.${reason}`, {}, retryAfter ? { retryAfter } : {});
  }

  async function enter(
    pass: Pass,
    documentId: string,
    epoch: number | null,
  ): Promise<{ open: Open; seat: Seat }> {
    const seat = await ports.door.mayJoin(pass.actor, documentId);
    if (!seat) throw fail("unknown-document");
    const open = await ports.documents.open(documentId);
    if (!open) throw fail("unknown-document");
    if (epoch !== null && epoch !== open.room.epoch) {
      ports.documents.release(open);
      throw fail("epoch");
    }
    return { open, seat };
  }

  /** Whose rates a request counts for. @throws Refusal `realtime.too-many` where there were too many requests */
  function bucketFor({ actor }: Pass, from: string | undefined): Bucket {
    const at = ports.now().getTime();
    if (at - swept > 10_000) {
      swept = at;
      for (const [key, old] of buckets) if (at - old.at > 60_000) buckets.delete(key);
    }
    const isPerson = actor.kind === "person";
    const own = isPerson ? `person ${actor.id}` : `address ${from ?? ""}`;
    // Whoever has addresses without end is not kept in memory without end.
    const key = !isPerson && !buckets.has(own) && buckets.size >= mostBuckets ? "address" : own;
    const bucket = buckets.get(key) ?? bucketOf(ports.rates, isPerson);
    bucket.at = at;
    buckets.set(key, bucket);
    const wait = bucket.requests.spend(1);
    if (wait !== null) throw fail("too-many", wait);
    return bucket;
  }

  function stateOf(room: Open["room"], seq: number | null, vector: Uint8Array | null): State {
    try {
      return room.state({ seq, vector });
    } catch {
      throw fail("malformed");
    }
  }

  return {
    async push(pass, documentId, { epoch, schema, updates, from }) {
      const rate = bucketFor(pass, from);
      const personId = pass.actor.kind === "person" ? pass.actor.id : null;
      const { open, seat } = await enter(pass, documentId, epoch);
      try {
        if (personId === null || !seat.edit) throw fail(seat.why ?? "read-only");
        if (schema !== SCHEMA_VERSION)
          throw fail(schema < SCHEMA_VERSION ? "schema-older" : "schema-newer", 5);
        const parts = unpackUpdates(updates);
        if (!parts || parts.length > limits.unacknowledged) throw fail(parts ? "too-many" : "malformed");
        const stored = parts.map(
          (update) =>
            new Promise<number>((resolve, reject) => {
              open.room.offer(
                {
                  personId,
                  member: 0,
                  mayWrite: () => (seat.until && seat.until <= ports.now() ? "read-only" : null),
                  spend: (bytes) => rate.updates.spend(1) ?? rate.bytes.spend(bytes),
                },
                0,
                update,
                {
                  stored: resolve,
                  refused: (reason, _detail, retryAfter) => reject(fail(reason, retryAfter)),
                },
              );
            }),
        );
        const settled = await Promise.allSettled(stored);
        const bad = settled.find((one) => one.status === "rejected");
        if (bad) throw bad.reason;
        return {
          epoch: open.room.epoch,
          seqs: settled.flatMap((one) => (one.status === "fulfilled" ? [one.value] : [])),
        };
      } finally {
        ports.documents.release(open);
      }
    },

    async pull(pass, documentId, { epoch, seq, sv, from }) {
      bucketFor(pass, from);
      const { open, seat } = await enter(pass, documentId, epoch);
      try {
        const { room } = open;
        const edit = pass.actor.kind === "person" && seat.edit && !(seat.until && seat.until <= ports.now());
        const why = edit ? null : (seat.why ?? "read-only");
        const common = { epoch: room.epoch, schema: SCHEMA_VERSION, edit, why };
        if (epoch !== null && seq === room.committed) return { ...common, seq, news: null };
        const found = epoch === null ? stateOf(room, null, null) : stateOf(room, seq, sv);
        const news = Buffer.concat([packUpdates([room.committedVector]), found.state]);
        return { ...common, seq: found.seq, news };
      } finally {
        ports.documents.release(open);
      }
    },
  };
}
