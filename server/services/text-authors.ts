/** Who wrote which passage of a plan's text, read from its log: people by their client ids, acts of the server by their rows. */
import * as Y from "yjs";
import { authorsIn, type Authored } from "#app/document/authorship.ts";
import { ACT_CLIENT, docOf, FIRST_STATE_CLIENT } from "#app/document/ydoc.ts";
import type { Iso } from "#app/domain/roles.ts";
import { ownActOf, type OwnAct } from "#app/domain/sitting.ts";
import type { Tx } from "#server/store/client.ts";
import { clientOwners, ownRows, writersOf, type LogPlace } from "#server/store/document-history.ts";
import type { PlanRecord } from "#server/store/plans.ts";
import { updatesAt } from "./text-points.ts";

/** An author as pages name them. */
export type Author =
  | { readonly kind: "person"; readonly name: string | null; readonly country: Iso | null }
  /** What an act of the server wrote, or what nobody is known to have written. */
  | { readonly kind: "act"; readonly act: OwnAct };

export interface AuthoredText extends Authored {
  /** By the key that the runs carry. */
  readonly authors: Readonly<Record<string, Author>>;
}

/** The text at a place of the log with the author of every passage. */
export async function authoredText(tx: Tx, plan: PlanRecord, place: LogPlace): Promise<AuthoredText> {
  const updates = await updatesAt(tx, plan, place);
  const owners = await clientOwners(tx, plan.documentId, place.epoch);
  const acts = await actsOf(tx, plan.documentId, place);
  const doc = docOf(updates);
  const authored = authorsIn(doc, (client, clock) => {
    const person = owners.get(client);
    return person === undefined ? `act-${acts(client, clock)}` : `person-${person}`;
  });
  doc.destroy();
  const keys = new Set(authored.clauses.flatMap(({ shares }) => shares.map(({ author }) => author)));
  const people = [...keys].flatMap((key) => (key.startsWith("person-") ? [key.slice("person-".length)] : []));
  const writers = await writersOf(tx, plan.groupId, people);
  const authors = [...keys].map((key): [string, Author] => {
    const writer = writers.get(key.slice("person-".length));
    if (key.startsWith("person-"))
      return [key, { kind: "person", ...(writer ?? { name: null, country: null }) }];
    return [key, { kind: "act", act: key.slice("act-".length) as OwnAct }];
  });
  return { ...authored, authors: Object.fromEntries(authors) };
}

/** Which act wrote under a client id of the server's: told by the clocks that each of its rows brought. */
async function actsOf(
  tx: Tx,
  documentId: string,
  place: LogPlace,
): Promise<(client: number, clock: number) => OwnAct> {
  const ends: { readonly client: number; readonly end: number; readonly act: OwnAct }[] = [];
  for (const { name, bytes } of await ownRows(tx, documentId, place)) {
    const { to } = Y.parseUpdateMeta(bytes);
    const act = ownActOf({ name, epoch: place.epoch });
    // A first state that was folded from an epoch before holds what others wrote in it; only what a text began with is the server's.
    const began = act === "renewed" && [...to.keys()].some((client) => client !== FIRST_STATE_CLIENT);
    for (const [client, end] of to)
      if (client <= ACT_CLIENT) ends.push({ client, end, act: began ? earlier(client) : act });
  }
  return (client, clock) => ends.find((one) => one.client === client && clock < one.end)?.act ?? "other";
}

/** What the server wrote in an epoch before a restoration of the platform: which act it was is in the log of that epoch. */
const earlier = (client: number): OwnAct => (client === FIRST_STATE_CLIENT ? "begun" : "other");
