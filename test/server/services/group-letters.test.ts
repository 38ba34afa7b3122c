import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Person } from "#app/domain/roles.ts";
import { decliningServices } from "#server/services/declining.ts";
import { letterServices } from "#server/services/letters.ts";
import { roundLetterServices } from "#server/services/round-letters.ts";
import type { Store } from "#server/store/client.ts";
import { setWanted } from "#server/store/unsubscriptions.ts";
import { person, representative, start } from "#test/factories.ts";
import { decisionHouse } from "./decision-house.ts";
import { by, openPeopleHouse, slug, someone, type PeopleHouse } from "./people-house.ts";

/** "kind → name" of the letters of these kinds, oldest first. */
async function sent(store: Store, beginning: string): Promise<string[]> {
  const rows = await store.db.letter.findMany({
    where: { kind: { startsWith: beginning } },
    orderBy: [{ createdAt: "asc" }, { address: "asc" }],
  });
  const people = await store.db.person.findMany();
  return rows.map(({ kind, personId }) => `${kind} → ${people.find(({ id }) => id === personId)?.name}`);
}

describe("a suggestion for the right to speak", () => {
  let house: PeopleHouse;
  let chair: Person;
  let follow: () => Promise<number>;

  beforeAll(async () => {
    house = await openPeopleHouse();
    chair = await person(house.store, "Chair", [representative("CL", house.groupId)]);
    await house.store.db.person.update({ where: { id: house.focalBr.id }, data: { language: "pt" } });
    await roundLetterServices(house.ground).follow();
  });
  beforeEach(async () => {
    house.renew();
    await house.store.db.letter.deleteMany();
    follow = roundLetterServices(house.ground).follow;
  });
  afterAll(() => house.close());

  async function suggest() {
    const { name, email } = someone("Rita Expert");
    const note = "She measured coverage in three countries.";
    await house.suggestions.suggest(chair, {
      slug,
      country: "BR",
      name,
      email,
      institution: "University",
      kind: "expert",
      note,
    });
    const { id } = await house.store.db.suggestion.findFirstOrThrow({ where: { email } });
    return { id, person: { name, email, language: null, position: null } };
  }

  it("is told to the focal point that is asked, without the name and the reason, once", async () => {
    const { id } = await suggest();
    await follow();
    await follow();
    expect(await sent(house.store, "suggestion")).toEqual(["suggestion-waits → Focal Brazil"]);
    const letter = await house.store.db.letter.findFirstOrThrow();
    expect(letter.language).toBe("pt");
    expect(letter.text).toContain(`/pt/groups/${slug}/members/people#suggestion-${id}\n`);
    expect(letter.text).toContain("Brasil, ponto focal nacional");
    expect(letter.text).not.toMatch(/Rita|coverage/);
  });

  it("and its answer to the one who made it", async () => {
    const first = await suggest();
    const second = await suggest();
    await follow();
    const given = { slug, suggestionId: first.id, institution: null, act: by() };
    await house.suggestions.accept(house.focalBr, { ...given, person: first.person });
    await house.suggestions.decline(house.focalBr, { slug, suggestionId: second.id, reason: "Otra persona" });
    await follow();
    expect(await sent(house.store, "suggestion-answered")).toEqual([
      "suggestion-answered → Chair",
      "suggestion-answered → Chair",
    ]);
    const texts = await house.store.db.letter.findMany({ where: { kind: "suggestion-answered" } });
    expect(texts.map(({ subject }) => subject.split(":")[0]).sort()).toEqual([
      "Your suggestion was accepted",
      "Your suggestion was declined",
    ]);
    expect(texts.map(({ text }) => text).join()).not.toContain("Otra persona");
  });

  it("is not told to those who declined such letters, which the letter itself offers", async () => {
    await suggest();
    await follow();
    const { id } = await house.store.db.letter.findFirstOrThrow({ where: { kind: "suggestion-waits" } });
    const ready: { decline?: string | null; text: string }[] = [];
    await letterServices(house.ground).deliver(id, async (letter) => void ready.push(letter), false);
    const token = /\/letters\/unsubscribe\/(\S+)/.exec(ready[0]?.text ?? "")?.[1] ?? "";
    expect(ready[0]?.decline).toContain(token);
    const declining = decliningServices(house.ground);
    expect(await declining.lookAt(token)).toMatchObject({ family: "suggestions", declined: false });
    await setWanted(house.store.db, house.focalBr.id, "suggestions", false, start);
    await house.store.db.letter.deleteMany();
    await suggest();
    await follow();
    expect(await sent(house.store, "suggestion")).toEqual([]);
    await setWanted(house.store.db, house.focalBr.id, "suggestions", true, start);
  });
});

describe("a commission", () => {
  it("is told to the persons who sit in it when it is born and when it ends, and to no others", async () => {
    const house = await decisionHouse();
    const { follow } = roundLetterServices(house.ground);
    await house.store.db.person.updateMany({ data: { language: "es" } });
    await follow();
    await house.plan(house.planOf(house.output("o-1", "Estudio")), true);
    await house.decide(house.commissionAsked("o-1"));
    await follow();
    await follow();
    expect(await sent(house.store, "commission")).toEqual([
      "commission-created → Brazil",
      "commission-created → Chile",
    ]);
    const [born] = await house.store.db.letter.findMany({ where: { kind: "commission-created" } });
    expect(born?.subject).toBe("Usted integra una nueva comisión: Medición de la calidad");
    expect(born?.text).toContain("/es/groups/medicion-de-la-calidad\n");
    expect(born?.text).toMatch(/(Brasil|Chile), representante en el grupo/);
    const where = { slug: "medicion-de-la-calidad" };
    const { id } = await house.store.db.group.findUniqueOrThrow({ where });
    await house.decide({ kind: "end-commission", commissionId: id, reasons: ["El estudio ya no se hará."] });
    await follow();
    expect(await sent(house.store, "commission-ended")).toEqual([
      "commission-ended → Brazil",
      "commission-ended → Chile",
    ]);
    const ended = await house.store.db.letter.findFirstOrThrow({ where: { kind: "commission-ended" } });
    expect(ended.text).toContain("Motivo: Por decisión del grupo\n");
    expect(ended.text).not.toContain("ya no se hará");
    await house.store.close();
  });
});
