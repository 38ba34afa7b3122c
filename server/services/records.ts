import { kindsOf, type RecordFamily } from "#app/domain/journal-families.ts";
import { region } from "#app/domain/facts.ts";
import { demand, may } from "#app/domain/policy.ts";
import type { Language } from "#app/domain/release.ts";
import type { Actor, Iso, Office, RollKind } from "#app/domain/roles.ts";
import type { Tx } from "#server/store/client.ts";
import { countryNames } from "#server/store/countries.ts";
import { slugsOf } from "#server/store/group-addresses.ts";
import { groupBySlug } from "#server/store/groups.ts";
import {
  chainIds,
  entriesOfLinks,
  listEntries,
  verifyChain,
  type Proof,
  type RecordedEntry,
} from "#server/store/journal-reading.ts";
import {
  groupNames,
  namedSubjects,
  personNames,
  subjectsOfRounds,
  titles,
  type NamedSubject,
} from "#server/store/references.ts";
import type { Subject } from "#server/store/releases.ts";
import { goalLink } from "#server/store/proposals.ts";
import type { Ground } from "./act.ts";
import { partGoals } from "./closed-goals.ts";

/** An entry with the names of what it refers to. */
export interface NamedEntry extends Omit<RecordedEntry, "actorId" | "capacity"> {
  readonly by: {
    readonly office: Office;
    readonly country: Iso | null;
    readonly person: string | null;
  } | null;
  readonly group: { readonly slug: string; readonly name: string } | null;
  readonly subject: NamedSubject | null;
  /** Of an act in a round, its number and who is asked in it; null elsewhere. */
  readonly round: number | null;
  readonly roll: RollKind | null;
  /** Of a thread, file, page or news item. */
  readonly title: string | null;
  /** Those whom the entry is about. */
  readonly persons: readonly string[];
}

export interface RecordView {
  readonly entries: readonly NamedEntry[];
  readonly total: number;
  readonly page: number;
  readonly pages: number;
  readonly groups: readonly { readonly slug: string; readonly name: string }[];
  /** Names of countries by code. */
  readonly names: Readonly<Record<Iso, string>>;
  readonly choice: { readonly group: string | null; readonly family: RecordFamily | null };
}

const perPage = 40;

/** Reading the record: everybody what is public, the secretariat all of it (domain §9). */
export function recordServices(ground: Ground) {
  const { store } = ground;
  return {
    /** One page of the record, the latest first. Refused as `unknown` (`group.unknown`) for a group that is not there. */
    page: async (
      actor: Actor,
      asked: { readonly group: string | null; readonly family: RecordFamily | null; readonly page: number },
      language: Language,
    ): Promise<RecordView> => {
      const tx = store.db;
      const now = ground.clock.now();
      demand(actor, "record.read", region, now);
      const groupId = asked.group === null ? undefined : (await groupBySlug(tx, asked.group)).id;
      const kinds = asked.family === null ? undefined : kindsOf(asked.family);
      const all = may(actor, "record.read-all", region, now);
      // What happened to a goal is on its page, for those who may read it.
      const { closed } = await partGoals(tx, actor, {}, now);
      const choice = {
        all,
        without: closed.map(({ number }) => goalLink(number)),
        ...(groupId === undefined ? {} : { groupId }),
        ...(kinds === undefined ? {} : { kinds }),
      };
      const { entries, total } = await listEntries(tx, {
        ...choice,
        skip: (asked.page - 1) * perPage,
        take: perPage,
      });
      const groups = await groupNames(tx, language);
      return {
        entries: await nameEntries(tx, entries, language),
        total,
        page: asked.page,
        pages: Math.max(1, Math.ceil(total / perPage)),
        groups: [...groups.values()].sort((a, b) => a.name.localeCompare(b.name, language)),
        names: Object.fromEntries(await countryNames(tx, language)),
        choice: { group: asked.group, family: asked.family },
      };
    },

    /** What happened to the thing that a page shows, the latest first. */
    history: async (actor: Actor, link: string, language: Language): Promise<NamedEntry[]> => {
      const all = may(actor, "record.read-all", region, ground.clock.now());
      return nameEntries(
        store.db,
        await entriesOfLinks(store.db, await linksOf(store.db, link), all),
        language,
      );
    },

    /** Reads every chain from its beginning and says whether it is whole. */
    proofs: async (): Promise<Proof[]> => {
      const proofs: Proof[] = [];
      for (const id of await chainIds(store.db)) proofs.push(await verifyChain(store.db, id));
      return proofs;
    },
  };
}

/** The addresses of a page below a group: that one, and those it had before the group was renamed. */
async function linksOf(tx: Tx, link: string): Promise<readonly string[]> {
  const [, slug, rest = ""] = /^\/groups\/([^/]+)(.*)$/.exec(link) ?? [];
  return slug === undefined ? [link] : (await slugsOf(tx, slug)).map((one) => `/groups/${one}${rest}`);
}

/** Entries with the names of what they refer to, in the order given. */
export async function nameEntries(
  tx: Tx,
  entries: readonly RecordedEntry[],
  language: Language,
): Promise<NamedEntry[]> {
  const fact = (entry: RecordedEntry, ...names: string[]): string | null => {
    for (const name of names) {
      const value = entry.facts[name];
      if (typeof value === "string") return value;
    }
    return null;
  };
  const all = (...names: string[]) => entries.flatMap((entry) => fact(entry, ...names) ?? []);
  const rounds = await subjectsOfRounds(
    tx,
    entries.flatMap((entry) => roundOf(entry) ?? []),
  );
  const subjectOf = (entry: RecordedEntry): Subject | null => {
    const round = rounds.get(roundOf(entry) ?? "");
    if (round !== undefined) return round;
    const goal = fact(entry, "goalId");
    if (goal !== null) return { kind: "goal", id: goal };
    const decision = fact(entry, "decisionId");
    if (decision !== null) return { kind: "decision", id: decision };
    if (entry.kind === "commission.ended") return { kind: "group", id: fact(entry, "groupId") ?? "" };
    const plan = fact(entry, "planId");
    return plan === null ? null : { kind: "plan", id: plan };
  };
  const subjects = await namedSubjects(
    tx,
    entries.flatMap((entry) => subjectOf(entry) ?? []),
    language,
  );
  const groups = await groupNames(tx, language);
  const about = (entry: RecordedEntry): readonly string[] => {
    const many = entry.facts["personIds"];
    return Array.isArray(many)
      ? many.filter((id): id is string => typeof id === "string")
      : [fact(entry, "personId") ?? ""];
  };
  const persons = await personNames(
    tx,
    entries.flatMap((entry) => [...about(entry), entry.actorId ?? ""]),
  );
  const said = await titles(
    tx,
    { threads: all("threadId"), files: all("fileId"), pages: all("pageId", "newsId") },
    language,
  );
  return entries.map((entry) => {
    const { capacity, actorId, ...rest } = entry;
    const person = actorId === null ? null : (persons.get(actorId) ?? null);
    const round = rounds.get(roundOf(entry) ?? "");
    return {
      ...rest,
      // Whom it is about is said by name, as long as there is one.
      facts: withoutPersons(rest.facts),
      by: capacity === null ? null : { office: capacity.office, country: capacity.country, person },
      group: entry.groupId === null ? null : (groups.get(entry.groupId) ?? null),
      round: round?.number ?? null,
      roll: round?.roll ?? null,
      subject: subjects.get(subjectOf(entry)?.id ?? "") ?? null,
      title: said.get(fact(entry, "threadId", "fileId", "pageId", "newsId") ?? "") ?? null,
      persons: about(entry).flatMap((id) => persons.get(id) ?? []),
    };
  });
}

/** The round of an act; of a redaction, the one whose words went. */
function roundOf({ facts }: RecordedEntry): string | null {
  const { roundId, subject } = facts as { roundId?: unknown; subject?: { kind?: unknown; id?: unknown } };
  const id = subject?.kind === "round" ? subject.id : roundId;
  return typeof id === "string" ? id : null;
}

function withoutPersons(facts: RecordedEntry["facts"]): RecordedEntry["facts"] {
  const { personId: _, personIds: __, ...rest } = facts;
  return rest;
}
