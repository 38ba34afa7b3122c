/** What of a local text the server has not got, and how an update too large for one message is cut. Pure. */
import * as Y from "yjs";

type Update = ReturnType<typeof Y.decodeUpdate>;
type Struct = Update["structs"][number];
/** Deleted ranges by Yjs client id. */
type Deletes = ReadonlyMap<number, readonly Range[]>;
interface Range {
  readonly clock: number;
  readonly len: number;
}

/**
 * What `doc` holds that the server has not got, given its state vector and the updates with which it answered
 * (they carry its deletes); null where it has everything. Where all local changes that may be missing there are
 * known, `unsaved` names them: an answer that brings only what is new does not carry the deletes of old.
 */
export function missing(
  doc: Y.Doc,
  vector: Uint8Array,
  answered: readonly Uint8Array[],
  unsaved: readonly Uint8Array[] | null = null,
): Uint8Array | null {
  const mine = Y.decodeUpdate(Y.encodeStateAsUpdate(doc, vector));
  const theirs = deletesOf(answered);
  const deletes = subtract(unsaved === null ? mine.ds.clients : deletesOf(unsaved), theirs);
  if (mine.structs.length === 0 && deletes.size === 0) return null;
  return encode(mine.structs, deletes);
}

function deletesOf(updates: readonly Uint8Array[]): Deletes {
  return Y.mergeDeleteSets(updates.map((update) => Y.decodeUpdate(update).ds)).clients;
}

/** Whether a document holds nothing yet. */
export function isBlank(doc: Y.Doc): boolean {
  return doc.store.clients.size === 0;
}

/** Whether something came that builds on what did not. */
export function isTorn(doc: Y.Doc): boolean {
  return doc.store.pendingStructs !== null || doc.store.pendingDs !== null;
}

/** The same update in pieces of at most `limit` bytes, to be sent in this order. One long struct stays whole. */
export function cut(update: Uint8Array, limit: number): readonly Uint8Array[] {
  if (update.length <= limit) return [update];
  const { structs, ds } = Y.decodeUpdate(update);
  const pieces: Uint8Array[] = [];
  let held: Struct[] = [];
  let size = 0;
  for (const struct of inOrder(structs)) {
    const length = sizeOf(struct) + 32;
    if (held.length > 0 && size + length > limit) {
      pieces.push(encode(held, new Map()));
      held = [];
      size = 0;
    }
    held.push(struct);
    size += length;
  }
  if (held.length > 0) pieces.push(encode(held, new Map()));
  const most = Math.floor(limit / 32);
  const flat = [...ds.clients].flatMap(([client, ranges]) => ranges.map((range) => [client, range] as const));
  for (let from = 0; from < flat.length; from += most) {
    const some = new Map<number, Range[]>();
    for (const [client, range] of flat.slice(from, from + most)) {
      some.set(client, [...(some.get(client) ?? []), range]);
    }
    pieces.push(encode([], some));
  }
  return pieces;
}

/** Structs so that each comes after those it stands on: by client and clock, and across clients by what it names. */
function inOrder(structs: readonly Struct[]): readonly Struct[] {
  const queues = new Map<number, Struct[]>();
  for (const struct of structs) {
    const queue = queues.get(struct.id.client);
    if (queue) queue.push(struct);
    else queues.set(struct.id.client, [struct]);
  }
  if (queues.size < 2) return structs;
  const at = new Map<number, number>();
  const waits = (id: Y.ID | null): boolean => {
    const queue = id === null ? undefined : queues.get(id.client);
    const next = queue?.[at.get(id?.client ?? 0) ?? 0];
    return id !== null && next !== undefined && next.id.clock <= id.clock;
  };
  const ordered: Struct[] = [];
  for (let moved = true; moved;) {
    moved = false;
    for (const [client, queue] of queues) {
      for (let index = at.get(client) ?? 0; index < queue.length; index++) {
        const struct = queue[index];
        if (struct === undefined) break;
        const held =
          struct instanceof Y.Item ? namesOf(struct).some((id) => id.client !== client && waits(id)) : false;
        if (held) break;
        ordered.push(struct);
        at.set(client, index + 1);
        moved = true;
      }
    }
  }
  return ordered;
}

function namesOf(item: Y.Item): Y.ID[] {
  const parent: unknown = item.parent;
  return [item.origin, item.rightOrigin, parent instanceof Y.ID ? parent : null].filter((id) => id !== null);
}

function sizeOf(struct: Struct): number {
  const encoder = new Y.UpdateEncoderV1();
  struct.write(encoder, 0);
  return encoder.toUint8Array().length;
}

/** Update format V1. `writeLen` is its plain variable-length number. */
function encode(structs: readonly Struct[], deletes: Deletes): Uint8Array {
  const encoder = new Y.UpdateEncoderV1();
  const byClient = new Map<number, Struct[]>();
  for (const struct of structs)
    byClient.set(struct.id.client, [...(byClient.get(struct.id.client) ?? []), struct]);
  encoder.writeLen(byClient.size);
  for (const [client, own] of byClient) {
    encoder.writeLen(own.length);
    encoder.writeClient(client);
    encoder.writeLen(own[0]?.id.clock ?? 0);
    for (const struct of own) struct.write(encoder, 0);
  }
  encoder.writeLen(deletes.size);
  for (const [client, ranges] of deletes) {
    encoder.resetDsCurVal();
    encoder.writeLen(client);
    encoder.writeLen(ranges.length);
    for (const range of ranges) {
      encoder.writeDsClock(range.clock);
      encoder.writeDsLen(range.len);
    }
  }
  return encoder.toUint8Array();
}

/** The ranges of `mine` that `theirs` does not cover. */
function subtract(mine: Deletes, theirs: Deletes): Deletes {
  const left = new Map<number, Range[]>();
  for (const [client, ranges] of mine) {
    const known = [...(theirs.get(client) ?? [])].sort((a, b) => a.clock - b.clock);
    const rest = ranges.flatMap((range) => without(range, known));
    if (rest.length > 0) left.set(client, rest);
  }
  return left;
}

function without(range: Range, known: readonly Range[]): Range[] {
  const rest: Range[] = [];
  const end = range.clock + range.len;
  let from = range.clock;
  for (const { clock, len } of known) {
    if (clock + len <= from) continue;
    if (clock >= end) break;
    if (clock > from) rest.push({ clock: from, len: clock - from });
    from = Math.max(from, clock + len);
  }
  if (from < end) rest.push({ clock: from, len: end - from });
  return rest;
}
