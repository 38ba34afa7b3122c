/** How a commission ends: by the group's decision, or with the output that it was born for. */
import { randomUUID } from "node:crypto";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { decisionHouse, inDays, slug } from "./decision-house.ts";

let house: Awaited<ReturnType<typeof decisionHouse>>;
beforeEach(async () => {
  house = await decisionHouse();
});
afterEach(() => house.store.close());

const chile = { kind: "chairs", chair: "CL", viceChairs: [], from: null } as const;
const commission = "medicion-de-la-calidad";

/** The group has a commission for an output of its plan. Answers the plan's id. */
async function born(): Promise<string> {
  const planId = await house.plan(house.planOf(house.output("o-1", "Estudio")), true);
  await house.decide(house.commissionAsked("o-1"));
  return planId;
}

const found = () => house.store.db.group.findUniqueOrThrow({ where: { slug: commission } });
const delivered = () => house.planOf(house.output("o-1", "Estudio", "delivered"));

/** A round that the commission has opened on its Chair, by silence. */
async function openedWithin(language: "es" | "pt") {
  const brazil = await house.again("brazil");
  const id = randomUUID();
  const own = { slug: commission, id, country: "BR", language, asked: chile } as const;
  const number = await house.decisions.propose(brazil, own);
  const times = { mode: "silence", opening: null, closing: inDays(20) } as const;
  await house.decisions.openRound(brazil, { slug: commission, number, revision: 0, ...times });
  return () =>
    house.store.db.decision.findUniqueOrThrow({ where: { id }, include: { rounds: true, steps: true } });
}

describe("a commission", () => {
  test("ends by the group's decision and stays readable; a round open in it is withdrawn", async () => {
    await born();
    const own = await openedWithin("es");
    const reasons = ["El estudio ya no se hará."];
    await house.decide({ kind: "end-commission", commissionId: (await found()).id, reasons });
    const ended = await found();
    expect(ended).toMatchObject({ state: "discontinued" });
    expect(ended.endedAt).not.toBeNull();
    const { stage, rounds } = await own();
    expect([stage, rounds[0]?.withdrawReason]).toEqual(["proposed", "El estudio ya no se hará."]);
    const around = await house.decisions.around(await house.again("brazil"), commission, "es");
    expect(around.parent?.slug).toBe(slug);
  });

  test("ends when a plan is adopted that says its output is delivered", async () => {
    const planId = await born();
    await house.adoptAgain(planId, house.planOf(house.output("o-1", "Estudio", "under-way")));
    expect((await found()).state).toBe("active");
    await house.adoptAgain(planId, delivered());
    expect((await found()).state).toBe("discontinued");
    expect(await house.lastFacts("commission.ended")).toMatchObject({ because: "delivered" });
  });

  test("that ends so withdraws its open round with a sentence that says why, in the language of that round", async () => {
    const planId = await born();
    const own = await openedWithin("pt");
    await house.adoptAgain(planId, delivered());
    const said = "O produto “Estudio” foi entregue. A comissão nasceu para ele e termina com ele.";
    const { rounds, steps } = await own();
    expect(rounds[0]?.withdrawReason).toBe(said);
    expect(steps.find(({ act }) => act === "end-round")?.comments).toBe(said);
    const words = async (kind: string) => {
      const where = { entry: { kind }, field: "reason" };
      return (await house.store.db.journalName.findMany({ where })).map(({ value }) => value);
    };
    expect(await words("round.withdrawn")).toEqual([said]);
    // The end is on record in the group, in the language of its plan.
    expect(await words("commission.ended")).toEqual([
      "El producto «Estudio» está entregado. La comisión nació para él y termina con él.",
    ]);
  });
});
