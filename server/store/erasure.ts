/** What is kept of a person whose account is erased, and what goes (domain §9). */
import { dropDrafts } from "./plan-drafts.ts";
import type { PersonId } from "#app/domain/roles.ts";
import type { Tx } from "./client.ts";

/** Stands where a name stood; pages that know of the erasure say it in words. */
export const erasedName = "–";

/** Where the person's name stands in words of others, which nobody takes out unread. */
export interface Mentions {
  readonly posts: number;
  readonly pages: number;
  /** Reasons and other words beside entries of the record. */
  readonly entries: number;
}

/** Counts where the name or the address stands in words of others. */
export async function mentionsOf(tx: Tx, person: { name: string; email: string }): Promise<Mentions> {
  const said = (column: string) =>
    `strpos(lower(${column}), lower($1)) > 0 OR strpos(lower(${column}), $2) > 0`;
  const count = async (table: string, column: string, distinct: string): Promise<number> => {
    const rows = await tx.$queryRawUnsafe<{ n: bigint | number }[]>(
      `SELECT count(DISTINCT ${distinct}) AS n FROM ${table} WHERE ${said(column)}`,
      person.name,
      person.email,
    );
    return Number(rows[0]?.n ?? 0);
  };
  return {
    // What is suggested for a plan is said like a message.
    posts:
      (await count(`"post_texts"`, `"body"`, `"postId"`)) +
      (await count(`"wordings"`, `"replacement" || ' ' || coalesce("endReason", '')`, `"id"`)),
    pages: await count(`"page_texts"`, `"title" || ' ' || "body"::text`, `"pageId"`),
    // The name of the person as the one an entry is about goes with the account.
    entries: await count(
      `"journal_names"`,
      `CASE WHEN "field" LIKE 'person%' THEN '' ELSE coalesce("value", '') END`,
      `"entryId"`,
    ),
  };
}

/**
 * Takes the person out of everything that is the platform's own: name, address, language, position, institution, account,
 * sign-ins, links, letters, the name beside entries of the record and in acts. What the person wrote and decided stays, with
 * the country and the office it was done in. Writes persons, accounts, login_sessions, tickets, letters, unsubscriptions,
 * suggestions, groups, acts, journal_names. Grants are ended before, by an act (`endOffices`).
 */
export async function erasePerson(
  tx: Tx,
  person: { readonly id: PersonId; readonly name: string; readonly email: string },
  now: Date,
): Promise<void> {
  const { id: personId, name, email } = person;
  await tx.loginSession.deleteMany({ where: { personId } });
  await tx.ticket.deleteMany({ where: { personId } });
  await tx.account.deleteMany({ where: { personId } });
  await tx.unsubscription.deleteMany({ where: { personId } });
  await dropDrafts(tx, { personId });
  await tx.group.updateMany({ where: { coordinatorId: personId }, data: { coordinatorId: null } });
  await forgetLetters(tx, person);
  await tx.suggestion.updateMany({
    where: { OR: [{ email }, { name }] },
    data: { name: erasedName, email: null },
  });
  // A name of one word may be part of another word; such a reference is left to be redacted by hand.
  if (/\S\s+\S/.test(name))
    await tx.$executeRaw`
      UPDATE "acts" SET "reference" = replace("reference", ${name}, ${erasedName}), "note" = replace("note", ${name}, ${erasedName})
      WHERE strpos("reference", ${name}) > 0 OR strpos(coalesce("note", ''), ${name}) > 0`;
  await forgetInRecord(tx, person, now);
  await tx.person.update({
    where: { id: personId },
    data: {
      name: erasedName,
      email: `${personId}@erased.invalid`,
      language: null,
      position: null,
      institutionId: null,
      erasedAt: now,
    },
  });
}

/** What waits to be sent is not sent; of what was sent stays that it was, and when. */
async function forgetLetters(tx: Tx, { id, name, email }: { id: string; name: string; email: string }) {
  const own = { OR: [{ personId: id }, { address: email }] };
  await tx.letter.deleteMany({ where: { ...own, state: { not: "sent" } } });
  await tx.letter.updateMany({ where: own, data: { address: "", subject: "", text: "", error: null } });
  if (/\S\s+\S/.test(name))
    await tx.$executeRaw`
      UPDATE "letters" SET "subject" = replace("subject", ${name}, ${erasedName}), "text" = replace("text", ${name}, ${erasedName})
      WHERE strpos("subject", ${name}) > 0 OR strpos("text", ${name}) > 0`;
}

/** The name beside entries about the person; its salt goes too, so that nobody can try names against the hash. */
async function forgetInRecord(tx: Tx, { id, name }: { id: string; name: string }, now: Date): Promise<void> {
  const rows = await tx.journalName.findMany({
    where: {
      redactedAt: null,
      OR: [{ value: name }, { field: { startsWith: "person" } }],
      // What was said in a round is held against its entries: where it is the name alone, it is redacted like other words.
      entry: { facts: { contains: `"${id}"` }, roundId: null },
    },
    include: { entry: { select: { facts: true } } },
  });
  for (const { entryId, field, value, entry } of rows)
    if (value === name || isAbout(entry.facts, id, field))
      await tx.journalName.update({
        where: { entryId_field: { entryId, field } },
        data: { value: null, salt: "", redactedAt: now },
      });
}

/** Whether that word of an entry is the name of this person: the one it is about, or one of several, by number. */
function isAbout(canonical: string, id: string, field: string): boolean {
  const { facts } = JSON.parse(canonical) as { facts: { personId?: string; personIds?: readonly string[] } };
  if (field === "person") return facts.personId === id;
  const place = Number(/^person-(\d+)$/.exec(field)?.[1] ?? 0);
  return place > 0 && facts.personIds?.[place - 1] === id;
}
