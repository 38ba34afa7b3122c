/** Somebody with two seats acts in the one that the form names: in amendments, and in what clears the way for an end (domain §4). */
import { randomUUID } from "node:crypto";
import { afterEach, describe, expect, it } from "vitest";
import type { Store } from "#server/store/client.ts";
import { officer, person, refusalFrom, representative, secretariat } from "#test/factories.ts";
import { amendmentServices } from "#server/services/amendments.ts";
import { goalHouse, objection } from "./goal-house.ts";
import { groupHouse, working } from "./group-house.ts";

let opened: Store | null = null;
afterEach(() => opened?.close());

async function houseOfGroups() {
  const house = await groupHouse();
  opened = house.store;
  return house;
}

const wrong = { kind: "forbidden", key: "position.wrong-capacity" };
const silent = { kind: "invalid", key: "field.choose-capacity" };

/** The Chair's seat among the officers is vacant: any of them takes its steps. */
async function vacateChair(store: Store, personId: string): Promise<void> {
  const suspended = { suspendedAt: new Date("2011-03-01T00:00:00Z") };
  await store.db.account.upsert({
    where: { personId },
    create: { personId, ...suspended },
    update: suspended,
  });
}

/** The capacity of the latest entry of that kind, as the journal has it. */
async function capacityOf(store: Store, kind: string): Promise<unknown> {
  const entry = await store.db.journalEntry.findFirstOrThrow({ where: { kind }, orderBy: { at: "desc" } });
  return (JSON.parse(entry.facts) as { capacity: unknown }).capacity;
}

describe("an amendment is taken in the capacity that the form names", () => {
  it("of a group's proposal, by one who sits among the officers for two countries", async () => {
    const house = await houseOfGroups();
    const { services, who, store } = house;
    const two = await person(store, "Two seats", [officer("BR"), officer("MX")]);
    const slug = await house.propose();
    await services.groups.openConsultation(who("chair"), { ...(await house.at(slug)), ...house.times(7) });
    await house.give(slug, who("CL"), "CL", { ...objection, passage: "4", amendment: "Outras palavras." });
    const { id: roundId, positions } = await house.live(slug);
    house.wait(8);
    await services.rounds.record(who("chair"), { roundId });
    await vacateChair(store, who("chair").id);

    const positionId = positions[0]?.id ?? "";
    const { revision, present, as } = await services.amendments.review(two, positionId, "es");
    expect(as).toEqual([
      { office: "officer", country: "BR" },
      { office: "officer", country: "MX" },
    ]);
    const form = { positionId, revision, seen: present };
    expect(await refusalFrom(services.amendments.take(two, form))).toEqual(silent);
    const other = { office: "officer", country: "PE" } as const;
    expect(await refusalFrom(services.amendments.take(two, { ...form, as: other }))).toEqual(wrong);
    await services.amendments.take(two, { ...form, as: { office: "officer", country: "MX" } });
    expect(await capacityOf(store, "group.amended")).toMatchObject({ office: "officer", country: "MX" });
    const { id } = await house.at(slug);
    const step = await store.db.step.findFirstOrThrow({ where: { groupId: id, act: "take-amendment" } });
    expect(step).toMatchObject({ office: "officer", country: "MX" });
  });

  it("of a goal, by one who acts for both Vice Chairs while no country is Chair", async () => {
    const house = await goalHouse();
    opened = house.store;
    const { goals, rounds, who, at, store } = house;
    const amendments = amendmentServices(house.ground);
    const number = await house.draft();
    const roundId = await house.openedGroupRound(number);
    await rounds.give(
      who("brazil"),
      await house.form(number, "BR", { ...objection, amendment: "Otras palabras." }),
    );
    const [position] = (await house.live(number)).positions;
    await rounds.withdraw(who("peru"), { roundId, reason: "Se enmienda." });
    const { groupId, actId, from } = await store.db.groupOffice.findFirstOrThrow({
      where: { country: "PE" },
    });
    await store.db.groupOffice.deleteMany({ where: { groupId } });
    for (const country of ["CL", "BR"])
      await store.db.groupOffice.create({ data: { groupId, country, office: "vice-chair", actId, from } });
    const two = await person(store, "Two", [representative("CL", groupId), representative("BR", groupId)]);
    const { revision, present, as } = await amendments.review(two, position?.id ?? "", "es");
    expect(as.map(({ country }) => country)).toEqual(["BR", "CL"]);
    const form = { positionId: position?.id ?? "", revision, seen: present };
    expect(await refusalFrom(amendments.take(two, form))).toEqual(silent);
    await amendments.take(two, { ...form, as: { office: "representative", country: "CL" } });
    expect(await capacityOf(store, "goal.amended")).toMatchObject({ country: "CL" });
    // The next step of the chain is theirs in either capacity too.
    const opening = {
      ...(await at(number)),
      mode: "express" as const,
      closing: new Date("2011-04-01T00:00:00Z"),
    };
    expect(await refusalFrom(goals.openGroupRound(two, opening))).toEqual(silent);
  });
});

describe("the rounds of a group that is to end are withdrawn in the capacity that the form names", () => {
  it("by one who presides the officers and is of the secretariat", async () => {
    const house = await houseOfGroups();
    const { services, who, at, store } = house;
    const two = await person(store, "Two", [officer("PE", true), secretariat]);
    await services.groups.proposeEnd(who("CL"), {
      ...(await at(working)),
      country: "CL",
      reasons: ["Cumplió su mandato."],
      language: "es",
    });
    await house.consult(working, ["AR"]);
    const draft = { slug: working, id: randomUUID(), country: "PE", area: "A", language: "es" as const };
    const text = { title: "Meta abierta", paragraphs: ["Cada país mide."], rationale: "" };
    const number = await services.goals.draft(who("peru"), { ...draft, text });
    const goal = async () => store.db.proposal.findFirstOrThrow({ where: { number } });
    await services.goals.discuss(who("peru"), { number, revision: (await goal()).revision });
    const opening = { number, revision: (await goal()).revision, mode: "express" as const };
    await services.goals.openGroupRound(who("peru"), { ...opening, closing: house.times(60).closing });
    await house.before(working);
    house.wait(30);
    const { acts, within } = await services.groups.proposal(two, working, "es");
    const both = [
      { office: "officer", country: "PE" },
      { office: "secretariat", country: null },
    ] as const;
    expect(acts.find(({ act }) => act === "withdraw-rounds")?.as).toEqual(both);
    const form = { slug: working, reason: "El grupo termina.", rounds: within.map((round) => round.number) };
    expect(await refusalFrom(services.groups.withdrawRounds(two, form))).toEqual(silent);
    const other = { office: "officer", country: "MX" } as const;
    expect(await refusalFrom(services.groups.withdrawRounds(two, { ...form, as: other }))).toEqual(wrong);
    await services.groups.withdrawRounds(two, { ...form, as: both[1] });
    expect(await capacityOf(store, "round.withdrawn")).toMatchObject({
      office: "secretariat",
      country: null,
    });
  });
});
