/** Groups that are proposed, that are to end, or that are over, as lists show them. */
import { nextActs, type GroupStage } from "#app/domain/group.ts";
import type { Language } from "#app/domain/release.ts";
import type { Tx } from "#server/store/client.ts";
import { countryNames } from "#server/store/countries.ts";
import { groupsAt, type GroupChainRecord } from "#server/store/group-chain.ts";
import { groupHead } from "#server/store/groups.ts";
import { named } from "#server/store/names.ts";
import { liveRound } from "#server/store/rounds.ts";
import { consultationOf } from "./group-held.ts";

/** A group in such a list. */
export interface ListedProposal {
  readonly slug: string;
  readonly name: string;
  readonly stage: GroupStage;
  readonly stageSince: Date;
  /** Whether the countries were heard, so that it is for the officers to decide. */
  readonly heard: boolean;
  readonly area: { readonly code: string; readonly title: string } | null;
  /** Names of the countries that propose it. */
  readonly proponents: readonly string[];
  /** The round about it that is not settled. */
  readonly round: { readonly number: number; readonly closing: Date } | null;
}

/** The groups of all cycles at stages that `which` takes, the one that has been there longest first. */
export async function proposalsAt(
  tx: Tx,
  which: (stage: GroupStage) => boolean,
  language: Language,
  now: Date,
): Promise<readonly ListedProposal[]> {
  const called = await countryNames(tx, language);
  const list = async (group: GroupChainRecord): Promise<ListedProposal> => {
    const { areas } = await groupHead(tx, group.slug, language, now);
    const live = await liveRound(tx, { kind: "group", id: group.id });
    const heard = (await consultationOf(tx, group.id)) === "heard";
    return {
      slug: group.slug,
      name: named(group.names, language),
      stage: group.stage,
      stageSince: group.stageSince,
      heard: nextActs(group.stage, heard).some(({ act }) => act === "open-officers-round"),
      area: areas[0] ?? null,
      proponents: group.proponents.map((iso) => called.get(iso) ?? iso),
      round: live === null ? null : { number: live.number, closing: live.round.closing },
    };
  };
  const found = await groupsAt(tx, which);
  return Promise.all(found.sort((a, b) => a.stageSince.getTime() - b.stageSince.getTime()).map(list));
}
