import { randomUUID } from "node:crypto";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { read } from "#app/domain/consensus.ts";
import { addWorkingDays, regionalDay } from "#app/domain/region.ts";
import type { Person } from "#app/domain/roles.ts";
import { deskServices } from "#server/services/desks.ts";
import { goalViews } from "#server/services/goal-views.ts";
import { goalServices } from "#server/services/goals.ts";
import { officerServices } from "#server/services/officers.ts";
import { recordServices } from "#server/services/records.ts";
import { regionServices } from "#server/services/regions.ts";
import { roundPages } from "#server/services/round-pages.ts";
import { roundServices, type PositionForm } from "#server/services/rounds.ts";
import { roundSubjects } from "#server/services/subjects.ts";
import type { Store } from "#server/store/client.ts";
import { proposalByNumber } from "#server/store/proposals.ts";
import { roundById } from "#server/store/rounds.ts";
import { freshStore } from "#test/database.ts";
import {
  focalPoint,
  groundOn,
  nobody,
  person,
  populate,
  refusalFrom,
  representative,
  secretariat,
  start,
} from "#test/factories.ts";

const slug = "internet-governance";
const day = 86_400_000;
const after = (days: number) => new Date(start.getTime() + days * day);
const closing = after(10);

let store: Store;
let ground: ReturnType<typeof groundOn>;
let goals: ReturnType<typeof goalServices>;
let views: ReturnType<typeof goalViews>;
let rounds: ReturnType<typeof roundServices>;
const people: Partial<Record<"BR" | "AR" | "UY" | "secretariat", Person>> = {};

const who = (name: keyof typeof people): Person => {
  const found = people[name];
  if (found === undefined) throw new Error(`nobody is called ${name}`);
  return found;
};

beforeAll(async () => {
  store = await freshStore();
  ground = groundOn(store);
  goals = goalServices(ground);
  views = goalViews(ground);
  rounds = roundServices(ground, roundSubjects);
  const groupId = await populate(store, slug, ["BR", "AR", "UY"]);
  for (const iso of ["BR", "AR", "UY"] as const)
    people[iso] = await person(store, iso, [representative(iso, groupId)]);
  people["secretariat"] = await person(store, "Secretariat", [secretariat]);
});

afterAll(() => store.close());

async function opened(mode: "express" | "silence" = "express"): Promise<{ number: number; roundId: string }> {
  const text = {
    title: "Puntos de intercambio",
    paragraphs: ["Cada país tiene un punto de intercambio."],
    rationale: "",
  };
  const number = await goals.draft(who("AR"), {
    id: randomUUID(),
    slug,
    country: "AR",
    area: "F",
    language: "es",
    text,
  });
  const revision = async () => (await proposalByNumber(store.db, number)).revision;
  await goals.discuss(who("AR"), { number, revision: await revision() });
  const roundId = await goals.openGroupRound(who("BR"), {
    number,
    revision: await revision(),
    mode,
    closing,
  });
  return { number, roundId };
}

async function give(
  roundId: string,
  iso: "BR" | "AR" | "UY",
  more: Partial<PositionForm> = {},
): Promise<void> {
  const round = await roundById(store.db, roundId);
  if (round === null) throw new Error("there is no such round");
  const form: PositionForm = {
    roundId,
    seat: iso,
    office: "representative",
    language: "es",
    releaseId: round.release.id,
    after: round.positions.filter(({ seat }) => seat === iso).length,
    kind: "joins",
    passage: null,
    text: null,
    reason: null,
    lift: null,
    amendment: null,
    confirmDay: null,
    explanation: null,
    ...more,
  };
  return rounds.give(who(iso), form);
}

/** Runs at another instant, and puts the clock back. */
async function at<T>(instant: Date, work: () => Promise<T>): Promise<T> {
  const before = ground.clock.now();
  ground.clock.set(instant);
  try {
    return await work();
  } finally {
    ground.clock.set(before);
  }
}

const stage = async (number: number) => (await proposalByNumber(store.db, number)).stage;
const objection = { kind: "objects", passage: "1", reason: "No es posible.", lift: "Un plazo." } as const;

describe("a position ad referendum", () => {
  it("holds the outcome until the capital confirms, who is heard once", async () => {
    const { number, roundId } = await opened();
    await give(roundId, "BR");
    await give(roundId, "AR");
    await give(roundId, "UY", { kind: "ad-referendum", confirmDay: regionalDay(after(20)) });
    expect(await refusalFrom(rounds.record(who("BR"), { roundId }))).toMatchObject({ key: "round.needs" });
    const form = { roundId, seat: "UY", office: "representative", language: "es", confirmed: true } as const;
    expect(await refusalFrom(rounds.confirm(who("AR"), form))).toMatchObject({ kind: "forbidden" });
    await at(after(15), () => rounds.confirm(who("UY"), form));
    await at(after(16), () => rounds.confirm(who("UY"), form));
    expect(
      await refusalFrom(at(after(16), () => rounds.confirm(who("UY"), { ...form, confirmed: false }))),
    ).toMatchObject({ key: "confirmation.none-awaited" });
    expect(await store.db.confirmation.count({ where: { position: { roundId } } })).toBe(1);
    expect(await at(after(16), () => rounds.record(who("BR"), { roundId }))).toBe("consensus");
    expect(await stage(number)).toBe("agreed");
  });

  it("ends the round without consensus when its day passes, and the goal goes back to the group", async () => {
    const { number, roundId } = await opened();
    for (const iso of ["BR", "AR"] as const) await give(roundId, iso);
    await give(roundId, "UY", { kind: "ad-referendum", confirmDay: regionalDay(after(12)) });
    expect(await at(after(14), () => rounds.record(who("BR"), { roundId }))).toBe("lapsed");
    expect(await stage(number)).toBe("discussed");
  });

  it("is refused without a day, on a day that passed, and on one that the terms do not allow", async () => {
    const { roundId } = await opened();
    for (const confirmDay of [null, regionalDay(after(-2)), regionalDay(after(50))])
      expect(await refusalFrom(give(roundId, "UY", { kind: "ad-referendum", confirmDay }))).toMatchObject({
        kind: "invalid",
      });
    await give(roundId, "UY", { kind: "ad-referendum", confirmDay: regionalDay(after(40)) });
    const round = await roundById(store.db, roundId);
    expect(round?.positions[0]?.confirmBy).toEqual(after(40));
  });
});

describe("a silence", () => {
  it("is broken at once by an objection; the outcome says so and the goal goes back", async () => {
    const { number, roundId } = await opened("silence");
    await give(roundId, "UY", objection);
    expect(await refusalFrom(give(roundId, "AR"))).toMatchObject({ key: "round.silence-broken" });
    expect(await rounds.record(who("BR"), { roundId })).toBe("broken");
    expect(await stage(number)).toBe("discussed");
  });

  it("consents at its exact end, and is entered when letters received before have had their time", async () => {
    const { roundId } = await opened("silence");
    const enter = () => rounds.record(who("BR"), { roundId });
    const before = (instant: Date) => new Date(instant.getTime() - 1);
    expect(await refusalFrom(at(before(closing), enter))).toMatchObject({ key: "round.needs" });
    const until = addWorkingDays(closing, 1);
    expect(await refusalFrom(at(before(until), enter))).toMatchObject({ key: "round.letters-awaited" });
    await at(closing, async () => {
      const recorded = await roundById(store.db, roundId);
      if (recorded === null) throw new Error("there is no such round");
      const { group } = await roundSubjects.goal.facts(store.db, recorded.subject.id, closing);
      const { part } = await rounds.view(who("BR"), recorded, group);
      expect(part).toMatchObject({ records: false, recordsFrom: until });
      expect((await rounds.view(who("AR"), recorded, group)).part.recordsFrom).toBeNull();
      const { dues } = await deskServices(ground).page(who("BR"), "en");
      expect(dues).toContainEqual(
        expect.objectContaining({ kind: "record", link: `/rounds/${recorded.number}`, from: until }),
      );
    });
    expect(await at(until, enter)).toBe("consensus");
    const entry = await store.db.journalEntry.findFirstOrThrow({
      where: { roundId, kind: "round.outcome-recorded" },
    });
    // It takes effect at its end; the entry only certifies it.
    expect(JSON.parse(entry.facts)).toMatchObject({ facts: { since: closing.toISOString() } });
  });
});

describe("the Chair of a round", () => {
  it("extends it before its end to an exact instant, on record with what it was, and never after", async () => {
    const { roundId } = await opened();
    const to = (closing: Date, before = after(10)) => ({ roundId, before, closing });
    const extend = (name: "AR" | "BR", form: ReturnType<typeof to>) => rounds.extend(who(name), form);
    expect(await refusalFrom(extend("AR", to(after(20))))).toMatchObject({ kind: "forbidden" });
    await extend("BR", to(after(20)));
    expect((await roundById(store.db, roundId))?.round.closing).toEqual(after(20));
    const entry = await store.db.journalEntry.findFirstOrThrow({
      where: { roundId, kind: "round.extended" },
    });
    expect(JSON.parse(entry.facts)).toMatchObject({
      facts: { before: after(10).toISOString(), closing: after(20).toISOString(), because: "chair" },
    });
    await extend("BR", to(after(20)));
    expect(await store.db.journalEntry.count({ where: { roundId, kind: "round.extended" } })).toBe(1);
    expect(await refusalFrom(extend("BR", to(after(30))))).toMatchObject({
      key: "round.end-moved-meanwhile",
    });
    expect(await refusalFrom(extend("BR", to(after(19), after(20))))).toMatchObject({
      kind: "invalid",
      key: "round.not-longer",
    });
    const late = at(after(20), () => extend("BR", to(after(30), after(20))));
    expect(await refusalFrom(late)).toMatchObject({ key: "round.closed" });
  });

  it("is stood in for by the secretariat after three working days, with the same outcome", async () => {
    const { roundId } = await opened();
    for (const iso of ["BR", "AR", "UY"] as const) await give(roundId, iso);
    expect(await refusalFrom(rounds.record(who("secretariat"), { roundId }))).toMatchObject({
      kind: "forbidden",
    });
    expect(await at(after(4), () => rounds.record(who("secretariat"), { roundId }))).toBe("consensus");
    expect(await store.db.outcome.findUnique({ where: { roundId } })).toMatchObject({
      office: "secretariat",
      country: null,
    });
  });
});

describe("the capacity that a form of the Chair names", () => {
  const as = (country: string) => ({ office: "representative", country }) as const;
  const wrong = { kind: "forbidden", key: "position.wrong-capacity" };

  it("is checked when it is sent: one that is not, or no longer, theirs is refused", async () => {
    const { roundId } = await opened();
    const longer = { roundId, before: closing, closing: after(12) };
    expect(await refusalFrom(rounds.extend(who("BR"), { ...longer, as: as("AR") }))).toEqual(wrong);
    const reason = "Otra fecha.";
    for (const act of ["withdraw", "annul"] as const)
      expect(await refusalFrom(rounds[act](who("BR"), { roundId, reason, as: as("UY") }))).toEqual(wrong);
    const staff = { office: "secretariat", country: null } as const;
    expect(await refusalFrom(rounds.annul(who("BR"), { roundId, reason, as: staff }))).toEqual(wrong);
    await rounds.extend(who("BR"), { ...longer, as: as("BR") });
    for (const iso of ["BR", "AR", "UY"] as const) await give(roundId, iso);
    expect(await refusalFrom(rounds.record(who("BR"), { roundId, as: as("AR") }))).toEqual(wrong);
    const recorded = await roundById(store.db, roundId);
    if (recorded === null) throw new Error("there is no such round");
    const { group } = await roundSubjects.goal.facts(store.db, recorded.subject.id, start);
    const offered = (await rounds.view(who("BR"), recorded, group)).part.as;
    expect(offered).toEqual({ records: [as("BR")], presides: [as("BR")] });
    expect(await rounds.record(who("BR"), { roundId, as: as("BR") })).toBe("consensus");
  });

  it("is checked in the steps of a chain too", async () => {
    const text = { title: "Puntos", paragraphs: ["Uno."], rationale: "" };
    const form = { id: randomUUID(), slug, country: "AR", area: "F", language: "es" as const, text };
    const number = await goals.draft(who("AR"), form);
    const sent = async () => ({ number, revision: (await proposalByNumber(store.db, number)).revision });
    expect(await refusalFrom(goals.discuss(who("AR"), { ...(await sent()), as: as("UY") }))).toEqual(wrong);
    const { acts } = await views.page(who("AR"), number, "es");
    expect(acts.find(({ act }) => act === "discuss")?.as).toEqual([as("AR")]);
    await goals.discuss(who("AR"), { ...(await sent()), as: as("AR") });
    const opening = { ...(await sent()), mode: "express" as const, closing };
    const officer = { office: "officer", country: "BR" } as const;
    expect(await refusalFrom(goals.openGroupRound(who("BR"), { ...opening, as: officer }))).toEqual(wrong);
    await goals.openGroupRound(who("BR"), { ...opening, as: as("BR") });
  });

  it("is chosen where somebody has two: what is on record says which", async () => {
    const both = await person(store, "Both", [secretariat, representative("BR", "g-internet-governance")]);
    const { roundId } = await opened();
    for (const iso of ["BR", "AR", "UY"] as const) await give(roundId, iso);
    const staff = { office: "secretariat", country: null } as const;
    expect(await refusalFrom(rounds.record(both, { roundId, as: staff }))).toEqual(wrong);
    expect(await at(after(4), () => rounds.record(both, { roundId, as: staff }))).toBe("consensus");
    expect(await store.db.outcome.findUnique({ where: { roundId } })).toMatchObject({
      office: "secretariat",
    });
  });
});

describe("the word of a capital, reviewed before it is entered", () => {
  it("says what would follow, and puts nothing on record", async () => {
    const { roundId } = await opened();
    for (const iso of ["BR", "AR"] as const) await give(roundId, iso);
    await give(roundId, "UY", { kind: "ad-referendum", confirmDay: regionalDay(after(20)) });
    const form = { roundId, seat: "UY", office: "representative", language: "es" } as const;
    for (const [confirmed, state] of [
      [true, "consensus"],
      [false, "lapsed"],
    ] as const)
      expect(
        await at(closing, () => rounds.reviewConfirmation(who("UY"), { ...form, confirmed })),
      ).toMatchObject({ country: "UY", confirmed, after: { state } });
    expect(await store.db.confirmation.count({ where: { position: { roundId } } })).toBe(0);
    const other = rounds.reviewConfirmation(who("AR"), { ...form, confirmed: true });
    expect(await refusalFrom(other)).toMatchObject({ kind: "forbidden" });
  });
});

describe("an explanation of position", () => {
  it("is taken until the outcome is on record, and once when it is sent twice", async () => {
    const { roundId } = await opened();
    const form = {
      roundId,
      seat: "UY",
      office: "representative",
      language: "es",
      text: "Lo entendemos así.",
    } as const;
    await rounds.explain(who("UY"), form);
    await rounds.explain(who("UY"), form);
    expect((await roundById(store.db, roundId))?.explanations).toHaveLength(1);
    for (const iso of ["BR", "AR", "UY"] as const) await give(roundId, iso);
    await rounds.record(who("BR"), { roundId });
    expect(await refusalFrom(rounds.explain(who("UY"), { ...form, text: "Más." }))).toMatchObject({
      key: "round.recorded",
    });
  });

  it("alike of two countries is two, sent again after another's it is still one", async () => {
    const { roundId } = await opened();
    const base = { roundId, office: "representative", language: "es", text: "Lo entendemos así." } as const;
    await rounds.explain(who("UY"), { ...base, seat: "UY" });
    await rounds.explain(who("AR"), { ...base, seat: "AR" });
    await rounds.explain(who("UY"), { ...base, seat: "UY" });
    const { explanations = [] } = (await roundById(store.db, roundId)) ?? {};
    expect(explanations.map(({ country }) => country)).toEqual(["UY", "AR"]);
  });

  it("that comes with a position sent again is put on record, the position is not given twice", async () => {
    const { roundId } = await opened();
    await give(roundId, "UY", { after: 0 });
    await give(roundId, "UY", { after: 0, explanation: "Lo entendemos así." });
    await give(roundId, "UY", { after: 0, explanation: "Lo entendemos así." });
    const recorded = await roundById(store.db, roundId);
    expect(recorded?.positions).toHaveLength(1);
    expect(recorded?.explanations.map(({ text }) => text)).toEqual(["Lo entendemos así."]);
  });

  it("is given by a country that had nobody to answer when the round opened, which gives no position", async () => {
    const groupId = "g-internet-governance";
    await store.transaction(async (tx) => {
      const { id: _, ...row } = await tx.membership.findFirstOrThrow({ where: { groupId, country: "UY" } });
      await tx.membership.create({ data: { ...row, country: "PY" } });
    });
    const { number, roundId } = await opened();
    await store.db.membership.deleteMany({ where: { country: "PY" } });
    const late = await person(store, "Paraguay", [focalPoint("PY")]);
    const recorded = await roundById(store.db, roundId);
    if (recorded === null) throw new Error("there is no such round");
    const { group } = await roundSubjects.goal.facts(store.db, recorded.subject.id, start);
    expect((await rounds.view(late, recorded, group)).part.seats).toMatchObject([
      { seat: "PY", vacant: true, answers: false, confirms: false, explains: true },
    ]);
    const { number: address } = recorded;
    expect(await refusalFrom(roundPages(ground).answering(late, address, null, "es"))).toMatchObject({
      key: "position.vacant",
    });
    const form = { roundId, seat: "PY", office: "focal-point", language: "es", text: "Vacante." } as const;
    await rounds.explain(late, form);
    expect((await roundById(store.db, roundId))?.explanations).toMatchObject([{ country: "PY" }]);
    // From then on something is on record: the round is no longer taken back as if nothing had been said.
    expect(await refusalFrom(rounds.annul(who("BR"), { roundId, reason: "Error." }))).toMatchObject({
      key: "round.has-positions",
    });
    expect(await stage(number)).toBe("group-round");
  });
});

describe("roll and terms", () => {
  it("stay as they were at the opening, whoever comes later", async () => {
    const { roundId } = await opened();
    const groupId = "g-internet-governance";
    const late = await person(store, "Paraguay", [representative("PY", groupId)]);
    await store.transaction(async (tx) => {
      const membership = await tx.membership.findFirstOrThrow({ where: { groupId, country: "UY" } });
      const { id: _, ...row } = membership;
      await tx.membership.create({ data: { ...row, country: "PY" } });
    });
    const round = await roundById(store.db, roundId);
    expect(round?.round.roll.entries.map(({ country }) => country)).toEqual(["AR", "BR", "UY"]);
    const form = { roundId, seat: "PY", office: "representative", language: "es", text: "Tarde." } as const;
    expect(await refusalFrom(rounds.explain(late, form))).toMatchObject({ kind: "forbidden" });
    await store.db.membership.deleteMany({ where: { country: "PY" } });
  });
});

describe("an outcome", () => {
  it("may be entered exactly when the reading says that nothing is needed", async () => {
    const isos = ["BR", "AR", "UY"] as const;
    const given = fc.constantFrom<Partial<PositionForm> | null>(
      null,
      {},
      { kind: "dissociates" },
      objection,
      { kind: "joins-with-reservation", passage: "1", text: "No nos obliga." },
      { kind: "ad-referendum", confirmDay: regionalDay(after(12)) },
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(given, { minLength: 3, maxLength: 3 }),
        fc.constantFrom(1, 10, 20),
        async (positions, days) => {
          const { roundId } = await opened();
          for (const [place, iso] of isos.entries()) {
            const position = positions[place];
            if (position) await give(roundId, iso, position);
          }
          await at(after(days), async () => {
            const recorded = await roundById(store.db, roundId);
            if (recorded === null) throw new Error("there is no such round");
            const enter = rounds.record(who("BR"), { roundId });
            const { outcome, enterable } = read(recorded.round, after(days));
            const waits = enterable !== null && after(days) < enterable;
            if (outcome !== null && !waits) expect(await enter).toEqual(expect.any(String));
            else
              expect(await refusalFrom(enter)).toEqual({
                kind: "conflict",
                key: waits ? "round.letters-awaited" : "round.needs",
              });
          });
        },
      ),
      { numRuns: 12 },
    );
  }, 120_000);
});

describe("what pages are told", () => {
  it("a draft is shown to those with a part in the group, and unknown to others", async () => {
    const text = { title: "Borrador", paragraphs: ["Uno."], rationale: "" };
    const number = await goals.draft(who("AR"), {
      id: randomUUID(),
      slug,
      country: "AR",
      area: "F",
      language: "es",
      text,
    });
    expect(await refusalFrom(views.page(nobody, number, "es"))).toMatchObject({ kind: "unknown" });
    const seen = await views.page(who("UY"), number, "es");
    expect(seen.acts.map(({ act }) => act)).toEqual(["cosponsor"]);
    const own = await views.page(who("AR"), number, "es");
    expect(own.acts.map(({ act }) => act)).toEqual(["edit", "discuss", "withdraw"]);
    expect((await views.list(nobody, "es")).map(({ proposal }) => proposal.number)).not.toContain(number);
  });

  it("the region lists the round with who is awaited, and the desk of each asks for the answer", async () => {
    const { number, roundId } = await opened();
    await give(roundId, "BR");
    const region = await regionServices(ground).page("en");
    const line = region.open.find(({ id }) => id === roundId);
    expect(line?.subject.link).toBe(`/goals/p${number}`);
    expect(line?.reading.needed).toEqual([{ kind: "not-answered", countries: ["AR", "UY"] }]);
    const desks = deskServices(ground);
    const mine = async (iso: "BR" | "UY") =>
      (await desks.page(who(iso), "en")).dues.filter((due) => due.kind === "answer").map(({ link }) => link);
    expect(await mine("UY")).toContain(`/rounds/${line?.number}/position`);
    expect(await mine("BR")).not.toContain(`/rounds/${line?.number}/position`);
    expect(await refusalFrom(desks.page(nobody, "en"))).toMatchObject({ kind: "forbidden" });
  });

  it("the officers' page shows eight seats, two of them vacant", async () => {
    const view = await officerServices(ground).page("en");
    const seats = view.groups.flatMap((group) => group.seats);
    expect(seats).toHaveLength(8);
    expect(seats.filter(({ country }) => country === null)).toHaveLength(2);
    expect(view.observers).toHaveLength(3);
  });

  it("the record names what its entries are about, and keeps drafts from the public", async () => {
    const records = recordServices(ground);
    const asked = { group: slug, family: "goals", page: 1 } as const;
    const open = await records.page(nobody, asked, "es");
    expect(open.entries.length).toBeGreaterThan(0);
    expect(
      open.entries.every(
        ({ subject, by, kind }) => subject !== null && by !== null && kind !== "goal.drafted",
      ),
    ).toBe(true);
    const all = await records.page(who("secretariat"), asked, "es");
    expect(all.total).toBeGreaterThan(open.total);
    expect(await refusalFrom(records.page(nobody, { ...asked, group: "no-such-group" }, "es"))).toMatchObject(
      { kind: "unknown" },
    );
    for (const proof of await records.proofs()) expect(proof.broken).toBeNull();
  });
});
