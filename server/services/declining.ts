import { createHmac, timingSafeEqual } from "node:crypto";
import { region } from "#app/domain/facts.ts";
import { letterFamilies, type LetterFamily } from "#app/domain/letter-families.ts";
import { demand } from "#app/domain/policy.ts";
import { refuse } from "#app/domain/refusal.ts";
import type { Actor } from "#app/domain/roles.ts";
import { isReachable } from "#server/store/addressees.ts";
import type { Tx } from "#server/store/client.ts";
import { letterSecret } from "#server/store/letter-cursor.ts";
import { personNames } from "#server/store/references.ts";
import { setWanted, unsubscribed } from "#server/store/unsubscriptions.ts";
import type { Ground } from "./act.ts";

/** Declining letters that are not formal: by the link in one of them, or on the page of the account. */
export function decliningServices({ store, clock }: Pick<Ground, "store" | "clock">) {
  const { db } = store;
  return {
    /** Whose letters the link is about, and whether they are declined. Changes nothing. Refuses `ticket.unknown`. */
    async lookAt(token: string): Promise<{ name: string; family: LetterFamily; declined: boolean }> {
      const { personId, family } = await readToken(db, token);
      const name = (await personNames(db, [personId])).get(personId) ?? "";
      return { name, family, declined: (await unsubscribed(db, family, [personId])).has(personId) };
    },

    /** Declines the letters of the link, or takes that back; twice is as once. Refuses `ticket.unknown`. */
    async byLink(actor: Actor, given: { token: string; wanted: boolean }): Promise<void> {
      const now = clock.now();
      demand(actor, "letters.decline", region, now);
      const { personId, family } = await readToken(db, given.token);
      await setWanted(db, personId, family, given.wanted, now);
    },

    /** Whether the actor wants each family of letters. Refused to strangers (`forbidden`). */
    async choices(actor: Actor): Promise<Readonly<Record<LetterFamily, boolean>>> {
      const personId = actor.kind === "person" ? actor.id : "";
      demand(actor, "account.read", { kind: "person", personId }, clock.now());
      const wants = async (family: LetterFamily) =>
        !(await unsubscribed(db, family, [personId])).has(personId);
      return {
        reminders: await wants("reminders"),
        suggestions: await wants("suggestions"),
        mentions: await wants("mentions"),
      };
    },

    /** Keeps what the actor chose. Refused to strangers (`forbidden`). */
    async choose(actor: Actor, given: { family: LetterFamily; wanted: boolean }): Promise<void> {
      const now = clock.now();
      const personId = actor.kind === "person" ? actor.id : "";
      demand(actor, "account.edit", { kind: "person", personId }, now);
      await setWanted(db, personId, given.family, given.wanted, now);
    },
  };
}

/**
 * The token by which a person declines a family of letters, without an account. It stays good, since a letter may be opened
 * years later, and is never stored: it is signed with a secret of the platform.
 */
export async function declineToken(tx: Tx, personId: string, family: LetterFamily): Promise<string> {
  return `${family}-${personId}-${signature(await letterSecret(tx), personId, family)}`;
}

async function readToken(tx: Tx, token: string): Promise<{ personId: string; family: LetterFamily }> {
  const [, named = "", personId = "", signed = ""] =
    /^([a-z]+)-([0-9a-f-]{36})-([\w-]{43})$/.exec(token) ?? [];
  const family = letterFamilies.find((known) => known === named);
  if (family === undefined) throw refuse("unknown", "ticket.unknown");
  const right = Buffer.from(signature(await letterSecret(tx), personId, family));
  const given = Buffer.from(signed);
  const fits = given.length === right.length && timingSafeEqual(given, right);
  if (!fits || !(await isReachable(tx, personId))) throw refuse("unknown", "ticket.unknown");
  return { personId, family };
}

function signature(secret: string, personId: string, family: LetterFamily): string {
  return createHmac("sha256", secret).update(`decline:${family}:${personId}`).digest("base64url");
}
