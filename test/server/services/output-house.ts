/** Outputs in plans of groups: as texts, as the thread that reads along keeps them, and as the countries adopted them. */
import type { Attrs, Plan, PlanNode } from "#app/document/plan.ts";
import { outputsOf } from "#app/document/reading.ts";
import type { Actor } from "#app/domain/roles.ts";
import { outputServices, type OutputsAsked } from "#server/services/outputs.ts";
import { progressServices, type ProgressForm } from "#server/services/output-progress.ts";
import type { Store } from "#server/store/client.ts";
import { begun } from "./plan-house.ts";

export const output = (attrs: Attrs): PlanNode => ({
  type: "output",
  attrs,
  content: [{ type: "paragraph", content: [{ type: "text", text: `About ${String(attrs.id)}.` }] }],
});

export const planOf = (...outputs: readonly Attrs[]): Plan => ({
  type: "doc",
  content: [
    { type: "paragraph", attrs: { id: "p1" }, content: [{ type: "text", text: "What we will do." }] },
    ...outputs.map(output),
  ],
});

/** Everything, as a table. */
export const everything: OutputsAsked = {
  country: null,
  goal: null,
  kind: null,
  status: null,
  late: false,
  group: null,
  view: "table",
  page: 1,
};

/** A group of Peru (chair), Chile and Brazil with a plan, and what can be asked of its outputs. */
export async function outputsIn(store: Store, slug: string, dataDir: string) {
  const house = await begun(store, slug);
  const ground = { ...house.ground, env: { ...house.ground.env, dataDir } };
  const outputs = { ...outputServices(ground), ...progressServices(ground) };
  const documentId = (await store.db.plan.findFirstOrThrow({ where: { groupId: house.groupId } })).documentId;
  /** What the thread that reads along would have kept of this text. */
  const read = async (plan: Plan) => {
    const reading = { epoch: 1, seq: 1n, plan: "{}", words: "" };
    await store.db.documentReading.upsert({
      where: { documentId },
      create: { documentId, ...reading },
      update: reading,
    });
    await store.db.documentOutput.deleteMany({ where: { documentId } });
    await store.db.documentOutput.createMany({
      data: outputsOf(plan).map(({ id, responsible, partners, goals, funding, ...fields }) => ({
        ...fields,
        documentId,
        outputId: id,
        responsible: [...responsible],
        partners: [...partners],
        goals: [...goals],
        fundingState: funding.state,
        fundingScope: funding.scope,
        fundingSector: funding.sector,
        amount: funding.amount,
        currency: funding.currency,
      })),
    });
  };
  /** All three countries adopt it. */
  const adopt = async (plan: Plan) => {
    const roundId = await house.opened(plan);
    for (const who of [house.chair, house.chile, house.brazil]) await house.give(who);
    await house.rounds.record(house.chair, { roundId });
  };
  /** Sends the form of an entry. */
  const put = (
    who: Actor,
    outputId: string,
    said: Partial<ProgressForm>,
    file: { name: string; content: string } | null = null,
  ): Promise<void> => {
    const form: ProgressForm = {
      status: "under-way",
      percent: null,
      day: "2011-03-01",
      note: "",
      link: null,
      language: "en",
      after: 0,
      office: "representative",
      country: "PE",
      ...said,
    };
    const body = new FormData();
    body.set("after", String(form.after));
    if (file !== null) body.set("file", new Blob([file.content]), file.name);
    const request = new Request("http://localhost/", { method: "POST", body });
    return outputs.record(who, slug, outputId, { request, entered: {}, read: () => form });
  };
  const page = (who: Actor, more: Partial<OutputsAsked> = {}) =>
    outputs.page(who, slug, { ...everything, ...more }, "en");
  return { ...house, outputs, read, adopt, put, page };
}
