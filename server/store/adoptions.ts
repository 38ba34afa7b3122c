/** A goal that enters the agenda: the next number, in the next version, with the hash of what the version holds. */
import { goalTextIn } from "#app/domain/goal-text.ts";
import { canonicalJson, type Release } from "#app/domain/release.ts";
import { refuse } from "#app/domain/refusal.ts";
import type { CycleId, GoalId } from "#app/domain/roles.ts";
import type { Tx } from "./client.ts";
import { sha256 } from "./journal.ts";

export interface Adopted {
  readonly number: number;
  readonly versionId: string;
  readonly version: number;
}

/**
 * Adds the released goal to the agenda of its cycle (goals, agenda_versions). Two adoptions at once wait for each other at
 * the cycle's row, so numbers and versions have no gap and no twin. A version's hash is over its place in the agenda, the
 * hash of the version before it and the hash of the release, so every version stands on the one before.
 */
export async function addToAgenda(
  tx: Tx,
  goal: { proposalId: GoalId; cycleId: CycleId; release: Release },
  at: Date,
): Promise<Adopted> {
  const { cycleId, proposalId, release } = goal;
  await tx.$queryRaw`SELECT "id" FROM "cycles" WHERE "id" = ${cycleId} FOR UPDATE`;
  const text = goalTextIn(release.text);
  const area = await tx.area.findUnique({ where: { cycleId_code: { cycleId, code: text.area } } });
  if (area === null) throw refuse("conflict", "goal.area-unknown");
  const last = await tx.goal.findFirst({
    where: { cycleId },
    orderBy: { number: "desc" },
    select: { number: true },
  });
  const before = await tx.agendaVersion.findFirst({ where: { cycleId }, orderBy: { number: "desc" } });
  const number = (last?.number ?? 0) + 1;
  const version = (before?.number ?? 0) + 1;
  const hash = sha256(
    canonicalJson({
      added: { area: text.area, number, release: release.sha256 },
      before: before?.sha256 ?? null,
      cycle: cycleId,
      version,
    }),
  );
  const made = await tx.agendaVersion.create({
    data: { cycleId, number: version, at, reason: "added", sha256: hash },
  });
  await tx.goal.create({
    data: {
      id: `${cycleId}-${number}`,
      cycleId,
      areaId: area.id,
      number,
      // The title stands in the language of the release until somebody translates it.
      titles: { [release.language]: text.title },
      text: text.paragraphs.join("\n\n"),
      language: release.language,
      origin: "added",
      versionId: made.id,
      proposalId,
    },
  });
  return { number, versionId: made.id, version };
}
