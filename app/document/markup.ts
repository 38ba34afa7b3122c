/**
 * The small markup in which minisite pages, news and posts are written: a subset of Markdown that a form can hold.
 * Begin with `parseMarkup`; `writeMarkup` gives the same text back to the form.
 *
 *     ## Heading, ### smaller heading      - list item      1. numbered item
 *     **bold**   _italic_   [words](https://example.org)    \* the sign itself
 *     @[Costa Rica](country:CR)                             somebody named, who hears of it (domain/mention.ts)
 *
 * A blank line ends a paragraph, a single line end is kept. Anything else, HTML too, is plain text: what comes out is
 * data of the few kinds below and never markup, so nothing that was typed can become more than words and links.
 */
import { mentionAt, mentionLimit, mentionOf, type Mention } from "#app/domain/mention.ts";

export type Inline =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "strong"; readonly content: readonly Inline[] }
  | { readonly kind: "emphasis"; readonly content: readonly Inline[] }
  | { readonly kind: "mention"; readonly to: Mention; readonly text: string }
  | { readonly kind: "link"; readonly href: string; readonly content: readonly Inline[] };

export type Block =
  | { readonly kind: "heading"; readonly level: 2 | 3; readonly content: readonly Inline[] }
  | { readonly kind: "paragraph"; readonly content: readonly Inline[] }
  | { readonly kind: "list"; readonly ordered: boolean; readonly items: readonly (readonly Inline[])[] };

const headingLine = /^(#{1,6})\s+(\S.*)$/;
const itemLine = /^(?:[-*]|(\d{1,4})[.)])\s+(\S.*)$/;

/** Reads markup. Every text can be read; linear in its length. */
export function parseMarkup(source: string): Block[] {
  const blocks: Block[] = [];
  let paragraph: string[] = [];
  let list: { ordered: boolean; items: string[][] } | null = null;
  const endParagraph = () => {
    if (paragraph.length > 0) blocks.push({ kind: "paragraph", content: parseInline(paragraph.join("\n")) });
    paragraph = [];
  };
  const endList = () => {
    if (list !== null) {
      const items = list.items.map((lines) => parseInline(lines.join("\n")));
      blocks.push({ kind: "list", ordered: list.ordered, items });
    }
    list = null;
  };
  for (const raw of source.replace(/\r\n?/g, "\n").split("\n")) {
    const line = raw.trim();
    if (line === "") {
      // The list stays open: items set apart by blank lines are one list.
      endParagraph();
      continue;
    }
    const item = itemLine.exec(line);
    if (list !== null && paragraph.length === 0 && /^\s{2}/.test(raw)) {
      list.items.at(-1)?.push(line);
      continue;
    }
    const heading = headingLine.exec(line);
    if (heading !== null) {
      endParagraph();
      endList();
      const level = (heading[1] ?? "").length > 2 ? 3 : 2;
      blocks.push({ kind: "heading", level, content: parseInline(heading[2] ?? "") });
    } else if (item !== null) {
      endParagraph();
      const ordered = item[1] !== undefined;
      if (list === null || list.ordered !== ordered) {
        endList();
        list = { ordered, items: [] };
      }
      list.items.push([item[2] ?? ""]);
    } else {
      endList();
      paragraph.push(line);
    }
  }
  endParagraph();
  endList();
  return blocks;
}

/** Writes blocks as markup; reading it again gives the same blocks. */
export function writeMarkup(blocks: readonly Block[]): string {
  return blocks.map(writeBlock).join("\n\n");
}

function writeBlock(block: Block): string {
  switch (block.kind) {
    case "heading":
      return `${"#".repeat(block.level)} ${writeInline(block.content)}`;
    case "paragraph":
      return writeInline(block.content).split("\n").map(guardLine).join("\n");
    case "list":
      return block.items
        .map(
          (item, at) => `${block.ordered ? `${at + 1}.` : "-"} ${writeInline(item).replace(/\n/g, "\n  ")}`,
        )
        .join("\n");
  }
}

/** A line of a paragraph that would be read as a heading or an item gets a backslash. */
function guardLine(line: string): string {
  if (headingLine.test(line)) return `\\${line}`;
  const item = itemLine.exec(line);
  if (item === null) return line;
  return item[1] === undefined ? `\\${line}` : line.replace(/^(\d+)/, "$1\\");
}

/** All the words, without their marks: for summaries, feeds and letters. */
export function plainText(blocks: readonly Block[]): string {
  return blocks
    .flatMap((block) => (block.kind === "list" ? block.items.map(wordsOf) : [wordsOf(block.content)]))
    .join("\n\n");
}

/** The first words, cut between words at `length` characters. */
export function summary(blocks: readonly Block[], length = 240): string {
  const first = blocks.find(({ kind }) => kind === "paragraph");
  const words = plainText(first === undefined ? blocks : [first]).replace(/\s+/g, " ");
  if (words.length <= length) return words;
  return `${words.slice(0, length).replace(/\s+\S*$/, "")}…`;
}

const wordsOf = (content: readonly Inline[]): string =>
  content
    .map((part) => {
      if (part.kind === "mention") return `@${part.text}`;
      return part.kind === "text" ? part.text : wordsOf(part.content);
    })
    .join("");

/** Whom a text names, each once, in order, at most `mentionLimit`. */
export function mentionsIn(blocks: readonly Block[]): readonly Mention[] {
  const all = (content: readonly Inline[]): Mention[] =>
    content.flatMap((part) => {
      if (part.kind === "mention") return [part.to];
      return part.kind === "text" ? [] : all(part.content);
    });
  const named = blocks.flatMap((block) =>
    block.kind === "list" ? block.items.flatMap((item) => all(item)) : all(block.content),
  );
  return [...new Map(named.map((to) => [`${to.kind}:${to.id}`, to])).values()].slice(0, mentionLimit);
}

/** What was stored as a body. Anything that is not a list of blocks is read as empty. */
export function blocksOf(stored: unknown): readonly Block[] {
  return Array.isArray(stored) ? (stored as readonly Block[]) : [];
}

/** Whether a link may lead there: web and mail addresses, and pages of this site. */
export function isSafeHref(href: string): boolean {
  if (href.startsWith("/")) return !/^\/[/\\]/.test(href);
  return /^(https?|mailto):/i.test(href) && URL.canParse(href);
}

interface Frame {
  readonly kind: "strong" | "emphasis" | "link" | "root";
  /** As it was typed, for when nothing closes it. */
  readonly opening: string;
  readonly content: Inline[];
}

const target = /\]\(((?:[^\s()<>\\]|\([^\s()<>\\]*\)){1,2000})\)/y;
const wordSign = /[\p{L}\p{N}_]/u;
const escapable = /[!-/:-@[-`{-~]/;

/** Reads the inside of a block: one pass, with the openings still waiting for their end on a stack. */
function parseInline(source: string): Inline[] {
  const stack: Frame[] = [{ kind: "root", opening: "", content: [] }];
  const top = (): Inline[] => stack.at(-1)?.content ?? [];
  const open = (kind: Frame["kind"], opening: string) => void stack.push({ kind, opening, content: [] });
  const waiting = (kind: Frame["kind"]) => stack.findLastIndex((frame) => frame.kind === kind);
  const giveUp = (at: number) => {
    const [frame] = stack.splice(at, 1);
    const under = stack[at - 1];
    if (frame === undefined || under === undefined) return;
    append(under.content, { kind: "text", text: frame.opening });
    for (const part of frame.content) append(under.content, part);
  };
  const close = (at: number, closing: string, make: (content: readonly Inline[]) => Inline) => {
    while (stack.length - 1 > at) giveUp(stack.length - 1);
    const frame = stack[at];
    if (frame === undefined || frame.content.length === 0) {
      giveUp(at);
      append(top(), { kind: "text", text: closing });
      return;
    }
    stack.pop();
    append(top(), make(frame.content));
  };

  for (let at = 0; at < source.length;) {
    const sign = source[at] ?? "";
    const next = source[at + 1] ?? "";
    const mention = sign === "@" && next === "[" ? mentionAt(source, at) : null;
    if (mention !== null) {
      const begun = waiting("link");
      if (begun > 0) giveUp(begun);
      append(top(), { kind: "mention", to: mention.to, text: mention.name });
      at += mention.length;
    } else if (sign === "\\" && escapable.test(next)) {
      append(top(), { kind: "text", text: next });
      at += 2;
    } else if (sign === "*" && next === "*") {
      const begun = waiting("strong");
      if (begun > 0) close(begun, "**", (content) => ({ kind: "strong", content }));
      else open("strong", "**");
      at += 2;
    } else if (sign === "_") {
      const before = source[at - 1] ?? " ";
      const begun = waiting("emphasis");
      if (begun > 0 && !wordSign.test(next) && !/\s/.test(before))
        close(begun, "_", (content) => ({ kind: "emphasis", content }));
      else if (begun < 0 && !wordSign.test(before) && next !== "" && !/\s/.test(next)) open("emphasis", "_");
      else append(top(), { kind: "text", text: "_" });
      at += 1;
    } else if (sign === "[") {
      const begun = waiting("link");
      if (begun > 0) giveUp(begun);
      open("link", "[");
      at += 1;
    } else if (sign === "]" && waiting("link") > 0) {
      target.lastIndex = at;
      const href = target.exec(source)?.[1];
      if (href !== undefined && isSafeHref(href)) {
        const safe = href.replaceAll("(", "%28").replaceAll(")", "%29");
        close(waiting("link"), `](${href})`, (content) => ({ kind: "link", href: safe, content }));
        at += href.length + 3;
      } else {
        giveUp(waiting("link"));
        append(top(), { kind: "text", text: "]" });
        at += 1;
      }
    } else {
      append(top(), { kind: "text", text: sign });
      at += 1;
    }
  }
  while (stack.length > 1) giveUp(stack.length - 1);
  return top();
}

/** Adds a part; neighbouring texts become one. */
function append(content: Inline[], part: Inline): void {
  const last = content.at(-1);
  if (part.kind === "text" && last?.kind === "text")
    content[content.length - 1] = { kind: "text", text: last.text + part.text };
  else content.push(part);
}

function writeInline(content: readonly Inline[], inLink = false): string {
  return content
    .map((part) => {
      switch (part.kind) {
        case "text":
          return guardText(part.text, inLink);
        case "strong":
          return `**${writeInline(part.content, inLink)}**`;
        case "emphasis":
          return `_${writeInline(part.content, inLink)}_`;
        case "mention":
          return mentionOf(part.to, part.text);
        case "link":
          return `[${writeInline(part.content, true)}](${part.href})`;
      }
    })
    .join("");
}

/** Puts a backslash before each sign that would be read as a mark; inside a word `_` never is. */
function guardText(text: string, inLink: boolean): string {
  let written = "";
  for (let at = 0; at < text.length; at += 1) {
    const sign = text[at] ?? "";
    const before = text[at - 1];
    const next = text[at + 1];
    const guarded =
      sign === "\\"
        ? next === undefined || escapable.test(next)
        : sign === "*"
          ? before === undefined || next === undefined || before === "*" || next === "*"
          : sign === "_"
            ? !(
                before !== undefined &&
                next !== undefined &&
                /[\p{L}\p{N}]/u.test(before) &&
                /[\p{L}\p{N}]/u.test(next)
              )
            : sign === "[" || (sign === "]" && inLink);
    written += guarded ? `\\${sign}` : sign;
  }
  return written;
}

/** Words of a title as part of an address: "La brecha, 2011" becomes "la-brecha-2011". Never empty, never a word of ours. */
export function addressOf(title: string, otherwise: string): string {
  const plain = title
    .normalize("NFKD")
    .replace(/\p{M}+/gu, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .slice(0, 60)
    .replace(/^-+|-+$/g, "");
  if (plain === "") return otherwise;
  return plain === "new" ? `${otherwise}-new` : plain;
}
