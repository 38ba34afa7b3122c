/**
 * Words that were written again, in the log of a text: Yjs cannot move, so where somebody breaks a paragraph or moves an output the
 * words behind it are new ones of theirs. Read row by row, they are known by what the same row deleted, or an earlier one.
 * Begin with `copiesIn`.
 */
import * as Y from "yjs";
import { verbatim } from "./verbatim.ts";

/** A letter by its name in Yjs; also the name of a field's value. */
export interface Letter {
  readonly client: number;
  readonly clock: number;
}

/** So many letters of one client, from a clock on, that stand for those of another, one for one. */
export interface Copy extends Letter {
  readonly length: number;
  readonly of: Letter;
}

/**
 * Shorter words may well be typed twice: they are known again among those that the same row deleted, or as all that it deleted of a
 * text; or in any later row.
 */
const longEnough = { sameRow: 3, later: 8 } as const;

/** The copies in a log of updates (V1) that begins with its first, in the order in which each client wrote them. */
export function copiesIn(updates: Iterable<Uint8Array>): readonly Copy[] {
  const doc = verbatim(new Y.Doc({ gc: false }));
  const found: Copy[] = [];
  const pool = new Map<string, Letter>();
  doc.on("afterTransaction", (transaction: Y.Transaction) => {
    const gone = goneIn(transaction);
    for (const item of newIn(doc, transaction)) found.push(...copiesOf(item, gone, pool));
    for (const { words, letters } of gone.words) {
      const [first] = letters;
      // As one piece only: what it stands for is told by its first letter.
      if (words.length >= longEnough.later && first !== undefined && isOne(letters)) pool.set(words, first);
    }
  });
  for (const update of updates) Y.applyUpdate(doc, update);
  doc.destroy();
  return found;
}

/** Asks which letter one stands for in the end; itself where it is no copy. */
export function originals(copies: readonly Copy[]): (letter: Letter) => Letter {
  const byClient = new Map<number, Copy[]>();
  for (const copy of copies) {
    const own = byClient.get(copy.client) ?? [];
    byClient.set(copy.client, own);
    own.push(copy);
  }
  for (const own of byClient.values()) own.sort((a, b) => a.clock - b.clock);
  const stepOf = ({ client, clock }: Letter): Letter | null => {
    const own = byClient.get(client) ?? [];
    let [low, high] = [0, own.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((own[middle]?.clock ?? 0) <= clock) low = middle + 1;
      else high = middle;
    }
    const copy = own[low - 1];
    if (copy === undefined || clock >= copy.clock + copy.length) return null;
    return { client: copy.of.client, clock: copy.of.clock + clock - copy.clock };
  };
  return (letter) => {
    let last = letter;
    for (let step = stepOf(last); step !== null; step = stepOf(last)) last = step;
    return last;
  };
}

/** What a row deleted: words, text by text in their order, and values of fields by their names. */
interface Gone {
  readonly words: readonly { readonly words: string; readonly letters: readonly Letter[] }[];
  readonly values: ReadonlyMap<string, Letter>;
}

function goneIn(transaction: Y.Transaction): Gone {
  const texts = new Map<unknown, Y.Item[]>();
  const values = new Map<string, Letter>();
  Y.iterateDeletedStructs(transaction, transaction.deleteSet, (item) => {
    if (!(item instanceof Y.Item)) return;
    const field = fieldOf(item);
    if (field !== null) values.set(field, { client: item.id.client, clock: item.id.clock });
    if (!(item.content instanceof Y.ContentString)) return;
    const own = texts.get(item.parent) ?? [];
    texts.set(item.parent, own);
    own.push(item);
  });
  const words = [...texts].map(([text, items]) => {
    const all = items.length > 1 ? inOrder(text, new Set(items)) : items;
    return {
      words: all.map(wordsOf).join(""),
      letters: all.flatMap(({ id, length }) =>
        Array.from({ length }, (_, at) => ({ client: id.client, clock: id.clock + at })),
      ),
    };
  });
  return { words, values };
}

function inOrder(text: unknown, items: ReadonlySet<Y.Item>): readonly Y.Item[] {
  const all: Y.Item[] = [];
  if (!(text instanceof Y.AbstractType)) return all;
  for (let item: Y.Item | null = text._start; item !== null; item = item.right)
    if (items.has(item)) all.push(item);
  return all;
}

/** What a row put in and left there. */
function* newIn(doc: Y.Doc, { beforeState, afterState }: Y.Transaction): Generator<Y.Item> {
  for (const [client, end] of afterState) {
    const begin = beforeState.get(client) ?? 0;
    if (end === begin) continue;
    const structs = doc.store.clients.get(client) ?? [];
    const from = structs.findLastIndex(({ id }) => id.clock < begin) + 1;
    for (const item of structs.slice(from)) if (item instanceof Y.Item && !item.deleted) yield item;
  }
}

function copiesOf(item: Y.Item, gone: Gone, pool: ReadonlyMap<string, Letter>): readonly Copy[] {
  const { client, clock } = item.id;
  const field = fieldOf(item);
  const value = field === null ? undefined : gone.values.get(field);
  if (value !== undefined) return [{ client, clock, length: 1, of: value }];
  const words = wordsOf(item);
  if (words === "") return [];
  for (const text of gone.words) {
    const at = words.length < longEnough.sameRow && words !== text.words ? -1 : text.words.indexOf(words);
    if (at >= 0) return runsOf(item.id, text.letters.slice(at, at + words.length));
  }
  const known = words.length >= longEnough.later ? pool.get(words) : undefined;
  return known === undefined ? [] : [{ client, clock, length: words.length, of: known }];
}

/** Letters one after the other, as copies of as few runs as there are. */
function runsOf({ client, clock }: Letter, letters: readonly Letter[]): readonly Copy[] {
  const runs: { client: number; clock: number; length: number; of: Letter }[] = [];
  letters.forEach((of, at) => {
    const last = runs.at(-1);
    const goesOn = last?.of.client === of.client && last.of.clock + last.length === of.clock;
    if (last !== undefined && goesOn) last.length += 1;
    else runs.push({ client, clock: clock + at, length: 1, of });
  });
  return runs;
}

const isOne = (letters: readonly Letter[]): boolean => runsOf({ client: 0, clock: 0 }, letters).length === 1;

const wordsOf = ({ content }: Y.Item): string => (content instanceof Y.ContentString ? content.str : "");

/** A field's name with its value; null of anything else, and of an id, which nobody wrote. */
function fieldOf({ parentSub, content }: Y.Item): string | null {
  if (parentSub === null || parentSub === "id") return null;
  return JSON.stringify([parentSub, content.getContent().at(-1)]);
}
