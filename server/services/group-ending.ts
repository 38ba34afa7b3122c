import { read } from "#app/domain/consensus.ts";
import { groupProposalIn } from "#app/domain/group-proposal.ts";
import { enteringCapacities } from "#app/domain/part.ts";
import { demand } from "#app/domain/policy.ts";
import { refuse } from "#app/domain/refusal.ts";
import type { Actor } from "#app/domain/roles.ts";
import { checkOutcome, isWithdrawable } from "#app/domain/round-check.ts";
import type { Tx } from "#server/store/client.ts";
import { endProponents, moveGroup, plansOfGroup, type GroupChainRecord } from "#server/store/group-chain.ts";
import { groupBySlug } from "#server/store/groups.ts";
import { setWithdrawn } from "#server/store/positions.ts";
import { releaseById } from "#server/store/releases.ts";
import { liveRound, liveRoundsWithin, lockRoundsWithin, type RecordedRound } from "#server/store/rounds.ts";
import { act, type Ground, type Recorder } from "./act.ts";
import { chosenOf, type ActedAs } from "./capacities.ts";
import { endAllCommissions } from "./commissions.ts";
import { hold, idOf, next, proposalLink } from "./group-held.ts";
import { roundFacts } from "./round-opening.ts";
import type { RoundEnd, RoundSubjects } from "./round-subjects.ts";

/** How a group ends: the rounds open in it are withdrawn first, each with the reason (domain §5). */
export function groupEndingServices(ground: Ground, subjects: RoundSubjects) {
  return {
    /**
     * Withdraws the rounds open in a group that the officers have agreed to end, so that the outcome can be entered; for those
     * who enter it. Refused where nothing is open (`group.no-rounds-open`), where others are open than the form named
     * (`group.rounds-changed`), before the officers' consensus stands (`round.not-ended`, `group.illegal-step`), and while a letter
     * could still change it (`round.letters-awaited`). A round that is over has its outcome already; that is entered as ever.
     */
    withdrawRounds: (
      actor: Actor,
      form: {
        readonly slug: string;
        readonly rounds: readonly number[];
        readonly reason: string;
        readonly as?: ActedAs | undefined;
      },
    ): Promise<void> =>
      act(ground, async (tx, record, now) => {
        const { slug, reason } = form;
        const locked = await lockRoundsWithin(tx, (await groupBySlug(tx, slug)).id);
        const held = await hold(tx, slug, now);
        const { group, facts } = held;
        const deciding = await liveRound(tx, { kind: "group", id: group.id });
        if (deciding === null) throw refuse("conflict", "group.illegal-step");
        const target = await roundFacts(tx, deciding, facts, now);
        demand(actor, "group.withdraw-rounds", target, now);
        const { outcome } = read(deciding.round, now);
        const name = "withdraw-rounds";
        const after = await next(tx, held, name, { outcome });
        checkOutcome(deciding.round, now);
        const open = await withdrawableRounds(tx, group.id, now);
        if (open.length === 0) throw refuse("conflict", "group.no-rounds-open");
        const named = new Set(form.rounds);
        const known = ({ id, number }: RecordedRound) => named.has(number) && locked.has(id);
        if (open.length !== named.size || !open.every(known))
          throw refuse("conflict", "group.rounds-changed");
        const by = {
          actorId: idOf(actor),
          capacity: chosenOf(enteringCapacities(actor, target, now), form.as),
        };
        for (const round of open) {
          const { id, subject } = round;
          await setWithdrawn(tx, id, { reason, annulled: false }, now);
          const { link } = await subjects[subject.kind].facts(tx, subject.id, now);
          const words = { reason };
          record({ kind: "round.withdrawn", groupId: group.id, ...by, link, facts: { roundId: id }, words });
          await subjects[subject.kind].ended(tx, record, { round, outcome: "withdrawn", reason, ...by }, now);
        }
        const step = { act: name, before: group.stage, after, comments: reason } as const;
        await moveGroup(tx, group.id, { ...step, personId: by.actorId, capacity: by.capacity }, now);
        const moved = { groupId: group.id, act: name } as const;
        record({
          kind: "group.moved",
          groupId: group.id,
          ...by,
          link: proposalLink(group.slug),
          facts: moved,
        });
      }),
  };
}

/** The rounds open in a group that can still be withdrawn, the next to close first. */
export async function withdrawableRounds(tx: Tx, groupId: string, now: Date): Promise<RecordedRound[]> {
  return (await liveRoundsWithin(tx, groupId)).filter(({ round }) => isWithdrawable(round, now));
}

/** The officers agreed that the group end: its plans are only read from now on, and its commissions end with it (domain §5). */
export async function endGroup(
  tx: Tx,
  record: Recorder,
  { id: groupId, slug }: GroupChainRecord,
  { round, actorId, capacity }: RoundEnd,
  now: Date,
): Promise<void> {
  await endProponents(tx, { groupId, purpose: "end" }, now);
  const by = { groupId, capacity, actorId };
  const facts = { groupId, releaseId: round.release.id, roundId: round.id };
  record({ kind: "group.discontinued", ...by, link: proposalLink(slug), facts });
  for (const { id: planId } of await plansOfGroup(tx, groupId))
    record({ kind: "plan.read-only", ...by, link: `/groups/${slug}/plan`, facts: { planId } });
  const release = await releaseById(tx, round.release.id);
  const { reasons } = groupProposalIn(release?.text ?? "");
  const { language } = round.release;
  await endAllCommissions(tx, record, groupId, { reasons, language }, { actorId, capacity }, now);
}
