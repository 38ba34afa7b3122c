/** Recording what became of an output after its plan was adopted. The adopted text does not change (domain §6). */
import type { Output } from "#app/document/reading.ts";
import { accountingCapacities } from "#app/domain/part.ts";
import { demand } from "#app/domain/policy.ts";
import { checkProgress, standingOf, type NewProgress } from "#app/domain/progress.ts";
import { refuse } from "#app/domain/refusal.ts";
import type { Language } from "#app/domain/release.ts";
import type { Actor, Capacity } from "#app/domain/roles.ts";
import { makeLimits, type Limits } from "#server/auth/limits.ts";
import type { Tx } from "#server/store/client.ts";
import { groupBySlug } from "#server/store/groups.ts";
import { countingPlans, type CountingPlan } from "#server/store/outputs.ts";
import { lockPlan } from "#server/store/plans.ts";
import { insertProgress, progressOf } from "#server/store/progress.ts";
import { act, type Ground } from "./act.ts";
import { fileSent, taking, withUpload, type Sent } from "./filing.ts";
import { personOf } from "./keeping.ts";
import { outputFacts } from "./output-facts.ts";
import { adoptedOutputs } from "./output-lines.ts";

/** What the fields of the form hold once they are read. */
export interface ProgressForm extends Omit<NewProgress, "file"> {
  readonly language: Language;
  /** Number of the latest entry that the form was made on; 0 for none. */
  readonly after: number;
  readonly office: string;
  readonly country: string | null;
}

interface Held {
  readonly plan: CountingPlan;
  readonly releaseId: string;
  readonly output: Output;
  readonly capacities: readonly Capacity[];
}

/** The output with what the form says of it, judged and found in order. */
interface Judged extends Held {
  readonly capacity: Capacity;
  /** It is the form of the latest entry, sent once more. */
  readonly again: boolean;
}

export function progressServices(ground: Ground, limits: Limits = makeLimits()) {
  return {
    /**
     * Receives the form of an entry, with or without a file that shows it, and adds the entry; what was entered is left in
     * `entered` whatever happens, and read by `read`. A form sent twice is one entry. Refused: who may not
     * (`may-not.output.record-progress`), a plan that is not adopted (`progress.not-adopted`), another entry made meanwhile
     * (`progress.changed-meanwhile`), a capacity that is not held (`position.wrong-capacity`), what `checkProgress` and the
     * taking in of files refuse. Writes output_progress, files, the shelf and the journal.
     */
    record: async (
      actor: Actor,
      slug: string,
      outputId: string,
      form: {
        readonly request: Request;
        readonly entered: Record<string, string>;
        readonly read: (fields: Readonly<Record<string, string>>) => ProgressForm;
      },
    ): Promise<void> => {
      await held(ground.store.db, actor, slug, outputId, ground.clock.now());
      await withUpload({ ground, limits }, actor, form, async (arrived) => {
        const said = form.read(form.entered);
        const given = { slug, outputId, form: said, file: arrived !== null };
        await judged(ground.store.db, actor, given, ground.clock.now());
        await record(actor, given, arrived === null ? null : await taking(ground, arrived));
      });
    },
  };

  function record(actor: Actor, given: Given, sent: Sent | null): Promise<void> {
    return act(
      ground,
      async (tx, journal, now) => {
        const { plan, releaseId, output, capacity, again } = await judged(tx, actor, given, now);
        if (again) return;
        const { outputId } = given;
        const { status, percent, note, link, day, language, after } = given.form;
        const page = `/groups/${plan.group.slug}/outputs/${outputId}`;
        const place = { groupId: plan.group.id, cycleId: null, capacity, sector: null, link: page };
        const title = (output.title || sent?.name || "").slice(0, 140);
        const filed = { ...place, title, language: plan.language };
        const fileId =
          sent === null ? null : await fileSent({ tx, record: journal, now }, actor, sent, filed);
        const personId = personOf(actor).id;
        const said = { status, percent, textStatus: output.status, note, language, link, fileId, day };
        const where = { planId: plan.id, outputId, number: after + 1, releaseId };
        const progressId = await insertProgress(tx, { ...where, ...said, personId, capacity }, now);
        journal({
          kind: "output.progressed",
          facts: { planId: plan.id, releaseId, outputId, output: output.number, progressId, status, percent },
          groupId: plan.group.id,
          capacity,
          actorId: personId,
          words: note === "" ? {} : { note },
          link: page,
        });
      },
      async (tx) => {
        const { id: groupId } = await groupBySlug(tx, given.slug);
        const [plan] = await countingPlans(tx, "es", { groupId });
        if (plan !== undefined) await lockPlan(tx, plan.id);
      },
    );
  }
}

interface Given {
  readonly slug: string;
  readonly outputId: string;
  readonly form: ProgressForm;
  /** Whether a file comes with it. */
  readonly file: boolean;
}

/** The output, for those who may record its progress. */
async function held(tx: Tx, actor: Actor, slug: string, outputId: string, now: Date): Promise<Held> {
  const { id: groupId } = await groupBySlug(tx, slug);
  const [plan] = await countingPlans(tx, "es", { groupId });
  if (plan === undefined) throw refuse("unknown", "output.unknown");
  const releaseId = plan.adopted?.releaseId;
  if (releaseId === undefined) throw refuse("conflict", "progress.not-adopted");
  const output = (await adoptedOutputs(tx, [releaseId])).get(releaseId)?.find(({ id }) => id === outputId);
  if (output === undefined) throw refuse("unknown", "output.unknown");
  const facts = await outputFacts(tx, plan, output, now);
  demand(actor, "output.record-progress", facts, now);
  return { plan, releaseId, output, capacities: accountingCapacities(actor, facts, now) };
}

/** Refuses what `record` refuses of the form itself. */
async function judged(
  tx: Tx,
  actor: Actor,
  { slug, outputId, form, file }: Given,
  now: Date,
): Promise<Judged> {
  const known = await held(tx, actor, slug, outputId, now);
  const capacity = known.capacities.find(
    ({ office, country }) => office === form.office && country === form.country,
  );
  if (capacity === undefined) throw refuse("forbidden", "position.wrong-capacity");
  const [last] = await progressOf(tx, known.plan.id, outputId);
  const again =
    last !== undefined &&
    last.number === form.after + 1 &&
    last.personId === personOf(actor).id &&
    (["status", "percent", "note", "link", "day"] as const).every((name) => last[name] === form[name]);
  if (again) return { ...known, capacity, again };
  if ((last?.number ?? 0) !== form.after) throw refuse("conflict", "progress.changed-meanwhile");
  const { status, percent, note, link, day } = form;
  const before = standingOf(known.output.status, last ?? null);
  checkProgress({ status, percent, note, link, day, file }, before, now);
  return { ...known, capacity, again };
}
