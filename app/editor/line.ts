/** How words come and go, whatever carries them: the socket (socket-line.ts) or plain HTTP (plain-line.ts). */
import type { CommittedEntry, CursorEntry } from "#app/document/frames.ts";
import type { Join, Member, Reason } from "#app/document/wire.ts";

/** One document's way to the server and back. */
export interface Line {
  /** Whether what is sent now may arrive. */
  readonly isConnected: boolean;
  /** Whether the document is open on it: before that nothing is sent. */
  readonly isOpen: boolean;
  /** Comes up, and opens the document whenever it does, with what `Hearer.request` asks for. */
  start(): void;
  /** Opens the document again: something of it is missing here. */
  join(): void;
  /** Sends update number `n`; `Hearer.saved` or `Hearer.committed` is the answer, or `Hearer.refused`. */
  send(n: number, update: Uint8Array): void;
  /** Shows the others a caret; may be lost. */
  point(cursor: Uint8Array): void;
  /** Looks at once whether the line holds, and comes back without waiting where it does not. */
  wake(): void;
  /** Comes back no more. */
  stop(): void;
}

/** The document as the server opened it. */
export interface Opened {
  readonly epoch: number;
  /** All up to this number of the log is in what was here and in `updates`. */
  readonly seq: number;
  readonly schema: number;
  /** This reader's number among `members`; 0 where there is none. */
  readonly member: number;
  readonly members: readonly Member[];
  readonly edit: boolean;
  readonly why: Reason | null;
  readonly updates: readonly Uint8Array[];
  /** The server's state vector; null where nothing is new since the `seq` that was asked for. */
  readonly vector: Uint8Array | null;
}

export interface Refusal {
  readonly n: number;
  readonly reason: Reason;
  /** Seconds. */
  readonly retryAfter?: number;
}

/** Who hears what comes over a line. */
export interface Hearer {
  /** What is to be asked on opening the document at this moment. */
  request(): Join;
  up(): void;
  down(): void;
  opened(opened: Opened): void;
  /** Rows of the log, one after the other from `seq` on; own ones carry the number they were sent with. */
  committed(seq: number, entries: readonly CommittedEntry[]): void;
  /** Update `n` is row `seq` of the log. */
  saved(n: number, seq: number): void;
  refused(refusal: Refusal): void;
  /** The document is closed here. Where neither a reload nor a seat would help, the line opens it again by itself. */
  ended(reason: Reason): void;
  seat(edit: boolean, why: Reason | null): void;
  members(joined: readonly Member[], left: readonly number[]): void;
  cursors(entries: readonly CursorEntry[]): void;
}
