/** By whom: the name and the country, or what remains of them. */
import type { T } from "#app/i18n/speaker.ts";

export interface Hand {
  /** Null for an account that was closed. */
  readonly name: string | null;
  readonly country: { readonly name: string } | null;
}

/** "Rosa Quispe, Peru"; "Ana Soto, the technical secretariat". */
export function byline(t: T, { name, country }: Hand): string {
  return [name ?? t("groups:erased"), country?.name ?? t("groups:secretariat")].join(", ");
}
