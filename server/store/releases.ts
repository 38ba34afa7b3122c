import {
  canonicalJson,
  languages,
  type Json,
  type Language,
  type Release,
  type ReleaseSubject,
} from "#app/domain/release.ts";
import type { Iso, PersonId } from "#app/domain/roles.ts";
import type { Tx } from "./client.ts";
import type { LogPlace } from "./document-history.ts";
import { sha256 } from "./journal.ts";

/** What a release is of. */
export interface Subject {
  readonly kind: ReleaseSubject;
  readonly id: string;
}

/** What is to be frozen. For a plan, `log` names the last update that was folded into `text`. */
export interface NewRelease {
  readonly subject: Subject;
  readonly text: Json;
  readonly language: Language;
  readonly authorId: PersonId;
  readonly country: Iso | null;
  readonly log?: { readonly epoch: number; readonly seq: bigint };
  /** The position whose amendment became the text. */
  readonly amendmentOf?: string;
}

/** The columns of which a release, a round or a step fills one. */
export interface SubjectColumns {
  readonly planId: string | null;
  readonly proposalId: string | null;
  readonly groupId: string | null;
  readonly decisionId: string | null;
}

export const subjectSelect = { planId: true, proposalId: true, groupId: true, decisionId: true } as const;

const columnOf = {
  plan: "planId",
  goal: "proposalId",
  group: "groupId",
  decision: "decisionId",
} as const satisfies Record<ReleaseSubject, keyof SubjectColumns>;

/** The one column that the subject fills: what a row is looked for by, and written with. */
export function subjectColumns({ kind, id }: Subject): Partial<Record<keyof SubjectColumns, string>> {
  return { [columnOf[kind]]: id };
}

/** The subject a row is of; exactly one column is filled, as the database checks. */
export function subjectOf(row: SubjectColumns): Subject {
  if (row.planId !== null) return { kind: "plan", id: row.planId };
  if (row.proposalId !== null) return { kind: "goal", id: row.proposalId };
  if (row.groupId !== null) return { kind: "group", id: row.groupId };
  return { kind: "decision", id: row.decisionId ?? "" };
}

/**
 * Freezes a text: canonical JSON, SHA-256 over its UTF-8 bytes, the next number of its subject, its parent (domain §3).
 * A text that is word for word the latest release is that release: nothing is written. Lock the subject before.
 */
export async function freeze(tx: Tx, release: NewRelease, at: Date): Promise<Release> {
  const canonical = canonicalJson(release.text);
  const hash = sha256(canonical);
  const latest = await latestRelease(tx, release.subject);
  if (latest !== null && latest.sha256 === hash && latest.language === release.language) return latest;
  const row = await tx.release.create({
    data: {
      ...subjectColumns(release.subject),
      number: (latest?.number ?? 0) + 1,
      parentId: latest?.id ?? null,
      canonical,
      sha256: hash,
      language: release.language,
      documentEpoch: release.log?.epoch ?? null,
      documentSeq: release.log?.seq ?? null,
      amendmentOfId: release.amendmentOf ?? null,
      personId: release.authorId,
      country: release.country,
      at,
    },
  });
  return shape(row);
}

/** The newest release of a subject, or null. */
export async function latestRelease(tx: Tx, subject: Subject): Promise<Release | null> {
  const row = await tx.release.findFirst({ where: subjectColumns(subject), orderBy: { number: "desc" } });
  return row === null ? null : shape(row);
}

/** A release by its id, or null. */
export async function releaseById(tx: Tx, id: string): Promise<Release | null> {
  const row = await tx.release.findUnique({ where: { id } });
  return row === null ? null : shape(row);
}

/** Where in the log of a plan its text was frozen; null for one of which the log never held the text as it is. */
export async function placeOfRelease(tx: Tx, id: string): Promise<LogPlace | null> {
  const row = await tx.release.findUnique({
    where: { id },
    select: { documentEpoch: true, documentSeq: true },
  });
  if (row?.documentEpoch == null || row.documentSeq === null) return null;
  return { epoch: row.documentEpoch, seq: Number(row.documentSeq) };
}

/** Whether the text of a release has the hash under which it was frozen. */
export const isWhole = ({ text, sha256: hash }: Pick<Release, "text" | "sha256">): boolean =>
  sha256(text) === hash;

/** All releases of a subject, the first first. */
export async function releasesOf(tx: Tx, subject: Subject): Promise<Release[]> {
  return (await tx.release.findMany({ where: subjectColumns(subject), orderBy: { number: "asc" } })).map(
    shape,
  );
}

/** The literal of a language; Spanish where the column holds none that the domain knows. */
export function languageOf(text: string | null): Language {
  return languages.find((known) => known === text) ?? "es";
}

interface Row extends SubjectColumns {
  id: string;
  number: number;
  parentId: string | null;
  canonical: string;
  sha256: string;
  language: string;
  personId: string;
  at: Date;
}

function shape(row: Row): Release {
  const subject = subjectOf(row);
  return {
    id: row.id,
    subject: subject.kind,
    subjectId: subject.id,
    number: row.number,
    language: languageOf(row.language),
    text: row.canonical,
    sha256: row.sha256,
    parentId: row.parentId,
    authorId: row.personId,
    at: row.at,
  };
}
