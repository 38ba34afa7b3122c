/**
 * Demonstration data: invented people on the real structure, played through the services over the ten weeks before now,
 * so that rights, acts, chains and rounds are as real work would leave them. Begin with `seedDemonstration`.
 */
import { hashPassword } from "#server/auth/passwords.ts";
import { demonstrationPassword } from "#server/auth/demonstration-password.ts";
import type { Ground } from "#server/services/act.ts";
import { adoptPlan } from "./demonstration/adopted-plan.ts";
import { seatEverybody } from "./demonstration/bodies.ts";
import { createCommission } from "./demonstration/commission.ts";
import { fileDocuments } from "./demonstration/files.ts";
import { proposeGoals } from "./demonstration/goals.ts";
import { proposeGroup } from "./demonstration/groups.ts";
import { fillMinisites } from "./demonstration/minisites.ts";
import { draftPlan } from "./demonstration/plan.ts";
import { speakBeside } from "./demonstration/margin.ts";
import { stageIn } from "./demonstration/stage.ts";
import { discuss } from "./demonstration/threads.ts";

/** Marks a database that holds demonstration data (settings). */
export const demonstrationMark = "demonstration";

/** Seeding is one transaction; on a slow machine it may take this long (ms). */
const patience = 180_000;

/**
 * Fills the database with the demonstration and marks it, in one transaction; does nothing where it is marked already.
 * The reference data must be there. Rounds that are open afterwards end in the days after `ground.clock.now()`. Files are
 * written to the shelf. No letter is left to be sent, and nobody is told on the bus.
 */
export async function seedDemonstration(ground: Ground): Promise<void> {
  const key = demonstrationMark;
  const passwordHash = await hashPassword(demonstrationPassword);
  await ground.store.transaction(async (tx) => {
    const { count } = await tx.setting.createMany({
      data: [{ key, value: { at: ground.clock.now().toISOString() } }],
      skipDuplicates: true,
    });
    if (count === 0) return;
    const stage = stageIn(tx, ground);
    await seatEverybody(stage, passwordHash);
    await fileDocuments(stage);
    await fillMinisites(stage);
    await draftPlan(stage);
    const { discussed } = await proposeGoals(stage);
    await proposeGroup(stage);
    await createCommission(stage);
    await discuss(stage, discussed);
    await adoptPlan(stage);
    await speakBeside(stage);
    // What the letters said has been read long ago: none of them goes out.
    await tx.$executeRaw`UPDATE "letters" SET "state" = 'sent', "sentAt" = "createdAt", "attempts" = 1 WHERE "state" = 'queued'`;
  }, patience);
}
