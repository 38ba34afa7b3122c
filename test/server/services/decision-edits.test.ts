import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { decisionTextIn, type DecisionAsked } from "#app/domain/decision-text.ts";
import { decisionById } from "#server/store/decisions.ts";
import { releasesOf } from "#server/store/releases.ts";
import { refusalFrom } from "#test/factories.ts";
import { decisionHouse, slug } from "./decision-house.ts";

let house: Awaited<ReturnType<typeof decisionHouse>>;
beforeEach(async () => {
  house = await decisionHouse();
});
afterEach(() => house.store.close());

const chile: DecisionAsked = { kind: "chairs", chair: "CL", viceChairs: ["BR"], from: null };
const alone: DecisionAsked = { ...chile, viceChairs: [] };
const brazil: DecisionAsked = { ...chile, chair: "BR", viceChairs: [] };

const form = async (number: number, asked: DecisionAsked) =>
  ({ ...(await house.at(number)), language: "es", asked }) as const;
const text = async (number: number) => decisionById(house.store.db, (await house.at(number)).id);
const releases = async (number: number) =>
  releasesOf(house.store.db, { kind: "decision", id: (await house.at(number)).id });

describe("the text of a proposed decision", () => {
  test("is changed by the country that proposed it and by the Chair, on record, and takes another title", async () => {
    const { who, decisions, propose } = house;
    const number = await propose("chile", "CL", chile);
    await decisions.edit(who("chile"), await form(number, alone));
    expect(await text(number)).toMatchObject({ text: { viceChairs: [] }, stage: "proposed", revision: 1 });
    const review = await decisions.reviewEdit(who("peru"), await form(number, brazil));
    expect(review).toMatchObject({ text: { chair: "BR" }, country: "CL" });
    expect((await text(number)).text).toMatchObject({ chair: "CL" });
    await decisions.edit(who("peru"), await form(number, brazil));
    expect(await text(number)).toMatchObject({
      text: { chair: "BR" },
      title: "Presidencia del grupo: Brasil",
    });
    const entries = await house.store.db.journalEntry.findMany({
      where: { kind: "decision.edited" },
      orderBy: { seq: "asc" },
    });
    const said = entries.map(({ facts, open }) => {
      const told = JSON.parse(facts) as { capacity: { country: string }; facts: { revision: number } };
      return [told.capacity.country, told.facts.revision, open];
    });
    expect(said).toEqual([
      ["CL", 1, false],
      ["PE", 2, false],
    ]);
  });

  test("is nobody else's to change", async () => {
    const { who, decisions, propose } = house;
    const number = await propose("chile", "CL", chile);
    for (const name of ["brazil", "observer"]) {
      const key = (await refusalFrom(decisions.edit(who(name), await form(number, alone)))).key;
      expect(["may-not.decision.edit", "decision.unknown"], name).toContain(key);
    }
    expect((await refusalFrom(decisions.editing(who("brazil"), slug, number, "es"))).key).toBe(
      "may-not.decision.edit",
    );
    expect((await decisions.page(who("brazil"), slug, number, "es")).edits).toBe(false);
    expect((await decisions.page(who("chile"), slug, number, "es")).edits).toBe(true);
    expect(await text(number)).toMatchObject({ text: { viceChairs: ["BR"] }, revision: 0 });
  });

  test("stays as it is while a round runs and once it is decided", async () => {
    const { who, decisions, propose, open, agree } = house;
    const number = await propose("chile", "CL", chile);
    await open(who("peru"), number);
    const refused = async () =>
      (await refusalFrom(decisions.edit(who("chile"), await form(number, alone)))).key;
    expect(await refused()).toBe("decision.illegal-step");
    expect((await decisions.page(who("chile"), slug, number, "es")).edits).toBe(false);
    await agree(number);
    expect(await refused()).toBe("decision.illegal-step");
  });

  test("changed after a round without consensus is another release, and the old one stays", async () => {
    const { who, decisions, propose, open, live, groundServices } = house;
    const number = await propose("chile", "CL", chile);
    await open(who("peru"), number);
    const { id: roundId } = await live(number);
    await groundServices.rounds.withdraw(who("peru"), { roundId, reason: "Otra presidencia." });
    expect((await decisions.page(who("chile"), slug, number, "es")).release?.number).toBe(1);
    await decisions.edit(who("chile"), await form(number, alone));
    expect((await decisions.page(who("chile"), slug, number, "es")).release).toBeNull();
    await open(who("peru"), number);
    const frozen = (await releases(number)).map((release) => decisionTextIn(release.text));
    expect(frozen).toMatchObject([{ viceChairs: ["BR"] }, { viceChairs: [] }]);
    expect((await live(number)).release.number).toBe(2);
  });

  test("is refused from a form of another day, of another kind, and where the group cannot decide it", async () => {
    const { who, decisions, propose } = house;
    const number = await propose("chile", "CL", chile);
    const old = await form(number, alone);
    await decisions.edit(who("chile"), old);
    expect((await refusalFrom(decisions.edit(who("peru"), old))).key).toBe("decision.changed-meanwhile");
    const other = { kind: "goal-withdrawal", goalId: "g", reasons: ["No."] } as const;
    expect((await refusalFrom(decisions.edit(who("chile"), await form(number, other)))).key).toBe(
      "decision.illegal-step",
    );
    const same = { ...chile, chair: "PE", viceChairs: [] };
    expect((await refusalFrom(decisions.edit(who("chile"), await form(number, same)))).key).toBe(
      "form.check-fields",
    );
    expect((await text(number)).text).toMatchObject({ chair: "CL", viceChairs: [] });
  });
});
