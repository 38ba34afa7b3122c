/** A keeper in memory with the contract of the real one, and hands on it: it can stall, fail and be restarted over. */
import type { Appended, Entry, Keeper, Row } from "#server/realtime/keeper.ts";

interface Kept {
  epoch: number;
  rows: Row[];
  ids: Map<string, number>;
  snapshot: Row | null;
  owners: Map<number, string>;
}

export class MemoryKeeper implements Keeper {
  readonly documents = new Map<string, Kept>();
  /** Sizes of the commits made. */
  readonly commits: number[] = [];
  private gate: Promise<void> | null = null;
  private open: () => void = () => undefined;
  failures = 0;
  /** The next appends are stored, and then fail as a lost connection would. */
  lateFailures = 0;

  begin(documentId: string, epoch = 1): void {
    this.documents.set(documentId, { epoch, rows: [], ids: new Map(), snapshot: null, owners: new Map() });
  }

  /** Stalling what is stalled changes nothing: whoever waits already is let go by the same hand. */
  stall(): void {
    this.gate ??= new Promise((resolve) => (this.open = resolve));
  }

  resume(): void {
    this.gate = null;
    this.open();
  }

  async load(documentId: string) {
    const kept = this.documents.get(documentId);
    if (!kept) return null;
    const { epoch, rows, snapshot, owners } = kept;
    const after = snapshot?.seq ?? 0;
    return {
      epoch,
      seq: rows.length,
      snapshot,
      tail: rows.filter((row) => row.seq > after),
      owners: [...owners],
    };
  }

  async append(batch: readonly Entry[]): Promise<readonly Appended[]> {
    if (this.gate) await this.gate;
    if (this.failures > 0) {
      this.failures--;
      throw new Error("the database is away");
    }
    await new Promise((resolve) => setImmediate(resolve));
    this.commits.push(batch.length);
    const answers = batch.map((entry) => this.keep(entry));
    if (this.lateFailures > 0) {
      this.lateFailures--;
      throw new Error("the connection was lost after the commit");
    }
    return answers;
  }

  async readFrom(documentId: string, epoch: number, seq: number): Promise<readonly Row[]> {
    const kept = this.documents.get(documentId);
    return kept?.epoch === epoch ? kept.rows.filter((row) => row.seq > seq) : [];
  }

  async fold(documentId: string, epoch: number, row: Row): Promise<void> {
    const kept = this.documents.get(documentId);
    if (kept?.epoch === epoch && row.seq > (kept.snapshot?.seq ?? 0)) kept.snapshot = row;
  }

  async unread(most: number): Promise<readonly string[]> {
    const behind = [...this.documents].filter(([, kept]) => kept.rows.length > (kept.snapshot?.seq ?? 0));
    return behind.map(([id]) => id).slice(0, most);
  }

  async mend(documentId: string, epoch: number, updateId: string, bytes: Uint8Array): Promise<void> {
    const kept = this.documents.get(documentId);
    if (kept?.epoch !== epoch || kept.ids.has(updateId)) return;
    kept.rows.push({ seq: kept.rows.length + 1, bytes });
    kept.ids.set(updateId, kept.rows.length);
  }

  private keep(entry: Entry): Appended {
    const kept = this.documents.get(entry.documentId);
    if (!kept) return { ok: false, reason: "unknown-document" };
    if (kept.epoch !== entry.epoch) return { ok: false, reason: "epoch" };
    const known = kept.ids.get(entry.updateId);
    if (known !== undefined) return { ok: true, seq: known, again: true };
    if (entry.clients.some((client) => (kept.owners.get(client) ?? entry.personId) !== entry.personId)) {
      return { ok: false, reason: "foreign-client" };
    }
    for (const client of entry.clients) kept.owners.set(client, entry.personId);
    const seq = kept.rows.length + 1;
    kept.rows.push({ seq, bytes: entry.bytes.slice() });
    kept.ids.set(entry.updateId, seq);
    return { ok: true, seq, again: false };
  }
}
