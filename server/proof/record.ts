/** The record as a file: lines of JSON, a head, then every entry of every chain, then the releases that rounds decided on. */
import { walk, type Flaw, type Question, type Shown } from "./chain.ts";
import { isEntry, linkOf, type ProofEntry } from "./entry.ts";
import { sha256 } from "./hash.ts";

export const recordFormat = "elac-record";
export const headsFormat = "elac-heads";
export const formatVersion = 1;

/** A head as it was published at the end of a day. */
export interface HeadOfDay {
  /** "2011-03-01", in UTC. */
  readonly day: string;
  readonly chain: string;
  readonly seq: number;
  readonly head: string;
  /** When it was published; later than the day by more than an hour where it was made up for. */
  readonly publishedAt: string;
}

/** The first line of an exported record. */
export interface RecordHead {
  readonly format: typeof recordFormat;
  readonly version: number;
  readonly exportedAt: string;
  readonly chains: readonly { readonly id: string; readonly seq: number; readonly head: string }[];
  readonly heads: readonly HeadOfDay[];
}

/** A frozen text that a round decided on, as a line of an exported record. */
export interface ReleaseLine {
  readonly release: string;
  readonly number: number;
  readonly language: string;
  readonly sha256: string;
  /** Canonical JSON; its UTF-8 bytes are what the hash is over. */
  readonly text: string;
}

export interface ExportedRecord {
  readonly head: RecordHead;
  readonly entries: readonly ProofEntry[];
  readonly releases: readonly ReleaseLine[];
}

/** A published head as something that a chain is held against. */
export const publishedAs = ({ chain, seq, head, day }: HeadOfDay): Shown => ({
  chain,
  seq,
  hash: head,
  what: "published",
  detail: day,
});

/** What became of one chain. */
export interface ChainProof {
  readonly chain: string;
  readonly length: number;
  /** Entries whose content was seen; the others hold the chain by their hash alone. */
  readonly seen: number;
  readonly head: string;
  readonly flaw: Flaw | null;
}

/**
 * Proves an exported record from itself alone: every chain from its beginning, its head, the words and releases that are
 * there, published heads. `shown` are hashes that others hold. The first flaw of each chain ends its proof.
 */
export function proveRecord(record: ExportedRecord, shown: readonly Shown[] = []): readonly ChainProof[] {
  const against = [...shown, ...record.head.heads.map(publishedAs)];
  const ids = new Set([...record.head.chains.map(({ id }) => id), ...record.entries.map((one) => one.chain)]);
  for (const { chain } of against) ids.add(chain);
  return [...ids].sort().map((id): ChainProof => {
    const own = record.entries.filter(({ chain }) => chain === id);
    const begun = walk(id, against, questionOf(record.releases));
    let flaw: Flaw | null = null;
    let seen = 0;
    for (const entry of own) {
      flaw = begun.take(linkOf(entry));
      if (flaw !== null) break;
      if (entry.facts !== undefined) seen += 1;
    }
    const recorded = record.head.chains.find((chain) => chain.id === id) ?? null;
    flaw ??= begun.end(recorded ?? { seq: -1, head: "" });
    return { chain: id, length: begun.length, seen, head: begun.head, flaw };
  });
}

/** Whether the releases that entries name have the text that they had, and every outcome its opening. */
function questionOf(releases: readonly ReleaseLine[]): Question {
  const texts = new Map(releases.map(({ release, text }) => [release, sha256(text)]));
  const opened = new Set<unknown>();
  return ({ kind, facts }) => {
    if (kind === "round.opened") opened.add(facts["roundId"]);
    if (kind === "round.outcome-recorded" && !opened.has(facts["roundId"]))
      return { what: "unopened", detail: "" };
    return releaseFault(kind, facts, texts);
  };
}

/** What is wrong with the release that an entry names; `texts` are hashes taken anew over the texts that are there. */
export function releaseFault(
  kind: string,
  facts: Readonly<Record<string, unknown>>,
  texts: ReadonlyMap<string, string>,
): { what: "release" | "release-missing"; detail: string } | null {
  const { releaseId, sha256: stated } = facts;
  if (typeof releaseId !== "string" || typeof stated !== "string") return null;
  const found = texts.get(releaseId);
  if (found === undefined)
    return kind === "round.opened" ? { what: "release-missing", detail: releaseId } : null;
  return found === stated ? null : { what: "release", detail: releaseId };
}

/** Reads the lines of an exported record. Answers the number of the first line that cannot be read, instead. */
export function readRecord(text: string): ExportedRecord | { readonly line: number } {
  const lines = text.split("\n");
  if (lines.at(-1) === "") lines.pop();
  const [first, ...rest] = lines.map(parsed);
  if (!isHead(first)) return { line: 1 };
  const entries: ProofEntry[] = [];
  const releases: ReleaseLine[] = [];
  for (const [at, line] of rest.entries()) {
    if (isEntry(line)) entries.push(line);
    else if (isRelease(line)) releases.push(line);
    else return { line: at + 2 };
  }
  return { head: first, entries, releases };
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}

function isHead(value: unknown): value is RecordHead {
  if (typeof value !== "object" || value === null) return false;
  const { format, version, chains, heads } = value as Partial<RecordHead>;
  return (
    format === recordFormat &&
    version === formatVersion &&
    Array.isArray(chains) &&
    chains.every(isChainHead) &&
    areHeads(heads)
  );
}

function isChainHead(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return false;
  const { id, seq, head } = value as Readonly<Record<string, unknown>>;
  return typeof id === "string" && typeof head === "string" && Number.isSafeInteger(seq);
}

/** Whether something read from a file is a list of published heads. */
export function areHeads(value: unknown): value is readonly HeadOfDay[] {
  return (
    Array.isArray(value) &&
    value.every((one: unknown) => {
      if (typeof one !== "object" || one === null) return false;
      const { day, chain, seq, head } = one as Partial<HeadOfDay>;
      return [day, chain, head].every((text) => typeof text === "string") && Number.isSafeInteger(seq);
    })
  );
}

function isRelease(value: unknown): value is ReleaseLine {
  if (typeof value !== "object" || value === null) return false;
  const { release, text } = value as Partial<ReleaseLine>;
  return typeof release === "string" && typeof text === "string";
}
