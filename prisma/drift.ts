/**
 * The difference between prisma/migrations and prisma/schema.prisma, without a native engine or a database server:
 * Prisma's own schema engine as WebAssembly, on a throw-away embedded PostgreSQL.
 */
import { readFileSync, readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { PGlite } from "@electric-sql/pglite";
import { bindMigrationAwareSqlAdapterFactory } from "@prisma/driver-adapter-utils";
import { PrismaPGlite } from "pglite-prisma-adapter";

const root = dirname(new URL(import.meta.url).pathname);
const schemaPath = join(root, "schema.prisma");

async function engineOn(pglite: PGlite) {
  const bg = await import("@prisma/schema-engine-wasm/schema_engine_bg");
  const file = createRequire(import.meta.url).resolve("@prisma/schema-engine-wasm/schema_engine_bg");
  const bytes = readFileSync(join(dirname(file), "schema_engine_bg.wasm"));
  const imports = { "./schema_engine_bg.js": bg } as unknown as WebAssembly.Imports;
  const { instance } = await WebAssembly.instantiate(bytes, imports);
  const wasm = instance.exports as Record<string, unknown> & { __wbindgen_start(): void };
  (bg as unknown as { __wbg_set_wasm(exports: unknown): void }).__wbg_set_wasm(wasm);
  wasm.__wbindgen_start();
  const adapter = bindMigrationAwareSqlAdapterFactory(new PrismaPGlite(pglite) as never);
  const datamodels: [string, string][] = [[schemaPath, readFileSync(schemaPath, "utf8")]];
  return bg.SchemaEngine.new({ datamodels }, () => {}, adapter);
}

/** The SQL that would take the migrations to the schema; null where they agree. */
export async function drift(): Promise<string | null> {
  const pglite = await PGlite.create();
  try {
    const engine = await engineOn(pglite);
    const baseDir = join(root, "migrations");
    const names = readdirSync(baseDir, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map((entry) => entry.name)
      .sort();
    const filters = { externalTables: [], externalEnums: [] };
    const result = await engine.diff({
      from: {
        tag: "migrations",
        baseDir,
        lockfile: {
          path: "migration_lock.toml",
          content: readFileSync(join(baseDir, "migration_lock.toml"), "utf8"),
        },
        shadowDbInitScript: "",
        migrationDirectories: names.map((name) => ({
          path: name,
          migrationFile: {
            path: "migration.sql",
            content: {
              tag: "ok" as const,
              value: readFileSync(join(baseDir, name, "migration.sql"), "utf8"),
            },
          },
        })),
      },
      to: {
        tag: "schemaDatamodel",
        files: [{ path: schemaPath, content: readFileSync(schemaPath, "utf8") }],
      },
      script: true,
      shadowDatabaseUrl: null,
      exitCode: true,
      filters,
    } as never);
    return result.exitCode === 2 ? (result.stdout ?? "") : null;
  } finally {
    await pglite.close();
  }
}
