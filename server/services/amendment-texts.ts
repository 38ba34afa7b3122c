/** The passage that an amendment is for: as the round had it, as the text at hand has it, and the text with other words there. */
import { passageAt, passageById, withPassage } from "#app/document/passage.ts";
import type { Plan } from "#app/document/plan.ts";
import { oneLine, placeOf } from "#app/domain/amendment.ts";
import type { GoalText } from "#app/domain/goal-text.ts";

/** A passage in two texts: what was decided on, and what is at hand; null where it is not there. */
export interface Passages {
  readonly decided: string | null;
  readonly present: string | null;
}

/** The paragraph of a plan in the round's release and in the live text; its id says which one it is. */
export function planPassages(decided: Plan, live: Plan, passage: string | null): Passages {
  const found = passageAt(decided, passage);
  if (found === null) return { decided: null, present: null };
  return { decided: found.words, present: passageById(live, found.id)?.words ?? null };
}

/** A text with other words where the round's release had that passage; itself where it has it no more. */
export function planWith(decided: Plan, text: Plan, passage: string | null, words: string): Plan {
  const found = passageAt(decided, passage);
  return found === null ? text : withPassage(text, found.id, words);
}

/** The paragraph of a goal in the round's release and in the text at hand: by its words, else by its number. */
export function goalPassages(decided: GoalText, present: GoalText, passage: string | null): Passages {
  const was = placeOf(passage, decided.paragraphs.length);
  if (was === null) return { decided: null, present: null };
  const at = placeIn(decided, present, was);
  return {
    decided: decided.paragraphs[was] ?? null,
    present: at === null ? null : (present.paragraphs[at] ?? null),
  };
}

/** The goal's text with other words in that paragraph. */
export function goalWith(
  decided: GoalText,
  present: GoalText,
  passage: string | null,
  words: string,
): GoalText {
  const was = placeOf(passage, decided.paragraphs.length);
  const at = was === null ? null : placeIn(decided, present, was);
  return {
    ...present,
    paragraphs: present.paragraphs.map((paragraph, place) => (place === at ? words : paragraph)),
  };
}

/** Paragraphs of a goal have no ids: the same words are the same paragraph; else the same number, where none came or went. */
function placeIn(decided: GoalText, present: GoalText, was: number): number | null {
  const words = oneLine(decided.paragraphs[was] ?? "");
  const same = (place: number) => oneLine(present.paragraphs[place] ?? "") === words;
  if (same(was)) return was;
  const places = present.paragraphs.flatMap((_, place) => (same(place) ? [place] : []));
  if (places.length === 1) return places[0] ?? null;
  return present.paragraphs.length === decided.paragraphs.length ? was : null;
}
