/** Whose words the server's own rows of a log took into the text. */
import { broughtIn, type BroughtAct } from "#app/domain/sitting.ts";
import type { Iso, PersonId } from "#app/domain/roles.ts";
import type { Tx } from "./client.ts";

/** A person, or where a letter was entered for it the country alone. */
export type Bringer = { readonly person: PersonId } | { readonly country: Iso };

/** By the name of the row: who suggested the words, put forward the amendment, brought the file. Rows of other acts are left out. */
export async function broughtBy(tx: Tx, names: readonly string[]): Promise<ReadonlyMap<string, Bringer>> {
  const of = (act: BroughtAct) => ({
    id: { in: names.flatMap((name) => (broughtIn(name)?.act === act ? (broughtIn(name)?.id ?? []) : [])) },
  });
  const select = { id: true, personId: true } as const;
  const amendments = await tx.position.findMany({
    where: of("amendment"),
    select: { ...select, country: true, letterId: true },
  });
  const others = [
    ...(await tx.wording.findMany({ where: of("wording"), select })),
    ...(await tx.planDraft.findMany({ where: of("draft"), select })),
  ];
  const bringers = new Map<string, Bringer>([
    ...others.map(({ id, personId }) => [id, { person: personId }] as const),
    ...amendments.map(
      ({ id, personId, country, letterId }) =>
        [id, letterId === null ? { person: personId } : { country }] as const,
    ),
  ]);
  return new Map(
    names.flatMap((name) => {
      const bringer = bringers.get(broughtIn(name)?.id ?? "");
      return bringer === undefined ? [] : [[name, bringer] as const];
    }),
  );
}
