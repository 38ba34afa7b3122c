import { defineConfig } from "prisma/config";

// Generating the client needs no native schema engine, but the command line asks for one; any existing file
// satisfies it. Commands that migrate are left alone: where the network allows, they work as documented.
if (process.argv.includes("generate")) process.env["PRISMA_SCHEMA_ENGINE_BINARY"] ??= process.execPath;

export default defineConfig({
  schema: "prisma/schema.prisma",
  migrations: { path: "prisma/migrations" },
  datasource: { url: process.env["DATABASE_URL"] ?? "postgresql://127.0.0.1:5432/elac" },
});
