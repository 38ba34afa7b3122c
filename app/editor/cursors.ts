/** Carets of the others: ink with a name and a country, drawn with classes only, and unseen by screen readers. */
import { Plugin, PluginKey, type EditorState, type Transaction } from "prosemirror-state";
import { Decoration, DecorationSet, type EditorView } from "prosemirror-view";
import {
  absolutePositionToRelativePosition,
  relativePositionToAbsolutePosition,
  ySyncPluginKey,
} from "y-prosemirror";
import { readSelection } from "./caret.ts";
import { isFromYjs } from "./identity.ts";
import type { Peer, Place } from "./presence.ts";
import type { SocketProvider } from "./socket-provider.ts";

const key = new PluginKey<DecorationSet>("cursors");

/** Milliseconds from one drawing of carets that moved to the next: with many people they always move. */
const drawnEvery = 100;

/** Shows the carets of `provider`'s peers and tells it this one's. */
export function cursorPlugin(provider: SocketProvider, countryName: (code: string) => string): Plugin {
  const draw = (state: EditorState) =>
    DecorationSet.create(state.doc, carets(state, provider.peers, countryName));
  return new Plugin<DecorationSet>({
    key,
    state: {
      init: (_, state) => draw(state),
      apply: (tr, drawn, _before, state) =>
        tr.getMeta(key) || isFromYjs(tr) ? draw(state) : drawn.map(tr.mapping, tr.doc),
    },
    props: { decorations: (state) => key.getState(state) },
    view: (view) => {
      let rest: ReturnType<typeof setTimeout> | undefined;
      let again = false;
      const redraw = () => {
        again = false;
        rest = setTimeout(() => {
          rest = undefined;
          if (again) redraw();
        }, drawnEvery);
        readSelection(view);
        view.dispatch(view.state.tr.setMeta(key, true));
      };
      const stop = provider.on("peers", () => {
        if (rest === undefined) redraw();
        else again = true;
      });
      const point = () => provider.point(view.hasFocus() ? placeOf(view) : null);
      view.dom.addEventListener("focusin", point);
      view.dom.addEventListener("focusout", point);
      return {
        update: (_view, before) => {
          if (!before.selection.eq(view.state.selection) || before.doc !== view.state.doc) point();
        },
        destroy: () => {
          stop();
          clearTimeout(rest);
          view.dom.removeEventListener("focusin", point);
          view.dom.removeEventListener("focusout", point);
        },
      };
    },
  });
}

/** Whether it only draws carets of others where they are now. */
export function isOfCarets(tr: Transaction): boolean {
  return tr.getMeta(key) === true;
}

/** Where the carets of the others stand, by the number of their connection. */
export function caretsIn(state: EditorState): ReadonlyMap<number, number> {
  const drawn = key.getState(state)?.find(undefined, undefined, (spec) => "member" in spec) ?? [];
  return new Map(drawn.map(({ from, spec }) => [Number(spec.member), from]));
}

function placeOf(view: EditorView): Place {
  const { type, binding } = ySyncPluginKey.getState(view.state);
  const { anchor, head } = view.state.selection;
  return {
    anchor: absolutePositionToRelativePosition(anchor, type, binding.mapping),
    head: absolutePositionToRelativePosition(head, type, binding.mapping),
  };
}

function carets(
  state: EditorState,
  peers: readonly Peer[],
  countryName: (code: string) => string,
): Decoration[] {
  const { doc, type, binding } = ySyncPluginKey.getState(state);
  if (binding.mapping.size === 0) return [];
  const end = state.doc.content.size;
  const find = (position: Place["head"]): number | null => {
    const at: number | null = relativePositionToAbsolutePosition(doc, type, position, binding.mapping);
    return at === null ? null : Math.min(at, end);
  };
  return peers.flatMap((peer) => {
    const [anchor, head] =
      peer.place === null ? [null, null] : [find(peer.place.anchor), find(peer.place.head)];
    if (anchor === null || head === null || !state.doc.resolve(head).parent.inlineContent) return [];
    const $head = state.doc.resolve(head);
    const atEnd = $head.parentOffset === $head.parent.content.size;
    const caret = Decoration.widget(head, () => caretOf(peer, atEnd, countryName), {
      side: 10,
      key: `caret ${peer.member} ${atEnd}`,
      member: peer.member,
    });
    if (anchor === head) return [caret];
    const selected = { class: "peer-selection" };
    return [caret, Decoration.inline(Math.min(anchor, head), Math.max(anchor, head), selected)];
  });
}

function caretOf(peer: Peer, atEnd: boolean, countryName: (code: string) => string): HTMLElement {
  const caret = document.createElement("span");
  caret.className = atEnd ? "caret at-end" : "caret";
  caret.setAttribute("aria-hidden", "true");
  const label = document.createElement("span");
  const first = peer.name.split(" ")[0] ?? peer.name;
  label.textContent = peer.country === null ? first : `${first} · ${countryName(peer.country)}`;
  caret.append(label);
  return caret;
}
