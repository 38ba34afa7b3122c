/**
 * What co-editing asks of the rest of the house: who, may they, and the keeper of the log.
 * May import: domain, document, bus. Begin here, then gateway.ts and room.ts.
 * The log is the document: rows in commit order, by document and epoch; a snapshot is a fold of them.
 */
import type { IncomingHttpHeaders } from "node:http";
import type { Actor } from "#app/domain/roles.ts";
import type { Output } from "#app/document/reading.ts";
import type { Reason } from "#app/document/wire.ts";

/** One row of the log, or a fold of all rows up to it. */
export interface Row {
  readonly seq: number;
  /** A Yjs update, V1. */
  readonly bytes: Uint8Array;
}

export interface Stored {
  readonly epoch: number;
  /** Number of the last row; 0 for a log without rows. */
  readonly seq: number;
  readonly snapshot: Row | null;
  /** All rows after the snapshot, by `seq`. */
  readonly tail: readonly Row[];
  /** Which person a Yjs client id of this epoch belongs to. */
  readonly owners: readonly (readonly [client: number, personId: string])[];
}

/** One update on its way into the log. */
export interface Entry {
  readonly documentId: string;
  readonly epoch: number;
  readonly personId: string;
  /** Unique per document and epoch: equal bytes have equal ids, so an update sent again is stored once. */
  readonly updateId: string;
  readonly bytes: Uint8Array;
  /** Yjs client ids under which it brings something new: each belongs, or from now on belongs, to the person. */
  readonly clients: readonly number[];
}

export type Appended =
  | {
      readonly ok: true;
      readonly seq: number;
      /** It was in the log already, under this `seq`; nothing was written. */
      readonly again: boolean;
    }
  | { readonly ok: false; readonly reason: "unknown-document" | "epoch" | "foreign-client" | "damaged" };

/** The log in the database. The suite in test/contracts/keeper.ts says what every implementation keeps. */
export interface Keeper {
  /**
   * The document as it stands, or null where there is none. What is not as it was written is told of and never handed out: a
   * damaged fold is passed over; rows from a damaged one on are left out, and from then on every append is refused (`damaged`).
   */
  load(documentId: string): Promise<Stored | null>;
  /**
   * Appends the batch in one commit. Resolved means committed. `seq` grows by one per row of a document, in the
   * order of the batch. Answers for each entry; an entry that is refused does not keep the others back.
   * Rejects where nothing, or nobody knows what, was stored: the entries may be appended again.
   */
  append(batch: readonly Entry[]): Promise<readonly Appended[]>;
  /** Rows with a greater `seq`, in order; empty where the epoch is another one now. */
  readFrom(documentId: string, epoch: number, seq: number): Promise<readonly Row[]>;
  /** Keeps a fold of all rows up to `row.seq`, and what it says. Rows are not removed; an older fold may be. */
  fold(documentId: string, epoch: number, row: Row, says: Says): Promise<void>;
  /** Documents of which something was written that no kept fold says, `most` at most. */
  unread(most: number): Promise<readonly string[]>;
  /** Appends an update of the server's own that takes out what is no plan; once for each id. */
  mend(documentId: string, epoch: number, updateId: string, bytes: Uint8Array): Promise<void>;
}

/** What a fold says, for lists and searches. */
export interface Says {
  /** Canonical JSON. */
  readonly plan: string;
  readonly words: string;
  readonly outputs: readonly Output[];
}

/** Somebody let in, for as long as the login session lives. */
export interface Pass {
  readonly actor: Actor;
  /** Handle of the login session (never its secret), or null for strangers. */
  readonly session: string | null;
  /** When the session runs out by itself. */
  readonly until: Date | null;
}

/** What somebody may do in one document, and the name they are shown with there. */
export interface Seat {
  readonly edit: boolean;
  /** Why not, where they may not. */
  readonly why: Reason | null;
  readonly name: string;
  readonly country: string | null;
  readonly office: string | null;
  /** When the right to edit ends by itself. */
  readonly until: Date | null;
  /** Whose text it is: what is recorded of another group leaves the seat as it is. */
  readonly groupId: string;
}

/** What is kept of the request that opened a line: enough to ask again who it is. */
export interface Handshake {
  readonly headers: Pick<IncomingHttpHeaders, "cookie" | "user-agent">;
}

export interface Door {
  /** Who sent this handshake; null: let nobody in. Asked again whenever rights or sessions change. */
  who(handshake: Handshake): Promise<Pass | null>;
  /** The actor's seat in a document; null: there is none, or none that this actor may know of. */
  mayJoin(actor: Actor, documentId: string): Promise<Seat | null>;
  /** Whether the actor may be told that something on this page changed. */
  mayWatch(actor: Actor, topic: string): Promise<boolean>;
}
