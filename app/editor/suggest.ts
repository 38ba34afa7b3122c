/** What is suggested while one types: `/` at the start of a word everything, `@` countries, `#` goals. */
import { Plugin, PluginKey, TextSelection, type EditorState, type Transaction } from "prosemirror-state";
import type { EditorView } from "prosemirror-view";
import { isFromYjs } from "./identity.ts";
import type { ListName, Offer, Offers } from "./offers.ts";

export interface Suggesting {
  readonly list: ListName;
  readonly query: string;
  /** Where the sign stands, and where the query ends. */
  readonly from: number;
  readonly to: number;
  readonly offers: readonly Offer[];
  /** Which of them is chosen by Enter. */
  readonly at: number;
}

export interface SuggestPorts {
  readonly offers: Offers;
  /** Puts in what was chosen; the sign and the query are gone by then. */
  put(offer: Offer): void;
}

/** Ids of the list and of its lines, which the text names while the list is open. */
export const suggestionsId = "plan-suggestions";
export const suggestionId = (at: number): string => `${suggestionsId}-${at}`;

/** The signs, and the list that each of them opens. */
export const lists: Readonly<Record<string, ListName>> = { "/": "all", "@": "countries", "#": "goals" };
const key = new PluginKey<Suggesting | null>("suggest");

/** The list that is open, or null. */
export function suggesting(state: EditorState): Suggesting | null {
  return key.getState(state) ?? null;
}

/** Marks a line of the open list. */
export function mark(view: EditorView, at: number): void {
  view.dispatch(view.state.tr.setMeta(key, { at }));
}

/** Chooses a line of the open list: the sign and the query go, then it is put in. */
export function choose(view: EditorView, offer: Offer, ports: SuggestPorts): void {
  const open = suggesting(view.state);
  if (open === null) return;
  view.dispatch(view.state.tr.delete(open.from, open.to).setMeta(key, "close"));
  ports.put(offer);
}

export function suggestPlugin(ports: SuggestPorts): Plugin {
  const read = (tr: Transaction, now: Suggesting | null, state: EditorState): Suggesting | null => {
    const told: unknown = tr.getMeta(key);
    if (told === "close") return null;
    if (now !== null && typeof told === "object" && told !== null && "at" in told)
      return { ...now, at: Number(told.at) };
    const typed = signBefore(state);
    if (typed === null) return null;
    // It opens when the sign is typed here, not where the caret comes by one, nor where one is pasted.
    const begins =
      now === null &&
      typed.query === "" &&
      tr.docChanged &&
      !isFromYjs(tr) &&
      tr.getMeta("paste") === undefined;
    if (now === null ? !begins : now.list !== typed.list) return null;
    const offers = ports.offers.find(typed.list, typed.query);
    if (offers.length === 0) return null;
    const at = now !== null && now.query === typed.query ? Math.min(now.at, offers.length - 1) : 0;
    return { ...typed, offers, at };
  };
  return new Plugin<Suggesting | null>({
    key,
    state: {
      init: () => null,
      apply: (tr, now, _before, state) =>
        tr.docChanged || tr.selectionSet || tr.getMeta(key) !== undefined ? read(tr, now, state) : now,
    },
    props: {
      attributes: (state): Record<string, string> => {
        const open = suggesting(state);
        if (open === null) return {};
        return {
          "aria-autocomplete": "list",
          "aria-haspopup": "listbox",
          "aria-controls": suggestionsId,
          "aria-activedescendant": suggestionId(open.at),
        };
      },
      handleKeyDown: (view, event) => {
        const open = suggesting(view.state);
        if (open === null || event.isComposing || event.ctrlKey || event.metaKey || event.altKey)
          return false;
        const { length } = open.offers;
        const chosen = open.offers[open.at];
        if (event.key === "ArrowDown") mark(view, (open.at + 1) % length);
        else if (event.key === "ArrowUp") mark(view, (open.at + length - 1) % length);
        else if (event.key === "Escape") close(view);
        else if ((event.key === "Enter" || (event.key === "Tab" && !event.shiftKey)) && chosen !== undefined)
          choose(view, chosen, ports);
        else return false;
        event.preventDefault();
        // Escape here closes the list, and nothing around the text.
        event.stopPropagation();
        return true;
      },
      handleDOMEvents: {
        blur: (view) => {
          if (suggesting(view.state) !== null) close(view);
          return false;
        },
      },
    },
  });
}

function close(view: EditorView): void {
  view.dispatch(view.state.tr.setMeta(key, "close"));
}

/** The sign at the start of the word before the caret, with what is typed behind it; null where there is none. */
function signBefore(state: EditorState): Pick<Suggesting, "list" | "query" | "from" | "to"> | null {
  const { selection } = state;
  if (!(selection instanceof TextSelection) || !selection.empty) return null;
  const { $head, head } = selection;
  if (!$head.parent.inlineContent) return null;
  const before = $head.parent.textBetween(0, $head.parentOffset, "", "\uFFFC");
  const [, sign = "", query = ""] =
    /(?:^|[\s(\u00a0\uFFFC])([/@#])((?:[^\s/@#\uFFFC][^/@#\uFFFC]{0,40})?)$/.exec(before) ?? [];
  const list = lists[sign];
  return list === undefined ? null : { list, query, from: head - query.length - 1, to: head };
}
