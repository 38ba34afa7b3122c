/**
 * Says what a round still needs, or what it lacked, one sentence each: "Chile has not answered." (domain §4).
 * May import: domain, this room. Begin with `sayNeeds`; the sentences are in the namespace `consensus`.
 */

import type { CountryGroup, Iso } from "#app/domain/region.ts";
import type { Need } from "#app/domain/round.ts";
import { formatter } from "./format.ts";
import { locales, type Language } from "./language.ts";
import type { T } from "./speaker.ts";
import { listFormat } from "./formatters.ts";

/** One sentence for each need, in order; the one sentence "Nothing more is needed." where there are none. */
export function sayNeeds(
  t: T,
  language: Language,
  needs: readonly Need[],
  countryName: (iso: Iso) => string,
): readonly string[] {
  if (needs.length === 0) return [t("consensus:need.none", {})];
  return needs.map((need) => sayNeed(t, language, need, countryName));
}

function sayNeed(t: T, language: Language, need: Need, countryName: (iso: Iso) => string): string {
  const say = (key: string, params: Record<string, string | number> = {}): string =>
    t(`consensus:need.${key}`, params);
  const when = (at: Date): string => formatter(language, t, at).exact(at);
  switch (need.kind) {
    case "opens":
    case "silence-until":
    case "ends-at":
    case "withdrawn":
      return say(need.kind, { at: when(need.at) });
    case "not-answered":
      return say(need.kind, {
        count: need.countries.length,
        countries: listFormat(locales[language]).format(need.countries.map(countryName)),
      });
    case "objects":
      return saidOf(say, need, { country: countryName(need.country) });
    case "confirm-by":
    case "unconfirmed":
      return say(need.kind, { country: countryName(need.country), date: when(need.date) });
    case "declined":
      return say(need.kind, { country: countryName(need.country) });
    case "nobody-joined":
    case "nobody-on-roll":
      return say(need.kind);
    case "too-few-seats":
      return say(need.kind, { required: need.required });
    case "quorum":
      return say(need.kind, {
        group: sayCountryGroup(t, need.group),
        present: need.present,
        required: need.required,
      });
    case "broken-by":
      return saidOf(say, need, { country: countryName(need.country), at: when(need.at) });
    case "not-heard":
      return say(need.kind, { count: need.countries.length, until: when(need.until) });
  }
}

/** What is about a passage names it where one is cited. Paragraphs are numbered; others are named by their own words. */
function saidOf(
  say: (key: string, params: Record<string, string>) => string,
  { kind, passage }: { readonly kind: "objects" | "broken-by"; readonly passage: string | null },
  params: Record<string, string>,
): string {
  if (passage === null) return say(kind, params);
  const numbered = /^\d+(\.\d+)*$/.test(passage);
  return say(`${kind}-${numbered ? "paragraph" : "passage"}`, { ...params, passage });
}

function sayCountryGroup(t: T, group: CountryGroup): string {
  return t(`consensus:country-group.${group}`, {});
}
