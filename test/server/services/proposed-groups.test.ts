import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { groupHouse, working } from "./group-house.ts";

let house: Awaited<ReturnType<typeof groupHouse>>;
beforeAll(async () => {
  house = await groupHouse();
});
beforeEach(() => house.reset());
afterAll(() => house.store.close());

const shown = async () =>
  (await house.services.region.page("es")).proposed.map(({ slug, stage, heard }) => ({ slug, stage, heard }));

describe("the page of the region", () => {
  it("lists groups whose creation or end is proposed, with where each stands, until it is decided", async () => {
    const { services, who, at } = house;
    expect(await shown()).toEqual([]);
    const slug = await house.propose();
    expect(await shown()).toEqual([{ slug, stage: "proposed", heard: false }]);
    await services.groups.openConsultation(who("chair"), { ...(await at(slug)), ...house.times(7) });
    const [asked] = (await services.region.page("es")).proposed;
    expect(asked).toMatchObject({ stage: "consultation", heard: false, proponents: ["Uruguay"] });
    expect(asked?.round?.number).toBe((await house.live(slug)).number);
    house.wait(8);
    await services.rounds.record(who("chair"), { roundId: (await house.live(slug)).id });
    expect(await shown()).toEqual([{ slug, stage: "consultation", heard: true }]);

    const end = { ...(await at(working)), country: "CL", reasons: ["Cumplió."], language: "es" } as const;
    await services.groups.proposeEnd(who("CL"), end);
    expect(await shown()).toEqual([
      { slug, stage: "consultation", heard: true },
      { slug: working, stage: "discontinuation-proposed", heard: false },
    ]);
    const roundId = await house.before(slug);
    await services.rounds.record(who("chair"), { roundId });
    expect(await shown()).toEqual([{ slug: working, stage: "discontinuation-proposed", heard: false }]);
  });
});
