/** The steps of plan and goal that the domain refuses are refused by the services too, and leave nothing behind. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Person } from "#app/domain/roles.ts";
import { freshStore } from "#test/database.ts";
import { officer, person } from "#test/factories.ts";
import type { Store } from "#server/store/client.ts";
import type { PlanMove } from "#server/services/plans.ts";
import { goalHouse, inDays } from "./goal-house.ts";
import { refused } from "./legal-steps.ts";
import { begun, day, text } from "./plan-house.ts";

let store: Store;
beforeAll(async () => {
  store = await freshStore();
});
afterAll(() => store.close());

const moves = [
  "submit-to-group",
  "submit-to-officers",
  "end-consideration",
  "comment",
  "return",
  "freeze",
  "revise",
] as const satisfies readonly PlanMove["act"][];

describe("a plan of work", () => {
  test("at every stage refuses every step but the legal ones, to everybody, and stays as it was", async () => {
    const house = await begun(store, "access-and-infrastructure");
    const { chair, chile, look, move, write, slug } = house;
    const mexico = await person(store, "Ana MX", [officer("MX")]);
    const head = await person(store, "Rosa PE", [officer("PE", true)]);
    const who: Readonly<Record<string, Person>> = { chair, chile, mexico, head };
    /** Tries every step by everybody, but those that are listed as "who act". */
    const onlyLegal = async (stage: string, legal: readonly string[]) => {
      const before = await look(chair);
      expect(before.stage).toBe(stage);
      for (const [name, actor] of Object.entries(who)) {
        for (const act of moves) {
          if (legal.includes(`${name} ${act}`)) continue;
          expect(await refused(() => move(actor, act, "Palabras.")), `${stage}: ${name} ${act}`).toBe(true);
        }
        if (!legal.includes(`${name} open-round`)) {
          const closing = new Date(house.ground.clock.now().getTime() + 7 * day);
          const form = { revision: before.revision, mode: "express", closing } as const;
          expect(await refused(() => house.plans.openRound(actor, slug, form))).toBe(true);
        }
      }
      const after = await look(chair);
      expect([after.revision, after.stage, after.releases.length]).toEqual([
        before.revision,
        stage,
        before.releases.length,
      ]);
    };

    await write(chair, text("Uno"));
    await onlyLegal("drafting", ["chair submit-to-group"]);
    await move(chair, "submit-to-group");
    await onlyLegal("group", ["chair submit-to-officers", "chair return"]);
    await move(chair, "submit-to-officers");
    const examine = ["mexico comment", "mexico return", "head comment", "head return"];
    await onlyLegal("officers", [...examine, "head end-consideration"]);
    await move(head, "end-consideration");
    await onlyLegal("officers", [...examine, "chair freeze"]);
    await move(chair, "freeze");
    await onlyLegal("definitive", ["chair return", "chair open-round"]);
    const roundId = await house.reopened();
    await onlyLegal("round", []);
    for (const one of [chair, chile, house.brazil]) await house.give(one);
    await house.rounds.record(chair, { roundId });
    await onlyLegal("adopted", ["chair revise"]);
  });
});

describe("a goal", () => {
  test("at every stage refuses every step but the legal ones, to everybody, and stays as it was", async () => {
    const house = await goalHouse();
    const { goals, at, who } = house;
    const names = ["peru", "chile", "brazil", "officers-peru", "officers-mexico", "secretariat", "observer"];
    const acts = {
      discuss: (actor: Person, form: Awaited<ReturnType<typeof at>>) => goals.discuss(actor, form),
      withdraw: (actor: Person, form: Awaited<ReturnType<typeof at>>) =>
        goals.withdraw(actor, { ...form, reason: "No." }),
      "open-group-round": (actor: Person, form: Awaited<ReturnType<typeof at>>) =>
        goals.openGroupRound(actor, { ...form, mode: "express", closing: inDays(30) }),
      table: (actor: Person, form: Awaited<ReturnType<typeof at>>) => goals.table(actor, form),
      return: (actor: Person, form: Awaited<ReturnType<typeof at>>) =>
        goals.giveBack(actor, { ...form, reasons: "No." }),
      "open-officers-round": (actor: Person, form: Awaited<ReturnType<typeof at>>) =>
        goals.openOfficersRound(actor, { ...form, mode: "express", closing: inDays(30) }),
      "take-over": (actor: Person, form: Awaited<ReturnType<typeof at>>) =>
        goals.takeOver(actor, { ...form, country: "BR" }),
    };
    const onlyLegal = async (number: number, stage: string, legal: readonly string[]) => {
      const before = await at(number);
      expect(before.stage).toBe(stage);
      for (const name of names)
        for (const [act, take] of Object.entries(acts))
          if (!legal.includes(`${name} ${act}`))
            expect(await refused(() => take(who(name), before)), `${stage}: ${name} ${act}`).toBe(true);
      expect(await at(number)).toEqual(before);
    };

    const number = await house.draft();
    await onlyLegal(number, "draft", ["chile discuss", "chile withdraw"]);
    await goals.discuss(who("chile"), await at(number));
    await onlyLegal(number, "discussed", ["chile withdraw", "peru open-group-round", "peru return"]);
    await goals.openGroupRound(who("peru"), { ...(await at(number)), mode: "express", closing: inDays(30) });
    await onlyLegal(number, "group-round", []);

    const second = await house.agreed();
    await onlyLegal(second, "agreed", ["peru table"]);
    await goals.table(who("peru"), await at(second));
    await onlyLegal(second, "tabled", ["officers-peru return", "officers-peru open-officers-round"]);
    const { number: third } = await house.beforeOfficers();
    await onlyLegal(third, "officers-round", []);
    await goals.giveBack(who("officers-peru"), { ...(await at(second)), reasons: "Falta el costo." });
    await onlyLegal(second, "returned", ["chile discuss"]);

    const fourth = await house.draft();
    await goals.withdraw(who("chile"), { ...(await at(fourth)), reason: "No." });
    await onlyLegal(fourth, "withdrawn", []);
    await house.store.close();
  });
});
