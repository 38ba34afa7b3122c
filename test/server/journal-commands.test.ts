/** `verify:journal` and `export:journal` as the operator types them, beside a server and without any database. */
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { spawnSync } from "node:child_process";
import type { Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { listenForCommands } from "#server/commands.ts";
import { operate } from "#server/operator.ts";
import { runCommand } from "#server/run-command.ts";
import { holdFolder } from "#server/store/folder-lock.ts";
import { recordHouse, type Line, type RecordHouse } from "./proof/record-house.ts";

const folder = mkdtempSync(join(tmpdir(), "elac-journal-"));
const running = join(folder, "running");
let house: RecordHouse;
let server: Server;
let release: () => void;

beforeAll(async () => {
  mkdirSync(running);
  release = holdFolder(running);
  house = await recordHouse();
  server = await listenForCommands(running, (asked) => runCommand(house.ground, asked));
});
afterAll(async () => {
  await new Promise((closed) => server.close(closed));
  release();
  await house.store.close();
  rmSync(folder, { recursive: true, force: true });
});

const path = (name: string) => join(folder, name);
const beside = (...typed: string[]) =>
  operate(typed, { DATA_DIR: running, LANG: "en_US.UTF-8", LOG_LEVEL: "silent" });
/** Where nothing may be opened: a database would be made in this folder. */
async function alone(...typed: string[]) {
  const answered = await operate(typed, { DATA_DIR: path("untouched"), LANG: "en_US.UTF-8" });
  expect(readdirSync(folder)).not.toContain("untouched");
  return answered;
}

describe("beside a running server", () => {
  test("the database is verified, chain by chain", async () => {
    const { code, lines } = await beside("verify:journal");
    expect(code).toBe(0);
    expect(lines.some((line) => line.startsWith(`${house.chain}: `))).toBe(true);
    expect(lines.at(-1)).toMatch(/^The record holds/);
  });

  test("the record is written to a file, and never over one", async () => {
    expect(await beside("export:journal", path("record.jsonl"))).toMatchObject({ code: 0 });
    const written = readFileSync(path("record.jsonl"), "utf8");
    expect(written.split("\n").length - 1).toBe(house.lines.length);
    const again = await beside("export:journal", path("record.jsonl"));
    expect(again).toMatchObject({ code: 1, lines: [expect.stringMatching(/already/)] });
    expect(await beside("export:journal")).toMatchObject({ code: 1 });
  });

  test("copies of heads that somebody kept are held against the database", async () => {
    const { heads } = house.lines[0] as { heads: Line[] };
    const kept = { format: "elac-heads", version: 1, heads };
    writeFileSync(path("heads.json"), JSON.stringify(kept));
    expect(await beside("verify:journal", path("heads.json"))).toMatchObject({ code: 0 });
    kept.heads = heads.map((one) => ({ ...one, head: "0".repeat(64) }));
    writeFileSync(path("other.json"), JSON.stringify(kept));
    const { code, lines } = await beside("verify:journal", path("other.json"));
    expect(code).toBe(1);
    expect(lines.at(-1)).toMatch(/First: .*, entry \d+: the head published for 2011-03-01 is another one/);
  });
});

describe("without any database", () => {
  test("a record and a certificate are verified from the files", async () => {
    writeFileSync(path("certificate.json"), JSON.stringify(house.certificate));
    const { code, lines } = await alone("verify:journal", path("record.jsonl"), path("certificate.json"));
    expect(code).toBe(0);
    expect(lines.join("\n")).toMatch(/not public only the hash is there/);
    expect(lines.join("\n")).toMatch(/certificate of round 1/);
  });

  test("the first entry that does not fit is named, with code 1", async () => {
    const seq = house.seqOf("round.outcome-recorded");
    const forged = readFileSync(path("record.jsonl"), "utf8").replace(
      '\\"outcome\\":\\"consensus\\"',
      '\\"outcome\\":\\"blocked\\"',
    );
    writeFileSync(path("forged.jsonl"), forged);
    const { code, lines } = await alone("verify:journal", path("forged.jsonl"));
    expect(code).toBe(1);
    expect(lines.at(-1)).toBe(
      `The record does not hold. First: ${house.chain}, entry ${seq}: its hash is not that of its facts`,
    );
  });

  test("what is no record is refused with its line", async () => {
    writeFileSync(path("story.txt"), "Once upon a time\n");
    expect(await alone("verify:journal", path("story.txt"))).toMatchObject({
      code: 1,
      lines: [expect.stringMatching(/^story\.txt, line 1: /)],
    });
    expect(await alone("verify:journal", "--force")).toMatchObject({ code: 1 });
  });
});

describe("by hand, as the certificate says", () => {
  const hashed = (text: string): string =>
    spawnSync("sha256sum", { input: text }).stdout.toString().slice(0, 64);
  const entries = () => house.certificate["entries"] as Record<string, string | number | Line[]>[];

  test("sha256sum gives the hash of the text, of each entry, and of words beside one", () => {
    const { text, sha256 } = house.certificate["release"] as { text: string; sha256: string };
    expect(hashed(text)).toBe(sha256);
    for (const { prevHash, chain, seq, facts, hash } of entries())
      expect(hashed([prevHash, chain, seq, facts].join("\n"))).toBe(hash);
    const words = entries().flatMap(({ words: beside }) => (Array.isArray(beside) ? beside : []));
    expect(words.length).toBeGreaterThan(0);
    for (const { salt, value, hash } of words) expect(hashed(`${String(salt)}\n${String(value)}`)).toBe(hash);
  });
});
