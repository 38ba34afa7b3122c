/**
 * Steps back of one person. What somebody else wrote in what is taken back stays, and a block that was moved, or became another
 * kind of block, becomes what it was with what it says by then. Headless. Begin with `OwnUndo`.
 */
import type { Node } from "prosemirror-model";
import { ySyncPluginKey } from "y-prosemirror";
import * as Y from "yjs";
import { rewriteBlock } from "#app/document/rewriting.ts";
import { closing } from "./crossings.ts";
import { blocksIn, idOf } from "./live-blocks.ts";
import { itemsIn } from "./live-items.ts";
import { isCell } from "./table-grid.ts";

export interface UndoPorts {
  /** The block with that id as it is on the screen; null where there is none. */
  blockOf(id: string): Node | null;
}

type Step = Y.UndoManager["undoStack"][number];

/** On a step: the ids of the blocks that it put others in the place of. */
const inPlaceOf = Symbol("in place of");

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
    const before = this.undoStack.at(-1);
    move();
    this.stopCapturing();
    const step = this.undoStack.at(-1);
    if (step !== before) step?.meta.set(inPlaceOf, [id]);
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
      try {
        if (this.takeBack(step, to, take)) return step;
      } finally {
        this[from] = rest;
        this.going = new Set();
        // Yjs leaves it where drawing what was undone has failed, and would do nothing more.
        this.currStackItem = null;
      }
    }
    return null;
  }

  private takeBack(step: Step, to: Stack, take: () => Step | null): boolean {
    const { store } = this.doc;
    const own = new Set(itemsOf(step.insertions, store).map((item) => lastOf(item, store)));
    const marked = step.meta.get(inPlaceOf) as readonly string[] | undefined;
    const ids = marked ?? this.replacedBy(step, own);
    const blocks = ids.flatMap((id) => this.ports.blockOf(id) ?? []);
    // Somebody has taken them out.
    if (ids.length > 0 && blocks.length === 0) return false;
    this.going = new Set(blocksIn(this.fragment).filter((block) => ids.includes(idOf(block))));
    this.kept = keptOf(own, this.going);
    const taken = take() !== null;
    this.going = new Set();
    if (ids.length === 0) return taken;
    if (taken) this[to].at(-1)?.meta.set(inPlaceOf, ids);
    this.doc.transact(({ meta }) => {
      meta.set("addToHistory", false);
      for (const block of blocks) {
        const back = blocksIn(this.fragment).find((one) => idOf(one) === block.attrs.id);
        const said = back === undefined ? null : asKind(back.nodeName, back.getAttributes(), block);
        if (back !== undefined && said !== null) rewriteBlock(this.doc, back, said);
      }
    }, ySyncPluginKey);
    return taken;
  }

  /** Blocks that a step put in the place of others which can hold what they say by now, and that others have written in since. */
  private replacedBy({ deletions }: Step, own: ReadonlySet<Y.Item>): readonly string[] {
    const before = new Map(
      itemsOf(deletions, this.doc.store).flatMap((item) => {
        const element = item.deleted ? elementIn(item) : null;
        const name = element?._map.get("id");
        // What got its name in this very step comes back without it.
        return element === null || name === undefined || own.has(name) || idOf(element) === ""
          ? []
          : [[idOf(element), element.nodeName] as const];
      }),
    );
    return [...own].flatMap((item) => {
      const element = item.deleted ? null : elementIn(item);
      if (element === null || !hasOthers(element, own, new Set())) return [];
      const kind = before.get(idOf(element));
      const block = kind === undefined ? null : this.ports.blockOf(idOf(element));
      return kind === undefined || block === null || asKind(kind, {}, block) === null ? [] : [idOf(element)];
    });
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

/** What a block says, in a block of that kind; null where that cannot hold it. */
function asKind(name: string, attrs: Attrs, block: Node): Node | null {
  const type = block.type.schema.nodes[name];
  if (type === block.type)
    return isCell(block) ? type.create(inPlace(block.attrs, attrs), block.content) : block;
  return type?.validContent(block.content) === true ? type.create({ ...attrs }, block.content) : null;
}

/** How far a cell goes is a matter of where it stands. */
function inPlace(attrs: Attrs, there: Attrs): Attrs {
  const { colspan = attrs["colspan"], rowspan = attrs["rowspan"] } = there;
  return { ...attrs, colspan, rowspan };
}

type Attrs = Readonly<Record<string, unknown>>;

type Stack = "undoStack" | "redoStack";

/** The elements of a step in which others have written, and those without which they would be no table. */
function keptOf(own: ReadonlySet<Y.Item>, going: ReadonlySet<unknown>): ReadonlySet<unknown> {
  const kept = new Set<unknown>();
  for (const item of own) {
    const element = item.deleted ? null : elementIn(item);
    if (element === null || !hasOthers(element, own, going)) continue;
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

/** An item, or the one that stands for it since it was taken out and brought back. */
function lastOf(item: Y.Item, store: Y.Doc["store"]): Y.Item {
  let last = item;
  while (last.redone !== null) {
    const next = Y.getItem(store, last.redone);
    if (!(next instanceof Y.Item)) break;
    last = next;
  }
  return last;
}

function elementIn({ content }: Y.Item): Y.XmlElement | null {
  return content instanceof Y.ContentType && content.type instanceof Y.XmlElement ? content.type : null;
}

/** Whether anything is in it that is not of the step: words, blocks or fields; but for what goes as a whole. */
function hasOthers(element: Y.XmlElement, own: ReadonlySet<Y.Item>, going: ReadonlySet<unknown>): boolean {
  const isOthers = (item: Y.Item): boolean =>
    !item.deleted &&
    !going.has(elementIn(item)) &&
    ((item.countable && !own.has(item)) ||
      (item.content instanceof Y.ContentType && childrenOf(item.content.type).some(isOthers)));
  return childrenOf(element).some(isOthers);
}

/** Whatever stands in a type: its children, then its fields. */
const childrenOf = (type: Pick<Y.XmlElement, "_start" | "_map">): readonly Y.Item[] => [
  ...itemsIn(type),
  ...type._map.values(),
];

/** Rows and cells. */
function partsOf(element: Y.XmlElement): readonly Y.XmlElement[] {
  const elements = element.toArray().filter((child) => child instanceof Y.XmlElement);
  return elements
    .filter(({ nodeName }) => nodeName.startsWith("table_"))
    .flatMap((part) => [part, ...partsOf(part)]);
}
