/**
 * A text from a file, settled into a plan: what was there keeps its name and, where it says the same, everything else, so that
 * comments, brackets and differences find it again. Begin with `settle`.
 */
import { attribute } from "./attributes.ts";
import { inKindOf } from "./header-cell.ts";
import { parsePlan, type Attrs, type Plan, type PlanMark, type PlanNode } from "./plan.ts";
import { clausesOf, type Clause } from "./reading.ts";
import { align, pair, share } from "./tracked.ts";
import { plainPieces } from "./pieces.ts";
import { restored, type Block } from "./restoring.ts";
import { said, wordsOfBlock } from "./saying.ts";

/** The fields of an output as a file says them: read beside what the output holds by now, null where it is new. */
export type ReadFields = (
  block: PlanNode,
  before: Attrs | null,
) => { readonly attrs: Attrs; readonly unread: readonly string[] };

/**
 * What a clause would be if it had gone into a file of that kind and come back; null where that says nothing. A block that says the
 * same was not changed by anybody: what the kind of file cannot hold stays.
 */
export type Echo = (clause: Clause) => PlanNode | null;

export interface Settled {
  readonly plan: Plan;
  /** Words of fields that could not be read as what the field holds; there the output keeps what it had. */
  readonly unread: readonly string[];
}

/**
 * The plan that blocks of a file make in the place of `live`. `name` gives new names, in order: equal blocks, live text and names
 * give equal plans. Blocks that name a clause are that clause; others are known by their words, then by most of them.
 */
export function settle(
  blocks: readonly Block[],
  live: Plan,
  name: (nth: number) => string,
  readFields: ReadFields,
  echo: Echo = () => null,
): Settled {
  const clauses = clausesOf(live);
  const own = restored(blocks, clauses);
  const matches = matched(own, clauses);
  const unread: string[] = [];
  let named = 0;
  const next = () => name(++named);
  const content = own.map((block): PlanNode => {
    const clause = matches.get(block) ?? null;
    const fields = block.type === "output" ? readFields(block, clause?.node.attrs ?? null) : null;
    unread.push(...(fields?.unread ?? []));
    // What the file calls it has done its work: it led to the clause, or leads nowhere.
    const attrs: Record<string, string | number> = { ...block.attrs, ...fields?.attrs };
    delete attrs["id"];
    if (clause === null) {
      const id = attribute(block.type, "id", next());
      const own = id === null ? attrs : { ...attrs, id };
      return nodeOf(block, own, renamed(block.content ?? [], [], next));
    }
    const was = clause.node;
    if (said(block, attrs) === said(was, was.attrs ?? {})) return was;
    const id = was.attrs?.["id"];
    const kept = id === undefined ? attrs : { ...attrs, id };
    const back = echo(clause);
    if (back === null || saidInside(block) !== saidInside(back))
      return nodeOf(
        block,
        kept,
        renamed(inKindOf(block.content ?? [], was.content ?? []), was.content ?? [], next),
      );
    const same = nodeOf(block, kept, was.content ?? []);
    return said(same, kept) === said(was, was.attrs ?? {}) ? was : same;
  });
  return { plan: parsePlan({ type: "doc", content }), unread };
}

const saidInside = ({ type, content = [] }: PlanNode): string => said({ type, content }, {});

/** Which clause of the live text each block is. */
function matched(blocks: readonly PlanNode[], live: readonly Clause[]): ReadonlyMap<PlanNode, Clause> {
  const found = new Map<PlanNode, Clause>();
  const taken = new Set<Clause>();
  const take = (block: PlanNode, clause: Clause) => {
    found.set(block, clause);
    taken.add(clause);
  };
  const byId = new Map(live.map((clause) => [clause.id, clause]));
  for (const block of blocks) {
    const clause = byId.get(String(block.attrs?.["id"] ?? ""));
    if (clause !== undefined && clause.node.type === block.type && !taken.has(clause)) take(block, clause);
  }
  const candidate = (node: PlanNode, clause: Clause | null) => ({
    node,
    clause,
    key: `${node.type} ${node.attrs?.["level"] ?? ""} ${wordsOfBlock(node)}`,
  });
  const rest = () => ({
    older: live.filter((clause) => !taken.has(clause)).map((clause) => candidate(clause.node, clause)),
    newer: blocks.filter((block) => !found.has(block)).map((block) => candidate(block, null)),
  });
  // In their order first, then wherever the same words stand, then those that share enough words at one place.
  const inOrder = rest();
  for (const one of align(inOrder.older, inOrder.newer, ({ key }) => key))
    if (one.kind === "both" && one.before.clause !== null) take(one.after.node, one.before.clause);
  const elsewhere = rest();
  for (const { node, key } of elsewhere.newer) {
    const same = elsewhere.older.find(
      (older) => older.key === key && older.clause !== null && !taken.has(older.clause),
    );
    if (same?.clause) take(node, same.clause);
  }
  const alike = rest();
  const isOne = (a: { node: PlanNode }, b: { node: PlanNode }) =>
    a.node.type === b.node.type &&
    share(plainPieces(wordsOfBlock(a.node)), plainPieces(wordsOfBlock(b.node))) >= 0.4;
  for (const one of pair(
    align(alike.older, alike.newer, ({ key }) => key),
    isOne,
  ))
    if (one.kind === "both" && one.before.clause !== null) take(one.after.node, one.before.clause);
  return found;
}

/** Inside a block: brackets, gaps and references keep the names of those that say the same at their place; others get new ones. */
function renamed(
  content: readonly PlanNode[],
  before: readonly PlanNode[],
  next: () => string,
): readonly PlanNode[] {
  const brackets = new Map<string, string>();
  const held = bracketsIn(before);
  const mine = bracketsIn(content);
  for (const [id, one] of mine) {
    const same = [...held].find(([, was]) => was.words === one.words && was.holders === one.holders);
    if (same !== undefined) held.delete(same[0]);
    brackets.set(id, same?.[0] ?? next());
  }
  const groups = new Map([...bracketsIn(before)].map(([id, { group }]) => [id, group]));
  const atoms = namedAtoms(content, before);
  const mark = (one: PlanMark): PlanMark => {
    if (one.type !== "bracket") return one;
    const id = brackets.get(String(one.attrs?.["id"] ?? "")) ?? next();
    return { type: "bracket", attrs: { ...one.attrs, id, group: groups.get(id) ?? "" } };
  };
  const walk = (node: PlanNode): PlanNode => {
    if (isNamedAtom(node)) {
      return atoms.get(node) ?? { type: node.type, attrs: { ...node.attrs, id: next() } };
    }
    return {
      type: node.type,
      ...(node.attrs === undefined ? {} : { attrs: node.attrs }),
      ...(node.text === undefined ? {} : { text: node.text }),
      ...(node.marks === undefined ? {} : { marks: node.marks.map(mark) }),
      ...(node.content === undefined ? {} : { content: node.content.map(walk) }),
    };
  };
  return content.map(walk);
}

/** What an atom was before: the one that says the same; a note whose words are others is the first that is left. */
function namedAtoms(
  content: readonly PlanNode[],
  before: readonly PlanNode[],
): ReadonlyMap<PlanNode, PlanNode> {
  const found = new Map<PlanNode, PlanNode>();
  let left = [...nodesOf(before)].filter(isNamedAtom);
  const atoms = [...nodesOf(content)].filter(isNamedAtom);
  const saidBy = (node: PlanNode) => said(node, node.attrs ?? {});
  const take = (node: PlanNode, was: PlanNode | undefined, is = was) => {
    if (was === undefined || is === undefined) return;
    found.set(node, is);
    left = left.filter((one) => one !== was);
  };
  for (const node of atoms)
    take(
      node,
      left.find((was) => saidBy(was) === saidBy(node)),
    );
  for (const node of atoms) {
    if (node.type !== "footnote" || found.has(node)) continue;
    const was = left.find(({ type }) => type === node.type);
    const id = was?.attrs?.["id"];
    take(node, was, id === undefined ? node : { type: node.type, attrs: { ...node.attrs, id } });
  }
  return found;
}

const isNamedAtom = ({ type }: PlanNode): boolean =>
  type === "gap" || type === "footnote" || type === "goal_ref" || type === "country_ref";

interface BracketSaid {
  words: string;
  readonly holders: string;
  readonly group: string;
}

function bracketsIn(nodes: readonly PlanNode[]): Map<string, BracketSaid> {
  const found = new Map<string, BracketSaid>();
  for (const node of nodesOf(nodes))
    for (const { type, attrs } of node.marks ?? []) {
      if (type !== "bracket") continue;
      const id = String(attrs?.["id"] ?? "");
      const one = found.get(id) ?? {
        words: "",
        holders: String(attrs?.["holders"] ?? ""),
        group: String(attrs?.["group"] ?? ""),
      };
      one.words += node.text ?? "";
      found.set(id, one);
    }
  return found;
}

function* nodesOf(nodes: readonly PlanNode[]): Generator<PlanNode> {
  for (const node of nodes) {
    yield node;
    yield* nodesOf(node.content ?? []);
  }
}

function nodeOf(block: PlanNode, attrs: Attrs, content: readonly PlanNode[]): PlanNode {
  const set = Object.entries(attrs).filter(
    ([name, value]) => value !== "" && attribute(block.type, name, value) !== null,
  );
  return {
    type: block.type,
    ...(set.length > 0 ? { attrs: Object.fromEntries(set) } : {}),
    ...(content.length > 0 ? { content } : {}),
  };
}
