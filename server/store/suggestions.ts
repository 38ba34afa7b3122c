/** Who a group's Chair suggests to a country's focal point as somebody who should speak there, and what became of it. */
import type { GroupId, Iso, PersonId } from "#app/domain/roles.ts";
import type { Tx } from "./client.ts";

/** What is suggested: somebody of an entity, or an expert (S2 II D a iii). */
export const suggestionKinds = ["entity", "expert"] as const;
export type SuggestionKind = (typeof suggestionKinds)[number];

export interface NewSuggestion {
  readonly groupId: GroupId;
  /** To whose focal point. */
  readonly country: Iso;
  readonly name: string;
  /** Lower case; null where it is not known. */
  readonly email: string | null;
  readonly institution: string | null;
  readonly kind: SuggestionKind;
  /** Why. */
  readonly note: string;
  readonly personId: PersonId;
  readonly byCountry: Iso | null;
}

export interface Suggestion extends NewSuggestion {
  readonly id: string;
  readonly at: Date;
  /** Null while it waits. */
  readonly answer: "accepted" | "declined" | null;
  readonly answerReason: string | null;
  readonly answeredAt: Date | null;
}

const columns = {
  id: true,
  groupId: true,
  country: true,
  name: true,
  email: true,
  institution: true,
  kind: true,
  note: true,
  personId: true,
  byCountry: true,
  at: true,
  answer: true,
  answerReason: true,
  answeredAt: true,
} as const;

type Row = Omit<Suggestion, "kind" | "answer"> & { readonly kind: string; readonly answer: string | null };

const suggestionOf = (row: Row): Suggestion => ({
  ...row,
  kind: row.kind === "expert" ? "expert" : "entity",
  answer: row.answer === "accepted" || row.answer === "declined" ? row.answer : null,
});

/** Writes a suggestion and returns its id. */
export async function insertSuggestion(tx: Tx, suggestion: NewSuggestion, at: Date): Promise<string> {
  return (await tx.suggestion.create({ data: { ...suggestion, at }, select: { id: true } })).id;
}

/** Whether the same person waits already for that country's answer in the group: by address, else by name. */
export async function waitsAlready(
  tx: Tx,
  { groupId, country, name, email }: NewSuggestion,
): Promise<boolean> {
  const same = email === null ? { name, email: null } : { email };
  return (await tx.suggestion.count({ where: { groupId, country, answeredAt: null, ...same } })) > 0;
}

/** The suggestion; null where there is none. */
export async function suggestionById(tx: Tx, id: string): Promise<Suggestion | null> {
  const row = await tx.suggestion.findUnique({ where: { id }, select: columns });
  return row === null ? null : suggestionOf(row);
}

/** The suggestion, locked for the rest of the transaction; null where there is none in the group. */
export async function lockSuggestion(tx: Tx, groupId: GroupId, id: string): Promise<Suggestion | null> {
  await tx.$queryRaw`SELECT "id" FROM "suggestions" WHERE "id" = ${id} FOR UPDATE`;
  const row = await tx.suggestion.findFirst({ where: { id, groupId }, select: columns });
  return row === null ? null : suggestionOf(row);
}

export async function answerSuggestion(
  tx: Tx,
  id: string,
  answer: {
    readonly answer: "accepted" | "declined";
    readonly answerReason: string | null;
    readonly answeredById: PersonId;
    readonly grantId: string | null;
  },
  at: Date,
): Promise<void> {
  await tx.suggestion.update({ where: { id }, data: { ...answer, answeredAt: at } });
}

/** Suggestions of a group, those that wait first, the latest first; of these countries only, where they are given. */
export async function suggestionsOf(
  tx: Tx,
  groupId: GroupId,
  countries: readonly Iso[] | null,
  limit: number,
): Promise<Suggestion[]> {
  const rows = await tx.suggestion.findMany({
    where: { groupId, ...(countries === null ? {} : { country: { in: [...countries] } }) },
    orderBy: [{ answeredAt: { sort: "desc", nulls: "first" } }, { at: "desc" }],
    take: limit,
    select: columns,
  });
  return rows.map(suggestionOf);
}

/** Suggestions that wait for the answer of these countries, the oldest first. */
export async function waitingSuggestions(tx: Tx, countries: readonly Iso[]): Promise<Suggestion[]> {
  const rows = await tx.suggestion.findMany({
    where: { country: { in: [...countries] }, answeredAt: null },
    orderBy: { at: "asc" },
    select: columns,
  });
  return rows.map(suggestionOf);
}
