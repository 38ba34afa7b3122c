import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { languages } from "#app/i18n/language.ts";
import { translator } from "#app/i18n/translate.ts";
import { act } from "#server/services/act.ts";
import { letterServices } from "#server/services/letters.ts";
import { openRound } from "#server/services/round-opening.ts";
import { roundLetterServices } from "#server/services/round-letters.ts";
import { groupFacts } from "#server/store/groups.ts";
import { cursorOf, heads } from "#server/store/letter-cursor.ts";
import { freeze } from "#server/store/releases.ts";
import { start } from "#test/factories.ts";
import { inDays, objection } from "./goal-house.ts";
import { full, hours, letterHouse, to } from "./letter-house.ts";

let house: Awaited<ReturnType<typeof letterHouse>>;

beforeAll(async () => {
  house = await letterHouse();
}, 120_000);
afterAll(() => house.store.close());
beforeEach(() => house.begin());

describe("a round that opens", () => {
  it("is told to all who can decide for a seat and to the focal points of these countries, in their languages", async () => {
    const { roundId } = await house.groupRound();
    await house.letters.follow();
    const found = await house.fresh();
    expect(found.map(({ kind, to: name }) => `${kind} → ${name}`)).toEqual(
      to("round-opened", "Brazil", "Chile", "Focal", "Peru"),
    );
    const { number, round } = await house.recordedOf(roundId);
    for (const letter of found) {
      const language = languages.find((known) => known === letter.language) ?? "es";
      const said = full(language, round.closing);
      expect(letter.text).toContain(said);
      expect(letter.text).toContain(`http://localhost:3000/${language}/rounds/${number}\n`);
      expect(letter.roundId).toBe(roundId);
    }
    expect(found.map(({ language }) => language)).toEqual(["fr", "pt", "en", "es"]);
    const focal = found.find(({ to: name }) => name === "Focal");
    expect(focal?.text).toContain("You answer as: Chile, national focal point");
  });

  it("among the officers asks the seats only; the focal points of their countries are told", async () => {
    const number = await house.agreed();
    await house.goals.table(house.who("peru"), await house.at(number));
    await house.letters.follow();
    await house.fresh();
    await house.goals.openOfficersRound(house.who("officers-peru"), {
      ...(await house.at(number)),
      mode: "express",
      closing: inDays(30),
    });
    await house.letters.follow();
    const found = await house.fresh();
    const names = found.map(({ to: name }) => name);
    expect(names).toContain("Officer PE");
    expect(names).toContain("Officer MX");
    expect(names).not.toContain("Chile");
    const mexico = found.find(({ to: name }) => name === "Focal MX");
    if (mexico !== undefined)
      expect(mexico.text).toContain("You receive this as: Mexico, national focal point");
    const chair = found.find(({ to: name }) => name === "Officer PE");
    expect(chair?.text).toContain("You answer as: Peru, seat among the Presiding Officers");
  });

  it("later is announced now and told once more when it has begun", async () => {
    const opening = hours(start, 48);
    await house.groupRound("express", 10, opening);
    await house.letters.follow();
    const asked = ["Brazil", "Chile", "Focal", "Peru"];
    expect(await house.brief()).toEqual(to("round-announced", ...asked));
    house.set(hours(opening, -0.001));
    await house.letters.remind();
    expect(await house.brief()).toEqual([]);
    house.set(opening);
    await house.letters.remind();
    await house.letters.remind();
    expect(await house.brief()).toEqual(to("round-opened", ...asked));
  });

  it("as a consultation asks every country of the region that has somebody", async () => {
    const { store, ground, who } = house;
    const { groupId } = await store.db.membership.findFirstOrThrow({ where: { country: "PE" } });
    const actor = who("officers-peru");
    const facts = await groupFacts(store.db, groupId, start);
    await act(ground, async (tx, record, now) => {
      const subject = { kind: "group", id: groupId } as const;
      const text = { kind: "group-discontinuation", headings: [] };
      const release = await freeze(
        tx,
        { subject, text, language: "es", authorId: actor.id, country: "PE" },
        now,
      );
      const body = { kind: "officers", cycleId: facts.officers.cycleId } as const;
      const capacity = { office: "officer", country: "PE", body } as const;
      const times = { opening: now, closing: inDays(20) };
      const opening = {
        subject,
        group: facts,
        link: `/groups/x`,
        release,
        roll: "region",
        ...times,
      } as const;
      const openness = { brackets: 0, gaps: 0 };
      const how = { openness, mode: "silence", actorId: actor.id, capacity } as const;
      return openRound(tx, record, { ...opening, ...how }, now);
    });
    await house.letters.follow();
    const found = await house.fresh();
    expect(found.map(({ to: name }) => name)).toEqual(["Brazil", "Chile", "Focal", "Focal MX", "Peru"]);
    expect(found.find(({ to: name }) => name === "Focal MX")?.text).toContain(
      translator("en")("round-letters:silence.consultation"),
    );
    expect(found[0]?.subject).toMatch(/^Consultation de tous les pays/);
  });
});

describe("what is recorded", () => {
  it("is told once, however often and by however many the journal is followed", async () => {
    await house.groupRound();
    const counts = await Promise.all(Array.from({ length: 8 }, () => house.letters.follow()));
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(4);
    expect(await house.brief()).toHaveLength(4);
    expect(await house.letters.follow()).toBe(0);
    expect(await cursorOf(house.store.db)).toEqual(await heads(house.store.db));
  });

  it("is told after a fall between the act and the letter, by whoever follows next", async () => {
    const { roundId } = await house.groupRound();
    await house.rounds.withdraw(house.who("peru"), { roundId, reason: "Otro texto" });
    // Nobody heard the bus: another process starts and follows.
    await roundLetterServices(house.ground).follow();
    const asked = ["Brazil", "Chile", "Focal", "Peru"];
    expect(await house.brief()).toEqual([
      ...to("round-opened", ...asked),
      ...to("round-withdrawn", ...asked),
    ]);
  });

  it("is not lost to a fault in its telling: the chain stays where it was and is read again", async () => {
    const brazil = house.who("brazil").id;
    await house.store.db.person.update({ where: { id: brazil }, data: { language: "xx" } });
    await house.groupRound();
    expect(await house.letters.follow()).toBe(0);
    expect(await house.brief()).toEqual([]);
    await house.store.db.person.update({ where: { id: brazil }, data: { language: "fr" } });
    expect(await house.letters.follow()).toBe(4);
    expect(await house.brief()).toHaveLength(4);
  });

  it("before there were letters is not told", async () => {
    await house.groupRound();
    await house.store.db.setting.delete({ where: { key: "letters.followed" } });
    expect(await house.letters.follow()).toBe(0);
    expect(await house.brief()).toEqual([]);
  });

  it("of an extension, a withdrawal and an annulment goes to those who were asked", async () => {
    const asked = ["Brazil", "Chile", "Focal", "Peru"];
    const first = await house.groupRound();
    await house.give("chile", first.number, "CL");
    await house.letters.follow();
    await house.fresh();
    const closing = hours(start, 32 * 24);
    await house.extend(first.roundId, closing);
    await house.letters.follow();
    const extended = await house.fresh();
    expect(extended.map(({ kind, to: name }) => `${kind} → ${name}`)).toEqual(to("round-extended", ...asked));
    const answered = (name: string) => extended.find((letter) => letter.to === name)?.text;
    expect(answered("Chile")).toContain(translator("pt")("round-letters:answered"));
    expect(answered("Peru")).toContain(translator("es")("round-letters:silence.express"));
    expect(answered("Peru")).toContain(full("es", closing));

    const second = await house.groupRound();
    await house.letters.follow();
    await house.fresh();
    await house.rounds.annul(house.who("peru"), { roundId: second.roundId, reason: "Se abrió por error" });
    await house.letters.follow();
    const annulled = await house.fresh();
    expect(annulled.map(({ kind, to: name }) => `${kind} → ${name}`)).toEqual(to("round-annulled", ...asked));
    // Words of persons stay where they can be redacted.
    for (const { text } of annulled) expect(text).not.toContain("Se abrió por error");
  });

  it("of a broken silence goes to the roll and the group's persons at once, and once", async () => {
    const { number, roundId } = await house.groupRound("silence", 10);
    await house.letters.follow();
    await house.fresh();
    await house.give("chile", number, "CL", objection);
    await house.letters.follow();
    const all = ["Brazil", "Chile", "Coordinator", "Focal", "Peru"];
    const found = await house.fresh();
    expect(found.map(({ kind, to: name }) => `${kind} → ${name}`)).toEqual(to("silence-broken", ...all));
    const own = found.find(({ to: name }) => name === "Peru");
    const said = /Chile rompió el silencio el \d+ de [^.]* en Santiago \(UTC−3\), por el párrafo 2\.\n/;
    expect(own?.text).toMatch(said);
    // Its words are read from the record when it is sent: what waits holds none that could be redacted.
    expect(own?.text).not.toContain(objection.lift);
    const sent: string[] = [];
    await letterServices(house.ground).deliver(
      own?.id ?? "",
      async ({ text }) => void sent.push(text),
      false,
    );
    expect(sent[0]).toMatch(said);
    expect(sent[0]).toContain(`Qué permitiría retirar la objeción:\n«${objection.lift}»\n`);
    await house.rounds.record(house.who("peru"), { roundId });
    await house.letters.follow();
    expect(await house.brief()).toEqual(to("round-outcome", ...all));
  });

  it("of an outcome names the countries that joined with a reservation", async () => {
    const { number, roundId } = await house.groupRound("express", 10);
    const reserved = { kind: "joins-with-reservation", passage: "1", text: "Not before 2013." } as const;
    await house.give("peru", number, "PE");
    await house.give("brazil", number, "BR", reserved);
    await house.give("chile", number, "CL");
    await house.rounds.record(house.who("peru"), { roundId });
    await house.letters.follow();
    const outcomes = (await house.fresh()).filter(({ kind }) => kind === "round-outcome");
    const text = outcomes.find(({ to: name }) => name === "Focal")?.text ?? "";
    expect(text).toContain("Outcome: consensus\nReservations: Brazil\n");
    expect(text).not.toContain(reserved.text);
  });

  it("of an outcome names what was lacking", async () => {
    const { number, roundId } = await house.groupRound("express", 10);
    await house.give("peru", number, "PE");
    await house.give("brazil", number, "BR", objection);
    await house.letters.follow();
    await house.fresh();
    house.set(hours(start, 10 * 24));
    await house.rounds.record(house.who("peru"), { roundId });
    await house.letters.follow();
    const found = await house.fresh();
    expect(found.map(({ to: name }) => name)).toEqual(["Brazil", "Chile", "Coordinator", "Focal", "Peru"]);
    const text = found.find(({ to: name }) => name === "Focal")?.text ?? "";
    expect(text).toContain("Outcome: no consensus, because of an objection");
    expect(text).toContain("– Chile has not answered.");
    expect(text).toContain("– Brazil objects to paragraph 2.");
  });

  it("of a plan that comes back goes to the group's persons, with the plan's page and without the comments", async () => {
    const { store, ground, groupId, who } = house;
    const document = await store.db.document.create({ data: {} });
    const plan = { groupId, period: "2011–2013", language: "es", stage: "drafting", stageSince: start };
    const { id: planId } = await store.db.plan.create({ data: { ...plan, documentId: document.id } });
    for (const from of ["officers", "group"] as const)
      await act(ground, async (_, record) =>
        record({
          kind: "plan.returned",
          groupId,
          capacity: null,
          actorId: who("officers-peru").id,
          link: "/groups/access-and-infrastructure/plan",
          facts: { planId, from },
          words: { comments: "Falta el presupuesto" },
        }),
      );
    await house.letters.follow();
    const found = await house.fresh();
    const persons = ["Brazil", "Chile", "Coordinator", "Peru"];
    expect(found.map(({ kind, to: name }) => `${kind} → ${name}`)).toEqual(
      to("plan-returned", ...persons, ...persons),
    );
    const texts = found.flatMap(({ to: name, text }) => (name === "Peru" ? [text] : []));
    expect(texts.filter((text) => text.includes("La Mesa Directiva devolvió"))).toHaveLength(1);
    for (const text of texts) {
      expect(text).toContain("/es/groups/access-and-infrastructure/plan\n");
      expect(text).not.toContain("presupuesto");
    }
  });

  it("of a goal that the officers return goes to the group's persons, with the goal's page", async () => {
    const number = await house.agreed();
    await house.goals.table(house.who("peru"), await house.at(number));
    await house.letters.follow();
    await house.fresh();
    await house.goals.giveBack(house.who("officers-peru"), {
      ...(await house.at(number)),
      reasons: "Falta el costo",
    });
    await house.letters.follow();
    const found = await house.fresh();
    expect(found.map(({ kind, to: name }) => `${kind} → ${name}`)).toEqual(
      to("goal-returned", "Brazil", "Chile", "Coordinator", "Peru"),
    );
    expect(found[0]?.text).toContain(`/fr/goals/p${number}\n`);
  });
});
