/** Amendments are positions with other words; what is asked here is the round that such a position was given in. */
import { refuse } from "#app/domain/refusal.ts";
import type { Iso } from "#app/domain/roles.ts";
import type { Tx } from "./client.ts";
import { subjectColumns, subjectOf, subjectSelect, type Subject } from "./releases.ts";

/** What the position was given on. Refused as `unknown` (`amendment.unknown`). */
export async function subjectOfPosition(tx: Tx, positionId: string): Promise<Subject> {
  const row = await tx.position.findUnique({
    where: { id: positionId },
    select: { round: { select: subjectSelect } },
  });
  if (row === null) throw refuse("unknown", "amendment.unknown");
  return subjectOf(row.round);
}

/** The countries whose amendments became the text of releases, by the release's id. */
export async function amendedBy(tx: Tx, subject: Subject): Promise<ReadonlyMap<string, Iso>> {
  const rows = await tx.release.findMany({
    where: { ...subjectColumns(subject), amendmentOfId: { not: null } },
    select: { id: true, amendmentOf: { select: { country: true } } },
  });
  return new Map(
    rows.flatMap(({ id, amendmentOf }) => (amendmentOf ? [[id, amendmentOf.country] as const] : [])),
  );
}
