/**
 * Reference data of the platform: numbers, names, deadlines, and short titles in our own words, in four languages.
 * May import: app/domain, this room. Begin with `reference.ts`.
 * Official sentences are not kept here (domain §7): the importer reads them from the document a user has.
 */

/** One text in the four languages of the platform. */
export type Texts = Readonly<Record<"es" | "en" | "pt" | "fr", string>>;

export function texts(es: string, en: string, pt: string, fr: string): Texts {
  return { es, en, pt, fr };
}

/** An area of an agenda under its printed code; a section stands beside the areas. */
export interface AreaSeed {
  readonly code: string;
  readonly kind: "area" | "section";
  readonly title: Texts;
}

/** A goal with a short title in our own words. */
export interface GoalSeed {
  readonly number: number;
  readonly area: string;
  readonly title: Texts;
}

/** An action with its deadline as printed and a short title in our own words. */
export interface ActionSeed {
  readonly number: string;
  readonly goal: number;
  readonly deadline: string;
  readonly title: Texts;
}

/** A line of action or a priority, numbered within its area. */
export interface HeadingSeed {
  readonly area: string;
  readonly number: number;
  readonly title: Texts;
}

export function area(code: string, es: string, en: string, pt: string, fr: string): AreaSeed {
  return { code, kind: "area", title: texts(es, en, pt, fr) };
}

export function goal(number: number, code: string, es: string, en: string, pt: string, fr: string): GoalSeed {
  return { number, area: code, title: texts(es, en, pt, fr) };
}

export function action(
  number: string,
  deadline: string,
  es: string,
  en: string,
  pt: string,
  fr: string,
): ActionSeed {
  return { number, goal: Math.trunc(Number(number)), deadline, title: texts(es, en, pt, fr) };
}

export function heading(
  code: string,
  number: number,
  es: string,
  en: string,
  pt: string,
  fr: string,
): HeadingSeed {
  return { area: code, number, title: texts(es, en, pt, fr) };
}
