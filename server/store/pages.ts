/** Pages of a minisite: the mandate, pages and news. Words are kept per language, every version for good. */
import type { Language } from "#app/domain/release.ts";
import { refuse } from "#app/domain/refusal.ts";
import type { Iso, PersonId } from "#app/domain/roles.ts";
import type { Tx } from "./client.ts";
import type { Prisma } from "./generated/client.ts";
import { named } from "./names.ts";

export const pageKinds = ["mandate", "page", "news"] as const;
export type PageKind = (typeof pageKinds)[number];
export type TextState = "draft" | "published" | "unpublished";

/** One version of a page's words in one language. */
export interface PageVersion {
  readonly id: string;
  readonly language: Language;
  readonly version: number;
  readonly title: string;
  /** Blocks of app/document/markup.ts, as they were stored. */
  readonly body: unknown;
  readonly state: TextState;
  readonly by: Author;
  readonly at: Date;
}

/** Whose hand it was. The name is null for an account that was erased; the country stays. */
export interface Author {
  readonly name: string | null;
  readonly country: { readonly iso: Iso; readonly name: string } | null;
}

export interface PageHead {
  readonly id: string;
  readonly kind: PageKind;
  readonly slug: string;
  readonly position: number;
}

/** A page with, for each language, what is published and the latest version of any state. */
export interface KeptPage extends PageHead {
  readonly published: readonly PageVersion[];
  readonly latest: readonly PageVersion[];
}

/** The page at that address. Refused as `unknown` (`page.unknown`), also where it belongs to another group. */
export async function pageAt(tx: Tx, groupId: string, kind: PageKind, slug: string): Promise<PageHead> {
  const row = await tx.page.findUnique({ where: { groupId_kind_slug: { groupId, kind, slug } } });
  if (row === null) throw refuse("unknown", "page.unknown");
  return headOf(row);
}

/** All pages of a kind, in their order (news: the newest first), each with its words; names in `reader`'s language. */
export async function pagesOf(
  tx: Tx,
  groupId: string,
  kind: PageKind,
  reader: Language,
): Promise<readonly KeptPage[]> {
  const rows = await tx.page.findMany({
    where: { groupId, kind },
    orderBy: kind === "news" ? { createdAt: "desc" } : { position: "asc" },
  });
  return withTexts(tx, rows.map(headOf), reader);
}

/** The page with its words. */
export async function keptPage(tx: Tx, head: PageHead, reader: Language): Promise<KeptPage> {
  const [page] = await withTexts(tx, [head], reader);
  return page ?? { ...head, published: [], latest: [] };
}

/** Every version in one language, the newest first. */
export async function versionsOf(
  tx: Tx,
  pageId: string,
  language: Language,
  reader: Language,
): Promise<readonly PageVersion[]> {
  const rows = await tx.pageText.findMany({ where: { pageId, language }, orderBy: { version: "desc" } });
  return authored(tx, rows, reader);
}

/** The number of the newest version in a language; 0 where there is none. */
export async function newestVersion(tx: Tx, pageId: string, language: Language): Promise<number> {
  const { _max } = await tx.pageText.aggregate({ where: { pageId, language }, _max: { version: true } });
  return _max.version ?? 0;
}

/** Makes a page with a free address near `wanted`. Writes pages. */
export async function makePage(
  tx: Tx,
  page: { groupId: string; kind: PageKind; wanted: string; at: Date },
): Promise<PageHead> {
  const { groupId, kind, wanted, at } = page;
  const taken = await tx.page.findMany({
    where: { groupId, kind, slug: { startsWith: wanted } },
    select: { slug: true },
  });
  const slugs = new Set(taken.map(({ slug }) => slug));
  let slug = wanted;
  for (let next = 2; slugs.has(slug); next += 1) slug = `${wanted}-${next}`;
  const { _max } = await tx.page.aggregate({ where: { groupId, kind }, _max: { position: true } });
  const position = kind === "mandate" ? 0 : (_max.position ?? 0) + 1;
  return headOf(await tx.page.create({ data: { groupId, kind, slug, position, createdAt: at } }));
}

/** Writes the next version of a page's words. */
export async function writeVersion(
  tx: Tx,
  text: {
    pageId: string;
    language: Language;
    version: number;
    title: string;
    body: unknown;
    state: TextState;
    personId: PersonId;
    country: Iso | null;
    at: Date;
  },
): Promise<string> {
  const row = await tx.pageText.create({
    data: { ...text, body: text.body as Prisma.InputJsonValue },
    select: { id: true },
  });
  return row.id;
}

/** Two acts on one page wait for each other. */
export async function lockPage(tx: Tx, pageId: string): Promise<void> {
  await tx.$queryRaw`SELECT "id" FROM "pages" WHERE "id" = ${pageId} FOR UPDATE`;
}

/** Two acts that number things of one group wait for each other. */
export async function lockGroup(tx: Tx, groupId: string): Promise<void> {
  await tx.$queryRaw`SELECT "id" FROM "groups" WHERE "id" = ${groupId} FOR UPDATE`;
}

interface HeadRow {
  readonly id: string;
  readonly kind: string;
  readonly slug: string;
  readonly position: number;
}

const headOf = ({ id, kind, slug, position }: HeadRow): PageHead => ({
  id,
  kind: kind as PageKind,
  slug,
  position,
});

interface TextRow {
  readonly id: string;
  readonly pageId: string;
  readonly language: string;
  readonly version: number;
  readonly title: string;
  readonly body: unknown;
  readonly state: string;
  readonly personId: string;
  readonly country: string | null;
  readonly at: Date;
}

/** The newest version per page and language, and the newest that was published or taken down: two small queries. */
async function withTexts(tx: Tx, heads: readonly PageHead[], reader: Language): Promise<KeptPage[]> {
  if (heads.length === 0) return [];
  const where = { pageId: { in: heads.map(({ id }) => id) } };
  const newest = {
    orderBy: { version: "desc" },
    distinct: ["pageId", "language"],
  } satisfies Prisma.PageTextFindManyArgs;
  const latest = await tx.pageText.findMany({ where, ...newest });
  const decided = await tx.pageText.findMany({ where: { ...where, state: { not: "draft" } }, ...newest });
  const shown = decided.filter(({ state }) => state === "published");
  const versions = await authored(tx, [...latest, ...shown], reader);
  const of = (rows: readonly TextRow[], from: number, pageId: string) =>
    versions.slice(from, from + rows.length).filter((_, at) => rows[at]?.pageId === pageId);
  return heads.map((head) => ({
    ...head,
    latest: of(latest, 0, head.id),
    published: of(shown, latest.length, head.id),
  }));
}

async function authored(tx: Tx, rows: readonly TextRow[], reader: Language): Promise<PageVersion[]> {
  const authors = await authorsOf(tx, rows, reader);
  return rows.map((row) => ({
    id: row.id,
    language: row.language as Language,
    version: row.version,
    title: row.title,
    body: row.body,
    state: row.state as TextState,
    by: authors(row),
    at: row.at,
  }));
}

/** Names of the hands and countries behind rows that hold `personId` and `country`. */
export async function authorsOf(
  tx: Tx,
  rows: readonly { readonly personId: string | null; readonly country: string | null }[],
  reader: Language,
): Promise<(row: { readonly personId: string | null; readonly country: string | null }) => Author> {
  const ids = [...new Set(rows.flatMap(({ personId }) => personId ?? []))];
  const isos = [...new Set(rows.flatMap(({ country }) => country ?? []))];
  const persons = await tx.person.findMany({
    where: { id: { in: ids } },
    select: { id: true, name: true, erasedAt: true },
  });
  const countries = await tx.country.findMany({ where: { iso: { in: isos } } });
  return ({ personId, country }) => {
    const person = persons.find(({ id }) => id === personId);
    const home = countries.find(({ iso }) => iso === country);
    return {
      name: person === undefined || person.erasedAt !== null ? null : person.name,
      country: home === undefined ? null : { iso: home.iso, name: named(home.names, reader) },
    };
  };
}
