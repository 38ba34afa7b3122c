/** The end of a group beside acts on the rounds open in it, at the same instant: both wait in one order, and both are done. */
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { holdStage } from "#server/store/groups.ts";
import { liveRound, lockSubject } from "#server/store/rounds.ts";
import { endCommission } from "#server/services/commissions.ts";
import { decisionHouse } from "./decision-house.ts";
import { groupHouse, working } from "./group-house.ts";

/** Long enough for the other act to come as far as the lock it waits for, in milliseconds. */
const pause = () => new Promise((resolve) => setTimeout(resolve, 400));

describe("fifty at once on the founding of a group", () => {
  let house: Awaited<ReturnType<typeof groupHouse>>;
  beforeAll(async () => {
    house = await groupHouse();
  });
  afterAll(() => house.store.close());
  const fifty = <T>(work: () => Promise<T>) => Promise.all(Array.from({ length: 50 }, work));

  it("are one consultation, one round of the officers, one outcome, one group", async () => {
    const { services, who, at, store } = house;
    const slug = await house.propose();
    const asked = { ...(await at(slug)), ...house.times(7) };
    const consulted = await fifty(() => services.groups.openConsultation(who("chair"), asked));
    expect(new Set(consulted).size).toBe(1);
    house.wait(8);
    const [consultation = ""] = consulted;
    await services.rounds.record(who("chair"), { roundId: consultation });
    const roundId = await house.before(slug);
    expect(new Set(await fifty(() => services.rounds.record(who("chair"), { roundId })))).toEqual(
      new Set(["consensus"]),
    );
    const { id, stage } = await at(slug);
    expect(stage).toBe("active");
    const facts = { contains: id };
    for (const kind of ["group.created", "group.chairs-entered"])
      expect([kind, await store.db.journalEntry.count({ where: { kind, facts } })]).toEqual([kind, 1]);
  });
});

describe("the withdrawal of the rounds open in a group", () => {
  let house: Awaited<ReturnType<typeof groupHouse>>;
  beforeAll(async () => {
    house = await groupHouse();
  });
  beforeEach(() => house.reset());
  afterAll(() => house.store.close());

  it("and an act that holds the text of one and asks for the group are both done", async () => {
    const { services, who, at, store, workingId } = house;
    const reasons = ["Cumplió su mandato."];
    await services.groups.proposeEnd(who("CL"), {
      ...(await at(working)),
      country: "CL",
      reasons,
      language: "es",
    });
    await house.consult(working, ["AR"]);
    const number = await services.goals.draft(who("peru"), {
      slug: working,
      id: randomUUID(),
      country: "PE",
      area: "A",
      language: "es",
      text: { title: "Meta abierta", paragraphs: ["Cada país mide."], rationale: "" },
    });
    const goal = async () => {
      const { id, revision } = await store.db.proposal.findFirstOrThrow({ where: { number } });
      return { id, number, revision };
    };
    await services.goals.discuss(who("peru"), await goal());
    await services.goals.openGroupRound(who("peru"), {
      ...(await goal()),
      ...house.times(20),
      mode: "express",
    });
    const subject = { kind: "goal", id: (await goal()).id } as const;
    const round = await liveRound(store.db, subject);
    await house.before(working);

    // As the opening of a round does it: first what it is of, then the group.
    let withdrawal: Promise<unknown> = Promise.resolve();
    const stage = await store.transaction(async (tx) => {
      await lockSubject(tx, subject);
      withdrawal = services.groups.withdrawRounds(who("chair"), {
        slug: working,
        rounds: [round?.number ?? 0],
        reason: "El grupo termina.",
      });
      withdrawal.catch(() => undefined);
      await pause();
      return holdStage(tx, workingId);
    });
    expect(stage).toBe("discontinuation-round");
    await withdrawal;
    const { withdrawReason } = await store.db.round.findUniqueOrThrow({ where: { id: round?.id ?? "" } });
    expect(withdrawReason).toBe("El grupo termina.");
  });
});

describe("the end of a commission", () => {
  let house: Awaited<ReturnType<typeof decisionHouse>>;
  beforeAll(async () => {
    house = await decisionHouse();
  });
  afterAll(() => house.store.close());

  it("and an act that holds the text of a round in it and asks for it are both done", async () => {
    const { store, plan, planOf, output, decide, commissionAsked, ground, who, groundServices, again } =
      house;
    await plan(planOf(output("o1", "Estudio")), true);
    await decide(commissionAsked("o1"));
    const commission = await store.db.group.findFirstOrThrow({ where: { kind: "commission" } });
    const brazil = await again("brazil");
    const asked = { kind: "chairs", chair: "CL", viceChairs: [], from: null } as const;
    const form = { slug: commission.slug, id: randomUUID(), country: "BR", language: "es", asked } as const;
    const number = await groundServices.decisions.propose(brazil, form);
    await groundServices.decisions.openRound(brazil, {
      slug: commission.slug,
      number,
      revision: 0,
      mode: "express",
      opening: null,
      closing: new Date(ground.clock.now().getTime() + 20 * 86_400_000),
    });
    const subject = { kind: "decision", id: form.id } as const;

    let end: Promise<unknown> = Promise.resolve();
    const body = { kind: "group", groupId: house.groupId } as const;
    const capacity = { office: "representative", country: "PE", body } as const;
    const stage = await store.transaction(async (tx) => {
      await lockSubject(tx, subject);
      end = store.transaction((other) =>
        endCommission(
          other,
          () => undefined,
          commission.id,
          { because: "decision", language: "es", reason: () => "Terminó." },
          { actorId: who("peru").id, capacity },
          ground.clock.now(),
        ),
      );
      end.catch(() => undefined);
      await pause();
      return holdStage(tx, commission.id);
    });
    expect(stage).toBe("active");
    expect(await end).toBe(true);
    expect(await liveRound(store.db, subject)).toBeNull();
  });
});
