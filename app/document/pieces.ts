/** The words of one block as they go on paper: runs with their look, brackets as signs with their holders, notes, references. */
import { leafWords } from "./atoms.ts";
import { attribute } from "./attributes.ts";
import { field, wordsOf, type PlanNode } from "./plan.ts";

export type Piece =
  | {
      readonly kind: "text";
      readonly text: string;
      readonly strong: boolean;
      readonly em: boolean;
      readonly href: string | null;
    }
  | { readonly kind: "open" }
  /** The end of a bracket; ISO codes of all who hold it, in order of the alphabet. */
  | { readonly kind: "close"; readonly holders: readonly string[] }
  | { readonly kind: "gap" }
  | { readonly kind: "footnote"; readonly text: string }
  /** A goal ("elac2015:12") or a country ("PE"), with the words that name it in the text. */
  | { readonly kind: "goal" | "country"; readonly target: string; readonly label: string };

/** The pieces of a paragraph or heading, in order. */
export function piecesOf(node: PlanNode): readonly Piece[] {
  const runs = node.content ?? [];
  const lie = runs.map((_, at) => bracketsAt(runs, at));
  const holders = holdersIn(runs);
  const pieces: Piece[] = [];
  const open: string[] = [];
  const closeTo = (depth: number) => {
    while (open.length > depth) {
      const id = open.pop() ?? "";
      pieces.push({ kind: "close", holders: [...(holders.get(id) ?? [])].sort() });
    }
  };
  runs.forEach((run, at) => {
    const here = lie[at] ?? [];
    const kept = open.findIndex((id) => !here.includes(id));
    if (kept !== -1) closeTo(kept);
    for (const id of here)
      if (!open.includes(id)) {
        open.push(id);
        pieces.push({ kind: "open" });
      }
    pieces.push(...pieceOf(run));
  });
  closeTo(0);
  return pieces;
}

/** A piece as it counts among the words of its block (see `wordsOf`): signs of brackets and footnotes have none. */
export function wordsOfPiece(piece: Piece): string {
  switch (piece.kind) {
    case "text":
      return piece.text;
    case "gap":
      return "XXX";
    case "goal":
    case "country":
      return piece.label;
    default:
      return "";
  }
}

/** Plain words as one piece; none for "". */
export function plainPieces(text: string): readonly Piece[] {
  return text === "" ? [] : [{ kind: "text", text, strong: false, em: false, href: null }];
}

function pieceOf(run: PlanNode): readonly Piece[] {
  switch (run.type) {
    case "text": {
      const has = (name: string) => run.marks?.some((mark) => mark.type === name) ?? false;
      const link = run.marks?.find((mark) => mark.type === "link");
      const href = attribute("link", "href", link?.attrs?.["href"]);
      return [
        {
          kind: "text",
          text: run.text ?? "",
          strong: has("strong"),
          em: has("em"),
          href: href === null ? null : String(href),
        },
      ];
    }
    case "gap":
      return [{ kind: "gap" }];
    case "footnote":
      return [{ kind: "footnote", text: field(run, "text") }];
    case "goal_ref": {
      const target = field(run, "goal");
      return [{ kind: "goal", target, label: leafWords(run.type, run.attrs) }];
    }
    case "country_ref": {
      const target = field(run, "country");
      return [{ kind: "country", target, label: leafWords(run.type, run.attrs) }];
    }
    default:
      return plainPieces(wordsOf(run));
  }
}

/** Ids of the brackets a run lies in. A leaf carries no marks of words: it lies in those that both its neighbours lie in. */
function bracketsAt(runs: readonly PlanNode[], at: number): readonly string[] {
  const run = runs[at];
  if (run === undefined) return [];
  if (run.type === "text") return idsOf(run);
  const before = runs.slice(0, at).findLast(({ type }) => type === "text");
  const after = runs.slice(at + 1).find(({ type }) => type === "text");
  const next = after === undefined ? [] : idsOf(after);
  return before === undefined ? [] : idsOf(before).filter((id) => next.includes(id));
}

function idsOf(run: PlanNode): readonly string[] {
  const ids = (run.marks ?? []).flatMap((mark) =>
    mark.type === "bracket" ? [String(mark.attrs?.["id"] ?? "")] : [],
  );
  return [...new Set(ids)];
}

function holdersIn(runs: readonly PlanNode[]): ReadonlyMap<string, ReadonlySet<string>> {
  const found = new Map<string, Set<string>>();
  for (const mark of runs.flatMap((run) => run.marks ?? [])) {
    if (mark.type !== "bracket") continue;
    const id = String(mark.attrs?.["id"] ?? "");
    const held = found.get(id) ?? new Set<string>();
    found.set(id, held);
    for (const code of String(mark.attrs?.["holders"] ?? "").split(" ")) if (code !== "") held.add(code);
  }
  return found;
}
