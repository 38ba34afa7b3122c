/**
 * What must be true after every fault: all replicas and a fresh load from the database are equal; everything that was
 * acknowledged, shown or called saved is in the log and in the text; marker words stand exactly once; the text is valid;
 * nothing waits. Begin with `agree`.
 */
import * as Y from "yjs";
import { canonical, wordsOf } from "#app/document/plan.ts";
import { readPlan } from "#app/document/ydoc.ts";
import type { Store } from "#server/store/client.ts";
import { loadDocument } from "#server/store/documents.ts";
import type { Account } from "./account.ts";
import { until } from "./chance.ts";
import type { Writer } from "./writer.ts";

/** The log of a document as the database holds it, and two texts made of it alone. */
export interface Stored {
  readonly epoch: number;
  readonly seqs: readonly number[];
  /** Ids of all rows. */
  readonly ids: ReadonlySet<string>;
  /** The text as a server loads it: the newest fold and what came after it. */
  readonly loaded: Y.Doc;
  /** The text as all rows from the first give it. */
  readonly replayed: Y.Doc;
}

export async function readStored(store: Store, documentId: string): Promise<Stored> {
  const stored = await loadDocument(store.db, documentId);
  if (stored === null) throw new Error("the document is gone");
  const rows = await store.db.documentUpdate.findMany({
    where: { documentId, epoch: stored.epoch },
    orderBy: { seq: "asc" },
    select: { seq: true, clientUpdateId: true, bytes: true },
  });
  return {
    epoch: stored.epoch,
    seqs: rows.map(({ seq }) => Number(seq)),
    ids: new Set(rows.map((row) => row.clientUpdateId)),
    loaded: docOf([...(stored.snapshot ? [stored.snapshot] : []), ...stored.tail].map(({ bytes }) => bytes)),
    replayed: docOf(rows.map(({ bytes }) => bytes)),
  };
}

function docOf(updates: readonly Uint8Array[]): Y.Doc {
  const doc = new Y.Doc();
  doc.transact(() => {
    for (const update of updates) Y.applyUpdate(doc, update);
  });
  return doc;
}

/** What the log lacks of what clients were told is in it. Asked while nobody could have sent it again. */
export function lacking(stored: Stored, accounts: readonly Account[]): string[] {
  const wrong: string[] = [];
  const whole = Y.snapshot(stored.replayed);
  for (const { name, acknowledged, seen, savedUpTo } of accounts) {
    for (const [id, update] of acknowledged) {
      if (!stored.ids.has(id)) wrong.push(`${name}: acknowledged and not in the log: ${id}`);
      if (!Y.snapshotContainsUpdate(whole, update))
        wrong.push(`${name}: acknowledged and not in the text: ${id}`);
    }
    for (const id of seen) if (!stored.ids.has(id)) wrong.push(`${name}: shown and not in the log: ${id}`);
    for (const [client, clock] of savedUpTo) {
      const there = Y.getState(stored.replayed.store, client);
      if (there < clock) wrong.push(`${name}: called saved up to ${clock}, in the log up to ${there}`);
    }
  }
  return wrong;
}

/** How often each marker word stands in the text, against what their writers know. `gone`: who died while writing. */
function miscounted(doc: Y.Doc, accounts: readonly Account[], gone: readonly Account[]): string[] {
  const wrong: string[] = [];
  const counts = new Map<string, number>();
  for (const word of textOf(doc).split(/\s+/)) counts.set(word, (counts.get(word) ?? 0) + 1);
  for (const { name, words } of accounts)
    for (const [word, stands] of words) {
      const count = counts.get(word) ?? 0;
      if (count !== (stands ? 1 : 0)) wrong.push(`${name}: "${word}" stands ${count} times`);
    }
  for (const { name, words } of gone)
    for (const word of words.keys()) {
      const count = counts.get(word) ?? 0;
      if (count > 1) wrong.push(`${name}: "${word}" stands ${count} times`);
    }
  return wrong;
}

/** Paragraph by paragraph, so that words of two never run together. */
export function textOf(doc: Y.Doc): string {
  return readPlan(doc).plan.content.map(wordsOf).join("\n");
}

/** Waits until everybody is saved, has everything, and nothing waits anywhere. */
export async function settled(writers: readonly Writer[], ms?: number): Promise<void> {
  await until(
    () =>
      writers.every(({ provider, doc }) => provider.state.kind === "saved" && !isTorn(doc)) &&
      new Set(writers.map(({ doc }) => vectorOf(doc))).size <= 1 &&
      new Set(writers.map(({ doc }) => canonical(readPlan(doc).plan))).size <= 1,
    () => `all are saved and equal, but ${unequal(writers)}`,
    ms,
  );
}

function vectorOf(doc: Y.Doc): string {
  const entries = [...Y.decodeStateVector(Y.encodeStateVector(doc))];
  return JSON.stringify(entries.sort(([a], [b]) => a - b));
}

/** Who is not saved, or lacks something that others have; where nobody does, whose deletions are not the same. */
function unequal(writers: readonly Writer[]): string {
  const most = new Map<number, number>();
  for (const { doc } of writers)
    for (const [client, clock] of Y.decodeStateVector(Y.encodeStateVector(doc)))
      most.set(client, Math.max(clock, most.get(client) ?? 0));
  const plans = writers.map(({ doc }) => canonical(readPlan(doc).plan));
  return writers
    .flatMap(({ account, provider, doc }, index) => {
      const lacks = [...most].flatMap(([client, clock]) => {
        const there = Y.getState(doc.store, client);
        return there < clock ? [`${client}: ${there} of ${clock}`] : [];
      });
      const saved = provider.state.kind === "saved" && !isTorn(doc);
      if (saved && lacks.length === 0 && plans[index] === plans[0]) return [];
      const torn = isTorn(doc) ? " torn" : "";
      return [
        `${account.name}: ${JSON.stringify(provider.state)}${torn}, lacks ${lacks.join(", ") || "nothing"}`,
      ];
    })
    .join("; ");
}

const isTorn = ({ store }: Y.Doc) => store.pendingStructs !== null || store.pendingDs !== null;

export interface Witnesses {
  /** Whose texts must say the same as the database. */
  readonly replicas: readonly Y.Doc[];
  readonly accounts: readonly Account[];
  /** Accounts of clients that died with changes of which nobody was told. */
  readonly gone?: readonly Account[];
}

/** Throws with everything that is not as promised. */
export function agree(stored: Stored, { replicas, accounts, gone = [] }: Witnesses): void {
  const wrong = lacking(stored, [...accounts, ...gone]);
  if (stored.seqs.some((seq, index) => seq !== index + 1)) wrong.push("the log has a hole");
  const truth = readPlan(stored.loaded);
  const said = canonical(truth.plan);
  if (truth.faults.length > 0) wrong.push(`no plan: ${JSON.stringify(truth.faults)}`);
  if (canonical(readPlan(stored.replayed).plan) !== said)
    wrong.push("the fold says something else than the log");
  for (const doc of [stored.loaded, stored.replayed, ...replicas])
    if (isTorn(doc)) wrong.push("something waits for what it builds on");
  replicas.forEach((doc, index) => {
    if (canonical(readPlan(doc).plan) !== said)
      wrong.push(`replica ${index} says something else than the database`);
  });
  wrong.push(...miscounted(stored.loaded, accounts, gone));
  insist(wrong);
}

/** Throws where something is wrong, with the first of it. */
export function insist(wrong: readonly string[]): void {
  if (wrong.length === 0) return;
  const more = wrong.length > 12 ? `\n… and ${wrong.length - 12} more` : "";
  throw new Error(wrong.slice(0, 12).join("\n") + more);
}
