/** What a decision of a group says, as pages show it: its title, and what is asked in passages that can be cited. */
import { clausesOfDecision, type DecisionText } from "#app/domain/decision-text.ts";
import { endOfRegionalDay } from "#app/domain/region.ts";
import { sayDecision } from "#app/i18n/decision-title.ts";
import type { Language } from "#app/i18n/language.ts";
import type { Paragraph } from "./frozen-text.tsx";
import type { Names } from "./round.tsx";
import { useFormat, useLanguage, useT } from "./speech.tsx";

/** What it is called in the reader's language; what people wrote in it stays in theirs. */
export function useDecisionTitle(names: Names): (text: DecisionText) => string {
  const t = useT();
  const language = useLanguage();
  return (text) => sayDecision(t, text, language, (iso) => names[iso] ?? iso);
}

interface SaidClause {
  /** Key of the namespace, as the domain gives it. */
  readonly heading: string;
  readonly paragraphs: readonly string[];
  /** Written by people, in the language of the text; names of countries and days are said in the reader's. */
  readonly written: boolean;
}

const saidHeadings = ["clause.countries", "clause.commission-chair"];

function useClauses(names: Names): (text: DecisionText, written: Language) => readonly SaidClause[] {
  const format = useFormat();
  const country = (iso: string) => names[iso] ?? iso;
  const day = (asked: string) => {
    const end = endOfRegionalDay(asked);
    return end === null ? asked : format.longDay(end);
  };
  return (text, language) =>
    clausesOfDecision(text, { country, day, language }).map(({ heading, paragraphs }) => ({
      heading,
      paragraphs,
      written: text.kind !== "chairs" && !saidHeadings.includes(heading),
    }));
}

/** Passages counted through as positions cite them; a heading without words of its own is only read along. */
export function useDecisionPassages(
  names: Names,
): (text: DecisionText, written: Language) => readonly Paragraph[] {
  const t = useT();
  const language = useLanguage();
  const clauses = useClauses(names);
  return (text, written) => {
    let count = 0;
    return clauses(text, written).flatMap((clause): Paragraph[] => {
      const heading = t(`decisions:${clause.heading}`);
      if (clause.paragraphs.length === 0) return [{ number: null, content: heading }];
      return clause.paragraphs.map((content) => ({
        number: String((count += 1)),
        heading,
        content,
        ...(clause.written && written !== language ? { lang: written } : {}),
      }));
    });
  };
}

/** What is asked, row by row, for the review before it is proposed. */
export function useDecisionRows(
  names: Names,
): (
  text: DecisionText,
  written: Language,
) => readonly { readonly term: string; readonly words: readonly string[]; readonly lang?: Language }[] {
  const t = useT();
  const language = useLanguage();
  const clauses = useClauses(names);
  // A heading that says it all stands as the words, under what it answers.
  const asks: Readonly<Record<string, string>> = {
    "clause.no-vice-chairs": "clause.vice-chairs",
    "clause.from-consensus": "clause.from",
  };
  return (text, written) =>
    clauses(text, written).map(({ heading, paragraphs, written: own }) => ({
      term: t(`decisions:${asks[heading] ?? heading}`),
      words: paragraphs.length === 0 ? [t(`decisions:${heading}`)] : paragraphs,
      ...(own && written !== language ? { lang: written } : {}),
    }));
}
