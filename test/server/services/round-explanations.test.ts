/** Explanations of position: whose they are, until when, and once. */
import { afterAll, describe, expect, it } from "vitest";
import { roundPages } from "#server/services/round-pages.ts";
import { roundSubjects } from "#server/services/subjects.ts";
import { roundById } from "#server/store/rounds.ts";
import { focalPoint, person, refusalFrom, start } from "#test/factories.ts";
import { roundHouse } from "./round-house.ts";

const { store, ground, rounds, who, opened, give, stage } = await roundHouse();

afterAll(() => store.close());

describe("an explanation of position", () => {
  it("is taken until the outcome is on record, and once when it is sent twice", async () => {
    const { roundId } = await opened();
    const form = {
      roundId,
      seat: "UY",
      office: "representative",
      language: "es",
      text: "Lo entendemos así.",
    } as const;
    await rounds.explain(who("UY"), form);
    await rounds.explain(who("UY"), form);
    expect((await roundById(store.db, roundId))?.explanations).toHaveLength(1);
    for (const iso of ["BR", "AR", "UY"] as const) await give(roundId, iso);
    await rounds.record(who("BR"), { roundId });
    expect(await refusalFrom(rounds.explain(who("UY"), { ...form, text: "Más." }))).toMatchObject({
      key: "round.recorded",
    });
  });

  it("alike of two countries is two, sent again after another's it is still one", async () => {
    const { roundId } = await opened();
    const base = { roundId, office: "representative", language: "es", text: "Lo entendemos así." } as const;
    await rounds.explain(who("UY"), { ...base, seat: "UY" });
    await rounds.explain(who("AR"), { ...base, seat: "AR" });
    await rounds.explain(who("UY"), { ...base, seat: "UY" });
    const { explanations = [] } = (await roundById(store.db, roundId)) ?? {};
    expect(explanations.map(({ country }) => country)).toEqual(["UY", "AR"]);
  });

  it("that comes with a position sent again is put on record, the position is not given twice", async () => {
    const { roundId } = await opened();
    await give(roundId, "UY", { after: 0 });
    await give(roundId, "UY", { after: 0, explanation: "Lo entendemos así." });
    await give(roundId, "UY", { after: 0, explanation: "Lo entendemos así." });
    const recorded = await roundById(store.db, roundId);
    expect(recorded?.positions).toHaveLength(1);
    expect(recorded?.explanations.map(({ text }) => text)).toEqual(["Lo entendemos así."]);
  });

  it("is given by a country that had nobody to answer when the round opened, which gives no position", async () => {
    const groupId = "g-internet-governance";
    await store.transaction(async (tx) => {
      const { id: _, ...row } = await tx.membership.findFirstOrThrow({ where: { groupId, country: "UY" } });
      await tx.membership.create({ data: { ...row, country: "PY" } });
    });
    const { number, roundId } = await opened();
    await store.db.membership.deleteMany({ where: { country: "PY" } });
    const late = await person(store, "Paraguay", [focalPoint("PY")]);
    const recorded = await roundById(store.db, roundId);
    if (recorded === null) throw new Error("there is no such round");
    const { group } = await roundSubjects.goal.facts(store.db, recorded.subject.id, start);
    expect((await rounds.view(late, recorded, group)).part.seats).toMatchObject([
      { seat: "PY", vacant: true, answers: false, confirms: false, explains: true },
    ]);
    const { number: address } = recorded;
    expect(await refusalFrom(roundPages(ground).answering(late, address, null, "es"))).toMatchObject({
      key: "position.vacant",
    });
    const form = { roundId, seat: "PY", office: "focal-point", language: "es", text: "Vacante." } as const;
    await rounds.explain(late, form);
    expect((await roundById(store.db, roundId))?.explanations).toMatchObject([{ country: "PY" }]);
    // From then on something is on record: the round is no longer taken back as if nothing had been said.
    expect(await refusalFrom(rounds.annul(who("BR"), { roundId, reason: "Error." }))).toMatchObject({
      key: "round.has-positions",
    });
    expect(await stage(number)).toBe("group-round");
  });
});
