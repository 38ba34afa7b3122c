/** The peer's protocol as the light client speaks ours: signs in, syncs, types by hand-made updates, counts what it hears. */
import { readTyped, typed, type Spot } from "#test/running/typing.ts";
import type { Witness } from "#test/running/light-client.ts";
import { WebSocketLine } from "#test/running/websocket.ts";

export interface PeerLightOptions {
  readonly port: number;
  readonly document: string;
  readonly client: number;
  readonly spot: Spot;
  readonly witness?: Witness;
}

/** Kinds of messages, and of the sync messages within. */
const kinds = { sync: 0, auth: 2, syncReply: 4, close: 7, status: 8 } as const;
const sync = { step1: 0, step2: 1, update: 2 } as const;

export class PeerLight {
  heard = 0;
  frames = 0;
  next = 0;
  savedUpTo = 0;
  readonly endings: string[] = [];
  private line: WebSocketLine | null = null;
  private bytesBefore = 0;
  private spot: Spot;
  private readonly name: readonly number[];
  private synced: (() => void) | null = null;
  /** Acknowledgements that belong to joining. */
  private notOurs = 0;

  constructor(private readonly options: PeerLightOptions) {
    this.spot = options.spot;
    this.name = [options.document.length, ...Buffer.from(options.document)];
  }

  get bytes(): number {
    return this.bytesBefore + (this.line?.bytesIn ?? 0);
  }

  async join(): Promise<void> {
    this.drop();
    const synced = new Promise<void>((resolve) => (this.synced = resolve));
    const line: WebSocketLine = await WebSocketLine.connect(
      this.options.port,
      "/",
      {},
      {
        text: () => {},
        binary: (message) => this.binary(message),
        closed: () => {
          if (this.line === line) this.endings.push("gone");
        },
      },
    );
    this.line = line;
    const token = [...Buffer.from("none")];
    const version = [...Buffer.from("4.8.0")];
    this.send([kinds.auth, 0, token.length, ...token, version.length, ...version]);
    // An empty state vector: everything is asked for.
    this.send([kinds.sync, sync.step1, 1, 0]);
    await Promise.race([
      synced,
      new Promise((_, reject) => setTimeout(() => reject(new Error("not synced in 30 s")), 30_000).unref()),
    ]);
  }

  type(letter = "x"): void {
    const clock = this.next;
    this.next += letter.length;
    const update = typed(this.options.client, clock, this.spot, letter);
    this.spot = { client: this.options.client, clock: this.next - 1 };
    this.send([kinds.sync, sync.update, update.length, ...update]);
  }

  close(): void {
    const { line } = this;
    this.line = null;
    line?.close();
  }

  drop(): void {
    const { line } = this;
    this.bytesBefore = this.bytes;
    this.line = null;
    line?.destroy();
  }

  private send(body: readonly number[]): void {
    this.line?.send(Uint8Array.from([...this.name, ...body]));
  }

  private binary(message: Buffer): void {
    this.frames++;
    let at = this.name.length;
    const number = () => {
      let value = 0;
      for (let unit = 1; ; unit *= 128) {
        const byte = message[at++] ?? 0;
        value += (byte & 127) * unit;
        if (byte < 128) return value;
      }
    };
    const kind = number();
    if (kind === kinds.status) return this.acknowledged();
    if (kind === kinds.close) return void this.endings.push("closed");
    if (kind !== kinds.sync && kind !== kinds.syncReply) return;
    const step = number();
    if (step === sync.step1) {
      // Asked for what it lacks: nothing. The answer is acknowledged like an update.
      this.notOurs++;
      return this.send([kinds.sync, sync.step2, 2, 0, 0]);
    }
    if (step === sync.step2) {
      this.synced?.();
      this.synced = null;
      return;
    }
    const size = number();
    this.heard++;
    const { witness } = this.options;
    if (witness) readTyped(message.subarray(at, at + size), witness.seen);
  }

  private acknowledged(): void {
    if (this.notOurs > 0) {
      this.notOurs--;
      return;
    }
    this.options.witness?.saved(this.savedUpTo++);
  }
}
