/** The steps that the domain refuses on the end and the names of a group are refused by the services too, and leave nothing behind. */
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, test } from "vitest";
import { passagesOfGroup } from "#app/domain/passage.ts";
import { observer, person, representative } from "#test/factories.ts";
import { groupHouse, working } from "./group-house.ts";
import { groupStanding, groupTrial } from "./group-steps.ts";
import { rolesOf, timeout, trying } from "./legal-steps.ts";

let house: Awaited<ReturnType<typeof groupHouse>>;
let onlyLegal: ReturnType<typeof trying>;
beforeAll(async () => {
  house = await groupHouse();
  const { store, who, ground, workingId } = house;
  const roles = await rolesOf(ground, {
    peru: [who("peru"), "representative", "PE"],
    brazil: [await person(store, "Brazil", [representative("BR", workingId)]), "representative", "BR"],
    "focal point": [who("CL"), "focal-point", "CL"],
    uruguay: [who("UY"), "focal-point", "UY"],
    chair: [who("chair"), "officer", "PE"],
    mexico: [who("mexico"), "officer", "MX"],
    secretariat: [who("secretariat"), "secretariat", "CL"],
    observer: [await person(store, "Observer", [observer("civil-society")]), "observer", "CL"],
    "no office": [await person(store, "Guest"), "representative", "CL"],
    stranger: [null, "focal-point", "CL"],
  });
  const trial = { ground, roles, ...groupTrial("CL", "Cumplió su mandato.") };
  onlyLegal = trying(trial, () => groupStanding(house, working));
});
afterAll(() => house.store.close());

/** What is legal while the group works: another group is proposed; its names and its Chair are entered. */
const always = ["focal point propose", "uruguay propose", "secretariat rename", "secretariat enterChair"];
const ofChair = ["chair extend", "chair withdraw"];
const answers = (...names: readonly string[]) => names.flatMap((name) => [`${name} give`, `${name} explain`]);

/** A round that is open in the group. */
async function openWithin(): Promise<void> {
  const { services, who, store } = house;
  const number = await services.goals.draft(who("peru"), {
    slug: working,
    id: randomUUID(),
    country: "PE",
    area: "A",
    language: "es",
    text: { title: "Meta abierta", paragraphs: ["Cada país mide."], rationale: "" },
  });
  const at = async () => {
    const { revision } = await store.db.proposal.findFirstOrThrow({ where: { number } });
    return { number, revision };
  };
  await services.goals.discuss(who("peru"), await at());
  const { closing } = house.times(40);
  await services.goals.openGroupRound(who("peru"), { ...(await at()), mode: "express", closing });
}

describe("a group at work, at every stage to its end, is moved by nobody but", { timeout }, () => {
  test("countries that propose its end", async () => {
    const { services, who, at } = house;
    const { groups } = services;
    const own = async (country: string) => ({ ...(await at(working)), country });
    await onlyLegal("active", [...always, "focal point proposeEnd", "uruguay proposeEnd"]);
    await groups.proposeEnd(who("CL"), {
      ...(await own("CL")),
      reasons: ["Cumplió su mandato."],
      language: "es",
    });
    const proposed = [...always, "focal point editProposal", "chair openConsultation"];
    await onlyLegal("discontinuation-proposed", [
      ...proposed,
      "focal point withdrawProposal",
      "uruguay coPropose",
    ]);
    await groups.coPropose(who("UY"), await own("UY"));
    const left = ["focal point leaveProposal", "uruguay leaveProposal"];
    await onlyLegal("discontinuation-proposed", [...proposed, ...left, "uruguay editProposal"]);
    await groups.leaveProposal(who("UY"), await own("UY"));
    house.wait(1);
  });

  test("all countries", async () => {
    const { services, who, at, give } = house;
    const { groups, rounds } = services;
    await groups.openConsultation(who("chair"), { ...(await at(working)), ...house.times(7) });
    const countries = [...answers("peru", "brazil", "focal point", "uruguay"), "secretariat enterLetter"];
    const consulted = [...always, "uruguay coPropose"];
    await onlyLegal("discontinuation-consultation", [...consulted, ...countries, ...ofChair, "chair annul"]);
    const { draft } = await at(working);
    const passage = String(draft === null ? 0 : passagesOfGroup(draft).length);
    const amendment = "Cumplió su mandato en parte.";
    await give(working, who("CL"), "CL", { kind: "objects", passage, reason: "No.", lift: "–", amendment });
    house.wait(8);
    const { id: heard } = await house.live(working);
    const said = ["peru", "brazil", "focal point", "uruguay"].map((name) => `${name} explain`);
    await onlyLegal("discontinuation-consultation", [...consulted, ...said, "chair record"]);
    await rounds.record(who("chair"), { roundId: heard });
    const onward = [
      "focal point reviseProposal",
      "focal point withdrawProposal",
      "chair openOfficersRound",
      "chair take",
    ];
    await onlyLegal("discontinuation-consultation", [...consulted, ...onward], ["chair record"]);
  });

  test("the officers", async () => {
    const { services, who, at, give } = house;
    const { groups, rounds } = services;
    await openWithin();
    await groups.openOfficersRound(who("chair"), {
      ...(await at(working)),
      ...house.times(10),
      mode: "express",
    });
    const officers = [...answers("chair", "mexico"), "secretariat enterLetter"];
    for (const [name, country] of [
      ["chair", "PE"],
      ["mexico", "MX"],
      ["brazil", "BR"],
    ] as const)
      await give(working, who(name), country);
    const agreed = [...always, ...officers, ...ofChair];
    await onlyLegal("discontinuation-round", [...agreed, "chair withdrawRounds"]);
    const { within, slug } = await groupStanding(house, working);
    await groups.withdrawRounds(who("chair"), { slug, rounds: within, reason: "El grupo termina." });
    await onlyLegal("discontinuation-round", [...agreed, "chair record"]);
    const { id: roundId } = await house.live(working);
    await rounds.record(who("chair"), { roundId });
    await onlyLegal("discontinued", ["focal point propose", "uruguay propose"], ["chair record"]);
  });
});
