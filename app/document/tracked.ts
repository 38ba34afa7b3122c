/**
 * Two texts as one, in which each change can be taken or refused: all taken it is the newer text, all refused the older.
 * Clauses are matched by their ids, lines by their words, words one by one. Begin with `trackClauses`.
 */
import { diffArrays } from "diff";
import type { Line } from "./lines.ts";
import { wordsOfLine } from "./lines.ts";
import { plainPieces, wordsOfPiece, type Piece } from "./pieces.ts";
import type { Plan } from "./plan.ts";
import { clausesOf, type Clause } from "./reading.ts";

export type Tracked<Thing> =
  | { readonly kind: "both"; readonly before: Thing; readonly after: Thing }
  | { readonly kind: "added"; readonly after: Thing }
  | { readonly kind: "removed"; readonly before: Thing };

export interface TrackedPiece {
  readonly kind: "same" | "added" | "removed";
  readonly piece: Piece;
}

/**
 * The clauses of both texts in one order. One that moved, or became another kind, is removed where it was and added where it is.
 * Lists and tables have no id: they are known by their words.
 */
export function trackClauses(before: Plan, after: Plan): readonly Tracked<Clause>[] {
  const named = ({ node }: Clause) => node.attrs?.["id"] !== undefined;
  const keyOf = (clause: Clause) => `${clause.kind} ${named(clause) ? clause.id : `: ${clause.words}`}`;
  const isOne = (was: Clause, is: Clause) =>
    was.kind === is.kind &&
    !named(was) &&
    !named(is) &&
    share(plainPieces(was.words), plainPieces(is.words)) >= enough;
  return pair(align(clausesOf(before), clausesOf(after), keyOf), isOne);
}

/** The lines of one clause in both texts; lines that share enough words are one line, changed. */
export function trackLines(before: readonly Line[], after: readonly Line[]): readonly Tracked<Line>[] {
  const keyOf = (line: Line) => `${line.look} ${line.level} ${wordsOfLine(line)}`;
  return pair(align(before, after, keyOf), (was, is) => was.look === is.look && alike(was, is));
}

/** The pieces of one line in both texts, word by word. Words that stayed have the look of the newer text. */
export function trackPieces(before: readonly Piece[], after: readonly Piece[]): readonly TrackedPiece[] {
  const [was, is] = [before.flatMap(tokens), after.flatMap(tokens)];
  const together = align(was, is, keyOfPiece);
  // Two texts with a word here and there in common are read more easily one after the other.
  if (letters(both(together)) < scattered * Math.max(letters(was), letters(is)))
    return [...all("removed", before), ...all("added", after)];
  return joined(gathered(together));
}

/** What is in both, as the newer text has it. */
const both = (tracked: readonly Tracked<Piece>[]): readonly Piece[] =>
  tracked.flatMap((one) => (one.kind === "both" ? [one.after] : []));

const letters = (pieces: readonly Piece[]): number =>
  pieces.reduce((sum, piece) => sum + wordsOfPiece(piece).trim().length, 0);

/** Few letters that stayed between two changes are part of one change: first what went, then what came. */
function gathered(tracked: readonly Tracked<Piece>[]): readonly TrackedPiece[] {
  const found: TrackedPiece[] = [];
  for (let at = 0; at < tracked.length;) {
    let end = at;
    let stayed = at;
    for (let next = at; next < tracked.length; next++) {
      if (tracked[next]?.kind !== "both") stayed = end = next + 1;
      else if (end === at || letters(both(tracked.slice(stayed, next + 1))) > few) break;
    }
    const change = tracked.slice(at, end);
    found.push(
      ...all(
        "removed",
        change.flatMap((one) => (one.kind === "added" ? [] : [one.before])),
      ),
      ...all(
        "added",
        change.flatMap((one) => (one.kind === "removed" ? [] : [one.after])),
      ),
    );
    for (at = end; at < tracked.length; at++) {
      const one = tracked[at];
      if (one === undefined || one.kind !== "both") break;
      found.push({ kind: "same", piece: one.after });
    }
  }
  return found;
}

/** All pieces as one kind of change. */
export function all(kind: TrackedPiece["kind"], pieces: readonly Piece[]): readonly TrackedPiece[] {
  return pieces.map((piece) => ({ kind, piece }));
}

/** Below this share of common letters, words are not compared one by one. */
const scattered = 0.25;
/** So many letters that stayed between two changes do not keep them apart: "de", "un", a sign. */
const few = 3;
/** At least so much of the longer line has to be in both for two lines to be one. */
const enough = 0.4;

/** Both lists in one order: what has the same key is in both. */
export function align<Thing>(
  before: readonly Thing[],
  after: readonly Thing[],
  keyOf: (thing: Thing) => string,
): readonly Tracked<Thing>[] {
  const found: Tracked<Thing>[] = [];
  let [older, newer] = [0, 0];
  for (const part of diffArrays(before.map(keyOf), after.map(keyOf))) {
    for (let nth = 0; nth < part.value.length; nth++) {
      const was = part.added ? undefined : before[older++];
      const is = part.removed ? undefined : after[newer++];
      if (was !== undefined && is !== undefined) found.push({ kind: "both", before: was, after: is });
      else if (is !== undefined) found.push({ kind: "added", after: is });
      else if (was !== undefined) found.push({ kind: "removed", before: was });
    }
  }
  return found;
}

/** Of what was removed and added at one place, those that are alike become one, in order. */
export function pair<Thing>(
  tracked: readonly Tracked<Thing>[],
  isOne: (before: Thing, after: Thing) => boolean,
): readonly Tracked<Thing>[] {
  const found: Tracked<Thing>[] = [];
  for (let at = 0; at < tracked.length;) {
    const gone: Thing[] = [];
    const come: Thing[] = [];
    for (let next = tracked[at]; next !== undefined && next.kind !== "both"; next = tracked[++at]) {
      if (next.kind === "removed") gone.push(next.before);
      else come.push(next.after);
    }
    let from = 0;
    for (const before of gone) {
      const like = come.findIndex((after, place) => place >= from && isOne(before, after));
      if (like === -1) {
        found.push({ kind: "removed", before });
        continue;
      }
      for (const after of come.slice(from, like)) found.push({ kind: "added", after });
      const after = come[like];
      if (after !== undefined) found.push({ kind: "both", before, after });
      from = like + 1;
    }
    for (const after of come.slice(from)) found.push({ kind: "added", after });
    const same = tracked[at];
    if (same !== undefined) {
      found.push(same);
      at++;
    }
  }
  return found;
}

function alike(was: Line, is: Line): boolean {
  return share(was.pieces, is.pieces) >= enough;
}

/** How much of the longer text is in both, from 0 to 1. */
export function share(was: readonly Piece[], is: readonly Piece[]): number {
  const [older, newer] = [was.flatMap(tokens), is.flatMap(tokens)];
  const longer = Math.max(letters(older), letters(newer));
  return longer === 0 ? 1 : letters(both(align(older, newer, keyOfPiece))) / longer;
}

/** Words, spaces and signs by themselves. */
function tokens(piece: Piece): readonly Piece[] {
  if (piece.kind !== "text") return [piece];
  return (piece.text.match(/[\p{L}\p{N}\p{M}_]+|\s+|[^\p{L}\p{N}\p{M}_\s]/gu) ?? []).map((text) => ({
    ...piece,
    text,
  }));
}

/** What a piece says, whatever it looks like. */
function keyOfPiece(piece: Piece): string {
  switch (piece.kind) {
    case "text":
      return `t ${piece.text}`;
    case "close":
      return `close ${piece.holders.join(" ")}`;
    case "footnote":
      return `footnote ${piece.text}`;
    case "goal":
    case "country":
      return `${piece.kind} ${piece.target} ${piece.label}`;
    default:
      return piece.kind;
  }
}

/** Neighbours that look and change alike become one run. */
function joined(pieces: readonly TrackedPiece[]): readonly TrackedPiece[] {
  const found: TrackedPiece[] = [];
  for (const one of pieces) {
    const last = found.at(-1);
    const [a, b] = [last?.piece, one.piece];
    if (
      last?.kind === one.kind &&
      a?.kind === "text" &&
      b.kind === "text" &&
      a.strong === b.strong &&
      a.em === b.em &&
      a.href === b.href
    )
      found[found.length - 1] = { kind: one.kind, piece: { ...a, text: a.text + b.text } };
    else found.push(one);
  }
  return found;
}
