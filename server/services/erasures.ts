/** Erasing an account (domain §9): the person goes, the office and country of formal acts stay, the record holds. */
import { region } from "#app/domain/facts.ts";
import { demand } from "#app/domain/policy.ts";
import { refuse } from "#app/domain/refusal.ts";
import type { Actor, PersonId } from "#app/domain/roles.ts";
import type { Tx } from "#server/store/client.ts";
import { erasePerson, mentionsOf, type Mentions } from "#server/store/erasure.ts";
import { endOffices, listOffices, lockStaff } from "#server/store/grants.ts";
import { personById, type PersonRecord } from "#server/store/people.ts";
import { act, type Ground } from "./act.ts";
import { asSecretariat, recordAct, wrong, type Hand } from "./naming.ts";

/** What stands before the secretariat when it is about to erase an account. */
export interface ErasureView {
  readonly person: Pick<PersonRecord, "id" | "name" | "email">;
  /** Offices that end with it. */
  readonly offices: number;
  /** Where the name stands in words of others. */
  readonly mentions: Mentions;
}

export interface ErasureForm {
  readonly personId: PersonId;
  /** Why; it must not name the person again. */
  readonly reason: string;
}

export function erasureServices(ground: Ground) {
  const { store, clock, bus } = ground;

  /** Refused: who may not (`person.erase`), `person.unknown`, the last of the staff (`grant.last-secretariat`). */
  async function found(tx: Tx, actor: Actor, personId: PersonId, now: Date): Promise<PersonRecord> {
    demand(actor, "secretariat.read", region, now);
    demand(actor, "person.erase", { kind: "person", personId }, now);
    const person = await personById(tx, personId);
    if (person === null) throw refuse("unknown", "person.unknown");
    const staff = await listOffices(tx, { ended: false, offices: ["secretariat"] }, now);
    if (staff.length > 0 && staff.every((held) => held.person.id === personId))
      throw refuse("conflict", "grant.last-secretariat");
    return person;
  }

  return {
    /** What would go and what would stay. Refuses what `erase` refuses. */
    erasing: async (actor: Actor, personId: PersonId): Promise<ErasureView> => {
      const now = clock.now();
      const { id, name, email } = await found(store.db, actor, personId, now);
      return {
        person: { id, name, email },
        offices: (await listOffices(store.db, { ended: false, personId }, now)).length,
        mentions: await mentionsOf(store.db, { name, email }),
      };
    },

    /** Checks an erasure without doing it. Refused: no reason, or one that names the person (field `reason`). */
    reviewErasing: async (actor: Actor, form: ErasureForm): Promise<void> => {
      const person = await found(store.db, actor, form.personId, clock.now());
      demandReason(person, form.reason);
    },

    /**
     * Erases the account for good: its grants end, its sign-ins end at once, and nothing of the platform's own names the person
     * any more; formal acts keep office and country. Refused: oneself, `person.unknown`, the last of the staff, what `reviewErasing` refuses.
     */
    erase: async (actor: Actor, form: ErasureForm): Promise<void> => {
      const { personId, reason } = form;
      await act(ground, async (tx, record, now) => {
        await lockStaff(tx);
        const person = await found(tx, actor, personId, now);
        demandReason(person, reason);
        const hand: Hand = { actorId: actor.kind === "person" ? actor.id : null, capacity: asSecretariat };
        const actId = await recordAct(
          tx,
          { kind: "ending", reference: reason, date: now, letterId: null },
          hand,
          now,
        );
        const ended = await endOffices(tx, { personId }, actId, now);
        await erasePerson(tx, person, now);
        const page = { link: "/secretariat/people", ...hand };
        for (const { grantId, groupId } of ended)
          record({ kind: "grant.ended", facts: { grantId }, groupId, ...page });
        record({ kind: "person.erased", facts: { personId }, groupId: null, ...page, words: { reason } });
      });
      bus.tell({ kind: "session-ended", personId, handle: null });
      bus.tell({ kind: "rights-changed", personId });
    },
  };
}

function demandReason({ name, email }: PersonRecord, reason: string): void {
  const said = reason.trim().toLowerCase();
  if (said === "") throw wrong("reason", "person.reason-needed");
  if (said.includes(name.toLowerCase()) || said.includes(email))
    throw wrong("reason", "erasure.names-person");
}

export type ErasureServices = ReturnType<typeof erasureServices>;
