/** The plan of work: begun by the chair, sent to the group, returned with comments, and now in drafting again. */
import * as Y from "yjs";
import type { Plan } from "#app/document/plan.ts";
import { writePlan } from "#app/document/ydoc.ts";
import { loadDocument } from "#server/store/documents.ts";
import { checkOf } from "#server/store/log-damage.ts";
import { planOfGroup, type PlanRecord } from "#server/store/plans.ts";
import { mainGroup } from "./bodies.ts";
import { planAfter, type Hand } from "./plan-text.ts";
import type { Stage } from "./stage.ts";

export async function draftPlan(stage: Stage): Promise<void> {
  const { services, on, who } = stage;
  const { plans } = services;
  const chair = await who("chair");
  on(-46, 14, 10);
  await plans.begin(chair, mainGroup, { period: "2011-2013", language: "es" });
  on(-45, 15, 25);
  await write(stage, "chair", 0);

  on(-31, 13, 40);
  await move("submit-to-group", null);
  on(-22, 19, 5);
  await move(
    "return",
    "Faltan fechas en el párrafo 4 y una condición para los puntos de intercambio. Chile, Brasil y Costa Rica proponen palabras antes de la próxima reunión.",
  );

  on(-19, 16, 12);
  await write(stage, "cl", 1);
  on(-13, 18, 47);
  await write(stage, "br", 2);
  on(-13, 19, 10);
  await name(
    "br",
    "Antes de la consulta con los reguladores",
    "Con las condiciones para los puntos de intercambio.",
  );
  on(-8, 14, 3);
  await write(stage, "cr", 3);
  on(-7, 15, 40);
  await name("chair", "Para la reunión de San José", null);
  on(-2, 13, 31);
  await write(stage, "jm", 4);

  /** Somebody names the text as it is. */
  async function name(hand: "br" | "chair", called: string, note: string | null): Promise<void> {
    await services.versions.name(await who(hand), mainGroup, { name: called, note });
  }

  async function move(act: "submit-to-group" | "return", comments: string | null): Promise<void> {
    const plan = await planOf(stage);
    const stored = await loadDocument(stage.tx, plan.documentId);
    if (stored === null) throw new Error("the plan has no text");
    const reviewed = { epoch: stored.epoch, seq: stored.seq };
    await plans.move(chair, mainGroup, { act, revision: plan.revision, reviewed, comments });
  }
}

/** The plan of the main group. */
export async function planOf({ tx }: Stage): Promise<PlanRecord> {
  const group = await tx.group.findUniqueOrThrow({ where: { slug: mainGroup }, select: { id: true } });
  const plan = await planOfGroup(tx, group.id);
  if (plan === null) throw new Error("the group has no plan");
  return plan;
}

const write = async (stage: Stage, hand: Hand, order: number): Promise<void> =>
  writeText(stage, (await planOf(stage)).documentId, { hand, order, text: planAfter(hand) });

/** Somebody's hand in a live text: the change from what stands, as their editor would send it, at the end of the log. */
export async function writeText(
  stage: Stage,
  documentId: string,
  written: { readonly hand: string; readonly order: number; readonly text: Plan },
): Promise<void> {
  const { tx, ground, who } = stage;
  const { hand, order, text } = written;
  const stored = await loadDocument(tx, documentId);
  if (stored === null) throw new Error("the plan has no text");
  const doc = new Y.Doc();
  for (const { bytes } of stored.tail) Y.applyUpdate(doc, bytes);
  doc.clientID = 7_203_001 + order;
  const before = Y.encodeStateVector(doc);
  writePlan(doc, text);
  const bytes = Y.encodeStateAsUpdate(doc, before);
  const { epoch } = stored;
  const { id: personId } = await who(hand);
  const seq = BigInt(stored.seq + 1);
  const row = {
    documentId,
    epoch,
    seq,
    personId,
    clientUpdateId: `demonstration-${order}`,
    at: ground.clock.now(),
  };
  await tx.documentUpdate.create({ data: { ...row, bytes: new Uint8Array(bytes), check: checkOf(bytes) } });
  await tx.documentClient.create({ data: { documentId, epoch, clientId: BigInt(doc.clientID), personId } });
  await tx.document.update({ where: { id: documentId }, data: { seq } });
  doc.destroy();
}
