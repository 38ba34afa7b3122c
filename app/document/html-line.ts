/** A line of the plan as HTML: words with their marks, brackets around them, footnotes and references. Begin with `inline`. */
import { bracketAnchor, gapAnchor } from "./anchors.ts";
import { isAtom, leafWords, type AtomName } from "./atoms.ts";
import { attribute } from "./attributes.ts";
import { authorMark } from "./author-mark.ts";
import { h, type HtmlNode } from "./html-tree.ts";
import type { Around, HtmlWords } from "./html-words.ts";
import { field, type PlanMark, type PlanNode } from "./plan.ts";
import type { Footnote } from "./references.ts";

/** Anchors of a footnote, with a sign that no id of the text can hold, so that they are unique on the page. */
export const noteAnchor = (note: Footnote, prefix: string) => `${prefix}fn:${note.id}`;
export const noteBack = (note: Footnote, prefix: string) => `${prefix}fnref:${note.id}`;

/** A piece of a line, with the ids of the brackets around it, outermost first. */
interface Piece {
  readonly run: PlanNode;
  readonly ids: readonly string[];
}

/** Words with their marks: brackets outermost, so that a bracket over several runs is opened and closed once. */
export function inline(node: PlanNode, around: Around): HtmlNode[] {
  return nest(piecesOf(node.content ?? []), 0, around);
}

/** An atom has no marks: it is in the brackets that the words before and after it are both in. */
function piecesOf(runs: readonly PlanNode[]): readonly Piece[] {
  const next: (readonly string[])[] = [];
  let after: readonly string[] = [];
  for (const run of [...runs].reverse()) {
    if (!isAtom(run.type)) after = bracketIds(run);
    next.unshift(after);
  }
  let before: readonly string[] = [];
  return runs.map((run, at) => {
    if (isAtom(run.type)) return { run, ids: before.filter((id) => next[at]?.includes(id)) };
    before = bracketIds(run);
    return { run, ids: before };
  });
}

function nest(pieces: readonly Piece[], depth: number, around: Around): HtmlNode[] {
  const { words } = around;
  const nodes: HtmlNode[] = [];
  for (let at = 0; at < pieces.length;) {
    const piece = pieces[at];
    if (!piece) break;
    const id = piece.ids[depth];
    if (id === undefined) {
      nodes.push(...plain(piece.run, around));
      at++;
      continue;
    }
    let end = at + 1;
    while (pieces[end]?.ids[depth] === id) end++;
    const inside = pieces.slice(at, end);
    const holders = holdersOf(
      inside.map(({ run }) => run),
      id,
    );
    const label = h("span", { class: "sr" }, ` (${words.heldBy(holders.map(words.country))}) `);
    const codes = h("sup", { "aria-hidden": "true" }, holders.join(" "));
    const body = nest(inside, depth + 1, around);
    const tail = holders.length > 0 ? [codes, label] : [];
    const sign = { class: "hold", ...anchor(bracketAnchor(id), around) };
    nodes.push(h("span", sign, h("i", {}, "["), ...body, h("i", {}, "]"), ...tail));
    at = end;
  }
  return nodes;
}

/** Ids of a run's brackets, each once. */
function bracketIds(run: PlanNode): readonly string[] {
  const brackets = (run.marks ?? []).filter((mark) => mark.type === "bracket");
  return [...new Set(brackets.map((mark) => String(mark.attrs?.id ?? "")))];
}

function holdersOf(runs: readonly PlanNode[], id: string): readonly string[] {
  const marks = runs
    .flatMap((run) => run.marks ?? [])
    .filter((mark) => mark.type === "bracket" && mark.attrs?.id === id);
  return [...new Set(marks.flatMap((mark) => String(mark.attrs?.holders ?? "").split(" ")))]
    .filter(Boolean)
    .sort();
}

function plain(run: PlanNode, around: Around): readonly HtmlNode[] {
  if (isAtom(run.type)) return atomHtml(run.type, run, around);
  const marks = run.marks ?? [];
  const text = marks.reduceRight<HtmlNode>((inner, mark) => marked(inner, mark), run.text ?? "");
  return [authored(text, run, around.words)];
}

/** A run of somebody's with their sign before it, where a passage of theirs begins. */
function authored(inner: HtmlNode, run: PlanNode, words: HtmlWords): HtmlNode {
  const mark = run.marks?.find(({ type }) => type === authorMark);
  if (mark === undefined || words.author === undefined) return inner;
  const { sign, said } = words.author(String(mark.attrs?.["by"] ?? ""));
  const first = mark.attrs?.["first"] === 1;
  const signs = first
    ? [h("sup", { "aria-hidden": "true" }, sign), h("span", { class: "sr" }, ` (${said}) `)]
    : [];
  const other = mark.attrs?.["other"] === 1;
  if (signs.length === 0 && !other) return inner;
  return h("span", { class: other ? "by other" : "by" }, ...signs, inner);
}

/** The id of a sign where it stands first on the page. */
function anchor(name: string, { prefix, anchored }: Around): { readonly id?: string } {
  if (anchored === null || anchored.has(name)) return {};
  anchored.add(name);
  return { id: prefix + name };
}

function atomHtml(name: AtomName, node: PlanNode, around: Around): readonly HtmlNode[] {
  const { words, prefix, notes } = around;
  const said = leafWords(name, node.attrs);
  switch (name) {
    case "gap": {
      const [id, note] = [field(node, "id"), field(node, "note")];
      const own = id === "" ? {} : anchor(gapAnchor(id), around);
      return [h("span", { class: "gapmark", ...own, ...(note ? { title: note } : {}) }, said)];
    }
    case "footnote": {
      const note = notes?.get(node);
      if (note === undefined) return [h("small", {}, ` (${field(node, "text")})`)];
      const label = words.footnote(note.number);
      const there = { href: `#${noteAnchor(note, prefix)}`, role: "doc-noteref", "aria-label": label };
      const link = h("a", { id: noteBack(note, prefix), ...there }, String(note.number));
      return [h("sup", { class: "fn" }, link)];
    }
    case "goal_ref": {
      const goal = attribute("goal_ref", "goal", node.attrs?.["goal"]);
      const href = goal === null ? null : words.goalAddress(String(goal));
      return [href === null ? said : h("a", { class: "goal-ref", href }, said)];
    }
    case "country_ref": {
      const country = attribute("country_ref", "country", node.attrs?.["country"]);
      if (country === null) return [said];
      const code = h("span", { class: "cc", "aria-hidden": "true" }, String(country));
      const label = field(node, "label") || words.country(String(country));
      return [h("span", { class: "who country-ref" }, code, h("span", {}, label))];
    }
  }
}

function marked(inner: HtmlNode, mark: PlanMark): HtmlNode {
  if (mark.type === "strong" || mark.type === "em") return h(mark.type, {}, inner);
  if (mark.type !== "link") return inner;
  const href = attribute("link", "href", mark.attrs?.href);
  return href === null ? inner : h("a", { href: String(href), rel: "noopener noreferrer nofollow" }, inner);
}
