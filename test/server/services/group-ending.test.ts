import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { read } from "#app/domain/consensus.ts";
import { regionalDay, type Iso } from "#app/domain/region.ts";
import { clean } from "#app/domain/release.ts";
import { asFocalPoint } from "#server/services/naming.ts";
import { openRound } from "#server/services/round-opening.ts";
import { insertCommission } from "#server/store/commissions.ts";
import { groupFacts } from "#server/store/groups.ts";
import { latestRelease } from "#server/store/releases.ts";
import { liveRound, roundById } from "#server/store/rounds.ts";
import { nobody, person, populate, refusalFrom, representative } from "#test/factories.ts";
import { creation, groupHouse, working } from "./group-house.ts";

type House = Awaited<ReturnType<typeof groupHouse>>;
let house: House;

beforeAll(async () => {
  house = await groupHouse();
});
beforeEach(() => house.reset());
afterAll(async () => house.store.close());

const key = async (work: Promise<unknown>) => (await refusalFrom(work)).key;

describe("the end of a group", () => {
  async function proposedEnd(): Promise<void> {
    const { services, who, at } = house;
    const form = {
      ...(await at(working)),
      country: "CL" as Iso,
      reasons: ["Cumplió su mandato."],
      language: "es" as const,
    };
    await services.groups.proposeEnd(who("CL"), form);
  }

  it("is proposed, heard and decided; it changes nothing until then, and waits for no open round but withdraws it with reason", async () => {
    const { services, who, at, store, workingId } = house;
    const old = await at(working);
    expect(
      await key(
        services.groups.proposeEnd(who("chair"), { ...old, country: "CL", reasons: ["…"], language: "es" }),
      ),
    ).toBe("may-not.group.propose-discontinuation");
    await proposedEnd();
    expect((await at(working)).stage).toBe("discontinuation-proposed");
    await services.groups.withdrawProposal(who("CL"), {
      ...(await at(working)),
      country: "CL",
      reason: "Sigue.",
    });
    expect((await at(working)).stage).toBe("active");
    house.wait(1);
    await proposedEnd();
    await house.consult(working, ["AR"]);
    // A round of the group runs meanwhile.
    const number = await services.goals.draft(who("peru"), {
      slug: working,
      id: randomUUID(),
      country: "PE",
      area: "A",
      language: "es",
      text: { title: "Meta abierta", paragraphs: ["Cada país mide."], rationale: "" },
    });
    const goal = async () => ({
      number,
      revision: (await store.db.proposal.findFirstOrThrow({ where: { number } })).revision,
    });
    await services.goals.discuss(who("peru"), await goal());
    const closing = new Date(house.ground.clock.now().getTime() + 20 * 86_400_000);
    await services.goals.openGroupRound(who("peru"), { ...(await goal()), mode: "express", closing });
    const open = await liveRound(store.db, {
      kind: "goal",
      id: (await store.db.proposal.findFirstOrThrow({ where: { number } })).id,
    });
    const roundId = await house.before(working);
    expect(await key(services.rounds.record(who("chair"), { roundId }))).toBe("group.rounds-open");
    const view = await services.groups.proposal(who("chair"), working, "es");
    expect(view.within).toEqual([{ number: open?.number, title: "Meta abierta", withdrawable: true }]);
    expect(view.acts.map(({ act }) => act)).toEqual(["withdraw-rounds"]);
    const form = { slug: working, reason: "El grupo termina." };
    expect(
      await key(services.groups.withdrawRounds(who("peru"), { ...form, rounds: [open?.number ?? 0] })),
    ).toBe("may-not.group.withdraw-rounds");
    expect(await key(services.groups.withdrawRounds(who("chair"), { ...form, rounds: [] }))).toBe(
      "group.rounds-changed",
    );
    await services.groups.withdrawRounds(who("chair"), { ...form, rounds: [open?.number ?? 0] });
    const withdrawn = await store.db.round.findUniqueOrThrow({ where: { id: open?.id ?? "" } });
    expect(withdrawn.withdrawReason).toBe("El grupo termina.");
    expect(await services.rounds.record(who("chair"), { roundId })).toBe("consensus");
    expect((await at(working)).stage).toBe("discontinued");
    const after = await services.groups.proposal(nobody, working, "es");
    expect(after.goals).toEqual([{ number, title: "Meta abierta", stage: "discussed" }]);
    expect((await services.groups.proposals("es")).over.map(({ slug }) => slug)).toContain(working);
    expect((await services.minisites.home(nobody, working, "es")).group.stage).toBe("discontinued");
    expect(await key(services.goals.discuss(who("peru"), await goal()))).toBe("may-not.goal.discuss");
    // Somebody who read that the group was at work, and opens a round only now, comes too late.
    const facts = { ...(await groupFacts(store.db, workingId, closing)), stage: "active" } as const;
    const subject = { kind: "goal", id: open?.subject.id ?? "" } as const;
    const release = await latestRelease(store.db, subject);
    if (release === null) throw new Error("the goal has no release");
    const late = {
      subject,
      group: facts,
      link: "/",
      release,
      openness: clean,
      roll: "group",
      mode: "express",
    } as const;
    const hand = { actorId: who("peru").id, capacity: asFocalPoint("PE") };
    const opening = house.ground.clock.now();
    const work = store.transaction((tx) =>
      openRound(tx, () => {}, { ...late, ...hand, opening, closing }, opening),
    );
    expect(await key(work)).toBe("group.not-working");
    const kinds = (await store.db.journalEntry.findMany({ where: { groupId: workingId } })).map(
      ({ kind }) => kind,
    );
    expect(kinds).toContain("group.discontinued");
  });
});

describe("a group that ends over a round that waits for a capital", () => {
  it("withdraws that round too, though its end has passed", async () => {
    const { services, who, at, store } = house;
    const slug = "internet-governance";
    const groupId = await populate(store, slug, ["UY", "CL"]);
    const people = {
      UY: await person(store, "Uruguay", [representative("UY", groupId)]),
      CL: await person(store, "Chile", [representative("CL", groupId)]),
    };
    const hands = (country: keyof typeof people) => people[country];
    const number = await services.goals.draft(hands("UY"), {
      slug,
      id: randomUUID(),
      country: "UY",
      area: "F",
      language: "es",
      text: { title: "Meta que espera", paragraphs: ["Cada país mide."], rationale: "" },
    });
    const goal = async () => ({
      number,
      revision: (await store.db.proposal.findFirstOrThrow({ where: { number } })).revision,
    });
    await services.goals.discuss(hands("UY"), await goal());
    const day = 86_400_000;
    const opened = house.ground.clock.now();
    const waiting = await services.goals.openGroupRound(hands("UY"), {
      ...(await goal()),
      mode: "express",
      closing: new Date(opened.getTime() + 10 * day),
    });
    for (const [country, more] of [
      ["UY", {}],
      [
        "CL",
        { kind: "ad-referendum", confirmDay: regionalDay(new Date(opened.getTime() + 39 * day)) } as const,
      ],
    ] as const) {
      const round = await roundById(store.db, waiting);
      await services.rounds.give(hands(country), {
        roundId: waiting,
        seat: country,
        office: "representative",
        language: "es",
        releaseId: round?.release.id ?? "",
        after: 0,
        kind: "joins",
        passage: null,
        text: null,
        reason: null,
        lift: null,
        amendment: null,
        confirmDay: null,
        explanation: null,
        ...more,
      });
    }
    await services.groups.proposeEnd(who("CL"), {
      ...(await at(slug)),
      country: "CL",
      reasons: ["Cumplió su mandato."],
      language: "es",
    });
    await house.consult(slug, ["AR"]);
    const roundId = await house.before(slug);
    house.wait(3);
    const [within] = (await services.groups.proposal(who("chair"), slug, "es")).within;
    expect(within).toMatchObject({ title: "Meta que espera", withdrawable: true });
    expect(await key(services.rounds.record(who("chair"), { roundId }))).toBe("group.rounds-open");
    const commission = await store.transaction(async (tx) => {
      const { id: actId } = await tx.act.findFirstOrThrow();
      const born = {
        parentId: groupId,
        names: { es: "Comisión" },
        outputId: "o1",
        actId,
        wanted: "comision",
      };
      return insertCommission(tx, born, opened);
    });
    const form = { slug, reason: "El grupo termina.", rounds: [within?.number ?? 0] };
    await services.groups.withdrawRounds(who("chair"), form);
    const after = await roundById(store.db, waiting);
    const late = new Date(opened.getTime() + 60 * day);
    expect(after === null ? null : read(after.round, late).state).toBe("withdrawn");
    expect(await services.rounds.record(who("chair"), { roundId })).toBe("consensus");
    expect((await at(slug)).stage).toBe("discontinued");
    expect(await store.db.journalEntry.count({ where: { groupId, kind: "round.withdrawn" } })).toBe(1);

    const ended = await store.db.group.findUniqueOrThrow({ where: { id: commission.id } });
    expect(ended.state).not.toBe("active");
    const { names } = await store.db.journalEntry.findFirstOrThrow({
      where: { kind: "commission.ended" },
      include: { names: true },
    });
    const reason = names.find(({ field }) => field === "reason")?.value;
    expect(reason, "the reasons of the end, in words").toBe("Cumplió su mandato.");
  });
});

describe("a group that is renamed", () => {
  const reference = { kind: "letter", reference: "Note 3/2011", date: null, letterId: null } as const;

  it("keeps its addresses for good, and its history; no other group takes them", async () => {
    const { services, who } = house;
    const slug = await house.founded();
    const names = { es: "Gobierno abierto", en: "Open government" };
    const form = { slug, names, act: reference };
    expect(await key(services.groups.rename(who("UY"), form))).toBe("may-not.group.rename");
    const empty = { ...form, act: { ...reference, reference: " " } };
    expect(await key(services.groups.rename(who("secretariat"), empty))).toBe("form.check-fields");
    expect(await services.groups.rename(who("secretariat"), form)).toBe("open-government");
    expect(await key(services.groups.rename(who("secretariat"), form))).toBe("group.same-names");
    expect(await services.groups.movedTo(slug)).toBe("open-government");
    expect(await services.groups.movedTo("open-government")).toBe(null);
    expect((await services.groups.head(slug, "es")).name).toBe("Gobierno abierto");
    const told = await services.records.history(nobody, "/groups/open-government/proposal", "en");
    expect(told.map(({ kind }) => kind)).toContain("group.proposed");
    const again = await services.groups.rename(who("secretariat"), { ...form, names: { en: "Public data" } });
    expect([again, await services.groups.movedTo(slug)]).toEqual(["public-data", "public-data"]);
    expect(await house.propose("CL", { ...creation, names: { pt: "Open government" } })).toBe(
      "open-government-2",
    );
    // A group may have its own address back.
    const back = await services.groups.rename(who("secretariat"), { ...form, slug: "public-data" });
    expect([back, await services.groups.movedTo("public-data")]).toEqual([
      "open-government",
      "open-government",
    ]);
  });
});
