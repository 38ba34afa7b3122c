/** Texts of a plan: live from its log, reviewed at a place in it, frozen as releases. */
import { jsonOf, parsePlan, type Plan } from "#app/document/plan.ts";
import { planOfUpdates, readIn, updateBy, updateTo, type LiveText } from "#app/document/ydoc.ts";
import { refuse } from "#app/domain/refusal.ts";
import type { Release } from "#app/domain/release.ts";
import type { Capacity, PersonId } from "#app/domain/roles.ts";
import type { Tx } from "#server/store/client.ts";
import { appendOwn, loadDocument, lockDocument, stateAt } from "#server/store/documents.ts";
import type { Damage } from "#server/store/log-damage.ts";
import type { PlanRecord } from "#server/store/plans.ts";
import { freeze } from "#server/store/releases.ts";
import { carryOver } from "#server/store/wordings.ts";

/** The text that was reviewed: a place in the log. Exactly that is folded and frozen (domain §5). */
export interface Reviewed {
  readonly epoch: number;
  readonly seq: number;
}

/** The text as it is in the log now, with the place it was read at. */
export async function liveText(tx: Tx, plan: PlanRecord): Promise<{ text: Plan; reviewed: Reviewed }> {
  const stored = await loadDocument(tx, plan.documentId);
  if (stored === null) throw new Error(`plan ${plan.id} has no document`);
  const updates = [...(stored.snapshot ? [stored.snapshot] : []), ...stored.tail];
  return {
    text: planOfUpdates(updates.map(({ bytes }) => bytes)).plan,
    reviewed: { epoch: stored.epoch, seq: stored.seq },
  };
}

/**
 * Makes the live text say what `change` makes of it, as an update of the server's own; `id` keeps it from being taken twice.
 * Lock the plan before. Answers the text and its place in the log.
 */
export async function rewrite(
  tx: Tx,
  plan: PlanRecord,
  id: string,
  change: (text: Plan) => Plan,
): Promise<{ text: Plan; reviewed: Reviewed }> {
  await lockDocument(tx, plan.documentId);
  const stored = await loadDocument(tx, plan.documentId);
  if (stored === null) throw new Error(`plan ${plan.id} has no document`);
  demandWhole(stored.damage);
  const updates = [...(stored.snapshot ? [stored.snapshot] : []), ...stored.tail].map(({ bytes }) => bytes);
  const bytes = updateTo(updates, change(planOfUpdates(updates).plan));
  const { epoch } = stored;
  const seq = await appendOwn(tx, plan.documentId, stored, { id, bytes });
  if (seq === null) throw new Error(`the log of plan ${plan.id} moved under its lock`);
  return { text: planOfUpdates([...updates, bytes]).plan, reviewed: { epoch, seq } };
}

/** Reads in the live text as it stands in the log, with its letters; nothing is changed. */
export async function withLiveText<T>(
  tx: Tx,
  plan: PlanRecord,
  read: (text: LiveText, at: Reviewed) => T,
): Promise<T> {
  const { stored, updates } = await loaded(tx, plan);
  return readIn(updates, (text) => read(text, { epoch: stored.epoch, seq: stored.seq }));
}

/**
 * Changes the live text by one small update of the server's own; `id` keeps it from being taken twice. Lock the plan before.
 * Answers the place in the log after it. What `change` throws undoes everything.
 */
export async function writeInto(
  tx: Tx,
  plan: PlanRecord,
  id: string,
  change: (text: LiveText, at: Reviewed) => void,
): Promise<Reviewed> {
  await lockDocument(tx, plan.documentId);
  const { stored, updates } = await loaded(tx, plan);
  demandWhole(stored.damage);
  const { epoch, seq } = stored;
  const bytes = updateBy(updates, (text) => change(text, { epoch, seq }));
  if (bytes === null) return { epoch, seq };
  const after = await appendOwn(tx, plan.documentId, stored, { id, bytes });
  if (after === null) throw new Error(`the log of plan ${plan.id} moved under its lock`);
  return { epoch, seq: after };
}

async function loaded(tx: Tx, plan: PlanRecord) {
  const stored = await loadDocument(tx, plan.documentId);
  if (stored === null) throw new Error(`plan ${plan.id} has no document`);
  const rows = [...(stored.snapshot ? [stored.snapshot] : []), ...stored.tail];
  return { stored, updates: rows.map(({ bytes }) => bytes) };
}

/** Exactly the text that was reviewed. Refused: `plan.reviewed-elsewhere` where the log is another by now; `plan.damaged`. */
export async function reviewedText(tx: Tx, plan: PlanRecord, { epoch, seq }: Reviewed): Promise<Plan> {
  const stored = await loadDocument(tx, plan.documentId);
  if (stored === null || stored.epoch !== epoch || seq < 1 || seq > stored.seq)
    throw refuse("conflict", "plan.reviewed-elsewhere");
  demandWhole(stored.damage);
  const { snapshot, tail, damage } = await stateAt(tx, plan.documentId, epoch, seq);
  demandWhole(damage);
  const rows = [...(snapshot ? [snapshot] : []), ...tail];
  return planOfUpdates(rows.map(({ bytes }) => bytes)).plan;
}

/** A text of which something was lost is read, and not decided on. Refused: `plan.damaged`. */
export function demandWhole(damage: readonly Damage[]): void {
  if (damage.some(({ what }) => what === "row")) throw refuse("conflict", "plan.damaged");
}

/** Freezes the reviewed text as the plan's next release; what is still suggested for it goes on beyond that. */
export async function freezePlan(
  tx: Tx,
  plan: PlanRecord,
  text: Plan,
  reviewed: Reviewed,
  by: { personId: PersonId; capacity: Capacity },
  now: Date,
): Promise<Release> {
  const release = await freeze(
    tx,
    {
      subject: { kind: "plan", id: plan.id },
      text: jsonOf(text),
      language: plan.language,
      authorId: by.personId,
      country: by.capacity.country,
      log: { epoch: reviewed.epoch, seq: BigInt(reviewed.seq) },
    },
    now,
  );
  await carryOver(tx, plan.id, release.number);
  return release;
}

/** A release without its text, for lists. */
export const outline = ({ id, number, language, sha256, at }: Release) => ({
  id,
  number,
  language,
  sha256,
  at,
});

/** The text of a release. */
export const textOf = (release: Release): Plan => parsePlan(JSON.parse(release.text));
