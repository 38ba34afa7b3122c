/** Making an amendment the text of the next round (domain §4): what it would change, and the act. */
import { checkTaking, type Amendment, type TakingFacts } from "#app/domain/amendment.ts";
import type { GoalStage } from "#app/domain/goal.ts";
import { goalTextIn, releaseOfGoal, type GoalText } from "#app/domain/goal-text.ts";
import { jsonOf } from "#app/document/plan.ts";
import { opennessOf } from "#app/document/reading.ts";
import { canonicalJson } from "#app/domain/release.ts";
import { step } from "#app/domain/plan.ts";
import { demand } from "#app/domain/policy.ts";
import { refuse, refusalOf, type Refusal } from "#app/domain/refusal.ts";
import type { Language, Release } from "#app/domain/release.ts";
import type { Actor, PersonId } from "#app/domain/roles.ts";
import type { Tx } from "#server/store/client.ts";
import { countryNames } from "#server/store/countries.ts";
import { subjectOfPosition } from "#server/store/amendments.ts";
import { lockPlan, movePlan, planFacts } from "#server/store/plans.ts";
import { goalFacts, move, proposalById, setDraft } from "#server/store/proposals.ts";
import { freeze, latestRelease, releaseById, type Subject } from "#server/store/releases.ts";
import { lockSubject, roundsOf, type RecordedRound } from "#server/store/rounds.ts";
import { act, type Ground, type Recorder } from "./act.ts";
import { goalPassages, goalWith, planPassages, planWith } from "./amendment-texts.ts";
import { amendmentIn, lastRound } from "./amendments-open.ts";
import { chairCapacity, officerCapacity } from "./capacities.ts";
import { goalLink, next } from "./goal-steps.ts";
import { linkOf } from "./plan-steps.ts";
import { liveText, rewrite, textOf } from "./plan-texts.ts";
import { latestOf } from "./round-view.ts";

/** The form of the act: the position, and what was read before it. */
export interface TakingForm {
  readonly positionId: string;
  /** Of the plan or goal, from the page that was read. */
  readonly revision: number;
  /** The words that are to be replaced. */
  readonly seen: string;
}

/** What taking the amendment would change, before it is done. */
export interface TakingReview {
  readonly subject: Subject["kind"];
  /** Page of the plan or goal, without language, and where its next round is opened. */
  readonly link: string;
  readonly open: string;
  readonly title: string;
  readonly amendment: Amendment;
  readonly country: string;
  readonly round: { readonly number: number; readonly release: number };
  readonly language: Language;
  /** The words that the round was on. */
  readonly decided: string;
  /** The words that stand there now and would be replaced; others than `decided` where somebody has changed them since. */
  readonly present: string;
  /** The words that would stand there. */
  readonly words: string;
  readonly revision: number;
  /** What is against it; null where it can be done. */
  readonly obstacle: Refusal | null;
}

interface Held {
  readonly subject: Subject;
  readonly round: RecordedRound;
  readonly decided: Release;
  readonly amendment: Amendment;
  readonly facts: Omit<TakingFacts, "present" | "seen">;
}

export function amendmentServices(ground: Ground) {
  return {
    /** The review. Refused as `unknown` where there is no such amendment; else to those who may not take it. */
    review: async (actor: Actor, positionId: string, language: Language): Promise<TakingReview> => {
      const tx = ground.store.db;
      const now = ground.clock.now();
      const held = await hold(tx, positionId);
      const names = await countryNames(tx, language);
      const { subject, round, amendment } = held;
      const { passages, ...page } = await pageOf(tx, actor, held, now);
      const { decided, present } = passages;
      return {
        subject: subject.kind,
        ...page,
        amendment,
        country: names.get(amendment.country) ?? amendment.country,
        round: { number: round.number, release: round.release.number },
        decided: decided ?? "",
        present: present ?? "",
        ...tried(() => checkTaking({ ...held.facts, present, seen: present ?? "" })),
      };
    },

    /**
     * Replaces the passage by the amendment's words and freezes the release that the next round is on; of a plan, in the live
     * text too. Answers where that round is opened. Refused: what `checkTaking` and the chain refuse, `plan.moved-meanwhile` and
     * `goal.changed-meanwhile` where another step came between.
     */
    take: async (actor: Actor, form: TakingForm): Promise<string> => {
      const done = await act(ground, async (tx, record, now) => {
        const { kind, id } = await subjectOfPosition(tx, form.positionId);
        await lockSubject(tx, { kind, id });
        const held = await hold(tx, form.positionId);
        const by = { actor, actorId: idOf(actor), form, now };
        switch (kind) {
          case "plan":
            return takeIntoPlan(tx, record, held, by);
          case "goal":
            return takeIntoGoal(tx, record, held, by);
          case "group":
          case "decision":
            throw refuse("unknown", "amendment.unknown");
        }
      });
      if (done.written !== null) ground.bus.tell({ kind: "text-written", documentId: done.written });
      return done.open;
    },
  };
}

/** The amendment with its round, the subject's rounds being known. Refused: `amendment.unknown`. */
async function hold(tx: Tx, positionId: string): Promise<Held> {
  const subject = await subjectOfPosition(tx, positionId);
  const rounds = await roundsOf(tx, subject);
  const round = rounds.find(({ positions }) => positions.some(({ id }) => id === positionId));
  const position = round?.positions.find(({ id }) => id === positionId);
  const decided = round === undefined ? null : await releaseById(tx, round.release.id);
  if (round === undefined || position === undefined || decided === null)
    throw refuse("unknown", "amendment.unknown");
  const amendment = amendmentIn(position);
  // What offers no other words is no amendment; that the position exists is on record anyway.
  if (amendment === null) throw refuse("conflict", "amendment.none");
  const outcome = round.outcome?.outcome ?? (round.settledAt === null ? null : "withdrawn");
  return {
    subject,
    round,
    decided,
    amendment,
    facts: {
      amendment,
      latest: latestOf(round, position.seat)?.id === positionId,
      lastRound: lastRound(rounds)?.id === round.id,
      outcome,
    },
  };
}

async function pageOf(tx: Tx, actor: Actor, { subject, decided, amendment }: Held, now: Date) {
  const { passage } = amendment;
  if (subject.kind === "plan") {
    const plan = await lockPlan(tx, subject.id);
    demand(actor, "plan.take-amendment", await planFacts(tx, plan, now), now);
    const { text } = await liveText(tx, plan);
    return {
      link: linkOf(plan),
      open: `${linkOf(plan)}/open-round`,
      title: plan.period,
      language: plan.language,
      revision: plan.revision,
      passages: planPassages(textOf(decided), text, passage),
    };
  }
  if (subject.kind !== "goal") throw refuse("unknown", "amendment.unknown");
  const proposal = await proposalById(tx, subject.id);
  const facts = await goalFacts(tx, proposal, now);
  demand(actor, "goal.read", facts, now);
  demand(actor, "goal.take-amendment", facts, now);
  const at = await goalAtHand(tx, subject, facts.stage, proposal.text);
  return {
    link: goalLink(proposal.number),
    open: goalLink(proposal.number),
    title: proposal.text.title,
    language: proposal.language,
    revision: proposal.revision,
    passages: goalPassages(goalTextIn(decided.text), at, passage),
  };
}

/** Before the officers the text is the release that the group agreed to; before that the draft. */
async function goalAtHand(tx: Tx, subject: Subject, stage: GoalStage, draft: GoalText): Promise<GoalText> {
  const latest = stage === "tabled" ? await latestRelease(tx, subject) : null;
  return latest === null ? draft : goalTextIn(latest.text);
}

interface By {
  readonly actor: Actor;
  readonly actorId: PersonId;
  readonly form: TakingForm;
  readonly now: Date;
}

interface Done {
  /** Where the next round is opened, without language. */
  readonly open: string;
  /** The live text that was written; null where there is none. */
  readonly written: string | null;
}

async function takeIntoPlan(tx: Tx, record: Recorder, held: Held, by: By): Promise<Done> {
  const { actor, actorId, form, now } = by;
  const { passage, positionId, country: from } = held.amendment;
  const plan = await lockPlan(tx, held.subject.id);
  const facts = await planFacts(tx, plan, now);
  demand(actor, "plan.take-amendment", facts, now);
  if (plan.revision !== form.revision) throw refuse("conflict", "plan.moved-meanwhile");
  const capacity = chairCapacity(actor, facts.group, now);
  const decided = textOf(held.decided);
  const { text: live } = await liveText(tx, plan);
  const { present } = planPassages(decided, live, passage);
  const words = checkTaking({ ...held.facts, present, seen: form.seen });
  const latest = await latestRelease(tx, held.subject);
  const text = planWith(decided, latest === null ? decided : textOf(latest), passage, words);
  const taken = {
    group: facts.group.stage,
    openness: opennessOf(text),
    comments: false,
    outcome: null,
    considerationDays: 0,
  };
  const after = step(plan.state, "take-amendment", taken, now);
  const written = await rewrite(tx, plan, `amendment-${positionId}`, (whole) =>
    planWith(decided, whole, passage, words),
  );
  // The release names its place in the log only where the live text says no more than it.
  const whole = canonicalJson(jsonOf(written.text)) === canonicalJson(jsonOf(text));
  const { epoch, seq } = written.reviewed;
  const release = await freeze(
    tx,
    {
      subject: held.subject,
      text: jsonOf(text),
      language: plan.language,
      authorId: actorId,
      country: capacity.country,
      amendmentOf: positionId,
      ...(whole ? { log: { epoch, seq: BigInt(seq) } } : {}),
    },
    now,
  );
  if (release.id === latest?.id) throw refuse("conflict", "amendment.same-words", { passage: passage ?? "" });
  const moved = { act: "take-amendment", personId: actorId, capacity, comments: null } as const;
  await movePlan(tx, plan, after, moved, now);
  const { id: releaseId, sha256 } = release;
  record({
    kind: "plan.amended",
    groupId: plan.groupId,
    capacity,
    actorId,
    link: linkOf(plan),
    facts: { planId: plan.id, releaseId, sha256, positionId, passage: passage ?? "", from },
    words: { text: words },
  });
  return { open: `${linkOf(plan)}/open-round`, written: plan.documentId };
}

async function takeIntoGoal(tx: Tx, record: Recorder, held: Held, by: By): Promise<Done> {
  const { actor, actorId, form, now } = by;
  const { passage, positionId, country: from } = held.amendment;
  const proposal = await proposalById(tx, held.subject.id);
  const facts = await goalFacts(tx, proposal, now);
  demand(actor, "goal.take-amendment", facts, now);
  if (proposal.revision !== form.revision) throw refuse("conflict", "goal.changed-meanwhile");
  const { group, stage } = facts;
  const capacity =
    stage === "tabled" ? officerCapacity(actor, group.officers, now) : chairCapacity(actor, group, now);
  const decided = goalTextIn(held.decided.text);
  const atHand = await goalAtHand(tx, held.subject, stage, proposal.text);
  const { present } = goalPassages(decided, atHand, passage);
  const words = checkTaking({ ...held.facts, present, seen: form.seen });
  const text = goalWith(decided, atHand, passage, words);
  const after = next({ proposal: { ...proposal, text }, facts }, "take-amendment", null, null);
  const areaId = proposal.area?.id ?? "";
  await setDraft(tx, proposal.id, { text, language: proposal.language, areaId });
  const release = await freeze(
    tx,
    {
      subject: held.subject,
      text: releaseOfGoal(text, { cycle: proposal.cycleId, area: proposal.area?.code ?? "" }),
      language: proposal.language,
      authorId: actorId,
      country: capacity.country,
      amendmentOf: positionId,
    },
    now,
  );
  const moved = { act: "take-amendment", before: stage, after, personId: actorId, capacity } as const;
  await move(tx, proposal.id, { ...moved, comments: null }, now);
  const { id: releaseId, sha256 } = release;
  const link = goalLink(proposal.number);
  record({
    kind: "goal.amended",
    groupId: proposal.groupId,
    capacity,
    actorId,
    link,
    facts: { goalId: proposal.id, releaseId, sha256, positionId, passage: passage ?? "", from },
    words: { text: words },
  });
  return { open: link, written: null };
}

/** The words, or what is against them. */
function tried(taking: () => string): { readonly words: string; readonly obstacle: Refusal | null } {
  try {
    return { words: taking(), obstacle: null };
  } catch (caught) {
    const obstacle = refusalOf(caught);
    if (obstacle === null) throw caught;
    return { words: "", obstacle };
  }
}

function idOf(actor: Actor): PersonId {
  if (actor.kind === "person") return actor.id;
  throw refuse("forbidden", "may-not.plan.take-amendment");
}
