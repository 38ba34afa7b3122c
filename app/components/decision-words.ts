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

/** Passages counted through as positions cite them; a heading without words of its own is only read along. */
export function useDecisionPassages(
  names: Names,
): (text: DecisionText, written: Language) => readonly Paragraph[] {
  const t = useT();
  const format = useFormat();
  const language = useLanguage();
  const country = (iso: string) => names[iso] ?? iso;
  const day = (asked: string) => {
    const end = endOfRegionalDay(asked);
    return end === null ? asked : format.longDay(end);
  };
  return (text, written) => {
    let count = 0;
    return clausesOfDecision(text, { country, day, language: written }).flatMap(
      ({ heading, paragraphs }): Paragraph[] => {
        const words = t(`decisions:${heading}`);
        // Names of countries and days are said to the reader; the rest was written by people.
        const said =
          text.kind === "chairs" || heading === "clause.countries" || heading === "clause.commission-chair";
        if (paragraphs.length === 0) return [{ number: null, content: words }];
        return paragraphs.map((content) => ({
          number: String((count += 1)),
          heading: words,
          content,
          ...(said || written === language ? {} : { lang: written }),
        }));
      },
    );
  };
}
