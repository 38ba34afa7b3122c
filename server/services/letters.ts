import { demand } from "#app/domain/policy.ts";
import { region } from "#app/domain/facts.ts";
import { refuse } from "#app/domain/refusal.ts";
import type { Language } from "#app/domain/release.ts";
import type { Actor } from "#app/domain/roles.ts";
import { mintTicket } from "#server/auth/tickets.ts";
import { letterOf, linkMark, type News } from "#server/mail/letters.ts";
import { accountOf } from "#server/store/accounts.ts";
import type { Tx } from "#server/store/client.ts";
import {
  countLetters,
  insertLetters,
  letterById,
  letterDropped,
  letterFailed,
  letterSent,
  listLetters,
  queuedLetters,
  reviveLetter,
  type LetterRecord,
  type LetterState,
} from "#server/store/letters.ts";
import type { TicketKind } from "#server/store/tickets.ts";
import { followsRecord } from "#app/domain/letter-families.ts";
import type { Ground } from "./act.ts";
import { readyRoundLetter, type RoundExtras } from "./round-letter-ready.ts";

/** Whom a letter goes to. */
export interface Addressee {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly language: Language | null;
}

/**
 * Writes a letter in the transaction of the act it tells of (letters); `once` keeps the same letter from going out twice.
 * After commit, tell the bus `letters-queued`: until then, and after a fault, the next round of the jobs finds it.
 */
export async function queueLetter(
  tx: Tx,
  ground: Pick<Ground, "env">,
  to: Addressee,
  news: News,
  once: string,
  now: Date,
): Promise<void> {
  const { language, subject, text } = letterOf(news, to, ground.env.appUrl);
  const letter = { kind: news.kind, personId: to.id, address: to.email, language, subject, text };
  await insertLetters(tx, [{ ...letter, dedupe: `${news.kind}:${once}` }], now);
}

/** Letters that carry a link good once, with the page it leads to. */
const linked: Readonly<Record<string, { ticket: TicketKind; page: string }>> = {
  invitation: { ticket: "invitation", page: "invitation" },
  reset: { ticket: "reset", page: "reset" },
};

/** What is handed to the post: the letter with its link filled in. */
export interface ReadyLetter extends Pick<LetterRecord, "id" | "kind" | "language" | "subject" | "text"> {
  readonly to: { readonly name: string; readonly address: string };
  readonly calendar?: RoundExtras["calendar"];
  readonly decline?: RoundExtras["decline"];
}

export function letterServices(ground: Ground) {
  const { store, clock, env, bus } = ground;
  return {
    /** Letters for the secretariat's page, without their texts. Refused to others as `unknown`. */
    async list(actor: Actor, state: LetterState | null) {
      demand(actor, "secretariat.read", region, clock.now());
      return { letters: await listLetters(store.db, state, 500), counts: await countLetters(store.db) };
    },

    /** Queues a dead letter again. Refused: `letter.not-dead` (conflict). Tells the bus `letters-queued`. */
    async retry(actor: Actor, id: string): Promise<void> {
      demand(actor, "person.invite", region, clock.now());
      demand(actor, "secretariat.read", region, clock.now());
      if (!(await reviveLetter(store.db, id))) throw refuse("conflict", "letter.not-dead");
      bus.tell({ kind: "letters-queued" });
    },

    /** Ids of letters still to be sent. For the jobs. */
    queued: (limit: number): Promise<string[]> => queuedLetters(store.db, limit),

    /**
     * Sends one queued letter by `send`, making its link now. A letter that was sent, died or lost its purpose is left
     * alone. Where sending fails the letter notes it (dead with `last`) and the fault goes on. For the jobs.
     */
    async deliver(id: string, send: (letter: ReadyLetter) => Promise<void>, last: boolean): Promise<void> {
      const letter = await letterById(store.db, id);
      if (letter === null || letter.state !== "queued") return;
      try {
        const ready = await readyLetter(letter);
        if (ready === null) return await letterDropped(store.db, id);
        await send(ready);
      } catch (fault) {
        await letterFailed(store.db, id, fault instanceof Error ? fault.message : String(fault), last);
        throw fault;
      }
      await letterSent(store.db, id, clock.now());
    },
  };

  /** The letter as it goes out; null where there is no account any more that it could serve. */
  async function readyLetter(letter: LetterRecord): Promise<ReadyLetter | null> {
    const { id, kind, language, subject, personId } = letter;
    const account = personId === null ? null : await accountOf(store.db, personId);
    const to = { name: account?.name ?? "", address: letter.address };
    if (followsRecord(kind)) {
      const extras = await readyRoundLetter(store.db, ground, letter);
      return extras === null ? null : { id, kind, language, subject, to, ...extras };
    }
    const link = linked[kind];
    if (link === undefined) return { id, kind, language, subject, text: letter.text, to };
    if (account === null || account.suspendedAt !== null) return null;
    if (link.ticket === "invitation" && account.passwordHash !== null) return null;
    const token = await mintTicket(store.db, link.ticket, account.personId, clock.now());
    const url = `${env.appUrl}/${language}/${link.page}/${token}`;
    return { id, kind, language, subject, text: letter.text.replaceAll(linkMark, url), to };
  }
}
