/** Making an amendment the text of the next round (domain §4): what it would change, and the act. */
import { checkTaking, type Amendment } from "#app/domain/amendment.ts";
import { refuse, refusalOf, type Refusal } from "#app/domain/refusal.ts";
import type { Language } from "#app/domain/release.ts";
import type { Actor, Iso, PersonId } from "#app/domain/roles.ts";
import type { Tx } from "#server/store/client.ts";
import { countryNames } from "#server/store/countries.ts";
import { subjectOfPosition } from "#server/store/amendments.ts";
import { releaseById, type Subject } from "#server/store/releases.ts";
import { lockSubject, roundsOf } from "#server/store/rounds.ts";
import { act, type Ground } from "./act.ts";
import { pageOfDecision, takeIntoDecision } from "./amended-decisions.ts";
import { pageOfGoal, takeIntoGoal } from "./amended-goals.ts";
import { pageOfGroup, takeIntoGroup } from "./amended-groups.ts";
import { pageOfPlan, takeIntoPlan } from "./amended-plans.ts";
import type { HeldAmendment, PageOfAmended, TakeAmendment, TakingForm } from "./amended-subjects.ts";
import { amendmentIn, lastRound } from "./amendments-open.ts";
import type { ActedAs } from "./capacities.ts";
import { latestOf } from "./round-view.ts";

/** What taking the amendment would change, before it is done. */
export interface TakingReview {
  readonly subject: Subject["kind"];
  /** Page of what is amended, without language, and where its next round is opened. */
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
  /** In which capacities the reader may take it. */
  readonly as: readonly ActedAs[];
  /** Names of countries by code. */
  readonly names: Readonly<Record<Iso, string>>;
  /** What is against it; null where it can be done. */
  readonly obstacle: Refusal | null;
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
      const { decided, ...at } = passages;
      const present = at.present ?? "";
      return {
        subject: subject.kind,
        ...page,
        amendment,
        names: Object.fromEntries(names),
        country: names.get(amendment.country) ?? amendment.country,
        round: { number: round.number, release: round.release.number },
        decided: decided ?? "",
        present,
        ...tried(() => checkTaking({ ...held.facts, ...at, seen: present })),
      };
    },

    /**
     * Replaces the passage by the amendment's words and freezes the release that the next round is on; of a plan, in the live
     * text too. Answers where that round is opened. Refused: what `chosenOf` refuses of the capacity, what `checkTaking` and the chain refuse, `plan.moved-meanwhile` and
     * `…changed-meanwhile` where another step came between.
     */
    take: async (actor: Actor, form: TakingForm): Promise<string> => {
      const done = await act(ground, async (tx, record, now) => {
        const { kind, id } = await subjectOfPosition(tx, form.positionId);
        await lockSubject(tx, { kind, id });
        const held = await hold(tx, form.positionId);
        return takeInto(tx, record, held, { actor, actorId: idOf(actor, kind), form, now });
      });
      if (done.written !== null) ground.bus.tell({ kind: "text-written", documentId: done.written });
      return done.open;
    },
  };
}

/** The amendment with its round, the subject's rounds being known. Refused: `amendment.unknown`. */
async function hold(tx: Tx, positionId: string): Promise<HeldAmendment> {
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

const pageOf: PageOfAmended = (tx, actor, held, now) => {
  switch (held.subject.kind) {
    case "plan":
      return pageOfPlan(tx, actor, held, now);
    case "goal":
      return pageOfGoal(tx, actor, held, now);
    case "group":
      return pageOfGroup(tx, actor, held, now);
    case "decision":
      return pageOfDecision(tx, actor, held, now);
  }
};

const takeInto: TakeAmendment = (tx, record, held, by) => {
  switch (held.subject.kind) {
    case "plan":
      return takeIntoPlan(tx, record, held, by);
    case "goal":
      return takeIntoGoal(tx, record, held, by);
    case "group":
      return takeIntoGroup(tx, record, held, by);
    case "decision":
      return takeIntoDecision(tx, record, held, by);
  }
};

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

function idOf(actor: Actor, kind: Subject["kind"]): PersonId {
  if (actor.kind === "person") return actor.id;
  throw refuse("forbidden", `may-not.${kind}.take-amendment`);
}
