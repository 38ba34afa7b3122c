import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";

const root = process.cwd();
let planted = "";

/** What the rules say of a small house with these files. */
function judge(files: Readonly<Record<string, string>>): string {
  planted = mkdtempSync(join(tmpdir(), "house-"));
  for (const room of ["app", "server", "prisma"]) mkdirSync(join(planted, room));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(join(planted, dirname(path)), { recursive: true });
    writeFileSync(join(planted, path), text);
  }
  symlinkSync(join(root, "node_modules"), join(planted, "node_modules"));
  for (const file of ["package.json", "tsconfig.json"]) symlinkSync(join(root, file), join(planted, file));
  try {
    execFileSync(
      process.execPath,
      [
        join(root, "node_modules/dependency-cruiser/bin/dependency-cruise.mjs"),
        "--config",
        join(root, "test/house.rules.cjs"),
        "app",
        "server",
        "prisma",
      ],
      { cwd: planted, encoding: "utf8", stdio: "pipe" },
    );
    return "";
  } catch (refused) {
    return String((refused as { stdout: string }).stdout);
  }
}

afterEach(() => rmSync(planted, { recursive: true, force: true }));

describe("the house", () => {
  const store = { "server/store/people.ts": "export const people = 1;\nexport type Name = string;\n" };

  test.each([
    [
      "app imports a value from server",
      {
        ...store,
        "app/routes/a.ts": 'import { people } from "#server/store/people.ts";\nexport const a = people;\n',
      },
      "app-never-takes-a-value-from-server",
    ],
    [
      "domain imports a package",
      { "app/domain/a.ts": 'import { z } from "zod";\nexport const a = z;\n' },
      "domain-is-pure",
    ],
    [
      "domain reads from Node",
      { "app/domain/a.ts": 'import { join } from "node:path";\nexport const a = join;\n' },
      "domain-is-pure",
    ],
    [
      "realtime knows the store",
      {
        ...store,
        "server/realtime/a.ts":
          'import { people } from "#server/store/people.ts";\nexport const a = people;\n',
      },
      "realtime-imports-only-its-neighbours",
    ],
    [
      "a service knows Prisma",
      {
        "server/services/a.ts":
          'import { PrismaPg } from "@prisma/adapter-pg";\nexport const a = PrismaPg;\n',
      },
      "only-store-knows-prisma",
    ],
    [
      "two files need each other",
      {
        "app/domain/a.ts": 'import { b } from "./b.ts";\nexport const a = () => b;\n',
        "app/domain/b.ts": 'import { a } from "./a.ts";\nexport const b = () => a;\n',
      },
      "no-cycles",
    ],
    [
      "a component takes a route",
      {
        "app/routes/r.tsx": "export const r = 1;\n",
        "app/components/c.ts": 'import { r } from "#app/routes/r.tsx";\nexport const c = r;\n',
      },
      "components-imports-only-its-neighbours",
    ],
  ])("refuses when %s", (_what, files, rule) => {
    expect(judge(files as unknown as Record<string, string>)).toContain(rule);
  });

  test("lets the door's types through and nothing is wrong in a house that keeps the rules", () => {
    expect(
      judge({
        "server/services/people.ts": "export interface People { name: string }\n",
        "app/routes/a.ts":
          'import type { People } from "#server/services/people.ts";\nexport const a = (p: People) => p.name;\n',
      }),
    ).toBe("");
  });
});
