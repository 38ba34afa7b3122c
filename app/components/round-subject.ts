/** What a round is of, in words and in passages. */
import type { RoundHead } from "#server/services/round-pages.ts";
import type { RoundText } from "#server/services/round-texts.ts";
import type { Passage } from "./round.tsx";
import { useLanguage, useT } from "./speech.tsx";

type Named = Pick<RoundHead, "subject" | "text">;

/** The title over a round's pages, with its language where that is not the reader's. */
export function useRoundTitle(): (round: Named) => { readonly title: string; readonly lang?: string } {
  const t = useT();
  const language = useLanguage();
  return ({ subject, text }) => {
    if (subject.kind === "plan") return { title: t("plan:title", { period: subject.title }) };
    if (subject.kind === "group") return { title: subject.title };
    if (subject.kind === "decision") return { title: text.title ?? subject.title };
    const lang = text.language === language ? {} : { lang: text.language };
    return { title: text.title ?? subject.title, ...lang };
  };
}

/** The passages of the text: those that positions can cite, and those only read along. */
export function passagesOf(text: Pick<RoundText, "clauses" | "language">): readonly Passage[] {
  return text.clauses.map(({ number, heading, words, language }) => ({
    number,
    heading,
    content: words,
    ...(language === text.language || language === null ? {} : { lang: language }),
  }));
}
