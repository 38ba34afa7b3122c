/** The steps that the domain refuses on what a group decides about itself are refused by the services too, and leave nothing behind. */
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { DecisionAsked } from "#app/domain/decision-text.ts";
import { amendmentServices } from "#server/services/amendments.ts";
import { roundServices } from "#server/services/rounds.ts";
import { roundSubjects } from "#server/services/subjects.ts";
import { decisionById } from "#server/store/decisions.ts";
import { person, populate } from "#test/factories.ts";
import { decisionHouse, slug } from "./decision-house.ts";
import {
  actsOf,
  rolesOf,
  timeout,
  traces,
  trying,
  type Standing,
  type Steps,
  type Trial,
} from "./legal-steps.ts";
import { roundReadings, roundSteps } from "./round-steps.ts";

type At = Standing & { readonly slug: string; readonly number: number };

const act = { kind: "conference", reference: "Decisión 3", date: null, letterId: null } as const;
const chairs: DecisionAsked = { kind: "chairs", chair: "BR", viceChairs: ["PE"], from: null };

/** All that can be tried with a decision of the group, which asks for this. */
function trialOf(asked: DecisionAsked): Pick<Trial<At>, "steps" | "forOthers"> {
  const round = roundSteps("La comisión prepara el estudio.");
  const propose: Steps<At>[string] = ({ decisions }, { actor, country }) =>
    decisions.propose(actor, { slug, id: randomUUID(), country, language: "es", asked: chairs });
  const steps: Steps<At> = {
    ...round,
    propose,
    edit: ({ decisions }, { actor }, { number, revision }) =>
      decisions.edit(actor, { slug, number, revision, language: "es", asked }),
    drop: ({ decisions }, { actor }, { number, revision }) =>
      decisions.drop(actor, { slug, number, revision }),
    openRound: ({ decisions }, { actor }, { number, revision }, now) => {
      const closing = new Date(now.getTime() + 7 * 86_400_000);
      return decisions.openRound(actor, { slug, number, revision, mode: "express", opening: null, closing });
    },
    enterChair: ({ decisions }, { actor }) =>
      decisions.enterChair(actor, { slug, chair: "BR", viceChairs: ["PE"], act }),
  };
  return { steps, forOthers: [{ country: "CL", steps: { propose, give: round.give } }] };
}

let house: Awaited<ReturnType<typeof decisionHouse>>;
let roles: Awaited<ReturnType<typeof rolesOf>>;
beforeAll(async () => {
  house = await decisionHouse();
  const { who, ground, store, plan, planOf, output } = house;
  await plan(planOf(output("o1", "Estudio")), true);
  roles = await rolesOf(ground, {
    peru: [who("peru"), "representative", "PE"],
    chile: [who("chile"), "representative", "CL"],
    brazil: [who("brazil"), "representative", "BR"],
    "focal point": [who("focal"), "focal-point", "CL"],
    elsewhere: [who("elsewhere"), "representative", "CL"],
    "officers’ chair": [who("officers-peru"), "officer", "PE"],
    officer: [who("officers-mexico"), "officer", "MX"],
    secretariat: [who("secretariat"), "secretariat", "CL"],
    observer: [who("observer"), "observer", "CL"],
    "no office": [await person(store, "Guest"), "representative", "CL"],
    stranger: [null, "focal-point", "CL"],
  });
});
afterAll(() => house.store.close());

const onlyLegal = (asked: DecisionAsked, number: number) =>
  trying({ ground: house.ground, roles, ...trialOf(asked) }, async () => {
    const { id, ...at } = await house.at(number);
    const { text } = await decisionById(house.store.db, id);
    return { ...at, text, ...(await traces(house.ground, { kind: "decision", id })) };
  });

const by = (names: readonly string[], ...acts: readonly string[]) =>
  names.flatMap((name) => acts.map((act) => `${name} ${act}`));
const countries = ["peru", "chile", "brazil", "focal point"];
const proponents = ["chile", "focal point"];
/** Another decision can be proposed whatever becomes of this one, and the Chair that an act names is entered. */
const always = [...by(countries, "propose"), "secretariat enterChair"];

test("every act that the services offer for a decision is tried", () => {
  const readings = ["list", "page", "proposing", "editing", "review", "reviewEdit", "around"];
  const { ground, decisions } = house;
  const offered = [
    ...actsOf(decisions, readings),
    ...actsOf(roundServices(ground, roundSubjects), roundReadings),
    ...actsOf(amendmentServices(ground), roundReadings),
  ];
  expect(Object.keys(trialOf(chairs).steps).sort()).toEqual(offered.sort());
});

test("a decision, at every stage, is moved by nobody but those whose step it is", { timeout }, async () => {
  const { propose, at, open, live, form, agree, rounds, who, decisions } = house;
  const asked = house.commissionAsked("o1");
  const number = await propose("chile", "CL", asked);
  const only = onlyLegal(asked, number);
  const proposed = [...always, ...by(proponents, "edit", "drop")];
  const ofChair = ["peru edit", "peru openRound"];
  await only("proposed", [...proposed, ...ofChair]);

  await open(who("peru"), number, "silence");
  const running = [
    ...always,
    ...by(countries, "give", "explain"),
    ...by(["peru"], "extend", "withdraw"),
    "secretariat enterLetter",
  ];
  await only("round", [...running, "peru annul"]);
  const { id: broken } = await live(number);
  const amendment = "La comisión prepara y publica el estudio.";
  const objection = { kind: "objects", passage: "3", reason: "No basta.", lift: "–", amendment } as const;
  await rounds.give(who("brazil"), await form(number, "BR", objection));
  await only("round", [...always, ...by(countries, "explain"), "peru record"]);
  await rounds.record(who("peru"), { roundId: broken });
  await only("proposed", [...proposed, ...ofChair, "peru take"], ["peru record"]);

  await open(who("peru"), number);
  await only("round", [...running, "peru annul"]);
  await rounds.give(who("chile"), await form(number, "CL"));
  await only("round", running);
  const roundId = await agree(number);
  expect(roundId).toBe((await house.store.db.round.findFirstOrThrow({ orderBy: { number: "desc" } })).id);
  await only("decided", always, ["peru record"]);

  const other = await propose("chile", "CL", chairs);
  await decisions.drop(who("chile"), await at(other));
  await onlyLegal(chairs, other)("dropped", always);
});

test(
  "without a Chair, its round is opened by a Vice Chair, on a first Chair by any country",
  { timeout },
  async () => {
    const { propose, open, who, groupId, store, vacate } = house;
    const { id: goalId } = await house.goalAt(await house.agreed());
    const withdrawal = { kind: "goal-withdrawal", goalId, reasons: ["Ya no."] } as const;
    const matter = await propose("chile", "CL", withdrawal);
    const first = await propose("brazil", "BR", chairs);
    await vacate();
    const proposed = [...always, ...by(proponents, "edit", "drop")];
    await onlyLegal(withdrawal, matter)("proposed", proposed);
    const only = onlyLegal(chairs, first);
    const own = ["brazil edit", "brazil drop"];
    await only("proposed", [...always, ...own, ...by(countries, "openRound")]);

    // A country chairs for which nobody acts, and Brazil is Vice Chair.
    await populate(store, slug, ["UY"]);
    const { id: actId } = await store.db.act.findFirstOrThrow();
    const from = house.ground.clock.now();
    await store.db.groupOffice.create({
      data: { groupId, country: "BR", office: "vice-chair", actId, from },
    });
    await onlyLegal(withdrawal, matter)("proposed", [...proposed, "brazil openRound"]);
    await only("proposed", [...always, ...own, "brazil openRound"]);
    await open(who("brazil"), first);
    await only("round", [...by(countries, "propose", "give", "explain"), "secretariat enterLetter"]);
    await house.agree(first, "secretariat");
  },
);

test(
  "of a country that has left the Chair takes it up; in a group that has ended nobody does",
  { timeout },
  async () => {
    const { propose, leave, store, groupId } = house;
    await store.db.groupOffice.updateMany({ where: { groupId }, data: { until: house.ground.clock.now() } });
    const { id: actId } = await store.db.act.findFirstOrThrow();
    const from = house.ground.clock.now();
    await store.db.groupOffice.create({ data: { groupId, country: "PE", office: "chair", actId, from } });
    const { id: goalId } = await house.goalAt(await house.agreed());
    const asked = { kind: "goal-withdrawal", goalId, reasons: ["Ya no."] } as const;
    const number = await propose("chile", "CL", asked);
    await leave("CL");
    const only = onlyLegal(asked, number);
    await only("proposed", [
      ...by(["peru", "brazil"], "propose"),
      "secretariat enterChair",
      ...by(["peru"], "edit", "drop", "openRound"),
    ]);
    await store.db.group.update({ where: { id: groupId }, data: { state: "discontinued" } });
    await only("proposed", []);
  },
);
