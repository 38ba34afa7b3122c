/**
 * What has happened, told inside this process after it was committed: the journal is the one source of all fan-out.
 * A listener that fails is logged and keeps nobody else from hearing.
 */
import type { EventKind } from "#app/domain/journal.ts";
import type { Log } from "./log.ts";

/** A journal entry as it was written, or an end of rights or of a login session, which is no formal act. */
export type Notice =
  | {
      readonly kind: "recorded";
      readonly entryId: string;
      readonly event: EventKind;
      readonly groupId: string | null;
      /** The round it was recorded for, if any. */
      readonly roundId: string | null;
      /** Address of the page that shows it, without language: "/groups/x/plan". */
      readonly link: string;
    }
  /** A row came into the log of a live text by an act, not by co-editing: whoever has it open reads on. */
  | { readonly kind: "text-written"; readonly documentId: string }
  | { readonly kind: "rights-changed"; readonly personId: string }
  | { readonly kind: "session-ended"; readonly personId: string; readonly handle: string | null }
  /** The log of a live text is another one from now on: everybody on it has to leave it. */
  | { readonly kind: "text-renewed"; readonly documentId: string }
  /** A row of the log of a live text is damaged: it can only be read from now on. */
  | { readonly kind: "text-damaged"; readonly documentId: string }
  | { readonly kind: "letters-queued" };

export interface Bus {
  tell(notice: Notice): void;
  /** Returns what ends the listening. */
  hear(listener: (notice: Notice) => void): () => void;
}

export function makeBus(log: Log): Bus {
  const listeners = new Set<(notice: Notice) => void>();
  return {
    tell(notice) {
      for (const listener of listeners) {
        try {
          listener(notice);
        } catch (error) {
          log.error({ err: error, notice: notice.kind }, "a listener failed");
        }
      }
    },
    hear(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}
