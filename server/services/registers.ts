import { basisOf } from "#app/domain/basis.ts";
import { latestGiven, read } from "#app/domain/consensus.ts";
import type { Language } from "#app/domain/release.ts";
import type { Iso, RollKind } from "#app/domain/roles.ts";
import type { Mode, Outcome, Standing } from "#app/domain/round.ts";
import type { Tx } from "#server/store/client.ts";
import { countryNames } from "#server/store/countries.ts";
import { groupBySlug } from "#server/store/groups.ts";
import { groupNames, namedSubjects, type NamedSubject } from "#server/store/references.ts";
import { countSettled, settledRounds, type RecordedRound } from "#server/store/rounds.ts";
import type { Ground } from "./act.ts";
import { answerOf, answers, type Answer } from "./answers.ts";

/** Words that a country put on record. */
export interface Words {
  readonly id: string;
  readonly kind: "objects" | "reservation" | "explanation";
  readonly country: Iso;
  readonly passage: string | null;
  readonly words: string;
  readonly lift: string | null;
  readonly amendment: string | null;
  readonly at: Date;
  readonly language: Language;
}

/** One decision, or one round that ended without. */
export interface RegisterLine {
  /** Address of the round. */
  readonly number: number;
  readonly subject: NamedSubject;
  readonly roll: RollKind;
  readonly mode: Mode;
  readonly at: Date;
  readonly outcome: Outcome;
  /** Why it was withdrawn. */
  readonly reason: string | null;
  readonly annulled: boolean;
  /** Clause of the founding document on which such decisions rest. */
  readonly clause: string;
  readonly release: { readonly number: number; readonly sha256: string };
  /** Countries by their answer, in the order of the roll. */
  readonly answers: readonly { readonly answer: Answer; readonly countries: readonly Iso[] }[];
  readonly vacant: number;
  readonly words: readonly Words[];
}

export interface RegisterChoice {
  readonly roll: RollKind | null;
  readonly outcome: Outcome | null;
  /** Address of a group. */
  readonly group: string | null;
}

export interface RegisterView {
  readonly lines: readonly RegisterLine[];
  readonly total: number;
  readonly page: number;
  readonly pages: number;
  readonly choice: RegisterChoice;
  readonly groups: readonly { readonly slug: string; readonly name: string }[];
  /** Names of countries by code. */
  readonly names: Readonly<Record<Iso, string>>;
}

const perPage = 12;

/** The register of decisions: every round that ended, with clause, text, positions, reservations and explanations. */
export function registerServices(ground: Ground) {
  const { store } = ground;
  return {
    /** One page, the latest first. Refused as `unknown` (`group.unknown`) for a group that is not there. */
    page: async (
      asked: RegisterChoice & { readonly page: number },
      language: Language,
    ): Promise<RegisterView> => {
      const tx = store.db;
      const { roll, outcome, group } = asked;
      const groupId = group === null ? undefined : (await groupBySlug(tx, group)).id;
      const where = { roll: roll ?? undefined, outcome: outcome ?? undefined, groupId };
      const total = await countSettled(tx, where);
      const pages = Math.max(1, Math.ceil(total / perPage));
      const page = Math.min(asked.page, pages);
      const rounds = await settledRounds(tx, { ...where, limit: perPage, skip: (page - 1) * perPage });
      const groups = [...(await groupNames(tx, language)).values()];
      return {
        lines: await linesOf(tx, rounds, language),
        total,
        page,
        pages,
        choice: { roll, outcome, group },
        groups: groups.sort((a, b) => a.name.localeCompare(b.name, language)),
        names: Object.fromEntries(await countryNames(tx, language)),
      };
    },
  };
}

/** The rounds as lines of the register. */
export async function linesOf(
  tx: Tx,
  rounds: readonly RecordedRound[],
  language: Language,
): Promise<RegisterLine[]> {
  const subjects = await namedSubjects(
    tx,
    rounds.map(({ subject }) => subject),
    language,
  );
  return rounds.flatMap((recorded) => {
    const subject = subjects.get(recorded.subject.id);
    return subject === undefined ? [] : [lineOf(recorded, subject)];
  });
}

function lineOf(recorded: RecordedRound, subject: NamedSubject): RegisterLine {
  const { round, release, number, annulled, withdrawReason } = recorded;
  const at = recorded.settledAt ?? round.closing;
  const { standing } = read(round, at);
  const found = standing.flatMap((line) => {
    const answer = answerOf(line);
    return answer === null || line.country === null ? [] : [{ answer, country: line.country }];
  });
  return {
    number,
    subject,
    roll: round.roll.kind,
    mode: round.mode,
    at,
    outcome: recorded.outcome?.outcome ?? "withdrawn",
    reason: withdrawReason,
    annulled,
    clause: basisOf(subject.kind),
    release: { number: release.number, sha256: release.sha256 },
    answers: answers.flatMap((answer) => {
      const countries = found.filter((one) => one.answer === answer).map(({ country }) => country);
      return countries.length === 0 ? [] : [{ answer, countries }];
    }),
    vacant: standing.filter((line) => line.standing === "vacant").length,
    words: wordsOf(recorded, standing),
  };
}

function wordsOf({ positions, explanations }: RecordedRound, standing: readonly Standing[]): Words[] {
  const stood = new Map(standing.map(({ seat, position }) => [seat, position?.at.getTime()]));
  const counting = positions.filter((position) => latestGiven(positions, position.seat) === position);
  const given = counting.flatMap((position): Words[] => {
    const { id, seat, country, kind, passage, lift, amendment, at, language } = position;
    if (stood.get(seat) !== at.getTime()) return [];
    const common = { id, country, passage, lift, amendment, at, language };
    if (kind === "objects") return [{ ...common, kind, words: position.reason ?? "" }];
    if (kind === "joins-with-reservation")
      return [{ ...common, kind: "reservation", words: position.text ?? "" }];
    return [];
  });
  const explained = explanations.map(({ id, country, text, at, language }): Words => ({
    id,
    kind: "explanation",
    country,
    passage: null,
    words: text,
    lift: null,
    amendment: null,
    at,
    language,
  }));
  return [...given, ...explained];
}
