/** What a decision of a group is called, in the reader's language; names and titles that people wrote stay as they are. */
import { nameIn, type DecisionText } from "#app/domain/decision-text.ts";
import type { Iso } from "#app/domain/region.ts";
import type { Language } from "./language.ts";
import type { T } from "./speaker.ts";

export function sayDecision(
  t: T,
  text: DecisionText,
  language: Language,
  country: (iso: Iso) => string,
): string {
  switch (text.kind) {
    case "chairs":
      return t("decisions:title.chairs", { country: country(text.chair) });
    case "commission":
      return t("decisions:title.commission", { name: nameIn(text.names, language) });
    case "end-commission":
      return t("decisions:title.end-commission", { name: text.commission.name });
    case "goal-withdrawal":
      return t("decisions:title.goal-withdrawal", { title: text.goal.title });
  }
}
