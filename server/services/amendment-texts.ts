/** The passage that an amendment is for: as the round had it, as the text at hand has it, and the text with other words there. */
import { passageAt, passageById, withPassage } from "#app/document/passage.ts";
import type { Plan } from "#app/document/plan.ts";
import { oneLine, placeOf } from "#app/domain/amendment.ts";
import type { GoalText } from "#app/domain/goal-text.ts";
import type { Passage } from "#app/domain/passage.ts";

/** A passage in two texts: what was decided on, and what is at hand; null where it is not there. */
export interface Passages {
  readonly decided: string | null;
  readonly present: string | null;
  /** Whether it names a country or a thing, which is chosen and not written. */
  readonly chosen: boolean;
  /** Characters it may have at most; null where only the whole text has an end. */
  readonly maximum: number | null;
}

const written = { chosen: false, maximum: null } as const;
const nowhere: Passages = { decided: null, present: null, ...written };

/** The paragraph of a plan in the round's release and in the live text; its id says which one it is. */
export function planPassages(decided: Plan, live: Plan, passage: string | null): Passages {
  const found = passageAt(decided, passage);
  if (found === null) return nowhere;
  return { decided: found.words, present: passageById(live, found.id)?.words ?? null, ...written };
}

/** A text with other words where the round's release had that passage; itself where it has it no more. */
export function planWith(decided: Plan, text: Plan, passage: string | null, words: string): Plan {
  const found = passageAt(decided, passage);
  return found === null ? text : withPassage(text, found.id, words);
}

/** The paragraph of a goal in the round's release and in the text at hand: by its words, else by its number. */
export function goalPassages(decided: GoalText, present: GoalText, passage: string | null): Passages {
  const was = placeOf(passage, decided.paragraphs.length);
  if (was === null) return nowhere;
  const at = placeIn(decided.paragraphs, present.paragraphs, was);
  return {
    decided: decided.paragraphs[was] ?? null,
    present: at === null ? null : (present.paragraphs[at] ?? null),
    ...written,
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
  const at = was === null ? null : placeIn(decided.paragraphs, present.paragraphs, was);
  return {
    ...present,
    paragraphs: present.paragraphs.map((paragraph, place) => (place === at ? words : paragraph)),
  };
}

/** A passage of a text in parts, with what the text at hand would be with other words there. */
export interface FoundPassage<Text> {
  readonly passages: Passages;
  /** Null where there is no such passage, or none that is written. */
  readonly with: Passage<Text>["with"];
}

/** The passage in the round's release and in the text at hand: in the same part, by its words, else by its place there. */
export function passageIn<Text>(
  decided: readonly Passage<Text>[],
  present: readonly Passage<Text>[],
  passage: string | null,
): FoundPassage<Text> {
  const was = placeOf(passage, decided.length);
  const asked = was === null ? undefined : decided[was];
  if (asked === undefined) return { passages: nowhere, with: null };
  const inPart = (all: readonly Passage<Text>[]) => all.filter(({ part }) => part === asked.part);
  const words = (all: readonly Passage<Text>[]) => all.map((one) => one.words);
  const [before, after] = [inPart(decided), inPart(present)];
  const at = placeIn(words(before), words(after), before.indexOf(asked));
  const found = at === null ? undefined : after[at];
  const passages = {
    decided: asked.words,
    present: found?.words ?? null,
    chosen: found !== undefined && found.with === null,
    maximum: found?.maximum ?? null,
  };
  return { passages, with: found?.with ?? null };
}

/** Such paragraphs have no ids: the same words are the same paragraph; else the same number, where none came or went. */
function placeIn(decided: readonly string[], present: readonly string[], was: number): number | null {
  const words = oneLine(decided[was] ?? "");
  const same = (place: number) => oneLine(present[place] ?? "") === words;
  if (same(was)) return was;
  const places = present.flatMap((_, place) => (same(place) ? [place] : []));
  if (places.length === 1) return places[0] ?? null;
  return present.length === decided.length ? was : null;
}
