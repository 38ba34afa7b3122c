/** How a clause of a plan is called: "Paragraph 7". */
import type { T } from "#app/i18n/speaker.ts";
import type { NamedClause } from "#server/services/margin-pages.ts";

/** "Paragraph 7", "A heading", "Output 2". */
export function clauseName(t: T, { kind, number }: Pick<NamedClause, "kind" | "number">): string {
  if (kind === "paragraph" && number === null) return t("comments:clause.list");
  return number === null ? t(`comments:clause.${kind}-plain`) : t(`comments:clause.${kind}`, { number });
}

/** The same with its first words. */
export function clauseLine(t: T, clause: NamedClause): string {
  const words = clause.words.replace(/\s+/g, " ").trim();
  const first = words.length > 70 ? `${words.slice(0, 70).replace(/\s+\S*$/, "")}…` : words;
  return t("comments:line", { clause: clauseName(t, clause), words: first });
}
