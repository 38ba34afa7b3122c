/** In which capacity a step is taken, and what is reviewed before it is final. */
import { randomUUID } from "node:crypto";
import { afterAll, describe, expect, it } from "vitest";
import { regionalDay } from "#app/domain/region.ts";
import { roundSubjects } from "#server/services/subjects.ts";
import { proposalByNumber } from "#server/store/proposals.ts";
import { roundById } from "#server/store/rounds.ts";
import { person, refusalFrom, representative, secretariat, start } from "#test/factories.ts";
import { after, closing, roundHouse, slug } from "./round-house.ts";

const { store, goals, views, rounds, who, opened, give, at } = await roundHouse();

afterAll(() => store.close());

describe("the capacity that a form of the Chair names", () => {
  const as = (country: string) => ({ office: "representative", country }) as const;
  const wrong = { kind: "forbidden", key: "position.wrong-capacity" };

  it("is checked when it is sent: one that is not, or no longer, theirs is refused", async () => {
    const { roundId } = await opened();
    const longer = { roundId, before: closing, closing: after(12) };
    expect(await refusalFrom(rounds.extend(who("BR"), { ...longer, as: as("AR") }))).toEqual(wrong);
    const reason = "Otra fecha.";
    for (const act of ["withdraw", "annul"] as const)
      expect(await refusalFrom(rounds[act](who("BR"), { roundId, reason, as: as("UY") }))).toEqual(wrong);
    const staff = { office: "secretariat", country: null } as const;
    expect(await refusalFrom(rounds.annul(who("BR"), { roundId, reason, as: staff }))).toEqual(wrong);
    await rounds.extend(who("BR"), { ...longer, as: as("BR") });
    for (const iso of ["BR", "AR", "UY"] as const) await give(roundId, iso);
    expect(await refusalFrom(rounds.record(who("BR"), { roundId, as: as("AR") }))).toEqual(wrong);
    const recorded = await roundById(store.db, roundId);
    if (recorded === null) throw new Error("there is no such round");
    const { group } = await roundSubjects.goal.facts(store.db, recorded.subject.id, start);
    const offered = (await rounds.view(who("BR"), recorded, group)).part.as;
    expect(offered).toEqual({ records: [as("BR")], presides: [as("BR")] });
    expect(await rounds.record(who("BR"), { roundId, as: as("BR") })).toBe("consensus");
  });

  it("is checked in the steps of a chain too", async () => {
    const text = { title: "Puntos", paragraphs: ["Uno."], rationale: "" };
    const form = { id: randomUUID(), slug, country: "AR", area: "F", language: "es" as const, text };
    const number = await goals.draft(who("AR"), form);
    const sent = async () => ({ number, revision: (await proposalByNumber(store.db, number)).revision });
    expect(await refusalFrom(goals.discuss(who("AR"), { ...(await sent()), as: as("UY") }))).toEqual(wrong);
    const { acts } = await views.page(who("AR"), number, "es");
    expect(acts.find(({ act }) => act === "discuss")?.as).toEqual([as("AR")]);
    await goals.discuss(who("AR"), { ...(await sent()), as: as("AR") });
    const opening = { ...(await sent()), mode: "express" as const, closing };
    const officer = { office: "officer", country: "BR" } as const;
    expect(await refusalFrom(goals.openGroupRound(who("BR"), { ...opening, as: officer }))).toEqual(wrong);
    await goals.openGroupRound(who("BR"), { ...opening, as: as("BR") });
  });

  it("is chosen where somebody has two: what is on record says which", async () => {
    const both = await person(store, "Both", [secretariat, representative("BR", "g-internet-governance")]);
    const { roundId } = await opened();
    for (const iso of ["BR", "AR", "UY"] as const) await give(roundId, iso);
    const staff = { office: "secretariat", country: null } as const;
    expect(await refusalFrom(rounds.record(both, { roundId, as: staff }))).toEqual(wrong);
    expect(await at(after(4), () => rounds.record(both, { roundId, as: staff }))).toBe("consensus");
    expect(await store.db.outcome.findUnique({ where: { roundId } })).toMatchObject({
      office: "secretariat",
    });
  });
});

describe("the word of a capital, reviewed before it is entered", () => {
  it("says what would follow, and puts nothing on record", async () => {
    const { roundId } = await opened();
    for (const iso of ["BR", "AR"] as const) await give(roundId, iso);
    await give(roundId, "UY", { kind: "ad-referendum", confirmDay: regionalDay(after(20)) });
    const form = { roundId, seat: "UY", office: "representative", language: "es" } as const;
    for (const [confirmed, state] of [
      [true, "consensus"],
      [false, "lapsed"],
    ] as const)
      expect(
        await at(closing, () => rounds.reviewConfirmation(who("UY"), { ...form, confirmed })),
      ).toMatchObject({ country: "UY", confirmed, after: { state } });
    expect(await store.db.confirmation.count({ where: { position: { roundId } } })).toBe(0);
    const other = rounds.reviewConfirmation(who("AR"), { ...form, confirmed: true });
    expect(await refusalFrom(other)).toMatchObject({ kind: "forbidden" });
  });
});
