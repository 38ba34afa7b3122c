/** Making a backup (issue of the operator, not of a person): every table at one instant, and the uploaded files, in one archive. */
import { join } from "node:path";
import { promisify } from "node:util";
import { gzip } from "node:zlib";
import { refuse } from "#app/domain/refusal.ts";
import { writeArchive, type ArchiveWriter } from "#server/backup/archive.ts";
import {
  backupFormat,
  backupVersion,
  filePart,
  tablePart,
  type BackedTable,
  type Manifest,
} from "#server/backup/manifest.ts";
import type { RawSql } from "#server/store/client.ts";
import { appliedMigrations } from "#server/store/migrate.ts";
import { shelfIn } from "#server/store/shelf.ts";
import {
  recordedHeads,
  sequences,
  tableLines,
  tableShapes,
  type TableShape,
} from "#server/store/table-rows.ts";
import type { Ground } from "./act.ts";

const compress = promisify(gzip);

/** Bytes of lines that a part holds at most, but for one line that is longer; so much of a backup is in memory. */
const partSize = 2_000_000;

export interface BackupMade {
  readonly manifest: Manifest;
  readonly bytes: number;
  /** Files whose bytes are not those that name them: they are in the backup as they are. */
  readonly strange: readonly string[];
}

export function backupServices({ store, clock, env }: Pick<Ground, "store" | "clock" | "env">) {
  return {
    /**
     * Writes a backup to `path`, beside whoever works: the tables are those of one instant. Files come after them, so that each
     * file that a row names is there. Refused: no database of ours (`backup.nothing`), and what `writeArchive` refuses.
     */
    async make(path: string): Promise<BackupMade> {
      const at = clock.now();
      const strange: string[] = [];
      const { manifest, bytes } = await writeArchive(path, at, async (writer) => {
        const read = await store.within("snapshot", (raw) => readAll(raw, writer));
        const shelf = shelfIn(join(env.dataDir, "files"));
        let files = 0;
        for await (const sha256 of shelf.all()) {
          const part = await writer.addFile(filePart(sha256), shelf.pathOf(sha256));
          if (part === null) continue;
          files += 1;
          if (part.sha256 !== sha256) strange.push(sha256);
        }
        return {
          format: backupFormat,
          version: backupVersion,
          madeAt: at.toISOString(),
          database: store.kind,
          ...read,
          files,
        };
      });
      return { manifest, bytes, strange };
    },
  };
}

async function readAll(
  raw: RawSql,
  writer: ArchiveWriter,
): Promise<Pick<Manifest, "migrations" | "tables" | "sequences" | "chains">> {
  const migrations = await appliedMigrations(raw);
  if (migrations.length === 0) throw refuse("conflict", "backup.nothing");
  const tables: Record<string, BackedTable> = {};
  for (const shape of await tableShapes(raw))
    tables[shape.name] = { columns: shape.columns, rows: await readTable(raw, shape, writer) };
  return { migrations, tables, sequences: await sequences(raw), chains: await recordedHeads(raw) };
}

/** Writes a table part by part; answers how many rows it has. */
async function readTable(raw: RawSql, shape: TableShape, writer: ArchiveWriter): Promise<number> {
  let rows = 0;
  let part = 0;
  let waiting: string[] = [];
  let size = 0;
  const flush = async () => {
    if (waiting.length === 0) return;
    part += 1;
    await writer.add(tablePart(shape.name, part), await compress(`${waiting.join("\n")}\n`));
    waiting = [];
    size = 0;
  };
  for await (const lines of tableLines(raw, shape))
    for (const line of lines) {
      rows += 1;
      waiting.push(line);
      size += line.length;
      if (size >= partSize) await flush();
    }
  await flush();
  return rows;
}
