import { region } from "#app/domain/facts.ts";
import { demand } from "#app/domain/policy.ts";
import { refuse } from "#app/domain/refusal.ts";
import type { Actor, CycleId, RollKind } from "#app/domain/roles.ts";
import { defaultTerms, type Terms } from "#app/domain/round.ts";
import { changedTerms, termsOfRoll, type EnteredTerms, type TermName } from "#app/domain/terms.ts";
import { cyclesWithSeats, lockCycle, type ListedCycle } from "#server/store/seats.ts";
import { addTerms, termsOf, type TermsRecord } from "#server/store/terms.ts";
import { act, type Ground } from "./act.ts";
import { asSecretariat, recordAct, type ActEntered } from "./naming.ts";

export interface TermsTable {
  readonly cycle: ListedCycle;
  readonly cycles: readonly ListedCycle[];
  readonly roll: RollKind;
  readonly names: readonly TermName[];
  /** What rounds that open now would have. */
  readonly terms: Terms;
  /** Every change, the latest first, and the platform's defaults at its end. */
  readonly history: readonly (TermsRecord & { readonly changed: readonly TermName[] })[];
  /** The latest row: a form that was made before another change is told so. */
  readonly latest: string;
}

export interface TermsForm {
  readonly cycleId: CycleId;
  readonly roll: RollKind;
  readonly terms: EnteredTerms;
  /** `latest` of the page. */
  readonly after: string;
  readonly act: ActEntered;
}

/** The terms of each body, per cycle: entered by the secretariat, each change by the act it rests on (domain §4). */
export function termsServices(ground: Ground) {
  return {
    /** The terms of a body in a cycle (none given: the current one). Refused to others than the secretariat as `unknown`. */
    table: async (
      actor: Actor,
      asked: { readonly cycleId: CycleId | null; readonly roll: RollKind },
    ): Promise<TermsTable> => {
      const { db } = ground.store;
      demand(actor, "secretariat.read", region, ground.clock.now());
      const cycles = await cyclesWithSeats(db);
      const cycle =
        cycles.find(({ id }) => id === asked.cycleId) ?? cycles.find(({ current }) => current) ?? cycles[0];
      if (cycle === undefined) throw refuse("unknown", "thing.unknown");
      const rows = await termsOf(db, cycle.id, asked.roll);
      const names = termsOfRoll(asked.roll);
      return {
        cycle,
        cycles,
        roll: asked.roll,
        names,
        terms: rows[0]?.terms ?? defaultTerms,
        history: rows.map((row, place) => {
          const before = rows[place + 1]?.terms ?? defaultTerms;
          return { ...row, changed: names.filter((name) => row.terms[name].value !== before[name].value) };
        }),
        latest: rows[0]?.id ?? "",
      };
    },

    /**
     * Enters other terms for the rounds that open from now on; open ones keep theirs. Sent twice it is taken once. Refuses:
     * not the secretariat, `terms.changed-meanwhile`, what `changedTerms` refuses, an act without reference.
     */
    change: (actor: Actor, form: TermsForm): Promise<void> =>
      act(
        ground,
        async (tx, record, now) => {
          demand(actor, "terms.edit", region, now);
          const { cycleId, roll } = form;
          if (!(await cyclesWithSeats(tx)).some(({ id }) => id === cycleId))
            throw refuse("unknown", "thing.unknown");
          const [latest] = await termsOf(tx, cycleId, roll);
          if ((latest?.id ?? "") !== form.after) {
            if (latest?.act?.reference === form.act.reference && says(latest.terms, form)) return;
            throw refuse("conflict", "terms.changed-meanwhile");
          }
          const before = latest?.terms ?? defaultTerms;
          const { terms, changed } = changedTerms(before, roll, form.terms, form.act.reference);
          const hand = { actorId: actor.kind === "person" ? actor.id : null, capacity: asSecretariat };
          const actId = await recordAct(tx, form.act, hand, now);
          await addTerms(tx, { cycleId, roll, terms, actId }, now);
          record({
            kind: "terms.changed",
            groupId: null,
            ...hand,
            link: "/secretariat/terms",
            facts: { cycleId, roll, terms: changed },
          });
        },
        (tx) => lockCycle(tx, form.cycleId),
      ),
  };
}

const says = (terms: Terms, { roll, terms: entered }: TermsForm): boolean =>
  termsOfRoll(roll).every((name) => terms[name].value === (entered[name] ?? defaultTerms[name].value));

export type TermsServices = ReturnType<typeof termsServices>;
