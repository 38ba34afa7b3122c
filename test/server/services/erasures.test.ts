/** An account that is erased: the person is nowhere any more, office and country of formal acts stay, the chains hold. */
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Person } from "#app/domain/roles.ts";
import { makeAuth } from "#server/auth/auth.ts";
import { certificateServices } from "#server/services/certificates.ts";
import { erasureServices } from "#server/services/erasures.ts";
import { peopleServices } from "#server/services/people.ts";
import { proofServices } from "#server/services/proofs.ts";
import { recordServices } from "#server/services/records.ts";
import { threadServices } from "#server/services/threads.ts";
import { insertLetters } from "#server/store/letters.ts";
import { insertSession } from "#server/store/sessions.ts";
import { insertTicket } from "#server/store/tickets.ts";
import { nobody, person, refusalFrom, secretariat } from "#test/factories.ts";
import { goalHouse, slug } from "./goal-house.ts";

const name = "Rigoberta Tzul";
const reason = "Asked for by letter of 3 March.";

let house: Awaited<ReturnType<typeof goalHouse>>;
let erasures: ReturnType<typeof erasureServices>;
let staff: Person;
let gone: Person;
let thread: number;

beforeAll(async () => {
  house = await goalHouse();
  const { store, ground, rounds, form, draft, openedGroupRound } = house;
  staff = house.who("secretariat");
  erasures = erasureServices(ground);
  const { peru } = { peru: house.who("peru") };
  await store.db.person.update({
    where: { id: peru.id },
    data: { name, email: "tzul@example.org", position: "Jefa" },
  });
  gone = { ...peru, name, email: "tzul@example.org" };
  const number = await draft();
  const roundId = await openedGroupRound(number);
  for (const [who, country] of [
    ["peru", "PE"],
    ["chile", "CL"],
    ["brazil", "BR"],
  ] as const)
    await rounds.give(who === "peru" ? gone : house.who(who), await form(number, country));
  await rounds.record(gone, { roundId });
  thread = await threadServices(ground).open(gone, slug, {
    language: "es",
    text: "Palabras que quedan.",
    as: "",
    onceKey: randomUUID(),
    title: "Un hilo",
    subject: "",
    passage: null,
  });
  // What the platform keeps of somebody who has been here for a while.
  await peopleServices(ground, makeAuth(ground)).invite(staff, {
    person: { name, email: gone.email, language: "es", position: null },
    institution: "Ministerio",
    staff: true,
    act: { kind: "appointment", reference: `Carta sobre ${name}`, date: null, letterId: null },
  });
  const now = ground.clock.now();
  const later = new Date(now.getTime() + 86_400_000);
  await store.transaction(async (tx) => {
    await insertTicket(tx, {
      id: "t".repeat(64),
      kind: "reset",
      personId: gone.id,
      createdAt: now,
      expiresAt: later,
    });
    await insertSession(tx, {
      id: "s".repeat(64),
      personId: gone.id,
      createdAt: now,
      lastSeenAt: now,
      expiresAt: later,
      absoluteExpiresAt: later,
      userAgent: "x",
    });
    const letter = {
      kind: "named",
      language: "es",
      subject: `Para ${name}`,
      text: `Estimada ${name}`,
    } as const;
    await insertLetters(
      tx,
      [
        { ...letter, personId: gone.id, address: gone.email, dedupe: "own" },
        { ...letter, personId: staff.id, address: "other@example.org", dedupe: "other" },
      ],
      now,
    );
    await tx.letter.update({ where: { dedupe: "own" }, data: { state: "sent", sentAt: now } });
  });
});
afterAll(() => house.store.close());

/** Every table in which the words still stand. */
async function leftIn(words: string): Promise<readonly string[]> {
  const { raw } = house.store;
  const columns = await raw.query<{ table_name: string; column_name: string }>(
    `SELECT table_name, column_name FROM information_schema.columns
     WHERE table_schema = 'public' AND data_type IN ('text', 'jsonb', 'character')`,
    [],
  );
  const found: string[] = [];
  for (const { table_name, column_name } of columns) {
    const rows = await raw.query<{ n: string | number }>(
      `SELECT count(*) AS n FROM "${table_name}" WHERE "${column_name}"::text LIKE $1`,
      [`%${words}%`],
    );
    if (Number(rows[0]?.n) > 0) found.push(table_name);
  }
  return found;
}

describe("erasing an account", () => {
  test("is for the secretariat, never of itself or of the last of the staff, with a reason that names nobody", async () => {
    const form = { personId: gone.id, reason };
    expect(await refusalFrom(erasures.erase(house.who("chile"), form))).toMatchObject({ kind: "unknown" });
    expect(await refusalFrom(erasures.erase(staff, { ...form, personId: staff.id }))).toMatchObject({
      key: "may-not.person.erase",
    });
    for (const words of ["", `Because ${name} asked`, "tzul@example.org asked"])
      expect(await refusalFrom(erasures.reviewErasing(staff, { ...form, reason: words }))).toMatchObject({
        key: "form.check-fields",
      });
    expect(await refusalFrom(erasures.erase(staff, { ...form, personId: randomUUID() }))).toMatchObject({
      key: "person.unknown",
    });
    expect(await leftIn(name)).toContain("persons");
  });

  test("says before what will go", async () => {
    const view = await erasures.erasing(staff, gone.id);
    expect(view).toMatchObject({ person: { name }, offices: 2, mentions: { posts: 0, pages: 0 } });
  });

  test("leaves the person nowhere, ends every right at once, and keeps office and country of formal acts", async () => {
    const { store, ground } = house;
    await erasures.erase(staff, { personId: gone.id, reason });
    for (const words of [name, "Rigoberta", "tzul@example.org", "Jefa"])
      expect(await leftIn(words)).toEqual([]);
    expect(await store.db.account.count({ where: { personId: gone.id } })).toBe(0);
    expect(await store.db.loginSession.count({ where: { personId: gone.id } })).toBe(0);
    expect(await store.db.ticket.count({ where: { personId: gone.id } })).toBe(0);
    const now = ground.clock.now();
    expect(
      await store.db.grant.count({
        where: { personId: gone.id, OR: [{ until: null }, { until: { gt: now } }] },
      }),
    ).toBe(0);
    expect(ground.told).toContainEqual({ kind: "session-ended", personId: gone.id, handle: null });
    // The letter that waited is not sent; of the one that was sent stays that it was.
    const letters = await store.db.letter.findMany({ where: { personId: gone.id } });
    expect(letters.map(({ state, address, text }) => [state, address, text])).toEqual([["sent", "", ""]]);

    const certificate = await certificateServices(ground).certificate(nobody, 1, "es");
    const position = certificate.positions.find(({ country }) => country === "PE");
    expect(position).toMatchObject({ office: "representative", country: "PE", kind: "joins" });
    expect(certificate.outcome).toMatchObject({ office: "representative", country: "PE" });
    const { posts } = await threadServices(ground).read(nobody, { slug, thread, page: 1 }, "es");
    expect(posts[0]).toMatchObject({ name: null, voice: { kind: "country", iso: "PE" } });
    const view = await recordServices(ground).page(nobody, { group: slug, family: null, page: 1 }, "es");
    const entry = view.entries.find(({ kind }) => kind === "round.outcome-recorded");
    expect(entry?.by).toEqual({ office: "representative", country: "PE", person: null });
  });

  test("is on record without the name, and every chain holds", async () => {
    const { store, ground } = house;
    const entry = await store.db.journalEntry.findFirstOrThrow({ where: { kind: "person.erased" } });
    expect(entry.open).toBe(false);
    const { chains, untold } = await proofServices(ground).database();
    expect([...chains.flatMap(({ flaw }) => flaw ?? []), ...untold]).toEqual([]);
    // With the name its salt is gone: nobody can try names against the hash.
    const redacted = await store.db.journalName.findMany({ where: { redactedAt: { not: null } } });
    expect(redacted.length).toBeGreaterThan(0);
    expect(redacted.every(({ value, salt }) => value === null && salt === "")).toBe(true);
  });

  test("is done once, and the address may be somebody else's", async () => {
    expect(await refusalFrom(erasures.erase(staff, { personId: gone.id, reason }))).toMatchObject({
      key: "person.unknown",
    });
    const again = await person(house.store, "Tzul");
    await house.store.db.person.update({ where: { id: again.id }, data: { email: "tzul@example.org" } });
  });

  test("the last of the staff cannot be erased by somebody whose right has just ended", async () => {
    const other = await person(house.store, "Other staff", [secretariat]);
    await erasures.erase(other, { personId: staff.id, reason });
    expect(await refusalFrom(erasures.erase(other, { personId: other.id, reason }))).toMatchObject({
      kind: "forbidden",
    });
  });
});
