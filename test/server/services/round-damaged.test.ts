/** A release whose text was changed where it is stored: nothing is decided on it. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { refusalFrom } from "#test/factories.ts";
import { goalHouse, inDays } from "./goal-house.ts";

const { store, goals, rounds, who, draft, at, form, agreed, openedGroupRound } = await goalHouse();

afterAll(() => store.close());

/** Does `work` while the text of every release has other words, as somebody who owns the database can bring about. */
async function damaged<T>(work: () => Promise<T>): Promise<T> {
  const swap = (from: string, to: string) =>
    store.raw.script(
      `ALTER TABLE "releases" DISABLE TRIGGER ALL;
       UPDATE "releases" SET "canonical" = replace("canonical", '${from}', '${to}');
       ALTER TABLE "releases" ENABLE TRIGGER ALL;`,
    );
  await swap("banda ancha", "banda angosta");
  try {
    return await work();
  } finally {
    await swap("banda angosta", "banda ancha");
  }
}

const refused = { kind: "conflict", key: "release.damaged" };

describe("a release whose text no longer has its hash", () => {
  let tabled: number;
  beforeAll(async () => {
    tabled = await agreed();
    await goals.table(who("peru"), await at(tabled));
  });

  it("opens no round; put right, it does", async () => {
    const asked = { ...(await at(tabled)), mode: "express", closing: inDays(30) } as const;
    const open = () => goals.openOfficersRound(who("officers-peru"), asked);
    expect(await damaged(() => refusalFrom(open()))).toMatchObject(refused);
    expect(await store.db.round.count({ where: { roll: "officers" } })).toBe(0);
    expect(await open()).toEqual(expect.any(String));
  });

  it("has no outcome entered; put right, it has", async () => {
    const number = await draft();
    const roundId = await openedGroupRound(number);
    for (const [name, country] of [
      ["peru", "PE"],
      ["chile", "CL"],
      ["brazil", "BR"],
    ] as const)
      await rounds.give(who(name), await form(number, country));
    const enter = () => rounds.record(who("peru"), { roundId });
    expect(await damaged(() => refusalFrom(enter()))).toMatchObject(refused);
    expect(await store.db.outcome.count({ where: { roundId } })).toBe(0);
    expect(await enter()).toBe("consensus");
  });
});
