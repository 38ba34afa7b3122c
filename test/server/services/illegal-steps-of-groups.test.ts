/** The steps that the domain refuses on the creation of a group are refused by the services too, and leave nothing behind. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { regionalDay } from "#app/domain/region.ts";
import { observer, person, representative } from "#test/factories.ts";
import { creation, groupHouse } from "./group-house.ts";
import { groupActs, groupStanding, groupTrial } from "./group-steps.ts";
import { rolesOf, timeout, trying } from "./legal-steps.ts";

let house: Awaited<ReturnType<typeof groupHouse>>;
let roles: Awaited<ReturnType<typeof rolesOf>>;
beforeAll(async () => {
  house = await groupHouse();
  const { store, who, ground, workingId } = house;
  roles = await rolesOf(ground, {
    uruguay: [who("UY"), "focal-point", "UY"],
    jamaica: [who("JM"), "focal-point", "JM"],
    chile: [who("CL"), "focal-point", "CL"],
    chair: [who("chair"), "officer", "PE"],
    mexico: [who("mexico"), "officer", "MX"],
    "of a group": [await person(store, "Chile", [representative("CL", workingId)]), "representative", "CL"],
    secretariat: [who("secretariat"), "secretariat", "UY"],
    observer: [await person(store, "Observer", [observer("civil-society")]), "observer", "UY"],
    "no office": [await person(store, "Guest"), "representative", "UY"],
    stranger: [null, "focal-point", "UY"],
  });
});
beforeEach(() => house.reset());
afterAll(() => house.store.close());

const trial = groupTrial("UY", creation.purpose[0] ?? "");
const onlyLegal = (slug: string) =>
  trying({ ground: house.ground, roles, ...trial }, () => groupStanding(house, slug));

/** Another group can be proposed whatever becomes of this one. */
const always = ["uruguay propose", "jamaica propose", "chile propose"];

/** What countries and officers do in a round that is open. */
const answers = (...names: readonly string[]) => names.flatMap((name) => [`${name} give`, `${name} explain`]);
/** Of two countries that propose it, and of a third. */
const left = ["uruguay leaveProposal", "jamaica leaveProposal", "chile coPropose"];
const ofChair = ["chair extend", "chair withdraw"];

test("every act that the services offer for a group is tried", () => {
  expect(Object.keys(trial.steps).sort()).toEqual([...groupActs(house.ground)].sort());
});

describe("the creation of a group, at every stage, is moved by nobody but", { timeout }, () => {
  test("its proponents, and countries that join them", async () => {
    const { services, who, at } = house;
    const slug = await house.propose();
    const only = onlyLegal(slug);
    await only("proposed", [
      ...always,
      "uruguay editProposal",
      "uruguay withdrawProposal",
      "jamaica coPropose",
      "chile coPropose",
      "chair openConsultation",
    ]);
    await services.groups.coPropose(who("JM"), { ...(await at(slug)), country: "JM" });
    await only("proposed", [
      ...always,
      ...left,
      "uruguay editProposal",
      "jamaica editProposal",
      "chair openConsultation",
    ]);
  });

  test("all countries, up to the officers", async () => {
    const { services, who, at, give } = house;
    const slug = await house.propose();
    const only = onlyLegal(slug);
    await services.groups.coPropose(who("JM"), { ...(await at(slug)), country: "JM" });
    const { closing } = house.times(8);
    const opening = house.times(1).closing;
    await services.groups.openConsultation(who("chair"), { ...(await at(slug)), opening, closing });
    await only("consultation", [...always, ...left, ...ofChair, "chair annul"]);
    house.wait(1);
    const countries = [...answers("uruguay", "jamaica", "chile"), "secretariat enterLetter"];
    const lift = "Dizer quanto custa.";
    const objection = { kind: "objects", passage: "4", reason: "Custo.", lift, amendment: "Outro." } as const;
    await give(slug, who("CL"), "CL", objection);
    await only("consultation", [...always, ...left, ...countries, ...ofChair]);
    house.ground.clock.set(closing);
    const explained = ["uruguay explain", "jamaica explain", "chile explain"];
    const over = [...always, ...left, ...explained, "chair record"];
    await only("consultation", [...over, "secretariat enterLetter"]);
    house.wait(7);
    await only("consultation", [...over, "secretariat record"]);

    const { id: heard } = await house.live(slug);
    await services.rounds.record(who("chair"), { roundId: heard });
    const onward = ["chair openOfficersRound", "chair take", "uruguay reviseProposal"];
    await only("consultation", [...always, ...left, ...onward, "jamaica reviseProposal"], ["chair record"]);
    await services.groups.leaveProposal(who("JM"), { ...(await at(slug)), country: "JM" });
    const alone = ["uruguay withdrawProposal", "jamaica coPropose", "chile coPropose"];
    await only("consultation", [...always, ...alone, ...onward], ["chair record"]);
  });

  test("the officers, up to its being at work", async () => {
    const { services, who, at, give } = house;
    const slug = await house.propose();
    const only = onlyLegal(slug);
    await house.consult(slug, []);
    await services.groups.openOfficersRound(who("chair"), {
      ...(await at(slug)),
      ...house.times(10),
      mode: "express",
    });
    const officers = [...answers("chair", "mexico"), "secretariat enterLetter"];
    await only("officers-round", [...always, ...officers, ...ofChair, "chair annul"]);
    const confirmDay = regionalDay(house.times(20).closing);
    await give(slug, who("mexico"), "MX", { kind: "ad-referendum", confirmDay });
    const capital = ["mexico confirm", "secretariat confirmByLetter"];
    await only("officers-round", [...always, ...officers, ...ofChair, ...capital]);
    await give(slug, who("chair"), "PE");
    await give(slug, who("brazil"), "BR");
    house.wait(11);
    const { id: roundId, round } = await house.live(slug);
    const seat = round.roll.entries.find(({ country }) => country === "MX")?.seat ?? "";
    const waiting = [...always, "chair explain", "mexico explain", "secretariat enterLetter"];
    await only("officers-round", [...waiting, ...capital, "chair withdraw"]);
    const said = { roundId, seat, office: "officer", language: "es", confirmed: true } as const;
    await services.rounds.confirm(who("mexico"), said);
    await only("officers-round", [...waiting, "chair record"], ["mexico confirm"]);
    await services.rounds.record(who("chair"), { roundId });
    const ends = ["uruguay proposeEnd", "jamaica proposeEnd", "chile proposeEnd"];
    await only("active", [...always, ...ends, "secretariat rename"], ["chair record", "mexico confirm"]);
  });

  test("the officers, who reach no consensus, and the country that gives it up", async () => {
    const { services, who, at, give } = house;
    const slug = await house.propose();
    const only = onlyLegal(slug);
    await house.consult(slug, []);
    await services.groups.openOfficersRound(who("chair"), {
      ...(await at(slug)),
      ...house.times(10),
      mode: "silence",
    });
    const officers = [...answers("chair", "mexico"), "secretariat enterLetter"];
    await only("officers-round", [...always, ...officers, ...ofChair, "chair annul"]);
    const { id: roundId } = await house.live(slug);
    await give(slug, who("mexico"), "MX", { kind: "objects", passage: "1", reason: "Custo.", lift: "Nada." });
    house.wait(1);
    await only("officers-round", [...always, "chair explain", "mexico explain", "chair record"]);
    await services.rounds.record(who("chair"), { roundId });
    const open = ["jamaica coPropose", "chile coPropose", "chair openOfficersRound"];
    const own = ["uruguay reviseProposal", "uruguay withdrawProposal"];
    await only("consultation", [...always, ...open, ...own], ["chair record"]);
    const form = { ...(await at(slug)), country: "UY" };
    await services.groups.withdrawProposal(who("UY"), { ...form, reason: "Já não é preciso." });
    await only("dropped", always, ["chair record"]);
  });
});
