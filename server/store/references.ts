/** Names of what entries and rounds refer to, in the reader's language. */
import type { Language } from "#app/domain/release.ts";
import type { GroupId, RollKind } from "#app/domain/roles.ts";
import type { Tx } from "./client.ts";
import { decisionLink } from "./decisions.ts";
import { named } from "./names.ts";
import { subjectOf, subjectSelect, type Subject } from "./releases.ts";
import { goalLink } from "./proposals.ts";

/** What a round is of, as a list names it. */
export interface NamedSubject {
  readonly kind: Subject["kind"];
  readonly id: string;
  /** A goal's or a decision's title, in the language it was written in; a plan's period; a group's name. */
  readonly title: string;
  readonly group: { readonly id: GroupId; readonly slug: string; readonly name: string };
  /** Page that shows it, without language. */
  readonly link: string;
}

/** The named subjects by id. */
export async function namedSubjects(
  tx: Tx,
  subjects: readonly Subject[],
  language: Language,
): Promise<ReadonlyMap<string, NamedSubject>> {
  const ids = (kind: Subject["kind"]) =>
    subjects.filter((subject) => subject.kind === kind).map(({ id }) => id);
  const group = { select: { id: true, slug: true, names: true } } as const;
  const plans = await tx.plan.findMany({
    where: { id: { in: ids("plan") } },
    select: { id: true, period: true, group },
  });
  const goals = await tx.proposal.findMany({
    where: { id: { in: ids("goal") } },
    select: { id: true, title: true, number: true, group },
  });
  const groups = await tx.group.findMany({ where: { id: { in: ids("group") } }, ...group });
  const decisions = await tx.decision.findMany({
    where: { id: { in: ids("decision") } },
    select: { id: true, title: true, number: true, group },
  });
  const groupIn = (held: { id: string; slug: string; names: unknown }) => ({
    id: held.id,
    slug: held.slug,
    name: named(held.names, language),
  });
  const nobody = { id: "", slug: "", names: {} };
  return new Map<string, NamedSubject>([
    ...plans.map((plan): [string, NamedSubject] => {
      const of = groupIn(plan.group);
      return [
        plan.id,
        { kind: "plan", id: plan.id, title: plan.period, group: of, link: `/groups/${of.slug}/plan` },
      ];
    }),
    ...goals.map((goal): [string, NamedSubject] => {
      const link = goalLink(goal.number);
      return [
        goal.id,
        { kind: "goal", id: goal.id, title: goal.title, group: groupIn(goal.group ?? nobody), link },
      ];
    }),
    ...groups.map((held): [string, NamedSubject] => {
      const of = groupIn(held);
      const link = `/groups/${of.slug}/proposal`;
      return [held.id, { kind: "group", id: held.id, title: of.name, group: of, link }];
    }),
    ...decisions.map(({ id, title, number, group: held }): [string, NamedSubject] => {
      const of = groupIn(held);
      const link = decisionLink({ groupSlug: of.slug, number });
      return [id, { kind: "decision", id, title, group: of, link }];
    }),
  ]);
}

/** The names of groups by id. */
export async function groupNames(
  tx: Tx,
  language: Language,
): Promise<ReadonlyMap<GroupId, { slug: string; name: string }>> {
  const rows = await tx.group.findMany({ select: { id: true, slug: true, names: true } });
  return new Map(rows.map(({ id, slug, names }) => [id, { slug, name: named(names, language) }]));
}

/** Of each round, its number, what it is of, and who is asked in it. */
export async function subjectsOfRounds(
  tx: Tx,
  ids: readonly string[],
): Promise<ReadonlyMap<string, Subject & { readonly roll: RollKind; readonly number: number }>> {
  const rows = await tx.round.findMany({
    where: { id: { in: [...ids] } },
    select: { id: true, roll: true, number: true, ...subjectSelect },
  });
  return new Map(
    rows.map(({ id, roll, number, ...of }) => [id, { ...subjectOf(of), roll: roll as RollKind, number }]),
  );
}

/** The names of persons by id; somebody whose account was erased is left out. */
export async function personNames(tx: Tx, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const rows = await tx.person.findMany({
    where: { id: { in: [...ids] }, erasedAt: null },
    select: { id: true, name: true },
  });
  return new Map(rows.map(({ id, name }) => [id, name]));
}

/** Titles of threads, files and pages by id; of a page its latest title, in the reader's language where there is one. */
export async function titles(
  tx: Tx,
  ids: {
    readonly threads: readonly string[];
    readonly files: readonly string[];
    readonly pages: readonly string[];
  },
  language: Language,
): Promise<ReadonlyMap<string, string>> {
  const threads = await tx.thread.findMany({
    where: { id: { in: [...ids.threads] } },
    select: { id: true, title: true },
  });
  const files = await tx.storedFile.findMany({
    where: { id: { in: [...ids.files] } },
    select: { id: true, title: true },
  });
  const decided = await tx.pageText.findMany({
    where: { pageId: { in: [...ids.pages] }, state: { not: "draft" } },
    orderBy: { version: "asc" },
    select: { pageId: true, title: true, language: true, state: true },
  });
  // What was taken down is no longer for everybody, its title neither.
  const last = new Map(decided.map((text) => [`${text.pageId} ${text.language}`, text.state]));
  const texts = decided.filter(
    ({ pageId, language: written }) => last.get(`${pageId} ${written}`) === "published",
  );
  const own = texts.filter((text) => text.language === language);
  return new Map<string, string>([
    ...threads.map(({ id, title }): [string, string] => [id, title]),
    ...files.map(({ id, title }): [string, string] => [id, title]),
    ...[...texts, ...own].map(({ pageId, title }): [string, string] => [pageId, title]),
  ]);
}
