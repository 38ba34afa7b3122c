import { positionThatBroke, read } from "#app/domain/consensus.ts";
import { familyOf } from "#app/domain/letter-families.ts";
import type { Language } from "#app/domain/release.ts";
import { confirmationsDue, hasBegun, remindersDue } from "#app/domain/reminders.ts";
import type { Iso } from "#app/domain/roles.ts";
import type { Outcome, Reading } from "#app/domain/round.ts";
import { roundLetterOf, type RoundNews } from "#server/mail/round-letters.ts";
import type { Store, Tx } from "#server/store/client.ts";
import { countryNames } from "#server/store/countries.ts";
import {
  cursorOf,
  entriesAfter,
  extensionsOf,
  heads,
  lockCursor,
  setCursor,
  type FollowedEntry,
} from "#server/store/letter-cursor.ts";
import { hasLetters, insertLetters, type NewLetter } from "#server/store/letters.ts";
import { namedSubjects, type NamedSubject } from "#server/store/references.ts";
import type { Subject } from "#server/store/releases.ts";
import { liveRounds, roundById, roundLink, type RecordedRound } from "#server/store/rounds.ts";
import { unsubscribed } from "#server/store/unsubscriptions.ts";
import type { Ground } from "./act.ts";
import { hasJoined } from "./answers.ts";
import { tellOfGroup, toldOfGroups } from "./group-letters.ts";
import { hearersOf, personsOfGroup, type Hearer } from "./round-audience.ts";

/** Entries about rounds, and about what comes back, that letters tell of. */
const told: readonly string[] = [
  "round.opened",
  "round.extended",
  "round.position-given",
  "round.withdrawn",
  "round.annulled",
  "round.outcome-recorded",
  "plan.returned",
  "goal.returned",
];

/** Language of letters to people who have not chosen one. */
const otherwise: Language = "es";

/** At most this many entries are told of in one transaction. */
const handful = 50;

/** One piece of news for some people. `once` names what happened: the same news of it goes to a person once. */
interface Telling {
  readonly news: RoundNews;
  readonly once: string;
  readonly subject: Subject;
  readonly recorded: RecordedRound | null;
  readonly reading: Reading | null;
  readonly hearers: readonly Hearer[];
}

/**
 * Letters about rounds follow the journal, not the request: what was committed is told, also after a fall between the act
 * and the telling. Reminders follow the clock. No deadline waits for either.
 */
export function roundLetterServices(ground: Pick<Ground, "store" | "clock" | "env" | "log" | "bus">) {
  const { store, clock, env, log, bus } = ground;

  /** Writes the letters of one piece of news (letters). Returns how many are new. */
  async function write(tx: Tx, telling: Telling, now: Date): Promise<number> {
    const { news, subject, recorded, once } = telling;
    const family = familyOf(news.kind);
    const ids = telling.hearers.map(({ person }) => person.id);
    const declined = family === null ? new Set<string>() : await unsubscribed(tx, family, ids);
    const words = inLanguages(tx, subject);
    const letters: NewLetter[] = [];
    for (const hearer of telling.hearers) {
      const { person } = hearer;
      if (declined.has(person.id)) continue;
      const language = person.language ?? otherwise;
      const { about, names } = await words(language);
      if (about === undefined) continue;
      const country = (iso: string | null) => (iso === null ? "" : (names.get(iso) ?? iso));
      const path = recorded === null ? about.link : roundLink(recorded);
      const letter = roundLetterOf(
        {
          news,
          about: { kind: about.kind, title: about.title, group: about.group.name },
          round: recorded === null ? null : toldOf(recorded),
          link: `${env.appUrl}/${language}${path}`,
          countryName: country,
        },
        {
          name: person.name,
          language,
          asked: hearer.asked.map((line) => ({ office: line.office, country: country(line.country) })),
          told: hearer.told.map((line) => ({ office: line.office, country: country(line.country) })),
          answered: telling.reading !== null && hasAnswered(hearer, telling.reading),
        },
      );
      letters.push({
        ...letter,
        kind: news.kind,
        dedupe: `${once}:${person.id}`,
        personId: person.id,
        address: person.email,
        roundId: recorded?.id ?? null,
      });
    }
    return letters.length === 0 ? 0 : insertLetters(tx, letters, now);
  }

  /** Tells what the entries of one chain say, and moves the cursor past them; null where nothing is left. */
  async function followChain(chainId: string): Promise<number | null> {
    const now = clock.now();
    return store.transaction(async (tx) => {
      const cursor = await lockCursor(tx);
      const after = cursor[chainId] ?? 0;
      const upTo = (await heads(tx))[chainId] ?? 0;
      if (after >= upTo) return null;
      const entries = await entriesAfter(tx, chainId, {
        after,
        upTo,
        kinds: [...told, ...toldOfGroups],
        limit: handful,
      });
      let count = 0;
      for (const entry of entries) {
        if (toldOfGroups.includes(entry.kind)) {
          count += await tellOfGroup(tx, ground, entry, now);
          continue;
        }
        const telling = await tellingOf(tx, entry, now);
        if (telling !== null) count += await write(tx, telling, now);
      }
      const reached = entries.length < handful ? upTo : (entries.at(-1)?.seq ?? upTo);
      await setCursor(tx, { ...cursor, [chainId]: reached });
      return count;
    });
  }

  return {
    /**
     * Reads the journal from where it was left, chain by chain, and queues the letters that its entries call for. A chain
     * that fails is logged and read again the next time; the others go on. Returns how many letters are new.
     */
    async follow(): Promise<number> {
      const cursor = (await cursorOf(store.db)) ?? (await begin(store));
      let count = 0;
      for (const [chainId, head] of Object.entries(await heads(store.db))) {
        if ((cursor[chainId] ?? 0) >= head) continue;
        try {
          for (let more = await followChain(chainId); more !== null; more = await followChain(chainId))
            count += more;
        } catch (error) {
          log.error({ err: error, chain: chainId }, "letters could not follow the record");
        }
      }
      if (count > 0) bus.tell({ kind: "letters-queued" });
      return count;
    },

    /** Queues what is due now by the clock: reminders, lapsing ad referendums, rounds that have begun. Returns how many. */
    async remind(): Promise<number> {
      const { db } = store;
      const now = clock.now();
      const rounds = await liveRounds(db);
      const extensions = await extensionsOf(
        db,
        rounds.map(({ id }) => id),
      );
      let count = 0;
      for (const recorded of rounds) {
        try {
          for (const telling of await dueOf(db, recorded, extensions.get(recorded.id)?.at ?? null, now))
            count += await write(db, telling, now);
        } catch (error) {
          log.error({ err: error, round: recorded.id }, "a round could not be reminded of");
        }
      }
      if (count > 0) bus.tell({ kind: "letters-queued" });
      return count;
    },
  };
}

export type RoundLetterServices = ReturnType<typeof roundLetterServices>;

const begin = (store: Store) => store.transaction(lockCursor);

/** What an entry calls for; null where it calls for no letter. */
async function tellingOf(tx: Tx, entry: FollowedEntry, now: Date): Promise<Telling | null> {
  if (entry.kind === "plan.returned" || entry.kind === "goal.returned") return returned(tx, entry, now);
  const recorded = entry.roundId === null ? null : await roundById(tx, entry.roundId);
  if (recorded === null) return null;
  const reading = read(recorded.round, now);
  const news = newsOf(entry, recorded, reading);
  if (news === null) return null;
  const andGroup = news.kind === "silence-broken" || news.kind === "round-outcome";
  const hearers = await hearersOf(tx, recorded, reading, andGroup, now);
  const once =
    news.kind === "round-extended"
      ? extendedTo(recorded.id, String(entry.facts["closing"]))
      : `${news.kind}:${recorded.id}`;
  return { news, once, subject: recorded.subject, recorded, reading, hearers };
}

/** An outage moves an end before anybody enters it, so a new end is told once, by the clock or by the record. */
const extendedTo = (roundId: string, closing: string) => `round-extended:${roundId}:${closing}`;

function newsOf(entry: FollowedEntry, recorded: RecordedRound, reading: Reading): RoundNews | null {
  switch (entry.kind as string) {
    case "round.opened":
      return { kind: recorded.round.opening > entry.at ? "round-announced" : "round-opened" };
    case "round.extended":
      return { kind: "round-extended", because: entry.facts["because"] === "outage" ? "outage" : "chair" };
    case "round.position-given":
      if (reading.state !== "broken") return null;
      return {
        kind: "silence-broken",
        by: reading.lacking,
        lifts: (positionThatBroke(reading, recorded.positions)?.lift ?? null) !== null,
      };
    case "round.withdrawn":
    case "round.annulled":
      return { kind: recorded.annulled ? "round-annulled" : "round-withdrawn", at: entry.at };
    case "round.outcome-recorded": {
      const outcome = entry.facts["outcome"] as Outcome;
      if (outcome === "withdrawn") return null;
      const { lacking } = reading;
      return { kind: "round-outcome", outcome, lacking, reservations: reservationsIn(reading) };
    }
    default:
      return null;
  }
}

/** The countries with whose reservation the text is adopted; where it is not adopted nobody joined anything. */
const reservationsIn = ({ outcome, standing }: Reading): readonly Iso[] =>
  outcome !== "consensus"
    ? []
    : standing
        .filter(hasJoined)
        .flatMap(({ country, position }) =>
          country !== null && position?.kind === "joins-with-reservation" ? [country] : [],
        );

/** A plan or a goal that came back: the group's persons hear of it. */
async function returned(tx: Tx, entry: FollowedEntry, now: Date): Promise<Telling | null> {
  const plan = entry.kind === "plan.returned";
  const subject: Subject = {
    kind: plan ? "plan" : "goal",
    id: String(entry.facts[plan ? "planId" : "goalId"]),
  };
  const named = (await namedSubjects(tx, [subject], otherwise)).get(subject.id);
  if (named === undefined) return null;
  const news: RoundNews = plan
    ? { kind: "plan-returned", byOfficers: entry.facts["from"] === "officers", at: entry.at }
    : { kind: "goal-returned", at: entry.at };
  const hearers = await personsOfGroup(tx, named.group.id, now);
  return { news, once: `${news.kind}:${entry.id}`, subject, recorded: null, reading: null, hearers };
}

/** What a live round calls for at `now` by the clock alone. */
async function dueOf(
  tx: Tx,
  recorded: RecordedRound,
  extendedAt: Date | null,
  now: Date,
): Promise<Telling[]> {
  const { id, round, subject, openedAt } = recorded;
  const reading = read(round, now);
  const common = { subject, recorded, reading };
  const due: Telling[] = [];
  const begun = `round-begun:${id}`;
  if (hasBegun(round, openedAt, reading, now) && !(await hasLetters(tx, id, begun))) {
    const hearers = await hearersOf(tx, recorded, reading, false, now);
    due.push({ ...common, news: { kind: "round-opened" }, once: begun, hearers });
  }
  const moved = round.closing > recorded.closingSet;
  if (moved && reading.accepts) {
    const once = extendedTo(id, round.closing.toISOString());
    const hearers = await hearersOf(tx, recorded, reading, false, now);
    due.push({ ...common, news: { kind: "round-extended", because: "outage" }, once, hearers });
  }
  const reminder = remindersDue(round, extendedAt ?? openedAt, reading, now);
  // Less than a day is left after an outage that counts: the letter about the new end is the reminder.
  if (reminder !== null && !moved) {
    const once = `remind:${id}:${reminder.until.toISOString()}:${reminder.mark}`;
    const hearers = await askedFor(tx, recorded, reading, reminder.seats, now);
    due.push({ ...common, news: { kind: "round-reminder" }, once, hearers });
  }
  for (const { seats, until, mark } of confirmationsDue(round, reading, now)) {
    const once = `confirm:${id}:${seats.join()}:${until.toISOString()}:${mark}`;
    const hearers = await askedFor(tx, recorded, reading, seats, now);
    due.push({ ...common, news: { kind: "ad-referendum", until }, once, hearers });
  }
  return due;
}

/** Those who can decide for one of these seats, with these seats only. */
export async function askedFor(
  tx: Tx,
  recorded: RecordedRound,
  reading: Reading,
  seats: readonly string[],
  now: Date,
): Promise<Hearer[]> {
  const all = await hearersOf(tx, recorded, reading, false, now);
  return all.flatMap(({ person, asked }) => {
    const those = asked.filter(({ seat }) => seats.includes(seat));
    return those.length === 0 ? [] : [{ person, asked: those, told: [] }];
  });
}

function toldOf({ number, release, round }: RecordedRound) {
  const { mode, opening, closing, roll } = round;
  const seats = roll.entries.length;
  return { number, release: release.number, roll: roll.kind, seats, mode, opening, closing };
}

function hasAnswered({ asked }: Hearer, { standing }: Reading): boolean {
  return asked.every(({ seat }) =>
    standing.some((line) => line.seat === seat && line.standing === "answered"),
  );
}

/** Names of the subject and of countries in a language, each read once. */
function inLanguages(tx: Tx, subject: Subject) {
  interface Words {
    readonly about: NamedSubject | undefined;
    readonly names: ReadonlyMap<string, string>;
  }
  const known = new Map<Language, Promise<Words>>();
  const load = async (language: Language): Promise<Words> => ({
    about: (await namedSubjects(tx, [subject], language)).get(subject.id),
    names: await countryNames(tx, language),
  });
  return (language: Language): Promise<Words> => {
    const words = known.get(language) ?? load(language);
    known.set(language, words);
    return words;
  };
}
