/** What every act on a round begins with: its subject locked, then the round read, so that nobody changes it meanwhile. */
import { read } from "#app/domain/consensus.ts";
import type { GroupFacts, RoundFacts } from "#app/domain/facts.ts";
import { bodyOf, enteringCapacities, roundPresiding } from "#app/domain/part.ts";
import { demand } from "#app/domain/policy.ts";
import { refuse } from "#app/domain/refusal.ts";
import type { Actor, Capacity, Office, PersonId } from "#app/domain/roles.ts";
import type { Language } from "#app/domain/release.ts";
import type { Tx } from "#server/store/client.ts";
import { setClosing } from "#server/store/positions.ts";
import { lockSubject, roundById, subjectOfRound, type RecordedRound } from "#server/store/rounds.ts";
import { act, type Ground, type Recorder } from "./act.ts";
import { chosenOf, type ActedAs } from "./capacities.ts";
import { roundFacts } from "./round-opening.ts";
import type { RoundSubjects } from "./round-subjects.ts";

/** A formal form on a round: for which seat and in which office it is given. The server checks both. */
export interface FormalForm {
  readonly roundId: string;
  readonly seat: string;
  readonly office: Office;
  readonly language: Language;
}

export interface Held {
  readonly recorded: RecordedRound;
  readonly facts: RoundFacts;
  readonly group: GroupFacts;
  readonly link: string;
}

export interface RoundAct {
  readonly tx: Tx;
  readonly record: Recorder;
  readonly held: Held;
  /** The instant at which the lock was held: no act before it has a later one. */
  readonly now: Date;
}

/** Holds rounds for the acts on them. */
export function roundHolding(ground: Ground, subjects: RoundSubjects) {
  /** Locks what the round is of. Refused: `round.unknown`. */
  async function lock(tx: Tx, roundId: string): Promise<void> {
    const subject = await subjectOfRound(tx, roundId);
    if (subject === null) throw refuse("unknown", "round.unknown");
    await lockSubject(tx, subject);
  }

  async function load(tx: Tx, roundId: string, now: Date): Promise<Held> {
    const recorded = await roundById(tx, roundId);
    if (recorded === null) throw refuse("unknown", "round.unknown");
    const { kind, id } = recorded.subject;
    const { group, link } = await subjects[kind].facts(tx, id, now);
    return { recorded, group, link, facts: await roundFacts(tx, recorded, group, now) };
  }

  return {
    /** Does `work` on the round in one act; outages that moved its end are put on record before. Refused: `round.unknown`. */
    acting: <T>(roundId: string, work: (on: RoundAct) => Promise<T>): Promise<T> =>
      act(
        ground,
        async (tx, record, now) => {
          const held = await load(tx, roundId, now);
          await noteMovedEnd(tx, record, held, now);
          return work({ tx, record, held, now });
        },
        (tx) => lock(tx, roundId),
      ),

    /** Looks at the round under its lock, without doing anything. Refused: `round.unknown`. */
    looking: <T>(roundId: string, work: (held: Held, now: Date) => T): Promise<T> =>
      ground.store.transaction(async (tx) => {
        await lock(tx, roundId);
        const now = ground.clock.now();
        return work(await load(tx, roundId, now), now);
      }),
  };
}

export type RoundHolding = ReturnType<typeof roundHolding>;

/** Puts on record, once, that outages have moved the end of a silence (domain §4). A silence that was broken keeps its end. */
async function noteMovedEnd(tx: Tx, record: Recorder, { recorded, group, link }: Held, now: Date) {
  const { round, closingSet, id: roundId } = recorded;
  if (round.closing <= closingSet || read(round, now).state === "broken") return;
  await setClosing(tx, roundId, round.closing, now);
  record({
    kind: "round.extended",
    groupId: group.groupId,
    capacity: null,
    actorId: null,
    link,
    facts: {
      roundId,
      before: closingSet.toISOString(),
      closing: round.closing.toISOString(),
      because: "outage",
    },
  });
}

/** The capacity of a formal form, where the actor holds it. Refused otherwise (`forbidden`). */
export function voice(
  held: Held,
  actor: Actor,
  action: "round.position" | "round.confirm" | "round.explain",
  form: FormalForm,
  now: Date,
): Capacity {
  const capacity = capacityIn(held, form);
  demand(actor, action, { kind: "voice", round: held.facts, seat: form.seat, capacity }, now);
  return capacity;
}

/** The capacity in which a form is given for a seat; whether it is right is checked with the form. */
export function capacityIn({ facts }: Held, form: Pick<FormalForm, "seat" | "office">): Capacity {
  const entry = facts.entries.find(({ seat }) => seat === form.seat);
  return { office: form.office, country: entry?.country ?? null, body: bodyOf(facts) };
}

/** Who ends a round, and in which capacity: the one that the form names. */
export interface Ending {
  readonly capacity: Capacity;
  readonly actorId: PersonId;
}

/** Of one who takes the Chair's steps in a round. Refused where the capacity is not theirs (`position.wrong-capacity`). */
export function presiding(held: Held, actor: Actor, as: ActedAs | undefined, now: Date): Ending {
  return { capacity: chosenOf(roundPresiding(actor, held.facts, now), as), actorId: idOf(actor) };
}

/** Of one who enters the outcome of a round. Refused where the capacity is not theirs (`position.wrong-capacity`). */
export function entering(held: Held, actor: Actor, as: ActedAs | undefined, now: Date): Ending {
  return { capacity: chosenOf(enteringCapacities(actor, held.facts, now), as), actorId: idOf(actor) };
}

export function idOf(actor: Actor): PersonId {
  if (actor.kind === "person") return actor.id;
  throw refuse("forbidden", "may-not.round.position");
}

/** The words that are there. */
export function present(words: Readonly<Record<string, string | null>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(words).filter((entry): entry is [string, string] => entry[1] !== null),
  );
}
