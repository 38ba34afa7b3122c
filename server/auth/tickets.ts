import { createHash, randomBytes } from "node:crypto";
import { refuse } from "#app/domain/refusal.ts";
import type { Tx } from "#server/store/client.ts";
import {
  insertTicket,
  spendTicket,
  ticketById,
  type TicketKind,
  type TicketRecord,
} from "#server/store/tickets.ts";

const hour = 3_600_000;

/** How long a link is good, in milliseconds from the moment its letter is sent. */
export const ticketLife: Readonly<Record<TicketKind, number>> = {
  invitation: 7 * 24 * hour,
  reset: 2 * hour,
};

const idOf = (token: string) => createHash("sha256").update(token).digest("hex");

/** Makes a link's token. Only its SHA-256 is kept (tickets). */
export async function mintTicket(tx: Tx, kind: TicketKind, personId: string, now: Date): Promise<string> {
  const token = randomBytes(32).toString("base64url");
  await insertTicket(tx, {
    id: idOf(token),
    kind,
    personId,
    createdAt: now,
    expiresAt: new Date(now.getTime() + ticketLife[kind]),
  });
  return token;
}

/**
 * The ticket behind a token, for looking only: nothing changes. Refuses `unknown` (`ticket.unknown`), `conflict`
 * (`ticket.used`, `ticket.expired`).
 */
export async function lookAtTicket(
  tx: Tx,
  kind: TicketKind,
  token: string,
  now: Date,
): Promise<TicketRecord> {
  const ticket = token.length > 128 ? null : await ticketById(tx, idOf(token));
  if (ticket === null || ticket.kind !== kind) throw refuse("unknown", "ticket.unknown");
  if (ticket.usedAt !== null) throw refuse("conflict", "ticket.used");
  if (ticket.expiresAt <= now) throw refuse("conflict", "ticket.expired");
  return ticket;
}

/** Uses the ticket, once: of two at the same time the second is refused (`ticket.used`). Refuses as `lookAtTicket` does. */
export async function useTicket(tx: Tx, kind: TicketKind, token: string, now: Date): Promise<TicketRecord> {
  const ticket = await lookAtTicket(tx, kind, token, now);
  if (!(await spendTicket(tx, ticket.id, now))) throw refuse("conflict", "ticket.used");
  return ticket;
}
