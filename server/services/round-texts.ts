/** What a round decides on, as its page shows it: each kind of subject says how its releases are read. */
import { parsePlan, type Plan } from "#app/document/plan.ts";
import { clausesOf } from "#app/document/reading.ts";
import { clausesOfDecision, decisionTextIn } from "#app/domain/decision-text.ts";
import { goalTextIn } from "#app/domain/goal-text.ts";
import { clausesOfGroupProposal, groupProposalIn } from "#app/domain/group-proposal.ts";
import { endOfRegionalDay, type Iso } from "#app/domain/region.ts";
import type { Language, Release, ReleaseSubject } from "#app/domain/release.ts";
import { sayDecision } from "#app/i18n/decision-title.ts";
import { formatter } from "#app/i18n/format.ts";
import type { T } from "#app/i18n/speaker.ts";

/** One passage that can be cited, or one that is only read along. */
export interface TextClause {
  /** As positions name it; null for what they do not. */
  readonly number: string | null;
  /** In the reader's language; null where there is none. Clauses in a row under one heading share it. */
  readonly heading: string | null;
  readonly words: string;
  /** Language of the words; null where they are the platform's, in the reader's own. */
  readonly language: Language | null;
  /** False for what is read with the text and not decided on. */
  readonly decided: boolean;
}

/** A released text. Of a plan also its own form, which pages set on paper. */
export interface RoundText {
  readonly language: Language;
  /** What the text itself is called, of a decision in the reader's language; null where only its subject has a name. */
  readonly title: string | null;
  readonly plan: Plan | null;
  readonly clauses: readonly TextClause[];
}

/** How codes and headings are said to the reader. */
export interface TextSpeech {
  readonly t: T;
  readonly language: Language;
  readonly now: Date;
  readonly country: (iso: Iso) => string;
  /** Name of an area of the agenda by its letter. */
  readonly area: (code: string) => string;
}

/** What is read of a release; also of a text that is not frozen yet. */
type Read = Pick<Release, "subject" | "language" | "text">;

type Reader = (release: Read, speech: TextSpeech) => Omit<RoundText, "language">;

const readers: Readonly<Record<ReleaseSubject, Reader>> = {
  plan: ({ text, language }) => {
    const plan = parsePlan(JSON.parse(text));
    const clauses = clausesOf(plan).flatMap(({ kind, number, words }): TextClause[] =>
      kind === "paragraph" && number !== null
        ? [{ number: String(number), heading: null, words, language, decided: true }]
        : [],
    );
    return { title: null, plan, clauses };
  },

  goal: ({ text, language }, { t }) => {
    const { title, paragraphs, rationale } = goalTextIn(text);
    const said = paragraphs.map((words, place): TextClause => ({
      number: String(place + 1),
      heading: null,
      words,
      language,
      decided: true,
    }));
    const why = rationale.split(/\n{2,}/).filter((words) => words.trim() !== "");
    return {
      title,
      plan: null,
      clauses: [
        ...said,
        ...why.map((words) => ({
          number: null,
          heading: t("goals:rationale"),
          words,
          language,
          decided: false,
        })),
      ],
    };
  },

  group: ({ text, language }, { t, country, area }) => {
    let count = 0;
    const clauses = clausesOfGroupProposal(groupProposalIn(text)).flatMap(
      ({ heading, holds, paragraphs, languages, decided }) =>
        paragraphs.map((held, place): TextClause => {
          const words = holds === "countries" ? country(held) : holds === "area" ? area(held) : held;
          return {
            number: String((count += 1)),
            heading: t(heading),
            words,
            language: holds === "words" ? (languages[place] ?? language) : null,
            decided,
          };
        }),
    );
    return { title: null, plan: null, clauses };
  },

  decision: ({ text, language }, { t, country, now, language: reader }) => {
    const held = decisionTextIn(text);
    const format = formatter(reader, t, now);
    // The last instant of the day: its end is the first of the next.
    const day = (asked: string) => format.longDay(new Date((endOfRegionalDay(asked) ?? now).getTime() - 1));
    let count = 0;
    const coded = held.kind === "chairs";
    const clauses = clausesOfDecision(held, { country, day, language }).flatMap(
      ({ heading, paragraphs }): TextClause[] =>
        paragraphs.length === 0
          ? [
              {
                number: null,
                heading: null,
                words: t(`decisions:${heading}`),
                language: null,
                decided: true,
              },
            ]
          : paragraphs.map((words) => ({
              number: String((count += 1)),
              heading: t(`decisions:${heading}`),
              words,
              language: coded ? null : language,
              decided: true,
            })),
    );
    return { title: sayDecision(t, held, reader, country), plan: null, clauses };
  },
};

/** The released text in clauses that positions can cite. */
export function roundText(release: Read, speech: TextSpeech): RoundText {
  return { language: release.language, ...readers[release.subject](release, speech) };
}
