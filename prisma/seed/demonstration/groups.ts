/** A group that two countries propose, and on which all countries of the region are being asked. */
import { randomUUID } from "node:crypto";
import type { GroupCreation } from "#app/domain/group-proposal.ts";
import type { Iso } from "#app/domain/roles.ts";
import { groupInChain } from "#server/store/group-chain.ts";
import { groupBySlug } from "#server/store/groups.ts";
import { roundById } from "#server/store/rounds.ts";
import type { PositionForm } from "#server/services/rounds.ts";
import type { Stage } from "./stage.ts";

const openData: GroupCreation = {
  proposes: "creation",
  names: { es: "Datos públicos abiertos", en: "Open public data", pt: "Dados públicos abertos" },
  purpose: [
    "El grupo reúne lo que cada país ha aprendido al abrir sus datos públicos y acuerda formatos comunes, para que los datos de un país puedan leerse junto a los de otro.",
    "Publica una guía breve cada año y ayuda, en parejas de países, a abrir los primeros cinco conjuntos de datos: presupuesto, compras, salud, escuelas y transporte.",
    "Cuida que ningún dato abierto permita reconocer a una persona.",
  ],
  area: "B",
  chair: "UY",
  viceChairs: ["JM", "CR"],
  reasons: [
    "Varios países publican datos abiertos, cada uno a su manera, y ningún grupo se ocupa de ellos. Con poco gasto pueden compararse y servir a más personas.",
  ],
};

/** Answers in the consultation, in the order in which they came; all other countries are still silent. */
const answers: readonly { readonly iso: Iso; readonly more: Partial<PositionForm> }[] = [
  { iso: "AR", more: {} },
  { iso: "CL", more: {} },
  {
    iso: "MX",
    more: {
      kind: "joins-with-reservation",
      passage: "5",
      text: "México abrirá primero presupuesto y compras; los demás conjuntos, cuando lo permitan sus normas.",
    },
  },
  { iso: "EC", more: {} },
  {
    iso: "BR",
    more: {
      language: "pt",
      kind: "objects",
      passage: "4",
      reason:
        "Os formatos comuns já são tratados no grupo de governo eletrônico; dois grupos fariam o mesmo.",
      lift: "Dizer como os dois grupos dividem o trabalho.",
    },
  },
  { iso: "DO", more: {} },
  {
    iso: "JM",
    more: { language: "en", explanation: "Jamaica is ready to be Vice Chair and to host the first meeting." },
  },
];

/** Proposes the group, lets another country join, and opens the consultation, which is still under way. */
export async function proposeGroup(stage: Stage): Promise<void> {
  const { tx, services, on, day, who } = stage;
  on(-20, 15, 10);
  const uruguay = await who("focal-uy");
  const form = { id: randomUUID(), country: "UY", text: openData, language: "es" } as const;
  const slug = await services.groups.propose(uruguay, form);
  const { id } = await groupBySlug(tx, slug);
  const now = async () => ({ slug, revision: (await groupInChain(tx, id)).revision });
  on(-15, 17, 40);
  await services.groups.coPropose(await who("focal-jm"), { ...(await now()), country: "JM" });
  on(-6, 14, 30);
  const times = { opening: null, closing: day(10, 21) };
  const roundId = await services.groups.openConsultation(await who("officer-pe"), {
    ...(await now()),
    ...times,
  });
  for (const [index, { iso, more }] of answers.entries()) {
    on(-5 + Math.floor(index / 2), 13 + (index % 6), 9 * (index % 6));
    await answer(stage, roundId, iso, more);
  }
}

async function answer(
  { tx, services, who }: Stage,
  roundId: string,
  country: Iso,
  more: Partial<PositionForm>,
): Promise<void> {
  const recorded = await roundById(tx, roundId);
  if (recorded === null) throw new Error("no consultation is open");
  await services.rounds.give(await who(`focal-${country.toLowerCase()}`), {
    roundId,
    seat: country,
    office: "focal-point",
    language: "es",
    releaseId: recorded.round.releaseId,
    after: 0,
    kind: "joins",
    passage: null,
    text: null,
    reason: null,
    lift: null,
    amendment: null,
    confirmDay: null,
    explanation: null,
    ...more,
  });
}
