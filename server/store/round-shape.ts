/** What the rows of a round come to: the round as it is on record, ready for the domain's reading. */
import { movedEnd } from "#app/domain/outage.ts";
import type { Iso, Office, PersonId, Roll, RollKind } from "#app/domain/roles.ts";
import type { Language } from "#app/domain/release.ts";
import type { Confirmation, Mode, Outcome, Position, PositionKind, Round } from "#app/domain/round.ts";
import { countryGroup } from "./countries.ts";
import { languageOf, subjectOf, type Subject, type SubjectColumns } from "./releases.ts";
import { termsIn } from "./terms.ts";

/** A file that a formal act rests on: `/files/<id>/<name>`. */
export interface LetterOnRecord {
  readonly id: string;
  readonly name: string;
  readonly bytes: number;
}

/** What a capital said, and whose hand entered it. */
export interface RecordedConfirmation {
  readonly confirmed: boolean;
  readonly personId: PersonId;
  readonly letter: LetterOnRecord | null;
  /** Of a letter: when it was received. */
  readonly at: Date;
}

/** A time in which the platform could not be reached. */
export interface Outage {
  readonly from: Date;
  readonly until: Date;
}

/** A position with what the record keeps of it beside the domain's own words. */
export interface RecordedPosition extends Position {
  readonly id: string;
  readonly country: Iso;
  readonly office: Office;
  readonly personId: PersonId;
  readonly byLetter: boolean;
  /** The letter it rests on; null where the country gave it itself. */
  readonly letter: LetterOnRecord | null;
  /** What the capital said of an ad referendum; null for every other position, and until it is said. */
  readonly confirmed: RecordedConfirmation | null;
  /** When it was put on record; `at` is its time of receipt where it came by letter. */
  readonly enteredAt: Date;
  readonly language: Language;
  /** Counts from 1 for each seat; all are kept, the latest counts. */
  readonly ordinal: number;
}

export interface RecordedExplanation {
  readonly id: string;
  readonly country: Iso;
  readonly text: string;
  readonly language: Language;
  readonly personId: PersonId;
  readonly at: Date;
}

export interface RecordedOutcome {
  readonly outcome: Outcome;
  readonly personId: PersonId;
  readonly office: Office;
  readonly country: Iso | null;
  readonly at: Date;
}

/** Why a line of the roll is occupied or vacant: somebody could decide for it, nobody could, or it is no country's. */
export const entryReasons = ["occupied", "no-person", "no-country"] as const;
export type EntryReason = (typeof entryReasons)[number];

/** A round with its release, its roll and everything given in it. `round` is what `read` of the domain takes. */
export interface RecordedRound {
  readonly id: string;
  /** Its address: `roundLink`. */
  readonly number: number;
  readonly subject: Subject;
  readonly release: {
    readonly id: string;
    readonly number: number;
    readonly sha256: string;
    readonly language: Language;
    readonly at: Date;
  };
  readonly round: Round;
  /** Why each seat of the roll counts as it does, by seat: said on the certificate. */
  readonly reasons: Readonly<Record<string, EntryReason>>;
  /** The end that was last set; `round.closing` is later where an outage has moved it since. */
  readonly closingSet: Date;
  readonly positions: readonly RecordedPosition[];
  readonly explanations: readonly RecordedExplanation[];
  readonly outcome: RecordedOutcome | null;
  readonly openedFor: Iso | null;
  readonly openedAt: Date;
  readonly withdrawReason: string | null;
  /** Whether it was taken back as opened by mistake, before any position. */
  readonly annulled: boolean;
  /** When its outcome was entered or it was withdrawn; until then its subject has no other round. */
  readonly settledAt: Date | null;
}

function seatOf(entry: { seatId: string | null; country: string | null; id: string }): string {
  return entry.seatId ?? entry.country ?? entry.id;
}

/** The reason that was kept; a seat of an older record has the one that follows from it. */
function reasonOf(entry: { reason: string; occupied: boolean; country: string | null }): EntryReason {
  const kept = entryReasons.find((reason) => reason === entry.reason);
  if (kept !== undefined) return kept;
  return entry.occupied ? "occupied" : entry.country === null ? "no-country" : "no-person";
}

const letterColumns = { id: true, name: true, bytes: true } as const;

/** Everything that a round is shaped from. */
export const wholeRound = {
  release: { select: { id: true, number: true, sha256: true, language: true, at: true } },
  entries: { orderBy: { position: "asc" as const } },
  positions: {
    // By seat and order of entry; the id settles what is otherwise the same.
    orderBy: [{ ordinal: "asc" as const }, { at: "asc" as const }, { id: "asc" as const }],
    include: {
      confirmation: { include: { letter: { select: letterColumns } } },
      letter: { select: letterColumns },
    },
  },
  explanations: { orderBy: { at: "asc" as const } },
  outcome: true,
};

export interface RoundRow extends SubjectColumns {
  id: string;
  number: number;
  release: { id: string; number: number; sha256: string; language: string; at: Date };
  roll: string;
  mode: string;
  terms: unknown;
  opensAt: Date;
  closesAt: Date;
  endSetAt: Date;
  openedFor: string | null;
  createdAt: Date;
  withdrawnAt: Date | null;
  withdrawReason: string | null;
  annulled: boolean;
  settledAt: Date | null;
  entries: {
    id: string;
    seatId: string | null;
    country: string | null;
    countryGroupId: string | null;
    occupied: boolean;
    chair: boolean;
    reason: string;
    leftAt: Date | null;
  }[];
  positions: PositionRow[];
  explanations: { id: string; country: string; text: string; language: string; personId: string; at: Date }[];
  outcome: { reading: string; personId: string; office: string; country: string | null; at: Date } | null;
}

interface PositionRow {
  id: string;
  rollEntryId: string;
  country: string;
  office: string;
  kind: string;
  passage: string | null;
  text: string | null;
  wouldLift: string | null;
  amendment: string | null;
  confirmBy: Date | null;
  language: string;
  personId: string;
  letter: LetterOnRecord | null;
  receivedAt: Date | null;
  ordinal: number;
  at: Date;
  confirmation: {
    confirmed: boolean;
    personId: string;
    letter: LetterOnRecord | null;
    receivedAt: Date | null;
    at: Date;
  } | null;
}

/** A round as the domain reads it. Outages since its end was set move the end of a silence that is not settled (domain §4). */
export function shapeRound(row: RoundRow, outages: readonly Outage[]): RecordedRound {
  const seats = new Map(row.entries.map((entry) => [entry.id, seatOf(entry)]));
  const positions = row.positions.map((position) =>
    shapePosition(position, seats.get(position.rollEntryId) ?? "", row.release.id),
  );
  const confirmations = row.positions.flatMap(({ rollEntryId, confirmation }): Confirmation[] =>
    confirmation === null
      ? []
      : [
          {
            seat: seats.get(rollEntryId) ?? "",
            confirmed: confirmation.confirmed,
            at: confirmation.receivedAt ?? confirmation.at,
          },
        ],
  );
  const roll: Roll = {
    kind: row.roll as RollKind,
    entries: row.entries.map((entry) => ({
      seat: seatOf(entry),
      country: entry.country,
      group: countryGroup(entry.countryGroupId),
      occupied: entry.occupied,
      chair: entry.chair,
    })),
  };
  const terms = termsIn(row.terms);
  const mode = row.mode as Mode;
  const set = { mode, terms, opening: row.opensAt, closing: row.closesAt };
  return {
    id: row.id,
    number: row.number,
    subject: subjectOf(row),
    release: { ...row.release, language: languageOf(row.release.language) },
    round: {
      releaseId: row.release.id,
      roll,
      ...set,
      closing: row.settledAt === null ? movedEnd(set, row.endSetAt, outages) : row.closesAt,
      positions,
      confirmations,
      departures: row.entries.flatMap((entry) =>
        entry.leftAt === null ? [] : [{ seat: seatOf(entry), at: entry.leftAt }],
      ),
      withdrawn: row.withdrawnAt,
      recorded: row.outcome?.at ?? null,
    },
    reasons: Object.fromEntries(row.entries.map((entry) => [seatOf(entry), reasonOf(entry)])),
    closingSet: row.closesAt,
    positions,
    explanations: row.explanations.map((explanation) => ({
      ...explanation,
      language: languageOf(explanation.language),
    })),
    outcome:
      row.outcome === null
        ? null
        : {
            outcome: row.outcome.reading as Outcome,
            personId: row.outcome.personId,
            office: row.outcome.office as Office,
            country: row.outcome.country,
            at: row.outcome.at,
          },
    openedFor: row.openedFor,
    openedAt: row.createdAt,
    withdrawReason: row.withdrawReason,
    annulled: row.annulled,
    settledAt: row.settledAt,
  };
}

function shapePosition(row: PositionRow, seat: string, releaseId: string): RecordedPosition {
  const kind = row.kind as PositionKind;
  return {
    id: row.id,
    seat,
    releaseId,
    kind,
    at: row.receivedAt ?? row.at,
    passage: row.passage,
    // One column holds the words; they are a reason where the country objects.
    text: kind === "objects" ? null : row.text,
    reason: kind === "objects" ? row.text : null,
    lift: row.wouldLift,
    amendment: row.amendment,
    confirmBy: row.confirmBy,
    country: row.country,
    office: row.office as Office,
    personId: row.personId,
    byLetter: row.letter !== null,
    letter: row.letter,
    confirmed: shapeConfirmation(row.confirmation),
    enteredAt: row.at,
    language: languageOf(row.language),
    ordinal: row.ordinal,
  };
}

function shapeConfirmation(row: PositionRow["confirmation"]): RecordedConfirmation | null {
  if (row === null) return null;
  const { confirmed, personId, letter, receivedAt, at } = row;
  return { confirmed, personId, letter, at: receivedAt ?? at };
}
