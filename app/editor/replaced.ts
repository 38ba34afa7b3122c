/**
 * A block that is moved, or becomes another kind of block, is a new one to Yjs, and the old one is deleted with whatever somebody
 * was writing in it at that moment. Here that is found and written into the new one: by who replaced the block, where the words
 * were in the log before; by who wrote them, where they came after. Where two moved one block at once, the later copy goes.
 * Headless. Begin with `Replaced`.
 */
import * as Y from "yjs";
import type { Letters } from "#app/document/cleaning.ts";
import { blockIn, blocksIn, idOf } from "./live-blocks.ts";
import { isAmong } from "./live-items.ts";
import { letterOf, missing, type Edit, type Sight } from "./missing.ts";

export interface ReplacedPorts {
  readonly doc: Y.Doc;
  readonly fragment: Y.XmlFragment;
  /** Origin of the transactions that bring what others wrote. */
  readonly others: unknown;
  /** How many changes were made here so far, and whether the server has the first so many. */
  readonly sent: { readonly written: number; isSaved(upTo: number): boolean };
  /** What others wrote, while it is being put in: updates (V1). */
  coming(): readonly Uint8Array[];
}

/** A block that was replaced here, which the server may not know yet. */
interface Own {
  readonly id: string;
  /** Null of one that had been taken out here before, and was brought back. */
  readonly old: Y.XmlElement | null;
  readonly made: Y.XmlElement;
  /** What stood in the old one. */
  readonly was: DeleteSet;
  /** From this clock on, words of this client in the new one are newer than it. */
  readonly after: number;
  /** Letters of the old one that were written into the new one since. */
  readonly taken: Set<string>;
  readonly upTo: number;
}

interface Pair extends Pick<Own, "id" | "made"> {
  readonly old: Y.XmlElement;
}

/** One change of this screen. */
interface Change {
  readonly upTo: number;
  readonly client: number;
  /** What it wrote begins here. */
  readonly clock: number;
  readonly struck: DeleteSet;
}

type DeleteSet = Y.Transaction["deleteSet"];

export class Replaced {
  private own: readonly Own[] = [];
  private edits: readonly Edit[] = [];
  /** What was written into new blocks here for others. */
  private brought: readonly Letters[] = [];
  /** What was written here in replacing blocks. */
  private copied: readonly Letters[] = [];
  /** What was done here and is not saved, in order. */
  private unsaved: Change[] = [];

  constructor(private readonly ports: ReplacedPorts) {
    ports.doc.on("afterTransaction", this.changed);
    ports.doc.on("afterAllTransactions", this.settle);
  }

  stop(): void {
    this.ports.doc.off("afterTransaction", this.changed);
    this.ports.doc.off("afterAllTransactions", this.settle);
  }

  /** Before Yjs forgets what was deleted. */
  private readonly changed = (transaction: Y.Transaction): void => {
    const { sent, others } = this.ports;
    if (transaction.origin !== others) return this.note(transaction);
    this.forget();
    if (sent.isSaved(sent.written)) return;
    this.edits = [...this.edits, ...this.theirs(transaction), ...this.ours(transaction), ...this.doubled()];
  };

  private forget(): void {
    const { sent } = this.ports;
    const first = this.unsaved.findIndex(({ upTo }) => !sent.isSaved(upTo));
    this.unsaved = first === -1 ? [] : this.unsaved.slice(first);
    this.own = this.own.filter(({ upTo }) => !sent.isSaved(upTo));
    if (this.own.length === 0) [this.brought, this.copied] = [[], []];
  }

  private note(transaction: Y.Transaction): void {
    const { doc, fragment, sent } = this.ports;
    const { beforeState, afterState, deleteSet } = transaction;
    const client = doc.clientID;
    const clock = beforeState.get(client) ?? 0;
    const end = afterState.get(client) ?? 0;
    if (end === clock && deleteSet.clients.size === 0) return;
    // This change is counted after this.
    const upTo = sent.written + 1;
    if (sent.isSaved(sent.written)) this.forget();
    this.unsaved.push({ upTo, client, clock, struck: deleteSet });
    const pairs = replacedIn(transaction, fragment);
    const back = transaction.origin instanceof Y.UndoManager ? newIn(transaction, fragment) : [];
    const brought = back
      .filter((made) => idOf(made) !== "" && !pairs.some((pair) => pair.made === made))
      .filter((made) => !isWithin(made, new Set(back)))
      .map((made) => ({ id: idOf(made), old: null, made }));
    const replaced = [...pairs, ...brought].map((pair) => ({
      ...pair,
      was: deleteSet,
      after: end,
      taken: new Set<string>(),
      upTo,
    }));
    if (replaced.length === 0) return;
    this.own = [...this.own, ...replaced];
    this.copied = [...this.copied, { client, clock, length: end - clock }];
  }

  /** What others wrote in what was replaced here. */
  private theirs({ beforeState }: Y.Transaction): readonly Edit[] {
    if (this.own.length === 0) return [];
    const isStruck = this.struckByOthers();
    return this.own.flatMap(({ id: block, old, made: first, after, was, taken }) => {
      const made = blocksIn(this.ports.fragment).find((one) => idOf(one) === block);
      const whole = old?._item?.id;
      // Whoever replaced it too has put what they wrote into theirs.
      if (made === undefined || old === null || whole == null || isStruck(whole)) return [];
      const sight: Sight = (item, offset) => {
        const id = letterOf(item, offset);
        const name = `${id.client} ${id.clock}`;
        if (taken.has(name) || Y.isDeleted(was, id)) return isStruck(id) ? "struck" : "stays";
        if (isStruck(id) || id.clock < (beforeState.get(id.client) ?? 0)) return null;
        taken.add(name);
        return "missing";
      };
      const isCopy = (id: Y.ID) => (this.isOwn(id) && id.clock < after) || isAmong(id, this.brought);
      return missing(old, made, { sight, isCopy: made === first ? isCopy : null });
    });
  }

  /** What was written here in what others have replaced. */
  private ours(transaction: Y.Transaction): readonly Edit[] {
    const replaced = replacedIn(transaction, this.ports.fragment);
    const [first] = this.unsaved;
    if (replaced.length === 0 || first === undefined) return [];
    const struck = Y.mergeDeleteSets(this.unsaved.map((change) => change.struck));
    const isKnown = this.struckByOthers();
    const sight: Sight = (item, offset) => {
      const id = letterOf(item, offset);
      const isNew = id.client === first.client && id.clock >= first.clock;
      if (Y.isDeleted(struck, id)) return isNew ? null : "struck";
      if (isNew) return Y.isDeleted(transaction.deleteSet, id) ? "missing" : null;
      // What they had not seen is not in theirs.
      return isKnown(id) ? "stays" : null;
    };
    return replaced.flatMap(({ old, made }) => missing(old, made, { sight, isCopy: null }));
  }

  /**
   * Others moved the same block, and were first: of the two copies theirs stays, with what was written here in the block before
   * and since. What was struck or marked here is not, as it could meet other words in theirs.
   */
  private doubled(): readonly Edit[] {
    const { fragment } = this.ports;
    return this.own.flatMap((own) => {
      const { id: block, old, made, was, after } = own;
      const other = blocksIn(fragment).find((one) => one !== made && idOf(one) === block);
      if (other === undefined || made._item?.deleted !== false) return [];
      // What else comes in for the old one concerns who was first.
      this.own = this.own.filter((one) => one !== own);
      const [first] = this.unsaved;
      const before: Sight = (item, offset) => {
        const id = letterOf(item, offset);
        if (!Y.isDeleted(was, id)) return null;
        const isNew = this.isOwn(id) && id.clock >= (first?.clock ?? Infinity) && !isAmong(id, this.copied);
        return isNew ? "missing" : "stays";
      };
      const since: Sight = (item, offset) => {
        const id = letterOf(item, offset);
        // Who was first has those of others, or hears of them.
        if (item.deleted || isAmong(id, this.brought)) return null;
        return this.isOwn(id) && id.clock >= after && item.countable ? "missing" : "stays";
      };
      const away = () => takeOut(made);
      return [
        ...(old === null ? [] : missing(old, other, { sight: before, isCopy: null })),
        ...missing(made, other, { sight: since, isCopy: null }),
        away,
      ];
    });
  }

  /** Whether those whose words are coming in deleted it, knowing of it: a block that is deleted takes what else is in it along. */
  private struckByOthers(): (id: Y.ID) => boolean {
    const struck = Y.mergeDeleteSets(this.ports.coming().map((update) => Y.decodeUpdate(update).ds));
    return (id) => Y.isDeleted(struck, id);
  }

  private isOwn({ client }: Y.ID): boolean {
    return client === this.ports.doc.clientID;
  }

  private readonly settle = (): void => {
    const { edits } = this;
    if (edits.length === 0) return;
    this.edits = [];
    const { doc } = this.ports;
    const [client, clock] = [doc.clientID, Y.getState(doc.store, doc.clientID)];
    doc.transact(() => edits.forEach((edit) => edit()), this);
    const length = Y.getState(doc.store, client) - clock;
    this.brought = [...this.brought, { client, clock, length }];
  };
}

/**
 * Blocks that a transaction deleted, wherever they stood, each with the one it put in under the same id, wherever that stands; of
 * blocks within each other the outer ones.
 */
function replacedIn(transaction: Y.Transaction, fragment: Y.XmlFragment): readonly Pair[] {
  const gone: Y.XmlElement[] = [];
  Y.iterateDeletedStructs(transaction, transaction.deleteSet, (item) => {
    const block = item instanceof Y.Item ? blockIn(item) : null;
    if (block !== null && idOf(block) !== "") gone.push(block);
  });
  if (gone.length === 0) return [];
  const made = new Map(newIn(transaction, fragment).map((block) => [idOf(block), block]));
  const pairs = gone.flatMap((old) => {
    const instead = made.get(idOf(old));
    return instead === undefined ? [] : [{ id: idOf(old), old, made: instead }];
  });
  const olds = new Set<unknown>(pairs.map(({ old }) => old));
  return pairs.filter(({ old }) => !isWithin(old, olds));
}

/** Blocks that a transaction put in. */
const newIn = ({ beforeState }: Y.Transaction, fragment: Y.XmlFragment): readonly Y.XmlElement[] =>
  blocksIn(fragment).filter(
    ({ _item: item }) => item !== null && item.id.clock >= (beforeState.get(item.id.client) ?? 0),
  );

function takeOut(block: Y.XmlElement): void {
  const parent: unknown = block.parent;
  if (parent instanceof Y.XmlFragment) parent.delete(parent.toArray().indexOf(block), 1);
}

function isWithin(block: Y.XmlElement, others: ReadonlySet<unknown>): boolean {
  for (let parent: unknown = block.parent; parent instanceof Y.XmlElement; parent = parent.parent)
    if (others.has(parent)) return true;
  return false;
}
