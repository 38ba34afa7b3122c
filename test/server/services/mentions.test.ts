import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Actor } from "#app/domain/roles.ts";
import { roundLetterServices } from "#server/services/round-letters.ts";
import type { Store } from "#server/store/client.ts";
import { setWanted } from "#server/store/unsubscriptions.ts";
import { freshStore } from "#test/database.ts";
import { person } from "#test/factories.ts";
import { marginHouse } from "./margin-house.ts";

let store: Store;
let house: Awaited<ReturnType<typeof marginHouse>>;
let follow: () => Promise<number>;

beforeAll(async () => {
  store = await freshStore();
  house = await marginHouse(store, "access-and-infrastructure");
  ({ follow } = roundLetterServices(house.ground));
  await follow();
});
beforeEach(async () => void (await store.db.letter.deleteMany()));
afterAll(() => store.close());

/** Who was told of a comment with these words. */
async function told(by: Actor, words: string): Promise<string[]> {
  await house.comment(by, "fund", words);
  await follow();
  await follow();
  const people = await store.db.person.findMany();
  const letters = await store.db.letter.findMany({ where: { kind: "mentioned" } });
  return letters.map(({ personId }) => people.find(({ id }) => id === personId)?.name ?? "?").sort();
}

describe("naming somebody in a message", () => {
  test("tells a person with a part in the group, once", async () => {
    const { observer, speaker } = house.people;
    expect(await told(observer, `@[Sara](person:${speaker.id}), @[otra vez](person:${speaker.id})`)).toEqual([
      speaker.name,
    ]);
    const letter = await store.db.letter.findFirstOrThrow();
    expect(letter.text).toMatch(/\/en\/groups\/access-and-infrastructure\/discussion\/\d+#m1\n/);
    expect(letter.text).not.toMatch(/otra vez|fund/);
  });

  test("tells a country's people there and its focal point, and the whole group; never the author", async () => {
    const { observer, representative: brazil, chair } = house.people;
    const focal = house.people["focal point inside"];
    expect(await told(observer, "¿Qué dice @[Brasil](country:BR)?")).toEqual(
      [focal.name, brazil.name].sort(),
    );
    await store.db.letter.deleteMany();
    const all = [chair, house.chile, brazil, house.people.coordinator].map(({ name }) => name);
    expect(await told(chair, "@[Todos](group:access-and-infrastructure)")).toEqual(
      all.filter((name) => name !== chair.name).sort(),
    );
  });

  test("tells nobody of another group, nobody without a part in it, and nobody who declined", async () => {
    const outsider = await person(store, "Nadie Ajeno");
    const { observer, speaker } = house.people;
    expect(
      await told(observer, `@[x](person:${outsider.id}) @[y](group:gender) @[z](person:nobody)`),
    ).toEqual([]);
    await setWanted(store.db, speaker.id, "mentions", false, house.ground.clock.now());
    expect(await told(observer, `@[Sara](person:${speaker.id})`)).toEqual([]);
  });

  test("with a script for a name sends words", async () => {
    await told(house.people.observer, "@[<script>alert(1)</script>](country:CL)");
    const letters = await store.db.letter.findMany();
    expect(letters).toHaveLength(1);
    expect(letters.map(({ text, subject }) => text + subject).join()).not.toContain("script");
  });
});
