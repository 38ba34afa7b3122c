/**
 * Each realtime message: its name, payload and the reasons for refusing or closing. Shared by provider and gateway.
 *
 * Cold messages are ordinary Socket.IO events with an acknowledgement; hot ones (updates, cursors) are one binary
 * frame each (see frames.ts). A client joins, is told its `handle` for the document, sends updates numbered by
 * itself (`n`), and keeps each until the server's frame brings it back: that echo means "committed".
 */
import { asBytes } from "./frames.ts";

/** Grows when messages change so that an older side would misread them. */
export const PROTOCOL_VERSION = 1;

/** Path of the Socket.IO server. */
export const REALTIME_PATH = "/realtime";

/** Limits that both sides keep, in bytes, entries or milliseconds. */
export const limits = {
  /** One update. Larger pastes are cut into several by the provider, or refused. */
  update: 256 * 1024,
  /** Any one message from a client, with its framing. */
  message: 264 * 1024,
  /** A cursor's two relative positions. */
  cursor: 512,
  /** Documents that one socket may have open. */
  documents: 16,
  /** Pages that one socket may watch. */
  topics: 32,
  /** Updates a socket may have sent and not yet seen again. */
  unacknowledged: 512,
  /** Between two cursor frames of a room. */
  cursorEvery: 50,
} as const;

/** Why something was refused, turned read-only, or closed. The sentence is said by the page, in its language. */
export const reasons = [
  "protocol", // another version of these messages: reload the page
  "schema-older", // the client's schema is older: read-only until reloaded, unsent text is kept
  "schema-newer", // the server is older, in the middle of a deploy: try again shortly
  "epoch", // the document was restored: the local copy is set aside, never merged
  "unknown-document", // there is none, or none that this person may know of
  "read-only", // the seat may not write
  "session-ended", // signed out, suspended, or the session ran out
  "damaged", // a part of the log was lost on the server's disk: the text before it can be read
  "discontinued", // the body of the document was discontinued: its text is read-only
  "too-large",
  "too-many", // slower, please: `retryAfter` says when
  "malformed", // not a message or not an update
  "vocabulary", // the update says something the schema does not know or not there
  "foreign-client", // new text under a Yjs client id that belongs to somebody else
  "gap", // the update builds on one the server has not got: join again with a state vector
  "not-stored", // the database did not take it: keep it, send it again
  "resync", // the client did not keep up: join again with a state vector
  "restarting", // the server is going down: come back in a moment, with jitter
] as const;
export type Reason = (typeof reasons)[number];

/** Sent in Socket.IO's `auth` on connecting. */
export interface Hello {
  readonly protocol: number;
}

/** `join`: open a document. */
export interface Join {
  readonly document: string;
  /** The epoch of the local copy, or null where there is none. */
  readonly epoch: number | null;
  readonly schema: number;
  /** Yjs client id under which this editor writes. It may change later; ids belong to who used them first. */
  readonly client: number;
  /** State vector of the local copy; absent or empty: send everything. */
  readonly sv?: Uint8Array;
  /** Everything of this epoch up to this number of the log is here: the rows after it will do, where they are still at hand. */
  readonly seq?: number;
}

/** Who somebody in a document is: stamped by the server, never by the client. */
export interface Member {
  /** Number of this connection in the document, on this node. */
  readonly member: number;
  /** Yjs client id of the connection. */
  readonly client: number;
  readonly name: string;
  /** ISO code, or null for observers, agencies and the secretariat. */
  readonly country: string | null;
  /** An Office of domain/roles.ts, or null for a reader. */
  readonly office: string | null;
  readonly edit: boolean;
}

export type JoinReply =
  | {
      readonly ok: true;
      /** Names the document in every later message of this connection. */
      readonly handle: number;
      readonly epoch: number;
      /** The state below holds everything up to this number of the log. */
      readonly seq: number;
      readonly schema: number;
      /** This connection's own number among `members`; entries of committed frames carry it. */
      readonly member: number;
      readonly edit: boolean;
      /** Why the text is read-only here, where it is. */
      readonly why: Reason | null;
      readonly members: readonly Member[];
      /**
       * Updates (V1) packed by `packUpdates` (frames.ts), to be applied in this order in one transaction: the
       * difference to `sv`, or everything. In a browser this arrives as an ArrayBuffer: read it by `asBytes`.
       */
      readonly state: Uint8Array;
      /** The server's state vector (encoded): what the local copy has beyond it is still to be sent. `asBytes`. */
      readonly sv: Uint8Array;
    }
  | {
      readonly ok: false;
      readonly reason: Reason;
      /** The document's epoch, where the reason is "epoch". */
      readonly epoch?: number;
      /** Seconds. */
      readonly retryAfter?: number;
    };

/** Events from client to server; each takes an acknowledgement where one is given. */
export interface ClientEvents {
  join: (request: Join, reply: (answer: JoinReply) => void) => void;
  leave: (handle: number) => void;
  /** Pages whose changes this tab wants hints of. Replaces what it watched before; answers what it may watch. */
  watch: (topics: readonly string[], reply: (granted: readonly string[]) => void) => void;
  /** One hot frame (see frames.ts), where the parser does not carry it by itself. */
  hot: (frame: Uint8Array) => void;
}

/** Events from server to client. */
export interface ServerEvents {
  /** An update was not taken. It stays the client's: kept, shown as not saved. */
  refused: (notice: Refused) => void;
  /** The seat changed: the text turned read-only, or may be written again. */
  seat: (notice: { readonly handle: number; readonly edit: boolean; readonly why: Reason | null }) => void;
  /** Who came and who left. */
  members: (notice: {
    readonly handle: number;
    readonly joined: readonly Member[];
    readonly left: readonly number[];
  }) => void;
  /** The document is closed for this connection. */
  closed: (notice: Closed) => void;
  /** Something on a watched page changed: a hint to load it again, without content. */
  changed: (notice: { readonly topic: string; readonly kind: string }) => void;
  /** The connection ends; the socket is closed after it. */
  goodbye: (notice: { readonly reason: Reason; readonly retryAfter?: number }) => void;
  hot: (frame: Uint8Array) => void;
}

export interface Refused {
  readonly handle: number;
  /** The client's number of the update, or 0 where the frame could not be read so far. */
  readonly n: number;
  readonly reason: Reason;
  /** For the record and for developers: what was not known. Never prose for people. */
  readonly detail?: string;
  /** Seconds. */
  readonly retryAfter?: number;
}

export interface Closed {
  readonly handle: number;
  readonly reason: Reason;
  /** Seconds. */
  readonly retryAfter?: number;
}

/** Whether a text is one of the reasons. */
export function isReason(text: string): text is Reason {
  return reasons.some((reason) => reason === text);
}

/** Reads a `join` request as it came from the network; null where it is not one. */
export function readJoin(value: unknown): Join | null {
  if (typeof value !== "object" || value === null) return null;
  const { document, epoch, schema, client, sv, seq } = value as Readonly<Record<string, unknown>>;
  if (typeof document !== "string" || document.length === 0 || document.length > 64) return null;
  if (epoch !== null && !isCount(epoch)) return null;
  if (!isCount(schema) || !isCount(client) || client > 0xffffffff) return null;
  const vector = sv === undefined || sv === null ? null : asBytes(sv);
  if (vector === null && sv !== undefined && sv !== null) return null;
  if (seq !== undefined && seq !== null && !isCount(seq)) return null;
  return {
    document,
    epoch,
    schema,
    client,
    ...(vector ? { sv: vector } : {}),
    ...(isCount(seq) ? { seq } : {}),
  };
}

function isCount(value: unknown): value is number {
  return typeof value === "number" && Number.isSafeInteger(value) && value >= 0;
}
