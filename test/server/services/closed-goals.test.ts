import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Actor } from "#app/domain/roles.ts";
import { makeAuth } from "#server/auth/auth.ts";
import { makeDoor } from "#server/door.ts";
import { goalViews } from "#server/services/goal-views.ts";
import { minisiteServices } from "#server/services/minisites.ts";
import { recordServices } from "#server/services/records.ts";
import { threadServices } from "#server/services/threads.ts";
import { nobody, person, refusalFrom } from "#test/factories.ts";
import { goalHouse, slug, words } from "./goal-house.ts";

let house: Awaited<ReturnType<typeof goalHouse>>;
let threads: ReturnType<typeof threadServices>;
let records: ReturnType<typeof recordServices>;
let views: ReturnType<typeof goalViews>;
let member: Actor, outsider: Actor;
let draft: number, discussed: number, thread: number;

beforeAll(async () => {
  house = await goalHouse();
  threads = threadServices(house.ground);
  records = recordServices(house.ground);
  views = goalViews(house.ground);
  member = house.who("chile");
  outsider = await person(house.store, "Somebody");
  await house.store.db.group.update({ where: { slug }, data: { planReading: "members" } });
  draft = await house.draft();
  await house.goals.withdraw(member, { ...(await house.at(draft)), reason: "Not yet." });
  discussed = await house.draft();
  await house.goals.discuss(member, await house.at(discussed));
  thread = await threads.open(member, slug, {
    language: "es",
    title: "Sobre la medición",
    text: "¿Qué piensan?",
    as: "",
    onceKey: randomUUID(),
    subject: `goal:${(await house.at(discussed)).id}`,
    passage: null,
  });
});
afterAll(() => house.store.close());

const said = async (actor: Actor, group: string | null = null) =>
  (await records.page(actor, { group, family: null, page: 1 }, "es")).entries;

describe("a goal that is closed to a reader", () => {
  test("is refused just as one that does not exist", async () => {
    for (const actor of [nobody, outsider])
      for (const number of [draft, discussed])
        expect(await refusalFrom(views.page(actor, number, "es"))).toEqual(
          await refusalFrom(views.page(actor, 999_999, "es")),
        );
    const form = { ...(await house.at(discussed)), reason: "No." };
    expect(await refusalFrom(house.goals.withdraw(outsider, form))).toEqual(
      await refusalFrom(house.goals.withdraw(outsider, { ...form, number: 999_999 })),
    );
  });

  test("is not named in the record, nor are the reasons given on it", async () => {
    const told = JSON.stringify(await said(nobody));
    expect(told).not.toContain(words.text.title);
    expect(told).not.toContain("Not yet.");
    expect(told).not.toContain(`/goals/p${discussed}`);
    expect(JSON.stringify(await said(house.who("secretariat")))).toContain(words.text.title);
    expect((await said(member, slug)).map(({ kind }) => kind)).toContain("goal.discussed");
  });

  test("is not named by a discussion about it, on no page that lists it", async () => {
    const home = minisiteServices(house.ground).home;
    for (const [actor, title] of [
      [nobody, undefined],
      [member, words.text.title],
    ] as const) {
      const read = await threads.read(actor, { slug, thread, page: 1 }, "es");
      expect(read.thread.subject?.label).toBe(title);
      const [listed] = (await threads.list(actor, slug, "es", 1)).threads;
      expect(listed?.subject?.label).toBe(title);
      expect((await home(actor, slug, "es")).threads[0]?.subject?.label).toBe(title);
    }
  });

  test("is not hinted at over a socket", async () => {
    const { ground } = house;
    const door = makeDoor(ground, makeAuth(ground), () => false);
    expect(await door.mayWatch(nobody, `/goals/p${discussed}`)).toBe(false);
    expect(await door.mayWatch(member, `/goals/p${discussed}`)).toBe(true);
    expect(await door.mayWatch(nobody, `/groups/${slug}/plan`)).toBe(true);
  });
});

describe("a goal on which a round was opened", () => {
  test("stays open to everybody, also where the round was withdrawn", async () => {
    const number = await house.draft();
    const roundId = await house.openedGroupRound(number);
    await house.rounds.withdraw(house.who("peru"), {
      roundId,
      reason: "Se abre otra con el texto corregido.",
    });
    expect((await house.at(number)).stage).toBe("discussed");
    for (const actor of [nobody, outsider])
      expect((await views.page(actor, number, "es")).proposal.text.title).toBe(words.text.title);
  });
});
