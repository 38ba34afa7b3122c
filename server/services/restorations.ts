/**
 * Restoring a backup. The rows come back in one transaction; what follows from it (a new epoch of every live text, the entry in
 * the record) in a second one, which a note in the database calls for until it is done, whichever process opens it next.
 */
import { join } from "node:path";
import { promisify } from "node:util";
import { gunzip } from "node:zlib";
import { stateOf } from "#app/document/ydoc.ts";
import { refuse } from "#app/domain/refusal.ts";
import { openArchive, type Archive } from "#server/backup/archive.ts";
import { fileOfPart, tableOfPart, type Manifest } from "#server/backup/manifest.ts";
import type { RawSql, Tx } from "#server/store/client.ts";
import { beginEpoch, documentIds, loadDocument, lockDocument } from "#server/store/documents.ts";
import { append, type WrittenEntry } from "#server/store/journal.ts";
import { ownMigrations } from "#server/store/migrate.ts";
import { rebuild, standing } from "#server/store/rebuild.ts";
import { dropNote, noteRestored, restoredNote, type RestoredNote } from "#server/store/restored-note.ts";
import { shelfIn } from "#server/store/shelf.ts";
import { countRows, insertLines, recordedHeads, setSequence } from "#server/store/table-rows.ts";
import type { Ground } from "./act.ts";

const expand = promisify(gunzip);

/** The second transaction folds every live text; so long it may take, in ms. */
const patience = 30 * 60_000;

export function restorationServices(ground: Pick<Ground, "store" | "clock" | "env">) {
  const { store, clock, env } = ground;
  const shelf = shelfIn(join(env.dataDir, "files"));

  return {
    /**
     * Puts what a backup holds in the place of what the database holds; nobody else may have the database open. Before anything
     * is touched the whole archive is checked. Refused: what `openArchive` refuses, a schema that this product does not know
     * (`restore.newer`, `restore.other-schema`), data that are there (`restore.replace`, unless `replace`), tables of others
     * (`restore.foreign`), rows that are not those of the manifest (`restore.mismatch`). Then everything is as it was.
     */
    async restore(path: string, { replace }: { readonly replace: boolean }): Promise<Manifest> {
      const archive = await openArchive(path);
      try {
        const { manifest } = archive;
        const migrations = knownSchema(manifest);
        const found = await store.within("snapshot", standing);
        if (found === "foreign") throw refuse("conflict", "restore.foreign");
        if (found === "data" && !replace) throw refuse("conflict", "restore.replace");
        const brought = await bringFiles(archive);
        try {
          await store.within("change", async (raw) => {
            await rebuild(raw, migrations, () => fill(raw, archive));
            // Whoever was signed in then is not therefore signed in now.
            await raw.script(`DELETE FROM "login_sessions"`);
            await noteRestored(raw, { madeAt: manifest.madeAt, sha256: archive.sha256 });
          });
        } catch (failure) {
          for (const sha256 of brought) await shelf.forget(sha256);
          throw failure;
        }
        return manifest;
      } finally {
        await archive.close();
      }
    },

    /**
     * Does what has to follow a restoration, where one waits for it: every live text begins a new epoch with its words, so that
     * no copy of what came after the backup merges into it by itself; and the record says that the platform was restored
     * (`platform.restored`). Answers how many texts, and which of them end at a damaged row of the backup; null where nothing waited.
     */
    async finish(): Promise<Finished | null> {
      return store.transaction(async (tx) => {
        const note = await restoredNote(tx);
        if (note === null) return null;
        const at = clock.now();
        const renewed = await renewAll(tx, at);
        const entry = await tell(tx, note, renewed.texts, at);
        await dropNote(tx);
        return { ...renewed, entry };
      }, patience);
    },
  };

  /** Puts the files of the archive on the shelf; answers those that were not there. */
  async function bringFiles(archive: Archive): Promise<string[]> {
    const brought: string[] = [];
    try {
      for (const { name } of archive.manifest.parts) {
        const sha256 = fileOfPart(name);
        if (sha256 === null || (await shelf.has(sha256))) continue;
        const bytes = await archive.read(name);
        const parked = await shelf.park(
          (async function* () {
            yield bytes;
          })(),
        );
        brought.push(sha256);
        await shelf.keep({ ...parked, sha256 });
      }
      return brought;
    } catch (failure) {
      for (const sha256 of brought) await shelf.forget(sha256);
      if (failure instanceof Error && "code" in failure && "syscall" in failure)
        throw refuse("invalid", "command.file-unwritable", {
          file: join(env.dataDir, "files"),
          why: String(failure.code),
        });
      throw failure;
    }
  }
}

/** The product's migrations that the backup has. Refused: one that the product lacks, one that is another here. */
function knownSchema({ migrations }: Manifest): ReadonlySet<string> {
  const own = new Map(ownMigrations().map(({ name, checksum }) => [name, checksum]));
  for (const { name, checksum } of migrations) {
    const known = own.get(name);
    if (known === undefined) throw refuse("invalid", "restore.newer", { migration: name });
    if (known !== checksum) throw refuse("invalid", "restore.other-schema", { migration: name });
  }
  return new Set(migrations.map(({ name }) => name));
}

async function fill(raw: RawSql, archive: Archive): Promise<void> {
  const { tables, parts, sequences, chains } = archive.manifest;
  for (const { name } of parts) {
    const table = tableOfPart(name);
    const shape = table === null ? undefined : tables[table];
    if (table === null || shape === undefined) continue;
    const lines = (await expand(await archive.read(name))).toString("utf8").split("\n");
    await insertLines(raw, { name: table, columns: shape.columns }, lines.slice(0, -1));
  }
  for (const sequence of sequences) await setSequence(raw, sequence);
  for (const [table, { rows }] of Object.entries(tables))
    if ((await countRows(raw, table)) !== rows) throw refuse("invalid", "restore.mismatch", { what: table });
  const heads = new Map((await recordedHeads(raw)).map(({ id, seq, head }) => [id, `${seq} ${head}`]));
  for (const { id, seq, head } of chains)
    if (heads.get(id) !== `${seq} ${head}`) throw refuse("invalid", "restore.mismatch", { what: id });
}

/** Seconds at which epochs of restored texts begin to count: 1 January 2026, UTC. */
const epochsSince = Date.UTC(2026, 0, 1) / 1000;

/**
 * The epoch of a text after a restoration. What was lost may have had later epochs than the backup knows of, and copies of them
 * lie on people's devices; by the clock it is one that no life of the text has had.
 */
export function epochAfter(epoch: number, at: Date): number {
  return Math.max(epoch + 1, Math.floor(at.getTime() / 1000) - epochsSince);
}

/** What followed a restoration. */
export interface Finished {
  readonly texts: number;
  /** Documents whose log was damaged in the backup already: their text ends before the row that is lost. */
  readonly damaged: readonly string[];
  readonly entry: WrittenEntry;
}

async function renewAll(tx: Tx, at: Date): Promise<Pick<Finished, "texts" | "damaged">> {
  const ids = await documentIds(tx);
  const damaged: string[] = [];
  for (const id of ids) {
    await lockDocument(tx, id);
    const stored = await loadDocument(tx, id);
    if (stored === null) continue;
    if (stored.damage.some(({ what }) => what === "row")) damaged.push(id);
    const rows = [...(stored.snapshot ? [stored.snapshot] : []), ...stored.tail];
    const bytes = stateOf(rows.map((row) => row.bytes));
    await beginEpoch(tx, id, { epoch: epochAfter(stored.epoch, at), bytes, keepsClients: true }, at);
  }
  return { texts: ids.length, damaged };
}

async function tell(tx: Tx, note: RestoredNote, texts: number, at: Date): Promise<WrittenEntry> {
  const [entry] = await append(
    tx,
    [
      {
        kind: "platform.restored",
        groupId: null,
        capacity: null,
        actorId: null,
        link: "/record",
        facts: { madeAt: note.madeAt, sha256: note.sha256, texts },
      },
    ],
    at,
  );
  if (entry === undefined) throw new Error("the restoration was not recorded");
  return entry;
}
