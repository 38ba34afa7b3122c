/** The people of the demonstration. All of them are invented, and so are the institutions that send them. */
import type { Iso, Sector } from "#app/domain/roles.ts";
import type { Language } from "#app/domain/release.ts";
import type { PersonEntered } from "#server/services/naming.ts";

export interface DemoPerson {
  /** What stands before the @. */
  readonly account: string;
  readonly name: string;
  readonly language: Language;
  readonly position: string;
}

export interface DemoCountry {
  readonly iso: Iso;
  readonly institution: string;
  readonly representative: DemoPerson;
  readonly focalPoint: DemoPerson;
}

export const addressOf = (account: string): string => `${account}@demo.example`;

/** A person as a form would enter them. */
export const entered = ({ account, name, language, position }: DemoPerson): PersonEntered => ({
  name,
  email: addressOf(account),
  language,
  position,
});

const person = (account: string, name: string, language: Language, position: string): DemoPerson => ({
  account,
  name,
  language,
  position,
});

const country = (
  iso: Iso,
  language: Language,
  institution: string,
  representative: readonly [name: string, position: string],
  focalPoint: readonly [name: string, position: string],
): DemoCountry => {
  const account = iso.toLowerCase();
  return {
    iso,
    institution,
    representative: person(account, representative[0], language, representative[1]),
    focalPoint: person(`focal-${account}`, focalPoint[0], language, focalPoint[1]),
  };
};

/** Countries that take part in groups, each with its focal point and the person it sends. */
export const countries: readonly DemoCountry[] = [
  country(
    "AR",
    "es",
    "Dirección Nacional de Redes",
    ["Julieta Ferrari Campos", "Coordinadora de redes regionales"],
    ["Pablo Sosa Herrera", "Director de cooperación"],
  ),
  country(
    "BR",
    "pt",
    "Secretaria de Redes e Serviços",
    ["Bruno Carvalho Lima", "Coordenador de banda larga"],
    ["Helena Duarte Prado", "Assessora internacional"],
  ),
  country(
    "CL",
    "es",
    "Oficina de Conectividad",
    ["Marisol Fuentealba Rey", "Jefa de estudios"],
    ["Gonzalo Iturra Vidal", "Encargado de asuntos regionales"],
  ),
  country(
    "CO",
    "es",
    "Dirección de Conectividad",
    ["Camilo Restrepo Gil", "Asesor de infraestructura"],
    ["Paula Cárdenas Ortiz", "Jefa de asuntos internacionales"],
  ),
  country(
    "CR",
    "es",
    "Viceministerio de Redes",
    ["Daniela Arias Solano", "Directora de evolución de redes"],
    ["Óscar Madrigal Rojas", "Asesor del despacho"],
  ),
  country(
    "CU",
    "es",
    "Oficina para la Informatización",
    ["Yamilé Castellanos Pérez", "Especialista principal"],
    ["Rolando Echevarría Díaz", "Director de relaciones"],
  ),
  country(
    "DO",
    "es",
    "Instituto de Redes y Acceso",
    ["Ramón Peralta Núñez", "Gerente de proyectos"],
    ["Altagracia Marte Polanco", "Encargada de cooperación"],
  ),
  country(
    "EC",
    "es",
    "Secretaría de Redes y Acceso",
    ["Diego Paredes Mora", "Director de acceso universal"],
    ["Lucía Andrade Tapia", "Asesora ministerial"],
  ),
  country(
    "JM",
    "en",
    "Office of Networks and Access",
    ["Marcia Bennett", "Principal director, networks"],
    ["Devon Clarke", "Senior adviser"],
  ),
  country(
    "MX",
    "es",
    "Coordinación de Redes Públicas",
    ["Adriana Cordero Luna", "Directora de conectividad"],
    ["Jorge Montaño Rivas", "Director general adjunto"],
  ),
  country(
    "PE",
    "es",
    "Dirección General de Redes",
    ["Luis Aranda Paredes", "Especialista en fibra óptica"],
    ["Carmen Ugarte Ríos", "Directora de cooperación"],
  ),
  country(
    "PY",
    "es",
    "Secretaría de Acceso Digital",
    ["Liz Benítez Acosta", "Directora de proyectos"],
    ["Hugo Caballero Ruiz", "Asesor técnico"],
  ),
  country(
    "TT",
    "en",
    "Office of Digital Access",
    ["Kerwin Mohammed", "Manager, policy"],
    ["Nadia Ramlogan", "Senior planning officer"],
  ),
  country(
    "UY",
    "es",
    "Unidad de Redes y Acceso",
    ["Federico Olivera Pintos", "Gerente de infraestructura"],
    ["Ana Bentancur Silva", "Coordinadora internacional"],
  ),
];

export const secretariat = person("secretariat", "Inés Valdivieso Prat", "es", "Secretaria técnica");
export const chair = person("chair", "Rosa Huamán Torres", "es", "Directora general");
export const coordinator = person("coordinator", "Martín Salcedo Vera", "es", "Coordinador del grupo");

/** Those who sit among the Presiding Officers; the seats themselves are reference data. */
export const officers: readonly (DemoPerson & { readonly country: Iso })[] = [
  { ...person("officer-pe", "Teresa Villanueva Soto", "es", "Viceministra"), country: "PE" },
  { ...person("officer-ec", "Verónica Salazar Cueva", "es", "Subsecretaria"), country: "EC" },
  { ...person("officer-mx", "Ernesto Padilla Nava", "es", "Director general"), country: "MX" },
  { ...person("officer-br", "Marcos Teixeira Rocha", "pt", "Secretário adjunto"), country: "BR" },
  { ...person("officer-uy", "Silvia Machado Ferro", "es", "Directora"), country: "UY" },
  { ...person("officer-cu", "Idania Fonseca Mora", "es", "Directora general"), country: "CU" },
];

/** Each is designated by the body that speaks for its sector. */
export const observers: readonly (DemoPerson & {
  readonly sector: Sector;
  readonly institution: string;
  readonly designatedBy: string;
})[] = [
  {
    ...person("observer", "Karina Baptista Leal", "es", "Vocera"),
    sector: "civil-society",
    institution: "Redes Comunitarias de la Región",
    designatedBy: "Asamblea de Organizaciones Sociales por el Acceso",
  },
  {
    ...person("private", "Alonso Ferreyra Quint", "es", "Gerente de asuntos públicos"),
    sector: "private-sector",
    institution: "Cámara Regional de Operadores",
    designatedBy: "Consejo de Cámaras Empresariales de la Región",
  },
  {
    ...person("technical", "Simone Lacerda Pires", "pt", "Engenheira de redes"),
    sector: "technical-community",
    institution: "Fórum de Operação de Redes",
    designatedBy: "Encontro Regional de Engenharia de Redes",
  },
];

/** An expert whom Chile identified for one group. */
export const speaker = {
  ...person("speaker", "Nicolás Araya Bravo", "es", "Profesor de ingeniería"),
  country: "CL" as Iso,
  institution: "Laboratorio de Mediciones de Red",
};

/** Everybody who has an account. */
export const everybody: readonly DemoPerson[] = [
  secretariat,
  chair,
  coordinator,
  ...countries.flatMap(({ representative, focalPoint }) => [representative, focalPoint]),
  ...officers,
  ...observers,
  speaker,
];
