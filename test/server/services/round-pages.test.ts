import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { roundPages } from "#server/services/round-pages.ts";
import { nobody, refusalFrom } from "#test/factories.ts";
import { goalHouse, inDays, objection, words } from "./goal-house.ts";
import { groupHouse, vacant } from "./group-house.ts";

type House = Awaited<ReturnType<typeof goalHouse>>;

let house: House;
let pages: ReturnType<typeof roundPages>;
beforeAll(async () => {
  house = await goalHouse();
  pages = roundPages(house.ground);
});
afterAll(() => house.store.close());

/** A goal in its group's round, to which Brazil objected before it was withdrawn; then another text, in a second round. */
async function twoRounds(): Promise<{ first: number; second: number }> {
  const { goals, rounds, who, at, live, form } = house;
  const number = await house.draft();
  const roundId = await house.openedGroupRound(number);
  const first = (await live(number)).number;
  await rounds.give(who("brazil"), await form(number, "BR", objection));
  await rounds.give(who("peru"), await form(number, "PE"));
  await rounds.withdraw(who("peru"), { roundId, reason: "El texto cambia." });
  await goals.edit(who("chile"), {
    ...(await at(number)),
    area: "A",
    language: "es",
    text: {
      ...words.text,
      paragraphs: [
        "Cada país mide la calidad de todas sus conexiones.",
        "Los resultados se publican tres veces al año.",
      ],
    },
  });
  await goals.openGroupRound(who("peru"), { ...(await at(number)), mode: "express", closing: inDays(30) });
  return { first, second: (await live(number)).number };
}

describe("the page of a round", () => {
  it("shows the frozen text in numbered passages, the roll, the terms, and what happened", async () => {
    const number = await house.draft();
    await house.openedGroupRound(number);
    const round = await house.live(number);
    await house.rounds.give(house.who("brazil"), await house.form(number, "BR", objection));
    const page = await pages.page(nobody, round.number, "en");
    expect(page.text.clauses.slice(0, 2).map(({ number: passage, decided }) => [passage, decided])).toEqual([
      ["1", true],
      ["2", true],
    ]);
    expect(page.text.clauses.at(-1)).toMatchObject({ number: null, decided: false });
    expect(page.view.recorded.release.sha256).toMatch(/^[0-9a-f]{64}$/);
    expect(page.view.recorded.round.terms.letterDays).toMatchObject({ basis: "default" });
    expect(page.entries.map(({ kind }) => kind)).toEqual(["round.position-given", "round.opened"]);
    expect(page.ordinal).toBe(2);
    expect(page.turn).toEqual(round.round.closing);
    expect(page.hands[page.view.recorded.positions[0]?.id ?? ""]).toBe("Brazil");
    expect([page.others, page.changes]).toEqual([[], null]);
  });

  it("keeps earlier positions apart: given on their release, and never counted", async () => {
    const { first, second } = await twoRounds();
    const page = await pages.page(nobody, second, "es");
    expect(page.view.recorded.positions).toEqual([]);
    expect(page.view.reading.standing.every(({ position }) => position === null)).toBe(true);
    expect(page.others).toMatchObject([
      {
        number: first,
        release: 1,
        otherRelease: true,
        state: "withdrawn",
        positions: expect.arrayContaining([
          { country: "BR", kind: "objects" },
          { country: "PE", kind: "joins" },
        ]) as unknown,
      },
    ]);
    const before = await pages.page(nobody, first, "es");
    expect(before.others).toMatchObject([{ number: second, release: 2, otherRelease: true }]);
    expect(before.changes, "nothing came before it").toBeNull();
  });

  it("compares its release with that of the round before, by passage and word", async () => {
    const { second } = await twoRounds();
    const { changes } = await pages.changes(nobody, second, "es");
    expect([changes.before, changes.after]).toEqual([1, 2]);
    expect(changes.passages.map(({ change, number }) => [change, number])).toEqual([
      ["changed", "1"],
      ["changed", "2"],
      ["same", null],
    ]);
    expect(changes.passages[0]?.words.filter(({ kind }) => kind !== "same")).toEqual([
      { kind: "added", words: "todas " },
    ]);
    const { number } = await house.live(await opened());
    expect(await refusalFrom(pages.changes(nobody, number, "es"))).toEqual({
      kind: "unknown",
      key: "release.unknown",
    });
  });

  it("is unknown to those who may not know of the goal, and where there is none", async () => {
    expect(await refusalFrom(pages.page(nobody, 99_999, "en"))).toMatchObject({ key: "round.unknown" });
    expect(await pages.groupOf(nobody, 99_999)).toBeNull();
  });
});

async function opened(): Promise<number> {
  const number = await house.draft();
  await house.openedGroupRound(number);
  return number;
}

describe("the form of a position", () => {
  it("is for those who answer for a seat now, in each of their offices; others learn why not", async () => {
    const number = await opened();
    const round = await house.live(number);
    const form = await pages.answering(house.who("chile"), round.number, null, "en");
    expect(form.seat).toMatchObject({ seat: "CL", offices: ["representative"], given: 0 });
    expect(form.others).toEqual([]);
    expect(await refusalFrom(pages.answering(nobody, round.number, null, "en"))).toEqual({
      kind: "forbidden",
      key: "may-not.round.position",
    });
    expect(await refusalFrom(pages.answering(house.who("observer"), round.number, null, "en"))).toMatchObject(
      { kind: "forbidden" },
    );
    house.ground.clock.set(inDays(31));
    expect(await refusalFrom(pages.answering(house.who("chile"), round.number, null, "en"))).toMatchObject({
      key: "round.closed",
    });
    house.ground.clock.set(inDays(0));
  });

  it("two hands of one country: one position, and the other is told what is on record", async () => {
    const number = await opened();
    const round = await house.live(number);
    const hands = [
      { actor: house.who("chile"), office: "representative" },
      { actor: house.who("focal"), office: "focal-point" },
    ] as const;
    const forms = await Promise.all(
      hands.map(async ({ office }) => house.form(number, "CL", { office, kind: "joins" })),
    );
    const given = await Promise.allSettled(
      hands.map(({ actor, office }, place) =>
        house.rounds.give(actor, {
          ...(forms[place] ?? fail()),
          kind: office === "focal-point" ? "dissociates" : "joins",
        }),
      ),
    );
    expect(given.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    const late = given.findIndex(({ status }) => status === "rejected");
    const { actor, office } = hands[late] ?? fail();
    const again = house.rounds.give(actor, { ...(forms[late] ?? fail()), office, kind: "dissociates" });
    expect(await refusalFrom(again)).toMatchObject({ key: "position.changed-meanwhile" });
    const page = await pages.page(nobody, round.number, "en");
    expect(page.view.recorded.positions).toHaveLength(1);
    const form = await pages.answering(actor, round.number, null, "en");
    expect(form.seat.position, "the other hand reads it").toMatchObject({ country: "CL", ordinal: 1 });
    expect(form.seat.given).toBe(1);
  });

  it("leads from the old addresses to the round that is open", async () => {
    const number = await opened();
    expect(await pages.latestOfGoal(nobody, number)).toBe((await house.live(number)).number);
    expect(await refusalFrom(pages.latestOfPlan(nobody, "gender"))).toMatchObject({ key: "round.unknown" });
  });
});

const fail = (): never => {
  throw new Error("that is not there");
};

describe("a consultation of all countries", () => {
  it("shows every country by its group, answered or silent, and the proposal by its headings", async () => {
    const groups = await groupHouse();
    const slug = await groups.propose();
    await groups.services.groups.openConsultation(groups.who("chair"), {
      ...(await groups.at(slug)),
      ...groups.times(7),
    });
    await groups.give(slug, groups.who("CL"), "CL");
    const { number } = await groups.live(slug);
    const page = await roundPages(groups.ground).page(nobody, number, "en");
    const { standing } = page.view.reading;
    expect(standing).toHaveLength(33);
    expect(standing.every(({ group }) => group !== null)).toBe(true);
    expect(standing.find(({ country }) => country === "CL")?.standing).toBe("answered");
    expect(standing.filter((line) => line.standing === "vacant").map(({ country }) => country)).toEqual(
      expect.arrayContaining([...vacant]),
    );
    expect(page.text.clauses.map(({ number: passage }) => passage)).toEqual(
      page.text.clauses.map((_, place) => String(place + 1)),
    );
    const headed = page.text.clauses.map(({ heading, words }) => `${heading}: ${words}`).join("\n");
    expect(headed).toMatch(/Uruguay/);
    expect(headed).toMatch(/: B · /);
    await groups.store.close();
  });
});
