/** The terms of bodies, cycle by cycle: each change is a row of its own, with the act it rests on (domain §4). */
import type { CycleId, RollKind } from "#app/domain/roles.ts";
import { defaultTerms, type Terms } from "#app/domain/round.ts";
import type { Tx } from "./client.ts";
import type { Prisma } from "./generated/client.ts";

/** The terms of a body from an instant on, and what they rest on. */
export interface TermsRecord {
  readonly id: string;
  readonly terms: Terms;
  readonly from: Date;
  /** Null for the platform's defaults. */
  readonly act: {
    readonly id: string;
    readonly reference: string;
    readonly date: Date | null;
    readonly letterId: string | null;
  } | null;
}

const columns = {
  id: true,
  values: true,
  from: true,
  act: { select: { id: true, reference: true, date: true, letterId: true } },
} as const;

/** All terms that a body has had in a cycle, the latest first. */
export async function termsOf(tx: Tx, cycleId: CycleId, roll: RollKind): Promise<TermsRecord[]> {
  const rows = await tx.terms.findMany({
    where: { cycleId, roll },
    // The platform's own, however late they were written, are what was there before any act.
    orderBy: [{ byDefault: "asc" }, { from: "desc" }, { id: "desc" }],
    select: columns,
  });
  return rows.map(({ values, ...row }) => ({ ...row, terms: termsIn(values) }));
}

/** Enters the terms of a body from `from` on. Answers the row's id. */
export async function addTerms(
  tx: Tx,
  entered: { cycleId: CycleId; roll: RollKind; terms: Terms; actId: string },
  from: Date,
): Promise<string> {
  const { cycleId, roll, terms, actId } = entered;
  // An interface has no index signature, which is all that is missing.
  const values = terms as unknown as Prisma.InputJsonObject;
  const row = await tx.terms.create({
    data: { cycleId, roll, values, actId, byDefault: false, from },
    select: { id: true },
  });
  return row.id;
}

/** The column holds terms as the domain has them; one that a later version of the platform added is a default. */
export const termsIn = (values: unknown): Terms => ({
  ...defaultTerms,
  ...(values as Partial<Terms> | null | undefined),
});
