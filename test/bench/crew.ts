/** One process's clients behind one face, whichever server they speak to. */
import { LightClient, type Witness } from "#test/running/light-client.ts";
import { PeerLight } from "./peer-light.ts";
import type { Seat, Site } from "./seat.ts";

/** A client that types without a text. */
export interface Light {
  readonly next: number;
  readonly heard: number;
  readonly bytes: number;
  readonly frames: number;
  readonly savedUpTo: number;
  join(): Promise<void>;
  type(): void;
  drop(): void;
  troubles(): string[];
}

/** A client with the real provider. */
export interface Full {
  readonly client: number;
  type(paragraph: number, words: string): void;
  words(paragraph: number): string;
  /** Resolves when nothing of its own is unsaved, and the text has come. */
  saved(): Promise<void>;
  isSaved(): boolean;
  onLost(act: () => void): void;
  bytes(): number;
  close(): void;
}

export function light(site: Site, seat: Seat, witness: Witness | undefined): Light {
  const { port } = site;
  const { document, cookie, client, spot } = seat;
  const one =
    site.system === "ours"
      ? new LightClient({ port, cookie, document, client, spot, ...(witness ? { witness } : {}) })
      : new PeerLight({ port, document, client, spot, ...(witness ? { witness } : {}) });
  return Object.assign(one, {
    troubles: () => [
      ...one.endings,
      ...(one instanceof LightClient ? one.refusals.map(({ reason }) => `refused: ${reason}`) : []),
    ],
  });
}

interface PeerModule {
  openPeer(options: { url: string; document: string; heard?: (update: Uint8Array) => void }): Full;
}

// Loaded where it is used: one process does not hold two copies of Yjs, ours and the peer's.
const peerModule = async () => (await import(new URL("./peer/full.mjs", import.meta.url).href)) as PeerModule;
const ownModule = () => import("#test/running/full-client.ts");

/** Loads the real provider: what a page has before it opens a text. */
export async function ready({ system }: Site): Promise<void> {
  await (system === "peer" ? peerModule() : ownModule());
}

/** `heard` is told of each update that comes from the server. */
export async function full(
  site: Site,
  { document, cookie }: Seat,
  heard?: (update: Uint8Array) => void,
): Promise<Full> {
  const url = `http://127.0.0.1:${site.port}`;
  if (site.system === "peer")
    return (await peerModule()).openPeer({ url, document, ...(heard ? { heard } : {}) });
  const { openFull } = await ownModule();
  const { doc, provider, ...client } = openFull({ url, cookie, document });
  // Who listens lets Yjs write down what has come.
  if (heard)
    doc.on("update", (update: Uint8Array, origin: unknown) => {
      if (origin === provider) heard(update);
    });
  let lost = false;
  return {
    ...client,
    client: doc.clientID,
    isSaved: () => provider.state.kind === "saved",
    onLost: (act) => {
      provider.on("state", () => {
        const away = provider.state.kind === "offline";
        if (away && !lost) act();
        lost = away;
      });
    },
  };
}
