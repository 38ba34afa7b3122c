import { countryGroups, type Country, type CountryGroup, type Iso } from "#app/domain/region.ts";
import type { Language } from "#app/domain/release.ts";
import type { Tx } from "./client.ts";
import { named } from "./names.ts";

/** A State of the region with its name in the reader's language. */
export interface NamedCountry extends Country {
  readonly name: string;
}

/** A country group, as said to the reader. */
export interface NamedCountryGroup {
  readonly id: CountryGroup;
  readonly name: string;
}

/** All States of the region, in the order of their names in that language. */
export async function countries(tx: Tx, language: Language): Promise<NamedCountry[]> {
  const rows = await tx.country.findMany({ select: { iso: true, names: true, countryGroupId: true } });
  return rows
    .flatMap(({ iso, names, countryGroupId }) => {
      const group = countryGroup(countryGroupId);
      return group === null ? [] : [{ iso, name: named(names, language), group }];
    })
    .sort((a, b) => a.name.localeCompare(b.name, language));
}

/** The name of every State of the region by its code. */
export async function countryNames(tx: Tx, language: Language): Promise<ReadonlyMap<Iso, string>> {
  return new Map((await countries(tx, language)).map(({ iso, name }) => [iso, name]));
}

/** The four country groups in the order of the source (S2 II B). */
export async function namedCountryGroups(tx: Tx, language: Language): Promise<NamedCountryGroup[]> {
  const rows = await tx.countryGroup.findMany({ orderBy: { position: "asc" } });
  return rows.flatMap(({ id, names }) => {
    const group = countryGroup(id);
    return group === null ? [] : [{ id: group, name: named(names, language) }];
  });
}

/** The country group of every State, by its code: what a roll needs. */
export async function groupOfCountry(tx: Tx): Promise<ReadonlyMap<Iso, CountryGroup>> {
  const rows = await tx.country.findMany({ select: { iso: true, countryGroupId: true } });
  return new Map(
    rows.flatMap(({ iso, countryGroupId }) => {
      const group = countryGroup(countryGroupId);
      return group === null ? [] : [[iso, group] as const];
    }),
  );
}

/** The literal of a country group, or null where the column holds none that the domain knows. */
export function countryGroup(id: string | null): CountryGroup | null {
  return countryGroups.find((known) => known === id) ?? null;
}
