/** What is done with points of a plan's text: one is given a name, or put back in place of the live text. */
import { canonical } from "#app/document/plan.ts";
import { countriesOf, isCoordinator, isViceChair } from "#app/domain/part.ts";
import type { GroupFacts } from "#app/domain/facts.ts";
import { demand } from "#app/domain/policy.ts";
import { refuse } from "#app/domain/refusal.ts";
import type { Actor, Capacity, PersonId } from "#app/domain/roles.ts";
import { pointAddress, pointIn, type TextPoint } from "#app/domain/text-point.ts";
import type { Tx } from "#server/store/client.ts";
import { hasRow, type LogPlace } from "#server/store/document-history.ts";
import { lockDocument } from "#server/store/documents.ts";
import { groupBySlug } from "#server/store/groups.ts";
import { insertPlanVersion } from "#server/store/plan-versions.ts";
import { lockPlan, planFacts, planOfGroup } from "#server/store/plans.ts";
import { act, type Ground } from "./act.ts";
import { countryCapacity } from "./capacities.ts";
import { planHistory } from "./plan-history.ts";
import { linkOf } from "./plan-steps.ts";
import { liveText, rewrite } from "./plan-texts.ts";
import { textAt } from "./text-points.ts";

export interface VersionForm {
  readonly name: string;
  readonly note: string | null;
}

/** A text to put back, as it was reviewed: which, and the place of the live text that it was held against. */
export interface RestoreForm {
  readonly point: string;
  readonly reviewed: LogPlace;
}

export function planVersionServices(ground: Ground) {
  return {
    ...planHistory(ground),

    /** Gives the live text, as it is now, a name. Nothing is frozen. Answers the version's number. */
    name: (actor: Actor, slug: string, { name, note }: VersionForm): Promise<number> =>
      act(ground, async (tx, _, now) => {
        const { plan, facts } = await hold(tx, slug, now);
        demand(actor, "plan.name-version", facts, now);
        const { epoch, seq } = (await liveText(tx, plan)).reviewed;
        const { office, country } = editing(actor, facts.group, now);
        const version = { name, note, epoch, seq, personId: idOf(actor), office, country };
        return insertPlanVersion(tx, plan.id, version, now);
      }),

    /**
     * Puts an earlier text in place of the live one: a change like any other, which keeps ids and history. Exactly the change
     * that was reviewed, once: the same form again changes nothing. Writes the log and the journal (`plan.text-restored`).
     * Refused: what `textAt` refuses, `text.moved` where the live text is another by now, `text.same` where it says the same.
     */
    restore: async (actor: Actor, slug: string, form: RestoreForm): Promise<LogPlace> => {
      const { epoch, seq } = form.reviewed;
      const written = await act(ground, async (tx, record, now) => {
        const { plan, facts } = await hold(tx, slug, now);
        demand(actor, "plan.restore-text", facts, now);
        const point = pointIn(form.point);
        if (point === null || point.kind === "live") throw refuse("unknown", "text.unknown");
        await lockDocument(tx, plan.documentId);
        const id = rowName(point, form.reviewed);
        if (await hasRow(tx, plan.documentId, epoch, id)) return null;
        const target = await textAt({ tx, actor, plan, facts, now }, point);
        const live = await liveText(tx, plan);
        if (live.reviewed.epoch !== epoch || live.reviewed.seq !== seq)
          throw refuse("conflict", "text.moved");
        if (canonical(live.text) === canonical(target.text)) throw refuse("conflict", "text.same");
        await rewrite(tx, plan, id, () => target.text);
        record({
          kind: "plan.text-restored",
          groupId: plan.groupId,
          capacity: editing(actor, facts.group, now),
          actorId: idOf(actor),
          link: linkOf(plan),
          facts: { planId: plan.id, point: target.point.address, epoch, seq },
        });
        return plan.documentId;
      });
      if (written !== null) ground.bus.tell({ kind: "text-written", documentId: written });
      return { epoch, seq };
    },
  };
}

export type PlanVersionServices = ReturnType<typeof planVersionServices>;

/** Name of the row that an act of restoring writes: the same form sent twice makes the same name. */
const rowName = (point: TextPoint, { epoch, seq }: LogPlace) =>
  `restore-${pointAddress(point)}-to-${epoch}.${seq}`;

async function hold(tx: Tx, slug: string, now: Date) {
  const { id: groupId } = await groupBySlug(tx, slug);
  const found = await planOfGroup(tx, groupId);
  if (found === null) throw refuse("unknown", "plan.unknown");
  const plan = await lockPlan(tx, found.id);
  return { plan, facts: await planFacts(tx, plan, now) };
}

/** The capacity in which somebody edits: for the country that presides where it is theirs, else their own, else as coordinator. */
function editing(actor: Actor, group: GroupFacts, now: Date): Capacity {
  const own = countriesOf(actor, "edit", group, now);
  const vice = group.viceChairs.find((country) => own.includes(country));
  const presiding =
    group.chair !== null && own.includes(group.chair)
      ? group.chair
      : vice !== undefined && isViceChair(actor, "edit", group, now)
        ? vice
        : own[0];
  const capacity = presiding === undefined ? null : countryCapacity(actor, presiding, "edit", group, now);
  if (capacity !== null) return capacity;
  if (!isCoordinator(actor, "edit", group, now)) throw refuse("forbidden", "may-not.plan.edit");
  return {
    office: "coordinator",
    country: group.chair,
    body: { kind: "group", groupId: group.groupId },
  };
}

function idOf(actor: Actor): PersonId {
  if (actor.kind === "person") return actor.id;
  throw refuse("forbidden", "may-not.plan.edit");
}
