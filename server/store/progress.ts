/** What became of outputs of adopted plans: entries that are only ever added (table output_progress). */
import type { OutputStatus, Progress } from "#app/domain/progress.ts";
import type { Language } from "#app/domain/release.ts";
import type { Capacity, Office, PersonId } from "#app/domain/roles.ts";
import type { Tx } from "./client.ts";
import { languageOf } from "./releases.ts";

/** One entry, as it is kept. */
export interface ProgressEntry extends Progress {
  readonly id: string;
  /** Entries of an output count 1, 2, 3. */
  readonly number: number;
  /** Number of the release it was made on. */
  readonly release: number;
  readonly note: string;
  readonly language: Language;
  readonly link: string | null;
  readonly file: EvidenceFile | null;
  /** The day since when it is so: "2011-05-13". */
  readonly day: string;
  readonly personId: PersonId;
  /** Null where the record no longer leads to a person. */
  readonly person: string | null;
  readonly office: Office;
  readonly country: string | null;
  readonly at: Date;
}

/** A file that shows it; one that was taken down is told and not handed out. */
export interface EvidenceFile {
  readonly id: string;
  readonly name: string;
  readonly bytes: number;
  readonly removed: boolean;
}

/** The latest entry of an output. */
export interface LatestProgress extends Progress {
  readonly number: number;
  readonly day: string;
}

/** The key of `latestProgress`: an output of a plan. */
export const outputKey = (planId: string, outputId: string): string => `${planId}/${outputId}`;

/** The latest entry of each output of these plans, by `outputKey`. */
export async function latestProgress(
  tx: Tx,
  planIds: readonly string[],
): Promise<ReadonlyMap<string, LatestProgress>> {
  if (planIds.length === 0) return new Map();
  const rows = await tx.$queryRaw<
    {
      planId: string;
      outputId: string;
      number: number;
      status: string;
      percent: number | null;
      textStatus: string | null;
      day: Date;
    }[]
  >`SELECT DISTINCT ON ("planId", "outputId") "planId", "outputId", "number", "status", "percent", "textStatus", "day"
      FROM "output_progress" WHERE "planId" = ANY(${[...planIds]}::text[])
     ORDER BY "planId", "outputId", "number" DESC`;
  return new Map(
    rows.map((row) => [
      outputKey(row.planId, row.outputId),
      {
        number: Number(row.number),
        status: row.status as OutputStatus,
        percent: row.percent,
        textStatus: row.textStatus as OutputStatus | null,
        day: isoDay(row.day),
      },
    ]),
  );
}

/** All entries of an output, the latest first. */
export async function progressOf(
  tx: Tx,
  planId: string,
  outputId: string,
): Promise<readonly ProgressEntry[]> {
  const rows = await tx.outputProgress.findMany({
    where: { planId, outputId },
    orderBy: { number: "desc" },
    include: {
      release: { select: { number: true } },
      file: { select: { id: true, name: true, bytes: true, removedAt: true } },
    },
  });
  const people = await tx.person.findMany({
    where: { id: { in: [...new Set(rows.map(({ personId }) => personId))] }, erasedAt: null },
    select: { id: true, name: true },
  });
  const nameOf = new Map(people.map(({ id, name }) => [id, name]));
  return rows.map((row) => ({
    id: row.id,
    number: row.number,
    release: row.release.number,
    status: row.status as OutputStatus,
    percent: row.percent,
    textStatus: row.textStatus as OutputStatus | null,
    note: row.note,
    language: languageOf(row.language),
    link: row.link,
    file:
      row.file === null
        ? null
        : {
            id: row.file.id,
            name: row.file.name,
            bytes: row.file.bytes,
            removed: row.file.removedAt !== null,
          },
    day: isoDay(row.day),
    personId: row.personId,
    person: nameOf.get(row.personId) ?? null,
    office: row.office as Office,
    country: row.country,
    at: row.at,
  }));
}

export interface NewEntry extends Progress {
  readonly planId: string;
  readonly outputId: string;
  readonly number: number;
  readonly releaseId: string;
  readonly note: string;
  readonly language: Language;
  readonly link: string | null;
  readonly fileId: string | null;
  readonly day: string;
  readonly personId: PersonId;
  readonly capacity: Capacity;
}

/** Adds an entry; its number is the next one of its output. Lock the plan before. Answers its id. */
export async function insertProgress(tx: Tx, entry: NewEntry, at: Date): Promise<string> {
  const { capacity, day, ...rest } = entry;
  const row = await tx.outputProgress.create({
    data: {
      ...rest,
      day: new Date(`${day}T00:00:00.000Z`),
      office: capacity.office,
      country: capacity.country,
      at,
    },
    select: { id: true },
  });
  return row.id;
}

const isoDay = (day: Date): string => day.toISOString().slice(0, 10);
