/** A Markdown file as a page. HTML in it is words, never markup, but for `<sup>` and `<sub>`. Begin with `readMarkdown`. */
import MarkdownIt from "markdown-it";
import { parseHTML } from "linkedom";
import { refuse } from "#app/domain/refusal.ts";
import { Untold, type Draft } from "./draft.ts";
import { breakSign, noteSign, noteWords } from "./foreign-line.ts";
import { blocksOf } from "./foreign.ts";

/** The blocks of a Markdown file. Refused: no text in UTF-8 (`draft.unreadable`); what `blocksOf` refuses. */
export function readMarkdown(bytes: Uint8Array, site: string): Draft {
  let source: string;
  try {
    source = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw refuse("invalid", "draft.unreadable");
  }
  if (source.includes("\0")) throw refuse("invalid", "draft.unreadable");
  const front = /^---\n([\s\S]*?)\n---\n/.exec(source.replace(/\r\n?/g, "\n"));
  const own = front !== null && /: eLAC\/[^\s]+\/[RVL]/.test(front[1] ?? "");
  const text = source
    .replace(/\r\n?/g, "\n")
    .slice(front?.[0].length ?? 0)
    .replace(/[\uE000-\uF8FF]/g, "")
    // A backslash before it guards it, and of two the first guards the second.
    .replace(/(?<!\\)((?:\\\\)*)<br ?\/?>/gi, `$1${breakSign}`);
  const markdown = new MarkdownIt("commonmark", { html: false, linkify: false }).enable([
    "table",
    "strikethrough",
  ]);
  markdown.inline.ruler.push("script", script);
  // What is no address of a plan is told where the page is read, not passed over here.
  markdown.validateLink = () => true;
  const untold = new Untold();
  const { body, notes } = notesIn(text, (inline) => plainOf(markdown.renderInline(inline), untold));
  const { document } = parseHTML(`<html><body>${markdown.render(body)}</body></html>`);
  const heads = [...document.querySelectorAll("h1, h2")];
  const titles = heads.filter(({ tagName }) => tagName.toLowerCase() === "h1");
  const titled =
    titles.length === 1 && titles[0] === document.body.firstElementChild && (own || heads.length > 1);
  return blocksOf({
    body: document.body,
    site,
    notes,
    untold,
    joined: new Set(),
    own,
    top: titled ? 2 : 1,
  });
}

/** Notes, `[^1]: words` with the lines that are set in below it, and the text with a sign where each is referred to. */
function notesIn(
  text: string,
  plain: (inline: string) => string,
): { readonly body: string; readonly notes: ReadonlyMap<string, string> } {
  const names = new Map<string, number>();
  const notes = new Map<string, string>();
  const kept: string[] = [];
  let open: { name: number; lines: string[] } | null = null;
  const close = () => {
    if (open !== null) notes.set(String(open.name), plain(open.lines.join(" ")));
    open = null;
  };
  const numberOf = (name: string): number => {
    const known = names.get(name) ?? names.size + 1;
    names.set(name, known);
    return known;
  };
  for (const line of text.split("\n")) {
    const begun = /^ {0,3}\[\^([^\]\s]{1,40})\]:\s*(.*)$/.exec(line);
    if (begun !== null) {
      close();
      open = { name: numberOf(begun[1] ?? ""), lines: [begun[2] ?? ""] };
    } else if (open !== null && /^(?: {4}|\t)\S/.test(line))
      (open as { lines: string[] }).lines.push(line.trim());
    else {
      if (line.trim() !== "") close();
      kept.push(line);
    }
  }
  close();
  const body = kept
    .join("\n")
    .replace(/(?<!\\)((?:\\\\)*)\[\^([^\]\s]{1,40})\]/g, (whole, before: string, name: string) =>
      names.has(name) ? `${before}${noteSign.begin}${numberOf(name)}${noteSign.end}` : whole,
    );
  return { body, notes };
}

const plainOf = (html: string, untold: Untold): string =>
  noteWords(parseHTML(`<html><body>${html}</body></html>`).document.body, (kind, place) =>
    untold.tell(kind, place),
  );

/** Raised and lowered words, `10<sup>2</sup>`: Markdown has no other sign for them. */
const script: Parameters<MarkdownIt["inline"]["ruler"]["push"]>[1] = (state, silent) => {
  const [whole, tag = "", words = ""] =
    /^<(sup|sub)>([^<>\n]{1,200})<\/\1>/i.exec(state.src.slice(state.pos, state.pos + 220)) ?? [];
  if (whole === undefined) return false;
  if (!silent) {
    state.push("script_open", tag.toLowerCase(), 1);
    state.push("text", "", 0).content = words.replace(/\\([!-/:-@[-`{-~])/g, "$1");
    state.push("script_close", tag.toLowerCase(), -1);
  }
  state.pos += whole.length;
  return true;
};
