import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { refusalOf } from "#app/domain/refusal.ts";
import type { Person } from "#app/domain/roles.ts";
import { makeAuth } from "#server/auth/auth.ts";
import { grantServices } from "#server/services/grants.ts";
import { membershipServices } from "#server/services/memberships.ts";
import type { ActEntered } from "#server/services/naming.ts";
import { peopleServices } from "#server/services/people.ts";
import { seatServices } from "#server/services/seats.ts";
import type { Store } from "#server/store/client.ts";
import { chainIds, verifyChain } from "#server/store/journal-reading.ts";
import { freshStore } from "#test/database.ts";
import {
  actorOf,
  focalPoint,
  groundOn,
  inGroup,
  nobody,
  observer,
  officer,
  person,
  populate,
  refusalFrom,
  representative,
  secretariat,
} from "#test/factories.ts";

const slug = "telework";

let store: Store;
let ground: ReturnType<typeof groundOn>;
let memberships: ReturnType<typeof membershipServices>;
let seats: ReturnType<typeof seatServices>;
let grants: ReturnType<typeof grantServices>;
let people: ReturnType<typeof peopleServices>;
let staff: Person;
let focalBr: Person;
let groupId: string;

const someone = (name = "Elena Vargas") => ({
  name,
  email: `${randomUUID()}@example.org`,
  language: "en" as const,
  position: null,
});
const by = (kind: ActEntered["kind"] = "nomination", reference = "Note 14/2011"): ActEntered => ({
  kind,
  reference,
  date: new Date("2011-02-24T00:00:00Z"),
  letterId: null,
});
const without: ActEntered = { ...by(), reference: "  " };
const recorded = () => ground.told.flatMap((notice) => (notice.kind === "recorded" ? [notice.event] : []));
const lettersTo = (address: string) =>
  store.db.letter.findMany({ where: { address }, orderBy: { createdAt: "asc" } });
const idOf = async (email: string) => (await store.db.person.findUniqueOrThrow({ where: { email } })).id;
const holds = async (email: string, office: string) =>
  store.db.grant.count({
    where: { person: { email }, office, OR: [{ until: null }, { until: { gt: ground.clock.now() } }] },
  });
const fieldsOf = async (work: Promise<unknown>) => {
  const caught = await work.then(() => null).catch(refusalOf);
  return Object.fromEntries(Object.entries(caught?.fields ?? {}).map(([name, { key }]) => [name, key]));
};

beforeAll(async () => {
  store = await freshStore();
  staff = await person(store, "Marcela Ibáñez", [secretariat]);
  focalBr = await person(store, "Focal Brazil", [focalPoint("BR")]);
  groupId = await populate(store, slug, ["CL", "PE"]);
});
afterAll(() => store.close());
beforeEach(() => {
  ground = groundOn(store);
  const auth = makeAuth(ground);
  memberships = membershipServices(ground, auth);
  seats = seatServices(ground);
  grants = grantServices(ground);
  people = peopleServices(ground, auth);
});

const nominate = (
  actor: Person,
  persons = [someone()],
  given: { act?: ActEntered; country?: string; slug?: string } = {},
) =>
  memberships.nominate(actor, {
    slug,
    country: "BR",
    institution: "Ministério das Comunicações",
    persons,
    act: by(),
    ...given,
  });

describe("the secretariat", () => {
  const cycleId = "elac2015";
  const seatAt = async (position: number) =>
    (await seats.table(staff, { cycleId, language: "en" })).seats.find(
      (seat) => seat.office === "officer" && seat.position === position,
    );
  const appoint = (seatId: string, country: string, who = someone(), act = by("letter")) =>
    seats.appoint(staff, { seatId, country, person: who, act });

  it("fills a vacant seat with a country of its group and a person", async () => {
    const vacant = (await seats.table(staff, { cycleId, language: "en" })).seats.find(
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
    expect(await holds(who.email, "officer")).toBe(3);
    expect(recorded()).toEqual(["seat.passed", "seat.appointed"]);
    expect((await refusalFrom(appoint(now?.id ?? "", right, who))).key).toBe("seat.same");
    expect((await refusalFrom(appoint(vacant?.id ?? "", right, who))).key).toBe("seat.unknown");
  });

  it("changes who sits in a country's seat; the seat stays, the one before goes and is told only if they had come in", async () => {
    const [first, second] = [someone("One"), someone("Two")];
    const seat = await seatAt(0);
    await appoint(seat?.id ?? "", seat?.country ?? "", first);
    await store.db.account.update({
      where: { personId: await idOf(first.email) },
      data: { passwordHash: "x" },
    });
    await appoint(seat?.id ?? "", seat?.country ?? "", second);
    const now = await seatAt(0);
    expect(now).toMatchObject({ id: seat?.id, chair: seat?.chair, holders: [{ name: "Two" }] });
    expect(await holds(first.email, "officer")).toBe(0);
    expect((await lettersTo(first.email)).map(({ kind }) => kind)).toEqual(["invitation", "ended"]);
    const chairGrant = await store.db.grant.findFirst({
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
    const table = await seats.table(staff, { cycleId, language: "en" });
    const [one, other] = table.seats.filter(
      ({ office, countryGroup }) => office === "officer" && countryGroup === "southern-cone",
    );
    expect(await fieldsOf(appoint(one?.id ?? "", other?.country ?? ""))).toEqual({
      country: "seat.country-has-seat",
    });
  });

  it("enters that a seat falls vacant, with its person or with its country", async () => {
    const seat = await seatAt(1);
    await seats.end(staff, { seatId: seat?.id ?? "", country: false, act: by("ending") });
    expect(await seatAt(1)).toMatchObject({ id: seat?.id, country: seat?.country, holders: [] });
    expect(
      (await refusalFrom(seats.end(staff, { seatId: seat?.id ?? "", country: false, act: by("ending") })))
        .key,
    ).toBe("seat.vacant");
    await seats.end(staff, { seatId: seat?.id ?? "", country: true, act: by("ending") });
    expect(await seatAt(1)).toMatchObject({ country: null, holders: [] });
  });

  it("enters observers by sector and focal points by country; whoever was it before goes, unless beside", async () => {
    const [lucas, karen] = [someone("Lucas"), someone("Karen")];
    const enter = (who: ReturnType<typeof someone>) =>
      seats.enterObserver(staff, {
        cycleId,
        sector: "civil-society",
        person: who,
        institution: null,
        act: by("designation"),
      });
    await enter(lucas);
    await enter(karen);
    expect(await holds(lucas.email, "observer")).toBe(0);
    expect(await holds(karen.email, "observer")).toBe(2);
    expect((await refusalFrom(enter(karen))).key).toBe("seat.same");

    const [a, b, c] = [someone("A"), someone("B"), someone("C")];
    const point = (who: ReturnType<typeof someone>, beside = false) =>
      seats.enterFocalPoint(staff, {
        country: "JM",
        person: who,
        institution: "MSET",
        beside,
        act: by("appointment"),
      });
    await point(a);
    await point(b, true);
    expect([await holds(a.email, "focal-point"), await holds(b.email, "focal-point")]).toEqual([4, 4]);
    await point(c);
    expect([
      await holds(a.email, "focal-point"),
      await holds(b.email, "focal-point"),
      await holds(c.email, "focal-point"),
    ]).toEqual([0, 0, 4]);
    expect((await refusalFrom(point(c))).key).toBe("focal-point.same");
  });

  it("invites agencies to groups and staff to its own pages", async () => {
    const [agency, colleague] = [someone("UIT"), someone("Colleague")];
    await memberships.inviteAgency(staff, {
      slugs: [slug],
      person: agency,
      institution: "UIT",
      act: by("invitation"),
    });
    expect(await holds(agency.email, "agency")).toBe(2);
    await people.invite(staff, { person: colleague, institution: null, staff: true, act: by("invitation") });
    expect(await holds(colleague.email, "secretariat")).toBe(3);
    expect(recorded()).toEqual(["grant.given", "grant.given", "person.invited"]);
  });

  it("ends a right with all that came with the office, by an act", async () => {
    const rep = await person(store, "Rep", [representative("CL", groupId)]);
    const grantId = rep.grants[0]?.id ?? "";
    expect(await fieldsOf(grants.end(staff, { grantId, act: without }))).toEqual({
      reference: "act.reference-needed",
    });
    await grants.end(staff, { grantId, act: by("ending") });
    expect((await actorOf(store.db, rep.id)).grants.filter(({ until }) => until === null)).toEqual([]);
    expect(await refusalFrom(grants.end(staff, { grantId, act: by("ending") }))).toEqual({
      kind: "unknown",
      key: "grant.unknown",
    });
  });

  it("changes nothing without an act", async () => {
    const seat = await seatAt(2);
    const works = [
      () => appoint(seat?.id ?? "", seat?.country ?? "", someone(), without),
      () => seats.end(staff, { seatId: seat?.id ?? "", country: true, act: without }),
      () =>
        seats.enterObserver(staff, {
          cycleId,
          sector: "private-sector",
          person: someone(),
          institution: null,
          act: without,
        }),
      () =>
        seats.enterFocalPoint(staff, {
          country: "BZ",
          person: someone(),
          institution: null,
          beside: false,
          act: without,
        }),
      () =>
        memberships.inviteAgency(staff, {
          slugs: [slug],
          person: someone(),
          institution: null,
          act: without,
        }),
      () => people.invite(staff, { person: someone(), institution: null, staff: true, act: without }),
    ];
    const before = await Promise.all([
      store.db.grant.count(),
      store.db.seat.count(),
      store.db.person.count(),
      store.db.letter.count(),
    ]);
    for (const work of works) expect(await fieldsOf(work())).toEqual({ reference: "act.reference-needed" });
    expect(
      await Promise.all([
        store.db.grant.count(),
        store.db.seat.count(),
        store.db.person.count(),
        store.db.letter.count(),
      ]),
    ).toEqual(before);
    expect(recorded()).toEqual([]);
  });

  it("does not suspend itself, nor anybody twice or without a reason", async () => {
    const one = someone();
    await people.invite(staff, { person: one, institution: null, staff: false, act: by("invitation") });
    const personId = await idOf(one.email);
    expect((await refusalFrom(people.suspend(staff, { personId: staff.id, reason: "x" }))).kind).toBe(
      "forbidden",
    );
    expect(await fieldsOf(people.suspend(staff, { personId, reason: " " }))).toEqual({
      reason: "person.reason-needed",
    });
    await people.suspend(staff, { personId, reason: "Asked for it" });
    expect((await refusalFrom(people.suspend(staff, { personId, reason: "again" }))).key).toBe(
      "person.suspended",
    );
    expect((await refusalFrom(nominate(focalBr, [one]))).key).toBe("person.suspended");
    await people.restore(staff, personId);
    expect((await refusalFrom(people.restore(staff, personId))).key).toBe("person.not-suspended");
  });

  it("shows its pages to nobody else, and does not say that they exist", async () => {
    const others = [
      nobody,
      focalBr,
      await person(store, "Officer", [officer("PE", true)]),
      await person(store, "Observer", [observer("civil-society")]),
    ];
    for (const actor of others) {
      for (const work of [
        () => seats.table(actor, { cycleId: null, language: "en" }),
        () => seats.focalPoints(actor, "en"),
        () => grants.list(actor, { ended: true, offices: null, language: "en" }),
        () => people.list(actor, ""),
        () => people.invitations(actor),
      ])
        expect((await refusalFrom(work())).kind).toBe("unknown");
      const seat = await seatAt(2);
      const refused = seats.appoint(actor, {
        seatId: seat?.id ?? "",
        country: "MX",
        person: someone(),
        act: by(),
      });
      expect((await refusalFrom(refused)).kind).toBe("forbidden");
      expect((await refusalFrom(people.suspend(actor, { personId: staff.id, reason: "x" }))).kind).toBe(
        "forbidden",
      );
    }
  });

  it("finds people by any part of name or address, and takes signs as they are", async () => {
    const one = someone("Zoë O'Neil 100%");
    await people.invite(staff, { person: one, institution: null, staff: false, act: by("invitation") });
    expect((await people.list(staff, "o'neil")).map(({ email }) => email)).toEqual([one.email]);
    expect(await people.list(staff, "nobody has this name")).toEqual([]);
    expect((await people.list(staff, "")).length).toBeGreaterThan(5);
  });

  it("leaves a journal whose chains are whole", async () => {
    for (const id of await chainIds(store.db))
      expect(await verifyChain(store.db, id)).toMatchObject({ broken: null });
    expect(inGroup(groupId)).toEqual({ kind: "group", groupId });
  });
});

describe("two of the secretariat at once", () => {
  const asked = { cycleId: "elac2015", language: "en" } as const;

  it("bring one seat for the observer of a sector, not two", async () => {
    const enter = () =>
      seats.enterObserver(staff, {
        cycleId: asked.cycleId,
        sector: "technical-community",
        person: someone(),
        institution: null,
        act: by("designation"),
      });
    await Promise.all([enter(), enter()]);
    const { seats: all } = await seats.table(staff, asked);
    expect(all.filter(({ sector }) => sector === "technical-community")).toHaveLength(1);
  });
});

describe("the staff of the secretariat", () => {
  it("is never empty, also where two of it end each other's office at once", async () => {
    const other = await person(store, "Other staff", [secretariat]);
    await store.db.grant.updateMany({
      where: { office: "secretariat", personId: { notIn: [staff.id, other.id] } },
      data: { until: ground.clock.now() },
    });
    const office = async (of: Person) =>
      (await store.db.grant.findFirstOrThrow({ where: { office: "secretariat", personId: of.id } })).id;
    const [own, others] = [await office(staff), await office(other)];
    const ends = await Promise.allSettled([
      grants.end(staff, { grantId: others, act: by("ending") }),
      grants.end(other, { grantId: own, act: by("ending") }),
    ]);
    expect(ends.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    const refused = ends.flatMap((end) => (end.status === "rejected" ? [refusalOf(end.reason)?.key] : []));
    expect(refused).toEqual(["grant.last-secretariat"]);
    const left = [await holds(staff.email, "secretariat"), await holds(other.email, "secretariat")];
    expect(left.filter((rights) => rights > 0)).toHaveLength(1);
  });
});
