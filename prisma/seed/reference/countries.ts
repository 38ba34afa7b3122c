/** The 33 States of Latin America and the Caribbean, with the short names that the United Nations uses. */
import type { CountryGroup } from "#app/domain/region.ts";
import { texts, type Texts } from "./texts.ts";

export interface CountrySeed {
  /** ISO 3166-1 alpha-2. */
  readonly iso: string;
  /** ISO 3166-1 alpha-3. */
  readonly iso3: string;
  readonly group: CountryGroup;
  /** The documents do not place countries in groups; these placements are the ones most open to question. */
  readonly doubtful: boolean;
  readonly name: Texts;
}

export interface CountryGroupSeed {
  readonly slug: CountryGroup;
  readonly name: Texts;
}

/** In the order of the follow-up mechanism of eLAC2015 (II B); each gives two seats to the Presiding Officers. */
export const countryGroupSeeds: readonly CountryGroupSeed[] = [
  { slug: "andean", name: texts("Países andinos", "Andean countries", "Países andinos", "Pays andins") },
  {
    slug: "central-america-mexico",
    name: texts(
      "Centroamérica y México",
      "Central America and Mexico",
      "América Central e México",
      "Amérique centrale et Mexique",
    ),
  },
  { slug: "southern-cone", name: texts("Cono Sur", "Southern Cone", "Cone Sul", "Cône Sud") },
  { slug: "caribbean", name: texts("El Caribe", "The Caribbean", "Caribe", "Caraïbes") },
];

const sure = false;
const doubtful = true;

export const countrySeeds: readonly CountrySeed[] = [
  country(
    "AG",
    "ATG",
    "caribbean",
    sure,
    "Antigua y Barbuda",
    "Antigua and Barbuda",
    "Antígua e Barbuda",
    "Antigua-et-Barbuda",
  ),
  country("AR", "ARG", "southern-cone", sure, "Argentina", "Argentina", "Argentina", "Argentine"),
  country("BB", "BRB", "caribbean", sure, "Barbados", "Barbados", "Barbados", "Barbade"),
  country(
    "BO",
    "BOL",
    "andean",
    sure,
    "Bolivia (Estado Plurinacional de)",
    "Bolivia (Plurinational State of)",
    "Bolívia (Estado Plurinacional da)",
    "Bolivie (État plurinational de)",
  ),
  country("BR", "BRA", "southern-cone", sure, "Brasil", "Brazil", "Brasil", "Brésil"),
  country("BS", "BHS", "caribbean", sure, "Bahamas", "Bahamas", "Bahamas", "Bahamas"),
  country("BZ", "BLZ", "caribbean", doubtful, "Belice", "Belize", "Belize", "Belize"),
  country("CL", "CHL", "southern-cone", sure, "Chile", "Chile", "Chile", "Chili"),
  country("CO", "COL", "andean", sure, "Colombia", "Colombia", "Colômbia", "Colombie"),
  country(
    "CR",
    "CRI",
    "central-america-mexico",
    sure,
    "Costa Rica",
    "Costa Rica",
    "Costa Rica",
    "Costa Rica",
  ),
  country("CU", "CUB", "caribbean", doubtful, "Cuba", "Cuba", "Cuba", "Cuba"),
  country("DM", "DMA", "caribbean", sure, "Dominica", "Dominica", "Dominica", "Dominique"),
  country(
    "DO",
    "DOM",
    "caribbean",
    doubtful,
    "República Dominicana",
    "Dominican Republic",
    "República Dominicana",
    "République dominicaine",
  ),
  country("EC", "ECU", "andean", sure, "Ecuador", "Ecuador", "Equador", "Équateur"),
  country("GD", "GRD", "caribbean", sure, "Granada", "Grenada", "Granada", "Grenade"),
  country("GT", "GTM", "central-america-mexico", sure, "Guatemala", "Guatemala", "Guatemala", "Guatemala"),
  country("GY", "GUY", "caribbean", doubtful, "Guyana", "Guyana", "Guiana", "Guyana"),
  country("HN", "HND", "central-america-mexico", sure, "Honduras", "Honduras", "Honduras", "Honduras"),
  country("HT", "HTI", "caribbean", sure, "Haití", "Haiti", "Haiti", "Haïti"),
  country("JM", "JAM", "caribbean", sure, "Jamaica", "Jamaica", "Jamaica", "Jamaïque"),
  country(
    "KN",
    "KNA",
    "caribbean",
    sure,
    "Saint Kitts y Nevis",
    "Saint Kitts and Nevis",
    "São Cristóvão e Névis",
    "Saint-Kitts-et-Nevis",
  ),
  country("LC", "LCA", "caribbean", sure, "Santa Lucía", "Saint Lucia", "Santa Lúcia", "Sainte-Lucie"),
  country("MX", "MEX", "central-america-mexico", sure, "México", "Mexico", "México", "Mexique"),
  country("NI", "NIC", "central-america-mexico", sure, "Nicaragua", "Nicaragua", "Nicarágua", "Nicaragua"),
  country("PA", "PAN", "central-america-mexico", sure, "Panamá", "Panama", "Panamá", "Panama"),
  country("PE", "PER", "andean", sure, "Perú", "Peru", "Peru", "Pérou"),
  country("PY", "PRY", "southern-cone", sure, "Paraguay", "Paraguay", "Paraguai", "Paraguay"),
  country("SR", "SUR", "caribbean", doubtful, "Suriname", "Suriname", "Suriname", "Suriname"),
  country(
    "SV",
    "SLV",
    "central-america-mexico",
    sure,
    "El Salvador",
    "El Salvador",
    "El Salvador",
    "El Salvador",
  ),
  country(
    "TT",
    "TTO",
    "caribbean",
    sure,
    "Trinidad y Tabago",
    "Trinidad and Tobago",
    "Trinidad e Tobago",
    "Trinité-et-Tobago",
  ),
  country("UY", "URY", "southern-cone", sure, "Uruguay", "Uruguay", "Uruguai", "Uruguay"),
  country(
    "VC",
    "VCT",
    "caribbean",
    sure,
    "San Vicente y las Granadinas",
    "Saint Vincent and the Grenadines",
    "São Vicente e Granadinas",
    "Saint-Vincent-et-les Grenadines",
  ),
  country(
    "VE",
    "VEN",
    "andean",
    doubtful,
    "Venezuela (República Bolivariana de)",
    "Venezuela (Bolivarian Republic of)",
    "Venezuela (República Bolivariana da)",
    "Venezuela (République bolivarienne du)",
  ),
];

function country(
  iso: string,
  iso3: string,
  group: CountryGroup,
  isDoubtful: boolean,
  es: string,
  en: string,
  pt: string,
  fr: string,
): CountrySeed {
  return { iso, iso3, group, doubtful: isDoubtful, name: texts(es, en, pt, fr) };
}
