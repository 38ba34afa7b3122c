/** National focal points over time: the entity and the persons that a country appointed or ratified (S2 II C). */
import type { Iso } from "#app/domain/roles.ts";
import type { Tx } from "./client.ts";
import { holding } from "./groups.ts";

/** Whether somebody decides as the country's focal point at `now`. */
export async function hasFocalPoint(tx: Tx, country: Iso, now: Date): Promise<boolean> {
  const where = { ...holding(now), bodyCountry: country, office: "focal-point", right: "decide" };
  return (await tx.grant.count({ where: { ...where, person: { erasedAt: null } } })) > 0;
}

export interface PastFocalPoint {
  readonly grantId: string;
  readonly name: string;
  /** The entity. */
  readonly institution: string | null;
  readonly from: Date;
  /** Null for one who still is. */
  readonly until: Date | null;
  readonly act: { readonly kind: string; readonly reference: string; readonly letterId: string | null };
  /** By which act it ended. */
  readonly endedBy: string | null;
}

/** Everybody who is or was the focal point of a country, the latest first. Erased persons are left out. */
export async function focalPointHistory(tx: Tx, country: Iso): Promise<PastFocalPoint[]> {
  const rows = await tx.grant.findMany({
    where: { bodyCountry: country, office: "focal-point", right: "decide", person: { erasedAt: null } },
    orderBy: [{ from: "desc" }, { id: "desc" }],
    select: {
      id: true,
      from: true,
      until: true,
      person: { select: { name: true, institution: { select: { name: true } } } },
      act: { select: { kind: true, reference: true, letterId: true } },
      endAct: { select: { reference: true } },
    },
  });
  return rows.map(({ id, from, until, person, act, endAct }) => ({
    grantId: id,
    name: person.name,
    institution: person.institution?.name ?? null,
    from,
    until,
    act,
    endedBy: endAct?.reference ?? null,
  }));
}
