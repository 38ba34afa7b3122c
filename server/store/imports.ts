/** Official texts of agendas: what stands, what a document says, and the imports that brought them (domain §7). */
import type { Agenda, Source } from "#app/domain/agenda.ts";
import type { CycleId } from "#app/domain/roles.ts";
import type { Tx } from "./client.ts";

type Level = "area" | "line" | "priority" | "goal" | "action";

/** The official words of one record. `key` names it within its agenda: "goal 21", "line A.2", "action 13.1". */
export interface OfficialText {
  readonly key: string;
  readonly text: string | null;
  readonly chapeau: string | null;
  readonly source: Source | null;
}

/** A record of the agenda as it stands. */
interface Standing {
  readonly level: Level;
  readonly id: string;
  readonly text: string | null;
  readonly chapeau: string | null;
}

/** One repair as it is kept. */
export interface RepairRow {
  readonly line: number;
  readonly read: string;
  readonly made: string;
  readonly why: string;
  readonly raw: string;
}

/** The documents are in English. */
const language = "en";

/** All official words that an agenda holds, by record. A heading stands before the text it heads. */
export function officialTexts(agenda: Agenda): OfficialText[] {
  const plain = (key: string, text: string | null, source: Source | null, chapeau: string | null = null) => ({
    key,
    text,
    chapeau,
    source,
  });
  return [
    ...agenda.areas.map(({ code, title, source }) => plain(`area ${code}`, title, source)),
    ...agenda.lines.map(({ area, number, title, text, source }) =>
      plain(`line ${area}.${number}`, text === "" ? title : `${title}\n\n${text}`, source),
    ),
    ...agenda.priorities.map(({ area, number, title, source }) =>
      plain(`priority ${area}.${number}`, title, source),
    ),
    ...agenda.goals.map(({ number, text, title, chapeau, source }) =>
      plain(`goal ${number}`, text ?? title, source, chapeau),
    ),
    ...agenda.actions.map(({ number, text, source }) => plain(`action ${number}`, text, source)),
  ];
}

/**
 * Which of `texts` differ from what the agenda of `cycleId` says now. Goals added between conferences are no part of it.
 * Throws where a text belongs to no record: reference data and document families agree by a test of their own.
 */
export async function changedTexts(
  tx: Tx,
  cycleId: CycleId,
  texts: readonly OfficialText[],
): Promise<{ standing: Standing; official: OfficialText }[]> {
  const records = await standingTexts(tx, cycleId);
  return texts.flatMap((official) => {
    const standing = records.get(official.key);
    if (standing === undefined) throw new Error(`${cycleId} has no record for ${official.key}`);
    const same = standing.text === official.text && standing.chapeau === official.chapeau;
    return same ? [] : [{ standing, official }];
  });
}

/** Makes two imports into one cycle wait for each other. Call it first. */
export async function lockCycle(tx: Tx, cycleId: CycleId): Promise<{ id: CycleId; name: string }> {
  await tx.$queryRaw`SELECT "id" FROM "cycles" WHERE "id" = ${cycleId} FOR UPDATE`;
  return tx.cycle.findUniqueOrThrow({ where: { id: cycleId }, select: { id: true, name: true } });
}

/** Writes the official words of each record, with where they stand in `fileName`. */
export async function fillTexts(
  tx: Tx,
  changed: readonly { standing: Standing; official: OfficialText }[],
  fileName: string,
): Promise<void> {
  for (const { standing, official } of changed) {
    const { text, chapeau, source } = official;
    const where = { id: standing.id };
    const found = { sourceFile: fileName, sourceLine: source?.line ?? null, sourceRaw: source?.raw ?? null };
    const spoken = text === null && chapeau === null ? null : language;
    switch (standing.level) {
      case "area":
        await tx.area.update({ where, data: { text, ...found } });
        break;
      case "line":
        await tx.line.update({ where, data: { text, ...found } });
        break;
      case "priority":
        await tx.priority.update({ where, data: { text, ...found } });
        break;
      case "goal":
        await tx.goal.update({ where, data: { text, chapeau, language: spoken, ...found } });
        break;
      case "action":
        await tx.action.update({ where, data: { text, language: spoken, ...found } });
        break;
    }
  }
}

/** When a file with that content was imported into the cycle; null where it never was. */
export async function importedAt(tx: Tx, cycleId: CycleId, sha256: string): Promise<Date | null> {
  const row = await tx.agendaImport.findUnique({
    where: { cycleId_sha256: { cycleId, sha256 } },
    select: { at: true },
  });
  return row?.at ?? null;
}

/** Keeps an import with its repairs. One of the same content that was overtaken by another is written anew. */
export async function keepImport(
  tx: Tx,
  kept: {
    readonly cycleId: CycleId;
    readonly fileName: string;
    readonly sha256: string;
    readonly counts: Readonly<Record<string, number>>;
    readonly repairs: readonly RepairRow[];
  },
  at: Date,
): Promise<void> {
  const { cycleId, fileName, sha256, counts, repairs } = kept;
  await tx.importRepair.deleteMany({ where: { import: { cycleId, sha256 } } });
  await tx.agendaImport.deleteMany({ where: { cycleId, sha256 } });
  const row = await tx.agendaImport.create({
    data: { cycleId, fileName, sha256, at, counts: { ...counts } },
    select: { id: true },
  });
  await tx.importRepair.createMany({
    data: repairs.map(({ line, read, made, why, raw }, position) => ({
      importId: row.id,
      position,
      line,
      read,
      made,
      why,
      raw,
    })),
  });
}

/** The version of the agenda that its conference adopted: the one whose texts a document holds. */
export async function conferenceVersion(tx: Tx, cycleId: CycleId): Promise<string> {
  const version = await tx.agendaVersion.findUniqueOrThrow({
    where: { cycleId_number: { cycleId, number: 1 } },
    select: { id: true },
  });
  return version.id;
}

async function standingTexts(tx: Tx, cycleId: CycleId): Promise<Map<string, Standing>> {
  const words = { id: true, text: true } as const;
  const inArea = { area: { cycleId } } as const;
  const heading = { ...words, position: true, area: { select: { code: true } } } as const;
  const records = new Map<string, Standing>();
  const stand = (
    level: Level,
    name: string,
    row: { id: string; text: string | null; chapeau?: string | null },
  ) => records.set(`${level} ${name}`, { level, id: row.id, text: row.text, chapeau: row.chapeau ?? null });

  for (const row of await tx.area.findMany({ where: { cycleId }, select: { ...words, code: true } }))
    stand("area", row.code, row);
  for (const row of await tx.line.findMany({ where: inArea, select: heading }))
    stand("line", `${row.area.code}.${row.position}`, row);
  for (const row of await tx.priority.findMany({ where: inArea, select: heading }))
    stand("priority", `${row.area.code}.${row.position}`, row);
  for (const row of await tx.goal.findMany({
    where: { cycleId, origin: "conference" },
    select: { ...words, number: true, chapeau: true },
  }))
    stand("goal", `${row.number}`, row);
  for (const row of await tx.action.findMany({
    where: { goal: { cycleId } },
    select: { ...words, number: true },
  }))
    stand("action", row.number, row);
  return records;
}
