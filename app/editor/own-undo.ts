/**
 * Steps back of one person. What somebody else wrote in what is taken back stays, and a block that was moved, or became another
 * kind of block, becomes what it was with what it says by then. Headless. Begin with `OwnUndo`.
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

/** On a step: the ids of the blocks that it put others in the place of. */
const replaced = Symbol("replaced");

export class OwnUndo extends Y.UndoManager {
  /** What stays, of what the step that is being taken back put in. */
  private kept: ReadonlySet<unknown> = new Set();
  /** What goes as a whole, since what it says is written into what comes back. */
  private going: ReadonlySet<unknown> = new Set();

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
    this.undoStack.at(-1)?.meta.set(replaced, [id]);
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
    const { store } = this.doc;
    const ids = (step.meta.get(replaced) as readonly string[] | undefined) ?? this.replacedBy(step);
    const blocks = ids.flatMap((id) => this.ports.blockOf(id) ?? []);
    // Somebody has taken them out.
    if (ids.length > 0 && blocks.length === 0) return false;
    this.going = new Set(this.blocks.filter((block) => ids.includes(idOf(block))));
    this.kept = keptOf(step, store);
    const taken = take() !== null;
    this.going = new Set();
    if (ids.length === 0) return taken;
    if (taken) this[to].at(-1)?.meta.set(replaced, ids);
    this.doc.transact(({ meta }) => {
      meta.set("addToHistory", false);
      for (const block of blocks) {
        const back = this.blocks.find((one) => idOf(one) === block.attrs.id);
        if (back !== undefined) rewriteBlock(this.doc, back, asKindOf(back, block));
      }
    }, ySyncPluginKey);
    return taken;
  }

  /** Blocks that a step put in the place of others, and that somebody else has written in since. */
  private replacedBy({ insertions, deletions }: Step): readonly string[] {
    const { store } = this.doc;
    const before = new Set(
      itemsOf(deletions, store).flatMap((item) => {
        const element = item.deleted && item.parent === this.fragment ? elementIn(item) : null;
        return element === null ? [] : [idOf(element)];
      }),
    );
    return itemsOf(insertions, store).flatMap((item) => {
      const element = item.parent === this.fragment ? elementOf(item, store) : null;
      if (element === null || !hasOthers(element)) return [];
      return before.has(idOf(element)) ? [idOf(element)] : [];
    });
  }

  private get blocks(): readonly Y.XmlElement[] {
    return this.fragment.toArray().filter((block) => block instanceof Y.XmlElement);
  }

  private mayGo(item: Y.Item): boolean {
    if (this.goes(item)) return true;
    if (item.parentSub !== null) return !this.kept.has(item.parent);
    if (!(item.content instanceof Y.ContentType)) return true;
    // What is in it goes before it: what is left is not of this step.
    return item.content.type._length === 0 && !this.kept.has(item.content.type);
  }

  private goes(item: Y.Item): boolean {
    for (let at: Y.Item | null = item; at !== null;) {
      if (this.going.has(elementIn(at))) return true;
      at = at.parent instanceof Y.AbstractType ? at.parent._item : null;
    }
    return false;
  }
}

/** What a block says, in a block of the kind that is there; as it is, where that cannot hold it. */
function asKindOf(there: Y.XmlElement, block: Node): Node {
  const type = block.type.schema.nodes[there.nodeName];
  if (type === undefined || type === block.type || !type.validContent(block.content)) return block;
  return type.create(there.getAttributes(), block.content);
}

type Stack = "undoStack" | "redoStack";

/** The elements of a step in which others have written, and those without which they would be no table. */
function keptOf({ insertions }: Step, store: Y.Doc["store"]): ReadonlySet<unknown> {
  const kept = new Set<unknown>();
  for (const item of itemsOf(insertions, store)) {
    const element = elementOf(item, store);
    if (element === null || !hasOthers(element)) continue;
    kept.add(element);
    if (element.nodeName === "table") for (const part of partsOf(element)) kept.add(part);
  }
  return kept;
}

/** Those of a step that are still known. */
function itemsOf({ clients }: Step["insertions"], store: Y.Doc["store"]): readonly Y.Item[] {
  const items: Y.Item[] = [];
  for (const [client, ranges] of clients)
    for (const { clock, len } of ranges)
      for (let at = clock; at < clock + len;) {
        const found = Y.getItem(store, Y.createID(client, at));
        at = found.id.clock + found.length;
        if (found instanceof Y.Item) items.push(found);
      }
  return items;
}

/** The element that an item brought, or the one that stands for it since it was taken out and brought back. */
function elementOf(item: Y.Item, store: Y.Doc["store"]): Y.XmlElement | null {
  let last: Y.Item | Y.GC = item;
  while (last instanceof Y.Item && last.redone !== null) last = Y.getItem(store, last.redone);
  return last instanceof Y.Item && !last.deleted ? elementIn(last) : null;
}

function elementIn({ content }: Y.Item): Y.XmlElement | null {
  return content instanceof Y.ContentType && content.type instanceof Y.XmlElement ? content.type : null;
}

/** Also of a block that is deleted; empty where it has none. */
function idOf(block: Y.XmlElement): string {
  const value: unknown = block._map.get("id")?.content.getContent().at(-1);
  return typeof value === "string" ? value : "";
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
