/**
 * What pages are made of. Components take plain values and say their own fixed words.
 * May import: domain, document, i18n. Begin with `useT`; the frame of every page is in frame.tsx.
 */
import { createContext, useContext, useMemo, type ReactNode } from "react";
import type { Params } from "#app/domain/refusal.ts";
import { formatter, type Formatter } from "#app/i18n/format.ts";
import type { Language } from "#app/i18n/language.ts";
import type { T } from "#app/i18n/speaker.ts";

interface Spoken {
  readonly language: Language;
  readonly t: T;
  readonly now: Date;
  readonly format: Formatter;
}

const Context = createContext<Spoken | null>(null);

/** Gives all pages below it a language, its messages, and the instant of the request. */
export function Speech(props: {
  readonly language: Language;
  readonly t: T;
  readonly now: Date;
  readonly children: ReactNode;
}) {
  const { language, t, now } = props;
  const spoken = useMemo(
    () => ({ language, t, now, format: formatter(language, t, now) }),
    [language, t, now],
  );
  return <Context.Provider value={spoken}>{props.children}</Context.Provider>;
}

function useSpoken(): Spoken {
  const spoken = useContext(Context);
  if (spoken === null) throw new Error("Components speak inside <Speech>");
  return spoken;
}

/** Says `namespace:key` in the reader's language. */
export const useT = (): T => useSpoken().t;

export const useLanguage = (): Language => useSpoken().language;

/** The instant of the request, from which relative times count. */
export const useNow = (): Date => useSpoken().now;

export const useFormat = (): Formatter => useSpoken().format;

/** Makes an address of this site in the reader's language: "/agenda" is "/pt/agenda". */
export function useLocal(): (path: string) => string {
  const language = useLanguage();
  return (path) => (path.startsWith("/") ? `/${language}${path === "/" ? "" : path}` : path);
}

const instant = /^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/;

/** Says why something is refused; instants among the values are written as exact times. */
export function useRefusalWords(): (refused: { readonly key: string; readonly params: Params }) => string {
  const { t, format } = useSpoken();
  return ({ key, params }) => {
    const said = Object.entries(params).map(([name, value]) => [
      name,
      typeof value === "string" && instant.test(value) ? format.exact(new Date(value)) : value,
    ]);
    return t(`refusals:${key}`, Object.fromEntries(said) as Params);
  };
}
