import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Standing } from "#app/domain/round.ts";
import { answerOf, answers, hasJoined } from "#server/services/answers.ts";
import { decisionHouse } from "./decision-house.ts";

const given = (kind: string, standing: Standing["standing"] = "answered", confirmation: unknown = null) =>
  ({ seat: "CL", country: "CL", standing, position: { kind }, confirmation }) as unknown as Standing;
const silent = (standing: Standing["standing"]) => ({ ...given("joins", standing), position: null });

describe("the answer of a country", () => {
  it.each([
    ["joined", true, given("joins")],
    ["silent", true, silent("silent")],
    ["reservation", true, given("joins-with-reservation")],
    ["confirmed", true, given("ad-referendum", "answered", "confirmed")],
    ["referendum", false, given("ad-referendum", "answered", "awaited")],
    ["objected", false, given("objects")],
    ["dissociated", false, given("dissociates")],
    ["not-answered", false, silent("not-answered")],
    ["left", false, silent("left")],
    ["left", false, given("joins", "left")],
    ["left", false, given("joins-with-reservation", "left")],
    ["left", false, given("ad-referendum", "left", "confirmed")],
    [null, false, silent("vacant")],
  ] as const)("is %s, and counted as joined: %s", (answer, joined, line) => {
    expect([answerOf(line), hasJoined(line)]).toEqual([answer, joined]);
    expect(answer === null || answers.includes(answer)).toBe(true);
  });
});

describe("a country that joined and then left the group in mid-round", () => {
  let house: Awaited<ReturnType<typeof decisionHouse>>;
  beforeAll(async () => {
    house = await decisionHouse();
  });
  afterAll(() => house.store.close());

  it("is listed as having left and not counted among those that joined, wherever the round is told", async () => {
    const { propose, open, who, rounds, form, leave, live, groundServices } = house;
    const number = await propose("chile", "CL", { kind: "chairs", chair: "CL", viceChairs: [], from: null });
    await open(who("peru"), number);
    const { id: roundId } = await live(number);
    for (const [name, country] of [
      ["peru", "PE"],
      ["chile", "CL"],
      ["brazil", "BR"],
    ] as const)
      await rounds.give(who(name), await form(number, country));
    await leave("BR");
    await rounds.record(who("peru"), { roundId });
    const [ended] = (await groundServices.region.page("es")).ended;
    expect(ended).toMatchObject({ outcome: "consensus", joined: 2 });
    const all = { roll: null, outcome: null, group: null, page: 1 } as const;
    const [line] = (await groundServices.register.page(all, "es")).lines;
    expect(line?.answers).toEqual([
      { answer: "joined", countries: ["CL", "PE"] },
      { answer: "left", countries: ["BR"] },
    ]);
  });
});
