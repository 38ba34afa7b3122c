/** What keeps a plan from being clean: words in square brackets, and gaps to fill (domain §3). Begin with `openPointsOf`. */
import type { OpenPoint, Openness } from "#app/domain/release.ts";
import { bracketAnchor, gapAnchor } from "./anchors.ts";
import { field, type PlanMark, type Plan, type PlanNode } from "./plan.ts";
import { clausesOf, type Clause } from "./reading.ts";

/** Words not agreed. Several runs of one bracket, in one clause or in more, are one. */
export interface Bracket {
  readonly id: string;
  /** Brackets of the same group offer alternatives to each other; "" for one that stands alone. */
  readonly group: string;
  /** ISO codes in order of the alphabet, of all its runs together. */
  readonly holders: readonly string[];
  readonly words: string;
  /** The clause it begins in. */
  readonly clause: string;
  /** Number of that clause, where it has one. */
  readonly number: number | null;
}

export interface Gap {
  /** Of a gap that is a sign of its own; null where it was typed as letters. */
  readonly id: string | null;
  readonly clause: string;
  readonly number: number | null;
  readonly note: string;
}

/** Fields of an output that hold words, where brackets and gaps can only be typed. */
const worded = ["title", "responsible", "partners", "start", "due", "indicator", "target", "evidence"];

/** All open brackets: marked ones by where they begin, then typed ones. A plan with any is not clean. */
export function bracketsOf(plan: Plan): readonly Bracket[] {
  return [...markedIn(plan), ...clausesOf(plan).flatMap(typedIn)];
}

function markedIn(plan: Plan): Bracket[] {
  const found = new Map<string, { group: string; holders: Set<string>; words: string; clause: Clause }>();
  for (const clause of clausesOf(plan)) {
    for (const { text, marks } of runsOf(clause.node)) {
      const ids = new Set<string>();
      for (const { id, group, holders } of (marks ?? []).flatMap(bracketIn)) {
        const held = found.get(id) ?? { group: "", holders: new Set<string>(), words: "", clause };
        found.set(id, held);
        held.group ||= group;
        for (const country of holders) held.holders.add(country);
        if (!ids.has(id)) held.words += text ?? "";
        ids.add(id);
      }
    }
  }
  return [...found].map(([id, { group, holders, words, clause }]) => ({
    id,
    group,
    holders: [...holders].sort(),
    words,
    clause: clause.id,
    number: clause.number,
  }));
}

/** Brackets typed as letters look the same on paper, so they count; nobody is known to hold them. */
function typedIn(clause: Clause): Bracket[] {
  const texts = [...runsOf(clause.node)].map((run) => run.text ?? "");
  return [...[...nodesOf(clause.node)].flatMap(fieldsOf), texts.join("")]
    .flatMap((words) => words.match(/\[[^\]]*\]?/g) ?? [])
    .map((found, i) => ({
      id: `typed-${clause.id}-${i + 1}`,
      group: "",
      holders: [],
      words: found.replace(/^\[|\]$/g, ""),
      clause: clause.id,
      number: clause.number,
    }));
}

/** All gaps still to be filled: `XXX` as its own sign, and typed as letters. */
export function gapsOf(plan: Plan): readonly Gap[] {
  return clausesOf(plan).flatMap((clause) =>
    [...nodesOf(clause.node)].flatMap((node) => {
      const gap = { id: null, clause: clause.id, number: clause.number };
      if (node.type === "gap") return [{ ...gap, id: field(node, "id") || null, note: field(node, "note") }];
      const typed = node.text === undefined ? fieldsOf(node) : [node.text];
      return typed.flatMap((words) => (words.match(/\bXXX\b/g) ?? []).map(() => ({ ...gap, note: "" })));
    }),
  );
}

/** Everything that is open, clause by clause: a passage with the alternatives to it is one point, and so is a gap. */
export function openPointsOf(plan: Plan): readonly OpenPoint[] {
  const clauses = new Map(clausesOf(plan).map((clause, place) => [clause.id, { ...clause, place }]));
  const at = (clause: string, number: number | null) => ({
    clause,
    of: clauses.get(clause)?.kind ?? "paragraph",
    number,
  });
  const marked = markedIn(plan);
  const passages = passagesOf(marksOf(plan));
  const first = (ids: ReadonlySet<string>) => marked.find(({ id }) => ids.has(id))?.id;
  const points = marked.flatMap(({ id, clause, number }): OpenPoint[] => {
    const passage = passages.get(id) ?? new Set([id]);
    if (first(passage) !== id) return [];
    const wordings = marked.filter((one) => passage.has(one.id));
    return [
      {
        kind: "bracket",
        anchor: bracketAnchor(id),
        ...at(clause, number),
        note: "",
        wordings: wordings.map(({ id, words, holders }) => ({ id, words, holders })),
      },
    ];
  });
  const typed = [...clauses.values()].flatMap(typedIn).map(({ words, clause, number }): OpenPoint => ({
    kind: "bracket",
    anchor: clause,
    ...at(clause, number),
    note: "",
    wordings: [{ id: null, words, holders: [] }],
  }));
  const gaps = gapsOf(plan).map(({ id, clause, number, note }): OpenPoint => ({
    kind: "gap",
    anchor: id === null ? clause : gapAnchor(id),
    ...at(clause, number),
    note,
    wordings: [],
  }));
  const place = ({ clause }: OpenPoint) => clauses.get(clause)?.place ?? 0;
  return [...points, ...typed, ...gaps].sort((a, b) => place(a) - place(b));
}

/** How many passages are in brackets and gaps are left, as rounds ask it, and which. */
export function opennessOf(plan: Plan): Openness {
  const points = openPointsOf(plan);
  const gaps = points.filter(({ kind }) => kind === "gap").length;
  return { brackets: points.length - gaps, gaps, points };
}

/**
 * Which brackets stand together, by the id of each: those that share a group. What two countries offered at the same moment
 * may have given one bracket two groups: then all of them are one passage.
 */
export function passagesOf(
  brackets: Iterable<Pick<Bracket, "id" | "group">>,
): ReadonlyMap<string, ReadonlySet<string>> {
  const passages = new Map<string, Set<string>>();
  const groups = new Map<string, string>();
  for (const { id, group } of brackets) {
    const own = passages.get(id) ?? new Set([id]);
    passages.set(id, own);
    if (group === "") continue;
    const other = passages.get(groups.get(group) ?? id) ?? own;
    groups.set(group, id);
    if (other === own) continue;
    for (const one of own) {
      other.add(one);
      passages.set(one, other);
    }
  }
  return passages;
}

/** What a mark says where it is a bracket; nothing where it is another. */
export function bracketIn(mark: PlanMark): readonly Pick<Bracket, "id" | "group" | "holders">[] {
  if (mark.type !== "bracket") return [];
  const { id = "", group = "", holders = "" } = mark.attrs ?? {};
  return [{ id: String(id), group: String(group), holders: String(holders).split(" ").filter(Boolean) }];
}

function* marksOf(plan: Plan): Generator<Pick<Bracket, "id" | "group">> {
  for (const { marks } of runsOf(plan)) yield* (marks ?? []).flatMap(bracketIn);
}

/** Words of a node that are no text of its own: fields of an output, and what a footnote says. */
function fieldsOf(node: PlanNode): readonly string[] {
  if (node.type === "footnote") return [field(node, "text")];
  return node.type === "output" ? worded.map((name) => field(node, name)) : [];
}

function* nodesOf(node: PlanNode): Generator<PlanNode> {
  yield node;
  for (const child of node.content ?? []) yield* nodesOf(child);
}

function* runsOf(node: PlanNode): Generator<PlanNode> {
  for (const one of nodesOf(node)) if (one.type === "text") yield one;
}
