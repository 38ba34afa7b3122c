/** The words of the plan that a second group has adopted. Its dates are around today, so that some are past and some ahead. */
import { parsePlan, type Attrs, type Plan, type PlanNode } from "#app/document/plan.ts";

const paragraph = (id: string, words: string): PlanNode => ({
  type: "paragraph",
  attrs: { id },
  content: [{ type: "text", text: words }],
});

const heading = (id: string, words: string): PlanNode => ({
  type: "heading",
  attrs: { id, level: 1 },
  content: [{ type: "text", text: words }],
});

const output = (attrs: Attrs, description: string): PlanNode => ({
  type: "output",
  attrs: { status: "planned", currency: "USD", ...attrs },
  content: [paragraph(`${String(attrs.id)}-p`, description)],
});

const isoDay = (at: Date): string => at.toISOString().slice(0, 10);

/** `day`: the instant that many days from today. */
export function adoptedText(day: (days: number) => Date): Plan {
  const year = day(0).getUTCFullYear();
  return parsePlan({
    type: "doc",
    content: [
      heading("proposito", "Propósito"),
      paragraph(
        "p-01",
        "Los países del grupo preparan juntos lo que la región dice en los foros mundiales de gobernanza de Internet, y hacen que más de sus jóvenes, universidades y cooperativas estén en ellos.",
      ),
      paragraph(
        "p-02",
        "Cada producto tiene un país que responde por él. Los avances se registran a medida que ocurren, con la evidencia a la vista de todos.",
      ),
      heading("productos", "Productos"),
      output(
        {
          id: "o-posicion",
          title: "Posición común para el foro mundial",
          kind: "study",
          responsible: "MX",
          partners: "BR; CEPAL",
          goals: "18",
          start: isoDay(day(-35)),
          due: isoDay(day(-12)),
          indicator: "Países que la firman",
          target: "10",
          funding: "secured",
          fundingScope: "national",
          fundingSector: "public",
          amount: "12500",
        },
        "Cuatro páginas en los cuatro idiomas, con lo que los países comparten y lo que no.",
      ),
      output(
        {
          id: "o-escuela",
          title: "Escuela de gobernanza para cuarenta jóvenes",
          kind: "training",
          responsible: "TT; UY",
          partners: "Fórum de Operação de Redes",
          goals: "8 18",
          start: isoDay(day(-20)),
          due: isoDay(day(40)),
          indicator: "Jóvenes que la terminan",
          target: "40",
          funding: "pledged",
          fundingScope: "international",
          fundingSector: "public",
          amount: "96000",
        },
        "Tres semanas a distancia y una en persona, la mitad para jóvenes de países insulares.",
      ),
      output(
        {
          id: "o-raiz",
          title: "Copias del servidor raíz en tres países más",
          kind: "tool",
          responsible: "BR",
          partners: "UY",
          goals: "3 4",
          start: isoDay(day(-30)),
          due: isoDay(day(-4)),
          indicator: "Copias en servicio",
          target: "3",
          funding: "secured",
          fundingScope: "international",
          fundingSector: "private",
          amount: "210000",
        },
        "Se instalan donde más consultas salen hoy de la región.",
      ),
      output(
        {
          id: "o-nombres",
          title: "Guía de nombres de dominio en lenguas indígenas",
          kind: "tool",
          responsible: "MX; Redes Comunitarias de la Región",
          goals: "17",
          start: `primer semestre de ${year + 1}`,
          due: `fines de ${year + 1}`,
          indicator: "Lenguas con guía",
          target: "6",
          funding: "sought",
          fundingScope: "international",
          fundingSector: "public",
          amount: "45000",
          currency: "EUR",
        },
        "Qué letras hacen falta, quién las pide y cómo se registran.",
      ),
      output(
        {
          id: "o-seminario",
          title: "Seminario con los operadores del Caribe",
          kind: "seminar",
          responsible: "TT",
          goals: "3 8",
          due: `mediados de ${year + 1}`,
          indicator: "Operadores presentes",
          target: "15",
          status: "planned",
        },
        "Un día, junto a la reunión anual de los operadores.",
      ),
    ],
  });
}
