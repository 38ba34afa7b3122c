/** The columns of a round and of its roll, held against the entries that state them. */
import type { Term } from "#app/domain/round.ts";
import type { Told } from "#server/proof/chain.ts";
import { sameWord, type Restated, type Words } from "#server/proof/restated.ts";
import { rollFault } from "#server/proof/roll.ts";
import type { Tx } from "./client.ts";
import type { Prisma } from "./generated/client.ts";
import { subjectOf, subjectSelect } from "./releases.ts";
import { termsIn } from "./terms.ts";

export type Facts = Readonly<Record<string, unknown>>;

/** A round whose entries are taken one after the other, in the order of their chain. */
export interface RoundTold {
  readonly number: number;
  readonly isOpened: () => boolean;
  /** Answers what of the round is not what the entry states, or null. */
  take(told: Told, words: Words): string | null;
  /** What of the round is not what all its entries come to; to be asked after the last. */
  left(): readonly string[];
}

const columns = {
  ...subjectSelect,
  id: true,
  number: true,
  releaseId: true,
  roll: true,
  mode: true,
  terms: true,
  opensAt: true,
  closesAt: true,
  endSetAt: true,
  openedById: true,
  openedFor: true,
  createdAt: true,
  withdrawnAt: true,
  withdrawReason: true,
  annulled: true,
  settledAt: true,
  outcome: { select: { at: true } },
  entries: { orderBy: { position: "asc" as const } },
} as const;

/** Every round, by its id. */
export async function toldRounds(tx: Tx, restated: Restated): Promise<ReadonlyMap<string, RoundTold>> {
  const rows = await tx.round.findMany({ select: columns });
  return new Map(rows.map((row) => [row.id, roundTold(row, restated)]));
}

type Row = Prisma.RoundGetPayload<{ select: typeof columns }>;

const spelled = (at: Date | null): string | null => at?.toISOString() ?? null;

function roundTold(row: Row, restated: Restated): RoundTold {
  /** What the entries so far come to. */
  let opened: Told | null = null;
  let roll: Facts = {};
  let closing: unknown = null;
  let endSet = "";
  let withdrawn: string | null = null;
  const left = new Map<unknown, string>();

  const seats = row.entries.map(({ id, seatId, country, countryGroupId, occupied, leftAt }) => ({
    seat: seatId ?? country ?? id,
    country,
    group: countryGroupId,
    occupied,
    leftAt: spelled(leftAt),
  }));

  function whileOpening({ at, capacity, actorId, facts }: Told): string | null {
    const subject = subjectOf(row);
    const stated = facts["subject"] as Partial<typeof subject> | null;
    if (stated?.kind !== subject.kind || stated.id !== subject.id) return "subject";
    if (facts["releaseId"] !== row.releaseId) return "release";
    if (facts["roll"] !== row.roll) return "roll";
    if (facts["mode"] !== row.mode) return "mode";
    if (facts["opening"] !== spelled(row.opensAt)) return "opening";
    if (at !== spelled(row.createdAt)) return "opened-at";
    return actorId === row.openedById && (capacity?.country ?? null) === row.openedFor ? null : "opened-by";
  }

  function takingBack({ kind, at }: Told, words: Words): string | null {
    withdrawn = at;
    if (at !== spelled(row.withdrawnAt)) return "withdrawn";
    if ((kind === "round.annulled") !== row.annulled) return "annulled";
    return sameWord(words, "reason", row.withdrawReason, restated) ? null : "reason";
  }

  return {
    number: row.number,
    isOpened: () => opened !== null,
    take(told, words) {
      const { kind, at, facts } = told;
      switch (kind) {
        case "round.opened":
          opened = told;
          roll = facts;
          closing = facts["closing"];
          endSet = at;
          return whileOpening(told);
        case "round.roll-renewed":
          roll = facts;
          return null;
        case "round.extended":
          closing = facts["closing"];
          endSet = at;
          return null;
        case "round.seat-left": {
          left.set(facts["seat"], at);
          const seat = seats.find((one) => one.seat === facts["seat"]);
          return seat?.leftAt === at ? null : "left";
        }
        case "round.withdrawn":
        case "round.annulled":
          return takingBack(told, words);
        default:
          return null;
      }
    },
    left() {
      const found: string[] = [];
      const fault = rollFault(roll, seats, valuesOf(row.terms));
      if (fault !== null) found.push(fault);
      if (closing !== spelled(row.closesAt)) found.push("closing");
      // Rounds of an earlier version have the instant of an update here; their openings do not state terms.
      if (opened?.facts["terms"] !== undefined && endSet !== spelled(row.endSetAt)) found.push("end-set");
      if (seats.some(({ seat, leftAt }) => leftAt !== (left.get(seat) ?? null))) found.push("left");
      if (withdrawn !== spelled(row.withdrawnAt)) found.push("withdrawn");
      if (withdrawn === null && (row.annulled || row.withdrawReason !== null)) found.push("annulled");
      if (spelled(row.settledAt) !== (withdrawn ?? spelled(row.outcome?.at ?? null))) found.push("settled");
      return found;
    },
  };
}

function valuesOf(terms: unknown): Readonly<Record<string, unknown>> {
  const all = termsIn(terms) as unknown as Readonly<Record<string, Partial<Term<unknown>> | null>>;
  return Object.fromEntries(Object.entries(all).map(([name, term]) => [name, term?.value]));
}
