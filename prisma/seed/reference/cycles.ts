/**
 * The chain of conferences and agendas from 2003 to 2022 (seed clauses 8, 110, 114, 121, 126, 133).
 * Dates are as the documents print them; where they name no day, none is added.
 */
import { readFuzzyDate, type Cycle } from "#app/domain/agenda.ts";
import { texts, type Texts } from "./texts.ts";

export interface CycleSeed extends Cycle {
  /** Place in the chain, from 1. */
  readonly position: number;
  /** What the conference adopted. */
  readonly instrument: Texts;
  /** Where the opening conference met. */
  readonly place: Texts;
  /** The host's ISO code; null where the conference was virtual. */
  readonly host: string | null;
  /** Whether its areas and goals are part of the reference data. */
  readonly detailed: boolean;
}

export const cycleSeeds: readonly CycleSeed[] = [
  {
    position: 1,
    slug: "bavaro2003",
    name: "Bávaro 2003",
    instrument: texts(
      "Declaración de Bávaro",
      "Bávaro Declaration",
      "Declaração de Bávaro",
      "Déclaration de Bávaro",
    ),
    place: texts(
      "Bávaro (República Dominicana)",
      "Bávaro (Dominican Republic)",
      "Bávaro (República Dominicana)",
      "Bávaro (République dominicaine)",
    ),
    host: "DO",
    ...dates(null, "January 2003", null),
    detailed: false,
  },
  {
    position: 2,
    slug: "elac2007",
    name: "eLAC2007",
    instrument: texts(
      "Compromiso de Río de Janeiro y Plan de Acción eLAC2007",
      "Rio de Janeiro Commitment and Plan of Action eLAC2007",
      "Compromisso do Rio de Janeiro e Plano de Ação eLAC2007",
      "Engagement de Rio de Janeiro et Plan d’action eLAC2007",
    ),
    place: texts(
      "Río de Janeiro (Brasil)",
      "Rio de Janeiro (Brazil)",
      "Rio de Janeiro (Brasil)",
      "Rio de Janeiro (Brésil)",
    ),
    host: "BR",
    ...dates(null, "June 2005", "2005-2007"),
    detailed: true,
  },
  {
    position: 3,
    slug: "elac2010",
    name: "eLAC2010",
    instrument: texts(
      "Compromiso de San Salvador y Plan de Acción eLAC2010",
      "San Salvador Commitment and Plan of Action eLAC2010",
      "Compromisso de San Salvador e Plano de Ação eLAC2010",
      "Engagement de San Salvador et Plan d’action eLAC2010",
    ),
    place: texts(
      "San Salvador (El Salvador)",
      "San Salvador (El Salvador)",
      "San Salvador (El Salvador)",
      "San Salvador (El Salvador)",
    ),
    host: "SV",
    ...dates(null, "February 2008", "2008-2010"),
    detailed: false,
  },
  {
    position: 4,
    slug: "elac2015",
    name: "eLAC2015",
    instrument: texts(
      "Declaración de Lima y Plan de Acción eLAC2015",
      "Lima Declaration and Plan of Action eLAC2015",
      "Declaração de Lima e Plano de Ação eLAC2015",
      "Déclaration de Lima et Plan d’action eLAC2015",
    ),
    place: texts("Lima (Perú)", "Lima (Peru)", "Lima (Peru)", "Lima (Pérou)"),
    host: "PE",
    ...dates(null, "November 2010", "2010-2015"),
    detailed: true,
  },
  {
    position: 5,
    slug: "montevideo2013",
    name: "Montevideo 2013–2015",
    instrument: texts(
      "Declaración de Montevideo y Plan de Trabajo 2013-2015",
      "Montevideo Declaration and Plan of Work 2013–2015",
      "Declaração de Montevidéu e Plano de Trabalho 2013–2015",
      "Déclaration de Montevideo et Plan de travail 2013-2015",
    ),
    place: texts(
      "Montevideo (Uruguay)",
      "Montevideo (Uruguay)",
      "Montevidéu (Uruguai)",
      "Montevideo (Uruguay)",
    ),
    host: "UY",
    ...dates("March 2013", "April 2013", "2013-2015"),
    detailed: false,
  },
  {
    position: 6,
    slug: "elac2018",
    name: "eLAC2018",
    instrument: texts(
      "Declaración de Ciudad de México y Agenda Digital eLAC2018",
      "Mexico City Declaration and Digital Agenda eLAC2018",
      "Declaração da Cidade do México e Agenda Digital eLAC2018",
      "Déclaration de Mexico et Agenda numérique eLAC2018",
    ),
    place: texts(
      "Ciudad de México (México)",
      "Mexico City (Mexico)",
      "Cidade do México (México)",
      "Mexico (Mexique)",
    ),
    host: "MX",
    ...dates(null, "August 2015", "2015-2018"),
    detailed: false,
  },
  {
    position: 7,
    slug: "elac2020",
    name: "eLAC2020",
    instrument: texts(
      "Declaración de Cartagena de Indias y Agenda Digital eLAC2020",
      "Cartagena de Indias Declaration and Digital Agenda eLAC2020",
      "Declaração de Cartagena das Índias e Agenda Digital eLAC2020",
      "Déclaration de Carthagène des Indes et Agenda numérique eLAC2020",
    ),
    place: texts(
      "Cartagena de Indias (Colombia)",
      "Cartagena de Indias (Colombia)",
      "Cartagena das Índias (Colômbia)",
      "Carthagène des Indes (Colombie)",
    ),
    host: "CO",
    ...dates(null, "18-20 April 2018", "2018-2020"),
    detailed: false,
  },
  {
    position: 8,
    slug: "elac2022",
    name: "eLAC2022",
    instrument: texts(
      "Agenda Digital eLAC2022",
      "Digital Agenda eLAC2022",
      "Agenda Digital eLAC2022",
      "Agenda numérique eLAC2022",
    ),
    place: texts("Reunión virtual", "Virtual meeting", "Reunião virtual", "Réunion virtuelle"),
    host: null,
    ...dates("in 2020", "23-26 November 2020", "2020-2022"),
    detailed: true,
  },
];

function dates(
  planned: string | null,
  held: string,
  period: string | null,
): Pick<Cycle, "planned" | "held" | "period"> {
  return {
    planned: planned === null ? null : readFuzzyDate(planned),
    held: readFuzzyDate(held),
    period: period === null ? null : readFuzzyDate(period),
  };
}
