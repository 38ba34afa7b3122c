import { parseMarkup } from "#app/document/markup.ts";
import { groupProposalIn, nameOfGroup } from "#app/domain/group-proposal.ts";
import { refuse } from "#app/domain/refusal.ts";
import { areaOfCycle } from "#server/store/agendas.ts";
import { setChairs } from "#server/store/chairs.ts";
import type { Tx } from "#server/store/client.ts";
import { insertAct } from "#server/store/grants.ts";
import { endProponents, foundGroup, type GroupChainRecord } from "#server/store/group-chain.ts";
import { makePage, writeVersion } from "#server/store/pages.ts";
import { releaseById } from "#server/store/releases.ts";
import { roundLink } from "#server/store/rounds.ts";
import type { Recorder } from "./act.ts";
import type { RoundEnd } from "./round-subjects.ts";

/**
 * The group comes to life by the officers' consensus, exactly as the release says: its names, its area, its mandate on the
 * minisite in the language of the release, and Chair and Vice Chairs named in the act that creates it (domain §5).
 * The act is the decision of the Presiding Officers; its reference is the round. Lock the group before.
 */
export async function foundedBy(
  tx: Tx,
  record: Recorder,
  group: GroupChainRecord,
  { round, actorId, capacity }: RoundEnd,
  now: Date,
): Promise<void> {
  const release = await releaseById(tx, round.release.id);
  const text = release === null ? null : groupProposalIn(release.text);
  if (release === null || text?.proposes !== "creation") throw refuse("unknown", "thing.unknown");
  const { id: groupId, slug } = group;
  const { chair, viceChairs } = text;
  const { language } = release;
  const area = await areaOfCycle(tx, group.cycleId, text.area);
  const rests = { kind: "founding", reference: roundLink(round), date: now, letterId: null } as const;
  const actId = await insertAct(tx, { ...rests, recordedById: actorId }, now);
  await foundGroup(tx, groupId, { names: { ...text.names }, areaId: area.id, actId });
  await endProponents(tx, { groupId, purpose: "creation" }, now);
  const by = { groupId, capacity, actorId };
  const link = `/groups/${slug}`;
  record({
    kind: "group.created",
    ...by,
    link,
    facts: { groupId, releaseId: release.id, roundId: round.id },
  });
  if (chair !== null || viceChairs.length > 0) {
    await setChairs(tx, groupId, { chair, viceChairs }, actId, now);
    const facts = { groupId, actId, chair, viceChairs, from: now.toISOString(), roundId: round.id };
    record({ kind: "group.chairs-entered", ...by, link: `${link}/members`, facts });
  }
  const page = await makePage(tx, { groupId, kind: "mandate", wanted: "mandate", at: now });
  const versionId = await writeVersion(tx, {
    pageId: page.id,
    language,
    version: 1,
    title: nameOfGroup(text.names, language, language),
    body: parseMarkup(text.purpose.join("\n\n")),
    state: "published",
    personId: actorId,
    country: capacity.country,
    at: now,
  });
  record({ kind: "page.published", ...by, link, facts: { pageId: page.id, language, versionId } });
}
