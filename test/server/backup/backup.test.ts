/** A backup, and what a platform is after it was restored from one: on this database, and on the other. */
import { execFileSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PGlite } from "@electric-sql/pglite";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { planOfUpdates } from "#app/document/ydoc.ts";
import { refusalOf } from "#app/domain/refusal.ts";
import { epochAfter } from "#server/services/restorations.ts";
import { proofServices } from "#server/services/proofs.ts";
import { storeOnEmbedded, type Store } from "#server/store/client.ts";
import { documentLog, loadDocument } from "#server/store/documents.ts";
import { migrateWithin, ownMigrations } from "#server/store/migrate.ts";
import { freshStore, onServer } from "#test/database.ts";
import { backupHouse, contents, keeping, resealed, sha256, upload } from "./backup-house.ts";

const folder = mkdtempSync(join(tmpdir(), "elac-archives-"));
const path = (name: string) => join(folder, name);
const open: Store[] = [];
const opened = (store: Store) => (open.push(store), store);
let house: Awaited<ReturnType<typeof backupHouse>>;
/** A database without any table, to begin with. */
let bare: Store;

beforeAll(async () => {
  bare = opened(storeOnEmbedded(await PGlite.create()));
  house = await backupHouse();
  opened(house.store);
  await house.make(path("whole.tar"));
});
afterAll(async () => {
  for (const store of open) await store.close();
});

/** What restoring changes by itself. */
const moved = ["documents", "document_updates", "document_clients", "login_sessions", "settings"];
const recorded = ["journal_chains", "journal_entries"];

/** The text that the log of a document says now. */
async function said(store: Store, documentId: string): Promise<string> {
  const stored = await loadDocument(store.db, documentId);
  const rows = [...(stored?.snapshot ? [stored.snapshot] : []), ...(stored?.tail ?? [])];
  return JSON.stringify(planOfUpdates(rows.map(({ bytes }) => bytes)).plan);
}

async function restoredOn(store: Store, name = "whole.tar", replace = false) {
  const kept = keeping(opened(store));
  kept.clock.set(new Date("2026-12-01T12:00:00Z"));
  await kept.restore(path(name), { replace });
  await kept.finish();
  return kept;
}

const refusedBy = async (work: Promise<unknown>) => {
  const caught = await work.then(
    () => null,
    (error: unknown) => error,
  );
  const refusal = refusalOf(caught);
  if (refusal === null && caught !== null) throw caught;
  return refusal?.key ?? null;
};

describe("a backup", () => {
  test("is an ordinary archive whose parts sha256sum can check", () => {
    const inside = execFileSync("tar", ["tf", path("whole.tar")])
      .toString()
      .trim()
      .split("\n");
    expect(inside.slice(-2)).toEqual(["manifest.json", "manifest.sha256"]);
    expect(inside).toContain(`files/${sha256(upload).slice(0, 2)}/${sha256(upload)}`);
    const out = mkdtempSync(join(folder, "out-"));
    execFileSync("tar", ["xf", path("whole.tar"), "-C", out]);
    execFileSync("sha256sum", ["-c", "manifest.sha256"], { cwd: out });
    const { parts } = JSON.parse(readFileSync(join(out, "manifest.json"), "utf8")) as {
      parts: { name: string; sha256: string }[];
    };
    for (const part of parts) expect(sha256(readFileSync(join(out, part.name)))).toBe(part.sha256);
  });

  test("is of one instant, whoever writes while it is made", async () => {
    const pair = (i: number) =>
      house.store.transaction(async (tx) => {
        await tx.countryGroup.create({ data: { id: `g-${i}`, position: 1000 + i, names: {} } });
        await tx.setting.create({ data: { key: `a-${i}`, value: i } });
      });
    await pair(0);
    let going = true;
    const writing = (async () => {
      for (let i = 1; going; i += 1) {
        // The embedded database answers without a turn of the event loop, in which alone files are written.
        await new Promise((turn) => setImmediate(turn));
        await pair(i);
      }
    })();
    await house.make(path("busy.tar"));
    going = false;
    await writing;
    const target = await restoredOn(await freshStore(), "busy.tar");
    const count = async ({ db }: Store) => [
      await db.countryGroup.count({ where: { id: { startsWith: "g-" } } }),
      await db.setting.count({ where: { key: { startsWith: "a-" } } }),
    ];
    const [groups = 0, settings] = await count(target.ground.store);
    const [all = 0] = await count(house.store);
    await house.store.db.setting.deleteMany({ where: { key: { startsWith: "a-" } } });
    await house.store.db.countryGroup.deleteMany({ where: { id: { startsWith: "g-" } } });
    expect(settings).toBe(groups);
    expect(groups).toBeGreaterThan(0);
    expect(all).toBeGreaterThan(groups);
  });

  test("never takes the place of a file, and leaves nothing where the disk is full", async () => {
    expect(await refusedBy(house.make(path("whole.tar")))).toBe("command.file-there");
    symlinkSync("/dev/full", path("full.tar.part"));
    expect(await refusedBy(house.make(path("full.tar")))).toBe("command.file-unwritable");
    expect(readdirSync(folder).filter((name) => name.startsWith("full"))).toEqual([]);
    expect(await refusedBy(house.make(join(folder, "no", "where.tar")))).toBe("command.file-unwritable");
  });

  test("names a file whose bytes are not its own", async () => {
    const name = `00${"1".repeat(62)}`;
    const place = join(house.dataDir, "files", "00");
    mkdirSync(place, { recursive: true });
    writeFileSync(join(place, name), "else");
    expect((await house.make(path("strange.tar"))).strange).toEqual([name]);
    rmSync(place, { recursive: true });
  });

  test("of no database of ours is refused", async () => {
    expect(await refusedBy(keeping(bare).make(path("bare.tar")))).toBe("backup.nothing");
    expect(existsSync(path("bare.tar"))).toBe(false);
  });
});

describe("a platform that was restored", () => {
  let target: Awaited<ReturnType<typeof restoredOn>>;
  let store: Store;
  beforeAll(async () => {
    target = await restoredOn(await freshStore());
    store = target.ground.store;
  });

  test("has every row of every table, and the files", async () => {
    const without = [...moved, ...recorded];
    expect(await contents(store, without)).toEqual(await contents(house.store, without));
    const file = join(target.dataDir, "files", sha256(upload).slice(0, 2), sha256(upload));
    expect(readFileSync(file)).toEqual(upload);
  });

  test("goes on numbering where it stood, and refuses what it refused", async () => {
    const last = await house.store.db.proposal.aggregate({ _max: { number: true } });
    const [next] = await store.raw.query<{ next: string }>(
      `SELECT nextval('proposals_number_seq')::text AS next`,
    );
    expect(Number(next?.next)).toBe((last._max.number ?? 0) + 1);
    await expect(store.raw.script(`DELETE FROM "journal_entries"`)).rejects.toThrow(/append-only/);
    await expect(store.raw.script(`UPDATE "plans" SET "documentId" = 'gone'`)).rejects.toThrow(/foreign key/);
    await expect(store.raw.script(`UPDATE "journal_names" SET "value" = 'x'`)).rejects.toThrow(/redacted/);
  });

  test("says so in the record, which holds", async () => {
    const entry = await store.db.journalEntry.findFirstOrThrow({ where: { kind: "platform.restored" } });
    expect(JSON.parse(entry.facts)).toMatchObject({ facts: { texts: 1 }, actorId: null, capacity: null });
    const proof = await proofServices(target.ground).database();
    expect(proof.chains.map(({ flaw }) => flaw)).toEqual(proof.chains.map(() => null));
    expect(proof.untold).toEqual([]);
    expect(await store.db.setting.findUnique({ where: { key: "restored" } })).toBeNull();
    expect(await target.finish()).toBeNull();
    expect(await store.db.journalEntry.count({ where: { kind: "platform.restored" } })).toBe(1);
  });

  test("has everybody signed out", async () => {
    expect(await house.store.db.loginSession.count()).toBe(1);
    expect(await store.db.loginSession.count()).toBe(0);
  });

  test("has live texts with the same words in an epoch that no copy knows, and their history", async () => {
    const { documentId } = house;
    expect(await said(store, documentId)).toBe(await said(house.store, documentId));
    const before = await house.store.db.document.findUniqueOrThrow({ where: { id: documentId } });
    const now = await store.db.document.findUniqueOrThrow({ where: { id: documentId } });
    expect(now.epoch).toBeGreaterThan(before.epoch + 1_000_000);
    expect(Number(now.seq)).toBe(1);
    expect(await store.db.documentUpdate.count({ where: { documentId, epoch: before.epoch } })).toBe(
      Number(before.seq),
    );
    const owners = (tx: Store["db"], epoch: number) =>
      tx.documentClient.findMany({
        where: { documentId, epoch },
        orderBy: { clientId: "asc" },
        select: { clientId: true, personId: true },
      });
    expect(await owners(store.db, now.epoch)).toEqual(await owners(house.store.db, before.epoch));
  });

  test("takes nothing that was written on the text before", async () => {
    const [answer] = await documentLog(store).append([
      {
        documentId: house.documentId,
        epoch: 1,
        personId: house.plan.chair.id,
        updateId: "later",
        bytes: new Uint8Array([0, 0]),
        clients: [],
      },
    ]);
    expect(answer).toEqual({ ok: false, reason: "epoch" });
  });

  test("gives way to a backup only where that is asked for, and then to all of it", async () => {
    await store.db.setting.create({ data: { key: "since", value: 1 } });
    expect(await refusedBy(target.restore(path("whole.tar"), { replace: false }))).toBe("restore.replace");
    expect(await store.db.setting.count({ where: { key: "since" } })).toBe(1);
    await target.restore(path("whole.tar"), { replace: true });
    expect(await store.db.setting.count({ where: { key: "since" } })).toBe(0);
    // The process may end here: what has to follow is done by whoever opens the database next.
    expect(await keeping(store).finish()).toMatchObject({ texts: 1 });
    expect(await store.db.journalEntry.count({ where: { kind: "platform.restored" } })).toBe(1);
  });
});

test.runIf(onServer)("a trial on the embedded database moves to PostgreSQL, and back", async () => {
  const embedded = await restoredOn(storeOnEmbedded(await PGlite.create()));
  const without = [...moved, ...recorded];
  expect(await contents(embedded.ground.store, without)).toEqual(await contents(house.store, without));
  await embedded.make(path("embedded.tar"));
  const back = await restoredOn(await freshStore(), "embedded.tar");
  expect(await contents(back.ground.store, without)).toEqual(await contents(house.store, without));
  expect(await said(back.ground.store, house.documentId)).toBe(await said(house.store, house.documentId));
});

test("tables of somebody else stay where they are", async () => {
  await bare.raw.script("CREATE TABLE invoices (id int); INSERT INTO invoices VALUES (7)");
  const restoring = keeping(bare).restore(path("whole.tar"), { replace: true });
  expect(await refusedBy(restoring)).toBe("restore.foreign");
  expect(await bare.raw.query("SELECT id FROM invoices")).toEqual([{ id: 7 }]);
  await bare.raw.script("DROP TABLE invoices");
});

test("a backup of an earlier schema is brought up to date", async () => {
  const own = ownMigrations();
  await bare.within("change", (raw) => migrateWithin(raw, new Set(own.slice(0, 3).map(({ name }) => name))));
  await bare.raw.script(
    `INSERT INTO "persons" ("id", "name", "email", "language") VALUES ('p', 'Ana', 'ana@example.org', 'es');
     INSERT INTO "documents" ("id", "seq") VALUES ('d', 1);
     INSERT INTO "document_updates" ("documentId", "epoch", "seq", "clientUpdateId", "bytes") VALUES ('d', 1, 1, 'first-state', '\\x0000')`,
  );
  await keeping(bare).make(path("old.tar"));
  const target = await restoredOn(await freshStore(), "old.tar");
  const { store } = target.ground;
  expect(await store.db.person.findMany({ select: { name: true } })).toEqual([{ name: "Ana" }]);
  expect((await store.db.document.findMany()).map(({ id }) => id)).toEqual(["d"]);
  const [names] = await store.raw.query<{ count: number }>(
    `SELECT count(*)::int AS count FROM "_prisma_migrations"`,
  );
  expect(names?.count).toBe(own.length);
});

test("a text that was damaged before the backup is named when it is restored", async () => {
  const { id } = await house.store.db.document.create({ data: { seq: 1n } });
  const row = { documentId: id, epoch: 1, seq: 1n, clientUpdateId: "first-state", check: "another" };
  await house.store.db.documentUpdate.create({ data: { ...row, bytes: new Uint8Array([0, 0]) } });
  await house.make(path("rotten.tar"));
  const kept = keeping(opened(await freshStore()));
  await kept.restore(path("rotten.tar"), { replace: false });
  expect(await kept.finish()).toMatchObject({ texts: 2, damaged: [id] });
});

describe("what is wrong is said, and everything stays as it was", () => {
  let target: ReturnType<typeof keeping>;
  let before: Map<string, string[]>;
  beforeAll(async () => {
    const store = opened(await freshStore());
    await store.db.setting.create({ data: { key: "mine", value: 1 } });
    target = keeping(store);
    before = await contents(store);
    const whole = readFileSync(path("whole.tar"));
    const flip = (at: number) => {
      const bytes = Buffer.from(whole);
      bytes[at] = (bytes[at] ?? 0) ^ 1;
      return bytes;
    };
    writeFileSync(path("flipped.tar"), flip(Math.floor(whole.length / 2 / 512) * 512 + 17));
    writeFileSync(path("head.tar"), flip(20));
    writeFileSync(path("cut.tar"), whole.subarray(0, Math.floor(whole.length / 2)));
    writeFileSync(path("unended.tar"), whole.subarray(0, whole.length - 1024));
    writeFileSync(path("empty.tar"), "");
    writeFileSync(path("story.tar"), "Once upon a time\n".repeat(100));
    const other = async (name: string, change: Parameters<typeof resealed>[2]) =>
      resealed(path("whole.tar"), path(name), change);
    await other("version.tar", (manifest) => ({ ...manifest, version: 2 }));
    await other("newer.tar", (manifest) => ({
      ...manifest,
      migrations: [...manifest.migrations, { name: "29990101000000_later", checksum: "0" }],
    }));
    await other("schema.tar", (manifest) => ({
      ...manifest,
      migrations: manifest.migrations.map(({ name }) => ({ name, checksum: "0" })),
    }));
    await other("fewer.tar", (manifest) => ({
      ...manifest,
      tables: { ...manifest.tables, persons: { ...manifest.tables["persons"], rows: 1 } },
    }));
    await other("chains.tar", (manifest) => ({
      ...manifest,
      chains: manifest.chains.map((chain) => ({ ...chain, head: "0".repeat(64) })),
    }));
    await other("orphans.tar", (manifest) => ({
      ...manifest,
      parts: manifest.parts.filter(({ name }) => !name.startsWith("tables/persons/")),
    }));
  });

  test.each([
    ["flipped.tar", "backup.damaged"],
    ["head.tar", "backup.damaged"],
    ["cut.tar", "backup.truncated"],
    ["unended.tar", "backup.truncated"],
    ["empty.tar", "backup.not-one"],
    ["story.tar", "backup.not-one"],
    ["version.tar", "backup.format"],
    ["newer.tar", "restore.newer"],
    ["schema.tar", "restore.other-schema"],
    ["fewer.tar", "restore.mismatch"],
    ["chains.tar", "restore.mismatch"],
    ["orphans.tar", "backup.damaged"],
    ["gone.tar", "command.file-missing"],
  ])("%s: %s", async (name, key) => {
    expect(await refusedBy(target.restore(path(name), { replace: true }))).toBe(key);
    expect(await contents(target.ground.store)).toEqual(before);
    expect(existsSync(join(target.dataDir, "files", sha256(upload).slice(0, 2), sha256(upload)))).toBe(false);
  });

  test("a data folder that cannot be written", async () => {
    rmSync(join(target.dataDir, "files"), { recursive: true, force: true });
    writeFileSync(join(target.dataDir, "files"), "in the way");
    expect(await refusedBy(target.restore(path("whole.tar"), { replace: true }))).toBe(
      "command.file-unwritable",
    );
    expect(await contents(target.ground.store)).toEqual(before);
  });
});

test("an epoch after a restoration is later than any that a clock could have given before", () => {
  const at = new Date("2026-11-22T07:00:00Z");
  expect(epochAfter(1, at)).toBeGreaterThan(28_000_000);
  expect(epochAfter(epochAfter(1, at), at)).toBe(epochAfter(1, at) + 1);
  expect(epochAfter(1, new Date("2011-03-01T00:00:00Z"))).toBe(2);
});
