/** A provider without a screen, for tests: a person, a Y.Doc and a line to the stage. */
import * as Y from "yjs";
import { openSocket } from "#app/editor/connection.ts";
import type { LocalCopy } from "#app/editor/local-copy.ts";
import { SocketProvider, type SavedState } from "#app/editor/socket-provider.ts";
import { planFragment } from "#app/document/ydoc.ts";
import { document, type Name, type Stage } from "./stage.ts";

/** A copy on a device that a test can look into. */
export class Device implements LocalCopy {
  keeps: boolean | null = true;
  kept: Uint8Array | null = null;
  aside = false;
  /** What it was given to keep as it came. */
  taken: readonly Uint8Array[] = [];
  private doc: Y.Doc | null = null;
  async load(doc: Y.Doc): Promise<void> {
    this.doc = doc;
    if (this.kept !== null && !this.aside) Y.applyUpdate(doc, this.kept, this);
  }
  take(updates: readonly Uint8Array[], _origin: object, put: () => void): void {
    this.taken = [...this.taken, ...updates];
    put();
  }
  setAside(): void {
    this.stop();
    this.aside = true;
  }
  stop(): void {
    if (this.doc !== null) this.kept = Y.encodeStateAsUpdate(this.doc);
  }
}

export class Writer {
  readonly doc = new Y.Doc();
  readonly device: Device;
  readonly provider: SocketProvider;
  readonly socket: ReturnType<typeof openSocket>;
  /** Every state it went through. */
  readonly states: SavedState["kind"][] = [];

  constructor(
    stage: Pick<Stage, "port">,
    person: Name | "nobody",
    more: { epoch?: number; device?: Device; plain?: boolean; now?: () => Date } = {},
  ) {
    this.device = more.device ?? new Device();
    const origin = `http://127.0.0.1:${stage.port}`;
    this.socket = openSocket(undefined, origin);
    this.socket.io.opts.extraHeaders = { cookie: `person=${person}` };
    const { doc, socket, device } = this;
    // Nobody else comes back at the same moment: half of each pause is enough.
    this.provider = new SocketProvider({
      document,
      epoch: more.epoch ?? 1,
      doc,
      socket,
      local: device,
      ...(more.plain === true ? { plain: { origin, fetch: as(person) } } : {}),
      random: () => 0.5,
      ...(more.now ? { now: more.now } : {}),
    });
    this.provider.on("state", () => {
      if (this.states.at(-1) !== this.provider.state.kind) this.states.push(this.provider.state.kind);
    });
  }

  async start(): Promise<this> {
    await this.provider.start();
    return this;
  }

  /** Adds a line at the end of the text. */
  write(words: string): void {
    const line = new Y.XmlElement("paragraph");
    line.insert(0, [new Y.XmlText(words)]);
    planFragment(this.doc).push([line]);
  }

  erase(index: number): void {
    planFragment(this.doc).delete(index, 1);
  }

  get words(): readonly string[] {
    return planFragment(this.doc)
      .toArray()
      .map((line) => (line instanceof Y.XmlElement ? line.toArray().join("") : ""));
  }

  async is(kind: SavedState["kind"], patience = 8000): Promise<void> {
    await until(
      () => this.provider.state.kind === kind,
      patience,
      () => `${this.provider.state.kind}, not ${kind}`,
    );
  }

  stop(): void {
    this.provider.destroy();
  }
}

/** A browser sends its cookie by itself. */
function as(person: string): typeof fetch {
  return (address, request) =>
    fetch(address, { ...request, headers: { ...request?.headers, cookie: `person=${person}` } });
}

export async function until(
  holds: () => boolean,
  patience = 8000,
  said = () => "it did not come to be",
): Promise<void> {
  for (const end = Date.now() + patience; !holds();) {
    if (Date.now() > end) throw new Error(said());
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
