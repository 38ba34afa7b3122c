import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { actorOf, focalPoint, nobody, person, refusalFrom, representative } from "#test/factories.ts";
import { by, fieldsOf, openPeopleHouse, type PeopleHouse, slug, someone, without } from "./people-house.ts";

let house: PeopleHouse;

beforeAll(async () => {
  house = await openPeopleHouse();
});
afterAll(() => house.close());
beforeEach(() => house.renew());

describe("a focal point", () => {
  it("nominates institution and persons: the country joins, each gets four rights by the act and an invitation", async () => {
    const [ana, rui] = [someone("Ana Souza"), someone("Rui Lima")];
    await house.nominate(house.focalBr, [ana, rui]);
    expect(
      await house.store.db.membership.count({
        where: { groupId: house.groupId, country: "BR", leftAt: null },
      }),
    ).toBe(1);
    const rows = await house.store.db.grant.findMany({
      where: { personId: await house.idOf(ana.email) },
      include: { act: true },
    });
    expect(rows.map(({ right }) => right).sort()).toEqual(["decide", "edit", "read", "speak"]);
    expect(new Set(rows.map(({ act }) => act.reference))).toEqual(new Set(["Note 14/2011"]));
    for (const { email } of [ana, rui]) {
      const [letter] = await house.lettersTo(email);
      expect(letter?.kind).toBe("invitation");
      expect(letter?.text).toContain("Country: Brazil");
      expect(letter?.text).toContain("Act: Note 14/2011");
    }
    expect(house.recorded()).toEqual(["membership.nominated"]);
    expect(house.ground.told).toContainEqual({ kind: "letters-queued" });
    expect(house.ground.told).toContainEqual({
      kind: "rights-changed",
      personId: await house.idOf(ana.email),
    });
  });

  it("adds persons later, and the same form sent again changes nothing", async () => {
    const extra = [someone("Lia Prado")];
    await house.nominate(house.focalBr, extra);
    expect(await refusalFrom(house.nominate(house.focalBr, extra))).toEqual({
      kind: "conflict",
      key: "membership.nothing-new",
    });
    expect(
      await house.store.db.membership.count({
        where: { groupId: house.groupId, country: "BR", leftAt: null },
      }),
    ).toBe(1);
    expect(await house.holds(extra[0]?.email ?? "", "representative")).toBe(4);
  });

  it("joins once, however often the form is sent at the same time", async () => {
    const focalUy = await person(house.store, "Focal Uruguay", [focalPoint("UY")]);
    const persons = [someone("Inés Rey")];
    const given = { slug, country: "UY", institution: "AGESIC", persons, act: by() };
    const both = await Promise.allSettled([
      house.memberships.nominate(focalUy, given),
      house.memberships.nominate(focalUy, given),
    ]);
    expect(both.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(await house.store.db.membership.count({ where: { groupId: house.groupId, country: "UY" } })).toBe(
      1,
    );
    expect(await house.lettersTo(persons[0]?.email ?? "")).toHaveLength(1);
  });

  it.each([
    [
      "another country's focal point",
      () => house.nominate(house.focalCl),
      { kind: "forbidden", key: "may-not.membership.nominate" },
    ],
    [
      "the secretariat",
      () => house.nominate(house.staff),
      { kind: "forbidden", key: "may-not.membership.nominate" },
    ],
    [
      "a stranger",
      () =>
        house.memberships.nominate(nobody, {
          slug,
          country: "BR",
          institution: "x",
          persons: [someone()],
          act: by(),
        }),
      { kind: "forbidden", key: "may-not.membership.nominate" },
    ],
    [
      "nobody nominated",
      () => house.nominate(house.focalBr, []),
      { kind: "invalid", key: "membership.nobody" },
    ],
    [
      "a group that does not exist",
      () => house.nominate(house.focalBr, [someone()], { slug: "nothing" }),
      { kind: "unknown", key: "group.unknown" },
    ],
    [
      "a country that does not exist",
      () => house.nominate(house.focalBr, [someone()], { country: "ZZ" }),
      { kind: "forbidden", key: "may-not.membership.nominate" },
    ],
  ])("is kept from nominating for: %s", async (_, work, refusal) => {
    const before = await house.store.db.person.count();
    expect(await refusalFrom(work())).toEqual(refusal);
    expect(await house.store.db.person.count()).toBe(before);
  });

  it("nominates nobody without saying by which act, and nothing half-done is left", async () => {
    const ghost = someone("Ghost");
    expect(await fieldsOf(house.nominate(house.focalBr, [ghost], { act: without }))).toEqual({
      reference: "act.reference-needed",
    });
    expect(await house.store.db.person.count({ where: { email: ghost.email } })).toBe(0);
  });

  it("takes its country out: grants and offices end, and open rounds list it as having left", async () => {
    const focalPe = await person(house.store, "Focal Peru", [focalPoint("PE")]);
    const rep = await person(house.store, "Rosa Quispe", [representative("PE", house.groupId)]);
    await house.memberships.leave(focalPe, { slug, country: "PE", act: by("ending", "Note 20/2011") });
    expect((await actorOf(house.store.db, rep.id)).grants.every(({ until }) => until !== null)).toBe(true);
    expect(
      await house.store.db.membership.count({
        where: { groupId: house.groupId, country: "PE", leftAt: null },
      }),
    ).toBe(0);
    expect(house.recorded()).toEqual(["membership.left", "grant.ended"]);
    expect(house.ground.told).toContainEqual({ kind: "rights-changed", personId: rep.id });
    expect(await refusalFrom(house.memberships.leave(focalPe, { slug, country: "PE", act: by() }))).toEqual({
      kind: "conflict",
      key: "membership.none",
    });
  });

  it("identifies a speaker in the groups it names: read and speak, one letter for all", async () => {
    const expert = someone("Karen Baptiste");
    const slugs = [slug, "gender", slug];
    await house.memberships.identifySpeaker(house.focalCl, {
      slugs,
      country: "CL",
      person: expert,
      institution: "NIC Chile",
      act: by("letter"),
    });
    expect(await house.holds(expert.email, "speaker")).toBe(4);
    const letters = await house.lettersTo(expert.email);
    expect(letters).toHaveLength(1);
    expect(letters[0]?.text).toContain("Gender");
    const again = house.memberships.identifySpeaker(house.focalCl, {
      slugs,
      country: "CL",
      person: expert,
      institution: null,
      act: by("letter"),
    });
    expect((await refusalFrom(again)).key).toBe("speaker.nothing-new");
    const none = house.memberships.identifySpeaker(house.focalCl, {
      slugs: [],
      country: "CL",
      person: someone(),
      institution: null,
      act: by("letter"),
    });
    expect(await fieldsOf(none)).toEqual({ slugs: "speaker.no-group" });
  });

  it("does not name a coordinator unless its country chairs the group", async () => {
    expect(
      (
        await refusalFrom(
          house.memberships.nameCoordinator(house.focalBr, {
            slug,
            person: someone(),
            act: by("designation"),
          }),
        )
      ).kind,
    ).toBe("forbidden");
  });
});

describe("the country that chairs a group", () => {
  it("names the coordinator, and the one before goes", async () => {
    const chair = await person(house.store, "Sofía Cruz", [representative("CL", house.groupId)]);
    const [first, second] = [someone("First"), someone("Second")];
    await house.memberships.nameCoordinator(chair, { slug, person: first, act: by("designation") });
    await house.memberships.nameCoordinator(house.focalCl, { slug, person: second, act: by("designation") });
    expect(await house.holds(first.email, "coordinator")).toBe(0);
    expect(await house.holds(second.email, "coordinator")).toBe(3);
    expect((await house.store.db.group.findUniqueOrThrow({ where: { slug } })).coordinatorId).toBe(
      await house.idOf(second.email),
    );
    expect(house.recorded()).toEqual(["coordinator.named", "grant.ended", "coordinator.named"]);
    expect(
      (
        await refusalFrom(
          house.memberships.nameCoordinator(chair, { slug, person: second, act: by("designation") }),
        )
      ).key,
    ).toBe("coordinator.same");
  });
});

describe("letters that namings send", () => {
  it("are counted by whom they go to, whatever that person is named as", async () => {
    const chair = await person(house.store, "Sofía Cruz", [representative("CL", house.groupId)]);
    const pestered = someone();
    await house.nominate(house.focalBr, [pestered]);
    for (let turn = 0; turn < 4; turn += 1)
      expect((await refusalFrom(house.nominate(house.focalBr, [pestered]))).key).toBe(
        "membership.nothing-new",
      );
    expect(await refusalFrom(house.nominate(house.focalBr, [pestered]))).toEqual({
      kind: "too-many",
      key: "letter.too-many",
    });
    const naming = { slug, person: pestered, act: by("designation") };
    expect((await refusalFrom(house.memberships.nameCoordinator(chair, naming))).key).toBe("letter.too-many");
  });
});
