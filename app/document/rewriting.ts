/**
 * Makes a live text say something else by a change that spares what stays: clauses are known by their ids, words are changed
 * where they differ. Whatever is fastened to the rest (comments, carets, authorship) keeps its place. Begin with `rewriteFragment`.
 */
import { Node } from "prosemirror-model";
import * as Y from "yjs";
import { updateYFragment } from "y-prosemirror";
import { alignClauses } from "./alignment.ts";
import { markName } from "./mark-name.ts";
import { planOfNode } from "./plan.ts";
import { clausesOf, type Clause } from "./reading.ts";
import { diffWords } from "./word-diff.ts";

/** Changes `fragment` so that it says what `target` says, in one transaction and under the document's client id. */
export function rewriteFragment(doc: Y.Doc, fragment: Y.XmlFragment, target: Node): void {
  doc.transact(() => {
    const present = fragment.toArray();
    const older = present.map((child, at) => clauseOf(child, at, present));
    const newer = clausesOf(planOfNode(target));
    const { fixed } = alignClauses(older, newer);
    let [place, at, here] = [0, 0, 0];
    const upTo = (was: number, is: number) => {
      if (was > at) fragment.delete(place, was - at);
      for (; here < is; here++) {
        const node = target.child(here);
        const element = new Y.XmlElement(node.type.name);
        fragment.insert(place++, [element]);
        update(doc, element, node);
      }
      at = was;
    };
    for (const [was, is] of fixed) {
      const [element, node] = [present[was], target.child(is)];
      // What became another kind of block is a new one.
      if (!(element instanceof Y.XmlElement) || element.nodeName !== node.type.name) continue;
      upTo(was, is);
      rewriteBlock(doc, element, node);
      place += 1;
      at += 1;
      here += 1;
    }
    upTo(present.length, target.childCount);
  });
}

/** Changes one block so that it says what a node of its kind says. */
export function rewriteBlock(doc: Y.Doc, element: Y.XmlElement, node: Node): void {
  retype(element, node);
  update(doc, element, node);
}

function update(doc: Y.Doc, element: Y.XmlElement, node: Node): void {
  updateYFragment(doc, element, node, { mapping: new Map(), isOMark: new Map() });
}

/** Just so much of a child of the live text as is needed to know it again: its id, its kind, its words. */
function clauseOf(
  child: Y.XmlElement | Y.XmlText | Y.XmlHook,
  at: number,
  all: readonly (Y.XmlElement | Y.XmlText | Y.XmlHook)[],
): Clause {
  const own = idOf(child);
  const before = own === "" ? 0 : all.slice(0, at).filter((other) => idOf(other) === own).length;
  const name = child instanceof Y.XmlElement ? child.nodeName : "#text";
  return {
    id: before === 0 ? own : `${own}-${before + 1}`,
    kind: name.endsWith("_list")
      ? "list"
      : name === "heading" || name === "table" || name === "output"
        ? name
        : "paragraph",
    number: null,
    numeral: null,
    node: { type: name, attrs: { id: own } },
    words: own === "" ? wordsIn(child) : "",
  };
}

function idOf(child: Y.XmlElement | Y.XmlText | Y.XmlHook): string {
  const id: unknown = child instanceof Y.XmlElement ? child.getAttribute("id") : undefined;
  return typeof id === "string" ? id : "";
}

function wordsIn(type: Y.XmlElement | Y.XmlText | Y.XmlHook): string {
  if (type instanceof Y.XmlText) return stringIn(type);
  if (!(type instanceof Y.XmlElement)) return "";
  const children = type.toArray();
  return children.map(wordsIn).join(children.some((child) => child instanceof Y.XmlText) ? "" : " ");
}

function stringIn(text: Y.XmlText): string {
  const runs: readonly { insert?: unknown }[] = text.toDelta();
  return runs.map(({ insert }) => (typeof insert === "string" ? insert : "")).join("");
}

/**
 * Changes words where they differ, so that the update that follows has only marks and attributes left to set: it would retype
 * everything between the first and the last difference of a text. What is built otherwise than before is left to it.
 */
function retype(element: Y.XmlElement, node: Node): void {
  const children = element.toArray();
  const parts = partsOf(node);
  if (children.length !== parts.length) return;
  children.forEach((child, at) => {
    const part = parts[at];
    if (child instanceof Y.XmlText && Array.isArray(part)) {
      retypeText(child, part.map(({ text = "" }) => text).join(""));
      unmark(child, part);
    } else if (child instanceof Y.XmlElement && part instanceof Node && part.type.name === child.nodeName)
      retype(child, part);
  });
}

/** Children of a node as they lie in the live text: words that stand together are one text. */
function partsOf(node: Node): readonly (Node[] | Node)[] {
  const parts: (Node[] | Node)[] = [];
  for (const child of node.children) {
    const last = parts.at(-1);
    if (!child.isText) parts.push(child);
    else if (Array.isArray(last)) last.push(child);
    else parts.push([child]);
  }
  return parts;
}

function retypeText(text: Y.XmlText, words: string): void {
  const parts = diffWords(stringIn(text), words);
  let at = 0;
  for (const { kind, words: part } of parts) {
    if (kind === "removed") text.delete(at, part.length);
    if (kind === "added") text.insert(at, part);
    if (kind !== "removed") at += part.length;
  }
}

/** Takes off the marks that words are to lose: the update that follows takes one without attributes for any other. */
function unmark(text: Y.XmlText, parts: readonly Node[]): void {
  const wanted = parts.flatMap((part) => {
    const names = new Set(part.marks.map(({ type }) => type.name));
    return Array.from({ length: part.nodeSize }, () => names);
  });
  const runs: readonly { insert: unknown; attributes?: object }[] = text.toDelta();
  let at = 0;
  for (const { insert, attributes = {} } of runs) {
    const end = at + (typeof insert === "string" ? insert.length : 1);
    for (const key of Object.keys(attributes)) {
      const name = markName(key) ?? key;
      for (let from = at; from < end; from++) {
        const begun = from;
        while (from < end && wanted[from]?.has(name) === false) from++;
        if (from > begun) text.format(begun, from - begun, { [key]: null });
      }
    }
    at = end;
  }
}
