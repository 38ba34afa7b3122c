/** Positions that come by letter, entered by the secretariat: their time, their hand, their letter. */
import { afterAll, describe, expect, it } from "vitest";
import { read } from "#app/domain/consensus.ts";
import { addWorkingDays, regionalDay } from "#app/domain/region.ts";
import type { Person } from "#app/domain/roles.ts";
import { certificateServices } from "#server/services/certificates.ts";
import { fileServices } from "#server/services/files.ts";
import { linesOf } from "#server/services/registers.ts";
import type { LetterForm } from "#server/services/rounds.ts";
import { roundSubjects } from "#server/services/subjects.ts";
import { broughtBy } from "#server/store/brought.ts";
import { letterFacts } from "#server/store/letter-files.ts";
import { roundById } from "#server/store/rounds.ts";
import { nobody, refusalFrom, start } from "#test/factories.ts";
import { goalHouse, inDays, objection } from "./goal-house.ts";
import { attachedLetter } from "../attached.ts";

const { store, ground, goals, rounds, who, draft, at, form, beforeOfficers } = await goalHouse();

afterAll(() => store.close());

const hour = 3_600_000;
const later = (instant: Date, ms: number) => new Date(instant.getTime() + ms);
const closing = inDays(10); // Friday 11 March 2011
const received = later(closing, -hour);

/** A letter that this person has attached. */
const letter = (person: Person = who("secretariat")) => attachedLetter(store, person.id, ground.clock.now());

async function opened(mode: "express" | "silence" = "express") {
  ground.clock.set(start);
  const number = await draft();
  await goals.discuss(who("chile"), await at(number));
  const roundId = await goals.openGroupRound(who("peru"), { ...(await at(number)), mode, closing });
  return { number, roundId };
}

async function letterForm(number: number, seat: string, more: Partial<LetterForm> = {}) {
  const base = await form(number, seat);
  return { ...base, receivedAt: received, letterId: await letter(), ...more };
}

const roundOf = async (roundId: string) => {
  const recorded = await roundById(store.db, roundId);
  if (recorded === null) throw new Error("there is no such round");
  return recorded;
};
const state = async (roundId: string) => read((await roundOf(roundId)).round, ground.clock.now()).state;

describe("a position received by letter", () => {
  it("counts from its receipt; the record names the country and the secretariat, and holds the letter", async () => {
    const { number, roundId } = await opened();
    await rounds.give(who("peru"), await form(number, "PE"));
    await rounds.give(who("brazil"), await form(number, "BR"));
    ground.clock.set(later(closing, hour));
    expect(await state(roundId)).toBe("lapsed");
    const sent = await letterForm(number, "CL", { office: "focal-point" });
    const review = await rounds.reviewLetter(who("secretariat"), sent);
    expect(review).toMatchObject({
      country: "CL",
      given: 0,
      superseded: false,
      after: { state: "consensus" },
    });
    expect((await roundOf(roundId)).positions).toHaveLength(2);
    await rounds.enterLetter(who("secretariat"), { ...sent, after: review.given });
    await rounds.enterLetter(who("secretariat"), { ...sent, after: review.given });
    expect((await roundOf(roundId)).positions.filter(({ byLetter }) => byLetter)).toMatchObject([
      {
        country: "CL",
        office: "focal-point",
        personId: who("secretariat").id,
        at: received,
        enteredAt: later(closing, hour),
        letter: { id: sent.letterId, name: "note.pdf" },
      },
    ]);
    expect(await state(roundId)).toBe("consensus");
    // What an amendment of it would write into a text is the country's, and not of who entered it.
    const [, given] = (await roundOf(roundId)).positions.map(({ id }) => `amendment-${id}`);
    const [own, byLetter] = [given ?? "", `amendment-${(await roundOf(roundId)).positions.at(-1)?.id}`];
    expect([...(await broughtBy(store.db, [own, byLetter]))]).toEqual([
      [own, { person: who("brazil").id }],
      [byLetter, { country: "CL" }],
    ]);
    const entry = await store.db.journalEntry.findFirstOrThrow({
      where: { roundId, kind: "round.position-given" },
      orderBy: { seq: "desc" },
    });
    const file = await store.db.storedFile.findUniqueOrThrow({ where: { id: sent.letterId ?? "" } });
    expect(JSON.parse(entry.facts)).toMatchObject({
      actorId: who("secretariat").id,
      capacity: { office: "secretariat", country: null },
      facts: {
        byLetter: true,
        country: "CL",
        letterId: sent.letterId,
        letterSha256: file.sha256,
        receivedAt: received.toISOString(),
        at: received.toISOString(),
      },
    });
    expect(await letterFacts(store.db, sent.letterId ?? "")).toMatchObject({ inRound: true });
    await expect(fileServices(ground).serve(nobody, sent.letterId ?? "")).resolves.toMatchObject({
      name: "note.pdf",
    });
    expect(await rounds.record(who("peru"), { roundId })).toBe("consensus");
  });

  it("is taken in the last millisecond of its working day, and refused at its end", async () => {
    const { number, roundId } = await opened();
    const until = addWorkingDays(closing, 1);
    expect(until).toEqual(inDays(13));
    const sent = { ...(await letterForm(number, "CL")), after: 0 };
    ground.clock.set(until);
    expect(await refusalFrom(rounds.enterLetter(who("secretariat"), sent))).toMatchObject({
      key: "position.letter-too-late",
    });
    expect(await refusalFrom(rounds.takingLetters(who("secretariat"), roundId))).toMatchObject({
      key: "position.letter-too-late",
    });
    ground.clock.set(later(until, -1));
    expect(await rounds.takingLetters(who("secretariat"), roundId)).toEqual(until);
    await rounds.enterLetter(who("secretariat"), sent);
  });

  it("is refused where it came at the end or later, before the opening, or from the future", async () => {
    const { number } = await opened();
    ground.clock.set(later(closing, hour));
    const enter = async (receivedAt: Date) =>
      refusalFrom(
        rounds.enterLetter(who("secretariat"), {
          ...(await letterForm(number, "CL", { receivedAt })),
          after: 0,
        }),
      );
    expect(await enter(closing)).toMatchObject({ key: "round.closed" });
    expect(await enter(later(start, -1))).toMatchObject({ key: "round.not-open" });
    expect(await enter(later(closing, hour + 1))).toMatchObject({ key: "position.received-later" });
  });

  it("is entered by the secretariat alone, with a letter of its own, in an office that decides for the seat", async () => {
    const { number } = await opened();
    ground.clock.set(later(closing, hour));
    const sent = { ...(await letterForm(number, "CL")), after: 0 };
    for (const name of ["chile", "peru", "officers-peru", "observer"])
      expect(await refusalFrom(rounds.enterLetter(who(name), sent))).toMatchObject({
        kind: "forbidden",
        key: "may-not.round.enter-letter",
      });
    const own = { ...sent, letterId: await letter(who("chile")) };
    expect(await refusalFrom(rounds.reviewLetter(who("chile"), own))).toMatchObject({ kind: "forbidden" });
    const by = (more: Partial<typeof sent>) =>
      refusalFrom(rounds.enterLetter(who("secretariat"), { ...sent, ...more }));
    expect(await by({ letterId: null })).toMatchObject({ kind: "invalid" });
    expect(await by({ letterId: await letter(who("chile")) })).toMatchObject({ kind: "invalid" });
    expect(await by({ office: "officer" })).toMatchObject({ key: "position.wrong-capacity" });
    expect(await by({ seat: "MX" })).toMatchObject({ key: "position.not-on-roll" });
    expect(await by({ after: 1 })).toMatchObject({ key: "position.changed-meanwhile" });
  });

  it("breaks a silence as of its receipt, entered after the end", async () => {
    const { number, roundId } = await opened("silence");
    ground.clock.set(later(closing, hour));
    expect(await state(roundId)).toBe("consensus");
    expect(await refusalFrom(rounds.record(who("peru"), { roundId }))).toMatchObject({
      key: "round.letters-awaited",
    });
    await rounds.enterLetter(who("secretariat"), {
      ...(await letterForm(number, "CL", objection)),
      after: 0,
    });
    expect(read((await roundOf(roundId)).round, ground.clock.now())).toMatchObject({
      state: "broken",
      since: received,
    });
    expect(await rounds.record(who("peru"), { roundId })).toBe("broken");
  });

  it("does not count over what the country gave itself after it was received", async () => {
    const { number, roundId } = await opened();
    ground.clock.set(later(received, hour / 2));
    await rounds.give(who("chile"), await form(number, "CL"));
    ground.clock.set(later(closing, hour));
    const sent = await letterForm(number, "CL", objection);
    expect(await rounds.reviewLetter(who("secretariat"), sent)).toMatchObject({ superseded: true, given: 1 });
    await rounds.enterLetter(who("secretariat"), { ...sent, after: 1 });
    const reading = read((await roundOf(roundId)).round, ground.clock.now());
    expect(reading.standing.find(({ seat }) => seat === "CL")?.position?.kind).toBe("joins");
  });

  it("that a later position replaced is called replaced wherever positions are shown", async () => {
    const { number, roundId } = await opened();
    for (const [name, country] of [
      ["peru", "PE"],
      ["brazil", "BR"],
    ] as const)
      await rounds.give(who(name), await form(number, country));
    ground.clock.set(later(received, hour / 2));
    const own = await form(number, "CL");
    await rounds.give(who("chile"), own);
    ground.clock.set(later(received, (hour * 3) / 4));
    const sent = await letterForm(number, "CL", { ...objection, explanation: "Así lo vemos." });
    await rounds.enterLetter(who("secretariat"), { ...sent, after: 1 });
    // The answer to the country's own form was lost, and it is sent again.
    await rounds.give(who("chile"), own);
    const recorded = await roundOf(roundId);
    const { group } = await roundSubjects.goal.facts(store.db, recorded.subject.id, ground.clock.now());
    const view = await rounds.view(who("chile"), recorded, group);
    expect(view.part.seats).toMatchObject([{ seat: "CL", given: 2, position: { kind: "joins" } }]);
    ground.clock.set(closing);
    await rounds.record(who("peru"), { roundId });
    const certificate = await certificateServices(ground).certificate(who("peru"), recorded.number, "es");
    const counted = certificate.positions.filter(({ country }) => country === "CL");
    expect(counted.map(({ kind, counts }) => [kind, counts])).toEqual([
      ["joins", true],
      ["objects", false],
    ]);
    const [line] = await linesOf(store.db, [await roundOf(roundId)], "es");
    expect(line?.words.map(({ kind, country }) => [kind, country])).toEqual([["explanation", "CL"]]);
  });

  it("received before a reservation, but entered after it, leaves the reservation in the register", async () => {
    const { number, roundId } = await opened();
    ground.clock.set(later(received, hour / 2));
    const reserves = { kind: "joins-with-reservation", passage: "1", text: "Con nuestra ley." } as const;
    await rounds.give(who("chile"), await form(number, "CL", reserves));
    await rounds.enterLetter(who("secretariat"), {
      ...(await letterForm(number, "CL", objection)),
      after: 1,
    });
    const [line] = await linesOf(store.db, [await roundOf(roundId)], "es");
    expect(line?.words.map(({ kind, words }) => [kind, words])).toEqual([
      ["reservation", "Con nuestra ley."],
    ]);
  });

  it("is refused once the outcome is on record", async () => {
    const { number, roundId } = await opened();
    const sent = { ...(await letterForm(number, "CL")), after: 0 };
    for (const [name, country] of [
      ["peru", "PE"],
      ["brazil", "BR"],
    ] as const)
      await rounds.give(who(name), await form(number, country, { kind: "dissociates" }));
    await rounds.give(who("chile"), await form(number, "CL", objection));
    ground.clock.set(closing);
    expect(await rounds.record(who("peru"), { roundId })).toBe("blocked");
    expect(await refusalFrom(rounds.enterLetter(who("secretariat"), { ...sent, after: 1 }))).toMatchObject({
      key: "round.recorded",
    });
  });

  it("speaks for a seat of the officers", async () => {
    const { number, roundId } = await beforeOfficers();
    const sent = await letterForm(number, "MX", { receivedAt: ground.clock.now() });
    await rounds.enterLetter(who("secretariat"), { ...sent, after: 0 });
    expect((await roundOf(roundId)).positions).toMatchObject([{ country: "MX", office: "officer" }]);
  });
});

describe("the word of a capital by letter", () => {
  it("confirms as of its receipt, for one working day after the date; heard once", async () => {
    const { number, roundId } = await opened();
    for (const [name, country] of [
      ["peru", "PE"],
      ["brazil", "BR"],
    ] as const)
      await rounds.give(who(name), await form(number, country));
    const day = regionalDay(inDays(14));
    await rounds.give(who("chile"), await form(number, "CL", { kind: "ad-referendum", confirmDay: day }));
    const confirmBy = (await roundOf(roundId)).positions.at(-1)?.confirmBy ?? start;
    const receivedAt = later(confirmBy, -hour);
    const base = { roundId, seat: "CL", office: "focal-point", language: "es" } as const;
    const said = { ...base, receivedAt, letterId: await letter(), confirmed: true };
    ground.clock.set(later(confirmBy, hour));
    expect(await state(roundId)).toBe("lapsed");
    expect(await refusalFrom(rounds.confirmByLetter(who("chile"), said))).toMatchObject({
      kind: "forbidden",
    });
    const late = { ...said, receivedAt: confirmBy };
    expect(await refusalFrom(rounds.confirmByLetter(who("secretariat"), late))).toMatchObject({
      key: "confirmation.too-late",
    });
    ground.clock.set(addWorkingDays(confirmBy, 1));
    expect(await refusalFrom(rounds.confirmByLetter(who("secretariat"), said))).toMatchObject({
      key: "position.letter-too-late",
    });
    ground.clock.set(later(confirmBy, hour));
    expect(await refusalFrom(rounds.record(who("peru"), { roundId }))).toMatchObject({
      key: "round.letters-awaited",
    });
    const review = await rounds.reviewWordByLetter(who("secretariat"), said);
    expect(review).toMatchObject({ country: "CL", confirmed: true, after: { state: "consensus" } });
    expect(await store.db.confirmation.count({ where: { position: { roundId } } })).toBe(0);
    await rounds.confirmByLetter(who("secretariat"), said);
    await rounds.confirmByLetter(who("secretariat"), said);
    expect(await state(roundId)).toBe("consensus");
    expect(await store.db.journalEntry.count({ where: { roundId, kind: "round.position-confirmed" } })).toBe(
      1,
    );
    expect(await letterFacts(store.db, said.letterId)).toMatchObject({ inRound: true });
    const confirmation = await store.db.journalEntry.findFirstOrThrow({
      where: { roundId, kind: "round.position-confirmed" },
    });
    const file = await store.db.storedFile.findUniqueOrThrow({ where: { id: said.letterId } });
    expect(JSON.parse(confirmation.facts)).toMatchObject({
      facts: { letterId: said.letterId, letterSha256: file.sha256 },
    });
    const given = await store.db.journalEntry.findFirstOrThrow({
      where: { roundId, kind: "round.position-given", facts: { contains: "ad-referendum" } },
    });
    expect(JSON.parse(given.facts)).toMatchObject({ facts: { confirmBy: confirmBy.toISOString() } });
  });
});
