/** A Conference elects the officers of a new cycle while matters of the one before are open (domain §1, §5; platform default). */
import { afterEach, describe, expect, it } from "vitest";
import type { Iso, Person } from "#app/domain/roles.ts";
import { makeServices } from "#server/services/services.ts";
import type { Store } from "#server/store/client.ts";
import {
  actorOf,
  nobody,
  observer,
  person,
  refusalFrom,
  secretariat,
  type groundOn,
} from "#test/factories.ts";
import { goalHouse, inDays } from "./goal-house.ts";
import { creation, groupHouse, working } from "./group-house.ts";
import { by, someone } from "./people-house.ts";

let opened: Store | null = null;
afterEach(() => opened?.close());

async function houseOfGoals() {
  const house = await goalHouse();
  opened = house.store;
  return { ...house, services: makeServices(house.ground) };
}

async function houseOfGroups() {
  const house = await groupHouse();
  opened = house.store;
  return house;
}

interface Ground {
  readonly store: Store;
  readonly ground: ReturnType<typeof groundOn>;
  readonly services: ReturnType<typeof makeServices>;
}

/** Who of the officers of the new cycle sits where. Mexico, an officer before, has no seat any more. */
const sitting = [
  { name: "chair", group: "andean", number: 1, country: "CO", chair: true },
  { name: "peru", group: "andean", number: 2, country: "PE", chair: false },
  { name: "brazil", group: "southern-cone", number: 1, country: "BR", chair: false },
] as const;
type Sitting = (typeof sitting)[number]["name"];

/** The secretariat enters what the Conference that opens eLAC2022 elected. Answers its officers. */
async function conference({ store, ground, services }: Ground): Promise<(name: Sitting) => Person> {
  const staff = await person(store, "Staff", [secretariat]);
  const persons = sitting.map((seat) => ({ ...seat, person: someone(`New ${seat.country}`) }));
  const given = {
    cycleId: "elac2022",
    seats: persons.map(({ name: _, ...seat }) => seat),
    until: null,
    act: by("conference", "eLAC2022, decision 1"),
  };
  ground.clock.set(new Date(ground.clock.now().getTime() + 3_600_000));
  expect((await services.seats.reviewElection(staff, given)).opens).toBe("eLAC2022");
  await services.seats.elect(staff, given);
  const actors = new Map<Sitting, Person>();
  for (const { name, person: entered } of persons) {
    const { id } = await store.db.person.findUniqueOrThrow({ where: { email: entered.email } });
    actors.set(name, await actorOf(store.db, id));
  }
  return (name) => actors.get(name) ?? expect.fail(`nobody sits as ${name}`);
}

const key = async (work: Promise<unknown>) => (await refusalFrom(work)).key;

describe("after a Conference has opened a new cycle", () => {
  it("a goal tabled before it is considered and decided by the officers in office, and by nobody else", async () => {
    const house = await houseOfGoals();
    const { services, goals, rounds, who, at, form } = house;
    const number = await house.agreed();
    await goals.table(who("peru"), await at(number));
    const officers = await conference(house);
    const room = await services.officers.page("en");
    expect(room.cycle.name).toBe("eLAC2022");
    expect(room.tabled.map((goal) => goal.number)).toEqual([number]);
    expect(room.groups.flatMap(({ seats }) => seats.flatMap(({ country }) => country ?? []))).toEqual([
      "CO",
      "PE",
      "BR",
    ]);
    const dues = await services.desks.page(officers("chair"), "en");
    expect(dues.dues.map(({ kind }) => kind)).toContain("open-officers-round");
    const former = await services.desks.page(who("officers-peru"), "en");
    expect(former.dues.map(({ kind }) => kind)).not.toContain("open-officers-round");
    const opening = { ...(await at(number)), mode: "express" as const, closing: inDays(30) };
    expect(await key(goals.openOfficersRound(who("officers-peru"), opening))).toBe(
      "may-not.goal.open-officers-round",
    );
    const roundId = await goals.openOfficersRound(officers("chair"), opening);
    const { round } = await house.live(number);
    expect(round.roll.entries.flatMap(({ country, occupied }) => (occupied ? [country] : []))).toEqual([
      "CO",
      "PE",
      "BR",
    ]);
    for (const [name, country] of [
      ["chair", "CO"],
      ["peru", "PE"],
      ["brazil", "BR"],
    ] as const)
      await rounds.give(officers(name), await form(number, country));
    await rounds.record(officers("chair"), { roundId });
    const { stage, id } = await at(number);
    expect(stage).toBe("adopted");
    // It was proposed for the agenda of its own cycle, and its number there runs on.
    const adopted = await house.store.db.goal.findUniqueOrThrow({ where: { proposalId: id } });
    expect(adopted).toMatchObject({ cycleId: "elac2015", number: 23 });
  });

  it("a round of the officers that was open keeps its roll, and those on it who hold a seat again answer", async () => {
    const house = await houseOfGoals();
    const { rounds, who, form } = house;
    const { number, roundId } = await house.beforeOfficers();
    await rounds.give(who("officers-mexico"), await form(number, "MX"));
    const before = (await house.live(number)).round.roll;
    const officers = await conference(house);
    expect((await house.live(number)).round.roll).toEqual(before);
    // Colombia was no officer when the round opened.
    expect(await key(rounds.give(officers("chair"), { ...(await form(number, "PE")) }))).toBe(
      "may-not.round.position",
    );
    expect(await key(rounds.give(who("officers-peru"), await form(number, "PE")))).toBe(
      "may-not.round.position",
    );
    await rounds.give(officers("peru"), await form(number, "PE"));
    await rounds.give(officers("brazil"), await form(number, "BR"));
    await rounds.record(officers("chair"), { roundId });
    expect((await house.at(number)).stage).toBe("adopted");
  });

  it("a plan before the officers is returned by those in office, and its deadlines stay those of its own cycle", async () => {
    const house = await houseOfGoals();
    const { services, store, who, ground } = house;
    const slug = "access-and-infrastructure";
    await services.plans.begin(who("peru"), slug, { period: "2011-2013", language: "es" });
    await store.db.plan.updateMany({
      data: { stage: "officers", stageSince: ground.clock.now(), stageUntil: inDays(14) },
    });
    const officers = await conference(house);
    expect((await services.officers.page("en")).plans.map((plan) => plan.slug)).toEqual([slug]);
    const view = await services.plans.view(officers("chair"), slug);
    expect(view.deadlines).toMatchObject({ period: "2011-2013" });
    expect(view.deadlines.adoptedBy).not.toBeNull();
    if (view.plan === null) throw new Error("no plan");
    const { reviewed } = view.live ?? expect.fail("the live text is closed");
    const move = { act: "return", revision: view.plan.revision, reviewed, comments: "Later." } as const;
    expect(await key(services.plans.move(who("officers-peru"), slug, move))).toBe("may-not.plan.return");
    await services.plans.move(officers("brazil"), slug, move);
    expect((await services.plans.view(who("peru"), slug)).plan?.state.stage).toBe("drafting");
  });

  it("a consultation that was open closes at its time, is answered meanwhile, and the officers in office decide", async () => {
    const house = await houseOfGroups();
    const { services, who, at, give } = house;
    const slug = await house.propose();
    await services.groups.openConsultation(who("chair"), { ...(await at(slug)), ...house.times(7) });
    const officers = await conference(house);
    expect((await services.groups.proposals("en")).proposed.map((group) => group.slug)).toEqual([slug]);
    await give(slug, who("CL"), "CL");
    house.wait(8);
    const roundId = (await house.live(slug)).id;
    expect(await key(services.rounds.record(who("chair"), { roundId }))).toBe("may-not.round.record-outcome");
    await services.rounds.record(officers("chair"), { roundId });
    expect((await services.officers.page("en")).chain).toMatchObject([{ slug, heard: true }]);
    expect((await services.desks.page(officers("chair"), "en")).dues.map((due) => due.kind)).toContain(
      "group",
    );
    const opening = { ...(await at(slug)), ...house.times(10), mode: "express" as const };
    const decided = await services.groups.openOfficersRound(officers("chair"), opening);
    for (const [name, country] of [
      ["chair", "CO"],
      ["peru", "PE"],
      ["brazil", "BR"],
    ] as const)
      await give(slug, officers(name), country);
    await services.rounds.record(officers("chair"), { roundId: decided });
    expect((await at(slug)).stage).toBe("active");
  });

  it("a group of the cycle before is listed with its cycle, is at work, and is ended by the officers in office", async () => {
    const house = await houseOfGroups();
    const { services, who, at, give } = house;
    const seen = await person(house.store, "Observer", [observer("civil-society")]);
    const officers = await conference(house);
    const areas = await services.groups.list("en");
    expect(areas.length).toBeGreaterThan(0);
    expect(new Set(areas.map(({ earlier }) => earlier))).toEqual(new Set(["eLAC2015"]));
    const listed = areas.flatMap(({ groups }) => groups).find((group) => group.slug === working);
    expect(listed).toMatchObject({ cycle: "eLAC2015", stage: "active", chair: { iso: "PE" } });
    const region = await services.region.page("en");
    expect(region.groups.flatMap(({ groups }) => groups)).toHaveLength(14);
    expect(region.groups.every(({ earlier }) => earlier === "eLAC2015")).toBe(true);
    // The plan it has not begun was due by the documents of its own cycle.
    const begin = (await services.desks.page(who("peru"), "en")).dues.find(
      ({ kind }) => kind === "begin-plan",
    );
    expect(begin?.until).not.toBeNull();
    // Whom a sector designated goes on to speak, with the officers too.
    const { members } = await services.groups.members(nobody, working, "en");
    expect(members.observers.map(({ name }) => name)).toEqual(["Observer"]);
    await services.papers.mayFile(seen);

    await services.groups.proposeEnd(who("CL"), {
      ...(await at(working)),
      country: "CL" as Iso,
      reasons: ["Cumplió su mandato."],
      language: "es",
    });
    await services.groups.openConsultation(officers("chair"), { ...(await at(working)), ...house.times(7) });
    await give(working, who("AR"), "AR");
    house.wait(8);
    const asked = (await house.live(working)).id;
    await services.rounds.record(officers("chair"), { roundId: asked });
    const opening = { ...(await at(working)), ...house.times(10), mode: "express" as const };
    const roundId = await services.groups.openOfficersRound(officers("chair"), opening);
    for (const [name, country] of [
      ["chair", "CO"],
      ["peru", "PE"],
      ["brazil", "BR"],
    ] as const)
      await give(working, officers(name), country);
    await services.rounds.record(officers("chair"), { roundId });
    expect((await at(working)).stage).toBe("discontinued");
    const lists = await services.groups.list("en");
    expect(lists.flatMap(({ groups }) => groups).some((group) => group.slug === working)).toBe(false);
    expect((await services.groups.proposals("en")).over.map((group) => group.slug)).toEqual([working]);
  });

  it("new groups are proposed in the new cycle, and no seat of the former officers is filled", async () => {
    const house = await houseOfGroups();
    const { services, store, who } = house;
    const former = await store.db.seat.findFirstOrThrow({ where: { office: "officer", country: "MX" } });
    const dated = await store.db.seat.findFirstOrThrow({ where: { office: "officer", country: "BR" } });
    // Its term was to end on a day; the Conference of another cycle ends it all the same.
    await store.db.seat.update({ where: { id: dated.id }, data: { until: inDays(100), untilEvent: null } });
    await conference(house);
    const now = house.ground.clock.now();
    expect((await store.db.seat.findUniqueOrThrow({ where: { id: dated.id } })).until).toEqual(now);
    const fill = { seatId: former.id, country: "MX", person: someone(), act: by("letter") };
    expect(await key(services.seats.appoint(who("secretariat"), fill))).toBe("seat.unknown");
    const form = await services.groups.proposing(who("UY"), "en");
    expect(form.cycle).toBe("eLAC2022");
    const slug = await house.propose("UY", { ...creation, area: form.areas[0]?.code ?? "" });
    expect((await house.at(slug)).cycleId).toBe("elac2022");
  });
});
