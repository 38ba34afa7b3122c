/** Texts from files, kept while somebody looks at what they would change. */
import type { PersonId } from "#app/domain/roles.ts";
import type { Tx } from "./client.ts";

export interface PlanDraftRow {
  readonly id: string;
  readonly planId: string;
  readonly personId: PersonId;
  readonly name: string;
  /** JSON, as whoever kept it wrote it; "" once it was taken. */
  readonly text: string;
  readonly takenAt: Date | null;
}

/** How long a text is kept, in ms. */
const kept = 24 * 3_600_000;

/**
 * Keeps a text from a file, and throws away those that are a day old; of one that was taken into a plan who brought it is kept.
 * Writes plan_drafts. Answers its id.
 */
export async function keepDraft(
  tx: Tx,
  draft: Pick<PlanDraftRow, "planId" | "personId" | "name" | "text">,
  at: Date,
): Promise<string> {
  await tx.planDraft.deleteMany({ where: { at: { lt: new Date(at.getTime() - kept) }, takenAt: null } });
  const { id } = await tx.planDraft.create({ data: { ...draft, at }, select: { id: true } });
  return id;
}

/** The draft of that person for that plan; null where there is none, or it is older than a day. */
export async function draftOf(
  tx: Tx,
  wanted: { readonly id: string; readonly planId: string; readonly personId: PersonId },
  at: Date,
): Promise<PlanDraftRow | null> {
  return tx.planDraft.findFirst({
    where: { ...wanted, at: { gte: new Date(at.getTime() - kept) } },
    select: { id: true, planId: true, personId: true, name: true, text: true, takenAt: true },
  });
}

/** Notes that the draft is in the text now; its words and its name are not needed any more. */
export async function noteTaken(tx: Tx, id: string, at: Date): Promise<void> {
  await tx.planDraft.update({ where: { id }, data: { takenAt: at, text: "", name: "" } });
}

/** Throws away the drafts of a plan, or of a person: what is redacted or erased stays in none of them. */
export async function dropDrafts(
  tx: Tx,
  of: { readonly planId: string } | { readonly personId: PersonId },
): Promise<void> {
  await tx.planDraft.deleteMany({ where: { ...of, takenAt: null } });
}
