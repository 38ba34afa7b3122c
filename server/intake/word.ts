/** A Word file as a page: mammoth reads its text; what it passes over in silence is counted in the XML itself. Begin with `readWord`. */
import mammoth from "mammoth";
import { parseHTML } from "linkedom";
import { idOfBookmark } from "#app/document/bookmark.ts";
import { refuse, refusalOf } from "#app/domain/refusal.ts";
import { Untold, type Draft, type UntakenKind } from "./draft.ts";
import { noteWords } from "./foreign-line.ts";
import { blocksOf } from "./foreign.ts";
import { xmlParts, zipOf } from "./zip.ts";

/** Styles of our own paper (server/present/docx-styles.ts), and those of others that mean something to a plan. */
const styleMap = [
  "p[style-name='eLAC Title'] => !",
  "p[style-name='eLAC Front'] => p.front:fresh",
  "p[style-name='eLAC Paragraph'] => p.numbered:fresh",
  "p[style-name='eLAC Output'] => p:fresh",
  "p[style-name='eLAC Label'] => p.head:fresh",
  "p[style-name='eLAC Cell'] => p:fresh",
  "p[style-name='Title'] => p.title:fresh",
  "p[style-name='heading 4'] => h4:fresh",
  ...[6, 7, 8, 9].flatMap((level) => [
    `p[style-name='heading ${level}'] => h6:fresh`,
    `p[style-name='Heading ${level}'] => h6:fresh`,
  ]),
  ...Array.from({ length: 9 }, (_, above) => {
    const inItem = "ul|ol > li > ".repeat(above);
    return [
      `p[style-name='eLAC Item ${above + 1}'] => ${inItem}ul|ol > li > p:fresh`,
      `p[style-name='eLAC Cell Item ${above + 1}'] => ${inItem}ul|ol > li > p:fresh`,
      // The reader's own map ends with the fifth level of lists.
      ...(above < 5
        ? []
        : [
            `p:unordered-list(${above + 1}) => ${inItem}ul > li:fresh`,
            `p:ordered-list(${above + 1}) => ${inItem}ol > li:fresh`,
          ]),
    ];
  }).flat(),
  "r[style-name='eLAC Bracket'] => span.sign",
  "u => u",
  "strike => s",
];

/**
 * The blocks of a Word file. Refused: what is none, or locked (`draft.unreadable`); what unpacks to too much (`draft.too-much`);
 * nothing in it (`draft.empty`). Links to files outside are never followed.
 */
export async function readWord(bytes: Uint8Array, site: string): Promise<Draft> {
  const parts = xmlParts(bytes);
  const xml = parts.get("word/document.xml");
  if (xml === undefined) throw refuse("invalid", "draft.unreadable");
  const untold = new Untold();
  countSilent(parts, xml, untold);
  const paragraphs = paragraphsIn(xml);
  const html = await htmlOf(
    zipOf(new Map([...parts, ["word/document.xml", unnamedWhereGone(paragraphs)]])),
    standStyles(parts.get("word/styles.xml") ?? ""),
  );
  const { document } = parseHTML(`<html><body>${html}</body></html>`);
  const notes = new Map<string, string>();
  for (const note of [...document.querySelectorAll("li[id^='footnote-'], li[id^='endnote-']")]) {
    for (const back of [...note.querySelectorAll("a[href^='#footnote-ref'], a[href^='#endnote-ref']")])
      back.remove();
    notes.set(
      note.id,
      noteWords(note, (kind, place) => untold.tell(kind, place)),
    );
    const list = note.parentElement;
    note.remove();
    if (list?.children.length === 0) list.remove();
  }
  return blocksOf({
    body: document.body,
    site,
    notes,
    untold,
    joined: joinedIn(paragraphs),
    own: false,
    top: 1,
  });
}

/** Styles of letters that raise or lower them: the reader knows it only of letters themselves. */
const standStyles = (styles: string): readonly string[] =>
  (styles.match(/<w:style\s[^>]*w:type="character"[\s\S]*?<\/w:style>/g) ?? []).flatMap((style) => {
    const [, how] = /<w:vertAlign\s+w:val="(sup|sub)(?:er)?script"/.exec(style) ?? [];
    const [, name] = /<w:name\s+w:val="([\p{L}\p{N} ._-]{1,80})"/u.exec(style) ?? [];
    return how === undefined || name === undefined ? [] : [`r[style-name='${name}'] => ${how}`];
  });

async function htmlOf(buffer: Buffer, styles: readonly string[]): Promise<string> {
  try {
    const { value } = await mammoth.convertToHtml(
      { buffer },
      {
        styleMap: [...styleMap, ...styles],
        includeEmbeddedStyleMap: false,
        externalFileAccess: false,
        // An item of a list may be empty, and hold another list.
        ignoreEmptyParagraphs: false,
        // Pictures are counted in the XML; nothing of them is unpacked.
        convertImage: mammoth.images.imgElement(() => Promise.resolve({ src: "" })),
      },
    );
    return value.replace(/<img[^>]*>/g, "");
  } catch (failure) {
    if (refusalOf(failure) !== null) throw failure;
    throw refuse("invalid", "draft.unreadable");
  }
}

const signs: readonly (readonly [UntakenKind, RegExp])[] = [
  ["picture", /<(?:pic:pic|v:imagedata)[\s>/]/g],
  ["formula", /<m:oMath[\s>]/g],
  ["object", /<(?:w:object|c:chart|o:OLEObject|dgm:relIds)[\s>/]/g],
  ["comment", /<w:commentReference[\s>/]/g],
  ["frame", /<(?:w:txbxContent)[\s>]/g],
];

/** Counts what the reader says nothing of, paragraph by paragraph, with the words beside it. */
function countSilent(parts: ReadonlyMap<string, string>, xml: string, untold: Untold): void {
  let heard = "";
  for (const paragraph of paragraphsIn(xml).slice(1)) {
    const words = wordsIn(paragraph, "w:t") || wordsIn(paragraph, "w:delText");
    if (words.trim() !== "") heard = unescaped(words);
    const changes = changesIn(paragraph);
    if (changes > 0) untold.tell("change", heard, changes);
    for (const [kind, sign] of signs) {
      const count = paragraph.match(sign)?.length ?? 0;
      if (count > 0) untold.tell(kind, heard, count);
    }
  }
  if (isOwn(xml)) return;
  for (const [name, text] of parts) {
    if (!/^word\/(?:header|footer)\d*\.xml$/.test(name)) continue;
    const words = wordsIn(text, "w:t");
    if (words.trim() !== "") untold.tell("margin", unescaped(words));
  }
}

const wordsIn = (xml: string, tag: "w:t" | "w:delText"): string =>
  [...xml.matchAll(new RegExp(`<${tag}(?:\\s[^>]*)?>([^<]*)</${tag}>`, "g"))]
    .map(([, said]) => said ?? "")
    .join("");

/**
 * How many places of a paragraph are changed: what went and what came in its stead are one, in however many runs they are kept.
 * Where only its end came or went, that is one.
 */
function changesIn(paragraph: string): number {
  let [places, open] = [0, 0];
  let [ofParagraph, ends, beside] = [false, false, false];
  for (const [, slash, name = "", rest = ""] of paragraph.matchAll(/<(\/?)w:(\w+)([^>]*)>/g)) {
    const begins = slash === "";
    if (name === "p" && !begins) break;
    if (name === "pPr") ofParagraph = begins;
    else if (name === "r" && begins && open === 0) beside = false;
    else if (/^(?:ins|del|moveFrom|moveTo)$/.test(name)) {
      if (ofParagraph) ends ||= rest.includes("w:author");
      else if (!begins) open--;
      else if (!rest.endsWith("/")) {
        if (!beside) places++;
        beside = true;
        open++;
      }
    }
  }
  return places === 0 && ends ? 1 : places;
}

/** The clauses of ours that a paragraph begins which stands below one that a tracked change deletes. */
function joinedIn(paragraphs: readonly string[]): ReadonlySet<string> {
  const found = new Set<string>();
  let deleted = false;
  for (const paragraph of paragraphs) {
    if (deleted)
      for (const [, name = ""] of paragraph.matchAll(/<w:bookmarkStart[^>]*w:name="([^"]*)"/g)) {
        const id = idOfBookmark(name);
        if (id !== null) found.add(id);
      }
    deleted = isDeleted(paragraph);
  }
  return found;
}

/** The text again; the reader adds a deleted paragraph to the next one, which must not be called by the name of that. */
const unnamedWhereGone = (paragraphs: readonly string[]): string =>
  paragraphs
    .map((paragraph) =>
      isDeleted(paragraph) && !/<w:t[\s>]/.test(paragraph)
        ? paragraph.replace(/<w:bookmarkStart[^>]*w:name="elac_[^>]*\/>/g, "")
        : paragraph,
    )
    .join("");

/** The XML cut before each paragraph; what stands before the first is one too. */
const paragraphsIn = (xml: string): readonly string[] => xml.split(/(?=<w:p[\s>])/);

const isDeleted = (paragraph: string): boolean =>
  /<w:del\s/.test(/^<w:p[^>]*><w:pPr>[\s\S]*?<\/w:pPr>/.exec(paragraph)?.[0] ?? "");

/** A paper of ours has its symbol in its head, which says nothing of the text. */
const isOwn = (xml: string): boolean => /w:bookmarkStart[^>]*w:name="elac_/.test(xml);

const unescaped = (text: string): string =>
  text
    .replace(/&lt;/g, "<")
    .replace(/&gt;/g, ">")
    .replace(/&quot;/g, '"')
    .replace(/&apos;/g, "'")
    .replace(/&amp;/g, "&");
