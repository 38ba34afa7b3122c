/**
 * A person who writes, without a screen: the provider of the pages on a text, whose every hot frame can be watched and
 * meddled with. Each word it inserts is unique, so that a lost or a doubled one is seen.
 */
import * as Y from "yjs";
import { SCHEMA_VERSION } from "#app/document/schema.ts";
import { planFragment } from "#app/document/ydoc.ts";
import { openSocket, type RealtimeSocket } from "#app/editor/connection.ts";
import type { LocalCopy } from "#app/editor/local-copy.ts";
import { SocketProvider } from "#app/editor/socket-provider.ts";
import { Account } from "./account.ts";
import type { Chance } from "./chance.ts";

/** What a line does with a frame: hands it on now, later, often, changed or never. */
export type Meddle = (frame: Uint8Array, on: (frame: Uint8Array) => void) => void;

export interface WriterOptions {
  readonly name: string;
  readonly url: string;
  /** By which the server knows who this is. */
  readonly headers: Readonly<Record<string, string>>;
  readonly document: string;
  readonly epoch?: number;
  readonly chance: Chance;
  readonly local?: LocalCopy | null;
  /** Address of the product's pages, where plain HTTP is tried too when no socket gets through. */
  readonly plainFrom?: string;
}

/** What happens to a request over plain HTTP: it goes through, is lost on its way there or back, or arrives twice. */
export type Passage = "through" | "lost" | "unanswered" | "twice";

export class Writer {
  readonly doc = new Y.Doc();
  readonly socket: RealtimeSocket;
  readonly provider: SocketProvider;
  readonly account: Account;
  /** Between the provider and the network, where set. */
  outgoing: Meddle = (frame, on) => on(frame);
  incoming: Meddle = (frame, on) => on(frame);
  /** Of a request over plain HTTP, where set. */
  passage: () => Passage = () => "through";
  /** Requests over plain HTTP that were answered. */
  plainly = 0;
  /** As a tab of an earlier schema: it says so on joining, and finds a server with a later one than its own. */
  asOlder = false;
  private readonly chance: Chance;
  private typing: ReturnType<typeof setTimeout> | undefined;
  private count = 0;

  constructor(options: WriterOptions) {
    const { name, url, headers, document, epoch = 1, local = null } = options;
    this.chance = options.chance;
    this.account = new Account(name);
    // A seed decides the text's ids as well.
    this.doc.clientID = this.chance.whole(1000, 2 ** 31);
    this.socket = openSocket(undefined, url);
    Object.assign(this.socket.io.opts, { extraHeaders: headers });
    this.tap();
    const random = () => this.chance.number();
    this.provider = new SocketProvider({
      document,
      epoch,
      doc: this.doc,
      socket: this.socket,
      local,
      random,
      ...(options.plainFrom === undefined
        ? {}
        : { plain: { origin: url, fetch: this.plainFetch({ ...headers, Origin: options.plainFrom }) } }),
    });
    this.provider.on("state", () => {
      if (this.provider.state.kind === "saved") this.account.saidSaved(this.doc);
    });
    void this.provider.start();
  }

  /** Asks over plain HTTP as a page does, on a line that loses and doubles what it carries. */
  private plainFetch(headers: Readonly<Record<string, string>>): typeof globalThis.fetch {
    return async (address, request = {}) => {
      const ask = () => fetch(address, { ...request, headers: { ...request.headers, ...headers } });
      const passage = this.passage();
      if (passage === "lost") throw new TypeError("the request was lost");
      if (passage === "twice") await (await ask()).arrayBuffer();
      const response = await ask();
      if (passage === "unanswered") {
        await response.arrayBuffer();
        throw new TypeError("the answer was lost");
      }
      this.plainly++;
      if (response.status === 200 && request.body instanceof Uint8Array) this.account.stored(request.body);
      return response;
    };
  }

  /** Writes, takes back, makes bold or opens a paragraph, somewhere. */
  act(): void {
    const place = this.chance.whole(1, 100);
    if (!this.provider.isOpen || !this.provider.mayWrite) return;
    if (place <= 70) this.insert();
    else if (place <= 80) this.remove();
    else if (place <= 90) this.embolden();
    else this.open();
  }

  /** Acts at a human's pace until `rest`. */
  type(from = 20, to = 120): void {
    this.rest();
    this.typing = setTimeout(
      () => {
        this.act();
        this.type(from, to);
      },
      this.chance.whole(from, to),
    );
  }

  rest(): void {
    clearTimeout(this.typing);
    this.typing = undefined;
  }

  /** The device dies: what was not sent is never sent. */
  die(): void {
    this.rest();
    this.outgoing = () => {};
    this.incoming = () => {};
    this.provider.destroy();
  }

  close(): void {
    this.rest();
    this.provider.destroy();
  }

  /** Inserts a new word, of so many letters at least, and answers it. */
  insert(letters = 0): string {
    const word = this.word(letters);
    const text = this.chance.one(this.texts());
    const said = plainOf(text);
    const places = [0];
    for (let at = said.indexOf(" "); at >= 0; at = said.indexOf(" ", at + 1)) places.push(at + 1);
    text.insert(this.chance.one(places), `${word} `);
    return word;
  }

  private word(letters = 0): string {
    const word = `${this.account.name}x${++this.count}x`.padEnd(letters, "y");
    this.account.words.set(word, true);
    return word;
  }

  private remove(): void {
    const found = this.own();
    if (found === null) return this.act();
    const { text, at, word } = found;
    this.account.words.set(word, false);
    text.delete(at, word.length + 1);
  }

  private embolden(): void {
    const found = this.own();
    if (found !== null) found.text.format(found.at, found.word.length, { strong: {} });
  }

  private open(): void {
    const paragraph = new Y.XmlElement("paragraph");
    const text = new Y.XmlText();
    const fragment = planFragment(this.doc);
    this.doc.transact(() => {
      paragraph.setAttribute("id", `${this.account.name}-${this.count + 1}`);
      paragraph.insert(0, [text]);
      fragment.insert(this.chance.whole(0, fragment.length), [paragraph]);
      text.insert(0, `${this.word()} `);
    });
  }

  /** One of the words written here, where it stands. */
  private own(): { text: Y.XmlText; at: number; word: string } | null {
    const standing = [...this.account.words].flatMap(([word, stands]) => (stands ? [word] : []));
    if (standing.length === 0) return null;
    const word = this.chance.one(standing);
    for (const text of this.texts()) {
      const said = ` ${plainOf(text)}`;
      const at = said.indexOf(` ${word} `);
      if (at >= 0) return { text, at, word };
    }
    return null;
  }

  private texts(): Y.XmlText[] {
    const found = planFragment(this.doc)
      .toArray()
      .flatMap((block) => (block instanceof Y.XmlElement ? block.toArray() : []))
      .filter((child) => child instanceof Y.XmlText);
    if (found.length === 0) throw new Error("there is no text to write in");
    return found;
  }

  private older([request, reply]: unknown[]): unknown[] {
    const heard = reply as (fault: unknown, answer: { schema?: number } | undefined) => void;
    return [
      { ...(request as object), schema: SCHEMA_VERSION - 1 },
      (fault: unknown, answer: { schema?: number } | undefined) =>
        heard(fault, answer?.schema === undefined ? answer : { ...answer, schema: answer.schema + 1 }),
    ];
  }

  private tap(): void {
    type Any = (name: string, ...rest: unknown[]) => unknown;
    const socket = this.socket as unknown as { emit: Any; on: Any };
    const emit = socket.emit.bind(socket);
    const on = socket.on.bind(socket);
    socket.emit = (name, ...rest) => {
      const [frame] = rest;
      if (name === "join" && this.asOlder) return emit(name, ...this.older(rest));
      if (name !== "hot" || !(frame instanceof Uint8Array)) return emit(name, ...rest);
      this.outgoing(frame, (bytes) => {
        this.account.left(bytes);
        emit("hot", bytes);
      });
      return socket;
    };
    socket.on = (name, ...rest) => {
      const [listener] = rest;
      if (name !== "hot" || typeof listener !== "function") return on(name, ...rest);
      return on(name, (bytes: Uint8Array) =>
        this.incoming(bytes, (passed) => {
          this.account.came(passed);
          (listener as (frame: Uint8Array) => void)(passed);
        }),
      );
    };
  }
}

/** What a text says, without its marks. */
export function plainOf(text: Y.XmlText): string {
  const runs: readonly { insert?: unknown }[] = text.toDelta();
  return runs.map(({ insert }) => (typeof insert === "string" ? insert : "")).join("");
}
