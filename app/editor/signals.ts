/** What a provider tells, and who listens. */
import type { Member } from "#app/document/wire.ts";

interface Events {
  /** The saved state, or what may be done, changed. */
  state: () => void;
  /** Somebody came, left or moved. */
  peers: () => void;
  /** Words of others were applied; by whom, where it is known. */
  remote: (by: Member | null) => void;
}

export class Signals {
  private readonly listeners: { readonly [Name in keyof Events]: Set<Events[Name]> } = {
    state: new Set(),
    peers: new Set(),
    remote: new Set(),
  };

  /** Returns what ends the listening. */
  on<Name extends keyof Events>(name: Name, listener: Events[Name]): () => void {
    this.listeners[name].add(listener);
    return () => this.listeners[name].delete(listener);
  }

  tell(name: "state" | "peers"): void;
  tell(name: "remote", by: Member | null): void;
  tell(name: keyof Events, by: Member | null = null): void {
    if (name === "remote") for (const listener of this.listeners.remote) listener(by);
    else for (const listener of this.listeners[name]) listener();
  }
}
