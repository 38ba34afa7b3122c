/** A Word file as a page: mammoth reads its text; what it passes over in silence is counted in the XML itself. Begin with `readWord`. */
import mammoth from "mammoth";
import { parseHTML } from "linkedom";
import { refuse, refusalOf } from "#app/domain/refusal.ts";
import { Untold, type Draft, type UntakenKind } from "./draft.ts";
import { blocksOf } from "./foreign.ts";
import { xmlParts, zipOf } from "./zip.ts";

/** Styles of our own paper (server/present/docx-styles.ts), and those of others that mean something to a plan. */
const styleMap = [
  "p[style-name='eLAC Title'] => !",
  "p[style-name='eLAC Front'] => !",
  "p[style-name='eLAC Spacer'] => !",
  "p[style-name='eLAC Paragraph'] => p.numbered:fresh",
  "p[style-name='eLAC Output'] => p:fresh",
  "p[style-name='eLAC Label'] => p:fresh",
  "p[style-name='eLAC Cell'] => p:fresh",
  "p[style-name='Title'] => p.title:fresh",
  "p[style-name='heading 4'] => h4:fresh",
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
  const html = await htmlOf(zipOf(parts));
  const { document } = parseHTML(`<html><body>${html}</body></html>`);
  const notes = new Map<string, string>();
  for (const note of [...document.querySelectorAll("li[id^='footnote-'], li[id^='endnote-']")]) {
    for (const back of [...note.querySelectorAll("a[href^='#footnote-ref'], a[href^='#endnote-ref']")])
      back.remove();
    notes.set(note.id, (note.textContent ?? "").replace(/\s+/g, " ").trim());
    const list = note.parentElement;
    note.remove();
    if (list?.children.length === 0) list.remove();
  }
  return blocksOf({ body: document.body, site, notes, untold, own: false, top: 1 });
}

async function htmlOf(buffer: Buffer): Promise<string> {
  try {
    const { value } = await mammoth.convertToHtml(
      { buffer },
      {
        styleMap,
        includeEmbeddedStyleMap: false,
        externalFileAccess: false,
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
  ["change", /<w:(?:ins|del|moveFrom|moveTo)\s[^>]*w:author/g],
  ["frame", /<(?:w:txbxContent)[\s>]/g],
];

/** Counts what the reader says nothing of, paragraph by paragraph, with the words beside it. */
function countSilent(parts: ReadonlyMap<string, string>, xml: string, untold: Untold): void {
  let heard = "";
  for (const paragraph of xml.split(/<w:p(?=[\s>])/).slice(1)) {
    const words = [...paragraph.matchAll(/<w:t(?:\s[^>]*)?>([^<]*)<\/w:t>/g)]
      .map(([, text]) => text ?? "")
      .join("");
    if (words.trim() !== "") heard = unescaped(words);
    for (const [kind, sign] of signs) {
      const count = paragraph.match(sign)?.length ?? 0;
      if (count > 0) untold.tell(kind, heard, count);
    }
  }
  if (isOwn(xml)) return;
  for (const [name, text] of parts) {
    if (!/^word\/(?:header|footer)\d*\.xml$/.test(name)) continue;
    const words = [...text.matchAll(/<w:t(?:\s[^>]*)?>([^<]*)<\/w:t>/g)]
      .map(([, said]) => said ?? "")
      .join("");
    if (words.trim() !== "") untold.tell("margin", unescaped(words));
  }
}

/** A paper of ours has its symbol in its head, which says nothing of the text. */
const isOwn = (xml: string): boolean => /w:bookmarkStart[^>]*w:name="elac_/.test(xml);

const unescaped = (text: string): string =>
  text
    .replace(/&lt;/g, "<")
    .replace(/&gt;/g, ">")
    .replace(/&quot;/g, '"')
    .replace(/&apos;/g, "'")
    .replace(/&amp;/g, "&");
