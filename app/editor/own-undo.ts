/**
 * Steps back of one person. What somebody else wrote in what is taken back stays, and a block that was moved is moved back as it
 * is by then. Headless. Begin with `OwnUndo`.
 */
import type { Node } from "prosemirror-model";
import { ySyncPluginKey } from "y-prosemirror";
import * as Y from "yjs";
import { rewriteBlock } from "#app/document/rewriting.ts";
import { closing } from "./crossings.ts";

export interface UndoPorts {
  /** The block with that id as it is on the screen; null where there is none. */
  blockOf(id: string): Node | null;
}

type Step = Y.UndoManager["undoStack"][number];

/** On a step: the id of the block that it moved. */
const moved = Symbol("moved");

export class OwnUndo extends Y.UndoManager {
  /** What stays, of what the step that is being taken back put in. */
  private kept: ReadonlySet<unknown> = new Set();
  private isMoving = false;

  constructor(
    private readonly fragment: Y.XmlFragment,
    private readonly ports: UndoPorts,
  ) {
    super(fragment, {
      trackedOrigins: new Set<unknown>([ySyncPluginKey, closing]),
      captureTransaction: ({ meta }) => meta.get("addToHistory") !== false,
      deleteFilter: (item) => this.mayGo(item),
    });
  }

  /** Does what moves the block with that id, as a step of its own. */
  moving(id: string, move: () => void): void {
    this.stopCapturing();
    move();
    this.stopCapturing();
    this.undoStack.at(-1)?.meta.set(moved, id);
  }

  override undo(): Step | null {
    return this.back("undoStack", "redoStack", () => super.undo());
  }

  override redo(): Step | null {
    return this.back("redoStack", "undoStack", () => super.redo());
  }

  /** Takes back the last step of a stack that there still is something of. */
  private back(from: Stack, to: Stack, take: () => Step | null): Step | null {
    for (let step = this[from].pop(); step !== undefined; step = this[from].pop()) {
      const rest = this[from];
      this[from] = [step];
      const taken = this.takeBack(step, to, take);
      this[from] = rest;
      if (taken) return step;
    }
    return null;
  }

  private takeBack(step: Step, to: Stack, take: () => Step | null): boolean {
    const id: unknown = step.meta.get(moved);
    if (typeof id !== "string") {
      this.kept = keptOf(step, this.doc.store);
      return take() !== null;
    }
    const block = this.ports.blockOf(id);
    if (block === null) return false;
    this.isMoving = true;
    const taken = take() !== null;
    this.isMoving = false;
    if (taken) this[to].at(-1)?.meta.set(moved, id);
    const back = this.fragment
      .toArray()
      .find((one) => one instanceof Y.XmlElement && one.getAttribute("id") === id);
    if (back instanceof Y.XmlElement)
      this.doc.transact(({ meta }) => {
        meta.set("addToHistory", false);
        rewriteBlock(this.doc, back, block);
      }, ySyncPluginKey);
    return taken;
  }

  private mayGo(item: Y.Item): boolean {
    if (this.isMoving) return true;
    if (item.parentSub !== null) return !this.kept.has(item.parent);
    if (!(item.content instanceof Y.ContentType)) return true;
    // What is in it goes before it: what is left is not of this step.
    return item.content.type._length === 0 && !this.kept.has(item.content.type);
  }
}

type Stack = "undoStack" | "redoStack";

/** The elements of a step in which others have written, and those without which they would be no table. */
function keptOf({ insertions }: Step, store: Y.Doc["store"]): ReadonlySet<unknown> {
  const kept = new Set<unknown>();
  for (const [client, ranges] of insertions.clients)
    for (const { clock, len } of ranges)
      for (let at = clock; at < clock + len;) {
        const found = Y.getItem(store, Y.createID(client, at));
        at = found.id.clock + found.length;
        const element = elementOf(found, store);
        if (element === null || !hasOthers(element)) continue;
        kept.add(element);
        if (element.nodeName === "table") for (const part of partsOf(element)) kept.add(part);
      }
  return kept;
}

/** The element that an item brought, or the one that stands for it since it was taken out and brought back. */
function elementOf(item: Y.Item | Y.GC, store: Y.Doc["store"]): Y.XmlElement | null {
  let last = item;
  while (last instanceof Y.Item && last.redone !== null) last = Y.getItem(store, last.redone);
  const element: unknown =
    last instanceof Y.Item && last.content instanceof Y.ContentType ? last.content.type : null;
  return element instanceof Y.XmlElement && last.deleted === false ? element : null;
}

/** Whether somebody else wrote in it: words, blocks or fields. */
function hasOthers(element: Y.XmlElement): boolean {
  const client = element._item?.id.client;
  const isOthers = (item: Y.Item): boolean =>
    !item.deleted &&
    ((item.countable && item.id.client !== client) ||
      (item.content instanceof Y.ContentType && childrenOf(item.content.type).some(isOthers)));
  return childrenOf(element).some(isOthers);
}

/** Whatever stands in a type: its children, then its fields. */
function childrenOf({ _start, _map }: Pick<Y.XmlElement, "_start" | "_map">): readonly Y.Item[] {
  const items: Y.Item[] = [];
  for (let item = _start; item !== null; item = item.right) items.push(item);
  return [...items, ..._map.values()];
}

/** Rows and cells. */
function partsOf(element: Y.XmlElement): readonly Y.XmlElement[] {
  const elements = element.toArray().filter((child) => child instanceof Y.XmlElement);
  return elements
    .filter(({ nodeName }) => nodeName.startsWith("table_"))
    .flatMap((part) => [part, ...partsOf(part)]);
}
