/**
 * The four languages of the platform, and which one a reader gets.
 * May import: domain. Begin with `chooseLanguage`.
 */

export const languages = ["es", "en", "pt", "fr"] as const;
export type Language = (typeof languages)[number];

/** Each language in its own words, as the language menu shows it. */
export const ownNames: Readonly<Record<Language, string>> = {
  es: "Español",
  en: "English",
  pt: "Português",
  fr: "Français",
};

/** The locale by which dates and numbers are written. */
export const locales: Readonly<Record<Language, string>> = { es: "es", en: "en-GB", pt: "pt-BR", fr: "fr" };

/** Spanish: the first language of the region and of the secretariat. */
export const defaultLanguage: Language = "es";

export const languageCookie = "language";

export function isLanguage(value: unknown): value is Language {
  return languages.some((language) => language === value);
}

/** The language that a part of an address names, or null. */
export function languageOf(param: string | undefined): Language | null {
  return isLanguage(param) ? param : null;
}

/** The language of a page by its address: its first part, else the default. */
export function languageOfPath(pathname: string): Language {
  return languageOf(pathname.split("/")[1]) ?? defaultLanguage;
}

/** The same page in another language. */
export function inLanguage(pathname: string, language: Language): string {
  const [, first = "", ...rest] = pathname.split("/");
  const tail = isLanguage(first) ? rest : [first, ...rest];
  return `/${[language, ...tail].filter((part) => part !== "").join("/")}`;
}

/** For an address that names no language: that of the account, else of the cookie, else of the browser, else Spanish. */
export function chooseLanguage(asked: {
  readonly account: Language | null;
  readonly cookie: string | undefined;
  readonly acceptLanguage: string | undefined;
}): Language {
  return (
    asked.account ??
    languageInCookie(asked.cookie) ??
    languageAccepted(asked.acceptLanguage) ??
    defaultLanguage
  );
}

/** The language a Cookie header holds, or null. */
export function languageInCookie(header: string | undefined): Language | null {
  for (const pair of (header ?? "").split(";")) {
    const [name, value] = pair.trim().split("=");
    if (name === languageCookie) return languageOf(value);
  }
  return null;
}

/** The language of ours that an Accept-Language header likes best, or null (RFC 9110, 12.5.4). */
export function languageAccepted(header: string | undefined): Language | null {
  const wishes = (header ?? "").split(",").map((wish, place) => {
    const [tag = "", ...parameters] = wish.trim().toLowerCase().split(";");
    const quality = parameters
      .map((part) => /^\s*q=([\d.]+)\s*$/.exec(part)?.[1])
      .find((q) => q !== undefined);
    return {
      language: languageOf(tag.split("-")[0]),
      quality: quality === undefined ? 1 : Number(quality),
      place,
    };
  });
  const liked = wishes.filter(({ language, quality }) => language !== null && quality > 0);
  liked.sort((a, b) => b.quality - a.quality || a.place - b.place);
  return liked[0]?.language ?? null;
}
