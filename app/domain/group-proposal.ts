/**
 * What is proposed of a working group: that it be created, or that it end; what a release of it freezes (domain §3, §5; S2 II D c iv).
 * May import: this room. Begin with `GroupProposal`.
 */

import { refuse, type Params } from "./refusal.ts";
import { languages, type Json, type Language, type Openness } from "./release.ts";
import type { Iso } from "./roles.ts";

/** Names of a group by language. One at least is there; a reader of another language is shown the first that is. */
export type GroupNames = Readonly<Partial<Record<Language, string>>>;

/** A group as it is proposed: who it is, what for, where in the agenda, and which countries preside it. */
export interface GroupCreation {
  readonly proposes: "creation";
  readonly names: GroupNames;
  /** Mandate and purpose, by paragraph. */
  readonly purpose: readonly string[];
  /** Letter of the agenda's area: "A". */
  readonly area: string;
  /** "Named in the act that created it"; null where the group's countries are to choose (domain §5). */
  readonly chair: Iso | null;
  readonly viceChairs: readonly Iso[];
  /** Why, by paragraph. Read with the text and not decided on. */
  readonly reasons: readonly string[];
}

/** That a group end. */
export interface GroupEnd {
  readonly proposes: "end";
  readonly names: GroupNames;
  /** Why, by paragraph. */
  readonly reasons: readonly string[];
}

export type GroupProposal = GroupCreation | GroupEnd;

export const groupProposalLimits = {
  name: 120,
  text: 12_000,
  paragraphs: 30,
  reasons: 4_000,
  viceChairs: 3,
} as const;

/**
 * Refuses (`invalid`, by field) a group without a name in the language of the proposal (`group.name-needed`), with a country
 * that is none of the region (`field.invalid`), with one that is Chair and Vice Chair (`group.chair-is-vice`), with too many
 * Vice Chairs (`group.too-many-vice-chairs`).
 */
export function checkGroupCreation(text: GroupCreation, language: Language, countries: readonly Iso[]): void {
  const { names, chair, viceChairs } = text;
  const { viceChairs: maximum } = groupProposalLimits;
  if ((names[language] ?? "").trim() === "") throw wrong(`name-${language}`, "group.name-needed");
  if (chair !== null && !countries.includes(chair)) throw wrong("chair", "field.invalid");
  if (viceChairs.some((country) => !countries.includes(country))) throw wrong("vice-1", "field.invalid");
  if (viceChairs.length > maximum) throw wrong("vice-1", "group.too-many-vice-chairs", { maximum });
  if (chair !== null && viceChairs.includes(chair)) throw wrong("vice-1", "group.chair-is-vice");
}

const wrong = (field: string, key: string, params: Params = {}) =>
  refuse("invalid", "form.check-fields", {}, { fields: { [field]: { key, params } } });

/** One heading of a proposal and what stands under it, as a round shows it. */
export interface GroupClause {
  /** Message key: "group-chain:clause.purpose". */
  readonly heading: string;
  /** `words` are shown as they are; `countries` are codes (ISO 3166) to be named; `area` is a letter of the agenda. */
  readonly holds: "words" | "countries" | "area";
  readonly paragraphs: readonly string[];
  /** Language of each paragraph where it is not that of the release; null: the release's own. */
  readonly languages: readonly (Language | null)[];
  /** False for what is read with the text and not decided on. */
  readonly decided: boolean;
}

/** The proposal by its headings, in reading order; empty ones are left out. Paragraphs count through from 1, for positions to cite. */
export function clausesOfGroupProposal(text: GroupProposal): readonly GroupClause[] {
  const names = languages.filter((language) => text.names[language] !== undefined);
  const name: GroupClause = {
    heading: "group-chain:clause.name",
    holds: "words",
    paragraphs: names.map((language) => text.names[language] ?? ""),
    languages: names,
    decided: true,
  };
  const reasons = clause("reasons", "words", text.reasons, text.proposes === "end");
  const clauses =
    text.proposes === "end"
      ? [name, reasons]
      : [
          name,
          clause("purpose", "words", text.purpose),
          clause("area", "area", [text.area]),
          clause("chair", "countries", text.chair === null ? [] : [text.chair]),
          clause("vice-chairs", "countries", text.viceChairs),
          reasons,
        ];
  return clauses.filter(({ paragraphs }) => paragraphs.length > 0);
}

function clause(
  name: string,
  holds: GroupClause["holds"],
  paragraphs: readonly string[],
  decided = true,
): GroupClause {
  return {
    heading: `group-chain:clause.${name}`,
    holds,
    paragraphs,
    languages: paragraphs.map(() => null),
    decided,
  };
}

/** Open square brackets and gaps (`XXX`) in what is decided on. A bracket that is not closed counts as one. */
export function opennessOfGroupProposal(text: GroupProposal): Openness {
  const words = clausesOfGroupProposal(text)
    .filter(({ decided, holds }) => decided && holds === "words")
    .flatMap(({ paragraphs }) => paragraphs)
    .join("\n");
  const opened = words.match(/\[/g)?.length ?? 0;
  const closed = words.match(/\]/g)?.length ?? 0;
  return { brackets: Math.max(opened, closed), gaps: words.match(/\bXXX\b/g)?.length ?? 0 };
}

/** What a release of a proposal freezes: the proposal, and the cycle it is made in. */
export function releaseOfGroupProposal(text: GroupProposal, cycle: string): Json {
  const { names, reasons } = text;
  if (text.proposes === "end") return { cycle, names: { ...names }, proposes: "end", reasons: [...reasons] };
  const { area, chair, purpose, viceChairs } = text;
  return {
    area,
    chair,
    cycle,
    names: { ...names },
    proposes: "creation",
    purpose: [...purpose],
    reasons: [...reasons],
    viceChairs: [...viceChairs],
  };
}

/** The proposal back from the canonical JSON of a release. Throws where it is none of a group: that is a fault of ours. */
export function groupProposalIn(canonical: string): GroupProposal {
  const held = JSON.parse(canonical) as GroupProposal;
  if ((held.proposes !== "creation" && held.proposes !== "end") || !Array.isArray(held.reasons))
    throw new TypeError("not a release of a group");
  return held;
}

/** The name for a reader: in their language, else in that of the proposal, else in the first there is. */
export function nameOfGroup(names: GroupNames, language: Language, own: Language): string {
  const first = languages.find((known) => names[known] !== undefined);
  return names[language] ?? names[own] ?? (first === undefined ? "" : (names[first] ?? ""));
}

/** An address made of a name: lower-case letters of the Latin alphabet, digits and hyphens, at most 60; "group" where nothing is left. */
export function slugOf(name: string): string {
  const plain = name
    .normalize("NFD")
    .replace(/\p{M}+/gu, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "");
  const short =
    plain.length <= 60
      ? plain
      : plain
          .slice(0, 61)
          .replace(/-[^-]*$/, "")
          .slice(0, 60);
  return short === "" ? "group" : short;
}

/** Addresses under /groups that are pages of their own. */
export const reservedSlugs: readonly string[] = ["propose"];
