/**
 * A caret for those who may speak about the text and not change it: with the keys of any text they go to words and select
 * them. Where the text may be changed the browser has a caret of its own, and this is not there.
 */
import { Plugin, Selection } from "prosemirror-state";
import type { EditorView } from "prosemirror-view";
import { el } from "../element.ts";

type Way = readonly ["forward" | "backward", "character" | "line" | "lineboundary"];

const ways: Readonly<Record<string, Way>> = {
  ArrowLeft: ["backward", "character"],
  ArrowRight: ["forward", "character"],
  ArrowUp: ["backward", "line"],
  ArrowDown: ["forward", "line"],
  Home: ["backward", "lineboundary"],
  End: ["forward", "lineboundary"],
};

/** Pixels that the caret keeps from the edges of the window: above is the toolbar. */
const edges = { top: 96, bottom: 48 } as const;

export function readingCaret(maySpeak: () => boolean): Plugin {
  const here = (view: EditorView) => !view.editable && maySpeak();
  return new Plugin({
    props: {
      handleDOMEvents: {
        keydown: (view, event) => here(view) && event.target === view.dom && go(view, event),
      },
    },
    view: (view) => {
      const caret = el("span", { class: "reading-caret", "aria-hidden": "true", hidden: "" });
      view.dom.parentElement?.append(caret);
      const draw = () => {
        caret.hidden = !(here(view) && document.activeElement === view.dom);
        if (caret.hidden) return;
        const at = view.coordsAtPos(view.state.selection.head);
        const origin = caret.offsetParent?.getBoundingClientRect();
        // Through the object model, which the page's policy allows.
        caret.style.setProperty("--x", `${at.left - (origin?.left ?? 0)}px`);
        caret.style.setProperty("--y", `${at.top - (origin?.top ?? 0)}px`);
        caret.style.setProperty("--high", `${at.bottom - at.top}px`);
      };
      view.dom.addEventListener("focus", draw);
      view.dom.addEventListener("blur", draw);
      return {
        update: draw,
        destroy: () => {
          view.dom.removeEventListener("focus", draw);
          view.dom.removeEventListener("blur", draw);
          caret.remove();
        },
      };
    },
  });
}

function go(view: EditorView, event: KeyboardEvent): boolean {
  const way = ways[event.key];
  const selection = document.getSelection();
  if (way === undefined || selection === null || event.altKey || event.metaKey) return false;
  if (!view.dom.contains(selection.anchorNode)) {
    const { node, offset } = view.domAtPos(view.state.selection.head);
    selection.collapse(node, offset);
  }
  const [direction, step] = way;
  if (event.ctrlKey && step === "lineboundary") toEnd(view, selection, { direction, extend: event.shiftKey });
  else {
    const by = event.ctrlKey && step === "character" ? "word" : step;
    selection.modify(event.shiftKey ? "extend" : "move", direction, by);
  }
  event.preventDefault();
  follow(selection);
  return true;
}

/** To the first or the last letter of the text: of the page, the browser would say. */
function toEnd(
  view: EditorView,
  selection: globalThis.Selection,
  { direction, extend }: { readonly direction: Way[0]; readonly extend: boolean },
): void {
  const { doc } = view.state;
  const { head } = direction === "backward" ? Selection.atStart(doc) : Selection.atEnd(doc);
  const { node, offset } = view.domAtPos(head);
  if (extend) selection.extend(node, offset);
  else selection.collapse(node, offset);
}

/** The page goes with the caret. */
function follow({ focusNode, focusOffset }: globalThis.Selection): void {
  if (focusNode === null) return;
  const range = document.createRange();
  range.setStart(focusNode, focusOffset);
  const rect = range.getBoundingClientRect();
  if (rect.height === 0) return;
  if (rect.top < edges.top) window.scrollBy(0, rect.top - edges.top);
  else if (rect.bottom > window.innerHeight - edges.bottom)
    window.scrollBy(0, rect.bottom - window.innerHeight + edges.bottom);
}
