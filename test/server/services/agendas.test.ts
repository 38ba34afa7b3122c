import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { agendaServices } from "#server/services/agendas.ts";
import type { Store } from "#server/store/client.ts";
import { freshStore } from "#test/database.ts";
import { groundOn, refusalFrom } from "#test/factories.ts";

let store: Store;
let agendas: ReturnType<typeof agendaServices>;
const whole = { area: null, deadline: null };

beforeAll(async () => {
  store = await freshStore();
  agendas = agendaServices(groundOn(store));
});

afterAll(() => store.close());

describe("an agenda", () => {
  it.each([
    ["elac2007", 5, 30, 70],
    ["elac2015", 8, 22, 0],
    ["elac2022", 9, 39, 0],
  ])("%s has its areas, goals and actions", async (id, areas, goals, actions) => {
    const { shown, cycle } = await agendas.page(id, whole, "en");
    expect(cycle.counts).toEqual({ areas, goals, actions });
    expect(shown).toHaveLength(areas);
    expect(shown.flatMap((held) => held.goals)).toHaveLength(goals);
  });

  it("is narrowed to an area and to a deadline as the text has it", async () => {
    const { shown } = await agendas.page("elac2007", { area: null, deadline: "Mid-2006" }, "es");
    const actions = shown.flatMap((held) => held.goals).flatMap((goal) => goal.actions);
    expect(actions).toHaveLength(11);
    expect(new Set(actions.map(({ deadline }) => deadline?.text))).toEqual(new Set(["Mid-2006"]));
    const one = await agendas.page("elac2007", { area: "A", deadline: null }, "es");
    expect(one.shown.map(({ area }) => area.code)).toEqual(["A"]);
    expect((await agendas.page("elac2007", { area: "<script>", deadline: null }, "es")).shown).toEqual([]);
  });

  it("says its deadlines with how many actions have each, the earliest first", async () => {
    const { deadlines } = await agendas.page("elac2007", whole, "en");
    expect(Object.fromEntries(deadlines.map(({ text, count }) => [text, count]))).toMatchObject({
      "Mid-2007": 51,
      "Mid-2006": 11,
    });
    expect(deadlines.map(({ to }) => to)).toEqual([...deadlines.map(({ to }) => to)].sort());
  });

  it("names the groups at work on each area of the current cycle", async () => {
    const { groups, goal } = await agendas.goal("elac2015", 1, "en");
    expect(goal.area.code).toBe("A");
    expect(groups.map(({ slug }) => slug)).toContain("access-and-infrastructure");
  });

  it("offers every goal of every agenda to choose from, those of the present cycle first", async () => {
    const goals = await agendas.choices("es");
    expect(goals).toHaveLength(91);
    const cycles = await agendas.cycles("es");
    const current = cycles.find((cycle) => cycle.current);
    expect(goals[0]).toMatchObject({ goal: `${current?.id}:1`, number: 1, cycle: current?.name });
    expect(new Set(goals.map(({ goal }) => goal)).size).toBe(91);
    const [first] = (await agendas.page("elac2007", whole, "es")).shown.flatMap((held) => held.goals);
    expect(goals.find(({ goal }) => goal === `elac2007:${first?.number}`)?.title).toBe(first?.title);
  });

  it("is unknown where there is none, and so is a goal that it does not have", async () => {
    expect(await refusalFrom(agendas.page("elac1999", whole, "en"))).toEqual({
      kind: "unknown",
      key: "agenda.unknown",
    });
    expect(await refusalFrom(agendas.goal("elac2015", 999, "en"))).toEqual({
      kind: "unknown",
      key: "goal.unknown",
    });
  });
});
