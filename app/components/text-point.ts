/** Points in the life of a plan's text, and those who made them, in words. */
import { pointIn } from "#app/domain/text-point.ts";
import type { Formatter } from "#app/i18n/format.ts";
import type { T } from "#app/i18n/speaker.ts";

export interface Speech {
  readonly t: T;
  readonly format: Formatter;
}

/** What is known of a point, as far as its name needs it. */
export interface SaidPoint {
  readonly kind: "live" | "adopted" | "release" | "version" | "row";
  readonly number: number | null;
  readonly name: string | null;
  readonly at: Date | null;
}

/** "Release 3", "“Before Lima”", "Text of 3 March 2011, 14:05 …", "Live text". */
export function sayPoint({ t, format }: Speech, { kind, number, name, at }: SaidPoint): string {
  switch (kind) {
    case "live":
      return t("versions:point.live");
    case "adopted":
      return t("versions:point.adopted", { number: number ?? 0 });
    case "release":
      return t("versions:point.release", { number: number ?? 0 });
    case "version":
      return t("versions:quoted", { name: name ?? "" });
    case "row":
      return at === null ? t("versions:point.earlier") : t("versions:point.row", { date: format.exact(at) });
  }
}

/** A point of which only the address is known: "release-3". */
export function sayAddress(speech: Speech, address: string, names: ReadonlyMap<string, string>): string {
  const name = names.get(address);
  if (name !== undefined) return name;
  const point = pointIn(address);
  if (point?.kind === "release") return sayPoint(speech, { ...point, name: null, at: null });
  return speech.t("versions:point.earlier");
}

/** Who wrote or named: the country, and the person as long as there is one. */
export function sayWriter(
  { t }: Pick<Speech, "t">,
  { name, country }: { readonly name: string | null; readonly country: string | null },
  countries: Readonly<Record<string, string>>,
): string {
  if (country === null) return name ?? t("versions:by.nobody");
  const said = countries[country] ?? country;
  return name === null
    ? t("versions:by.erased", { country: said })
    : t("versions:by.person", { country: said, name });
}
