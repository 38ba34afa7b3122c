/** Words of acts go at the pages that show them: each that rests on one has its page, and one on which nothing rests too. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { redactionMark } from "#app/domain/redaction.ts";
import { countryServices } from "#server/services/countries.ts";
import { groupRenamingServices } from "#server/services/group-renaming.ts";
import { officerServices } from "#server/services/officers.ts";
import { proofServices } from "#server/services/proofs.ts";
import { redactionServices } from "#server/services/redactions.ts";
import { nobody, refusalFrom, start } from "#test/factories.ts";
import { pagesOfActs } from "../redactable.ts";
import { tablesWith } from "./left-in.ts";
import { by, cycleId, openPeopleHouse, slug, someone, type PeopleHouse } from "./people-house.ts";

const secret = "Ana Pérez";
const reason = "A request.";

let house: PeopleHouse;
let redactions: ReturnType<typeof redactionServices>;
beforeAll(async () => {
  house = await openPeopleHouse();
});
beforeEach(() => {
  house.renew();
  redactions = redactionServices(house.ground);
});
afterAll(() => house.close());

const redact = (address: string, passage = secret) =>
  redactions.redact(house.staff, { address, passage, reason });
const lastEntry = () =>
  house.store.db.journalEntry.findFirstOrThrow({
    where: { kind: "text.redacted", chainId: "region" },
    orderBy: { seq: "desc" },
  });
const chainsHold = async () => {
  const { chains, untold } = await proofServices(house.ground).database();
  expect([...chains.flatMap(({ flaw }) => flaw ?? []), ...untold]).toEqual([]);
};

const pages: Readonly<Record<string, string>> = {
  members: `/groups/${slug}/members`,
  officers: "/officers",
  country: "/countries/cl",
  acts: "/secretariat/grants",
};

/** Lets something rest on an act, as it would be shown on that page. */
const resting: Readonly<Record<string, (actId: string, page: string) => Promise<unknown>>> = {
  grants: (actId, page) => grant(page, { actId }),
  endedGrants: async (endActId, page) => grant(page, { actId: await otherAct(), endActId }),
  seats: (actId) =>
    house.store.db.seat.create({
      data: { office: "officer", bodyKind: "officers", cycleId, position: 90, from: start, actId },
    }),
  memberships: (actId) => membership({ actId }),
  leavings: async (leaveActId) => membership({ actId: await otherAct(), leaveActId, leftAt: start }),
  offices: (actId) =>
    house.store.db.groupOffice.create({
      data: { groupId: house.groupId, country: "PE", office: "vice-chair", from: start, actId },
    }),
  founded: (actId) => house.store.db.group.update({ where: { id: house.groupId }, data: { actId } }),
  terms: (actId) =>
    house.store.db.terms.create({
      data: { cycleId, roll: "group", values: {}, byDefault: false, from: start, actId },
    }),
};

const act = (words: string) =>
  house.store.db.act.create({
    data: { kind: "letter", reference: `Nota de ${words}`, note: `De ${words}.` },
  });
const otherAct = async () => (await house.store.db.act.findFirstOrThrow({ orderBy: { id: "asc" } })).id;

async function grant(page: string, rests: { actId: string; endActId?: string }): Promise<void> {
  const body =
    page === "members"
      ? { bodyKind: "group", groupId: house.groupId }
      : page === "officers"
        ? { bodyKind: "officers", cycleId }
        : page === "country"
          ? { bodyKind: "country", bodyCountry: "CL" }
          : { bodyKind: "secretariat" };
  const personId = house.focalCl.id;
  await house.store.db.grant.create({
    data: { ...body, ...rests, personId, right: "read", office: "speaker", from: start },
  });
}

async function membership(rests: { actId: string; leaveActId?: string; leftAt?: Date }): Promise<void> {
  const institution = await house.store.db.institution.create({
    data: { name: "Ministerio", country: "AR" },
  });
  await house.store.db.membership.create({
    data: { ...rests, groupId: house.groupId, country: "AR", institutionId: institution.id, joinedAt: start },
  });
}

const cases = Object.entries(pagesOfActs).flatMap(([relation, shown]) =>
  shown.map((page) => [relation, page] as const),
);

describe("a passage of an act", () => {
  test.each(cases)("on which %s rest goes at the page of %s", async (relation, page) => {
    const words = `${secret} (${relation}, ${page})`;
    const { id } = await act(words);
    await resting[relation]?.(id, page);
    const address = pages[page] ?? "";
    expect(await redactions.review(house.staff, { address, passage: words, reason })).toEqual({
      kind: page,
      link: address,
      times: 2,
      whole: false,
      releases: [],
    });
    await redact(address, words);
    expect(await tablesWith(house.store, words)).toEqual([]);
    expect(await house.store.db.act.findUniqueOrThrow({ where: { id } })).toMatchObject({
      reference: `Nota de ${redactionMark}`,
      note: `De ${redactionMark}.`,
    });
    await chainsHold();
  });

  test("on which nothing rests any more goes at the page of rights", async () => {
    const { rename } = groupRenamingServices(house.ground);
    const names = { es: "Género e igualdad" };
    await rename(house.staff, { slug: "gender", names, act: by("letter", `Nota de ${secret} (nombre)`) });
    await redact(pages["acts"] ?? "", `${secret} (nombre)`);
    expect(await tablesWith(house.store, `${secret} (nombre)`)).toEqual([]);
  });

  test("that terms rest on stays: it is copied onto rounds", async () => {
    const words = "Rosa Díaz (terms)";
    await resting["terms"]?.((await act(words)).id, "");
    for (const address of Object.values(pages))
      await expect(redactions.review(house.staff, { address, passage: words, reason })).rejects.toMatchObject(
        { refusal: { fields: { passage: { key: "redaction.not-there" } } } },
      );
  });
});

describe("what was entered by the secretariat", () => {
  test("about an observer to the officers loses it on their page, with the mark and an entry of the region", async () => {
    await house.seats.enterObserver(house.staff, {
      cycleId,
      sector: "technical-community",
      person: someone(),
      institution: null,
      designatedBy: `Red de ${secret}`,
      act: by("designation", `Carta de ${secret}`),
    });
    const observers = async () => JSON.stringify((await officerServices(house.ground).page("es")).observers);
    expect(await observers()).toContain(`Red de ${secret}`);
    await redact(`${house.ground.env.appUrl}/es/officers#observers`);
    expect(await observers()).toContain(`Red de ${redactionMark}`);
    // The letter that told the observer is written, as one that was sent.
    expect(await tablesWith(house.store, secret)).toEqual(["letters"]);
    const entry = await lastEntry();
    expect(entry).toMatchObject({ chainId: "region", groupId: null, link: "/officers" });
    expect((JSON.parse(entry.facts) as { facts: unknown }).facts).toEqual({
      subject: { kind: "officers", id: "officers" },
      epoch: null,
    });
    await chainsHold();
  });

  test("about a focal point loses it on the page of the country, for everybody", async () => {
    const given = { country: "CL", institution: "Subsecretaría", beside: false, until: null } as const;
    const name = (reference: string) =>
      house.seats.enterFocalPoint(house.staff, { ...given, person: someone(), act: by("letter", reference) });
    await name(`Oficio de ${secret}`);
    await name("Oficio 12");
    const page = async () => JSON.stringify(await countryServices(house.ground).page("cl", "es"));
    expect(await page()).toContain(`Oficio de ${secret}`);
    for (const actor of [nobody, house.focalCl])
      expect(
        await refusalFrom(redactions.redact(actor, { address: "/es/countries/CL", passage: secret, reason })),
      ).toMatchObject({ kind: "unknown" });
    await redact("/es/countries/CL");
    expect(await page()).toContain(`Oficio de ${redactionMark}`);
    expect((await lastEntry()).link).toBe("/countries/cl");
    const listed = (await redactions.list(house.staff, "en")).find(({ link }) => link === "/countries/cl");
    expect(listed).toMatchObject({ round: null, subject: null, words: { reason } });
    await chainsHold();
  });

  test("is not there at the page of another country, and nothing is at one that is none", async () => {
    const form = { passage: secret, reason };
    await expect(redactions.review(house.staff, { ...form, address: "/countries/br" })).rejects.toMatchObject(
      { refusal: { fields: { passage: { key: "redaction.not-there" } } } },
    );
    await expect(redactions.review(house.staff, { ...form, address: "/countries/xx" })).rejects.toMatchObject(
      { refusal: { fields: { address: { key: "redaction.where" } } } },
    );
  });
});
