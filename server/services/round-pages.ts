/** Reading about a round: its one page, giving a position in it, and what changed since the round before. */
import { read } from "#app/domain/consensus.ts";
import { region } from "#app/domain/facts.ts";
import { demand, may } from "#app/domain/policy.ts";
import { refuse } from "#app/domain/refusal.ts";
import type { Language, Release } from "#app/domain/release.ts";
import type { Actor, Iso, RollKind } from "#app/domain/roles.ts";
import type { Mode, PositionKind, ReadingState } from "#app/domain/round.ts";
import { comparePassages, comparePlans, type ComparedPassage } from "#app/document/compare.ts";
import { translator } from "#app/i18n/translate.ts";
import { areasOf } from "#server/store/agendas.ts";
import type { Tx } from "#server/store/client.ts";
import { countryNames } from "#server/store/countries.ts";
import { groupBySlug, groupFacts } from "#server/store/groups.ts";
import { countEntriesOfRound, entriesOfRound } from "#server/store/journal-reading.ts";
import { planOfGroup } from "#server/store/plans.ts";
import { goalFacts, proposalById, proposalByNumber } from "#server/store/proposals.ts";
import { namedSubjects, personNames, type NamedSubject } from "#server/store/references.ts";
import { releaseById, type Subject } from "#server/store/releases.ts";
import { roundByNumber, roundsOf, type RecordedRound } from "#server/store/rounds.ts";
import type { Ground } from "./act.ts";
import { nameEntries, type NamedEntry } from "./records.ts";
import { roundText, type RoundText } from "./round-texts.ts";
import { viewOf, type RoundView } from "./round-view.ts";

/** Another round of the same subject, with the positions it ended with: they were given on its release. */
export interface OtherRound {
  readonly number: number;
  readonly roll: RollKind;
  readonly mode: Mode;
  readonly release: number;
  readonly at: Date;
  readonly state: ReadingState;
  readonly settled: boolean;
  readonly annulled: boolean;
  /** On another release than the round shown: none of its positions counts there. */
  readonly otherRelease: boolean;
  readonly positions: readonly { readonly country: Iso; readonly kind: PositionKind }[];
}

/** What every page of a round stands on. */
export interface RoundHead {
  readonly number: number;
  readonly subject: NamedSubject;
  readonly view: RoundView;
  readonly text: RoundText;
  /** Names of countries by code. */
  readonly names: Readonly<Record<Iso, string>>;
}

/** The release of a round compared with that of the round before, where it was another. */
export interface RoundChanges {
  /** Numbers of the releases. */
  readonly before: number;
  readonly after: number;
  /** Language of the words. */
  readonly language: Language;
  readonly passages: readonly ComparedPassage[];
}

export interface RoundPage extends RoundHead {
  /** What happened in it, the latest first. */
  readonly entries: readonly NamedEntry[];
  /** Grows with whatever is recorded for the round. */
  readonly ordinal: number;
  /** When time alone will next change what the page says; null where it will not. */
  readonly turn: Date | null;
  /** The latest first. */
  readonly others: readonly OtherRound[];
  /** Null where no round came before on another release. */
  readonly changes: RoundChanges | null;
  /** Names of those whose hand gave the positions, by the position's id; erased accounts are left out. */
  readonly hands: Readonly<Record<string, string>>;
}

/** The form of a position. */
export interface AnsweringView {
  readonly round: RoundHead;
  readonly seat: RoundView["part"]["seats"][number];
  /** Other seats for which the reader may answer now. */
  readonly others: RoundView["part"]["seats"];
  readonly person: string;
}

/** Reading about rounds, for everybody who may read what they are of. */
export function roundPages({ store, clock }: Pick<Ground, "store" | "clock">) {
  /** Refuses as `unknown` (`round.unknown`) what is not there, and what the reader may not know of. */
  async function found(tx: Tx, actor: Actor, number: number, now: Date) {
    const recorded = await roundByNumber(tx, number);
    if (recorded === null) throw refuse("unknown", "round.unknown");
    await demandReading(tx, actor, recorded.subject, now);
    return recorded;
  }

  async function head(
    tx: Tx,
    actor: Actor,
    recorded: RecordedRound,
    language: Language,
    now: Date,
  ): Promise<{ readonly round: RoundHead; readonly textOf: (release: Release) => RoundText }> {
    const { number, subject: of } = recorded;
    const subject = (await namedSubjects(tx, [of], language)).get(of.id);
    const release = await releaseById(tx, recorded.release.id);
    if (subject === undefined || release === null) throw refuse("unknown", "round.unknown");
    const facts = await groupFacts(tx, subject.group.id, now);
    const names = Object.fromEntries(await countryNames(tx, language));
    const { cycleId } = await groupBySlug(tx, subject.group.slug);
    const areas = await areasOf(tx, cycleId, language);
    const speech = {
      t: translator(language),
      language,
      now,
      country: (iso: Iso) => names[iso] ?? iso,
      area: (code: string) => {
        const area = areas.find((known) => known.code === code);
        return area === undefined ? code : `${area.code} · ${area.title}`;
      },
    };
    const textOf = (one: Release) => roundText(one, speech);
    const view = await viewOf(tx, actor, recorded, facts, now);
    return { round: { number, subject, view, names, text: textOf(release) }, textOf };
  }

  /** Null where no round came before on another release. */
  async function changesSince(
    tx: Tx,
    recorded: RecordedRound,
    others: readonly RecordedRound[],
    text: RoundText,
    textOf: (release: Release) => RoundText,
  ): Promise<RoundChanges | null> {
    const before = others.find(
      ({ number, release }) => number < recorded.number && release.id !== recorded.release.id,
    );
    const release = before === undefined ? null : await releaseById(tx, before.release.id);
    if (release === null) return null;
    const older = textOf(release);
    const passages =
      older.plan !== null && text.plan !== null
        ? comparePlans(older.plan, text.plan)
        : comparePassages(older.clauses, text.clauses);
    return { before: release.number, after: recorded.release.number, language: text.language, passages };
  }

  async function latest(tx: Tx, actor: Actor, subject: Subject): Promise<number> {
    await demandReading(tx, actor, subject, clock.now());
    const [round] = await roundsOf(tx, subject);
    if (round === undefined) throw refuse("unknown", "round.unknown");
    return round.number;
  }

  return {
    /** The page of the round at that number. Refused: `round.unknown`. */
    page: async (actor: Actor, number: number, language: Language): Promise<RoundPage> => {
      const tx = store.db;
      const now = clock.now();
      const recorded = await found(tx, actor, number, now);
      // Counted before the rest is read: what comes between is told again, never left out.
      const ordinal = await countEntriesOfRound(tx, recorded.id);
      const all = may(actor, "record.read-all", region, now);
      const entries = await entriesOfRound(tx, recorded.id, all);
      const others = (await roundsOf(tx, recorded.subject)).filter(({ id }) => id !== recorded.id);
      const persons = await personNames(
        tx,
        recorded.positions.map(({ personId }) => personId),
      );
      const { round, textOf } = await head(tx, actor, recorded, language, now);
      return {
        ...round,
        entries: await nameEntries(tx, entries, language),
        ordinal,
        turn: nextTurn(recorded, now),
        others: others.map((other) => otherRound(other, recorded, now)),
        changes: await changesSince(tx, recorded, others, round.text, textOf),
        hands: Object.fromEntries(
          recorded.positions.flatMap(({ id, personId }) => {
            const name = persons.get(personId);
            return name === undefined ? [] : [[id, name]];
          }),
        ),
      };
    },

    /** What changed since the round before. Refused: `round.unknown`; `release.unknown` where nothing can be compared. */
    changes: async (
      actor: Actor,
      number: number,
      language: Language,
    ): Promise<{ readonly round: RoundHead; readonly changes: RoundChanges }> => {
      const tx = store.db;
      const now = clock.now();
      const recorded = await found(tx, actor, number, now);
      const { round, textOf } = await head(tx, actor, recorded, language, now);
      const others = await roundsOf(tx, recorded.subject);
      const changes = await changesSince(tx, recorded, others, round.text, textOf);
      if (changes === null) throw refuse("unknown", "release.unknown");
      return { round, changes };
    },

    /** What every page of the round stands on. Refused: `round.unknown`. */
    head: async (actor: Actor, number: number, language: Language): Promise<RoundHead> => {
      const now = clock.now();
      const recorded = await found(store.db, actor, number, now);
      return (await head(store.db, actor, recorded, language, now)).round;
    },

    /**
     * What the form of a position stands on: the seat that is answered for, the one asked for or the first that has not
     * answered. Refuses who answers for none (`forbidden`), a round that is settled (`round.none-open`) or takes no
     * positions now (`round.closed`, at), and a seat that was vacant when it opened (`position.vacant`).
     */
    answering: async (
      actor: Actor,
      number: number,
      asked: string | null,
      language: Language,
    ): Promise<AnsweringView> => {
      const now = clock.now();
      const recorded = await found(store.db, actor, number, now);
      const { round } = await head(store.db, actor, recorded, language, now);
      const { part } = round.view;
      if (actor.kind === "stranger" || part.seats.length === 0)
        throw refuse("forbidden", "may-not.round.position");
      if (recorded.settledAt !== null) throw refuse("conflict", "round.none-open");
      const seats = part.seats.filter(({ answers }) => answers);
      const seat =
        seats.find((own) => own.seat === asked) ??
        seats.find(({ position }) => position === null) ??
        seats[0];
      if (seat === undefined) {
        if (part.seats.every((own) => own.vacant)) throw refuse("conflict", "position.vacant");
        const { opening, closing } = recorded.round;
        throw now < opening
          ? refuse("conflict", "round.not-open", { at: opening.toISOString() })
          : refuse("conflict", "round.closed", { at: closing.toISOString() });
      }
      return { round, seat, others: seats.filter((own) => own !== seat), person: actor.name };
    },

    /** Number of the plan's round that is open, else of its last one. Refused: `round.unknown`. */
    latestOfPlan: async (actor: Actor, slug: string): Promise<number> => {
      const { id } = await groupBySlug(store.db, slug);
      const plan = await planOfGroup(store.db, id);
      if (plan === null) throw refuse("unknown", "round.unknown");
      return latest(store.db, actor, { kind: "plan", id: plan.id });
    },

    /** Number of the proposed goal's round that is open, else of its last one. Refused: `round.unknown`, `goal.unknown`. */
    latestOfGoal: async (actor: Actor, number: number): Promise<number> => {
      const { id } = await proposalByNumber(store.db, number);
      return latest(store.db, actor, { kind: "goal", id });
    },

    /** Id of the round at that number. Refused: `round.unknown`. */
    idOf: async (actor: Actor, number: number): Promise<string> =>
      (await found(store.db, actor, number, clock.now())).id,

    /** How many entries the round has by now, to tell whether a page of it is of today. Refused: `round.unknown`. */
    ordinal: async (actor: Actor, number: number): Promise<{ roundId: string; ordinal: number }> => {
      const { id } = await found(store.db, actor, number, clock.now());
      return { roundId: id, ordinal: await countEntriesOfRound(store.db, id) };
    },

    /** The same for a round that is known by its id. */
    entriesOf: (roundId: string): Promise<number> => countEntriesOfRound(store.db, roundId),

    /** What the round is of, and the address part of its group; null where there is none or the reader may not know of it. */
    groupOf: async (
      actor: Actor,
      number: number,
    ): Promise<{ readonly kind: Subject["kind"]; readonly slug: string } | null> => {
      const tx = store.db;
      const recorded = await roundByNumber(tx, number);
      if (recorded === null || !(await mayRead(tx, actor, recorded.subject, clock.now()))) return null;
      const { kind, id } = recorded.subject;
      const subject = (await namedSubjects(tx, [recorded.subject], "es")).get(id);
      return subject === undefined ? null : { kind, slug: subject.group.slug };
    },
  };
}

/** Rounds are public, but for those on goals that the reader may not know of. */
async function mayRead(tx: Tx, actor: Actor, subject: Subject, now: Date): Promise<boolean> {
  if (subject.kind !== "goal") return true;
  return may(actor, "goal.read", await goalFacts(tx, await proposalById(tx, subject.id), now), now);
}

async function demandReading(tx: Tx, actor: Actor, subject: Subject, now: Date): Promise<void> {
  if (subject.kind !== "goal") return;
  demand(actor, "goal.read", await goalFacts(tx, await proposalById(tx, subject.id), now), now);
}

/** The first instant to come at which the round may read otherwise: it opens, it ends, a date of a capital passes, its outcome may be entered. */
function nextTurn({ round, settledAt, positions }: RecordedRound, now: Date): Date | null {
  if (settledAt !== null) return null;
  const { enterable } = read(round, now);
  const dates = positions.flatMap(({ confirmBy }) => confirmBy ?? []);
  const turns = [round.opening, round.closing, ...dates, ...(enterable === null ? [] : [enterable])];
  const ahead = turns.filter((turn) => turn > now).map((turn) => turn.getTime());
  return ahead.length === 0 ? null : new Date(Math.min(...ahead));
}

function otherRound(other: RecordedRound, shown: RecordedRound, now: Date): OtherRound {
  const { number, round, release, settledAt, annulled } = other;
  const reading = read(round, now);
  return {
    number,
    roll: round.roll.kind,
    mode: round.mode,
    release: release.number,
    at: settledAt ?? round.closing,
    state: other.outcome?.outcome ?? reading.state,
    settled: settledAt !== null,
    annulled,
    otherRelease: release.id !== shown.release.id,
    positions: reading.standing.flatMap(({ country, position }) =>
      country === null || position === null ? [] : [{ country, kind: position.kind }],
    ),
  };
}
