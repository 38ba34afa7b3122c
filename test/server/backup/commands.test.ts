/** `backup` and `restore` as the operator types them, beside a server and where none runs. */
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { backup } from "#server/backup-commands.ts";
import { operate } from "#server/operator.ts";
import { runBesideOthers } from "#server/run-command.ts";
import { listenForCommands } from "#server/commands.ts";
import { openStore } from "#server/store/client.ts";
import { freshPlace } from "#test/database.ts";
import { groundOn } from "#test/factories.ts";

let place: Awaited<ReturnType<typeof freshPlace>>;
let file: string;
let env: Record<string, string>;
const typed = (...words: string[]) => operate(words, env);
const said = async (...words: string[]) => {
  const { code, lines } = await typed(...words);
  return { code, text: lines.join("\n") };
};

beforeAll(async () => {
  place = await freshPlace();
  file = join(place.dataDir, "kept.tar");
  env = {
    DATA_DIR: place.dataDir,
    ...(place.databaseUrl === null ? {} : { DATABASE_URL: place.databaseUrl }),
    LANG: "en_US.UTF-8",
    LOG_LEVEL: "silent",
  };
});
afterAll(() => place.drop());

test("what is typed wrong is said before anything is opened", async () => {
  expect((await said("backup")).text).toMatch(/npm run backup -- FILE/);
  expect((await said("restore", "--replace")).text).toMatch(/npm run restore -- FILE/);
  expect((await said("restore", "a.tar", "--force")).text).toMatch(/no option “--force”/);
  expect((await said("backup", "a.tar", "--replace")).text).toMatch(/no option “--replace”/);
  expect(backup.inFull?.(["a.tar"])).toEqual([resolve("a.tar")]);
});

test("a backup is made beside a server, and a restoration never", { timeout: 120_000 }, async () => {
  expect((await said("backup", file)).text).toMatch(/no database of this platform/);
  const store = await openStore(place);
  const ground = { ...groundOn(store) };
  const server =
    place.databaseUrl === null
      ? await listenForCommands(place.dataDir, (asked) => runBesideOthers(ground, asked))
      : null;
  await store.db.person.create({ data: { name: "Ana", email: "ana@example.org", language: "es" } });
  const made = await said("backup", file);
  expect(made).toMatchObject({ code: 0, text: expect.stringMatching(/read back and checked/) as string });
  expect(existsSync(file)).toBe(true);

  const restoring = await said("restore", file, "--replace");
  expect(restoring).toMatchObject({ code: 1, text: expect.stringMatching(/Stop it first/) as string });
  const asked = { name: "restore", parameters: [file, "--replace"], files: {}, language: "en" };
  expect(await runBesideOthers(ground, asked)).toMatchObject({
    code: 1,
    lines: [expect.stringMatching(/Stop it first/)],
  });
  await store.db.person.create({ data: { name: "Bea", email: "bea@example.org", language: "es" } });
  if (server !== null) await new Promise((closed) => server.close(closed));
  await store.close();

  const there = await said("restore", file);
  expect(there).toMatchObject({ code: 1, text: expect.stringMatching(/add --replace/) as string });
  const done = await said("restore", file, "--replace");
  expect(done).toMatchObject({
    code: 0,
    text: expect.stringMatching(/^Restored from .*The record holds/s) as string,
  });
  const again = await openStore(place);
  expect((await again.db.person.findMany()).map(({ name }) => name)).toEqual(["Ana"]);
  await again.close();
});
