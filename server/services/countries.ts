import { read } from "#app/domain/consensus.ts";
import { refuse } from "#app/domain/refusal.ts";
import type { CountryGroup } from "#app/domain/region.ts";
import type { Language } from "#app/domain/release.ts";
import type { Iso } from "#app/domain/roles.ts";
import { countries, countryNames, namedCountryGroups } from "#server/store/countries.ts";
import { focalPointHistory, type FocalPoint } from "#server/store/focal-points.ts";
import { countryFigures, countryPeople, type CountryPeople } from "#server/store/country-people.ts";
import { namedSubjects, type NamedSubject } from "#server/store/references.ts";
import { liveRounds, settledRounds, type RecordedRound } from "#server/store/rounds.ts";
import type { Ground } from "./act.ts";
import { openRoundsOf, type OpenRound } from "./regions.ts";
import { answerOf, type Answer } from "./answers.ts";

export interface CountryLine {
  readonly iso: Iso;
  readonly name: string;
  readonly groups: number;
  readonly hasFocalPoint: boolean;
  /** Open rounds that wait for its answer. */
  readonly waiting: number;
}

export interface CountriesView {
  readonly groups: readonly {
    readonly id: CountryGroup;
    readonly name: string;
    readonly countries: readonly CountryLine[];
  }[];
}

/** How a country stood at the end of a round. */
export interface PastAnswer {
  readonly number: number;
  readonly subject: NamedSubject;
  readonly at: Date;
  readonly answer: Answer;
  readonly passage: string | null;
}

export interface CountryView {
  readonly iso: Iso;
  readonly name: string;
  readonly group: { readonly id: CountryGroup; readonly name: string };
  readonly people: CountryPeople;
  /** Those who were the focal point before, the latest first. */
  readonly formerFocalPoints: readonly FocalPoint[];
  /** Open rounds in which it has not answered. */
  readonly waiting: readonly OpenRound[];
  readonly answers: readonly PastAnswer[];
  /** Names of countries by code. */
  readonly names: Readonly<Record<Iso, string>>;
}

/** Whether the round waits for an answer of the country. */
function waitsFor({ round }: RecordedRound, iso: Iso, now: Date): boolean {
  const reading = read(round, now);
  return (
    reading.accepts &&
    reading.standing.some(({ country, standing }) => country === iso && standing === "not-answered")
  );
}

/** The countries of the region: what each is part of, and what waits for it. Everybody reads it (domain §2). */
export function countryServices(ground: Ground) {
  const { store, clock } = ground;
  return {
    /** Their names in that language, by code. */
    names: async (language: Language): Promise<Readonly<Record<Iso, string>>> =>
      Object.fromEntries(await countryNames(store.db, language)),

    /** All countries by country group. */
    list: async (language: Language): Promise<CountriesView> => {
      const tx = store.db;
      const now = clock.now();
      const live = await liveRounds(tx);
      const { groups, focalPoints } = await countryFigures(tx, now);
      const all = await countries(tx, language);
      return {
        groups: (await namedCountryGroups(tx, language)).map(({ id, name }) => ({
          id,
          name,
          countries: all
            .filter((country) => country.group === id)
            .map(({ iso, name: said }) => ({
              iso,
              name: said,
              groups: groups.get(iso) ?? 0,
              hasFocalPoint: focalPoints.has(iso),
              waiting: live.filter((recorded) => waitsFor(recorded, iso, now)).length,
            })),
        })),
      };
    },

    /** One country. Refused as `unknown` (`country.unknown`). */
    page: async (code: string, language: Language): Promise<CountryView> => {
      const tx = store.db;
      const now = clock.now();
      const all = await countries(tx, language);
      const country = all.find(({ iso }) => iso === code.toUpperCase());
      if (country === undefined) throw refuse("unknown", "country.unknown");
      const { iso } = country;
      const group = (await namedCountryGroups(tx, language)).find(({ id }) => id === country.group);
      const waiting = (await liveRounds(tx, iso)).filter((recorded) => waitsFor(recorded, iso, now));
      const past = await settledRounds(tx, { country: iso, limit: 12 });
      const subjects = await namedSubjects(
        tx,
        past.map(({ subject }) => subject),
        language,
      );
      return {
        iso,
        name: country.name,
        group: group ?? { id: country.group, name: "" },
        people: await countryPeople(tx, iso, language, now),
        formerFocalPoints: (await focalPointHistory(tx, iso)).filter(
          ({ until }) => until !== null && until <= now,
        ),
        waiting: await openRoundsOf(tx, waiting, language, now),
        answers: past.flatMap((recorded): PastAnswer[] => {
          const subject = subjects.get(recorded.subject.id);
          const at = recorded.settledAt ?? recorded.round.closing;
          const line = read(recorded.round, at).standing.find((held) => held.country === iso);
          const answer = line === undefined ? null : answerOf(line);
          if (subject === undefined || line === undefined || answer === null) return [];
          return [{ number: recorded.number, subject, at, answer, passage: line.position?.passage ?? null }];
        }),
        names: Object.fromEntries(all.map(({ iso: key, name }) => [key, name])),
      };
    },
  };
}
