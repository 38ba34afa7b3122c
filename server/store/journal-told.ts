/** What the tables of rounds say that the journal must say too: positions, confirmations, explanations, outcomes. */
import type { Fault, Flaw, Question } from "#server/proof/chain.ts";
import { sameGiven, sameWord } from "#server/proof/certificate.ts";
import type { Tx } from "./client.ts";

/** A row of a round that some entry has to state. */
interface Stated {
  readonly roundId: string;
  readonly matches: (facts: Readonly<Record<string, unknown>>, words: Words) => boolean;
  /** Named where no entry states it. */
  readonly named: string;
  told: boolean;
}

type Words = readonly { field: string; hash: string; value?: string }[];

/** Asks each entry of a round whether the tables say the same; `left` answers the rows that no entry stated. */
export async function roundsAsTold(tx: Tx): Promise<{ question: Question; left(): readonly Flaw[] }> {
  const numbers = new Map(
    (await tx.round.findMany({ select: { id: true, number: true } })).map(({ id, number }) => [id, number]),
  );
  const named = (roundId: string, what: string) => `${what} · ${numbers.get(roundId) ?? "?"}`;
  const stated = {
    "round.position-given": byRound(await positions(tx, named)),
    "round.explanation-given": byRound(await explanations(tx, named)),
    "round.position-confirmed": byRound(await confirmations(tx, named)),
    "round.outcome-recorded": byRound(await outcomes(tx, named)),
  };
  const opened = new Map<string, boolean>([...numbers.keys()].map((id) => [id, false]));
  const question: Question = ({ kind, facts }, { words }): Fault | null => {
    const roundId = String(facts["roundId"]);
    if (kind === "round.opened") {
      if (!opened.has(roundId)) return { what: "told", detail: "" };
      opened.set(roundId, true);
      return null;
    }
    if (!isStated(kind)) return null;
    const said = words.map(({ field, hash, value }) => ({
      field,
      hash,
      ...(value === null ? {} : { value }),
    }));
    const found = (stated[kind].get(roundId) ?? []).find((row) => row.matches(facts, said));
    if (found === undefined) return { what: "told", detail: "" };
    found.told = true;
    return null;
  };
  const isStated = (kind: string): kind is keyof typeof stated => Object.hasOwn(stated, kind);
  const untold = (detail: string): Flaw => ({ chain: "", seq: null, what: "untold", detail });
  return {
    question,
    left: () => [
      ...[...opened].filter(([, told]) => !told).map(([id]) => untold(named(id, "opening"))),
      ...Object.values(stated).flatMap((rounds) =>
        [...rounds.values()].flat().flatMap((row) => (row.told ? [] : [untold(row.named)])),
      ),
    ],
  };
}

function byRound(rows: readonly Stated[]): ReadonlyMap<string, readonly Stated[]> {
  const found = new Map<string, Stated[]>();
  for (const row of rows) {
    const own = found.get(row.roundId);
    if (own === undefined) found.set(row.roundId, [row]);
    else own.push(row);
  }
  return found;
}

type Named = (roundId: string, what: string) => string;

async function positions(tx: Tx, named: Named): Promise<Stated[]> {
  const rows = await tx.position.findMany({
    include: { rollEntry: { select: { seatId: true, country: true, id: true } } },
  });
  return rows.map((row) => {
    const { id, roundId, kind, passage, text, wouldLift: lift, amendment, country } = row;
    const seat = row.rollEntry.seatId ?? row.rollEntry.country ?? row.rollEntry.id;
    // One column holds the words; they are a reason where the country objects.
    const reason = kind === "objects" ? text : null;
    const given = { seat, kind, passage, text: kind === "objects" ? null : text, reason, lift, amendment };
    return {
      roundId,
      named: named(roundId, `position ${country}`),
      told: false,
      matches: (facts, words) => facts["positionId"] === id && sameGiven(given, facts, words),
    };
  });
}

async function explanations(tx: Tx, named: Named): Promise<Stated[]> {
  return (await tx.explanation.findMany()).map(({ id, roundId, text, country }) => ({
    roundId,
    named: named(roundId, `explanation ${country}`),
    told: false,
    matches: (facts, words) => facts["explanationId"] === id && sameWord(words, "text", text),
  }));
}

async function confirmations(tx: Tx, named: Named): Promise<Stated[]> {
  const rows = await tx.confirmation.findMany({
    include: { position: { include: { rollEntry: { select: { seatId: true, country: true, id: true } } } } },
  });
  return rows.map(({ confirmed, position: { roundId, country, rollEntry } }) => ({
    roundId,
    named: named(roundId, `confirmation ${country}`),
    told: false,
    matches: (facts) =>
      facts["confirmed"] === confirmed &&
      facts["seat"] === (rollEntry.seatId ?? rollEntry.country ?? rollEntry.id),
  }));
}

async function outcomes(tx: Tx, named: Named): Promise<Stated[]> {
  return (await tx.outcome.findMany()).map(({ roundId, reading }) => ({
    roundId,
    named: named(roundId, "outcome"),
    told: false,
    matches: (facts) => facts["outcome"] === reading,
  }));
}
