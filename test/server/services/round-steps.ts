/** What can be tried in a round, whatever it is on, by everybody. */
import { randomUUID } from "node:crypto";
import type { PositionForm } from "#server/services/rounds.ts";
import type { Role, Standing, Steps } from "./legal-steps.ts";

/** The seat of a role's country on the roll of the latest round. */
const seatOf = ({ country }: Role, { rounds: [round] }: Standing): string =>
  round?.round.roll.entries.find((entry) => entry.country === country)?.seat ?? country;

/** The form of a role in the latest round, for the seat of its country unless it is of another. */
function formal(role: Role, at: Standing, seat = seatOf(role, at)): PositionForm {
  const [round] = at.rounds;
  return {
    roundId: round?.id ?? randomUUID(),
    seat,
    office: role.office,
    language: "es",
    releaseId: round?.release.id ?? randomUUID(),
    after: round?.positions.filter((position) => position.seat === seat).length ?? 0,
    kind: "joins",
    passage: null,
    text: null,
    reason: null,
    lift: null,
    amendment: null,
    confirmDay: null,
    explanation: null,
  };
}

/** The same by letter: for a seat that can answer, signed in an office of it, received before the end. */
function byLetter(role: Role, at: Standing, now: Date) {
  const [round] = at.rounds;
  const closing = round?.round.closing ?? now;
  const receivedAt = new Date(Math.min(now.getTime(), closing.getTime() - 3_600_000));
  const office = round?.round.roll.kind === "officers" ? "officer" : "focal-point";
  const own = seatOf(role, at);
  const answering = round?.round.roll.entries.filter(({ occupied }) => occupied) ?? [];
  const { seat } = answering.find((entry) => entry.seat === own) ?? answering[0] ?? { seat: own };
  return { ...formal(role, at, seat), office, receivedAt, letterId: role.letterId } as const;
}

/** The seat whose capital is awaited, where there is one. */
const awaited = ({ rounds: [round] }: Standing) => {
  const seat = round?.positions.find(({ kind }) => kind === "ad-referendum")?.seat;
  return seat === undefined ? {} : { seat };
};

/** The amendment taken is one of the latest round, for words that were read as `seen`. */
export function roundSteps(seen: string) {
  const reason = "Otra razón.";
  const ending = ({ rounds: [round] }: Standing) => ({ roundId: round?.id ?? randomUUID() });
  return {
    give: ({ rounds }, role, at) => rounds.give(role.actor, formal(role, at)),
    confirm: ({ rounds }, role, at) => rounds.confirm(role.actor, { ...formal(role, at), confirmed: true }),
    explain: ({ rounds }, role, at) =>
      rounds.explain(role.actor, { ...formal(role, at), text: "Lo explicamos." }),
    enterLetter: ({ rounds }, role, at, now) => rounds.enterLetter(role.actor, byLetter(role, at, now)),
    confirmByLetter: ({ rounds }, role, at, now) =>
      rounds.confirmByLetter(role.actor, { ...byLetter(role, at, now), ...awaited(at), confirmed: true }),
    extend: ({ rounds }, { actor }, at, now) => {
      const before = at.rounds[0]?.round.closing ?? now;
      const closing = new Date(before.getTime() + 86_400_000);
      return rounds.extend(actor, { ...ending(at), before, closing });
    },
    withdraw: ({ rounds }, { actor }, at) => rounds.withdraw(actor, { ...ending(at), reason }),
    annul: ({ rounds }, { actor }, at) => rounds.annul(actor, { ...ending(at), reason }),
    record: ({ rounds }, { actor }, at) => rounds.record(actor, ending(at)),
    take: ({ amendments }, { actor }, { revision, rounds: [round] }) => {
      const positionId = round?.positions.find(({ amendment }) => amendment !== null)?.id ?? randomUUID();
      return amendments.take(actor, { positionId, revision, seen });
    },
  } satisfies Steps<Standing>;
}

/** What the services of rounds and amendments offer only to be read. */
export const roundReadings = [
  "view",
  "review",
  "reviewConfirmation",
  "reviewLetter",
  "reviewWordByLetter",
  "takingLetters",
] as const;
