/** Which letters somebody does not want; none of them is formal. */
import type { LetterFamily } from "#app/domain/letter-families.ts";
import type { Tx } from "./client.ts";

/** Those of `personIds` who do not want the family. */
export async function unsubscribed(
  tx: Tx,
  family: LetterFamily,
  personIds: readonly string[],
): Promise<ReadonlySet<string>> {
  const rows = await tx.unsubscription.findMany({
    where: { family, personId: { in: [...personIds] } },
    select: { personId: true },
  });
  return new Set(rows.map(({ personId }) => personId));
}

/** Notes that the person wants the family, or does not (unsubscriptions). Twice is as once. */
export async function setWanted(
  tx: Tx,
  personId: string,
  family: LetterFamily,
  wanted: boolean,
  now: Date,
): Promise<void> {
  if (wanted) return void (await tx.unsubscription.deleteMany({ where: { personId, family } }));
  await tx.unsubscription.createMany({ data: [{ personId, family, at: now }], skipDuplicates: true });
}
