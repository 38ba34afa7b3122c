/** Who hears that a message names them (domain/mention.ts). */
import { mentionsIn, parseMarkup } from "#app/document/markup.ts";
import type { GroupFacts } from "#app/domain/facts.ts";
import type { Mention } from "#app/domain/mention.ts";
import { hasStanding } from "#app/domain/part.ts";
import { holders, isReachable } from "#server/store/addressees.ts";
import type { Tx } from "#server/store/client.ts";
import { grantsOf } from "#server/store/grants.ts";
import { groupFacts } from "#server/store/groups.ts";
import { personById } from "#server/store/people.ts";
import { postById } from "#server/store/threads.ts";
import { personsOfGroup, type Hearer } from "./round-audience.ts";
import { postAddress } from "./thread-reading.ts";

/** The people whom a message names, each once and without its author, with its page below that of the group. */
export interface Named {
  readonly groupId: string;
  readonly page: string;
  readonly hearers: readonly Hearer[];
}

/** Null where the message is gone, hidden by now, or names nobody. */
export async function namedIn(tx: Tx, postId: string, now: Date): Promise<Named | null> {
  const post = await postById(tx, postId);
  if (post === null || post.hiddenAt !== null) return null;
  const named = mentionsIn(parseMarkup(post.body));
  if (named.length === 0) return null;
  const { group } = post;
  const facts = await groupFacts(tx, group.id, now);
  const found = new Map<string, Hearer>();
  for (const mention of named)
    for (const hearer of await hearersOf(tx, mention, { group, facts }, now)) {
      const before = found.get(hearer.person.id);
      found.set(hearer.person.id, { ...hearer, told: [...(before?.told ?? []), ...hearer.told] });
    }
  found.delete(post.authorId);
  const page = postAddress(`/discussion/${post.thread}`, post.number);
  return { groupId: group.id, page, hearers: [...found.values()] };
}

/** Of a person nobody hears who has no part in the group; of a country its people there and its focal point. */
async function hearersOf(
  tx: Tx,
  { kind, id }: Mention,
  {
    group,
    facts,
  }: { readonly group: { readonly id: string; readonly slug: string }; readonly facts: GroupFacts },
  now: Date,
): Promise<readonly Hearer[]> {
  switch (kind) {
    case "group":
      return id === group.slug ? personsOfGroup(tx, group.id, now) : [];
    case "country": {
      const all = await holders(tx, { groupId: group.id, cycleId: null, countries: [id] }, now);
      return all.flatMap(({ person, grant: { office, country } }) =>
        country === id ? [{ person, asked: [], told: [{ office, country }] }] : [],
      );
    }
    case "person": {
      const person = await personById(tx, id);
      if (person === null || !(await isReachable(tx, id))) return [];
      const { name, email, language } = person;
      const actor = { kind: "person", id, name, email, language, grants: await grantsOf(tx, id) } as const;
      return hasStanding(actor, facts, now) ? [{ person, asked: [], told: [] }] : [];
    }
  }
}
