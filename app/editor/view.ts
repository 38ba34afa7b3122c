/**
 * The text on the screen: a ProseMirror view over the provider's Y.Doc. Browser only.
 * May import: domain, document, i18n, components; prosemirror-*, y-*, socket.io-client. Begin with `openText`;
 * socket-provider.ts is how words come and go, plan-editor.tsx is what React draws around both.
 */
import { gapCursor } from "prosemirror-gapcursor";
import type { Node, Slice } from "prosemirror-model";
import { EditorState, NodeSelection, TextSelection, type Plugin, type Transaction } from "prosemirror-state";
import { EditorView } from "prosemirror-view";
import { initProseMirrorDoc, ySyncPlugin, ySyncPluginKey, yUndoPlugin } from "y-prosemirror";
import type { Doc, RelativePosition } from "yjs";
import { schema } from "#app/document/schema.ts";
import { planFragment } from "#app/document/ydoc.ts";
import { apparatusPlugin } from "./apparatus.ts";
import { letterBehind, positionBehind, readSelection } from "./caret.ts";
import { address, link, output } from "./commands.ts";
import { cursorPlugin } from "./cursors.ts";
import { identityPlugin, isFromYjs } from "./identity.ts";
import { keyPlugins, leaveByTab } from "./keys.ts";
import { openingsPlugin } from "./openings.ts";
import { OutputView, type OutputViews } from "./output-view.ts";
import { pasteParser, tamed } from "./paste.ts";
import { countryName, listOf, type Tongue } from "./saying.ts";
import type { SocketProvider } from "./socket-provider.ts";

export interface TextPorts {
  readonly doc: Doc;
  readonly provider: SocketProvider;
  readonly tongue: Tongue;
  mayWrite(): boolean;
  /** Every change of text or selection, whoever made it. */
  changed(): void;
  /** The person typed or moved here. */
  active(): void;
  askLink(): void;
  /** Something could not be taken in, as a key of the namespace `editor`. */
  say(key: string): void;
  /** What others show in the text, as the margin does. */
  readonly plugins: readonly Plugin[];
}

export interface Text {
  readonly view: EditorView;
  readonly outputs: OutputViews;
  /** The section in which others changed something last: its number, 0 before the first heading. */
  remoteSection(): number;
  /** The right to write changed. */
  refresh(): void;
  addOutput(): void;
  destroy(): void;
}

/** Words that one paste may bring; more are cut by hand, so that no message is larger than the server takes. */
const pasteLimit = 200_000;

/** Puts the text into `mount`. The view is labelled by `label`. */
export function openText(mount: HTMLElement, label: string, ports: TextPorts): Text {
  const { tongue, provider, doc } = ports;
  const outputs: OutputViews = new Map();
  const name = (code: string) => countryName(tongue, code);
  let section = 0;
  /** While words of others are put in, nothing scrolls. */
  let remote = false;
  // An undo comes through Yjs too, but it is this person's: the page may follow it.
  let undoing = false;
  let shown: EditorView | null = null;
  /** What the caret stood behind before words of others came in. */
  let letter: RelativePosition | null = null;
  const before = (transaction: { readonly origin: unknown }) => {
    undoing =
      typeof transaction.origin === "object" &&
      transaction.origin !== null &&
      "undoStack" in transaction.origin;
    const others = !undoing && transaction.origin !== ySyncPluginKey;
    if (others && shown !== null) readSelection(shown);
    letter = others && shown !== null ? letterBehind(shown.state) : null;
  };
  doc.on("beforeTransaction", before);

  const fragment = planFragment(doc);
  const first = initProseMirrorDoc(fragment, schema);

  const addOutput = () => {
    let made = "";
    output((id) => (made = id))(view.state, (tr) => view.dispatch(tr));
    outputs.get(made)?.open();
  };

  const askLink = () => {
    // What was selected a moment ago counts; read later, it would close the note again.
    readSelection(view);
    ports.askLink();
  };

  const view: EditorView = new EditorView(mount, {
    state: EditorState.create({
      doc: first.doc,
      plugins: [
        ySyncPlugin(fragment, { mapping: first.mapping }),
        yUndoPlugin(),
        identityPlugin(),
        cursorPlugin(provider, name),
        apparatusPlugin((codes) => tongue.t("bracket.held", { countries: listOf(tongue, codes.map(name)) })),
        ...keyPlugins({ link: askLink, fields: (id) => outputs.get(id)?.open() }),
        gapCursor(),
        openingsPlugin(),
        ...ports.plugins,
      ],
    }),
    editable: () => ports.mayWrite(),
    attributes: () => ({
      class: "paper",
      role: "textbox",
      "aria-multiline": "true",
      "aria-label": label,
      ...(ports.mayWrite() ? {} : { "aria-readonly": "true", tabindex: "0" }),
    }),
    nodeViews: {
      output: (node, owner, getPos, decorations) =>
        new OutputView(node, owner, getPos, decorations, {
          tongue,
          views: outputs,
          mayWrite: ports.mayWrite,
          add: addOutput,
        }),
    },
    // `this`: y-prosemirror dispatches while the view is being made.
    dispatchTransaction(this: EditorView, tr) {
      const others = isFromYjs(tr);
      if (others) {
        section = sectionChanged(tr) ?? section;
        keepCaret(this.state, tr, letter);
      } else if (tr.docChanged || !tr.selection.eq(this.state.selection)) ports.active();
      remote = others && !undoing;
      this.updateState(this.state.apply(tr));
      remote = false;
      ports.changed();
    },
    handleScrollToSelection: () => remote,
    clipboardParser: pasteParser(),
    transformPastedHTML: tamed,
    handlePaste: (owner, event, slice) => paste(owner, event, slice, ports.say),
    handleDOMEvents: {
      keydown: (owner, event) => {
        leaveByTab(owner.dom, event);
        return false;
      },
    },
    // Below the toolbar that stays, above the note that may lie over the end of the screen.
    scrollMargin: { top: 72, bottom: 24, left: 0, right: 0 },
    scrollThreshold: { top: 72, bottom: 24, left: 0, right: 0 },
  });
  shown = view;
  return {
    view,
    outputs,
    remoteSection: () => section,
    refresh: () => {
      if (view.editable === ports.mayWrite()) return;
      view.setProps({});
      for (const one of outputs.values()) one.refresh();
    },
    addOutput,
    destroy: () => {
      doc.off("beforeTransaction", before);
      view.destroy();
    },
  };
}

/**
 * Where others deleted the one thing that was selected, y-prosemirror would select what stands first in the text, and
 * the next key would replace it: the caret stays near instead. In words it stays behind its letter (caret.ts).
 */
function keepCaret(before: EditorState, tr: Transaction, letter: RelativePosition | null): void {
  const { selection } = tr;
  if (letter !== null) {
    const place = positionBehind(letter, before);
    if (place !== null) tr.setSelection(TextSelection.near(tr.doc.resolve(place)));
    return;
  }
  if (!(selection instanceof NodeSelection)) return;
  const was = before.selection;
  const same =
    was instanceof NodeSelection &&
    was.node.type === selection.node.type &&
    was.node.attrs.id === selection.node.attrs.id;
  if (same) return;
  tr.setSelection(TextSelection.near(tr.doc.resolve(Math.min(was.from, tr.doc.content.size))));
}

/** The number of the section in which a transaction changed something, or null. */
function sectionChanged(tr: Transaction): number | null {
  const at = tr.before.content.findDiffStart(tr.doc.content);
  if (at === null) return null;
  let section = 0;
  tr.doc.forEach((node: Node, pos) => {
    if (pos <= at && node.type.name === "heading" && node.attrs.level === 1) section++;
  });
  return section;
}

/** A pasted address on selected words makes them a link. All else is cleaned by the schema. */
function paste(view: EditorView, event: ClipboardEvent, slice: Slice, say: (key: string) => void): boolean {
  if (slice.content.size > pasteLimit) {
    say("paste.too-large");
    return true;
  }
  const plain = event.clipboardData?.getData("text/plain").trim() ?? "";
  if (view.state.selection.empty || !/^(https?:\/\/|mailto:)\S+$/i.test(plain)) return false;
  const href = address(plain);
  return href !== null && link(href)(view.state, (tr) => view.dispatch(tr));
}
