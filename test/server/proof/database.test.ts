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
import { roundsHouse, type RoundsHouse } from "./rounds-house.ts";

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

describe("every column of a round is held against its entries", () => {
  let rounds: RoundsHouse;
  beforeAll(async () => {
    rounds = await roundsHouse();
  });
  afterAll(() => rounds.store.close());

  const prove = async () => {
    const { chains, untold } = await proofServices(rounds.ground).database();
    return [...chains.flatMap(({ flaw }) => flaw ?? []), ...untold].map(
      ({ what, detail }) => `${what}: ${detail}`,
    );
  };

  test("they hold: one with an outcome, one extended, left and withdrawn, one annulled", async () => {
    expect(await prove()).toEqual([]);
  });

  /** Sets a column of the rows that a condition picks, as somebody who owns the database; puts back what was there. */
  async function afterSetting(table: string, where: string, column: string, value: string) {
    await rounds.store.raw.script(
      `ALTER TABLE "${table}" DISABLE TRIGGER ALL;
       CREATE TABLE "before" AS SELECT * FROM "${table}" WHERE ${where};
       UPDATE "${table}" SET "${column}" = ${value} WHERE ${where};`,
    );
    try {
      return await prove();
    } finally {
      const key = { confirmations: "positionId", outcomes: "roundId" }[table] ?? "id";
      await rounds.store.raw.script(
        `UPDATE "${table}" t SET "${column}" = b."${column}" FROM "before" b WHERE b."${key}" = t."${key}";
         DROP TABLE "before";
         ALTER TABLE "${table}" ENABLE TRIGGER ALL;`,
      );
    }
  }

  const later = (column: string) => `"${column}" + interval '1 hour'`;
  const ended = `"number" = 1`;
  const withdrawn = `"number" = 2`;
  const annulled = `"number" = 3`;
  const of = (number: number, more = "TRUE") =>
    `"roundId" = (SELECT "id" FROM "rounds" WHERE "number" = ${number}) AND ${more}`;
  const hand = `(SELECT "id" FROM "persons" WHERE "name" = 'Observer')`;
  const adReferendum = of(1, `"kind" = 'ad-referendum'`);
  const word = `"positionId" IN (SELECT "id" FROM "positions" WHERE "kind" = 'ad-referendum')`;

  const cases: readonly (readonly [string, string, string, string, string])[] = [
    ["rounds", ended, "releaseId", `(SELECT "releaseId" FROM "rounds" WHERE "number" = 2)`, "release · 1"],
    ["rounds", ended, "roll", "'region'", "roll · 1"],
    ["rounds", ended, "mode", "'silence'", "mode · 1"],
    ["rounds", ended, "opensAt", later("opensAt"), "opening · 1"],
    ["rounds", ended, "createdAt", later("createdAt"), "opened-at · 1"],
    ["rounds", ended, "openedById", hand, "opened-by · 1"],
    ["rounds", ended, "openedFor", "'CL'", "opened-by · 1"],
    ["rounds", ended, "closesAt", later("closesAt"), "closing · 1"],
    ["rounds", withdrawn, "closesAt", later("closesAt"), "closing · 2"],
    ["rounds", withdrawn, "endSetAt", later("endSetAt"), "end-set · 2"],
    ["rounds", ended, "terms", `jsonb_set("terms", '{minOccupiedSeats,value}', '1')`, "terms · 1"],
    ["rounds", ended, "terms", `jsonb_set("terms", '{quorumPerGroup,value}', '1')`, "terms · 1"],
    ["rounds", withdrawn, "withdrawnAt", later("withdrawnAt"), "withdrawn · 2"],
    ["rounds", withdrawn, "withdrawnAt", "NULL", "withdrawn · 2"],
    ["rounds", withdrawn, "withdrawReason", "'Otra razón.'", "reason · 2"],
    ["rounds", withdrawn, "annulled", "TRUE", "annulled · 2"],
    ["rounds", annulled, "annulled", "FALSE", "annulled · 3"],
    ["rounds", ended, "withdrawnAt", `"settledAt"`, "withdrawn · 1"],
    ["rounds", ended, "settledAt", later("settledAt"), "settled · 1"],
    ["roll_entries", of(1, `"country" = 'BR'`), "occupied", "FALSE", "occupied · 1"],
    ["roll_entries", of(1, `"country" = 'BR'`), "country", "'UY'", "position BR seat · 1"],
    ["roll_entries", of(2, `"country" = 'CL'`), "country", "'UY'", "seats · 2"],
    ["roll_entries", of(1, `"country" = 'BR'`), "countryGroupId", "'caribbean'", "group · 1"],
    ["roll_entries", of(1, `"country" = 'BR'`), "position", "99", "seats · 1"],
    ["roll_entries", of(2, `"country" = 'BR'`), "leftAt", later("leftAt"), "left · 2"],
    ["roll_entries", of(2, `"country" = 'BR'`), "leftAt", "NULL", "left · 2"],
    ["roll_entries", of(1, `"country" = 'BR'`), "leftAt", "now()", "left · 1"],
    ["positions", of(1, `"country" = 'PE'`), "at", later("at"), "position PE at · 1"],
    ["positions", adReferendum, "confirmBy", later("confirmBy"), "position CL confirm-by · 1"],
    ["positions", adReferendum, "confirmBy", "NULL", "position CL confirm-by · 1"],
    ["positions", of(1, `"country" = 'PE'`), "language", "'fr'", "position PE language · 1"],
    ["positions", of(1, `"country" = 'PE'`), "office", "'focal-point'", "position PE office · 1"],
    ["positions", of(1, `"country" = 'PE'`), "personId", hand, "position PE hand · 1"],
    ["positions", of(1, `"country" = 'PE'`), "country", "'CL'", "position CL country · 1"],
    ["positions", of(1, `"country" = 'PE'`), "kind", "'dissociates'", "position PE kind · 1"],
    ["positions", of(1, `"letterId" IS NOT NULL`), "receivedAt", later("receivedAt"), "position BR at · 1"],
    ["positions", of(1, `"letterId" IS NOT NULL`), "letterId", "NULL", "position BR office · 1"],
    ["files", `"title" = 'position.pdf'`, "sha256", `repeat('0', 64)`, "position BR letter · 1"],
    ["files", `"title" = 'word.pdf'`, "sha256", `repeat('0', 64)`, "confirmation CL letter · 1"],
    ["confirmations", word, "confirmed", "FALSE", "confirmation CL confirmed · 1"],
    ["confirmations", word, "receivedAt", later("receivedAt"), "confirmation CL received · 1"],
    ["confirmations", word, "at", later("at"), "confirmation CL entered-at · 1"],
    ["explanations", of(1), "text", "'Otra.'", "explanation PE words · 1"],
    ["explanations", of(1), "at", later("at"), "explanation PE entered-at · 1"],
    ["outcomes", of(1), "reading", "'blocked'", "outcome reading · 1"],
    ["outcomes", of(1), "office", "'secretariat'", "outcome office · 1"],
    ["outcomes", of(1), "country", "'CL'", "outcome country · 1"],
    ["outcomes", of(1), "at", later("at"), "outcome entered-at · 1"],
    ["outcomes", of(1), "personId", hand, "outcome hand · 1"],
    [
      "outcomes",
      of(1),
      "facts",
      `jsonb_set("facts", '{since}', '"2011-01-01T00:00:00.000Z"')`,
      "outcome since · 1",
    ],
  ];
  const titled = cases.map((one) => [`${one[0]}.${one[2]} set to ${one[3]}: ${one[4]}`, ...one] as const);
  test.each(titled)("%s", async (_, table, where, column, value, detail) => {
    expect((await afterSetting(table, where, column, value))[0]).toBe(`told: ${detail}`);
    expect(await prove()).toEqual([]);
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
