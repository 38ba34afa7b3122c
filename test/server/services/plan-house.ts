/** Groups of three countries with a plan begun by Peru, which chairs them. */
import * as Y from "yjs";
import type { Plan } from "#app/document/plan.ts";
import { writePlan } from "#app/document/ydoc.ts";
import type { Person } from "#app/domain/roles.ts";
import { amendmentServices } from "#server/services/amendments.ts";
import { planViews } from "#server/services/plan-views.ts";
import { planServices } from "#server/services/plans.ts";
import { roundServices, type PositionForm } from "#server/services/rounds.ts";
import { roundSubjects } from "#server/services/subjects.ts";
import type { Store } from "#server/store/client.ts";
import { documentLog } from "#server/store/documents.ts";
import { checkOf } from "#server/store/log-damage.ts";
import { groundOn, person, populate, representative } from "#test/factories.ts";

export const day = 86_400_000;

/** A plan of these paragraphs. */
export const text = (...words: string[]): Plan => ({
  type: "doc",
  content: words.map((word, i) => ({
    type: "paragraph",
    attrs: { id: `p${i}` },
    content: [{ type: "text", text: word }],
  })),
});

/** A group with three countries, its plan begun by Peru, which chairs it. */
export async function begun(store: Store, slug: string) {
  const ground = groundOn(store);
  const groupId = await populate(store, slug, ["PE", "CL", "BR"]);
  const chair = await person(store, `Rosa ${slug}`, [representative("PE", groupId)]);
  const chile = await person(store, `Marisol ${slug}`, [representative("CL", groupId)]);
  const brazil = await person(store, `Thiago ${slug}`, [representative("BR", groupId)]);
  const plans = { ...planServices(ground), ...planViews(ground) };
  const rounds = roundServices(ground, roundSubjects);
  await plans.begin(chair, slug, { period: "2011-2013", language: "es" });
  const log = documentLog(store);
  /** Somebody writes, and the log keeps it. */
  const write = async (who: Person, plan: Plan) => {
    const { plan: held } = await plans.view(who, slug);
    if (held === null) throw new Error("no plan");
    const doc = new Y.Doc();
    const stored = await log.load(held.documentId);
    for (const row of [...(stored?.snapshot ? [stored.snapshot] : []), ...(stored?.tail ?? [])])
      Y.applyUpdate(doc, row.bytes);
    const before = Y.encodeStateVector(doc);
    writePlan(doc, plan);
    const bytes = Y.encodeStateAsUpdate(doc, before);
    await log.append([
      {
        documentId: held.documentId,
        epoch: 1,
        personId: who.id,
        updateId: checkOf(bytes),
        bytes,
        clients: [doc.clientID],
      },
    ]);
  };
  const look = async (who: Person) => {
    const page = await plans.view(who, slug);
    if (page.plan === null || page.live === null) throw new Error("no plan");
    return {
      ...page,
      revision: page.plan.revision,
      reviewed: page.live.reviewed,
      stage: page.plan.state.stage,
    };
  };
  const move = async (
    who: Person,
    act: Parameters<typeof plans.move>[2]["act"],
    comments: string | null = null,
  ) => {
    const { revision, reviewed } = await look(who);
    return plans.move(who, slug, { act, revision, reviewed, comments });
  };
  /** Takes the plan to its round: written, before the group, before the officers, frozen, opened. */
  const opened = async (plan: Plan, mode: "express" | "silence" = "express") => {
    await write(chair, plan);
    await move(chair, "submit-to-group");
    await move(chair, "submit-to-officers");
    ground.clock.pass(21 * day);
    await move(chair, "freeze");
    return reopened(mode);
  };
  /** Opens a round on the definitive release, for seven days. Answers its id. */
  const reopened = async (mode: "express" | "silence" = "express") => {
    const { revision } = await look(chair);
    const closing = new Date(ground.clock.now().getTime() + 7 * day);
    await plans.openRound(chair, slug, { revision, mode, closing });
    return (await look(chair)).round?.recorded.id ?? "";
  };
  /** Gives a position of that person's country in the open round. Answers its id. */
  const give = async (who: Person, more: Partial<PositionForm> = {}) => {
    const { round } = await look(who);
    const seat = round?.part.seats[0];
    if (!round || !seat) throw new Error("no seat");
    await rounds.give(who, {
      roundId: round.recorded.id,
      releaseId: round.recorded.release.id,
      seat: seat.seat,
      office: "representative",
      language: "es",
      after: seat.given,
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
    const { round: after } = await look(who);
    return after?.recorded.positions.filter(({ seat: of }) => of === seat.seat).at(-1)?.id ?? "";
  };
  const amendments = amendmentServices(ground);
  return {
    ground,
    groupId,
    chair,
    chile,
    brazil,
    plans,
    rounds,
    write,
    look,
    move,
    slug,
    opened,
    reopened,
    give,
    amendments,
    log,
  };
}
