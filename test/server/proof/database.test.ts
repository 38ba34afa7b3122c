/** The database tampered with by somebody who owns it, and heads published day by day. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { stranger } from "#app/domain/roles.ts";
import type { Flaw } from "#server/proof/chain.ts";
import { readBrought } from "#server/proof/files.ts";
import { sha256 } from "#server/proof/hash.ts";
import { certificateServices } from "#server/services/certificates.ts";
import { proofServices } from "#server/services/proofs.ts";
import { inDays } from "../services/goal-house.ts";
import { recordHouse, type RecordHouse } from "./record-house.ts";

let house: RecordHouse;
let chain: string;
let seqOf: RecordHouse["seqOf"];

beforeAll(async () => {
  house = await recordHouse();
  ({ chain, seqOf } = house);
});
afterAll(() => house.store.close());

describe("the database is proved as it stands", () => {
  const prove = async () => {
    const { chains, untold } = await proofServices(house.ground).database();
    return [...chains.flatMap(({ flaw }) => flaw ?? []), ...untold];
  };

  /** Does `sql` as somebody who owns the database and switches its guards off, looks, and undoes it. */
  const after = (table: string, sql: string, undo: string): Promise<readonly Flaw[]> =>
    seenAfter(table, sql, undo, prove);

  async function seenAfter<Seen>(
    table: string,
    sql: string,
    undo: string,
    look: () => Promise<Seen>,
  ): Promise<Seen> {
    const guarded = (work: string) =>
      house.store.raw.script(
        `ALTER TABLE "${table}" DISABLE TRIGGER ALL; ${work}; ALTER TABLE "${table}" ENABLE TRIGGER ALL;`,
      );
    await guarded(sql);
    try {
      return await look();
    } finally {
      await guarded(undo);
    }
  }

  test("it holds", async () => {
    expect(await prove()).toEqual([]);
  });

  test("facts changed", async () => {
    const seq = seqOf("round.position-given");
    const swap = (from: string, to: string) =>
      `UPDATE "journal_entries" SET "facts" = replace("facts", '"${from}"', '"${to}"') WHERE "chainId" = '${chain}' AND "seq" = ${seq}`;
    expect(await after("journal_entries", swap("joins", "objects"), swap("objects", "joins"))).toMatchObject([
      { chain, seq, what: "facts" },
    ]);
  });

  test("what stands beside the facts changed", async () => {
    const seq = seqOf("round.position-given");
    const called = (kind: string) =>
      `UPDATE "journal_entries" SET "kind" = '${kind}' WHERE "chainId" = '${chain}' AND "seq" = ${seq}`;
    expect(
      await after("journal_entries", called("round.extended"), called("round.position-given")),
    ).toMatchObject([{ chain, seq, what: "row" }]);
  });

  test("an entry taken away", async () => {
    const shift = (from: number, to: number) =>
      `UPDATE "journal_entries" SET "seq" = ${to} WHERE "chainId" = '${chain}' AND "seq" = ${from}`;
    expect(await after("journal_entries", shift(2, 999), shift(999, 2))).toMatchObject([
      { chain, seq: 2, what: "place" },
    ]);
  });

  test("a word changed", async () => {
    const swap = (from: string, to: string) =>
      `UPDATE "journal_names" SET "value" = '${to}' WHERE "value" = '${from}'`;
    const flaws = await after(
      "journal_names",
      swap("Nuestra oficina es pequeña.", "Otra."),
      swap("Otra.", "Nuestra oficina es pequeña."),
    );
    expect(flaws).toMatchObject([
      { chain, seq: seqOf("round.explanation-given"), what: "word", detail: "text" },
    ]);
  });

  test("the text of a release changed, with its hash or without", async () => {
    const swap = (from: string, to: string) =>
      `UPDATE "releases" SET "canonical" = replace("canonical", '${from}', '${to}')`;
    const flaws = await after(
      "releases",
      swap("banda ancha", "banda angosta"),
      swap("banda angosta", "banda ancha"),
    );
    expect(flaws).toMatchObject([{ chain, seq: seqOf("goal.released"), what: "release" }]);
    const hashed = (sql: string) =>
      `${sql}; UPDATE "releases" SET "sha256" = encode(sha256(convert_to("canonical", 'UTF8')), 'hex')`;
    const both = await after(
      "releases",
      hashed(swap("banda ancha", "banda angosta")),
      hashed(swap("banda angosta", "banda ancha")),
    );
    expect(both).toEqual(flaws);
  });

  test("the certificate takes the hash of a changed text anew", async () => {
    const swap = (from: string, to: string) =>
      `UPDATE "releases" SET "canonical" = replace("canonical", '${from}', '${to}')`;
    const look = () => certificateServices(house.ground).certificatePage(stranger, 1, "es");
    const whole = await look();
    expect([whole.computed, whole.flaw]).toEqual([whole.certificate.release.sha256, null]);
    const [there, back] = [swap("banda ancha", "banda angosta"), swap("banda angosta", "banda ancha")];
    const { computed, certificate, flaw } = await seenAfter("releases", there, back, look);
    expect(computed).toBe(sha256(certificate.release.text));
    expect(computed).not.toBe(certificate.release.sha256);
    expect(flaw).toMatchObject({ chain, seq: seqOf("round.opened"), what: "release" });
  });

  test("a release that no entry names is held against the hash beside it", async () => {
    const remove = `DELETE FROM "releases" WHERE "id" = 'made-up'`;
    const made = (hash: string) =>
      `INSERT INTO "releases" SELECT (json_populate_record(r, '{"id":"made-up","number":99,"sha256":"${hash}"}')).* FROM "releases" r LIMIT 1`;
    const { sha256: own } = await house.store.db.release.findFirstOrThrow();
    expect(await after("releases", made(own), remove)).toEqual([]);
    expect(await after("releases", made("0".repeat(64)), remove)).toEqual([
      { chain: "", seq: null, what: "release", detail: "99" },
    ]);
  });

  test("a head changed", async () => {
    const held = await house.store.db.journalChain.findUniqueOrThrow({ where: { id: chain } });
    const set = (value: string) => `UPDATE "journal_chains" SET "head" = '${value}' WHERE "id" = '${chain}'`;
    expect(await after("journal_chains", set("0".repeat(64)), set(held.head))).toMatchObject([
      { chain, seq: held.seq, what: "head" },
    ]);
  });

  test("a published head changed", async () => {
    const [one] = await house.store.db.publishedHead.findMany({ where: { chainId: chain } });
    const set = (value: string) =>
      `UPDATE "published_heads" SET "head" = '${value}' WHERE "chainId" = '${chain}'`;
    expect(await after("published_heads", set("0".repeat(64)), set(one?.head ?? ""))).toMatchObject([
      { chain, seq: one?.seq, what: "published", detail: "2011-03-01" },
    ]);
  });

  test("a position changed in its table", async () => {
    const swap = (from: string, to: string) =>
      `UPDATE "positions" SET "text" = '${to}' WHERE "text" = '${from}'`;
    const flaws = await after(
      "positions",
      swap("Una vez al año basta.", "Nunca."),
      swap("Nunca.", "Una vez al año basta."),
    );
    expect(flaws).toMatchObject([{ chain, what: "told" }]);
  });

  test("an outcome without an entry", async () => {
    const [round] = await house.store.db.round.findMany();
    const copyOf = `INSERT INTO "rounds" SELECT (json_populate_record(r, '{"id":"made-up","number":999}')).* FROM "rounds" r WHERE r."id" = '${round?.id}'`;
    const flaws = await after("rounds", copyOf, `DELETE FROM "rounds" WHERE "id" = 'made-up'`);
    expect(flaws).toMatchObject([{ seq: null, what: "untold", detail: "opening · 999" }]);
    const outcome = await house.store.db.outcome.findFirstOrThrow();
    const swap = (to: string) => `UPDATE "outcomes" SET "reading" = '${to}'`;
    expect(await after("outcomes", swap("blocked"), swap(outcome.reading))).toMatchObject([
      { chain, seq: seqOf("round.outcome-recorded"), what: "told" },
    ]);
  });
});

describe("heads are published day by day", () => {
  test("each day once, missed days where a chain grew, and never anew", async () => {
    const { store, ground, draft, goals, who, at } = house;
    const proofs = proofServices(ground);
    ground.clock.set(inDays(2));
    const before = await store.db.publishedHead.count();
    expect(await proofs.publish()).toBeGreaterThan(0);
    const once = await store.db.publishedHead.count();
    expect(once).toBeGreaterThan(before);
    expect(await proofs.publish()).toBe(0);
    ground.clock.set(inDays(4));
    const number = await draft();
    await goals.discuss(who("chile"), await at(number));
    // Nobody was there to publish for a week.
    ground.clock.set(inDays(11));
    await proofs.publish();
    const days = await store.db.publishedHead.findMany({
      where: { chainId: chain },
      orderBy: { day: "asc" },
      select: { day: true, seq: true },
    });
    expect(days.map(({ day }) => day.toISOString().slice(0, 10))).toEqual([
      "2011-03-01",
      "2011-03-02",
      "2011-03-05",
      "2011-03-11",
    ]);
    expect(days.at(-1)?.seq).toBe(days.at(-2)?.seq);
    expect((await proofs.database()).chains.every(({ flaw }) => flaw === null)).toBe(true);
  });

  test("they are shown by day, as a file and as a feed that others can keep", async () => {
    const proofs = proofServices(house.ground);
    const [latest] = await proofs.heads(stranger, "en");
    expect(latest?.day).toBe("2011-03-11");
    expect(latest?.heads.map(({ name }) => name)).toContain("Access and infrastructure");
    const file = await proofs.headsFile(stranger);
    expect(readBrought("heads.json", JSON.stringify(file)).kind).toBe("heads");
    const feed = await proofs.headsFeed(stranger, "en", { title: "Heads", author: "eLAC", region: "Region" });
    expect(feed).toContain(latest?.heads[0]?.head);
    expect(feed.match(/<entry/g)).toHaveLength(4);
  });
});
