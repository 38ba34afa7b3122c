import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { refusalOf } from "#app/domain/refusal.ts";
import type { Person } from "#app/domain/roles.ts";
import { makeAuth } from "#server/auth/auth.ts";
import { membershipServices } from "#server/services/memberships.ts";
import type { ActEntered } from "#server/services/naming.ts";
import type { Store } from "#server/store/client.ts";
import { freshStore } from "#test/database.ts";
import {
  actorOf,
  focalPoint,
  groundOn,
  nobody,
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
let staff: Person;
let focalBr: Person;
let focalCl: Person;
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
  focalCl = await person(store, "Focal Chile", [focalPoint("CL")]);
  groupId = await populate(store, slug, ["CL", "PE"]);
});
afterAll(() => store.close());
beforeEach(() => {
  ground = groundOn(store);
  const auth = makeAuth(ground);
  memberships = membershipServices(ground, auth);
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

describe("a focal point", () => {
  it("nominates institution and persons: the country joins, each gets four rights by the act and an invitation", async () => {
    const [ana, rui] = [someone("Ana Souza"), someone("Rui Lima")];
    await nominate(focalBr, [ana, rui]);
    expect(await store.db.membership.count({ where: { groupId, country: "BR", leftAt: null } })).toBe(1);
    const rows = await store.db.grant.findMany({
      where: { personId: await idOf(ana.email) },
      include: { act: true },
    });
    expect(rows.map(({ right }) => right).sort()).toEqual(["decide", "edit", "read", "speak"]);
    expect(new Set(rows.map(({ act }) => act.reference))).toEqual(new Set(["Note 14/2011"]));
    for (const { email } of [ana, rui]) {
      const [letter] = await lettersTo(email);
      expect(letter?.kind).toBe("invitation");
      expect(letter?.text).toContain("Country: Brazil");
      expect(letter?.text).toContain("Act: Note 14/2011");
    }
    expect(recorded()).toEqual(["membership.nominated"]);
    expect(ground.told).toContainEqual({ kind: "letters-queued" });
    expect(ground.told).toContainEqual({ kind: "rights-changed", personId: await idOf(ana.email) });
  });

  it("adds persons later, and the same form sent again changes nothing", async () => {
    const extra = [someone("Lia Prado")];
    await nominate(focalBr, extra);
    expect(await refusalFrom(nominate(focalBr, extra))).toEqual({
      kind: "conflict",
      key: "membership.nothing-new",
    });
    expect(await store.db.membership.count({ where: { groupId, country: "BR", leftAt: null } })).toBe(1);
    expect(await holds(extra[0]?.email ?? "", "representative")).toBe(4);
  });

  it("joins once, however often the form is sent at the same time", async () => {
    const focalUy = await person(store, "Focal Uruguay", [focalPoint("UY")]);
    const persons = [someone("Inés Rey")];
    const given = { slug, country: "UY", institution: "AGESIC", persons, act: by() };
    const both = await Promise.allSettled([
      memberships.nominate(focalUy, given),
      memberships.nominate(focalUy, given),
    ]);
    expect(both.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(await store.db.membership.count({ where: { groupId, country: "UY" } })).toBe(1);
    expect(await lettersTo(persons[0]?.email ?? "")).toHaveLength(1);
  });

  it.each([
    [
      "another country's focal point",
      () => nominate(focalCl),
      { kind: "forbidden", key: "may-not.membership.nominate" },
    ],
    ["the secretariat", () => nominate(staff), { kind: "forbidden", key: "may-not.membership.nominate" }],
    [
      "a stranger",
      () =>
        memberships.nominate(nobody, {
          slug,
          country: "BR",
          institution: "x",
          persons: [someone()],
          act: by(),
        }),
      { kind: "forbidden", key: "may-not.membership.nominate" },
    ],
    ["nobody nominated", () => nominate(focalBr, []), { kind: "invalid", key: "membership.nobody" }],
    [
      "a group that does not exist",
      () => nominate(focalBr, [someone()], { slug: "nothing" }),
      { kind: "unknown", key: "group.unknown" },
    ],
    [
      "a country that does not exist",
      () => nominate(focalBr, [someone()], { country: "ZZ" }),
      { kind: "forbidden", key: "may-not.membership.nominate" },
    ],
  ])("is kept from nominating for: %s", async (_, work, refusal) => {
    const before = await store.db.person.count();
    expect(await refusalFrom(work())).toEqual(refusal);
    expect(await store.db.person.count()).toBe(before);
  });

  it("nominates nobody without saying by which act, and nothing half-done is left", async () => {
    const ghost = someone("Ghost");
    expect(await fieldsOf(nominate(focalBr, [ghost], { act: without }))).toEqual({
      reference: "act.reference-needed",
    });
    expect(await store.db.person.count({ where: { email: ghost.email } })).toBe(0);
  });

  it("takes its country out: grants and offices end, and open rounds list it as having left", async () => {
    const focalPe = await person(store, "Focal Peru", [focalPoint("PE")]);
    const rep = await person(store, "Rosa Quispe", [representative("PE", groupId)]);
    await memberships.leave(focalPe, { slug, country: "PE", act: by("ending", "Note 20/2011") });
    expect((await actorOf(store.db, rep.id)).grants.every(({ until }) => until !== null)).toBe(true);
    expect(await store.db.membership.count({ where: { groupId, country: "PE", leftAt: null } })).toBe(0);
    expect(recorded()).toEqual(["membership.left", "grant.ended"]);
    expect(ground.told).toContainEqual({ kind: "rights-changed", personId: rep.id });
    expect(await refusalFrom(memberships.leave(focalPe, { slug, country: "PE", act: by() }))).toEqual({
      kind: "conflict",
      key: "membership.none",
    });
  });

  it("identifies a speaker in the groups it names: read and speak, one letter for all", async () => {
    const expert = someone("Karen Baptiste");
    const slugs = [slug, "gender", slug];
    await memberships.identifySpeaker(focalCl, {
      slugs,
      country: "CL",
      person: expert,
      institution: "NIC Chile",
      act: by("letter"),
    });
    expect(await holds(expert.email, "speaker")).toBe(4);
    const letters = await lettersTo(expert.email);
    expect(letters).toHaveLength(1);
    expect(letters[0]?.text).toContain("Gender");
    const again = memberships.identifySpeaker(focalCl, {
      slugs,
      country: "CL",
      person: expert,
      institution: null,
      act: by("letter"),
    });
    expect((await refusalFrom(again)).key).toBe("speaker.nothing-new");
    const none = memberships.identifySpeaker(focalCl, {
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
          memberships.nameCoordinator(focalBr, { slug, person: someone(), act: by("designation") }),
        )
      ).kind,
    ).toBe("forbidden");
  });
});

describe("the country that chairs a group", () => {
  it("names the coordinator, and the one before goes", async () => {
    const chair = await person(store, "Sofía Cruz", [representative("CL", groupId)]);
    const [first, second] = [someone("First"), someone("Second")];
    await memberships.nameCoordinator(chair, { slug, person: first, act: by("designation") });
    await memberships.nameCoordinator(focalCl, { slug, person: second, act: by("designation") });
    expect(await holds(first.email, "coordinator")).toBe(0);
    expect(await holds(second.email, "coordinator")).toBe(3);
    expect((await store.db.group.findUniqueOrThrow({ where: { slug } })).coordinatorId).toBe(
      await idOf(second.email),
    );
    expect(recorded()).toEqual(["coordinator.named", "grant.ended", "coordinator.named"]);
    expect(
      (
        await refusalFrom(
          memberships.nameCoordinator(chair, { slug, person: second, act: by("designation") }),
        )
      ).key,
    ).toBe("coordinator.same");
  });
});

describe("letters that namings send", () => {
  it("are counted by whom they go to, whatever that person is named as", async () => {
    const chair = await person(store, "Sofía Cruz", [representative("CL", groupId)]);
    const pestered = someone();
    await nominate(focalBr, [pestered]);
    for (let turn = 0; turn < 4; turn += 1)
      expect((await refusalFrom(nominate(focalBr, [pestered]))).key).toBe("membership.nothing-new");
    expect(await refusalFrom(nominate(focalBr, [pestered]))).toEqual({
      kind: "too-many",
      key: "letter.too-many",
    });
    const naming = { slug, person: pestered, act: by("designation") };
    expect((await refusalFrom(memberships.nameCoordinator(chair, naming))).key).toBe("letter.too-many");
  });
});
