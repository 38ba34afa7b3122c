import { randomUUID } from "node:crypto";
import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import { read } from "#app/domain/consensus.ts";
import { addWorkingDays, regionalDay } from "#app/domain/region.ts";
import { deskServices } from "#server/services/desks.ts";
import { officerServices } from "#server/services/officers.ts";
import { recordServices } from "#server/services/records.ts";
import { regionServices } from "#server/services/regions.ts";
import type { PositionForm } from "#server/services/rounds.ts";
import { roundSubjects } from "#server/services/subjects.ts";
import { roundById } from "#server/store/rounds.ts";
import { nobody, person, refusalFrom, representative } from "#test/factories.ts";
import { after, closing, objection, roundHouse, slug } from "./round-house.ts";

const { store, ground, goals, views, rounds, who, opened, give, at, stage } = await roundHouse();

afterAll(() => store.close());

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

describe("roll and terms", () => {
  it("stay as they were at the opening, whoever comes later", async () => {
    const { roundId } = await opened();
    const groupId = "g-internet-governance";
    const late = await person(store, "Paraguay", [representative("PY", groupId)]);
    await store.transaction(async (tx) => {
      const membership = await tx.membership.findFirstOrThrow({ where: { country: "UY" } });
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
