import type { GroupFacts, RoundFacts } from "#app/domain/facts.ts";
import { isWorking } from "#app/domain/group.ts";
import { refuse } from "#app/domain/refusal.ts";
import type { Openness, Release } from "#app/domain/release.ts";
import { checkOpening, othersFrom } from "#app/domain/round-check.ts";
import type { Actor, Capacity, PersonId, RollKind } from "#app/domain/roles.ts";
import type { Mode } from "#app/domain/round.ts";
import type { Tx } from "#server/store/client.ts";
import { isWhole, type Subject } from "#server/store/releases.ts";
import { holdStage } from "#server/store/groups.ts";
import { isRepresented } from "#server/store/rolls.ts";
import { addRound, liveRound, liveRoundAs, lockScheduled, type RecordedRound } from "#server/store/rounds.ts";
import type { Recorder } from "./act.ts";
import { rollAndTerms, stated } from "./scheduled-rolls.ts";

/** What a round is to be opened on, by whom, and for how long. */
export interface Opening {
  readonly subject: Subject;
  readonly group: GroupFacts;
  /** Page that shows the subject, without language. */
  readonly link: string;
  readonly release: Release;
  /** Brackets and gaps of the released text. */
  readonly openness: Openness;
  /** Among the group's countries, among the officers, or of all countries. */
  readonly roll: RollKind;
  readonly mode: Mode;
  readonly opening: Date;
  readonly closing: Date;
  readonly actorId: PersonId;
  readonly capacity: Capacity;
}

/**
 * Opens a round in the transaction of the act that moves its subject: fixes roll and terms as they are to be at its opening,
 * writes the round and `round.opened`. Policy and the step of the chain are the caller's; the subject is locked. Refuses
 * `round.already-open`, a release that was changed since it was frozen (`release.damaged`), what `checkOpening` refuses, and a round of a group that has ended meanwhile (`group.not-working`).
 * Answers the round's id.
 */
export async function openRound(tx: Tx, record: Recorder, round: Opening, now: Date): Promise<string> {
  const { subject, group, release, mode, opening, closing, capacity, actorId } = round;
  if ((await liveRound(tx, subject)) !== null) throw refuse("conflict", "round.already-open");
  demandWhole(release);
  // A group that ends meanwhile has counted its rounds without this one.
  const stage = round.roll === "group" ? await holdStage(tx, group.groupId) : null;
  if (stage !== null && !isWorking(stage)) throw refuse("conflict", "group.not-working");
  // Who joins before it opens is on its roll: acts that change anything meanwhile find it here (`renewScheduled`).
  if (opening > now) await lockScheduled(tx);
  const place = { kind: round.roll, groupId: group.groupId };
  const { roll, terms } = await rollAndTerms(tx, place, opening);
  checkOpening({ roll, terms, mode, opening, closing }, round.openness, now);
  const openedFor = capacity.country;
  const roundId = await addRound(
    tx,
    { subject, releaseId: release.id, roll, mode, terms, opening, closing, openedById: actorId, openedFor },
    now,
  );
  record({
    kind: "round.opened",
    groupId: group.groupId,
    capacity,
    actorId,
    link: round.link,
    facts: {
      roundId,
      subject,
      releaseId: release.id,
      sha256: release.sha256,
      roll: roll.kind,
      ...stated(roll, terms),
      mode,
      opening: opening.toISOString(),
      closing: closing.toISOString(),
    },
  });
  return roundId;
}

/** Nothing is decided on a text that is not the one that was frozen. Refused: `release.damaged`. */
export function demandWhole(release: Pick<Release, "text" | "sha256">): void {
  if (!isWhole(release)) throw refuse("conflict", "release.damaged");
}

/** The times and the mode that a form asks for, and the revision of its subject when it was made. */
export interface OpeningAsked {
  readonly revision: number;
  readonly mode: Mode;
  readonly opening?: Date | null | undefined;
  readonly closing: Date;
}

/**
 * The round that this form has opened already, where its answer was lost and it is sent again by the same hand: it is answered
 * alike. Null where it has not. The subject is locked.
 */
export async function openedBefore(
  tx: Tx,
  actor: Actor,
  subject: Subject,
  { roll, current, form }: { readonly roll: RollKind; readonly current: number; readonly form: OpeningAsked },
): Promise<string | null> {
  if (actor.kind === "stranger" || form.revision >= current) return null;
  const { mode, opening = null, closing } = form;
  return liveRoundAs(tx, subject, { openedById: actor.id, roll, mode, opening, closing });
}

/** What policy has to know of a round at `now`. */
export async function roundFacts(
  tx: Tx,
  recorded: RecordedRound,
  group: GroupFacts,
  now: Date,
): Promise<RoundFacts> {
  const { roll } = recorded.round;
  const chairVacant =
    roll.kind !== "group"
      ? group.officers.chairVacant
      : group.chair === null || !(await isRepresented(tx, group.groupId, group.chair, now));
  return {
    kind: "round",
    roundId: recorded.id,
    roll: roll.kind,
    entries: roll.entries,
    group,
    officers: group.officers,
    chairVacant,
    othersFrom: othersFrom(recorded.round, now),
  };
}
