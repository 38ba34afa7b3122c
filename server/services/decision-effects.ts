/** What a group's consensus on a decision brings about, in the transaction that enters the outcome (domain §1, §5). */
import type { ChairsText, DecisionText } from "#app/domain/decision-text.ts";
import { startOfRegionalDay } from "#app/domain/region.ts";
import type { Language } from "#app/domain/release.ts";
import type { GroupId, Iso } from "#app/domain/roles.ts";
import { formatter } from "#app/i18n/format.ts";
import { translator } from "#app/i18n/translate.ts";
import { setChairs } from "#server/store/chairs.ts";
import type { Tx } from "#server/store/client.ts";
import type { DecisionRecord } from "#server/store/decisions.ts";
import { endOffices, insertAct } from "#server/store/grants.ts";
import { groupFacts } from "#server/store/groups.ts";
import { lockGroup, setCoordinator } from "#server/store/memberships.ts";
import type { RecordedRound } from "#server/store/rounds.ts";
import type { Recorder } from "./act.ts";
import { bearCommission, endCommission, type Doer } from "./commissions.ts";
import { withdrawByGroup } from "./goal-rounds.ts";

export interface Decided {
  readonly decision: DecisionRecord;
  /** As it was frozen. */
  readonly text: DecisionText;
  readonly round: RecordedRound;
}

/**
 * Carries out what was decided. A country that has left the group since takes no office and sits in no commission; what has
 * ended meanwhile stays ended: an outcome is never refused for what it would bring about.
 */
export async function carryOut(
  tx: Tx,
  record: Recorder,
  decided: Decided,
  by: Doer,
  now: Date,
): Promise<void> {
  const { decision, text, round } = decided;
  const { groupId, language, id: decisionId } = decision;
  switch (text.kind) {
    case "chairs": {
      await lockGroup(tx, groupId);
      const actId = await election(tx, decided, by, now);
      const { participating } = await groupFacts(tx, groupId, now);
      const from = beginningOf(text, now);
      const entered = {
        groupId,
        link: `/groups/${decision.groupSlug}/members`,
        roundId: round.id,
        chair: participating.includes(text.chair) ? text.chair : null,
        viceChairs: text.viceChairs.filter((country) => participating.includes(country)),
        actId,
        from,
      };
      return enterChairs(tx, record, entered, by, now);
    }
    case "commission": {
      await lockGroup(tx, groupId);
      const actId = await election(tx, decided, by, now);
      const { participating } = await groupFacts(tx, groupId, now);
      const roundId = round.id;
      const birth = { parentId: groupId, decisionId, roundId, text, language, actId, participating };
      return void (await bearCommission(tx, record, birth, by, now));
    }
    case "end-commission": {
      const end = { because: "decision", language, reason: () => text.reasons.join("\n\n") } as const;
      return void (await endCommission(tx, record, text.commission.id, end, by, now));
    }
    case "goal-withdrawal": {
      const reason = text.reasons.join("\n\n");
      return void (await withdrawByGroup(tx, record, text.goal.id, { ...by, reason }, now));
    }
  }
}

/** The choice of the group's countries, found by the number of the round and the day its outcome was entered. */
async function election(tx: Tx, { round, decision }: Decided, by: Doer, now: Date): Promise<string> {
  const reference = referenceOf(round.number, decision.language, now);
  const act = { kind: "election", reference, date: now, letterId: null, recordedById: by.actorId } as const;
  return insertAct(tx, act, now);
}

function referenceOf(number: number, language: Language, day: Date): string {
  const t = translator(language);
  return t("decisions:reference", { number, day: formatter(language, t, day).day(day) });
}

/** The day that was decided, but not before the consensus is on record. */
function beginningOf({ from }: ChairsText, now: Date): Date {
  const day = from === null ? null : startOfRegionalDay(from);
  return day === null || day < now ? now : day;
}

export interface EnteredChairs {
  readonly groupId: GroupId;
  /** Page that shows it, without language. */
  readonly link: string;
  /** The round in which they were chosen; null where the act that created the group names them. */
  readonly roundId: string | null;
  readonly chair: Iso | null;
  readonly viceChairs: readonly Iso[];
  readonly actId: string;
  readonly from: Date;
}

/**
 * Gives the offices of Chair and Vice Chairs by an act. Where another country takes the chair, the coordinator whom the former
 * one named ends with it. Lock the group before. Rounds that are open keep their rolls.
 */
export async function enterChairs(
  tx: Tx,
  record: Recorder,
  { link, ...entered }: EnteredChairs,
  { actorId, capacity }: { actorId: Doer["actorId"] | null; capacity: Doer["capacity"] },
  now: Date,
): Promise<void> {
  const { groupId, chair, viceChairs, actId, from, roundId } = entered;
  const { chair: former } = await groupFacts(tx, groupId, now);
  await setChairs(tx, groupId, { chair, viceChairs }, actId, from);
  const common = { groupId, capacity, actorId, link };
  const facts = { groupId, actId, chair, viceChairs, from: from.toISOString(), roundId };
  record({ ...common, kind: "group.chairs-entered", facts });
  if (former === chair) return;
  const body = { kind: "group", groupId } as const;
  for (const { grantId } of await endOffices(tx, { body, offices: ["coordinator"] }, actId, from))
    record({ ...common, kind: "grant.ended", facts: { grantId } });
  if (from <= now) await setCoordinator(tx, groupId, null);
}
