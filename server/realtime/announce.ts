/** What the bus tells, to sockets: rights that ended, and hints that a watched page has changed. */
import { isPublic } from "#app/domain/journal.ts";
import type { Bus, Notice } from "#server/bus.ts";
import type { Connection } from "./connection.ts";
import type { Notes } from "./documents.ts";
import type { Door } from "./keeper.ts";
import { Rechecks } from "./rechecks.ts";

export interface AnnouncePorts {
  readonly bus: Bus;
  readonly notes: Notes;
  readonly door: Door;
  connections(): Iterable<Connection>;
  tell(topic: string, kind: string): void;
  /** The log of a document grew from elsewhere. */
  grown(documentId: string): void;
  /** The document's log is another one from now on. */
  renew(documentId: string): Promise<void>;
}

/** Events after which the texts of the group they were recorded for may have other readers or writers, whoever they are. */
const movesGroup = new Set([
  "plan.begun",
  "plan.read-only",
  "group.moved",
  "group.created",
  "group.discontinued",
  "text.redacted",
]);

/**
 * Events after which persons may have other rights. Whose they are is told beside it (`rights-changed`): those are asked for
 * first, wherever they are; then all in the texts of the group, or all persons where it was recorded for no group.
 */
const movesPersons = new Set([
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
]);

/** Events that can change what stands beside the text of a group's plan. */
const besideText = /^(?:thread|post|wording)\.|^text\.redacted$/;

/**
 * Listens to the bus. A session that ended closes its sockets and rights that changed are asked for again, at once:
 * the promise is two seconds. A recorded act is told to those who watch its page or its group, without content.
 */
export function announce(ports: AnnouncePorts): () => void {
  const rechecks = new Rechecks(ports.door, (error) => ports.notes.error({ err: error }, "realtime recheck"));
  const deaf = ports.bus.hear((notice) => hear(notice));
  return () => {
    deaf();
    rechecks.close();
  };

  function hear(notice: Notice): void {
    switch (notice.kind) {
      case "recorded":
        // Of a draft not even the page is told: that it exists and is worked on is not for everybody.
        if (isPublic({ kind: notice.event })) {
          ports.tell(notice.link, notice.event);
          if (notice.groupId !== null) ports.tell(`group:${notice.groupId}`, notice.event);
        }
        if (movesGroup.has(notice.event) || (movesPersons.has(notice.event) && notice.groupId !== null))
          recheck((one) => one.sits(({ groupId }) => groupId === (notice.groupId ?? groupId)));
        else if (movesPersons.has(notice.event)) recheck(({ personId }) => personId !== null, false);
        if (notice.groupId !== null && besideText.test(notice.event))
          ports.tell(`margin:${notice.groupId}`, notice.event);
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
        return recheck((one) => one.sits(({ documentId }) => documentId === notice.documentId));
      case "letters-queued":
    }
  }

  function recheck(whom: (connection: Connection) => boolean, concerned = true): void {
    const all = [...ports.connections()];
    // Whoever is about to join may sit elsewhere than it seems: they ask again.
    for (const connection of all) connection.doubt();
    rechecks.add(
      all.filter((connection) => connection.sits(() => true) && whom(connection)),
      concerned,
    );
  }
}
