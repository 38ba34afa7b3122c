/** The ground a fault happens on: a database with people who may write, a server on it, and whoever writes there. */
import { prepareDatabase, type Database, type LiveText, type Wanted } from "#test/running/database.ts";
import { freePort, startServer, type Server } from "#test/running/server.ts";
import { paragraphs } from "#test/running/texts.ts";
import type { Store } from "#server/store/client.ts";
import { until, type Chance } from "./chance.ts";
import { agree, readStored, settled, type Stored, type Witnesses } from "./oracle.ts";
import { Writer, type WriterOptions } from "./writer.ts";

export type Kind = Wanted["kind"];

export interface GroundOptions {
  readonly kind: Kind;
  readonly documents?: number;
  readonly people?: number;
  /** PostgreSQL of one's own, instead of the usual one. */
  readonly server?: string;
  /** Where the embedded database and the files are, instead of the usual place. */
  readonly folder?: string;
  /** What the server is told besides, or otherwise. */
  readonly env?: Readonly<Record<string, string>>;
}

export class Ground {
  private running: Server | null = null;
  private lastSaid = "";

  private constructor(
    readonly database: Database,
    readonly port: number,
    private env: Readonly<Record<string, string>>,
  ) {}

  static async open({
    kind,
    documents = 1,
    people = 6,
    server,
    folder,
    env = {},
  }: GroundOptions): Promise<Ground> {
    const wanted = { kind, documents, people, plan: paragraphs(4) };
    const database = await prepareDatabase({ ...wanted, server, folder });
    return new Ground(database, await freePort(), env);
  }

  get server(): Server {
    if (this.running === null) throw new Error("the server is not running");
    return this.running;
  }

  /** What a server or a command on this ground needs in its environment. */
  get settings(): Readonly<Record<string, string>> {
    return {
      ...this.database.env,
      ...this.env,
      PORT: String(this.port),
      APP_URL: `http://localhost:${this.port}`,
    };
  }

  get isUp(): boolean {
    return this.running !== null;
  }

  /** What the server has printed since its last start. */
  said(): string {
    return this.running?.log() ?? this.lastSaid;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** With options of Node.js, where some are given. */
  async start(env: Readonly<Record<string, string>> = {}, flags: readonly string[] = []): Promise<Server> {
    this.running = await startServer({ env: { ...this.settings, ...env }, port: this.port, flags });
    return this.running;
  }

  /** SIGKILL. */
  async kill(): Promise<void> {
    const { server } = this;
    this.running = null;
    await server.kill();
    this.lastSaid = server.log();
  }

  /** SIGTERM; the exit code. */
  async stop(): Promise<number | null> {
    const { server } = this;
    this.running = null;
    return server.stop();
  }

  /** Somebody who may write the text; by default people number themselves. */
  writer(
    text: LiveText,
    place: number,
    more: Pick<WriterOptions, "name" | "chance"> & Partial<WriterOptions>,
  ): Writer {
    const editor = text.editors[place % text.editors.length];
    if (!editor) throw new Error("nobody may write here");
    const headers = { Cookie: editor.cookie };
    return new Writer({ url: this.url, headers, document: text.documentId, ...more });
  }

  /** So many who write, each with a name that nobody has in another run. */
  writers(text: LiveText, count: number, run: number, chance: Chance, url = this.url): Writer[] {
    return Array.from({ length: count }, (_, place) =>
      this.writer(text, place, { name: `r${run}p${place}`, chance: chance.branch(), url }),
    );
  }

  /** Reads the database: beside the server, or, the embedded one, with the server stopped for so long. */
  async look<T>(read: (store: Store) => Promise<T>): Promise<T> {
    const stopped = this.running !== null && this.database.kind === "embedded";
    if (stopped) await this.stop();
    const store = await this.database.open();
    try {
      return await read(store);
    } finally {
      await store.close();
      if (stopped) await this.start();
    }
  }

  /** Devices notice that they are online again, and do not wait until it is their turn to try: mostly so, in CI always. */
  wake(writers: readonly Writer[], { chance, quick }: { chance: Chance; quick: boolean }): void {
    if (quick || chance.percent(60)) for (const { provider } of writers) provider.wake();
  }

  /** Waits until everybody has the text. */
  async open(writers: readonly Writer[], ms?: number): Promise<void> {
    const isOpen = ({ provider }: Writer) => provider.isOpen && provider.mayWrite;
    await until(
      () => writers.every(isOpen),
      () => {
        const states = writers.filter((one) => !isOpen(one)).map(({ provider }) => provider.state.kind);
        return `the text has come: not to ${states.length} of ${writers.length}, ${[...new Set(states)].join(", ")}`;
      },
      ms,
    );
  }

  stored(text: LiveText): Promise<Stored> {
    return this.look((store) => readStored(store, text.documentId));
  }

  /** Waits until all are saved and equal, and holds the database against them. */
  async judge(text: LiveText, writers: readonly Writer[], more: Partial<Witnesses> = {}): Promise<void> {
    for (const one of writers) one.rest();
    await settled(writers);
    agree(await this.stored(text), {
      replicas: [...writers.map(({ doc }) => doc), ...(more.replicas ?? [])],
      accounts: [...writers.map(({ account }) => account), ...(more.accounts ?? [])],
      gone: more.gone ?? [],
    });
  }

  async close(): Promise<void> {
    if (this.running !== null) await this.kill();
    await this.database.drop();
  }
}
