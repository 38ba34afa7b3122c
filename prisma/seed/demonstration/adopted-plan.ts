/** A second group, which has adopted its plan of work and records what becomes of its outputs. */
import type { PlanAct } from "#app/domain/plan.ts";
import type { ProgressForm } from "#server/services/output-progress.ts";
import { loadDocument } from "#server/store/documents.ts";
import { planOfGroup, type PlanRecord } from "#server/store/plans.ts";
import { adoptedText } from "./adopted-text.ts";
import { groupCountries } from "./bodies.ts";
import { give } from "./goals.ts";
import { writeText } from "./plan.ts";
import type { Stage } from "./stage.ts";

const slug = "internet-governance";

export async function adoptPlan(stage: Stage): Promise<void> {
  const { services, on, day, who } = stage;
  const chair = await who("mx");
  const year = day(0).getUTCFullYear();
  on(-47, 15, 12);
  await services.plans.begin(chair, slug, { period: `${year}-${year + 2}`, language: "es" });
  on(-46, 16, 40);
  const { documentId } = await planOf(stage);
  await writeText(stage, documentId, { hand: "mx", order: 7, text: adoptedText(day) });
  on(-45, 14);
  await move(stage, "mx", "submit-to-group");
  on(-44, 14, 30);
  await move(stage, "mx", "submit-to-officers");
  on(-42, 17, 5);
  await move(stage, "officer-pe", "end-consideration");
  on(-42, 19);
  await move(stage, "mx", "freeze");
  on(-41, 14, 15);
  const { id: planId, revision } = await planOf(stage);
  await services.plans.openRound(chair, slug, { revision, mode: "express", closing: day(-34, 20) });
  const round = await stage.tx.round.findFirstOrThrow({ where: { planId }, select: { id: true } });
  for (const [index, iso] of (groupCountries[slug] ?? []).entries()) {
    on(-40 + index, 15, 7 * index);
    await give(stage, await who(iso.toLowerCase()), round.id, iso, {});
  }
  on(-36, 16, 20);
  await services.rounds.record(chair, { roundId: round.id });
  await recordProgress(stage);
}

async function recordProgress(stage: Stage): Promise<void> {
  const { on, day } = stage;
  const iso = (days: number): string => day(days).toISOString().slice(0, 10);
  on(-30, 15, 20);
  await put(stage, "br", "o-raiz", {
    status: "under-way",
    percent: 30,
    day: iso(-30),
    note: "Os contratos com dois dos três centros de dados estão assinados.",
    language: "pt",
    country: "BR",
  });
  on(-18, 16, 35);
  await put(stage, "tt", "o-escuela", {
    status: "under-way",
    percent: 40,
    day: iso(-20),
    note: "312 young people applied from 24 countries; the forty were chosen and the first week is over.",
    language: "en",
    country: "TT",
  });
  on(-11, 14, 50);
  await put(stage, "mx", "o-posicion", {
    status: "delivered",
    percent: 100,
    day: iso(-12),
    note: "La firmaron once países. El texto está en los cuatro idiomas.",
    link: "https://www.cepal.org/es",
    language: "es",
    country: "MX",
  });
  on(-6, 13, 25);
  await put(stage, "br", "o-raiz", {
    status: "under-way",
    percent: 70,
    day: iso(-6),
    note: "Duas cópias estão em serviço. A terceira espera uma licença de importação.",
    language: "pt",
    country: "BR",
    after: 1,
  });
}

/** Sends the form of an entry as a browser would. */
async function put(
  { services, who }: Stage,
  account: string,
  outputId: string,
  said: Partial<ProgressForm>,
): Promise<void> {
  const form: ProgressForm = {
    status: "planned",
    percent: null,
    day: "",
    note: "",
    link: null,
    language: "es",
    after: 0,
    office: "representative",
    country: null,
    ...said,
  };
  const body = new FormData();
  body.set("after", String(form.after));
  const request = new Request("http://localhost/", { method: "POST", body });
  await services.outputs.record(await who(account), slug, outputId, {
    request,
    entered: {},
    read: () => form,
  });
}

async function move(stage: Stage, account: string, act: PlanMoved): Promise<void> {
  const plan = await planOf(stage);
  const stored = await loadDocument(stage.tx, plan.documentId);
  if (stored === null) throw new Error("the plan has no text");
  const reviewed = { epoch: stored.epoch, seq: stored.seq };
  const asked = { act, revision: plan.revision, reviewed, comments: null };
  await stage.services.plans.move(await stage.who(account), slug, asked);
}

type PlanMoved = Extract<PlanAct, "submit-to-group" | "submit-to-officers" | "end-consideration" | "freeze">;

async function planOf({ tx }: Stage): Promise<PlanRecord> {
  const group = await tx.group.findUniqueOrThrow({ where: { slug }, select: { id: true } });
  const plan = await planOfGroup(tx, group.id);
  if (plan === null) throw new Error("the group has no plan");
  return plan;
}
