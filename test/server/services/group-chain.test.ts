import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { groupProposalIn } from "#app/domain/group-proposal.ts";
import type { Iso } from "#app/domain/region.ts";
import { groupFacts } from "#server/store/groups.ts";
import { chainIds, verifyChain } from "#server/store/journal-reading.ts";
import { latestRelease, releaseById } from "#server/store/releases.ts";
import { nobody, refusalFrom } from "#test/factories.ts";
import { creation, groupHouse, vacant } from "./group-house.ts";

type House = Awaited<ReturnType<typeof groupHouse>>;
let house: House;

beforeAll(async () => {
  house = await groupHouse();
});
beforeEach(() => house.reset());
afterAll(async () => house.store.close());

const key = async (work: Promise<unknown>) => (await refusalFrom(work)).key;
const entries = async (slug: string) =>
  (await house.services.records.history(house.who("UY"), `/groups/${slug}/proposal`, "en")).map(
    ({ kind }) => kind,
  );

describe("a proposed group", () => {
  it("is there from its proposal on, under the name it was given, once for a form sent twice", async () => {
    const { services, who } = house;
    const form = { id: randomUUID(), country: "UY" as Iso, text: creation, language: "pt" as const };
    const slug = await services.groups.propose(who("UY"), form);
    expect(slug).toBe("dados-abertos");
    expect(await services.groups.propose(who("UY"), form)).toBe(slug);
    expect(await key(services.groups.propose(who("CL"), { ...form, country: "CL" }))).toBe(
      "group.changed-meanwhile",
    );
    const [other, third] = await Promise.all([house.propose(), house.propose("CL")]);
    expect([other, third].sort()).toEqual(["dados-abertos-2", "dados-abertos-3"]);
    const view = await services.groups.proposal(nobody, slug, "en");
    expect(view.group.name).toBe("Open data");
    expect(view.stage).toBe("proposed");
    expect(view.proponents).toEqual(["UY"]);
    expect(view.acts).toEqual([]);
    expect((await services.groups.proposal(nobody, slug, "fr")).group.name).toBe("Datos abiertos");
    const { proposed } = await services.groups.proposals("en");
    expect(proposed.map((group) => group.slug)).toContain(slug);
    expect(
      (await services.groups.list("en")).flatMap(({ groups }) => groups.map((group) => group.slug)),
    ).not.toContain(slug);
    expect(await entries(slug)).toEqual(["group.proposed"]);
  });

  it.each([
    ["nobody signed in", nobody, "UY", creation, "may-not.group.propose"],
    ["another country's focal point", "CL", "UY", creation, "may-not.group.propose"],
    ["an officer", "chair", "UY", creation, "may-not.group.propose"],
    ["no name in its language", "UY", "UY", { ...creation, names: { es: "Datos" } }, "form.check-fields"],
    ["a Chair that is Vice Chair too", "UY", "UY", { ...creation, viceChairs: ["UY"] }, "form.check-fields"],
    ["a country that is none", "UY", "UY", { ...creation, chair: "XX" }, "form.check-fields"],
    ["an area that the agenda has not", "UY", "UY", { ...creation, area: "Z" }, "form.check-fields"],
  ] as const)("is refused to %s", async (_, name, country, text, refused) => {
    const actor = typeof name === "string" ? house.who(name) : name;
    expect(await key(house.propose(country, text, actor))).toBe(refused);
  });

  it("is joined and left by other countries; the last withdraws it, and it can still be read", async () => {
    const { services, who, at } = house;
    const slug = await house.propose();
    const own = async (country: Iso) => ({ ...(await at(slug)), country });
    expect(await key(services.groups.leaveProposal(who("UY"), await own("UY")))).toBe("group.last-proponent");
    expect(await key(services.groups.coPropose(who("UY"), await own("UY")))).toBe("may-not.group.co-propose");
    house.wait(1);
    await services.groups.coPropose(who("JM"), await own("JM"));
    expect((await at(slug)).proponents).toEqual(["UY", "JM"]);
    const reason = "Outro grupo já trata disso.";
    expect(await key(services.groups.withdrawProposal(who("UY"), { ...(await own("UY")), reason }))).toBe(
      "group.others-propose",
    );
    await services.groups.leaveProposal(who("UY"), await own("UY"));
    expect(
      await key(
        services.groups.editProposal(who("UY"), { ...(await own("UY")), text: creation, language: "pt" }),
      ),
    ).toBe("may-not.group.edit-proposal");
    await services.groups.withdrawProposal(who("JM"), { ...(await own("JM")), reason });
    const view = await services.groups.proposal(nobody, slug, "pt");
    expect([view.stage, view.steps[0]?.comments]).toEqual(["dropped", reason]);
    const { over } = await services.groups.proposals("pt");
    expect(over.map((group) => group.slug)).toContain(slug);
    expect(
      await key(services.groups.openConsultation(who("chair"), { ...(await at(slug)), ...house.times(7) })),
    ).toBe("group.illegal-step");
  });

  it("is changed by those who propose it, and not over a change they have not seen", async () => {
    const { services, who, at } = house;
    const slug = await house.propose();
    const old = { ...(await at(slug)), country: "UY" as Iso };
    const text = { ...creation, names: { pt: "Dados públicos" }, area: "A" };
    await services.groups.editProposal(who("UY"), { ...old, text, language: "pt" });
    expect(
      await key(services.groups.editProposal(who("UY"), { ...old, text: creation, language: "pt" })),
    ).toBe("group.changed-meanwhile");
    const view = await services.groups.proposal(nobody, slug, "es");
    expect([view.group.name, view.group.areas.map(({ code }) => code)]).toEqual(["Dados públicos", ["A"]]);
  });

  it("is not asked about while words in it are open", async () => {
    const { services, who, at } = house;
    const slug = await house.propose("UY", { ...creation, purpose: ["O grupo [reúne] normas."] });
    expect(
      await key(services.groups.openConsultation(who("chair"), { ...(await at(slug)), ...house.times(7) })),
    ).toBe("round.not-clean");
    expect((await at(slug)).stage).toBe("proposed");
  });
});

describe("the consultation of all countries", () => {
  it("asks all 33, ends at its time whoever was silent, and is told to the officers, who alone decide", async () => {
    const { services, who, at, give } = house;
    const slug = await house.propose();
    expect(
      await key(services.groups.openConsultation(who("UY"), { ...(await at(slug)), ...house.times(7) })),
    ).toBe("may-not.group.open-consultation");
    const short = await refusalFrom(
      services.groups.openConsultation(who("chair"), { ...(await at(slug)), ...house.times(2) }),
    );
    expect(short).toEqual({ kind: "invalid", key: "group.consultation-too-short" });
    await services.groups.openConsultation(who("chair"), { ...(await at(slug)), ...house.times(7) });
    const round = await house.live(slug);
    expect(round.round.roll.kind).toBe("region");
    expect(round.round.roll.entries).toHaveLength(33);
    expect(
      round.round.roll.entries
        .filter(({ occupied }) => !occupied)
        .map(({ country }) => country)
        .sort(),
    ).toEqual(vacant);
    const asked = ["AR", "CL", "MX", "CU"] as const;
    for (const country of asked) await give(slug, who(country), country);
    await give(slug, who("BR"), "BR", {
      kind: "objects",
      passage: "3",
      reason: "Falta o custo.",
      lift: "Dizer quanto custa.",
    });
    await give(slug, who("PA"), "PA", {
      kind: "joins-with-reservation",
      passage: "4",
      text: "Sin obligación.",
    });
    const now = { ...(await at(slug)), ...house.times(10), mode: "express" as const };
    expect(await key(services.groups.openOfficersRound(who("chair"), now))).toBe(
      "group.consultation-not-over",
    );
    expect(await key(services.rounds.record(who("chair"), { roundId: round.id }))).toBe("round.needs");
    house.wait(8);
    await services.rounds.record(who("chair"), { roundId: round.id });
    const { stage } = await at(slug);
    const { report } = await services.groups.proposal(nobody, slug, "en");
    expect(stage).toBe("consultation");
    expect(report?.told.answers.objects).toEqual(["BR"]);
    expect(report?.told.answers["joins-with-reservation"]).toEqual(["PA"]);
    expect([...(report?.told.answers.joins ?? [])].sort()).toEqual([...asked].sort());
    expect(report?.told.silent).toHaveLength(33 - 2 - 6);
    expect([...(report?.told.vacant ?? [])].sort()).toEqual(vacant);
    const officers = await services.groups.openOfficersRound(who("chair"), {
      ...(await at(slug)),
      ...house.times(10),
      mode: "express",
    });
    expect((await house.live(slug)).id).toBe(officers);
    expect((await house.live(slug)).release.id).toBe(round.release.id);
  });

  it("that is withdrawn puts the group back; its text can then be changed and asked about anew", async () => {
    const { services, who, at } = house;
    const slug = await house.propose();
    const roundId = await services.groups.openConsultation(who("chair"), {
      ...(await at(slug)),
      ...house.times(7),
    });
    const form = { ...(await at(slug)), country: "UY" as Iso };
    expect(
      await key(services.groups.editProposal(who("UY"), { ...form, text: creation, language: "pt" })),
    ).toBe("group.illegal-step");
    expect(await key(services.groups.withdrawProposal(who("UY"), { ...form, reason: "…" }))).toBe(
      "group.consultation-not-over",
    );
    await services.rounds.withdraw(who("chair"), { roundId, reason: "Prazo errado." });
    expect((await at(slug)).stage).toBe("proposed");
    const text = { ...creation, purpose: ["Outro mandato."] };
    await services.groups.editProposal(who("UY"), {
      ...(await at(slug)),
      country: "UY",
      text,
      language: "pt",
    });
    await house.consult(slug);
    const rounds = await house.rounds(slug);
    expect(rounds.map(({ release }) => release.number)).toEqual([2, 1]);
    expect((await at(slug)).stage).toBe("consultation");
  });
});

describe("the officers' round on a group", () => {
  it("without consensus leaves a way on: another round by silence, or the text taken up again", async () => {
    const { services, who, at, give } = house;
    const slug = await house.propose();
    await house.consult(slug);
    const first = await services.groups.openOfficersRound(who("chair"), {
      ...(await at(slug)),
      ...house.times(10),
      mode: "express",
    });
    const lift = "Dizer quanto custa.";
    await give(slug, who("mexico"), "MX", { kind: "objects", passage: "1", reason: "Custo.", lift });
    house.wait(11);
    expect(await services.rounds.record(who("chair"), { roundId: first })).toBe("blocked");
    expect((await at(slug)).stage).toBe("consultation");
    const second = await services.groups.openOfficersRound(who("chair"), {
      ...(await at(slug)),
      ...house.times(4),
      mode: "silence",
    });
    await services.rounds.withdraw(who("chair"), {
      roundId: second,
      reason: "Os proponentes mudam o texto.",
    });
    await services.groups.reviseProposal(who("UY"), { ...(await at(slug)), country: "UY" });
    expect((await at(slug)).stage).toBe("proposed");
  });

  it("with consensus brings the group to life: names, area, mandate, Chair and Vice Chairs of the release", async () => {
    const { services, who, at, store } = house;
    const slug = await house.propose();
    await house.consult(slug);
    const roundId = await house.before(slug);
    expect(await services.rounds.record(who("chair"), { roundId })).toBe("consensus");
    const { id, stage } = await at(slug);
    expect(stage).toBe("active");
    const facts = await groupFacts(store.db, id, house.ground.clock.now());
    expect([facts.chair, [...facts.viceChairs].sort(), facts.participating]).toEqual([
      "UY",
      ["CR", "JM"],
      [],
    ]);
    const home = await services.minisites.home(nobody, slug, "fr");
    expect([home.mandate?.language, home.mandate?.title]).toEqual(["pt", "Dados abertos"]);
    expect(home.mandate?.blocks).toHaveLength(2);
    const round = await store.db.round.findUniqueOrThrow({ where: { id: roundId } });
    const row = await store.db.group.findUniqueOrThrow({ where: { id }, include: { act: true } });
    expect([row.act.kind, row.act.reference]).toEqual(["founding", `/rounds/${round.number}`]);
    const listed = (await services.groups.list("en")).flatMap(({ area, groups }) =>
      groups.map((g) => [area.code, g.slug]),
    );
    expect(listed).toContainEqual(["B", slug]);
    const kinds = (
      await store.db.journalEntry.findMany({ where: { groupId: id }, orderBy: { at: "asc" } })
    ).map(({ kind }) => kind);
    expect(kinds).toEqual(
      expect.arrayContaining(["group.created", "group.moved", "group.chairs-entered", "page.published"]),
    );
    for (const chain of await chainIds(store.db))
      expect((await verifyChain(store.db, chain)).broken).toBe(null);
    // The country that chairs it is asked to nominate its persons.
    const desk = await services.desks.page(who("UY"), "en");
    expect(JSON.stringify(desk.dues)).toContain(slug);
  });

  it("is on the text that was frozen, whatever else is proposed", async () => {
    const { at, store } = house;
    const slug = await house.founded();
    const release = await latestRelease(store.db, { kind: "group", id: (await at(slug)).id });
    const held = await releaseById(store.db, release?.id ?? "");
    expect(groupProposalIn(held?.text ?? "")).toMatchObject(creation);
  });
});
