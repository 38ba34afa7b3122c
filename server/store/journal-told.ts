/** What the tables of rounds say that the journal must say too: rounds, positions, confirmations, explanations, outcomes. */
import { toldBy, type Fault, type Flaw, type Question, type Told } from "#server/proof/chain.ts";
import { sameGiven } from "#server/proof/certificate.ts";
import { restatedIn, sameWord, type Restated, type Words } from "#server/proof/restated.ts";
import type { Tx } from "./client.ts";
import { toldRounds, type Facts } from "./rounds-told.ts";

/** A row of a round that some entry has to state. */
interface Stated {
  readonly roundId: string;
  /** Whether an entry is about this row. */
  readonly isOf: (facts: Facts) => boolean;
  /** What of the row is not what the entry states, or null. */
  readonly differs: (told: Told, words: Words) => string | null;
  /** Named where no entry states it, or one states it otherwise. */
  readonly named: string;
  told: boolean;
}

/**
 * Asks each entry of a round whether the tables say the same; `left` answers, after the last, the rows that no entry stated, and
 * the rounds that are not what their entries come to.
 */
export async function roundsAsTold(tx: Tx): Promise<{ question: Question; left(): readonly Flaw[] }> {
  const restated = await restatedWords(tx);
  const rounds = await toldRounds(tx, restated);
  const named = (roundId: string, what: string) => `${what} · ${rounds.get(roundId)?.number ?? "?"}`;
  const stated = {
    "round.position-given": byRound(await positions(tx, restated)),
    "round.explanation-given": byRound(await explanations(tx, restated)),
    "round.position-confirmed": byRound(await confirmations(tx)),
    "round.outcome-recorded": byRound(await outcomes(tx)),
  };
  const isStated = (kind: string): kind is keyof typeof stated => Object.hasOwn(stated, kind);

  function differing(told: Told, words: Words): string | null {
    const { kind, facts } = told;
    const roundId = String(facts["roundId"]);
    const round = rounds.get(roundId);
    if (round === undefined) return kind === "round.opened" || isStated(kind) ? "round" : null;
    if (!isStated(kind)) return round.take(told, words);
    const rows = (stated[kind].get(roundId) ?? []).filter((row) => row.isOf(facts));
    // Two words of one capital, on two positions of one seat, are told apart by what they say.
    const row = rows.find((one) => one.differs(told, words) === null) ?? rows[0];
    if (row === undefined) return kind.replace(/^round\./, "");
    const what = row.differs(told, words);
    if (what === null) row.told = true;
    return what === null ? null : `${row.named} ${what}`;
  }

  const question: Question = (told, { words }): Fault | null => {
    const what = differing(told, beside(words));
    return what === null ? null : { what: "told", detail: named(String(told.facts["roundId"]), what) };
  };
  const flaw = (what: "untold" | "told", roundId: string, of: string): Flaw => ({
    chain: "",
    seq: null,
    what,
    detail: named(roundId, of),
  });
  return {
    question,
    left: () => [
      ...[...rounds].flatMap(([id, round]) =>
        round.isOpened()
          ? round.left().map((what) => flaw("told", id, what))
          : [flaw("untold", id, "opening")],
      ),
      ...Object.values(stated).flatMap((of) =>
        [...of.values()].flat().flatMap((row) => (row.told ? [] : [flaw("untold", row.roundId, row.named)])),
      ),
    ],
  };
}

const beside = (words: readonly { field: string; hash: string; value: string | null }[]): Words =>
  words.map(({ field, hash, value }) => ({ field, hash, ...(value === null ? {} : { value }) }));

/** What redactions put in the place of words of rounds. The entries are proved with their chains. */
async function restatedWords(tx: Tx): Promise<Restated> {
  const rows = await tx.journalEntry.findMany({
    where: { kind: "text.redacted", roundId: { not: null } },
    orderBy: [{ chainId: "asc" }, { seq: "asc" }],
    select: { facts: true, names: true },
  });
  return restatedIn(
    rows.flatMap(({ facts, names }) => {
      const told = toldBy(facts);
      return told === null ? [] : [{ told, words: beside(names) }];
    }),
  );
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

const seatSelect = { select: { seatId: true, country: true, id: true } } as const;
const seatOf = ({ seatId, country, id }: { seatId: string | null; country: string | null; id: string }) =>
  seatId ?? country ?? id;

interface LetterColumns {
  readonly letterId: string | null;
  readonly letter: { readonly sha256: string } | null;
  readonly receivedAt: Date | null;
}

/** What of a letter is not what its entry states, or null; entries of an earlier version do not state its hash. */
function letterFault({ letterId, letter, receivedAt }: LetterColumns, facts: Facts): string | null {
  if ((facts["letterId"] ?? null) !== letterId) return "letter";
  if ((facts["receivedAt"] ?? null) !== (receivedAt?.toISOString() ?? null)) return "received";
  const hash = facts["letterSha256"];
  return hash === undefined || hash === letter?.sha256 ? null : "letter";
}

/** Who entered a row, and when. */
const handFault = (row: { personId: string; at: Date }, { actorId, at }: Told): string | null =>
  at !== row.at.toISOString() ? "entered-at" : actorId === row.personId ? null : "hand";

const letterSelect = { select: { sha256: true } } as const;

async function positions(tx: Tx, restated: Restated): Promise<Stated[]> {
  const rows = await tx.position.findMany({ include: { rollEntry: seatSelect, letter: letterSelect } });
  return rows.map((row) => {
    const { id, roundId, kind, passage, text, wouldLift: lift, amendment, country, receivedAt } = row;
    // One column holds the words; they are a reason where the country objects.
    const reason = kind === "objects" ? text : null;
    const words = { passage, text: kind === "objects" ? null : text, reason, lift, amendment };
    const given = { seat: seatOf(row.rollEntry), kind, ...words };
    return {
      roundId,
      named: `position ${country}`,
      told: false,
      isOf: (facts) => facts["positionId"] === id,
      differs: (told, beside) => {
        const { facts, capacity } = told;
        if (facts["position"] !== kind) return "kind";
        if (facts["seat"] !== given.seat) return "seat";
        if (!sameGiven(given, facts, beside, restated)) return "words";
        if ((facts["country"] ?? capacity?.country ?? null) !== country) return "country";
        // Of a letter the capacity is the secretariat's, who entered it.
        if (row.letterId === null && capacity?.office !== row.office) return "office";
        if (facts["language"] !== undefined && facts["language"] !== row.language) return "language";
        if (facts["at"] !== undefined) {
          if (facts["at"] !== (receivedAt ?? row.at).toISOString()) return "at";
          if ((facts["confirmBy"] ?? null) !== (row.confirmBy?.toISOString() ?? null)) return "confirm-by";
        }
        return letterFault(row, facts) ?? handFault(row, told);
      },
    };
  });
}

async function explanations(tx: Tx, restated: Restated): Promise<Stated[]> {
  return (await tx.explanation.findMany()).map((row) => ({
    roundId: row.roundId,
    named: `explanation ${row.country}`,
    told: false,
    isOf: (facts) => facts["explanationId"] === row.id,
    differs: (told, words) => (sameWord(words, "text", row.text, restated) ? handFault(row, told) : "words"),
  }));
}

async function confirmations(tx: Tx): Promise<Stated[]> {
  const rows = await tx.confirmation.findMany({
    include: { letter: letterSelect, position: { include: { rollEntry: seatSelect } } },
  });
  return rows.map((row) => {
    const { confirmed, position } = row;
    const seat = seatOf(position.rollEntry);
    return {
      roundId: position.roundId,
      named: `confirmation ${position.country}`,
      told: false,
      isOf: (facts) => facts["seat"] === seat,
      differs: (told) =>
        told.facts["confirmed"] !== confirmed
          ? "confirmed"
          : (letterFault(row, told.facts) ?? handFault(row, told)),
    };
  });
}

async function outcomes(tx: Tx): Promise<Stated[]> {
  return (await tx.outcome.findMany()).map((row) => {
    const { roundId, reading, office, country } = row;
    const { since } = (row.facts ?? {}) as { readonly since?: unknown };
    return {
      roundId,
      named: "outcome",
      told: false,
      isOf: () => true,
      differs: (told) => {
        const { facts, capacity } = told;
        if (facts["outcome"] !== reading) return "reading";
        if (facts["since"] !== since) return "since";
        if (capacity?.office !== office) return "office";
        return (capacity.country ?? null) === country ? handFault(row, told) : "country";
      },
    };
  });
}
