import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Person } from "#app/domain/roles.ts";
import { deskServices } from "#server/services/desks.ts";
import { actorOf, inGroup, nobody, observer, person, refusalFrom, representative } from "#test/factories.ts";
import { by, fieldsOf, openPeopleHouse, slug, someone, without, type PeopleHouse } from "./people-house.ts";

let house: PeopleHouse;
let chair: Person, member: Person, coordinator: Person, elsewhere: Person;

beforeAll(async () => {
  house = await openPeopleHouse();
  // Chile chairs the group.
  chair = await person(house.store, "Chair", [representative("CL", house.groupId)]);
  member = await person(house.store, "Member", [representative("PE", house.groupId)]);
  coordinator = await person(house.store, "Coordinator", [
    { office: "coordinator", body: inGroup(house.groupId), country: "CL" },
  ]);
  elsewhere = await person(house.store, "Ana", [observer("civil-society")]);
});
afterAll(() => house.close());
beforeEach(() => house.renew());

const suggestion = (more: Record<string, unknown> = {}) => ({
  slug,
  country: "BR",
  ...someone("Rita Expert"),
  institution: "University",
  kind: "expert" as const,
  note: "She measured coverage in three countries.",
  ...more,
});
const suggest = async (given = suggestion(), actor: Person = chair) => {
  const { language: _, position: __, ...entered } = given;
  await house.suggestions.suggest(actor, entered);
  const row = await house.store.db.suggestion.findFirstOrThrow({ where: { email: given.email } });
  return { id: row.id, person: { name: given.name, email: given.email, language: null, position: null } };
};
const duesOf = async (actor: Person) =>
  (await deskServices(house.ground).page(actor, "en")).dues.filter(({ kind }) => kind === "suggested");
const seenBy = async (actor: Person | typeof nobody) =>
  (await house.suggestions.of(actor, slug, "en")).suggestions;

describe("a suggestion", () => {
  it("of the Chair or the coordinator waits on the desk of the focal point, and gives no right", async () => {
    const { id, person: who } = await suggest();
    await suggest(suggestion(), coordinator);
    expect(house.recorded()).toEqual(["speaker.suggested", "speaker.suggested"]);
    const dues = await duesOf(house.focalBr);
    expect(dues.map(({ link }) => link)).toContain(`/groups/${slug}/members/people#suggestion-${id}`);
    expect(await duesOf(house.focalCl)).toEqual([]);
    expect(await house.store.db.person.count({ where: { email: who.email } })).toBe(0);
  });

  it("accepted gives the right to speak by the focal point's act, once", async () => {
    const { id, person: who } = await suggest();
    house.renew();
    const given = { slug, suggestionId: id, person: who, institution: "University", act: by() };
    await house.suggestions.accept(house.focalBr, given);
    expect(house.recorded()).toEqual(["grant.given", "speaker.answered"]);
    expect(await house.holds(who.email, "speaker")).toBe(2);
    const row = await house.store.db.suggestion.findUniqueOrThrow({ where: { id } });
    const grant = await house.store.db.grant.findUniqueOrThrow({ where: { id: row.grantId ?? "" } });
    expect(row).toMatchObject({ answer: "accepted", answeredById: house.focalBr.id });
    expect(grant).toMatchObject({ country: "BR", groupId: house.groupId, right: "speak" });
    expect((await house.lettersTo(who.email)).map(({ kind }) => kind)).toEqual(["invitation"]);
    expect((await duesOf(house.focalBr)).some(({ link }) => link.includes(id))).toBe(false);
    expect((await refusalFrom(house.suggestions.accept(house.focalBr, given))).key).toBe(
      "suggestion.answered",
    );
    const late = house.suggestions.decline(house.focalBr, { slug, suggestionId: id, reason: "Late" });
    expect((await refusalFrom(late)).key).toBe("suggestion.answered");
  });

  it("accepted and declined at once is answered once", async () => {
    const { id, person: who } = await suggest();
    const accept = { slug, suggestionId: id, person: who, institution: null, act: by() };
    const both = await Promise.allSettled([
      house.suggestions.accept(house.focalBr, accept),
      house.suggestions.decline(house.focalBr, { slug, suggestionId: id, reason: "No" }),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    const { answer } = await house.store.db.suggestion.findUniqueOrThrow({ where: { id } });
    expect(await house.holds(who.email, "speaker")).toBe(answer === "accepted" ? 2 : 0);
  });

  it("declined tells its reason to both, and nobody else", async () => {
    const { id } = await suggest();
    const reason = "We name somebody of the regulator.";
    expect(
      await fieldsOf(house.suggestions.decline(house.focalBr, { slug, suggestionId: id, reason: "  " })),
    ).toEqual({ reason: "suggestion.reason-needed" });
    await house.suggestions.decline(house.focalBr, { slug, suggestionId: id, reason });
    for (const actor of [chair, coordinator, house.focalBr, house.staff])
      expect((await seenBy(actor)).find((one) => one.id === id)).toMatchObject({
        answer: "declined",
        answerReason: reason,
      });
    for (const actor of [member, elsewhere, house.focalCl, nobody])
      expect((await seenBy(actor)).some((one) => one.id === id)).toBe(false);
    const entry = await house.store.db.journalEntry.findFirstOrThrow({
      where: { kind: "speaker.answered" },
      orderBy: { at: "desc" },
    });
    expect(entry.open).toBe(false);
  });

  it("is not repeated while it waits, and goes only where somebody can answer", async () => {
    const given = suggestion();
    const { id } = await suggest(given);
    expect((await refusalFrom(suggest(given))).key).toBe("suggestion.open");
    await house.suggestions.decline(house.focalBr, { slug, suggestionId: id, reason: "Not now" });
    await suggest(given);
    expect(await fieldsOf(suggest(suggestion({ country: "UY" })))).toEqual({
      country: "suggestion.no-focal-point",
    });
    expect(await fieldsOf(suggest(suggestion({ country: "ZZ" })))).toEqual({ country: "country.unknown" });
  });

  it("is made by those who lead the group and answered by the country's focal point alone", async () => {
    for (const actor of [member, elsewhere, house.focalBr, house.staff])
      expect((await refusalFrom(suggest(suggestion(), actor))).key).toBe("may-not.grant.suggest");
    const { id, person: who } = await suggest();
    const given = { slug, suggestionId: id, person: who, institution: null, act: by() };
    for (const actor of [house.focalCl, chair, house.staff])
      expect((await refusalFrom(house.suggestions.accept(actor, given))).key).toBe(
        "may-not.grant.answer-suggestion",
      );
    expect(await fieldsOf(house.suggestions.accept(house.focalBr, { ...given, act: without }))).toEqual({
      reference: "act.reference-needed",
    });
    const unknown = { slug, suggestionId: who.email, reason: "No" };
    expect((await refusalFrom(house.suggestions.decline(house.focalBr, unknown))).key).toBe(
      "suggestion.unknown",
    );
  });
});

describe("since when", () => {
  it("somebody speaks, for whom and by which act stands in the register of the group", async () => {
    const who = someone("Otto Voice");
    const from = new Date(house.ground.clock.now().getTime() - 5 * 86_400_000);
    const given = { slugs: [slug], country: "BR", institution: null, person: who, act: { ...by(), from } };
    await house.memberships.identifySpeaker(house.focalBr, given);
    const { membersOf } = await import("#server/store/members.ts");
    const group = { id: house.groupId, cycleId: "elac2015" };
    const { speakers } = await membersOf(house.store.db, group, "en", house.ground.clock.now());
    expect(speakers.find(({ name }) => name === who.name)).toMatchObject({
      country: { iso: "BR" },
      from,
      until: null,
      act: { kind: "nomination", reference: "Note 14/2011" },
    });
    expect((await actorOf(house.store.db, await house.idOf(who.email))).grants).toHaveLength(2);
  });
});
