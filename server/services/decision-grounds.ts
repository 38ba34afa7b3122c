/** What there is in a group that it can decide about: its countries, outputs of its plan, commissions and goals it agreed to. */
import { outputsOf, type Output } from "#app/document/reading.ts";
import { isClosed } from "#app/domain/goal.ts";
import { isWorking } from "#app/domain/group.ts";
import type { DecisionGround, OutputNamed } from "#app/domain/decision-text.ts";
import type { GroupFacts } from "#app/domain/facts.ts";
import type { Language } from "#app/domain/release.ts";
import type { Tx } from "#server/store/client.ts";
import { commissionsOf, parentOf } from "#server/store/commissions.ts";
import { named } from "#server/store/names.ts";
import { planOfGroup } from "#server/store/plans.ts";
import { agreedOnce, listProposals } from "#server/store/proposals.ts";
import { releaseById } from "#server/store/releases.ts";
import { liveText, textOf } from "./plan-texts.ts";

/** The ground of a group's decisions; names of commissions in that language. */
export async function groundOf(tx: Tx, group: GroupFacts, language: Language): Promise<DecisionGround> {
  const { groupId, participating, chair, viceChairs } = group;
  const goals: { id: string; number: number; title: string }[] = [];
  for (const { id, number, text, stage } of await listProposals(tx, { groupId }))
    if (!isClosed(stage) && (await agreedOnce(tx, id))) goals.push({ id, number, title: text.title });
  const commissions = (await commissionsOf(tx, groupId)).filter(({ stage }) => isWorking(stage));
  return {
    commission: (await parentOf(tx, groupId)) !== null,
    participating,
    chair,
    viceChairs,
    outputs: await outputsToDo(tx, groupId),
    commissions: commissions.map(({ id, names, outputId }) => ({
      id,
      name: named(names, language),
      outputId,
    })),
    goals,
  };
}

/** Outputs of the adopted plan and those that the live text adds, but for what is delivered or dropped, or has no title. */
async function outputsToDo(tx: Tx, groupId: string): Promise<readonly OutputNamed[]> {
  const plan = await planOfGroup(tx, groupId);
  const releaseId = plan?.adoptedReleaseId ?? null;
  const adopted = releaseId === null ? [] : await outputsOfRelease(tx, releaseId);
  const live = plan === null ? [] : outputsOf((await liveText(tx, plan)).text);
  const known = new Set(adopted.map(({ id }) => id));
  return [...adopted, ...live.filter(({ id }) => !known.has(id))]
    .filter(({ status, title }) => status !== "delivered" && status !== "dropped" && title.trim() !== "")
    .map(({ id, title }) => ({ id, title }));
}

/** The outputs of the plan as it was frozen in that release. */
export async function outputsOfRelease(tx: Tx, releaseId: string): Promise<readonly Output[]> {
  const release = await releaseById(tx, releaseId);
  return release === null ? [] : outputsOf(textOf(release));
}
