/**
 * The paragraphs of what is proposed of a group, and of what a group decides about itself, counted as positions cite them, with
 * what each would be with other words there (domain §4).
 * May import: this room. Begin with `Passage`.
 */

import { decisionLimits, namesIn, type DecisionText } from "./decision-text.ts";
import { groupProposalLimits, type GroupProposal } from "./group-proposal.ts";
import { languages, type Language } from "./release.ts";

export interface Passage<Text> {
  /** Where in the text it stands, and in which language where that part has several: "purpose", "name-es". */
  readonly part: string;
  /** Its words; of a country or a thing its code or title. */
  readonly words: string;
  /** Language of the words; null where it is that of the text. */
  readonly language: Language | null;
  /** Characters that its words may have at most. */
  readonly maximum: number;
  /** The text with other words there; null where a country or a thing is named, which is chosen and not written. */
  readonly with: ((words: string) => Text) | null;
}

/** The paragraphs of `clausesOfGroupProposal`, in the same order. A group whose end is proposed keeps its names. */
export function passagesOfGroup(text: GroupProposal): readonly Passage<GroupProposal>[] {
  const { name: maximum, reasons: ofReasons, text: ofText } = groupProposalLimits;
  const names = languages.flatMap((language): Passage<GroupProposal>[] => {
    const words = text.names[language];
    if (words === undefined) return [];
    const renamed = (name: string) => ({ ...text, names: { ...text.names, [language]: name } });
    const written = text.proposes === "creation" ? renamed : null;
    return [{ part: `name-${language}`, words, language, maximum, with: written }];
  });
  const reasons = written("reasons", text.reasons, ofReasons, (changed) => ({ ...text, reasons: changed }));
  if (text.proposes === "end") return [...names, ...reasons];
  return [
    ...names,
    ...written("purpose", text.purpose, ofText, (purpose) => ({ ...text, purpose })),
    ...chosen<GroupProposal>("area", [text.area]),
    ...chosen<GroupProposal>("chair", text.chair === null ? [] : [text.chair]),
    ...chosen<GroupProposal>("vice-chairs", text.viceChairs),
    ...reasons,
  ];
}

/** The paragraphs of `clausesOfDecision`, in the same order; `language` is that of the text. */
export function passagesOfDecision(text: DecisionText, language: Language): readonly Passage<DecisionText>[] {
  const { text: ofText } = decisionLimits;
  switch (text.kind) {
    case "chairs":
      return [
        ...chosen<DecisionText>("chair", [text.chair]),
        ...chosen<DecisionText>("vice-chairs", text.viceChairs),
        ...chosen<DecisionText>("from", text.from === null ? [] : [text.from]),
      ];
    case "commission": {
      const names = namesIn(text.names, language).map((words): Passage<DecisionText> => {
        const own = languages.filter((each) => text.names[each] === words);
        return {
          part: `name-${own.join("-")}`,
          words,
          language: own.includes(language) ? null : (own[0] ?? null),
          maximum: decisionLimits.name,
          with: (name) => ({
            ...text,
            names: { ...text.names, ...Object.fromEntries(own.map((each) => [each, name])) },
          }),
        };
      });
      return [
        ...names,
        ...chosen<DecisionText>("output", [text.output.title]),
        ...written("mission", text.mission, ofText, (mission) => ({ ...text, mission })),
        ...chosen<DecisionText>("countries", text.countries),
        ...chosen<DecisionText>("chair", [text.chair]),
      ];
    }
    case "end-commission":
      return [
        ...chosen<DecisionText>("commission", [text.commission.name]),
        ...written("reasons", text.reasons, ofText, (reasons) => ({ ...text, reasons })),
      ];
    case "goal-withdrawal":
      return [
        ...chosen<DecisionText>("goal", [text.goal.title]),
        ...written("reasons", text.reasons, ofText, (reasons) => ({ ...text, reasons })),
      ];
  }
}

function written<Text>(
  part: string,
  paragraphs: readonly string[],
  maximum: number,
  changed: (paragraphs: readonly string[]) => Text,
): readonly Passage<Text>[] {
  const others = paragraphs.join("\n\n").length;
  return paragraphs.map((words, place) => ({
    part,
    words,
    language: null,
    // The paragraphs of a part share its length.
    maximum: maximum - others + words.length,
    with: (said) => changed(paragraphs.map((held, each) => (each === place ? said : held))),
  }));
}

function chosen<Text>(part: string, held: readonly string[]): readonly Passage<Text>[] {
  return held.map((words) => ({ part, words, language: null, maximum: 0, with: null }));
}
