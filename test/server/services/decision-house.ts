/** A group of three countries that decides about itself. */
import { randomUUID } from "node:crypto";
import { firstState } from "#app/document/ydoc.ts";
import type { Plan } from "#app/document/plan.ts";
import type { DecisionAsked } from "#app/domain/decision-text.ts";
import { canonicalJson, type Json } from "#app/domain/release.ts";
import type { Actor, Person } from "#app/domain/roles.ts";
import type { PositionForm } from "#server/services/rounds.ts";
import { decisionAt } from "#server/store/decisions.ts";
import { createDocument } from "#server/store/documents.ts";
import { sha256 } from "#server/store/journal.ts";
import { liveRound, roundById } from "#server/store/rounds.ts";
import { makeServices } from "#server/services/services.ts";
import { openRound } from "#server/services/round-opening.ts";
import { groupFacts } from "#server/store/groups.ts";
import { freeze } from "#server/store/releases.ts";
import { actorOf, focalPoint, person, start } from "#test/factories.ts";
import { goalHouse, inDays, slug, words } from "./goal-house.ts";

export { inDays, slug } from "./goal-house.ts";

/** An output as it stands in a plan's text. */
export const output = (id: string, title: string, status = "planned") => ({
  type: "output",
  attrs: { id, title, status, kind: "study", responsible: "CL", goals: "1", due: "2012", indicator: "–" },
  content: [{ type: "paragraph", attrs: { id: `${id}-p` }, content: [{ type: "text", text: title }] }],
});

export const planOf = (...outputs: readonly unknown[]): Plan =>
  ({
    type: "doc",
    content: [
      { type: "heading", attrs: { id: "h1", level: 1 }, content: [{ type: "text", text: "Plan" }] },
      ...outputs,
    ],
  }) as unknown as Plan;

/** Opens a database of its own; close its store in `afterAll`. Peru chairs, Chile and Brazil take part. */
export async function decisionHouse() {
  const house = await goalHouse();
  const { store, ground, who, rounds } = house;
  const all = makeServices(ground);
  const { decisions } = all;
  const { id: groupId } = await store.db.group.findUniqueOrThrow({ where: { slug } });

  const propose = (name: string, country: string, asked: DecisionAsked, id = randomUUID()) =>
    decisions.propose(who(name), { slug, id, country, language: "es", asked });

  async function at(number: number) {
    const { revision, stage, id } = await decisionAt(store.db, slug, number);
    return { slug, number, revision, stage, id };
  }

  const open = async (actor: Actor, number: number, mode: "express" | "silence" = "express") =>
    decisions.openRound(actor, { ...(await at(number)), mode, opening: null, closing: inDays(30) });

  async function live(number: number) {
    const { id } = await at(number);
    const round = await liveRound(store.db, { kind: "decision", id });
    if (round === null) throw new Error("no round is open");
    return round;
  }

  async function form(number: number, seat: string, more: Partial<PositionForm> = {}): Promise<PositionForm> {
    const round = await live(number);
    return {
      roundId: round.id,
      seat,
      ...blank,
      releaseId: round.release.id,
      after: round.positions.filter((position) => position.country === seat).length,
      ...more,
    };
  }

  /** All three countries join, and `recorder` enters the outcome. Answers the round's id. */
  async function agree(number: number, recorder = "peru"): Promise<string> {
    const { id } = await live(number);
    for (const [name, country] of members) await rounds.give(who(name), await form(number, country));
    await rounds.record(who(recorder), { roundId: id });
    return id;
  }

  /** Proposes, opens by the Chair, agrees. Answers the decision's number. */
  async function decide(asked: DecisionAsked, opener = "peru"): Promise<number> {
    const number = await propose("chile", "CL", asked);
    await open(who(opener), number);
    await agree(number);
    return number;
  }

  /** Writes a plan with these outputs, adopted where `adopted`. Answers its id. */
  async function plan(text: Plan, adopted: boolean): Promise<string> {
    return store.transaction(async (tx) => {
      const documentId = await createDocument(tx, firstState(text), new Date());
      const stage = adopted ? "adopted" : "drafting";
      const data = { groupId, period: "2011-2013", language: "es", stage, stageSince: start, documentId };
      const { id: planId } = await tx.plan.create({ data: { ...data, version: adopted ? 1 : 0 } });
      if (!adopted) return planId;
      const canonical = canonicalJson(text as unknown as Json);
      const release = await tx.release.create({
        data: {
          planId,
          number: 1,
          canonical,
          sha256: sha256(canonical),
          language: "es",
          personId: who("peru").id,
          country: "PE",
          at: start,
        },
      });
      await tx.plan.update({ where: { id: planId }, data: { adoptedReleaseId: release.id } });
      return planId;
    });
  }

  /** Who holds the offices of a group now. */
  async function offices(id: string = groupId) {
    const at = ground.clock.now();
    const held = await store.db.groupOffice.findMany({
      where: { groupId: id, from: { lte: at }, OR: [{ until: null }, { until: { gt: at } }] },
      include: { act: true },
      orderBy: [{ office: "asc" }, { country: "asc" }],
    });
    return held.map(({ office, country, act }) => ({
      office,
      country,
      act: act.kind,
      reference: act.reference,
    }));
  }

  const again = (name: string): Promise<Person> => store.transaction((tx) => actorOf(tx, who(name).id));

  /** No country chairs the group, nor is Vice Chair. */
  const vacate = () => store.db.groupOffice.updateMany({ where: { groupId }, data: { until: start } });

  async function leave(country: string): Promise<void> {
    const focal = await person(store, `Focal ${country}`, [focalPoint(country)]);
    const act = { kind: "letter", reference: "Nota 9/2011", date: null, letterId: null } as const;
    await all.memberships.leave(focal, { slug, country, act });
  }

  const coordinator = (name: string, country: string) =>
    person(store, name, [{ office: "coordinator", body: { kind: "group", groupId }, country }]);

  /** Another version of the plan is put to the countries, and they agree. */
  async function adoptAgain(planId: string, text: Plan): Promise<void> {
    const subject = { kind: "plan", id: planId } as const;
    const { id: roundId } = await store.transaction(async (tx) => {
      const now = ground.clock.now();
      await tx.plan.update({ where: { id: planId }, data: { stage: "definitive" } });
      const asked = { subject, text: text as unknown as Json, language: "es", country: "PE" } as const;
      const release = await freeze(tx, { ...asked, authorId: who("peru").id }, now);
      await tx.plan.update({ where: { id: planId }, data: { stage: "round" } });
      const id = await openRound(
        tx,
        () => undefined,
        {
          subject,
          group: await groupFacts(tx, groupId, now),
          link: `/groups/${slug}/plan`,
          release,
          openness: { brackets: 0, gaps: 0 },
          roll: "group",
          mode: "express",
          opening: now,
          closing: inDays(30),
          actorId: who("peru").id,
          capacity: { office: "representative", country: "PE", body: { kind: "group", groupId } },
        },
        now,
      );
      return { id };
    });
    const round = await roundById(store.db, roundId);
    for (const [name, country] of members)
      await rounds.give(who(name), {
        ...blank,
        roundId,
        seat: country,
        releaseId: round?.release.id ?? "",
        after: 0,
      });
    await rounds.record(who("peru"), { roundId });
  }

  async function lastFacts(kind: string): Promise<unknown> {
    const entry = await store.db.journalEntry.findFirstOrThrow({ where: { kind }, orderBy: { at: "desc" } });
    return (JSON.parse(entry.facts) as { facts: unknown }).facts;
  }

  return {
    ...house,
    groundServices: all,
    goalAt: house.at,
    goalForm: house.form,
    goalWords: words,
    groupId,
    decisions,
    propose,
    at,
    open,
    live,
    form,
    agree,
    decide,
    plan,
    planOf,
    output,
    commissionAsked,
    nomination,
    offices,
    again,
    vacate,
    leave,
    coordinator,
    adoptAgain,
    lastFacts,
    newFocal: (name: string, country: string) => person(store, name, [focalPoint(country)]),
  };
}

const members = [
  ["peru", "PE"],
  ["chile", "CL"],
  ["brazil", "BR"],
] as const;

const blank = {
  office: "representative",
  language: "es",
  kind: "joins",
  passage: null,
  text: null,
  reason: null,
  lift: null,
  amendment: null,
  confirmDay: null,
  explanation: null,
} as const;

/** Chile and Brazil, chaired by Brazil, for an output. */
const commissionAsked = (outputId: string): DecisionAsked => ({
  kind: "commission",
  names: { es: "Medición de la calidad" },
  mission: ["La comisión prepara el estudio.", "Lo presenta al grupo."],
  outputId,
  countries: ["CL", "BR"],
  chair: "BR",
});

const nomination = (at: string, country: string) => ({
  slug: at,
  country,
  institution: "Agencia",
  persons: [{ name: "Ana", email: "ana@example.org", language: null, position: null }],
  act: { kind: "nomination", reference: "Nota 3", date: null, letterId: null } as const,
});
