/** The proof of one chain: entry after entry, up to the first that is not what was written. */
import { chainStart, entryHash, wordHash, wordsHash } from "./hash.ts";

/** What can be wrong with an entry; said in words by `proof:flaw.<kind>`. */
export const flawKinds = [
  "place", // an entry is missing before it, or the order is another
  "link", // it does not stand on the hash of the one before
  "facts", // its hash is not that of its facts
  "unreadable", // its facts are no event
  "row", // what stands beside its facts says something else
  "words", // the words beside it are not those that were hashed
  "word", // one of them was changed
  "release", // the release that it names has another text now
  "release-missing", // the release that it names is not there
  "told", // the table of positions, explanations or outcomes says something else, or nothing
  "untold", // a position, explanation or outcome has no entry
  "unopened", // the outcome of a round of which no opening is on record
  "head", // the recorded head is not the last entry
  "published", // a published head is not the entry at its place
  "certified", // a certificate has another entry at this place
  "certificate", // what a certificate says is not what its entries say
] as const;
export type FlawKind = (typeof flawKinds)[number];

/** The first thing that does not fit in a chain. */
export interface Flaw {
  readonly chain: string;
  /** Place in its chain; null where no entry is concerned. */
  readonly seq: number | null;
  readonly what: FlawKind;
  /** Which word, release, day or part; empty where nothing more is to be said. */
  readonly detail: string;
}

/** Words beside an entry. Redacted: without salt and value. */
export interface Word {
  readonly field: string;
  readonly hash: string;
  readonly salt: string | null;
  readonly value: string | null;
}

/** An entry as it is proved. `facts` is null for one that is not public: its hash holds the chain, its content is not seen. */
export interface Link {
  readonly seq: number;
  readonly prevHash: string;
  readonly hash: string;
  readonly facts: string | null;
  readonly words: readonly Word[];
  /** What stands beside the facts in the row, where there is a row. */
  readonly row?: { readonly kind: string; readonly at: Date };
}

/** What the facts of an entry say; the union of app/domain/journal.ts with its payload left open. */
export interface Told {
  readonly kind: string;
  readonly at: string;
  /** Whose hand; a reference. Null for what the platform did by a rule. */
  readonly actorId: string | null;
  readonly wordsHash: string | null;
  readonly capacity: { readonly office: string; readonly country: string | null } | null;
  readonly facts: Readonly<Record<string, unknown>>;
}

export type Fault = Pick<Flaw, "what" | "detail">;

/** A further question to an entry that is itself whole. */
export type Question = (told: Told, link: Link) => Fault | null;

/** Walks along a chain. `take` answers the first flaw; after one it is not asked again. */
export interface Walk {
  take(link: Link): Flaw | null;
  /** Whether the recorded head is the last entry taken. */
  end(recorded: { readonly seq: number; readonly head: string } | null): Flaw | null;
  readonly length: number;
  readonly head: string;
}

/** A hash that somebody was shown for a place of the chain: published, or certified. */
export interface Shown {
  readonly chain: string;
  readonly seq: number;
  readonly hash: string;
  readonly what: "published" | "certified";
  /** The day, or the round. */
  readonly detail: string;
}

/** Begins at the beginning of a chain; `shown` are hashes that others hold, `question` is put to each readable entry. */
export function walk(chainId: string, shown: readonly Shown[] = [], question: Question = () => null): Walk {
  let length = 0;
  let head = chainStart(chainId);
  const held = new Map<number, Shown[]>();
  for (const one of shown) if (one.chain === chainId) held.set(one.seq, [...(held.get(one.seq) ?? []), one]);
  const flaw = (seq: number, { what, detail }: Fault): Flaw => ({ chain: chainId, seq, what, detail });
  return {
    get length() {
      return length;
    },
    get head() {
      return head;
    },
    take(link) {
      length += 1;
      if (link.seq !== length) return flaw(length, fault("place"));
      if (link.prevHash !== head) return flaw(length, fault("link"));
      const found = link.facts === null ? null : contentFault(chainId, link, link.facts, question);
      if (found !== null) return flaw(length, found);
      head = link.hash;
      const other = (held.get(length) ?? []).find(({ hash }) => hash !== link.hash);
      return other === undefined ? null : flaw(length, other);
    },
    end(recorded) {
      if (recorded !== null && (recorded.seq !== length || recorded.head !== head))
        return flaw(recorded.seq > length ? length + 1 : Math.max(length, 1), fault("head"));
      const beyond = [...held.values()].flat().find(({ seq }) => seq > length);
      return beyond === undefined ? null : flaw(length + 1, beyond);
    },
  };
}

const fault = (what: FlawKind, detail = ""): Fault => ({ what, detail });

/** What is wrong with one entry by itself, its place aside. */
export function contentFault(
  chainId: string,
  link: Link,
  facts: string,
  question: Question = () => null,
): Fault | null {
  const { prevHash, seq, words } = link;
  if (link.hash !== entryHash({ prevHash, chainId, seq, facts })) return fault("facts");
  const told = toldBy(facts);
  if (told === null) return fault("unreadable");
  if (link.row !== undefined && (told.kind !== link.row.kind || told.at !== link.row.at.toISOString()))
    return fault("row");
  if (told.wordsHash !== wordsHash(words)) return fault("words");
  const changed = words.find(
    ({ salt, value, hash }) => value !== null && wordHash(salt ?? "", value) !== hash,
  );
  if (changed !== undefined) return fault("word", changed.field);
  return question(told, link);
}

/** What canonical facts say, or null where they are no event. */
export function toldBy(facts: string): Told | null {
  let told: unknown;
  try {
    told = JSON.parse(facts);
  } catch {
    return null;
  }
  if (typeof told !== "object" || told === null) return null;
  const { kind, at, facts: payload } = told as Partial<Told>;
  const readable =
    typeof kind === "string" && typeof at === "string" && typeof payload === "object" && payload !== null;
  return readable ? (told as Told) : null;
}
