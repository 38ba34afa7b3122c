/** What stands between a client and the log: size, rate, seat, vocabulary, and whose client id it is. */
import { hash } from "node:crypto";
import { limits, type Reason } from "#app/document/wire.ts";
import type { Vocabulary } from "#app/document/vocabulary.ts";
import type { Owners } from "./owners.ts";

/** Somebody who writes into a room: a connection, or one request over plain HTTP. */
export interface Writer {
  /** Null for strangers, who never write. */
  readonly personId: string | null;
  /** Number of the connection in the room; 0 where there is none. */
  readonly member: number;
  /** Asked for every update: the seat may have changed since the last one. */
  mayWrite(): Reason | null;
  /** Whether a further update of so many bytes is within the writer's rate; seconds to wait where it is not. */
  spend(bytes: number): number | null;
}

export type Gated =
  | {
      readonly ok: true;
      readonly updateId: string;
      /** Next clock of each client under whose id it brings something new. */
      readonly news: ReadonlyMap<number, number>;
      take(): void;
    }
  | { readonly ok: false; readonly reason: Reason; readonly detail?: string; readonly retryAfter?: number };

/** Yjs client ids below this are the server's own. */
const reserved = 16;

/**
 * Judges one update, from its bytes alone. Refused: `read-only` and the seat's other reasons, `too-large`,
 * `too-many`, `malformed`, `vocabulary`, `gap`, `foreign-client`. Cheap checks come first.
 */
export function judge(
  writer: Writer,
  update: Uint8Array,
  vocabulary: Pick<Vocabulary, "admit">,
  owners: Pick<Owners, "of">,
): Gated {
  const shut = writer.mayWrite();
  if (shut !== null) return { ok: false, reason: shut };
  if (update.length > limits.update) return { ok: false, reason: "too-large" };
  const retryAfter = writer.spend(update.length);
  if (retryAfter !== null) return { ok: false, reason: "too-many", retryAfter };
  const verdict = vocabulary.admit(update);
  if (!verdict.ok) return verdict;
  for (const client of verdict.news.keys()) {
    const owner = owners.of(client);
    if (client < reserved || (owner !== undefined && owner !== writer.personId)) {
      return { ok: false, reason: "foreign-client" };
    }
  }
  return { ok: true, updateId: idOf(update), news: verdict.news, take: verdict.take };
}

/** Equal bytes are the same update: repeating one changes nothing in Yjs, so it need not be stored again. */
function idOf(update: Uint8Array): string {
  return hash("sha256", update, "base64url").slice(0, 27);
}

const monotonic = () => performance.now();

/** A bucket of tokens that fills by itself. */
export class Rate {
  private level: number;
  private at: number;

  constructor(
    private readonly perSecond: number,
    private readonly burst: number,
    private readonly now: () => number = monotonic,
  ) {
    this.level = burst;
    this.at = now();
  }

  /** Takes `amount`; null where it was there, else the seconds until it is. */
  spend(amount: number): number | null {
    const now = this.now();
    this.level = Math.min(this.burst, this.level + ((now - this.at) / 1000) * this.perSecond);
    this.at = now;
    if (this.level < amount) return Math.ceil((amount - this.level) / this.perSecond);
    this.level -= amount;
    return null;
  }
}
