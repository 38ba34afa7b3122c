/** Who wrote which passage of a plan's text, read from its log: people by their client ids, acts of the server by their rows. */
import * as Y from "yjs";
import { authorsIn, type Authored } from "#app/document/authorship.ts";
import { originals, type Copy } from "#app/document/copies.ts";
import { ACT_CLIENT, docOf, FIRST_STATE_CLIENT } from "#app/document/ydoc.ts";
import type { Iso, PersonId } from "#app/domain/roles.ts";
import { ownActOf, type BroughtAct, type OwnAct } from "#app/domain/sitting.ts";
import type { Tx } from "#server/store/client.ts";
import {
  clientOwners,
  rowsUpTo,
  writersOf,
  type LogPlace,
  type ReadRow,
} from "#server/store/document-history.ts";
import { broughtBy, type Bringer } from "#server/store/brought.ts";
import type { PlanRecord } from "#server/store/plans.ts";
import { inThread, ThreadFailure } from "./work-threads.ts";

/** An author as pages name them. */
export type Author =
  | {
      readonly kind: "person";
      readonly name: string | null;
      readonly country: Iso | null;
      /** The act that took the words in, where they did not write them into the text themselves. */
      readonly by: BroughtAct | null;
    }
  /** A country whose words came by letter. */
  | { readonly kind: "country"; readonly country: Iso; readonly by: BroughtAct }
  /** What an act of the server wrote, or what nobody is known to have written. */
  | { readonly kind: "act"; readonly act: OwnAct };

export interface AuthoredText extends Authored {
  /** Whether words that were moved or parted from theirs are known as those of who wrote them first. */
  readonly movesKnown: boolean;
  /** By the key that the runs carry. */
  readonly authors: Readonly<Record<string, Author>>;
}

/** The text that `updates` make, which is that at a place of the log, with the author of every passage. */
export async function authoredText(
  tx: Tx,
  plan: PlanRecord,
  place: LogPlace,
  updates: readonly Uint8Array[],
): Promise<AuthoredText> {
  const owners = await clientOwners(tx, plan.documentId, place.epoch);
  const rows = await rowsUpTo(tx, plan.documentId, place);
  const acts = await actsOf(tx, rows, place.epoch);
  const copies = await copiesOf(rows.map(({ bytes }) => bytes));
  const first = originals(copies ?? []);
  const doc = docOf(updates);
  const authored = authorsIn(doc, (own, at) => {
    const { client, clock } = first({ client: own, clock: at });
    const person = owners.get(client);
    return person === undefined ? acts(client, clock) : keyOf("own", { person });
  });
  doc.destroy();
  const keys = new Set(authored.clauses.flatMap(({ shares }) => shares.map(({ author }) => author)));
  const people = [...keys].flatMap((key) => partsOf(key).person ?? []);
  const writers = await writersOf(tx, plan.groupId, people);
  const authors = [...keys].map((key): [string, Author] => {
    const { act, person, country } = partsOf(key);
    if (country !== null) return [key, { kind: "country", country, by: act as BroughtAct }];
    if (person === null) return [key, { kind: "act", act: act as OwnAct }];
    const writer = writers.get(person) ?? { name: null, country: null };
    return [key, { kind: "person", ...writer, by: act === "own" ? null : (act as BroughtAct) }];
  });
  return { ...authored, movesKnown: copies !== null, authors: Object.fromEntries(authors) };
}

/** In ms and MB, of one reading of a log; and how many there may be at once. */
const most = { patience: 20_000, memory: 512, threads: 2 } as const;
let running = 0;

/** Words that were written again; null where reading the log row by row takes too much. */
async function copiesOf(rows: readonly Uint8Array[]): Promise<readonly Copy[] | null> {
  if (running >= most.threads) return null;
  running++;
  try {
    const { patience, memory } = most;
    const work = { module: "../present/copies-thread.ts", asked: rows, patience, memory };
    return (await inThread(work)) as readonly Copy[];
  } catch (failure) {
    if (failure instanceof ThreadFailure && failure.reason !== "fault") return null;
    throw failure;
  } finally {
    running--;
  }
}

/** An author's key: whose words they are, and the act that wrote them; `own` where it was they themselves. */
function keyOf(act: OwnAct | "own", bringer: Bringer | null): string {
  if (bringer === null) return act;
  return "person" in bringer ? `${act} person ${bringer.person}` : `${act} country ${bringer.country}`;
}

function partsOf(key: string): {
  readonly act: string;
  readonly person: PersonId | null;
  readonly country: Iso | null;
} {
  const [act = "", kind = "", of = ""] = key.split(" ");
  return { act, person: kind === "person" ? of : null, country: kind === "country" ? of : null };
}

/** Whose key goes with what was written under a client id of the server's: told by the clocks that each of its rows brought. */
async function actsOf(
  tx: Tx,
  rows: readonly ReadRow[],
  epoch: number,
): Promise<(client: number, clock: number) => string> {
  const ends: { readonly client: number; readonly end: number; readonly key: string }[] = [];
  const own = rows.filter(({ personId }) => personId === null);
  const brought = await broughtBy(
    tx,
    own.map(({ name }) => name),
  );
  for (const { name, bytes } of own) {
    const { to } = Y.parseUpdateMeta(bytes);
    const act = ownActOf({ name, epoch });
    // A first state that was folded from an epoch before holds what others wrote in it; only what a text began with is the server's.
    const began = act === "renewed" && [...to.keys()].some((client) => client !== FIRST_STATE_CLIENT);
    for (const [client, end] of to)
      if (client <= ACT_CLIENT)
        ends.push({ client, end, key: keyOf(began ? earlier(client) : act, brought.get(name) ?? null) });
  }
  const nobody = keyOf("other", null);
  // Asked letter by letter: one row is often asked for again.
  let last = { client: -1, from: 0, end: 0, key: nobody };
  return (client, clock) => {
    if (client === last.client && clock >= last.from && clock < last.end) return last.key;
    const at = ends.findIndex((one) => one.client === client && clock < one.end);
    const { end = Infinity, key = nobody } = ends[at] ?? {};
    last = { client, from: clock, end, key };
    return key;
  };
}

/** What the server wrote in an epoch before a restoration of the platform: which act it was is in the log of that epoch. */
const earlier = (client: number): OwnAct => (client === FIRST_STATE_CLIENT ? "begun" : "other");
