import type { Tx } from "./client.ts";

/** What a link in a letter is good for. */
export type TicketKind = "invitation" | "reset";

/** A link in a letter, good once. `id` is the SHA-256 of the token in it. */
export interface TicketRecord {
  readonly id: string;
  readonly kind: TicketKind;
  readonly personId: string;
  readonly expiresAt: Date;
  readonly usedAt: Date | null;
}

export async function insertTicket(
  tx: Tx,
  ticket: Omit<TicketRecord, "usedAt"> & { createdAt: Date },
): Promise<void> {
  await tx.ticket.create({ data: ticket });
}

export async function ticketById(tx: Tx, id: string): Promise<TicketRecord | null> {
  const row = await tx.ticket.findUnique({ where: { id } });
  return row === null ? null : { ...row, kind: row.kind as TicketKind };
}

/** Uses the ticket up. Of two at once one gets true; an expired or used one gives false. */
export async function spendTicket(tx: Tx, id: string, now: Date): Promise<boolean> {
  const { count } = await tx.ticket.updateMany({
    where: { id, usedAt: null, expiresAt: { gt: now } },
    data: { usedAt: now },
  });
  return count === 1;
}

/** Uses up every other ticket of that kind: a newer link, or the act itself, makes them worthless. */
export async function spendTicketsOf(tx: Tx, personId: string, kind: TicketKind, now: Date): Promise<void> {
  await tx.ticket.updateMany({ where: { personId, kind, usedAt: null }, data: { usedAt: now } });
}

/** Forgets tickets that ended before `before`. Until then their page says that they are used or expired. */
export async function removeOldTickets(tx: Tx, before: Date): Promise<number> {
  const { count } = await tx.ticket.deleteMany({ where: { expiresAt: { lt: before } } });
  return count;
}
