/** Letters that acts and positions rest on: stored files of no group and of no officers, and what rests on them. */
import type { LetterFacts } from "#app/domain/facts.ts";
import type { Iso, PersonId } from "#app/domain/roles.ts";
import type { Tx } from "./client.ts";

export interface KeptLetter {
  readonly id: string;
  /** Name under which it is handed out: "note-14.pdf". */
  readonly name: string;
}

/** A letter as entries state it: its hash is over the bytes of the file. */
export interface HashedLetter extends KeptLetter {
  readonly sha256: string;
}

/** The letter that this person kept, or null where it is somebody else's, a document, a paper, or was removed. */
export async function ownLetter(tx: Tx, id: string, personId: PersonId): Promise<HashedLetter | null> {
  return tx.storedFile.findFirst({
    where: { id, personId, groupId: null, cycleId: null, removedAt: null },
    select: { id: true, name: true, sha256: true },
  });
}

/** What policy has to know of a letter. */
export async function letterFacts(tx: Tx, id: string): Promise<LetterFacts> {
  const country = { select: { country: true } } as const;
  const row = await tx.storedFile.findUnique({
    where: { id },
    select: {
      personId: true,
      positions: { select: { id: true }, take: 1 },
      confirmations: { select: { positionId: true }, take: 1 },
      acts: {
        select: {
          grants: country,
          endedGrants: country,
          seats: country,
          memberships: country,
          leavings: country,
        },
      },
    },
  });
  const named = (row?.acts ?? []).flatMap((act) => Object.values(act).flat());
  const countries = new Set<Iso>(named.flatMap(({ country }) => country ?? []));
  return {
    kind: "letter",
    inRound: (row?.positions.length ?? 0) + (row?.confirmations.length ?? 0) > 0,
    enteredBy: row?.personId ?? null,
    countries: [...countries],
  };
}

/** The letters with these ids, by id: what a page shows of them. */
export async function lettersById(tx: Tx, ids: readonly string[]): Promise<ReadonlyMap<string, KeptLetter>> {
  const rows = await tx.storedFile.findMany({
    where: { id: { in: [...new Set(ids)] }, removedAt: null },
    select: { id: true, name: true },
  });
  return new Map(rows.map((row) => [row.id, row]));
}
