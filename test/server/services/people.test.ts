import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { refusalOf } from "#app/domain/refusal.ts";
import type { Person } from "#app/domain/roles.ts";
import { chainIds, verifyChain } from "#server/store/journal-reading.ts";
import {
  actorOf,
  inGroup,
  nobody,
  observer,
  officer,
  person,
  refusalFrom,
  representative,
  secretariat,
} from "#test/factories.ts";
import {
  by,
  cycleId,
  fieldsOf,
  openPeopleHouse,
  type PeopleHouse,
  slug,
  someone,
  without,
} from "./people-house.ts";

let house: PeopleHouse;

beforeAll(async () => {
  house = await openPeopleHouse();
});
afterAll(() => house.close());
beforeEach(() => house.renew());

describe("the secretariat", () => {
  const seatAt = (position: number) => house.seatAt(position);
  const appoint = (seatId: string, country: string, who = someone(), act = by("letter")) =>
    house.seats.appoint(house.staff, { seatId, country, person: who, act });

  it("fills a vacant seat with a country of its group and a person", async () => {
    const vacant = (await house.seats.table(house.staff, { cycleId, language: "en" })).seats.find(
      (seat) => seat.office === "officer" && seat.country === null,
    );
    const wrongGroup = vacant?.countryGroup === "caribbean" ? "PY" : "JM";
    expect(await fieldsOf(appoint(vacant?.id ?? "", wrongGroup))).toEqual({
      country: "seat.other-country-group",
    });
    expect(await fieldsOf(appoint(vacant?.id ?? "", "ZZ"))).toEqual({ country: "country.unknown" });
    const right = vacant?.countryGroup === "caribbean" ? "JM" : "CR";
    const who = someone();
    await appoint(vacant?.id ?? "", right, who);
    const now = await seatAt(vacant?.position ?? -1);
    expect(now).toMatchObject({ country: right, holders: [{ name: who.name }] });
    expect(now?.id).not.toBe(vacant?.id);
    expect(await house.holds(who.email, "officer")).toBe(3);
    expect(house.recorded()).toEqual(["seat.passed", "seat.appointed"]);
    expect((await refusalFrom(appoint(now?.id ?? "", right, who))).key).toBe("seat.same");
    expect((await refusalFrom(appoint(vacant?.id ?? "", right, who))).key).toBe("seat.unknown");
  });

  it("changes who sits in a country's seat; the seat stays, the one before goes and is told only if they had come in", async () => {
    const [first, second] = [someone("One"), someone("Two")];
    const seat = await seatAt(0);
    await appoint(seat?.id ?? "", seat?.country ?? "", first);
    await house.store.db.account.update({
      where: { personId: await house.idOf(first.email) },
      data: { passwordHash: "x" },
    });
    await appoint(seat?.id ?? "", seat?.country ?? "", second);
    const now = await seatAt(0);
    expect(now).toMatchObject({ id: seat?.id, chair: seat?.chair, holders: [{ name: "Two" }] });
    expect(await house.holds(first.email, "officer")).toBe(0);
    expect((await house.lettersTo(first.email)).map(({ kind }) => kind)).toEqual(["invitation", "ended"]);
    const chairGrant = await house.store.db.grant.findFirst({
      where: { person: { email: second.email }, right: "decide" },
    });
    expect(chairGrant?.chair).toBe(seat?.chair);
  });

  it("appoints one of two who fill the same seat at once, and then the other in their place, never both", async () => {
    const seat = await seatAt(1);
    const [one, other] = [someone("One"), someone("Other")];
    await Promise.allSettled([
      appoint(seat?.id ?? "", seat?.country ?? "", one),
      appoint(seat?.id ?? "", seat?.country ?? "", other),
    ]);
    expect((await seatAt(1))?.holders).toHaveLength(1);
  });

  it("gives no country a second seat", async () => {
    const table = await house.seats.table(house.staff, { cycleId, language: "en" });
    const [one, other] = table.seats.filter(
      ({ office, countryGroup }) => office === "officer" && countryGroup === "southern-cone",
    );
    expect(await fieldsOf(appoint(one?.id ?? "", other?.country ?? ""))).toEqual({
      country: "seat.country-has-seat",
    });
  });

  it("enters that a seat falls vacant, with its person or with its country", async () => {
    const seat = await seatAt(1);
    await house.seats.end(house.staff, { seatId: seat?.id ?? "", country: false, act: by("ending") });
    expect(await seatAt(1)).toMatchObject({ id: seat?.id, country: seat?.country, holders: [] });
    expect(
      (
        await refusalFrom(
          house.seats.end(house.staff, { seatId: seat?.id ?? "", country: false, act: by("ending") }),
        )
      ).key,
    ).toBe("seat.vacant");
    await house.seats.end(house.staff, { seatId: seat?.id ?? "", country: true, act: by("ending") });
    expect(await seatAt(1)).toMatchObject({ country: null, holders: [] });
  });

  it("enters observers by sector and focal points by country; whoever was it before goes, unless beside", async () => {
    const [lucas, karen] = [someone("Lucas"), someone("Karen")];
    const enter = (who: ReturnType<typeof someone>) =>
      house.seats.enterObserver(house.staff, {
        cycleId,
        sector: "civil-society",
        person: who,
        institution: null,
        act: by("designation"),
      });
    await enter(lucas);
    await enter(karen);
    expect(await house.holds(lucas.email, "observer")).toBe(0);
    expect(await house.holds(karen.email, "observer")).toBe(2);
    expect((await refusalFrom(enter(karen))).key).toBe("seat.same");

    const [a, b, c] = [someone("A"), someone("B"), someone("C")];
    const point = (who: ReturnType<typeof someone>, beside = false) =>
      house.seats.enterFocalPoint(house.staff, {
        country: "JM",
        person: who,
        institution: "MSET",
        beside,
        act: by("appointment"),
      });
    await point(a);
    await point(b, true);
    expect([await house.holds(a.email, "focal-point"), await house.holds(b.email, "focal-point")]).toEqual([
      4, 4,
    ]);
    await point(c);
    expect([
      await house.holds(a.email, "focal-point"),
      await house.holds(b.email, "focal-point"),
      await house.holds(c.email, "focal-point"),
    ]).toEqual([0, 0, 4]);
    expect((await refusalFrom(point(c))).key).toBe("focal-point.same");
  });

  it("invites agencies to groups and house.staff to its own pages", async () => {
    const [agency, colleague] = [someone("UIT"), someone("Colleague")];
    await house.memberships.inviteAgency(house.staff, {
      slugs: [slug],
      person: agency,
      institution: "UIT",
      act: by("invitation"),
    });
    expect(await house.holds(agency.email, "agency")).toBe(2);
    await house.people.invite(house.staff, {
      person: colleague,
      institution: null,
      staff: true,
      act: by("invitation"),
    });
    expect(await house.holds(colleague.email, "secretariat")).toBe(3);
    expect(house.recorded()).toEqual(["grant.given", "grant.given", "person.invited"]);
  });

  it("ends a right with all that came with the office, by an act", async () => {
    const rep = await person(house.store, "Rep", [representative("CL", house.groupId)]);
    const grantId = rep.grants[0]?.id ?? "";
    expect(await fieldsOf(house.grants.end(house.staff, { grantId, act: without }))).toEqual({
      reference: "act.reference-needed",
    });
    await house.grants.end(house.staff, { grantId, act: by("ending") });
    expect((await actorOf(house.store.db, rep.id)).grants.filter(({ until }) => until === null)).toEqual([]);
    expect(await refusalFrom(house.grants.end(house.staff, { grantId, act: by("ending") }))).toEqual({
      kind: "unknown",
      key: "grant.unknown",
    });
  });

  it("changes nothing without an act", async () => {
    const seat = await seatAt(2);
    const works = [
      () => appoint(seat?.id ?? "", seat?.country ?? "", someone(), without),
      () => house.seats.end(house.staff, { seatId: seat?.id ?? "", country: true, act: without }),
      () =>
        house.seats.enterObserver(house.staff, {
          cycleId,
          sector: "private-sector",
          person: someone(),
          institution: null,
          act: without,
        }),
      () =>
        house.seats.enterFocalPoint(house.staff, {
          country: "BZ",
          person: someone(),
          institution: null,
          beside: false,
          act: without,
        }),
      () =>
        house.memberships.inviteAgency(house.staff, {
          slugs: [slug],
          person: someone(),
          institution: null,
          act: without,
        }),
      () =>
        house.people.invite(house.staff, { person: someone(), institution: null, staff: true, act: without }),
    ];
    const before = await Promise.all([
      house.store.db.grant.count(),
      house.store.db.seat.count(),
      house.store.db.person.count(),
      house.store.db.letter.count(),
    ]);
    for (const work of works) expect(await fieldsOf(work())).toEqual({ reference: "act.reference-needed" });
    expect(
      await Promise.all([
        house.store.db.grant.count(),
        house.store.db.seat.count(),
        house.store.db.person.count(),
        house.store.db.letter.count(),
      ]),
    ).toEqual(before);
    expect(house.recorded()).toEqual([]);
  });

  it("does not suspend itself, nor anybody twice or without a reason", async () => {
    const one = someone();
    await house.people.invite(house.staff, {
      person: one,
      institution: null,
      staff: false,
      act: by("invitation"),
    });
    const personId = await house.idOf(one.email);
    expect(
      (await refusalFrom(house.people.suspend(house.staff, { personId: house.staff.id, reason: "x" }))).kind,
    ).toBe("forbidden");
    expect(await fieldsOf(house.people.suspend(house.staff, { personId, reason: " " }))).toEqual({
      reason: "person.reason-needed",
    });
    await house.people.suspend(house.staff, { personId, reason: "Asked for it" });
    expect((await refusalFrom(house.people.suspend(house.staff, { personId, reason: "again" }))).key).toBe(
      "person.suspended",
    );
    expect((await refusalFrom(house.nominate(house.focalBr, [one]))).key).toBe("person.suspended");
    await house.people.restore(house.staff, personId);
    expect((await refusalFrom(house.people.restore(house.staff, personId))).key).toBe("person.not-suspended");
  });

  it("shows its pages to nobody else, and does not say that they exist", async () => {
    const others = [
      nobody,
      house.focalBr,
      await person(house.store, "Officer", [officer("PE", true)]),
      await person(house.store, "Observer", [observer("civil-society")]),
    ];
    for (const actor of others) {
      for (const work of [
        () => house.seats.table(actor, { cycleId: null, language: "en" }),
        () => house.seats.focalPoints(actor, "en"),
        () => house.grants.list(actor, { ended: true, offices: null, language: "en" }),
        () => house.people.list(actor, ""),
        () => house.people.invitations(actor),
      ])
        expect((await refusalFrom(work())).kind).toBe("unknown");
      const seat = await seatAt(2);
      const refused = house.seats.appoint(actor, {
        seatId: seat?.id ?? "",
        country: "MX",
        person: someone(),
        act: by(),
      });
      expect((await refusalFrom(refused)).kind).toBe("forbidden");
      expect(
        (await refusalFrom(house.people.suspend(actor, { personId: house.staff.id, reason: "x" }))).kind,
      ).toBe("forbidden");
    }
  });

  it("finds people by any part of name or address, and takes signs as they are", async () => {
    const one = someone("Zoë O'Neil 100%");
    await house.people.invite(house.staff, {
      person: one,
      institution: null,
      staff: false,
      act: by("invitation"),
    });
    expect((await house.people.list(house.staff, "o'neil")).map(({ email }) => email)).toEqual([one.email]);
    expect(await house.people.list(house.staff, "nobody has this name")).toEqual([]);
    expect((await house.people.list(house.staff, "")).length).toBeGreaterThan(5);
  });

  it("leaves a journal whose chains are whole", async () => {
    for (const id of await chainIds(house.store.db))
      expect(await verifyChain(house.store.db, id)).toMatchObject({ broken: null });
    expect(inGroup(house.groupId)).toEqual({ kind: "group", groupId: house.groupId });
  });
});

describe("two of the secretariat at once", () => {
  const asked = { cycleId: "elac2015", language: "en" } as const;

  it("bring one seat for the observer of a sector, not two", async () => {
    const enter = () =>
      house.seats.enterObserver(house.staff, {
        cycleId: asked.cycleId,
        sector: "technical-community",
        person: someone(),
        institution: null,
        act: by("designation"),
      });
    await Promise.all([enter(), enter()]);
    const { seats: all } = await house.seats.table(house.staff, asked);
    expect(all.filter(({ sector }) => sector === "technical-community")).toHaveLength(1);
  });
});

describe("the house.staff of the secretariat", () => {
  it("is never empty, also where two of it end each other's office at once", async () => {
    const other = await person(house.store, "Other staff", [secretariat]);
    await house.store.db.grant.updateMany({
      where: { office: "secretariat", personId: { notIn: [house.staff.id, other.id] } },
      data: { until: house.ground.clock.now() },
    });
    const office = async (of: Person) =>
      (await house.store.db.grant.findFirstOrThrow({ where: { office: "secretariat", personId: of.id } })).id;
    const [own, others] = [await office(house.staff), await office(other)];
    const ends = await Promise.allSettled([
      house.grants.end(house.staff, { grantId: others, act: by("ending") }),
      house.grants.end(other, { grantId: own, act: by("ending") }),
    ]);
    expect(ends.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    const refused = ends.flatMap((end) => (end.status === "rejected" ? [refusalOf(end.reason)?.key] : []));
    expect(refused).toEqual(["grant.last-secretariat"]);
    const left = [
      await house.holds(house.staff.email, "secretariat"),
      await house.holds(other.email, "secretariat"),
    ];
    expect(left.filter((rights) => rights > 0)).toHaveLength(1);
  });
});
