/** Commands as the operator types them: alone with the database, and beside a server that owns it. */
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createConnection, type Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { askRunningServer, listenForCommands, socketPath } from "#server/commands.ts";
import { operate } from "#server/operator.ts";
import { runCommand } from "#server/run-command.ts";
import type { Store } from "#server/store/client.ts";
import { holdFolder } from "#server/store/folder-lock.ts";
import { freshStore } from "#test/database.ts";
import { groundOn } from "#test/factories.ts";
import { bytesOf, sample2007 } from "./intake/samples.ts";

const folder = mkdtempSync(join(tmpdir(), "elac-operator-"));
const agenda = join(folder, "harbours.txt");
const files: Record<string, Uint8Array> = {
  "harbours.txt": bytesOf(sample2007()),
  "cut.txt": bytesOf(sample2007().slice(0, 30)),
  "empty.txt": new Uint8Array(),
  "picture.png": new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0, 1]),
  "huge.txt": new Uint8Array(5_000_001).fill(65),
};

beforeAll(() => {
  for (const [name, bytes] of Object.entries(files)) writeFileSync(join(folder, name), bytes);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Types a command where nothing must be opened: a database would be made in this folder. */
async function typed(...words: string[]) {
  const dataDir = join(folder, "untouched");
  const answered = await operate(words, { DATA_DIR: dataDir, LANG: "en_US.UTF-8" });
  return { ...answered, opened: readdirSync(folder).includes("untouched") };
}

describe("what is wrong is said before a database is opened, with code 1", () => {
  test.each([
    ["an unknown command", ["feed:cats"], /no command “feed:cats”.*import:agenda/],
    ["no command", [], /no command “”/],
    ["no file", ["import:agenda"], /Which file/],
    ["two files", ["import:agenda", agenda, agenda + "2"], /One file at a time/],
    ["an option that is none", ["import:agenda", agenda, "--force"], /no option “--force”/],
    ["a file that is not there", ["import:agenda", join(folder, "gone.txt")], /There is no file .*gone\.txt/],
    ["a folder", ["import:agenda", folder], /is a folder/],
    ["a name that no file can have", ["import:agenda", "a\0b"], /./],
    ["a file that is cut off", ["import:agenda", join(folder, "cut.txt")], /cut\.txt, line \d+/],
    ["an empty file", ["import:agenda", join(folder, "empty.txt")], /empty\.txt is empty/],
    ["a picture", ["import:agenda", join(folder, "picture.png")], /picture\.png, line 1.*not a text/],
    ["a file over 5 MB", ["import:agenda", join(folder, "huge.txt")], /huge\.txt is too large/],
  ])("%s", async (_, words, said) => {
    const { code, lines, opened } = await typed(...words);
    expect(code).toBe(1);
    expect(lines.join("\n")).toMatch(said);
    expect(opened).toBe(false);
  });

  test("in the operator's language, in English where it is none of ours", async () => {
    const say = async (LANG: string) => (await operate(["import:agenda"], { LANG })).lines[0];
    expect(await say("es_PE.UTF-8")).toMatch(/¿Qué archivo\?/);
    expect(await say("pt_BR.UTF-8")).toMatch(/Qual arquivo\?/);
    expect(await say("fr_HT.UTF-8")).toMatch(/Quel fichier/);
    expect(await say("de_DE.UTF-8")).toMatch(/Which file/);
  });

  test("a wrong environment names the variable", async () => {
    const answered = await operate(["import:agenda", agenda], { DATA_DIR: folder, PORT: "many" });
    expect(answered).toMatchObject({ code: 1, lines: [expect.stringContaining("PORT")] });
  });
});

describe("a command opens the database where no server runs", () => {
  test("it imports, reports, and lets go of the database", { timeout: 120_000 }, async () => {
    const dataDir = join(folder, "alone");
    const env = { DATA_DIR: dataDir, LANG: "en_US.UTF-8", LOG_LEVEL: "silent" };
    const dry = await operate(["import:agenda", agenda, "--dry-run"], env);
    expect(dry.code).toBe(0);
    expect(dry.lines.at(-1)).toMatch(/^Dry run/);
    const first = await operate(["import:agenda", agenda], env);
    expect(first.lines[0]).toBe("eLAC2007, read from harbours.txt: 5 areas, 30 goals, 70 actions");
    expect(first.lines.at(-1)).toMatch(/filled in\.$/);
    const again = await operate(["import:agenda", agenda], env);
    expect(again).toMatchObject({ code: 0 });
    expect(again.lines.at(-1)).toMatch(/Nothing was changed/);
    holdFolder(dataDir)();
  });
});

describe("a command beside a running server is done by that server", () => {
  const dataDir = join(folder, "running");
  let store: Store;
  let server: Server;
  let release: () => void;

  beforeAll(async () => {
    mkdirSync(dataDir);
    release = holdFolder(dataDir);
    store = await freshStore();
    const ground = groundOn(store);
    server = await listenForCommands(dataDir, (asked) => runCommand(ground, asked));
  });
  afterAll(async () => {
    await new Promise((closed) => server.close(closed));
    release();
    await store.close();
  });

  const env = { DATA_DIR: dataDir, LANG: "es_PE.UTF-8", LOG_LEVEL: "silent" };

  test("the import stands in the server's database", async () => {
    const answered = await operate(["import:agenda", agenda], env);
    expect(answered.lines[0]).toBe("eLAC2007, leído de harbours.txt: 5 áreas, 30 metas, 70 acciones");
    expect(await store.db.agendaImport.count()).toBe(1);
    expect(await store.db.action.count({ where: { text: null, goal: { cycleId: "elac2007" } } })).toBe(0);
  });

  test("an account of the secretariat is made, with a link to come in by", async () => {
    const answered = await operate(["admin", "create", "Elena Rojas", "elena@example.org"], env);
    expect(answered.code).toBe(0);
    expect(answered.lines.join("\n")).toMatch(/\/es\/invitation\/\S+/);
    expect(await store.db.person.count({ where: { email: "elena@example.org" } })).toBe(1);
    expect(await operate(["admin"], env)).toMatchObject({ code: 1 });
  });

  test("a file that the server would refuse is refused with its line", async () => {
    const asked = { name: "import:agenda", parameters: ["cut.txt"], language: "en" };
    const base64 = Buffer.from(files["cut.txt"] ?? []).toString("base64");
    const answered = await askRunningServer(dataDir, { ...asked, files: { "cut.txt": { base64 } } });
    expect(answered).toMatchObject({ code: 1, lines: [expect.stringMatching(/cut\.txt, line \d+/)] });
    const without = await askRunningServer(dataDir, { ...asked, files: {} });
    expect(without).toMatchObject({ code: 1 });
  });

  test("what is no question is answered, and the server goes on", async () => {
    const said = await new Promise<string>((done, failed) => {
      const socket = createConnection({ path: socketPath(dataDir), allowHalfOpen: true });
      let text = "";
      socket.on("data", (chunk) => void (text += chunk.toString()));
      socket.on("end", () => done(text));
      socket.on("error", failed);
      socket.end("no question");
    });
    expect(JSON.parse(said)).toMatchObject({ code: 1 });
    expect(
      await askRunningServer(dataDir, { name: "x", parameters: [], files: {}, language: "en" }),
    ).toMatchObject({
      code: 1,
    });
  });
});

test("where no server answers, nobody is asked", async () => {
  expect(
    await askRunningServer(join(folder, "nobody"), { name: "x", parameters: [], files: {}, language: "en" }),
  ).toBeNull();
});
