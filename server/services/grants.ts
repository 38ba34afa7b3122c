import { demand } from "#app/domain/policy.ts";
import { region } from "#app/domain/facts.ts";
import { refuse } from "#app/domain/refusal.ts";
import type { Language } from "#app/domain/release.ts";
import { isSecretariat, type Actor, type Office } from "#app/domain/roles.ts";
import { endOffices, listOffices, lockStaff, openGrant } from "#server/store/grants.ts";
import { groupFacts } from "#server/store/groups.ts";
import { lockGroup, setCoordinator } from "#server/store/memberships.ts";
import { act, type Ground } from "./act.ts";
import {
  announce,
  asFocalPoint,
  asSecretariat,
  namedOffices,
  recordAct,
  tellEnded,
  type ActEntered,
} from "./naming.ts";

/** Rights people hold: read by the secretariat, ended by those who gave them (domain §2). */
export function grantServices(ground: Ground) {
  const { store, clock } = ground;
  return {
    /** Offices that hold, or also those that ended. Refused to others than the secretariat as `unknown`. */
    async list(
      actor: Actor,
      asked: { ended: boolean; offices: readonly Office[] | null; language: Language },
    ) {
      const now = clock.now();
      demand(actor, "secretariat.read", region, now);
      const choice = { ended: asked.ended, ...(asked.offices ? { offices: asked.offices } : {}) };
      return namedOffices(store.db, choice, asked.language, now);
    },

    /**
     * Ends an office: every right that came with it, by an act. Refused: `grant.unknown`, `grant.last-secretariat` (the
     * last of the staff cannot lock everybody out), no reference.
     */
    async end(actor: Actor, given: { grantId: string; act: ActEntered }): Promise<void> {
      const gone = await act(ground, async (tx, record, now) => {
        const found = await openGrant(tx, given.grantId, now);
        if (found === null) throw refuse("unknown", "grant.unknown");
        const { grant, personId, seatId, groupId } = found;
        if (groupId !== null) await lockGroup(tx, groupId);
        const chairCountry = groupId === null ? null : (await groupFacts(tx, groupId, now)).chair;
        demand(actor, "grant.end", { kind: "grant", grant, chairCountry }, now);
        const capacity = isSecretariat(actor, now)
          ? asSecretariat
          : asFocalPoint(grant.country ?? chairCountry ?? "");
        const by = {
          actorId: actor.kind === "person" ? actor.id : null,
          capacity,
          groupId,
          link: linkOf(grant.office),
        };
        if (grant.office === "secretariat") {
          // Two who end each other's at once wait for each other: the second finds the last of the staff.
          await lockStaff(tx);
          const staff = await listOffices(tx, { ended: false, offices: ["secretariat"] }, now);
          if (staff.every(({ person }) => person.id === personId))
            throw refuse("conflict", "grant.last-secretariat");
        }
        const actId = await recordAct(tx, given.act, by, now);
        const choice = {
          body: grant.body,
          offices: [grant.office],
          personId,
          ...(grant.country ? { country: grant.country } : {}),
        };
        const ended = await endOffices(tx, { ...choice, ...(seatId ? { seatId } : {}) }, actId, now);
        if (ended.length === 0) throw refuse("unknown", "grant.unknown");
        if (grant.office === "coordinator" && groupId !== null) await setCoordinator(tx, groupId, null);
        for (const { grantId } of ended) {
          if (seatId !== null) record({ kind: "seat.ended", facts: { seatId, grantId }, ...by });
          else record({ kind: "grant.ended", facts: { grantId }, ...by });
        }
        await tellEnded(tx, ground, ended, given.act.reference, actId, now);
        return ended.map((one) => one.personId);
      });
      announce(ground, gone);
    },
  };
}

const linkOf = (office: Office): string =>
  office === "officer" || office === "observer" ? "/officers" : "/secretariat/grants";
