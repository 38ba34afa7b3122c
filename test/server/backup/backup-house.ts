/** A platform worth keeping: a plan that was written and cut, a decided goal on record, a session, an uploaded file. */
import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { tarEnd, tarHeader, tarPadding } from "#server/backup/tar.ts";
import { manifestPart, sealPart, type Manifest } from "#server/backup/manifest.ts";
import { openArchive } from "#server/backup/archive.ts";
import type { Ground } from "#server/services/act.ts";
import { backupServices } from "#server/services/backups.ts";
import { restorationServices } from "#server/services/restorations.ts";
import type { Store } from "#server/store/client.ts";
import { tableLines, tableShapes } from "#server/store/table-rows.ts";
import { groundOn } from "#test/factories.ts";
import { recordHouse } from "../proof/record-house.ts";
import { begun, text } from "../services/plan-house.ts";

export const sha256 = (bytes: Uint8Array | string) => createHash("sha256").update(bytes).digest("hex");
export const upload = Buffer.from("A letter of the Ministry.\n");

/** The services of backup over a store, with a data folder of their own. */
export function keeping(store: Store) {
  const dataDir = mkdtempSync(join(tmpdir(), "elac-backup-"));
  const on = groundOn(store);
  const ground: Ground = { ...on, env: { ...on.env, dataDir } };
  return { ground, clock: on.clock, dataDir, ...backupServices(ground), ...restorationServices(ground) };
}

export async function backupHouse() {
  const house = await recordHouse();
  const { store } = house;
  const plan = await begun(store, "e-business");
  await plan.write(plan.chair, text("Conectar las escuelas rurales.", "¿Quién paga? «Nadie» \\ \t ☂"));
  await plan.write(plan.chile, text("Conectar las escuelas."));
  const { plan: held } = await plan.look(plan.chair);
  const later = new Date("2030-01-01T00:00:00Z");
  await store.db.loginSession.create({
    data: { id: "a".repeat(64), personId: plan.chair.id, expiresAt: later, absoluteExpiresAt: later },
  });
  const kept = keeping(store);
  const shelf = join(kept.dataDir, "files", sha256(upload).slice(0, 2));
  mkdirSync(shelf, { recursive: true });
  writeFileSync(join(shelf, sha256(upload)), upload);
  return { ...kept, store, plan, documentId: held.documentId };
}

/** Everything that the tables hold, in an order that does not depend on where they are. */
export async function contents(
  store: Store,
  without: readonly string[] = [],
): Promise<Map<string, string[]>> {
  return store.within("snapshot", async (raw) => {
    const found = new Map<string, string[]>();
    for (const shape of await tableShapes(raw)) {
      if (without.includes(shape.name)) continue;
      const lines: string[] = [];
      for await (const some of tableLines(raw, shape)) lines.push(...some);
      found.set(shape.name, lines.sort());
    }
    return found;
  });
}

/** The archive at `path` written anew to `to` with another manifest, whole and sealed. */
export async function resealed(
  path: string,
  to: string,
  change: (manifest: Manifest) => unknown,
): Promise<void> {
  const archive = await openArchive(path);
  const manifest = change(structuredClone(archive.manifest));
  const parts: (readonly [string, Uint8Array])[] = [];
  for (const { name } of archive.manifest.parts) parts.push([name, await archive.read(name)]);
  await archive.close();
  const said = Buffer.from(JSON.stringify(manifest));
  parts.push([manifestPart, said], [sealPart, Buffer.from(`${sha256(said)}  ${manifestPart}\n`)]);
  const at = new Date(0);
  const bytes = parts.flatMap(([name, content]) => [
    tarHeader(name, content.byteLength, at),
    content,
    tarPadding(content.byteLength),
  ]);
  writeFileSync(to, Buffer.concat([...bytes, tarEnd]));
}
