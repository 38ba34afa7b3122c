/** By whom: the name and the country, or what remains of them. */
import type { Sector } from "#app/domain/roles.ts";
import type { T } from "#app/i18n/speaker.ts";

export interface Hand {
  /** Null for an account that was closed. */
  readonly name: string | null;
  readonly country: { readonly name: string } | null;
  /** Of an observer to the Presiding Officers. */
  readonly sector?: Sector | null;
}

/** "Rosa Quispe, Peru"; "Inés Duarte, Civil society"; "Ana Soto, the technical secretariat". */
export function byline(t: T, { name, country, sector = null }: Hand): string {
  const seat = sector === null ? t("groups:secretariat") : t(`officers:sector.${sector}`);
  return [name ?? t("groups:erased"), country?.name ?? seat].join(", ");
}
