import { nextActs } from "#app/domain/group.ts";
import { presidesOfficers } from "#app/domain/part.ts";
import type { Language } from "#app/domain/release.ts";
import type { Actor } from "#app/domain/roles.ts";
import type { Tx } from "#server/store/client.ts";
import { groupsInChain } from "#server/store/group-chain.ts";
import { officersFacts } from "#server/store/groups.ts";
import { named } from "#server/store/names.ts";
import type { Due } from "./desk-due.ts";
import { consultationOf, proposalLink } from "./group-held.ts";

/** What groups that are proposed, or whose end is proposed, wait for from the Chair of the officers; rounds stand elsewhere. */
export async function duesOfChain(tx: Tx, actor: Actor, language: Language, now: Date): Promise<Due[]> {
  const dues: Due[] = [];
  const pending = await groupsInChain(tx);
  if (pending.length === 0 || !presidesOfficers(actor, await officersFacts(tx, now), now)) return dues;
  for (const { id, slug, names, stage } of pending) {
    const heard = (await consultationOf(tx, id)) === "heard";
    // The ends of rounds stand among the rounds.
    const mine = nextActs(stage, heard).find(({ act }) => act.startsWith("open-"));
    if (mine === undefined) continue;
    const group = { slug, name: named(names, language) };
    const due = { link: proposalLink(slug), until: null, office: "officer", country: null, group } as const;
    dues.push({ ...due, kind: "group", act: mine.act });
  }
  return dues;
}
