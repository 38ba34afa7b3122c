import { read } from "#app/domain/consensus.ts";
import { isPending } from "#app/domain/group.ts";
import { overdue } from "#app/domain/plan.ts";
import type { Language } from "#app/domain/release.ts";
import type { Iso, RollKind } from "#app/domain/roles.ts";
import type { Mode, Outcome, Reading } from "#app/domain/round.ts";
import type { Tx } from "#server/store/client.ts";
import { countryNames } from "#server/store/countries.ts";
import { listGroups, type ListedGroup } from "#server/store/groups.ts";
import { deadlinesByCycle } from "#server/store/plans.ts";
import { namedSubjects, type NamedSubject } from "#server/store/references.ts";
import { liveRounds, settledRounds, type RecordedRound } from "#server/store/rounds.ts";
import { currentCycle } from "#server/store/agendas.ts";
import type { Ground } from "./act.ts";
import { hasJoined } from "./answers.ts";
import { proposalsAt, type ListedProposal } from "./proposed-groups.ts";

/** A round that is not settled, as a list shows it. */
export interface OpenRound {
  readonly id: string;
  /** Its address. */
  readonly number: number;
  readonly subject: NamedSubject;
  readonly roll: RollKind;
  readonly mode: Mode;
  readonly seats: number;
  readonly opening: Date;
  readonly closing: Date;
  readonly reading: Reading;
}

/** A round that ended, as a list shows it. */
export interface EndedRound {
  readonly id: string;
  /** Its address. */
  readonly number: number;
  readonly subject: NamedSubject;
  readonly roll: RollKind;
  readonly at: Date;
  readonly outcome: Outcome;
  /** How many countries joined, and those that did so with a reservation. */
  readonly joined: number;
  readonly reservations: readonly { readonly country: Iso; readonly passage: string | null }[];
}

/** A group in the region's list, with what of its plan is overdue. */
export interface GroupLine extends ListedGroup {
  readonly overdue: "proposal" | "adoption" | null;
}

/** An area and the groups at work in it. */
export interface RegionArea {
  readonly code: string;
  readonly title: string;
  /** Name of the cycle where it is an earlier one than the cycle at work. */
  readonly earlier: string | null;
  readonly groups: readonly GroupLine[];
}

export interface RegionView {
  readonly open: readonly OpenRound[];
  readonly ended: readonly EndedRound[];
  readonly groups: readonly RegionArea[];
  /** Groups whose creation or end is proposed and not decided, the longest waiting first. */
  readonly proposed: readonly ListedProposal[];
  /** Names of countries by code. */
  readonly names: Readonly<Record<Iso, string>>;
  readonly cycle: { readonly id: string; readonly name: string } | null;
}

/** The page of the region. */
export function regionServices(ground: Ground) {
  const { store, clock } = ground;
  return {
    page: async (language: Language): Promise<RegionView> => {
      const tx = store.db;
      const now = clock.now();
      const cycle = await currentCycle(tx);
      const areas = new Map<string, RegionArea & { readonly groups: GroupLine[] }>();
      const groups = await listGroups(tx, language, now);
      const deadlines = await deadlinesByCycle(
        tx,
        groups.map(({ cycleId }) => cycleId),
      );
      for (const group of groups) {
        const { id = "", code = "", title = "" } = group.areas[0] ?? {};
        const earlier = group.cycleId === cycle?.id ? null : group.cycle;
        const held = areas.get(id) ?? { code, title, earlier, groups: [] };
        const plan =
          group.plan === null
            ? null
            : {
                period: group.plan.period,
                state: { ...group.plan, considerationEnds: group.plan.stageUntil },
              };
        const due = deadlines.get(group.cycleId);
        held.groups.push({ ...group, overdue: due === undefined ? null : overdue(plan, due, now) });
        areas.set(id, held);
      }
      return {
        open: await openRounds(tx, language, now),
        ended: await endedRounds(tx, language, { limit: 5 }),
        groups: [...areas.values()],
        proposed: await proposalsAt(tx, isPending, language, now),
        names: Object.fromEntries(await countryNames(tx, language)),
        cycle,
      };
    },
  };
}

/** Rounds that are not settled, the next to close first. */
export async function openRounds(
  tx: Tx,
  language: Language,
  now: Date,
  roll?: RollKind,
): Promise<OpenRound[]> {
  const rounds = (await liveRounds(tx)).filter(({ round }) => roll === undefined || round.roll.kind === roll);
  return openRoundsOf(tx, rounds, language, now);
}

/** These rounds, as a list shows them. */
export async function openRoundsOf(
  tx: Tx,
  rounds: readonly RecordedRound[],
  language: Language,
  now: Date,
): Promise<OpenRound[]> {
  const subjects = await namedSubjects(
    tx,
    rounds.map(({ subject }) => subject),
    language,
  );
  return rounds.flatMap(({ id, number, subject, round }) => {
    const named = subjects.get(subject.id);
    if (named === undefined) return [];
    const { roll, mode, opening, closing } = round;
    return [
      {
        id,
        number,
        subject: named,
        roll: roll.kind,
        mode,
        seats: roll.entries.length,
        opening,
        closing,
        reading: read(round, now),
      },
    ];
  });
}

/** The latest rounds that ended. */
export async function endedRounds(
  tx: Tx,
  language: Language,
  which: { limit: number; roll?: RollKind },
): Promise<EndedRound[]> {
  const rounds = await settledRounds(tx, which);
  const subjects = await namedSubjects(
    tx,
    rounds.map(({ subject }) => subject),
    language,
  );
  return rounds.flatMap((recorded) => {
    const subject = subjects.get(recorded.subject.id);
    return subject === undefined ? [] : [ended(recorded, subject)];
  });
}

function ended(recorded: RecordedRound, subject: NamedSubject): EndedRound {
  const at = recorded.settledAt ?? recorded.round.closing;
  const { standing } = read(recorded.round, at);
  const joined = standing.filter(hasJoined);
  return {
    id: recorded.id,
    number: recorded.number,
    subject,
    roll: recorded.round.roll.kind,
    at,
    outcome: recorded.outcome?.outcome ?? "withdrawn",
    joined: joined.length,
    reservations: joined.flatMap(({ country, position }) =>
      country !== null && position?.kind === "joins-with-reservation"
        ? [{ country, passage: position.passage }]
        : [],
    ),
  };
}
