/** What a provider tells, and who listens. */
import type { Coming } from "./authors.ts";

interface Events {
  /** The saved state, or what may be done, changed. */
  state: () => void;
  /** Somebody came, left or moved. */
  peers: () => void;
  /** Rows of others are about to be put into the text. */
  coming: (rows: readonly Coming[]) => void;
}

export class Signals {
  private readonly listeners: { readonly [Name in keyof Events]: Set<Events[Name]> } = {
    state: new Set(),
    peers: new Set(),
    coming: new Set(),
  };

  /** Returns what ends the listening. */
  on<Name extends keyof Events>(name: Name, listener: Events[Name]): () => void {
    this.listeners[name].add(listener);
    return () => this.listeners[name].delete(listener);
  }

  tell(name: "state" | "peers"): void;
  tell(name: "coming", rows: readonly Coming[]): void;
  tell(name: keyof Events, rows: readonly Coming[] = []): void {
    if (name === "coming") for (const listener of this.listeners.coming) listener(rows);
    else for (const listener of this.listeners[name]) listener();
  }
}
