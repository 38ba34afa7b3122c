/** What the bus tells, to sockets: rights that ended, and hints that a watched page has changed. */
import { isPublic } from "#app/domain/journal.ts";
import type { Bus, Notice } from "#server/bus.ts";
import type { Connection } from "./connection.ts";
import type { Notes } from "./documents.ts";

export interface AnnouncePorts {
  readonly bus: Bus;
  readonly notes: Notes;
  connections(): Iterable<Connection>;
  tell(topic: string, kind: string): void;
  /** The log of a document grew from elsewhere. */
  grown(documentId: string): void;
  /** The document's log is another one from now on. */
  renew(documentId: string): Promise<void>;
}

/** Events of the journal after which somebody's right to write may have ended or begun, whoever it is. */
const movesRights = new Set([
  "plan.begun",
  "plan.read-only",
  "group.moved",
  "group.created",
  "group.discontinued",
  "membership.nominated",
  "membership.left",
  "coordinator.named",
  "seat.appointed",
  "seat.ended",
  "grant.given",
  "grant.ended",
  "person.suspended",
  "person.restored",
  "person.erased",
  "text.redacted",
]);

/** Events that can change what stands beside the text of a group's plan. */
const besideText = /^(?:thread|post|wording)\.|^text\.redacted$/;

/**
 * Listens to the bus. A session that ended closes its sockets and rights that changed are asked for again, at once:
 * the promise is two seconds. A recorded act is told to those who watch its page or its group, without content.
 */
export function announce(ports: AnnouncePorts): () => void {
  return ports.bus.hear((notice) => hear(notice));

  function hear(notice: Notice): void {
    switch (notice.kind) {
      case "recorded":
        // Of a draft not even the page is told: that it exists and is worked on is not for everybody.
        if (isPublic({ kind: notice.event })) {
          ports.tell(notice.link, notice.event);
          if (notice.groupId !== null) ports.tell(`group:${notice.groupId}`, notice.event);
        }
        if (notice.groupId !== null && besideText.test(notice.event))
          ports.tell(`margin:${notice.groupId}`, notice.event);
        if (movesRights.has(notice.event)) recheck(() => true);
        return;
      case "rights-changed":
        return recheck((connection) => connection.personId === notice.personId);
      case "session-ended":
        for (const connection of [...ports.connections()]) {
          if (connection.personId !== notice.personId) continue;
          if (notice.handle === null || connection.session === notice.handle) connection.end("session-ended");
        }
        return;
      case "text-written":
        return ports.grown(notice.documentId);
      case "text-renewed":
        ports
          .renew(notice.documentId)
          .catch((error: unknown) => ports.notes.error({ err: error }, "realtime renew"));
        return;
      case "text-damaged":
        return recheck(() => true);
      case "letters-queued":
    }
  }

  function recheck(whom: (connection: Connection) => boolean): void {
    for (const connection of [...ports.connections()]) {
      if (!whom(connection)) continue;
      connection.recheck().catch((error: unknown) => ports.notes.error({ err: error }, "realtime recheck"));
    }
  }
}
