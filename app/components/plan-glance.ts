/** What the outline of a plan says: made once on the server, so that a page carries these few words and not the text twice. */
import type { OutputStatus } from "#app/document/attributes.ts";
import type { Plan } from "#app/document/plan.ts";
import { bracketsOf, clausesOf, gapsOf, outlineOf } from "#app/document/reading.ts";
import { locales, type Language } from "#app/i18n/language.ts";
import type { T } from "#app/i18n/speaker.ts";
import { listFormat } from "#app/i18n/formatters.ts";

export interface PlanGlance {
  readonly sections: readonly {
    readonly id: string;
    readonly number: number;
    readonly title: string;
    readonly outputs: readonly {
      readonly id: string;
      readonly number: number;
      readonly title: string;
      readonly status: OutputStatus | null;
    }[];
  }[];
  /** Brackets and gaps, in the order of the text. */
  readonly points: readonly {
    readonly clause: string;
    readonly number: number | null;
    readonly words: string;
  }[];
}

export function glanceOf(
  plan: Plan,
  t: T,
  language: Language,
  countryName: (iso: string) => string,
): PlanGlance {
  const list = listFormat(locales[language]);
  const order = new Map(clausesOf(plan).map(({ id }, place) => [id, place]));
  const brackets = bracketsOf(plan).map(({ clause, number, holders }) => ({
    clause,
    number,
    words:
      holders.length === 0
        ? t("plan:open-points.bracket.nobody")
        : t("plan:open-points.bracket", { countries: list.format(holders.map(countryName)) }),
  }));
  const gaps = gapsOf(plan).map(({ clause, number }) => ({
    clause,
    number,
    words: t("plan:open-points.gap"),
  }));
  return {
    sections: outlineOf(plan).map((section) => ({
      id: section.id,
      number: section.number,
      title: section.title,
      outputs: section.outputs.map(({ id, number, title, status }) => ({ id, number, title, status })),
    })),
    points: [...brackets, ...gaps].sort((a, b) => (order.get(a.clause) ?? 0) - (order.get(b.clause) ?? 0)),
  };
}
