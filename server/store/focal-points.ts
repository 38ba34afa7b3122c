/** National focal points over time: the entity and the persons that a country appointed or ratified (S2 II C). */
import type { Iso } from "#app/domain/roles.ts";
import type { Tx } from "./client.ts";
import type { Prisma } from "./generated/client.ts";
import { holding } from "./groups.ts";

/** Whether somebody decides as the country's focal point at `now`. */
export async function hasFocalPoint(tx: Tx, country: Iso, now: Date): Promise<boolean> {
  const where = { ...holding(now), bodyCountry: country, office: "focal-point", right: "decide" };
  return (await tx.grant.count({ where: { ...where, person: { erasedAt: null } } })) > 0;
}

export interface FocalPoint {
  readonly grantId: string;
  readonly country: Iso;
  readonly name: string;
  /** The entity. */
  readonly institution: string | null;
  readonly from: Date;
  /** Null for one whose end no act has set. */
  readonly until: Date | null;
  readonly act: { readonly kind: string; readonly reference: string; readonly letterId: string | null };
  /** Reference of the act by which it ended. */
  readonly endedBy: string | null;
}

/** Everybody who is a focal point at `now`. Erased persons are left out. */
export async function focalPointsNow(tx: Tx, now: Date): Promise<FocalPoint[]> {
  return focalPoints(tx, holding(now));
}

/** Everybody who is or was the focal point of a country, the latest first. Erased persons are left out. */
export async function focalPointHistory(tx: Tx, country: Iso): Promise<FocalPoint[]> {
  return focalPoints(tx, { bodyCountry: country });
}

async function focalPoints(tx: Tx, where: Prisma.GrantWhereInput): Promise<FocalPoint[]> {
  const rows = await tx.grant.findMany({
    where: { ...where, office: "focal-point", right: "decide", person: { erasedAt: null } },
    orderBy: [{ from: "desc" }, { id: "desc" }],
    select: {
      id: true,
      bodyCountry: true,
      from: true,
      until: true,
      person: { select: { name: true, institution: { select: { name: true } } } },
      act: { select: { kind: true, reference: true, letterId: true } },
      endAct: { select: { reference: true } },
    },
  });
  return rows.map(({ id, bodyCountry, from, until, person, act, endAct }) => ({
    grantId: id,
    country: bodyCountry ?? "",
    name: person.name,
    institution: person.institution?.name ?? null,
    from,
    until,
    act,
    endedBy: endAct?.reference ?? null,
  }));
}
