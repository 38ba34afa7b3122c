/** The words of a line from elsewhere: looks, links, notes, and again what a plan writes as signs: brackets, gaps, references. */
import { attribute } from "#app/document/attributes.ts";
import type { PlanMark, PlanNode } from "#app/document/plan.ts";
import { standing, stood, type Stand } from "#app/document/raised.ts";
import { mayHold } from "#app/document/schema.ts";
import type { UntakenKind } from "./draft.ts";

/** Where a file comes from, and what it holds beside its lines. */
export interface LineGround {
  /** Address of the platform. */
  readonly site: string;
  /** The text of a note by the name it is referred to with. */
  note(name: string): string | null;
  tell(kind: UntakenKind, place: string): void;
  /** A name for a bracket, used once. */
  bracketId(): string;
}

/** A letter with its looks, or something that stands among letters. */
type Unit =
  | {
      readonly letter: string;
      marks: readonly PlanMark[];
      readonly stand: Stand | null;
      readonly sign: boolean;
    }
  | { readonly node: PlanNode };

/**
 * What stands among the words in place of a note, as Markdown is read (markdown.ts). It begins and ends with punctuation, as what it
 * stands for does: by its neighbours Markdown decides whether `**` is a sign. No text brings the letters of private use in it.
 */
export const noteSign = { begin: "\u2E28\uE000", end: "\uE001\u2E29" } as const;
/** What stands in place of `<br>` there, which sets the lines of a cell apart. */
export const breakSign = "\u2E28\uE002\u2E29";

/** The runs of a line from the nodes of a page. `from` are those of one paragraph, in order. */
export function lineOf(from: readonly ChildNode[], ground: LineGround): readonly PlanNode[] {
  const place = from.map(({ textContent }) => textContent ?? "").join("");
  const units = from.flatMap((node) => unitsOf(node, { marks: [], stand: null, sign: false }, ground, place));
  return runsOf(withGaps(withStands(withBrackets(trimmed(units), ground), ground, place)));
}

/** The words of a note or a field, which have no looks: raised letters stay raised, what else is lost is told. */
export function plainWords(element: Element, tell: LineGround["tell"]): string {
  stood(element, (lost) => tell("script", lost.parentElement?.textContent ?? ""));
  for (const styled of element.querySelectorAll("u, s, del"))
    if ((styled.textContent ?? "").trim() !== "") tell("style", element.textContent ?? "");
  return (element.textContent ?? "").replaceAll(breakSign, " ").replace(/\s+/g, " ").trim();
}

/** The same of a note, which may have come with looks and links. */
export function noteWords(note: Element, tell: LineGround["tell"]): string {
  for (const look of note.querySelectorAll("strong, b, em, i, a[href]"))
    if ((look.textContent ?? "").trim() !== "") tell("note-look", note.textContent ?? "");
  return plainWords(note, tell);
}

interface Look {
  readonly marks: readonly PlanMark[];
  /** Raised or lowered. */
  readonly stand: Stand | null;
  /** Set as the sign of a bracket. */
  readonly sign: boolean;
}

function unitsOf(node: ChildNode, look: Look, ground: LineGround, place: string): readonly Unit[] {
  if (node.nodeType === 3) return lettersOf(node.textContent ?? "", look, ground, place);
  if (node.nodeType !== 1) return [];
  const element = node as unknown as Element;
  const inside = (more: Partial<Look> = {}) =>
    [...element.childNodes].flatMap((child) => unitsOf(child, { ...look, ...more }, ground, place));
  const marked = (mark: PlanMark) =>
    inside({ marks: [...look.marks.filter(({ type }) => type !== mark.type), mark] });
  switch (element.tagName.toLowerCase()) {
    case "strong":
    case "b":
      return marked({ type: "strong" });
    case "em":
    case "i":
      return marked({ type: "em" });
    case "sup":
    case "sub":
      return inside({ stand: element.tagName.toLowerCase() as Stand });
    case "span":
      return inside(element.classList.contains("sign") ? { sign: true } : {});
    case "br":
      return lettersOf(" ", look, ground, place);
    case "a":
      return linked(element, inside, marked, ground, place);
    case "img":
      ground.tell("picture", place);
      return [];
    case "u":
      // A link is underlined as a link, which it stays.
      if (look.marks.every(({ type }) => type !== "link")) ground.tell("style", place);
      return inside();
    case "s":
    case "del":
      ground.tell("style", place);
      return inside();
    case "code":
      ground.tell("code", place);
      return inside();
    case "script":
    case "style":
    case "iframe":
    case "object":
    case "svg":
      ground.tell("object", place);
      return [];
    default:
      return inside();
  }
}

function linked(
  element: Element,
  inside: () => readonly Unit[],
  marked: (mark: PlanMark) => readonly Unit[],
  ground: LineGround,
  place: string,
): readonly Unit[] {
  const href = element.getAttribute("href");
  if (href === null) return inside();
  if (/^#(foot|end)note-\d+$/.test(href)) return noteUnits(href.slice(1), ground, place);
  const label = (element.textContent ?? "").replace(/\s+/g, " ").trim();
  const reference = referenceIn(href, label, ground.site);
  if (reference !== null) return [{ node: reference }];
  if (attribute("link", "href", href) === null) {
    ground.tell("link", place);
    return inside();
  }
  return marked({ type: "link", attrs: { href } });
}

function noteUnits(name: string, ground: LineGround, place: string): readonly Unit[] {
  const text = ground.note(name);
  if (text === null || !mayHold("paragraph", "footnote")) {
    ground.tell("note", place);
    return [];
  }
  if (text.length > 2000) ground.tell("long", text);
  return [{ node: { type: "footnote", attrs: { text: text.slice(0, 2000) } } }];
}

/** A link to a goal or a country on this platform is a reference to it. */
function referenceIn(href: string, label: string, site: string): PlanNode | null {
  if (label === "" || !href.startsWith(`${site}/`)) return null;
  const [path = ""] = href.slice(site.length).split(/[?#]/);
  const [, cycle, goal] = /^(?:\/[a-z]{2})?\/agendas\/([A-Za-z0-9_-]+)\/goals\/(\d+)$/.exec(path) ?? [];
  const [, iso] = /^(?:\/[a-z]{2})?\/countries\/([a-z]{2})$/.exec(path) ?? [];
  const node: PlanNode | null =
    cycle !== undefined
      ? { type: "goal_ref", attrs: { goal: `${cycle}:${goal ?? ""}`, label } }
      : iso !== undefined
        ? { type: "country_ref", attrs: { country: iso.toUpperCase(), label } }
        : null;
  if (node === null || !mayHold("paragraph", node.type)) return null;
  const fits = Object.entries(node.attrs ?? {}).every(
    ([name, value]) => attribute(node.type, name, value) !== null,
  );
  return fits ? node : null;
}

function lettersOf(text: string, look: Look, ground: LineGround, place: string): readonly Unit[] {
  const sign = new RegExp(`${noteSign.begin}(\\d+)${noteSign.end}`, "g");
  const units: Unit[] = [];
  let at = 0;
  const letters = (words: string) => {
    // Private signs are ours alone; what XML and databases cannot hold is left out.
    for (const letter of words
      .replaceAll(breakSign, " ")
      .replace(/[\uE000-\uF8FF\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, "")
      .replace(/[ \t\n\r]+/g, " "))
      units.push({ letter, ...look });
  };
  for (const found of text.matchAll(sign)) {
    letters(text.slice(at, found.index));
    units.push(...noteUnits(found[1] ?? "", ground, place));
    at = found.index + found[0].length;
  }
  letters(text.slice(at));
  return units;
}

/** No space at either end, and one between words. */
function trimmed(units: readonly Unit[]): readonly Unit[] {
  const isSpace = (unit: Unit | undefined) => unit !== undefined && "letter" in unit && unit.letter === " ";
  const kept = units.filter((unit, at) => !isSpace(unit) || !isSpace(units[at - 1]));
  const from = isSpace(kept[0]) ? 1 : 0;
  return kept.slice(from, isSpace(kept.at(-1)) ? -1 : kept.length);
}

/**
 * "[words]" with codes of countries raised behind it is a bracket that they hold; so it is written on our own paper, in Word as
 * raised letters and in Markdown as `^CL,CR^`. One that nobody holds has signs of our own style in Word and `^–^` behind it in
 * Markdown. Other square brackets with nothing behind them stay letters.
 */
function withBrackets(units: readonly Unit[], ground: LineGround): readonly Unit[] {
  const open: { readonly at: number; readonly sign: boolean }[] = [];
  const gone = new Set<number>();
  const marks = new Map<number, PlanMark[]>();
  units.forEach((unit, at) => {
    if (!("letter" in unit)) return;
    if (unit.letter === "[") open.push({ at, sign: unit.sign });
    if (unit.letter !== "]") return;
    const like = open.findLastIndex(({ sign }) => sign === unit.sign);
    const [begin] = open.splice(like === -1 ? -1 : like);
    if (begin === undefined) return;
    const holders = holdersAfter(units, at) ?? (begin.sign && unit.sign ? nobody : null);
    if (holders === null) return;
    const mark: PlanMark = {
      type: "bracket",
      attrs: { id: ground.bracketId(), holders: holders.codes.join(" "), group: "" },
    };
    for (let inside = begin.at + 1; inside < at; inside++)
      marks.set(inside, [...(marks.get(inside) ?? []), mark]);
    for (const end of [begin.at, at, ...holders.at]) gone.add(end);
  });
  return units.flatMap((unit, at): readonly Unit[] => {
    if (gone.has(at)) return [];
    return "letter" in unit ? [{ ...unit, marks: [...unit.marks, ...(marks.get(at) ?? [])] }] : [unit];
  });
}

interface Holders {
  readonly codes: readonly string[];
  /** The letters that name them. */
  readonly at: readonly number[];
}

const nobody: Holders = { codes: [], at: [] };

function holdersAfter(units: readonly Unit[], at: number): Holders | null {
  const behind = units.slice(at + 1, at + 140);
  const raised = behind.findIndex((unit) => !("letter" in unit) || unit.stand !== "sup");
  const codes = /^ ?([A-Z]{2}(?:[ ,]+[A-Z]{2})*)( ?)$/.exec(
    lettersIn(behind.slice(0, raised === -1 ? behind.length : raised)),
  );
  const [whole, list = ""] = codes ?? /^\^([A-Z]{2}(?:,[A-Z]{2})*|–)\^/.exec(lettersIn(behind)) ?? [];
  if (whole === undefined) return null;
  return {
    codes: list === "–" ? [] : [...new Set(list.split(/[ ,]+/))].sort().slice(0, 50),
    at: Array.from({ length: whole.length }, (_, nth) => at + 1 + nth),
  };
}

/** What is raised or lowered, and names no holders, in letters that are so by themselves; told where there are none. */
function withStands(units: readonly Unit[], ground: LineGround, place: string): readonly Unit[] {
  const made: Unit[] = [];
  for (let at = 0; at < units.length;) {
    const stand = standOf(units[at]);
    let end = at + 1;
    while (end < units.length && standOf(units[end]) === stand) end++;
    const run = units.slice(at, end);
    const letters = stand === null ? null : standing(lettersIn(run), stand, lettersIn(made.slice(-3)));
    if (stand !== null && letters === null) ground.tell("script", place);
    if (letters === null) made.push(...run);
    else
      [...letters].forEach((letter, nth) => {
        const like = run[nth];
        if (like !== undefined) made.push({ ...like, letter });
      });
    at = end;
  }
  return made;
}

const standOf = (unit: Unit | undefined): Stand | null =>
  unit !== undefined && "letter" in unit ? unit.stand : null;

const lettersIn = (units: readonly Unit[]): string =>
  units.map((unit) => ("letter" in unit ? unit.letter : "\uFFFC")).join("");

/** `XXX` by itself is a gap. */
function withGaps(units: readonly Unit[]): readonly Unit[] {
  const text = units
    .map((unit) => ("letter" in unit && unit.letter.length === 1 ? unit.letter : "\uFFFC"))
    .join("");
  const gone = new Map<number, Unit | null>();
  for (const { index } of text.matchAll(/(?<![\p{L}\p{N}_])XXX(?![\p{L}\p{N}_])/gu)) {
    gone.set(index, { node: { type: "gap" } });
    gone.set(index + 1, null);
    gone.set(index + 2, null);
  }
  return units.flatMap((unit, at): readonly Unit[] => {
    const instead = gone.get(at);
    return instead === undefined ? [unit] : instead === null ? [] : [instead];
  });
}

function runsOf(units: readonly Unit[]): readonly PlanNode[] {
  const runs: PlanNode[] = [];
  let text = "";
  let look = "";
  let marks: readonly PlanMark[] = [];
  const flush = () => {
    if (text !== "") runs.push({ type: "text", text, ...(marks.length > 0 ? { marks } : {}) });
    text = "";
  };
  for (const unit of units) {
    if ("node" in unit) {
      flush();
      runs.push(unit.node);
      continue;
    }
    const own = JSON.stringify(unit.marks);
    if (own !== look) flush();
    [look, marks] = [own, unit.marks];
    text += unit.letter;
  }
  flush();
  return runs;
}
