/**
 * Where comments and suggested words are fastened, and where that is by now. Shared by browser and server.
 * Begin with `anchorAt` and `findLive`; margin.ts says what an anchor is made of.
 *
 * An anchor resolves to its quote or to null, never to other words. In the live text its two ends are letters: the first
 * and the last of the quote. While one of them is there, the quote is between them or it is lost; only where both are gone
 * (somebody split, joined or moved the passage, so that it was written again) is it looked for by its words. The anchor of a field
 * holds on to its output by the id, so it goes along where that is moved, and is lost once the field says something else.
 */
import * as Y from "yjs";
import type { FieldName } from "#app/domain/output-field.ts";
import {
  blocksOf,
  liveBlock,
  liveBlocks,
  liveClauses,
  type LiveBlock,
  type Part,
  type PlanBlock,
} from "./blocks.ts";
import { valueIn } from "./fields.ts";
import type { Anchor } from "./margin.ts";
import type { Plan } from "./plan.ts";
import { contextOf, cuts, findQuote, isTold, placesIn, type Found } from "./quote.ts";
import { clauseIds, clausesOf } from "./reading.ts";
import { mayHold } from "./schema.ts";
import { planFragment } from "./ydoc.ts";

/** Characters that the words of an anchor may have. */
export const quoteLimit = 2000;

/** Where something lies in the live text. */
export interface LivePlace {
  readonly clause: string;
  /** The block of text; of a clause as a whole its element. */
  readonly element: Y.XmlElement;
  /** Places in the words of the block (blocks.ts); 0 and 0 of a clause as a whole. */
  readonly from: number;
  readonly to: number;
  readonly whole: boolean;
  /** The field of the output that the clause is, where it is that and not the clause as a whole. */
  readonly field?: FieldName;
}

/** Where something lies in plan JSON; `block` is null of a clause as a whole. */
export interface PlanPlace {
  readonly clause: string;
  readonly block: PlanBlock | null;
  readonly from: number;
  readonly to: number;
}

/** An anchor for a clause as a whole. */
export function anchorOfClause(epoch: number, clause: string): Anchor {
  return { epoch, start: null, end: null, clause, quote: "", before: "", after: "" };
}

/** An anchor for a field of an output, as it is filled now. */
export function anchorOfField(epoch: number, clause: string, field: FieldName, quote: string): Anchor {
  return { ...anchorOfClause(epoch, clause), field, quote };
}

/** Whether it is for a clause as a whole, and not for words, a place between them or a field. */
export function isOfClause(anchor: Anchor): boolean {
  const { start, quote, before, after, field } = anchor;
  return field === undefined && start === null && quote === "" && before === "" && after === "";
}

/**
 * An anchor for what lies between two positions of one block of text; equal positions are a place between words. Null
 * where they lie in two blocks, in none, or too far apart.
 */
export function anchorAt(
  doc: Y.Doc,
  epoch: number,
  start: Y.RelativePosition,
  end: Y.RelativePosition,
): Anchor | null {
  const [a, b] = [start, end].map((position) => spotOf(doc, position));
  if (!a || !b || a.element !== b.element) return null;
  const clause = liveClauses(doc).get(topOf(a.element));
  if (clause === undefined) return null;
  const block = liveBlock(a.element, clause);
  const [from, to] = [offsetOf(block, a), offsetOf(block, b)].sort((x, y) => x - y);
  return from === undefined || to === undefined ? null : anchorOf(epoch, { block, from, to });
}

/** An anchor for a place of the live text, with the letters it stands on now. */
export function anchorOfPlace(epoch: number, place: LivePlace): Anchor | null {
  const { clause, element, from, to, whole, field } = place;
  if (field !== undefined)
    return anchorOfField(epoch, clause, field, valueIn(element.getAttributes(), field));
  if (whole) return anchorOfClause(epoch, clause);
  return anchorOf(epoch, { block: liveBlock(element, clause), from, to });
}

/** Anchors for all places of these words in a clause of plan JSON, in order: one who means one of several says more of it. */
export function anchorsIn(plan: Plan, epoch: number, clause: string, quote: string): readonly Anchor[] {
  return blocksOf(plan).flatMap((block) =>
    block.clause !== clause || quote.length > quoteLimit
      ? []
      : placesIn(block, quote).map((from) => {
          const context = contextOf(block.words, from, from + quote.length);
          return { epoch, start: null, end: null, clause, quote, ...context };
        }),
  );
}

/** Asks where anchors lie in the text as it is now; whatever changes it, ask for another. */
export function findLive(doc: Y.Doc, epoch: number): (anchor: Anchor) => LivePlace | null {
  const clauses = liveClauses(doc);
  const known = new Map<Y.XmlElement, LiveBlock>();
  let all: readonly LiveBlock[] | null = null;
  return (anchor) => {
    if (anchor.field !== undefined || isOfClause(anchor)) {
      const [element] = [...clauses].find(([, id]) => id === anchor.clause) ?? [];
      return element === undefined || !holds(element, anchor) ? null : placeOfClause(element, anchor);
    }
    const ends = anchor.epoch === epoch ? endsOf(doc, anchor) : null;
    if (ends !== null) {
      const place = placeOf(ends, anchor);
      if (place !== null) return place;
      if (ends.some(({ stands }) => stands)) return null;
    }
    all ??= liveBlocks(clauses);
    const found = findQuote(all, anchor);
    return found === null ? null : placeIn(found);
  };

  function placeOf([start, end]: readonly [End, End], anchor: Anchor): LivePlace | null {
    if (start.spot === null || end.spot === null || start.spot.element !== end.spot.element) return null;
    const { element } = start.spot;
    const clause = clauses.get(topOf(element));
    if (clause === undefined) return null;
    const block = known.get(element) ?? liveBlock(element, clause);
    known.set(element, block);
    const [from, to] = [offsetOf(block, start.spot), offsetOf(block, end.spot)];
    if (from > to || block.words.slice(from, to) !== anchor.quote) return null;
    if (anchor.quote !== "" && start.stands && end.stands) return placeIn({ block, from, to });
    // A letter is gone, or there is none: what stands beside it has to speak for the place.
    return isTold(block, from, to, anchor) ? placeIn({ block, from, to }) : null;
  }
}

/** Where an anchor lies in plan JSON: a release, or a page made without the live text. */
export function findInPlan(plan: Plan, anchor: Anchor): PlanPlace | null {
  const { clause, field, quote } = anchor;
  if (field !== undefined) {
    const output = clausesOf(plan).find(({ id }) => id === clause);
    const same = output?.kind === "output" && valueIn(output.node.attrs, field) === quote;
    return same ? { clause, block: null, from: 0, to: 0 } : null;
  }
  if (isOfClause(anchor))
    return clauseIds(plan.content).includes(clause) ? { clause, block: null, from: 0, to: 0 } : null;
  const found = findQuote(blocksOf(plan), anchor);
  return found === null ? null : { clause: found.block.clause, ...found };
}

/** The two ends of a place as positions that y-prosemirror and Yjs understand. */
export function rangeOf(place: LivePlace): { start: Y.RelativePosition; end: Y.RelativePosition } {
  const { clause, element, from, to, whole } = place;
  if (whole)
    return {
      start: Y.createRelativePositionFromTypeIndex(element, 0),
      end: Y.createRelativePositionFromTypeIndex(element, element.length),
    };
  return positionsOf(liveBlock(element, clause), from, to);
}

function anchorOf(epoch: number, { block, from, to }: Found<LiveBlock>): Anchor | null {
  if (to - from > quoteLimit || cuts(block, from) || cuts(block, to)) return null;
  const { start, end } = positionsOf(block, from, to);
  return {
    epoch,
    start: encode(start),
    end: encode(end),
    clause: block.clause,
    quote: block.words.slice(from, to),
    ...contextOf(block.words, from, to),
  };
}

/** Whether an element is the output that an anchor of a field is for, and that says there what it said; of a clause always. */
function holds(element: Y.XmlElement, { field, quote }: Anchor): boolean {
  if (field === undefined) return true;
  return element.nodeName === "output" && valueIn(element.getAttributes(), field) === quote;
}

const placeOfClause = (element: Y.XmlElement, { clause, field }: Anchor): LivePlace => ({
  clause,
  element,
  from: 0,
  to: 0,
  whole: true,
  ...(field === undefined ? {} : { field }),
});

const placeIn = ({ block, from, to }: Found<LiveBlock>): LivePlace => ({
  clause: block.clause,
  element: block.element,
  from,
  to,
  whole: false,
});

/** The start holds on to the letter after it, the end to the letter before it: what others write beside stays outside. */
function positionsOf(block: LiveBlock, from: number, to: number) {
  const after = block.parts.find((part) => part.from <= from && from < part.to);
  const before = block.parts.findLast((part) => part.from < to && to <= part.to);
  return { start: positionAt(block, after, from, 0), end: positionAt(block, before, to, -1) };
}

function positionAt(block: LiveBlock, part: Part | undefined, at: number, assoc: 0 | -1) {
  if (part === undefined) {
    const edge = assoc === 0 ? block.element.length : 0;
    return Y.createRelativePositionFromTypeIndex(block.element, edge, assoc);
  }
  const { type, index, from } = part;
  if (type instanceof Y.XmlText) return Y.createRelativePositionFromTypeIndex(type, at - from, assoc);
  return Y.createRelativePositionFromTypeIndex(block.element, assoc === 0 ? index : index + 1, assoc);
}

/** A position within a block of text: in one of its texts, or between its children. */
interface Spot {
  readonly element: Y.XmlElement;
  readonly type: Y.XmlText | Y.XmlElement;
  readonly index: number;
}

function spotOf(doc: Y.Doc, position: Y.RelativePosition): Spot | null {
  const at = Y.createAbsolutePositionFromRelativePosition(position, doc);
  if (at === null) return null;
  const { index } = at;
  const type: unknown = at.type;
  if (!(type instanceof Y.XmlText || type instanceof Y.XmlElement)) return null;
  const element: unknown = type instanceof Y.XmlText ? type.parent : type;
  if (!(element instanceof Y.XmlElement) || !mayHold(element.nodeName, "text")) return null;
  return stands(doc, type._item) ? { element, type, index } : null;
}

/** The place in the words of a block. */
function offsetOf(block: LiveBlock, { type, index }: Spot): number {
  if (type instanceof Y.XmlElement)
    return block.parts.find((part) => part.index >= index)?.from ?? block.words.length;
  const part = block.parts.find((each) => each.type === type);
  return part === undefined ? 0 : Math.min(part.from + index, part.to);
}

interface End {
  readonly spot: Spot | null;
  /** Whether the letter it holds on to is still in the text. */
  readonly stands: boolean;
}

function endsOf(doc: Y.Doc, { start, end }: Anchor): readonly [End, End] | null {
  const [from, to] = [decode(start), decode(end)];
  if (from === null || to === null) return null;
  const endOf = (position: Y.RelativePosition): End => ({
    spot: spotOf(doc, position),
    stands: position.item !== null && stands(doc, itemOf(doc, position.item)),
  });
  return [endOf(from), endOf(to)];
}

function itemOf(doc: Y.Doc, id: Y.ID): Y.Item | null {
  if (Y.getState(doc.store, id.client) <= id.clock) return null;
  const item: unknown = Y.getItem(doc.store, id);
  return item instanceof Y.Item ? item : null;
}

/** Whether an item is in the document, with all that it stands in. */
function stands(doc: Y.Doc, item: Y.Item | null): boolean {
  for (let each = item; each !== null;) {
    const parent: unknown = each.parent;
    if (each.deleted || !(parent instanceof Y.AbstractType)) return false;
    if (parent === planFragment(doc)) return true;
    each = parent._item;
  }
  return false;
}

/** The child of the document that an element is, or stands in. */
function topOf(element: Y.XmlElement): Y.XmlElement {
  const parent: unknown = element.parent;
  return parent instanceof Y.XmlElement ? topOf(parent) : element;
}

const encode = (position: Y.RelativePosition): string =>
  btoa(String.fromCharCode(...Y.encodeRelativePosition(position)));

function decode(text: string | null): Y.RelativePosition | null {
  if (text === null) return null;
  try {
    const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
    const position = Y.decodeRelativePosition(bytes);
    // One that names a root is of no block; Yjs would make that root.
    return position.tname === null && (position.item ?? position.type) !== null ? position : null;
  } catch {
    return null;
  }
}
