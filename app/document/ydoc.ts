/** Shape of the Y.Doc of a plan, and the way to and from plan JSON. */
import * as Y from "yjs";
import { updateYFragment } from "y-prosemirror";
import { attribute, attributesOf } from "./attributes.ts";
import { markName } from "./mark-name.ts";
import { isElement, mayHold } from "./schema.ts";
import { rewriteFragment } from "./rewriting.ts";
import { nodeOfPlan, parsePlan, type Attrs, type Plan, type PlanMark, type PlanNode } from "./plan.ts";
import { verbatim } from "./verbatim.ts";

/** Name of the one root of a plan's Y.Doc, an XmlFragment; no other root may exist. */
export const ROOT = "plan";

/** Yjs client ids below this belong to the server: no editor may write under one. */
export const RESERVED_CLIENTS = 16;
/** The server's id for the first state of a document. */
export const FIRST_STATE_CLIENT = 1;
/** The server's id for what an act of the chain writes into the text: an amendment that was taken. */
export const ACT_CLIENT = 2;

/** The root of a plan's Y.Doc: what y-prosemirror is bound to. */
export function planFragment(doc: Y.Doc): Y.XmlFragment {
  return doc.getXmlFragment(ROOT);
}

/** The document that updates make together, taken in at once; whoever asked for it destroys it. */
export function docOf(updates: Iterable<Uint8Array>): Y.Doc {
  const doc = verbatim(new Y.Doc());
  doc.transact(() => {
    for (const update of updates) Y.applyUpdate(doc, update);
  });
  return doc;
}

/**
 * The first state of a document, as an update (V1). Only the server makes it, once per epoch, and stores it as
 * the first row of the log: a state made by two editors would double the text. Equal plans give equal bytes.
 */
export function firstState(plan: Plan): Uint8Array {
  const doc = new Y.Doc();
  doc.clientID = FIRST_STATE_CLIENT;
  writePlan(doc, plan);
  const bytes = Y.encodeStateAsUpdate(doc);
  doc.destroy();
  return bytes;
}

/**
 * The update (V1), under the server's own id, after which the document that `updates` make says what `plan` says. Clauses keep
 * their ids and whatever is fastened to them (rewriting.ts).
 */
export function updateTo(updates: Iterable<Uint8Array>, plan: Plan): Uint8Array {
  const doc = docOf(updates);
  // Afterwards: a document that meets its own id in what is applied takes another one.
  doc.clientID = ACT_CLIENT;
  const before = Y.encodeStateVector(doc);
  rewriteFragment(doc, planFragment(doc), nodeOfPlan(plan));
  const bytes = Y.encodeStateAsUpdate(doc, before);
  doc.destroy();
  return bytes;
}

/** A plan's text with its letters, as those who read and write in it have it. */
export type LiveText = Y.Doc;

/** Reads in the text that updates make together; it is gone afterwards. */
export function readIn<T>(updates: Iterable<Uint8Array>, read: (text: LiveText) => T): T {
  const doc = docOf(updates);
  // Not before: a document that reads words under its own id takes another one.
  doc.clientID = ACT_CLIENT;
  try {
    return read(doc);
  } finally {
    doc.destroy();
  }
}

/** What `change` writes into the text that updates make together, as one update (V1) under the server's own id; null: nothing. */
export function updateBy(updates: Iterable<Uint8Array>, change: (text: LiveText) => void): Uint8Array | null {
  return readIn(updates, (doc) => {
    const parts: Uint8Array[] = [];
    doc.on("update", (update: Uint8Array) => void parts.push(update));
    doc.transact(() => change(doc));
    return parts[0] ?? null;
  });
}

/** The state (V1) that updates make together, under the client ids that wrote it. */
export function stateOf(updates: Iterable<Uint8Array>): Uint8Array {
  const doc = docOf(updates);
  const bytes = Y.encodeStateAsUpdate(doc);
  doc.destroy();
  return bytes;
}

/** Makes the document say what `plan` says, by the smallest change y-prosemirror finds; under the doc's client id. */
export function writePlan(doc: Y.Doc, plan: Plan): void {
  const fragment = planFragment(doc);
  doc.transact(() =>
    updateYFragment(doc, fragment, nodeOfPlan(plan), { mapping: new Map(), isOMark: new Map() }),
  );
}

/** Something in a Y.Doc that the schema does not know or does not allow where it stands. */
export interface Fault {
  /** What is wrong: the vocabulary of its name, its place, its value. */
  readonly kind: "root" | "node" | "nesting" | "attribute" | "mark" | "embed";
  /** The name of what is wrong, for the record; never its value. */
  readonly name: string;
  /** Yjs client id under which it was written. */
  readonly client: number;
}

export interface Reading {
  /** Parsed through the schema: valid, canonical. */
  readonly plan: Plan;
  /** Empty for every document that honest editors wrote. What is at fault is left out of the plan. */
  readonly faults: readonly Fault[];
}

/** A fault with the Yjs item that brought it. */
export interface Found {
  readonly kind: Fault["kind"];
  readonly name: string;
  readonly item: Y.Item;
}

/**
 * Reads the plan out of a Y.Doc without changing it (y-prosemirror's own readers delete what they do not know).
 * What the schema does not allow is left out and reported; the rest is always a valid plan.
 */
export function readPlan(doc: Y.Doc): Reading {
  const { plan, found } = walk(doc);
  return { plan, faults: found.map(({ kind, name, item }) => ({ kind, name, client: item.id.client })) };
}

/**
 * Takes out of the document what the schema does not allow where it stands; null where there is nothing of that.
 * The update (V1) only deletes: it says nothing new under any client id, and two who mend the same mend it once.
 */
export function mendPlan(doc: Y.Doc): Uint8Array | null {
  const { found } = walk(doc);
  if (found.length === 0) return null;
  const parts: Uint8Array[] = [];
  const keep = (update: Uint8Array) => void parts.push(update);
  doc.on("update", keep);
  doc.transact((transaction) => {
    for (const { item } of found) item.delete(transaction);
  });
  doc.off("update", keep);
  return parts[0] ?? null;
}

/** The plan that a full state or a fold of updates says. */
export function planOfUpdates(updates: Iterable<Uint8Array>): Reading {
  const doc = docOf(updates);
  const reading = readPlan(doc);
  doc.destroy();
  return reading;
}

/** How the walk reads what it meets. */
export interface Walker {
  /** The runs of a text. */
  readonly texts: (text: Y.XmlText, found: Found[]) => PlanNode[];
  /** Told of every element that is part of the plan, with the node it became. */
  readonly element: (element: Y.XmlElement, node: PlanNode) => void;
}

/** The same content as `readPlan` finds, read another way; the nodes are those that the walker has seen and made. */
export function walkPlan(doc: Y.Doc, walker: Partial<Walker>): readonly PlanNode[] {
  return childrenOf(planFragment(doc), "doc", [], { ...plainly, ...walker });
}

const plainly: Walker = { texts: textsOf, element: () => undefined };

function walk(doc: Y.Doc): { plan: Plan; found: readonly Found[] } {
  const found: Found[] = [];
  for (const [name, type] of doc.share)
    if (name !== ROOT)
      for (const item of itemsOf(type)) found.push({ kind: "root", name: name.slice(0, 40), item });
  const content = childrenOf(planFragment(doc), "doc", found, plainly);
  return { plan: parsePlan({ type: "doc", content }), found };
}

/** What a type holds: its children and the latest value of each of its keys. */
function itemsOf(type: Pick<Y.XmlFragment, "_start" | "_map">): readonly Y.Item[] {
  const items = [...type._map.values()];
  for (let item = type._start; item !== null; item = item.right) items.push(item);
  return items.filter((item) => !item.deleted);
}

function childrenOf(parent: Y.XmlFragment, name: string, found: Found[], walker: Walker): PlanNode[] {
  const nodes: PlanNode[] = [];
  for (let item = parent._start; item !== null; item = item.right) {
    if (item.deleted) continue;
    const child: unknown = item.content instanceof Y.ContentType ? item.content.type : null;
    if (child instanceof Y.XmlText) {
      if (mayHold(name, "text")) nodes.push(...walker.texts(child, found));
      else if (child.length > 0) found.push({ kind: "nesting", name: `${name}>text`, item });
    } else if (child instanceof Y.XmlElement) {
      const element = child.nodeName;
      if (!isElement(element)) found.push({ kind: "node", name: element.slice(0, 40), item });
      else if (!mayHold(name, element)) found.push({ kind: "nesting", name: `${name}>${element}`, item });
      else nodes.push(nodeOf(child, found, walker));
    } else {
      found.push({ kind: "embed", name, item });
    }
  }
  return nodes;
}

function nodeOf(element: Y.XmlElement, found: Found[], walker: Walker): PlanNode {
  const name = element.nodeName;
  const attrs: Record<string, string | number> = {};
  const held: Readonly<Record<string, unknown>> = element.getAttributes();
  for (const [key, value] of Object.entries(held)) {
    const valid = attribute(name, key, value);
    const item = element._map.get(key);
    if (valid !== null) attrs[key] = valid;
    else if (value !== null && value !== undefined && item !== undefined)
      found.push({ kind: "attribute", name: `${name}.${key.slice(0, 40)}`, item });
  }
  const content = childrenOf(element, name, found, walker);
  const node: PlanNode = {
    type: name,
    ...(Object.keys(attrs).length > 0 ? { attrs } : {}),
    ...(content.length > 0 ? { content } : {}),
  };
  walker.element(element, node);
  return node;
}

function textsOf(text: Y.XmlText, found: Found[]): PlanNode[] {
  for (const item of itemsOf(text)) {
    const { content } = item;
    if (content instanceof Y.ContentString) continue;
    if (!(content instanceof Y.ContentFormat)) found.push({ kind: "embed", name: "text", item });
    else if (content.value !== null && markOf(content.key, content.value) === null)
      found.push({ kind: "mark", name: content.key.slice(0, 40), item });
  }
  const runs: readonly { insert?: unknown; attributes?: Readonly<Record<string, unknown>> }[] =
    text.toDelta();
  return runs.flatMap((run) => {
    if (typeof run.insert !== "string" || run.insert === "") return [];
    const marks = Object.entries(run.attributes ?? {}).flatMap(([key, value]) => markOf(key, value) ?? []);
    return [{ type: "text", text: run.insert, ...(marks.length > 0 ? { marks } : {}) }];
  });
}

/**
 * The mark that a Yjs format says, or null where the schema knows no such mark or its attributes do not hold.
 * Marks that may overlap are keyed by their name and a hash (`bracket--…`), others by their name.
 */
export function markOf(key: string, value: unknown): PlanMark | null {
  const name = markName(key);
  if (name === null || typeof value !== "object" || value === null || Array.isArray(value)) return null;
  const rules = attributesOf(name);
  const entries = Object.entries(value);
  if (entries.length !== Object.keys(rules).length) return null;
  const attrs: Record<string, string | number> = {};
  for (const [attr, held] of entries) {
    const valid = attribute(name, attr, held);
    if (valid === null) return null;
    attrs[attr] = valid;
  }
  return entries.length > 0 ? { type: name, attrs: attrs satisfies Attrs } : { type: name };
}
