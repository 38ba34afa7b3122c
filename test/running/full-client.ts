/** The real editor without its view: the provider of the pages on a Y.Doc, headless, with somebody's cookie. */
import * as Y from "yjs";
import { planFragment } from "#app/document/ydoc.ts";
import { openSocket } from "#app/editor/connection.ts";
import { SocketProvider } from "#app/editor/socket-provider.ts";

export interface FullOptions {
  readonly url: string;
  readonly cookie: string;
  readonly document: string;
  readonly epoch?: number;
  readonly doc?: Y.Doc;
}

export interface FullClient {
  readonly doc: Y.Doc;
  readonly provider: SocketProvider;
  /** Puts words at the end of the paragraph with this place. */
  type(paragraph: number, words: string): void;
  /** What the paragraph says. */
  words(paragraph: number): string;
  /** Resolves when everything typed here is saved, and the text has come. */
  saved(): Promise<void>;
  /** Bytes that came over its websocket, framing included. */
  bytes(): number;
  close(): void;
}

/** What Engine.IO's client holds on Node.js: a `ws` on a socket. */
interface Transport {
  readonly ws?: { readonly _socket?: { readonly bytesRead: number } };
}

/** Opens a document as a page would; `start` has been called. */
export function openFull({ url, cookie, document, epoch = 1, doc = new Y.Doc() }: FullOptions): FullClient {
  const socket = openSocket(undefined, url);
  // A page's browser sends its cookie by itself.
  Object.assign(socket.io.opts, { extraHeaders: { Cookie: cookie } });
  const provider = new SocketProvider({ document, epoch, doc, socket, local: null });
  const texts = (paragraph: number): Y.XmlText => {
    const block: unknown = planFragment(doc).get(paragraph);
    const text: unknown = block instanceof Y.XmlElement ? block.get(0) : null;
    if (!(text instanceof Y.XmlText)) throw new Error(`there is no paragraph ${paragraph}`);
    return text;
  };
  void provider.start();
  return {
    doc,
    provider,
    type: (paragraph, words) => {
      const text = texts(paragraph);
      text.insert(text.length, words);
    },
    words: (paragraph) => texts(paragraph).toString(),
    saved: () =>
      new Promise((resolve) => {
        if (provider.state.kind === "saved") return resolve();
        const stop = provider.on("state", () => {
          if (provider.state.kind !== "saved") return;
          stop();
          resolve();
        });
      }),
    bytes: () => {
      const { transport } = socket.io.engine as unknown as { transport: Transport };
      return transport.ws?._socket?.bytesRead ?? 0;
    },
    close: () => provider.destroy(),
  };
}
