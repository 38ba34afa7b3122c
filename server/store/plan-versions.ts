/** Named versions of plans: points in the log of a text that somebody gave a name. Append-only, without formal meaning. */
import type { Iso, Office, PersonId } from "#app/domain/roles.ts";
import type { Tx } from "./client.ts";

export interface PlanVersion {
  readonly id: string;
  /** Counts from 1 within its plan: its address. */
  readonly number: number;
  readonly name: string;
  readonly note: string | null;
  readonly epoch: number;
  readonly seq: number;
  readonly personId: PersonId;
  readonly office: Office;
  readonly country: Iso | null;
  readonly at: Date;
}

export type NewPlanVersion = Omit<PlanVersion, "id" | "number" | "at">;

/**
 * Names a point of the plan's text. The same name and note for the same point again is the version that is there: nothing is
 * written. Lock the plan before. Writes plan_versions; answers its number.
 */
export async function insertPlanVersion(
  tx: Tx,
  planId: string,
  version: NewPlanVersion,
  at: Date,
): Promise<number> {
  const { seq, ...rest } = version;
  const { epoch, name, note } = rest;
  const same = { planId, epoch, seq: BigInt(seq), name, note };
  const there = await tx.planVersion.findFirst({ where: same, select: { number: true } });
  if (there !== null) return there.number;
  const last = await tx.planVersion.findFirst({
    where: { planId },
    orderBy: { number: "desc" },
    select: { number: true },
  });
  const number = (last?.number ?? 0) + 1;
  await tx.planVersion.create({ data: { ...rest, planId, number, seq: BigInt(seq), at } });
  return number;
}

/** All named versions of the plan, the latest first. */
export async function planVersions(tx: Tx, planId: string): Promise<readonly PlanVersion[]> {
  const rows = await tx.planVersion.findMany({ where: { planId }, orderBy: { number: "desc" } });
  return rows.map(({ id, number, name, note, epoch, seq, personId, office, country, at }) => ({
    id,
    number,
    name,
    note,
    epoch,
    seq: Number(seq),
    personId,
    office: office as Office,
    country,
    at,
  }));
}

/** Replaces the words of a version where a passage is redacted from them. */
export async function setPlanVersionWords(
  tx: Tx,
  id: string,
  words: { readonly name: string; readonly note: string | null },
  at: Date,
): Promise<void> {
  await tx.planVersion.update({ where: { id }, data: { ...words, redactedAt: at } });
}
