/** Chair and Vice Chairs of a group: who holds the offices by which act, and those that the creating act names (S2 II D a i). */
import { isWorking } from "#app/domain/group.ts";
import { demand, may } from "#app/domain/policy.ts";
import { refuse } from "#app/domain/refusal.ts";
import type { Language } from "#app/domain/release.ts";
import type { Actor, GroupId, Iso } from "#app/domain/roles.ts";
import { officesHeld, roundOfChairs, type OfficeHeld } from "#server/store/chairs.ts";
import { commissionsOf, parentOf } from "#server/store/commissions.ts";
import type { Tx } from "#server/store/client.ts";
import { decisionBehind, decisionsOf } from "#server/store/decisions.ts";
import { groupBySlug, groupFacts } from "#server/store/groups.ts";
import { lockGroup } from "#server/store/memberships.ts";
import { named } from "#server/store/names.ts";
import { act, type Ground } from "./act.ts";
import { enterChairs } from "./decision-effects.ts";
import { asSecretariat, recordAct, type ActEntered } from "./naming.ts";

/** Around a group: who was chosen by which act, the commissions born in it, the group it was born in. */
export interface GroupOffices {
  readonly offices: readonly OfficeHeld[];
  /** The round in which they were chosen; null where an act names them. */
  readonly round: number | null;
  readonly commissions: readonly {
    readonly slug: string;
    readonly name: string;
    readonly ended: Date | null;
  }[];
  readonly parent: { readonly slug: string; readonly name: string } | null;
  /** Of a commission: the title of the output it was born for. */
  readonly output: string | null;
  /** Whether the reader may enter Chair and Vice Chairs that an act names. */
  readonly entersChair: boolean;
  /** Whether the reader may propose decisions of the group. */
  readonly proposes: boolean;
}

export function officeServices(ground: Ground) {
  const { store, clock } = ground;
  return {
    /** Offices, commissions and parent of a group, for everybody. Refused as `unknown` (`group.unknown`). */
    around: async (actor: Actor, slug: string, language: Language): Promise<GroupOffices> => {
      const tx = store.db;
      const now = clock.now();
      const { id } = await groupBySlug(tx, slug);
      const facts = await groupFacts(tx, id, now);
      const parent = await parentOf(tx, id);
      return {
        offices: await officesHeld(tx, id, now),
        round: await roundOfChairs(tx, id),
        commissions: (await commissionsOf(tx, id)).map((one) => ({
          slug: one.slug,
          name: named(one.names, language),
          ended: one.endedAt,
        })),
        parent: parent && { slug: parent.slug, name: named(parent.names, language) },
        output: parent === null ? null : await outputOf(tx, id),
        entersChair: isWorking(facts.stage) && may(actor, "group.enter-chair", facts, now),
        proposes: may(actor, "decision.propose", facts, now),
      };
    },

    /**
     * The secretariat enters the Chair and the Vice Chairs that the act which created the group names. Refused: a country
     * that takes no part, one named twice (fields), no reference, a group that is not at work (`group.not-working`), and while
     * the group's own round on them runs (`decision.chairs-in-round`): then the group decides.
     */
    enterChair: (
      actor: Actor,
      form: {
        readonly slug: string;
        readonly chair: Iso;
        readonly viceChairs: readonly Iso[];
        readonly act: ActEntered;
      },
    ): Promise<void> =>
      act(ground, async (tx, record, now) => {
        const { id: groupId } = await groupBySlug(tx, form.slug);
        await lockGroup(tx, groupId);
        const facts = await groupFacts(tx, groupId, now);
        demand(actor, "group.enter-chair", facts, now);
        if (!isWorking(facts.stage)) throw refuse("conflict", "group.not-working");
        const { chair } = form;
        const viceChairs = [...new Set(form.viceChairs)].sort();
        if (!facts.participating.includes(chair)) throw wrong("chair", "decision.not-participating");
        if (viceChairs.some((country) => !facts.participating.includes(country)))
          throw wrong("viceChairs", "decision.not-participating");
        if (viceChairs.includes(chair)) throw wrong("viceChairs", "decision.chair-twice");
        for (const { kind, stage, number } of await decisionsOf(tx, groupId))
          if (kind === "chairs" && stage === "round")
            throw refuse("conflict", "decision.chairs-in-round", { number });
        const by = { actorId: actor.kind === "person" ? actor.id : null, capacity: asSecretariat };
        const actId = await recordAct(tx, form.act, by, now);
        const link = `/groups/${form.slug}/members`;
        const entered = { groupId, link, roundId: null, chair, viceChairs, actId, from: now };
        await enterChairs(tx, record, entered, by, now);
      }),
  };
}

/** The title of the output, as it was when the group decided on the commission. */
async function outputOf(tx: Tx, commissionId: GroupId): Promise<string | null> {
  const decision = await decisionBehind(tx, commissionId);
  return decision?.text.kind === "commission" ? decision.text.output.title : null;
}

const wrong = (field: string, key: string) =>
  refuse("invalid", "form.check-fields", {}, { fields: { [field]: { key, params: {} } } });
