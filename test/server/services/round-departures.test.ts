/** A country that leaves while a round of its group is open; and who enters the outcome in the Chair's stead. */
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { read } from "#app/domain/consensus.ts";
import { addWorkingDays } from "#app/domain/region.ts";
import { makeAuth } from "#server/auth/auth.ts";
import { membershipServices } from "#server/services/memberships.ts";
import { roundById } from "#server/store/rounds.ts";
import { actorOf, focalPoint, person, refusalFrom, start } from "#test/factories.ts";
import { goalHouse, inDays, objection, slug } from "./goal-house.ts";
import { by } from "./people-house.ts";

const { store, ground, rounds, who, draft, at, form, openedGroupRound } = await goalHouse();
const memberships = membershipServices(ground, makeAuth(ground));
const focalBrazil = await person(store, "Focal Brazil", [focalPoint("BR")]);

afterAll(() => store.close());
beforeEach(() => ground.clock.set(start));

const roundOf = async (roundId: string) => {
  const recorded = await roundById(store.db, roundId);
  if (recorded === null) throw new Error("there is no such round");
  return recorded;
};
const reading = async (roundId: string) => read((await roundOf(roundId)).round, ground.clock.now());

describe("the outcome, where the Chair does not enter it", () => {
  const since = inDays(1);
  const late = addWorkingDays(since, 3);
  const agreed = async () => {
    const number = await draft();
    const roundId = await openedGroupRound(number);
    for (const [name, country] of [
      ["peru", "PE"],
      ["chile", "CL"],
    ] as const)
      await rounds.give(who(name), await form(number, country));
    ground.clock.set(since);
    await rounds.give(who("brazil"), await form(number, "BR"));
    return { number, roundId };
  };

  it("is entered by a Vice Chair after three working days, to the millisecond, in that capacity", async () => {
    const { id: groupId } = await store.db.group.findUniqueOrThrow({ where: { slug } });
    const { actId } = await store.db.groupOffice.findFirstOrThrow({ where: { groupId, office: "chair" } });
    const office = {
      groupId,
      country: "CL",
      office: "vice-chair",
      actId,
      from: new Date(start.getTime() - 1),
    };
    const { id } = await store.db.groupOffice.create({ data: office });
    const { number, roundId } = await agreed();
    ground.clock.set(new Date(late.getTime() - 1));
    for (const name of ["chile", "secretariat", "brazil"])
      expect(await refusalFrom(rounds.record(who(name), { roundId }))).toMatchObject({ kind: "forbidden" });
    ground.clock.set(late);
    expect(await refusalFrom(rounds.record(who("brazil"), { roundId }))).toMatchObject({ kind: "forbidden" });
    expect(await rounds.record(who("chile"), { roundId })).toBe("consensus");
    expect((await roundOf(roundId)).outcome).toMatchObject({ office: "representative", country: "CL" });
    expect(await at(number)).toMatchObject({ stage: "agreed" });
    await store.db.groupOffice.delete({ where: { id } });
  });

  it("is entered by the secretariat at once where nobody acts for the Chair, and not while anything is needed", async () => {
    const { roundId } = await agreed();
    const chair = { personId: who("peru").id, right: "decide" };
    await store.db.grant.updateMany({ where: chair, data: { until: ground.clock.now() } });
    expect(await rounds.record(who("secretariat"), { roundId })).toBe("consensus");
    await store.db.grant.updateMany({ where: chair, data: { until: null } });
    ground.clock.set(start);
    const open = await openedGroupRound(await draft());
    await store.db.grant.updateMany({ where: chair, data: { until: start } });
    expect(await refusalFrom(rounds.record(who("secretariat"), { roundId: open }))).toMatchObject({
      key: "round.needs",
    });
    await store.db.grant.updateMany({ where: chair, data: { until: null } });
  });
});

describe("a country that leaves in mid-round", () => {
  it("is listed as having left, no longer needed, on record; its people act for it no more", async () => {
    const number = await draft();
    const roundId = await openedGroupRound(number);
    const silent = await openedGroupRound(await draft());
    for (const [name, country] of [
      ["peru", "PE"],
      ["chile", "CL"],
    ] as const)
      await rounds.give(who(name), await form(number, country));
    const late = await form(number, "BR", objection);
    ground.clock.set(inDays(2));
    expect((await reading(roundId)).needed).toEqual([{ kind: "not-answered", countries: ["BR"] }]);
    await memberships.leave(focalBrazil, { slug, country: "BR", act: by("ending", "Note 20/2011") });
    expect(await reading(roundId)).toMatchObject({
      state: "consensus",
      since: inDays(2),
      standing: expect.arrayContaining([
        expect.objectContaining({ seat: "BR", standing: "left" }),
      ]) as unknown,
    });
    expect((await roundOf(roundId)).round.roll.entries.map(({ country }) => country)).toContain("BR");
    for (const id of [roundId, silent])
      expect(await store.db.journalEntry.count({ where: { roundId: id, kind: "round.seat-left" } })).toBe(1);
    const brazil = await actorOf(store.db, who("brazil").id);
    expect(await refusalFrom(rounds.give(brazil, late))).toMatchObject({ kind: "forbidden" });
    // The focal point still speaks for its country, which is on the roll and has left.
    const byFocal = { ...late, office: "focal-point" } as const;
    expect(await refusalFrom(rounds.give(focalBrazil, byFocal))).toMatchObject({ key: "position.left" });
    expect(await rounds.record(who("peru"), { roundId })).toBe("consensus");
    const { facts } = await store.db.outcome.findUniqueOrThrow({ where: { roundId } });
    expect(facts).toMatchObject({
      standing: expect.arrayContaining([
        expect.objectContaining({ country: "BR", standing: "left", position: null }),
      ]) as unknown,
    });
  });
});
