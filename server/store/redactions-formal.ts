/** Words of formal acts as they are kept, for taking passages out of them: drafts, steps, rounds, progress, suggestions (domain §9). */
import type { Redactable } from "#app/domain/redaction.ts";
import type { ReleaseSubject } from "#app/domain/release.ts";
import type { Tx } from "./client.ts";
import { decisionLink } from "./decisions.ts";
import type { Prisma } from "./generated/client.ts";
import { goalLink } from "./proposals.ts";
import { actsAt, actsOfGroup, linkOfActs, type ActsAt } from "./redactable-acts.ts";
import { subjectColumns, subjectOf, subjectSelect, type Subject } from "./releases.ts";
import { lockSubject, roundLink } from "./rounds.ts";

/** A row that holds words: texts, drafts as JSON, or null by column. */
export interface KeptRow {
  readonly fields: Readonly<Record<string, unknown>>;
  /** Sets columns of it. */
  readonly set: (changed: Readonly<Record<string, unknown>>, at: Date) => Promise<unknown>;
}

/** Words beside an entry of the record that were not redacted yet. */
export interface KeptWord {
  readonly entryId: string;
  readonly field: string;
  readonly hash: string;
  readonly value: string;
  /** The round that the entry is of. */
  readonly roundId: string | null;
}

/** Something with its words, under its lock. */
export interface KeptAct {
  readonly id: string;
  readonly groupId: string | null;
  /** Page that shows it, without language. */
  readonly link: string;
  /** What its rounds and releases are of; null where it has none. */
  readonly subject: Subject | null;
  readonly rows: readonly KeptRow[];
  readonly beside: readonly KeptWord[];
  /** Number of each of its rounds, by id. */
  readonly rounds: ReadonlyMap<string, number>;
}

/** What of `Redactable` is kept so. */
export type FormalAt = Extract<
  Redactable,
  {
    readonly kind:
      "round" | "goal" | "decision" | "group" | "output" | "members" | "officers" | "country" | "acts";
  }
>;

const rowsOf = <Row extends { readonly id: string }>(
  rows: readonly Row[],
  set: (id: string, data: never, at: Date) => Promise<unknown>,
): KeptRow[] =>
  rows.map(({ id, ...fields }) => ({ fields, set: (changed, at) => set(id, changed as never, at) }));

/** What stands at an address, with all words of it; null where nothing does. Locked for the transaction. */
export async function keptAct(tx: Tx, at: FormalAt): Promise<KeptAct | null> {
  switch (at.kind) {
    case "round": {
      const select = { id: true, ...subjectSelect };
      const row = await tx.round.findUnique({ where: { number: at.round }, select });
      if (row === null) return null;
      return {
        ...(await keptSubject(tx, subjectOf(row))),
        id: row.id,
        link: roundLink({ number: at.round }),
      };
    }
    case "goal": {
      const row = await tx.proposal.findFirst({ where: { number: at.goal }, select: { id: true } });
      return row === null ? null : keptSubject(tx, { kind: "goal", id: row.id });
    }
    case "decision": {
      const where = { number: at.decision, group: { slug: at.slug } };
      const row = await tx.decision.findFirst({ where, select: { id: true } });
      return row === null ? null : keptSubject(tx, { kind: "decision", id: row.id });
    }
    case "group": {
      const row = await tx.group.findUnique({ where: { slug: at.slug }, select: { id: true } });
      return row === null ? null : keptSubject(tx, { kind: "group", id: row.id });
    }
    case "output":
      return keptOutput(tx, at);
    case "members":
      return keptMembers(tx, at.slug);
    case "officers":
    case "country":
    case "acts":
      return keptActs(tx, at);
  }
}

/** All words of what rounds are of: its draft (a plan's text lies elsewhere), its steps, its rounds. */
export async function keptSubject(tx: Tx, subject: Subject): Promise<KeptAct> {
  await lockSubject(tx, subject);
  const where = subjectColumns(subject);
  const rounds = await tx.round.findMany({ where, select: { id: true, number: true, withdrawReason: true } });
  const of = { roundId: { in: rounds.map(({ id }) => id) } };
  const steps = await tx.step.findMany({ where, select: { id: true, comments: true } });
  const positions = await tx.position.findMany({
    where: of,
    select: { id: true, passage: true, text: true, wouldLift: true, amendment: true },
  });
  const explanations = await tx.explanation.findMany({ where: of, select: { id: true, text: true } });
  return {
    ...(await draftOf(tx, subject, [
      ...rowsOf(
        rounds.map(({ id, withdrawReason }) => ({ id, withdrawReason })),
        (id, data) => tx.round.update({ where: { id }, data }),
      ),
      ...rowsOf(steps, (id, data) => tx.step.update({ where: { id }, data })),
      ...rowsOf(positions, (id, data: Prisma.PositionUpdateInput, at) =>
        tx.position.update({ where: { id }, data: { ...data, redactedAt: at } }),
      ),
      ...rowsOf(explanations, (id, data: Prisma.ExplanationUpdateInput, at) =>
        tx.explanation.update({ where: { id }, data: { ...data, redactedAt: at } }),
      ),
    ])),
    id: subject.id,
    subject,
    rounds: new Map(rounds.map(({ id, number }) => [id, number])),
    beside: await besideEntries(tx, [
      of,
      ...kindsOf[subject.kind].map((kind) => ({
        kind: { startsWith: kind },
        facts: { contains: `"${subject.id}"` },
      })),
    ]),
  };
}

/** Kinds of entries that state something of it, by how they begin. */
const kindsOf: Readonly<Record<ReleaseSubject, readonly string[]>> = {
  plan: ["plan."],
  goal: ["goal."],
  group: ["group.", "commission."],
  decision: ["decision.", "commission."],
};

type Drafted = Pick<KeptAct, "groupId" | "link" | "rows">;

async function draftOf(tx: Tx, { kind, id }: Subject, rows: readonly KeptRow[]): Promise<Drafted> {
  const where = { id };
  switch (kind) {
    case "plan": {
      const { groupId, group } = await tx.plan.findUniqueOrThrow({
        where,
        select: { groupId: true, group: { select: { slug: true } } },
      });
      return { groupId, link: `/groups/${group.slug}/plan`, rows };
    }
    case "goal": {
      const select = { id: true, groupId: true, number: true, title: true, draft: true };
      const { groupId, number, ...held } = await tx.proposal.findUniqueOrThrow({ where, select });
      const draft = rowsOf([held], (one, data) => tx.proposal.update({ where: { id: one }, data }));
      return { groupId, link: goalLink(number), rows: [...draft, ...rows] };
    }
    case "group": {
      const select = { id: true, slug: true, draft: true };
      const { slug, ...held } = await tx.group.findUniqueOrThrow({ where, select });
      const draft = rowsOf([held], (one, data) => tx.group.update({ where: { id: one }, data }));
      return { groupId: id, link: `/groups/${slug}/proposal`, rows: [...draft, ...rows] };
    }
    case "decision": {
      const { groupId, number, group, ...held } = await tx.decision.findUniqueOrThrow({
        where,
        select: {
          id: true,
          groupId: true,
          number: true,
          title: true,
          draft: true,
          group: { select: { slug: true } },
        },
      });
      const draft = rowsOf([held], (one, data) => tx.decision.update({ where: { id: one }, data }));
      return { groupId, link: decisionLink({ groupSlug: group.slug, number }), rows: [...draft, ...rows] };
    }
  }
}

/** What was put on record of an output of a group's plans. The plan is locked. */
async function keptOutput(tx: Tx, { slug, output }: { slug: string; output: string }) {
  const where = { outputId: output, plan: { group: { slug } } };
  const first = await tx.outputProgress.findFirst({
    where,
    select: { planId: true, plan: { select: { groupId: true } } },
  });
  if (first === null) return null;
  await lockSubject(tx, { kind: "plan", id: first.planId });
  const rows = await tx.outputProgress.findMany({ where, select: { id: true, note: true, link: true } });
  return {
    id: output,
    groupId: first.plan.groupId,
    link: `/groups/${slug}/outputs/${output}`,
    subject: null,
    rounds: new Map(),
    rows: rowsOf(rows, (id, data: Prisma.OutputProgressUpdateInput, at) =>
      tx.outputProgress.update({ where: { id }, data: { ...data, redactedAt: at } }),
    ),
    beside: await besideEntries(
      tx,
      rows.map(({ id }) => ({ kind: "output.progressed", facts: { contains: `"${id}"` } })),
    ),
  };
}

/** Suggested speakers, and the acts that memberships, offices and rights in a group rest on. The group is locked. */
async function keptMembers(tx: Tx, slug: string) {
  const group = await tx.group.findUnique({ where: { slug }, select: { id: true } });
  if (group === null) return null;
  const { id: groupId } = group;
  await lockSubject(tx, { kind: "group", id: groupId });
  const suggestions = await tx.suggestion.findMany({
    where: { groupId },
    select: { id: true, name: true, email: true, institution: true, note: true, answerReason: true },
  });
  return {
    id: groupId,
    groupId,
    link: `/groups/${slug}/members`,
    subject: null,
    rounds: new Map(),
    rows: [
      ...rowsOf(suggestions, (id, data: Prisma.SuggestionUpdateInput) =>
        // Half an address is none.
        tx.suggestion.update({ where: { id }, data: "email" in data ? { ...data, email: null } : data }),
      ),
      ...(await rowsOfActs(tx, actsOfGroup(groupId))),
    ],
    beside: await besideEntries(tx, [{ kind: { startsWith: "speaker." }, groupId }]),
  };
}

/** Acts that are on the page of no group. */
async function keptActs(tx: Tx, at: ActsAt): Promise<KeptAct | null> {
  const rows = await rowsOfActs(tx, actsAt(at));
  if (rows.length === 0) return null;
  const id = at.kind === "country" ? at.country : at.kind;
  return { id, groupId: null, link: linkOfActs(at), subject: null, rounds: new Map(), rows, beside: [] };
}

/** Their words, under a lock of their own: one act can be shown on several pages. */
async function rowsOfActs(tx: Tx, where: Prisma.ActWhereInput): Promise<KeptRow[]> {
  const found = await tx.act.findMany({ where, orderBy: { id: "asc" }, select: { id: true } });
  const ids = found.map(({ id }) => id);
  await tx.$queryRaw`SELECT "id" FROM "acts" WHERE "id" = ANY(${ids}::text[]) ORDER BY "id" FOR UPDATE`;
  const select = { id: true, reference: true, note: true } as const;
  const acts = await tx.act.findMany({ where: { id: { in: ids } }, select });
  return rowsOf(acts, (id, data) => tx.act.update({ where: { id }, data }));
}

/** The words beside these entries. */
async function besideEntries(
  tx: Tx,
  entries: readonly Prisma.JournalEntryWhereInput[],
): Promise<readonly KeptWord[]> {
  const words = await tx.journalName.findMany({
    where: { redactedAt: null, value: { not: null }, entry: { OR: [...entries] } },
    orderBy: [{ entryId: "asc" }, { field: "asc" }],
    select: { entryId: true, field: true, hash: true, value: true, entry: { select: { roundId: true } } },
  });
  return words.flatMap(({ value, entry, ...word }) =>
    value === null ? [] : [{ ...word, value, roundId: entry.roundId }],
  );
}
