/** Whose words the server's own rows of a log took into the text. */
import { broughtIn, type BroughtAct } from "#app/domain/sitting.ts";
import type { PersonId } from "#app/domain/roles.ts";
import type { Tx } from "./client.ts";

/** By the name of the row: who suggested the words, put forward the amendment, brought the file. Rows of other acts are left out. */
export async function broughtBy(tx: Tx, names: readonly string[]): Promise<ReadonlyMap<string, PersonId>> {
  const idsOf = (act: BroughtAct) =>
    names.flatMap((name) => {
      const brought = broughtIn(name);
      return brought?.act === act ? [brought.id] : [];
    });
  const select = { id: true, personId: true } as const;
  const of = (act: BroughtAct) => ({ where: { id: { in: idsOf(act) } }, select });
  const people = new Map(
    [
      await tx.wording.findMany(of("wording")),
      await tx.position.findMany(of("amendment")),
      await tx.planDraft.findMany(of("draft")),
    ].flatMap((rows) => rows.map(({ id, personId }) => [id, personId] as const)),
  );
  return new Map(
    names.flatMap((name) => {
      const person = people.get(broughtIn(name)?.id ?? "");
      return person === undefined ? [] : [[name, person] as const];
    }),
  );
}
