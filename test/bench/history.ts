/** Histories: what an editor would have sent over months, as rows of the log and as the state they come to. */
import { existsSync, readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import * as Y from "yjs";
import type { Plan } from "#app/document/plan.ts";
import { firstState, planFragment } from "#app/document/ydoc.ts";
import type { Store } from "#server/store/client.ts";
import { checkOf, foldHash } from "#server/store/log-damage.ts";
import { endsOf } from "#test/running/texts.ts";
import { typed } from "#test/running/typing.ts";

export interface History {
  /** Yjs client id under which all of it was written. */
  readonly client: number;
  /** One for each edit, in order. */
  readonly updates: readonly Uint8Array[];
  /** Everything, the first state included. */
  readonly state: Uint8Array;
  /** Characters in the first paragraph at the end. */
  readonly length: number;
}

/** At `position`, delete so many characters and insert these. */
type Edit = readonly [position: number, deleted: number, inserted: string];

const client = 77_777;

/** The edits of a trace typed into the first paragraph of a plan, one update each; the trace is made where there is none. */
export function traceHistory(plan: Plan, file: string, edits?: number): History {
  const doc = new Y.Doc();
  Y.applyUpdate(doc, firstState(plan));
  doc.clientID = client;
  const block: unknown = planFragment(doc).get(0);
  const text: unknown = block instanceof Y.XmlElement ? block.get(0) : null;
  if (!(text instanceof Y.XmlText)) throw new Error("the plan begins with no words");
  const updates: Uint8Array[] = [];
  doc.on("update", (update: Uint8Array) => void updates.push(update));
  for (const [position, deleted, inserted] of editsOf(file).slice(0, edits))
    doc.transact(() => {
      if (deleted > 0) text.delete(position, deleted);
      if (inserted !== "") text.insert(position, inserted);
    });
  const history = { client, updates, state: Y.encodeStateAsUpdate(doc), length: text.length };
  doc.destroy();
  return history;
}

function editsOf(file: string): readonly Edit[] {
  if (!existsSync(file)) return madeUp(259_778);
  const { txns } = JSON.parse(gunzipSync(readFileSync(file)).toString()) as {
    txns: readonly { patches: readonly Edit[] }[];
  };
  return txns.flatMap(({ patches }) => patches);
}

/** Typing in runs, three in ten keys taking back what was just typed, now and then at another place; always the same. */
function madeUp(count: number): Edit[] {
  let seed = 20_110_301;
  const chance = () => (seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31) / 2 ** 31;
  const edits: Edit[] = [];
  let length = 0;
  let at = 0;
  while (edits.length < count) {
    if (chance() < 0.03) at = Math.floor(chance() * (length + 1));
    const typed = 1 + Math.floor(chance() * 30);
    const back = Math.round(typed * chance() * 0.85);
    for (let key = 0; key < typed; key++)
      edits.push([at++, 0, String.fromCharCode(97 + Math.floor(chance() * 26))]);
    for (let key = 0; key < back; key++) edits.push([--at, 1, ""]);
    length += typed - back;
  }
  return edits.slice(0, count);
}

/** So many edits behind the first paragraph's end that leave nothing: each character is deleted again. */
export function wornHistory(plan: Plan, rows: number): History {
  const [end] = endsOf(plan);
  if (!end) throw new Error("the plan begins with no words");
  const updates: Uint8Array[] = [];
  for (let clock = 0; updates.length < rows; clock++) {
    updates.push(typed(client, clock, clock === 0 ? end : { client, clock: clock - 1 }, "x"));
    if (updates.length < rows) updates.push(deleted(clock));
  }
  // All at once comes to the same as one after the other.
  const doc = new Y.Doc();
  Y.applyUpdate(doc, firstState(plan));
  const characters = Math.ceil(rows / 2);
  const erased = Math.floor(rows / 2);
  Y.applyUpdate(doc, typed(client, 0, end, "x".repeat(characters)));
  const block: unknown = planFragment(doc).get(0);
  const text: unknown = block instanceof Y.XmlElement ? block.get(0) : null;
  if (!(text instanceof Y.XmlText)) throw new Error("the plan begins with no words");
  text.delete(text.length - characters, erased);
  const history = { client, updates, state: Y.encodeStateAsUpdate(doc), length: text.length };
  doc.destroy();
  return history;
}

/** The update (Yjs, V1) that deletes one character. */
function deleted(clock: number): Uint8Array {
  const bytes = [0, 1];
  for (const value of [client, 1, clock, 1]) {
    let left = value;
    for (; left > 127; left = Math.floor(left / 128)) bytes.push((left % 128) | 128);
    bytes.push(left);
  }
  return Uint8Array.from(bytes);
}

/** Rows put into the log at a time. */
const batch = 20_000;

/** Writes a history into the log of a document that has its first state only; with its fold where asked. */
export async function writeHistory(
  store: Store,
  documentId: string,
  personId: string,
  history: History,
  options: { readonly folded: boolean },
): Promise<void> {
  const { updates, state } = history;
  await store.raw.query(
    `INSERT INTO "document_clients" ("documentId", "epoch", "clientId", "personId") VALUES ($1, 1, $2, $3)`,
    [documentId, history.client, personId],
  );
  for (let from = 0; from < updates.length; from += batch) {
    const part = updates.slice(from, from + batch);
    let offset = 1;
    const offsets = part.map(({ length }) => (offset += length) - length);
    await store.raw.query(
      `INSERT INTO "document_updates" ("documentId", "epoch", "seq", "personId", "clientUpdateId", "bytes")
       SELECT $1, 1, $2::bigint + ord, $3, name, substring($4::bytea FROM start FOR size)
       FROM unnest($5::int[], $6::int[], $7::text[]) WITH ORDINALITY AS piece(start, size, name, ord)`,
      [
        documentId,
        from + 1,
        personId,
        Buffer.concat(part),
        offsets,
        part.map(({ length }) => length),
        part.map(checkOf),
      ],
    );
  }
  const seq = updates.length + 1;
  await store.raw.query(`UPDATE "documents" SET "seq" = $2 WHERE "id" = $1`, [documentId, seq]);
  if (options.folded)
    await store.raw.query(
      `INSERT INTO "document_snapshots" ("documentId", "epoch", "seq", "bytes", "sha256") VALUES ($1, 1, $2, $3, $4)`,
      [documentId, seq, Buffer.from(state), foldHash(state)],
    );
  await store.raw.script("ANALYZE");
}
