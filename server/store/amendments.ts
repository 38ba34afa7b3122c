/** Amendments are positions with other words; what is asked here is the round that such a position was given in. */
import { refuse } from "#app/domain/refusal.ts";
import type { Tx } from "./client.ts";
import { subjectOf, subjectSelect, type Subject } from "./releases.ts";

/** What the position was given on. Refused as `unknown` (`amendment.unknown`). */
export async function subjectOfPosition(tx: Tx, positionId: string): Promise<Subject> {
  const row = await tx.position.findUnique({
    where: { id: positionId },
    select: { round: { select: subjectSelect } },
  });
  if (row === null) throw refuse("unknown", "amendment.unknown");
  return subjectOf(row.round);
}

/** The position whose words became the text of a release; null where it came otherwise. */
export async function amendmentBehind(
  tx: Tx,
  releaseId: string,
): Promise<{
  readonly positionId: string;
  readonly country: string;
  readonly passage: string | null;
} | null> {
  const row = await tx.release.findUnique({
    where: { id: releaseId },
    select: { amendmentOf: { select: { id: true, country: true, passage: true } } },
  });
  const position = row?.amendmentOf ?? null;
  return position === null
    ? null
    : { positionId: position.id, country: position.country, passage: position.passage };
}
