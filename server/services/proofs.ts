/** The proof of the record (domain §9): verified, exported, and its heads published day by day. */
import { region } from "#app/domain/facts.ts";
import { demand } from "#app/domain/policy.ts";
import { millisecondsADay } from "#app/domain/region.ts";
import { stranger, type Actor } from "#app/domain/roles.ts";
import type { Fault, Flaw, Question, Shown } from "#server/proof/chain.ts";
import {
  formatVersion,
  headsFormat,
  publishedAs,
  recordFormat,
  releaseFault,
  type ChainProof,
  type HeadOfDay,
  type RecordHead,
} from "#server/proof/record.ts";
import { atomFeed } from "#server/present/atom.ts";
import type { Language } from "#app/domain/release.ts";
import {
  chainHeads,
  chainIds,
  decidedReleases,
  entriesUpTo,
  firstEntryAt,
  headsBefore,
  lastPublishedDay,
  publishedHeads,
  publishHeads,
  releaseHashes,
  verifyChain,
} from "#server/store/journal-proof.ts";
import { roundsAsTold } from "#server/store/journal-told.ts";
import { groupNames } from "#server/store/references.ts";
import { goalLink } from "#server/store/proposals.ts";
import type { Ground } from "./act.ts";
import { partGoals } from "./closed-goals.ts";

/** What became of a database: each chain, and what the tables say that no chain does. */
export interface DatabaseProof {
  readonly chains: readonly ChainProof[];
  /** Positions, explanations, outcomes and releases that no entry states, or states otherwise. */
  readonly untold: readonly Flaw[];
  readonly releases: number;
  readonly published: number;
}

/** Days that the page of the record lists. */
const daysShown = 14;

export function proofServices(ground: Ground) {
  const { store, clock } = ground;
  const tx = store.db;

  async function headsByDay(actor: Actor, language: Language) {
    demand(actor, "record.read", region, clock.now());
    const groups = await groupNames(tx, language);
    const days = new Map<string, (HeadOfDay & { name: string | null })[]>();
    for (const head of await publishedHeads(tx, daysShown)) {
      const name = groups.get(head.chain.replace(/^group:/, ""))?.name ?? null;
      days.set(head.day, [...(days.get(head.day) ?? []), { ...head, name }]);
    }
    return [...days].map(([day, published]) => ({ day, heads: published }));
  }

  return {
    /**
     * Proves the whole database: every chain from its beginning with its head and words, the text of every release, the
     * tables of rounds against their entries, published heads; and `shown`, hashes that others hold. Reads only.
     */
    async database(shown: readonly Shown[] = []): Promise<DatabaseProof> {
      const releases = await releaseHashes(tx);
      const rounds = await roundsAsTold(tx);
      const heads = await publishedHeads(tx);
      const named = new Set<string>();
      const now = new Map([...releases].map(([id, { now: hash }]) => [id, hash]));
      const question: Question = (told, link): Fault | null => {
        const { releaseId } = told.facts;
        if (typeof releaseId === "string") named.add(releaseId);
        return releaseFault(told.kind, told.facts, now) ?? rounds.question(told, link);
      };
      const against = [...shown, ...heads.map(publishedAs)];
      const ids = new Set([...(await chainIds(tx)), ...against.map(({ chain }) => chain)]);
      const chains: ChainProof[] = [];
      for (const chain of [...ids].sort()) {
        const { length, head, flaw } = await verifyChain(tx, chain, against, question);
        chains.push({ chain, length, seen: length, head, flaw });
      }
      // What the rest of a broken chain would have stated cannot be said.
      const whole = chains.every(({ flaw }) => flaw === null);
      const changed = [...releases].filter(
        ([id, { now: hash, stated }]) => hash !== stated && !named.has(id),
      );
      const untold = changed.map(([, { number }]): Flaw => ({
        chain: "",
        seq: null,
        what: "release",
        detail: String(number),
      }));
      return {
        chains,
        untold: [...untold, ...(whole ? rounds.left() : [])],
        releases: releases.size,
        published: heads.length,
      };
    },

    /** The record as lines of JSON: public entries whole, of the others the hash alone, then what rounds decided on. */
    async *export(actor: Actor): AsyncGenerator<string> {
      demand(actor, "record.read", region, clock.now());
      // Entries are only ever added: what is there up to these heads stays as it is while it is read.
      const chains = await chainHeads(tx);
      const heads = await publishedHeads(tx);
      const head: RecordHead = {
        format: recordFormat,
        version: formatVersion,
        exportedAt: clock.now().toISOString(),
        chains,
        heads: heads.filter(({ chain, seq }) =>
          chains.some(({ id, seq: last }) => id === chain && seq <= last),
        ),
      };
      yield line(head);
      // A goal that was never before its group is nobody else's matter: of its entries too only the hash is given.
      const { closed } = await partGoals(tx, stranger, {}, clock.now());
      const links = new Set(closed.map(({ number }) => goalLink(number)));
      for (const { id, seq } of chains)
        for await (const entry of entriesUpTo(tx, id, seq, links)) yield line(entry);
      for await (const release of decidedReleases(tx)) yield line(release);
    },

    /** The heads published on the latest days, the last day first. */
    heads: (actor: Actor, language: Language) => headsByDay(actor, language),

    /** Every published head, for others to keep: version 1 of `elac-heads`. */
    async headsFile(actor: Actor) {
      demand(actor, "record.read", region, clock.now());
      const heads = await publishedHeads(tx);
      return { format: headsFormat, version: formatVersion, heads };
    },

    /** The heads of the latest days as a feed (RFC 4287): one entry a day, one line a chain. */
    async headsFeed(
      actor: Actor,
      language: Language,
      words: { readonly title: string; readonly author: string; readonly region: string },
    ): Promise<string> {
      const days = await headsByDay(actor, language);
      const home = `${ground.env.appUrl}/${language}/record`;
      const at = (heads: readonly HeadOfDay[]) => new Date(heads[0]?.publishedAt ?? 0);
      return atomFeed({
        id: `${home}/heads`,
        title: words.title,
        language,
        home: `${home}#heads`,
        self: `${home}/heads.atom`,
        updated: days[0] === undefined ? new Date(0) : at(days[0].heads),
        entries: days.map(({ day, heads }) => ({
          id: `${home}#day-${day}`,
          title: `${words.title} · ${day}`,
          language,
          at: at(heads),
          author: words.author,
          summary: day,
          text: heads
            .map(({ chain, seq, head, name }) => `${name ?? words.region} · ${chain} · ${seq} · ${head}`)
            .join("\n"),
        })),
      });
    },

    /**
     * Publishes the heads of the day that ended last (UTC), and of each day missed before it on which a chain grew. What is
     * published stays; done again, it does nothing. Writes published_heads. Answers how many rows are new.
     */
    async publish(): Promise<number> {
      const now = clock.now();
      const ended = midnight(now) - millisecondsADay;
      const last = await lastPublishedDay(tx);
      const first = await firstEntryAt(tx);
      if (first === null) return 0;
      let made = 0;
      let known = new Map<string, string>();
      const begin = last === null ? midnight(first) : midnight(last);
      for (let day = begin; day <= ended; day += millisecondsADay) {
        const heads = await headsBefore(tx, new Date(day + millisecondsADay));
        const due = heads.filter(({ chainId, head }) => day === ended || known.get(chainId) !== head);
        // The last published day is only read, so that what grew since is known.
        if (last === null || day > midnight(last)) made += await publishHeads(tx, new Date(day), due, now);
        known = new Map(heads.map(({ chainId, head }) => [chainId, head]));
      }
      return made;
    },
  };
}

export type ProofServices = ReturnType<typeof proofServices>;

const line = (value: object): string => `${JSON.stringify(value)}\n`;

/** The beginning of the day, in UTC. */
const midnight = (at: Date): number => Math.floor(at.getTime() / millisecondsADay) * millisecondsADay;
