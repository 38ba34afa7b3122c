/**
 * The text on the screen: a ProseMirror view over the provider's Y.Doc. Browser only.
 * May import: domain, document, i18n, components; prosemirror-*, y-*, socket.io-client. Begin with `openText`;
 * socket-provider.ts is how words come and go, plan-editor.tsx is what React draws around both.
 */
import { gapCursor } from "prosemirror-gapcursor";
import type { Node, Slice } from "prosemirror-model";
import {
  EditorState,
  NodeSelection,
  TextSelection,
  type Command,
  type Plugin,
  type Transaction,
} from "prosemirror-state";
import { EditorView } from "prosemirror-view";
import { initProseMirrorDoc, ySyncPlugin, ySyncPluginKey, yUndoPlugin } from "y-prosemirror";
import type { Doc, RelativePosition } from "yjs";
import { schema } from "#app/document/schema.ts";
import { planFragment } from "#app/document/ydoc.ts";
import type { Language } from "#app/i18n/language.ts";
import type { Cleaning } from "#app/document/cleaning.ts";
import { apparatusPlugin } from "./apparatus.ts";
import { watchAuthors, type Authors } from "./authors.ts";
import { letterBehind, positionBehind, readSelection } from "./caret.ts";
import { atomPlugin } from "./atoms.ts";
import { wordingsOf } from "./brackets.ts";
import { Broken } from "./broken.ts";
import { sayClosed } from "./closed-words.ts";
import { address, link, output } from "./commands.ts";
import { Crossings } from "./crossings.ts";
import { cursorPlugin, isOfCarets } from "./cursors.ts";
import { drawnPlugin } from "./drawn.ts";
import { exactly } from "./exactly.ts";
import { identityPlugin, isFromYjs } from "./identity.ts";
import { keyPlugins, leaveByTab } from "./keys.ts";
import { put, type Asked } from "./insertion.ts";
import { placeOf } from "./anchored.ts";
import { offersIn, type Names, type Offer, type Offers } from "./offers.ts";
import { openingsPlugin } from "./openings.ts";
import { moveOutput } from "./output-order.ts";
import type { BesideFields } from "./output-suggested.ts";
import { OutputView, type OutputViews } from "./output-view.ts";
import { OwnUndo } from "./own-undo.ts";
import { pasteParser, prepared, type Left } from "./paste.ts";
import { Replaced } from "./replaced.ts";
import { countryName, listOf, type Tongue } from "./saying.ts";
import type { SocketProvider } from "./socket-provider.ts";
import { steadily } from "./steadily.ts";
import { choose, suggestPlugin } from "./suggest.ts";

export interface TextPorts {
  readonly doc: Doc;
  readonly provider: SocketProvider;
  readonly tongue: Tongue;
  mayWrite(): boolean;
  /** The language that the text is written in. */
  readonly written: Language;
  /** Every change of the text, of the selection here, or of what stands at the text, whoever made it. */
  changed(): void;
  /** What others changed in `before`, and who changed each clause. */
  others(before: Node, after: Node, by: Authors["of"]): void;
  /** The person typed or moved here. */
  active(): void;
  /** Shows a note beside the text, and goes to it. */
  ask(asked: Asked): void;
  /** The address of a clause is to be cited. */
  cite(id: string): void;
  /** What can be referred to; null for who does not write. */
  readonly names: Names | null;
  /** What of a paste was left out; nothing, where all of it was taken. */
  left(left: Left): void;
  /** Something could not be taken in, as a key of the namespace `editor`. */
  say(key: string): void;
  /** Something was done; told to those who do not see it. */
  tell(sentence: string): void;
  /** Something was done that can be undone; told to everybody. */
  told(sentence: string): void;
  /** What others show in the text, as the margin does. */
  readonly plugins: readonly Plugin[];
  /** What stands beside the fields of outputs; null where nothing does. */
  readonly fields: BesideFields | null;
}

export interface Text {
  readonly view: EditorView;
  readonly outputs: OutputViews;
  /** The right to write changed. */
  refresh(): void;
  addOutput(): void;
  /** What can be put in, and how it is: from the lists beside the text. */
  readonly offers: Offers;
  put(offer: Offer): void;
  /** Puts in a line of the list that is open in the text (suggest.ts). */
  choose(offer: Offer): void;
  cite(id: string): void;
  /** Words that are being offered for a bracket, by its id: the note may go and come back while they are written. */
  readonly offered: Map<string, string>;
  /** Closes brackets, as one step of undo, and tells what was done. */
  clean(cleaning: Cleaning): void;
  /** Does a command so that what it does not touch keeps its letters. */
  exactly(command: Command): void;
  /** Goes to a bracket or a gap by its anchor, and writes on there; false where it is not in the text. */
  go(anchor: string): boolean;
  destroy(): void;
}

/** Words that one paste may bring; more are cut by hand, so that no message is larger than the server takes. */
const pasteLimit = 200_000;

/** Puts the text into `mount`. The view is labelled by `label`. */
export function openText(mount: HTMLElement, label: string, ports: TextPorts): Text {
  const { tongue, provider, doc } = ports;
  const outputs: OutputViews = new Map();
  const name = (code: string) => countryName(tongue, code);
  /** While words of others are put in, nothing scrolls. */
  let remote = false;
  // An undo or a move comes through Yjs too, but it is this person's: the page may follow it.
  let isOwn = false;
  let shown: EditorView | null = null;
  /** What the caret stood behind before words of others came in. */
  let letter: RelativePosition | null = null;
  const fragment = planFragment(doc);
  const undoManager = new OwnUndo(fragment, {
    blockOf: (id) => (shown === null ? null : blockIn(shown.state.doc, id)),
  });
  const before = (transaction: { readonly origin: unknown }) => {
    isOwn = transaction.origin === undoManager || transaction.origin === ySyncPluginKey;
    if (!isOwn && shown !== null) readSelection(shown);
    letter = !isOwn && shown !== null ? letterBehind(shown.state) : null;
  };
  doc.on("beforeTransaction", before);

  const authors = watchAuthors(doc, fragment, provider);
  const first = initProseMirrorDoc(fragment, schema);

  const addOutput = () => {
    let made = "";
    output((id) => (made = id))(view.state, (tr) => view.dispatch(tr));
    outputs.get(made)?.open();
  };

  /** What was typed into fields of outputs and could not be kept. */
  const drafts = new Map<string, string>();

  const move = (id: string, by: -1 | 1) => {
    const opened = outputs.get(id)?.isOpen === true;
    const placed = moveOutput(undoManager, fragment, id, by);
    if (placed === null) return tongue.t(by === -1 ? "output.at-start" : "output.at-end");
    const moved = outputs.get(id);
    moved?.open();
    if (opened) moved?.focusMover(by);
    else moved?.close();
    return tongue.t("output.moved", { number: placed.number, count: placed.count });
  };
  const moveAndTell = (id: string, by: -1 | 1) => ports.tell(move(id, by));

  const ask = (asked: Asked) => {
    // What was selected a moment ago counts; read later, it would close the note again.
    readSelection(view);
    ports.ask(asked);
  };
  const offers = offersIn(tongue, ports.names);
  const insertion = { addOutput, ask };
  const suggest = { offers, put: (offer: Offer) => put(view, offer, insertion, true) };
  const crossings = new Crossings({
    doc,
    others: provider,
    sent: provider,
    undo: undoManager,
    reopened: () => ports.told(tongue.t("closed.reopened")),
  });
  let coming: readonly Uint8Array[] = [];
  const stopComing = provider.on("coming", (rows) => (coming = rows.map(({ update }) => update)));
  const replaced = new Replaced({ doc, fragment, others: provider, sent: provider, coming: () => coming });
  const broken = new Broken({
    doc,
    others: provider,
    sent: provider,
    undo: undoManager,
    coming: () => coming,
  });

  const view: EditorView = new EditorView(mount, {
    state: EditorState.create({
      doc: first.doc,
      plugins: [
        ySyncPlugin(fragment, { mapping: first.mapping }),
        yUndoPlugin({ undoManager }),
        identityPlugin(),
        cursorPlugin(provider, name),
        apparatusPlugin({
          heldBy: (codes) => tongue.t("bracket.held", { countries: listOf(tongue, codes.map(name)) }),
          footnote: (number, words) => tongue.t("footnote.name", { number, words }),
          cite: ports.cite,
        }),
        suggestPlugin(suggest),
        atomPlugin(() => ask("atom")),
        ...keyPlugins({
          link: () => ask("link"),
          bracket: () => ask("bracket"),
          fields: (id) => outputs.get(id)?.open(),
          move: moveAndTell,
        }),
        gapCursor(),
        openingsPlugin(),
        drawnPlugin(),
        ...ports.plugins,
      ],
    }),
    editable: () => ports.mayWrite(),
    attributes: () => ({
      class: "paper",
      role: "textbox",
      "aria-multiline": "true",
      "aria-label": label,
      lang: ports.written,
      ...(ports.mayWrite() ? {} : { "aria-readonly": "true", tabindex: "0" }),
    }),
    nodeViews: {
      output: (node, owner, getPos, decorations) =>
        new OutputView(node, owner, getPos, decorations, {
          tongue,
          views: outputs,
          drafts,
          beside: ports.fields,
          mayWrite: ports.mayWrite,
          add: addOutput,
          move: moveAndTell,
          remove: (id) => {
            // Taken out in a step of its own, so that one undo brings it back and nothing else.
            undoManager.stopCapturing();
            const number = outputs.get(id)?.dom.querySelector(".output-n")?.textContent ?? "";
            ports.tell(tongue.t("output.removed", { number }));
          },
        }),
    },
    // `this`: y-prosemirror dispatches while the view is being made.
    dispatchTransaction(this: EditorView, tr) {
      const fromYjs = isFromYjs(tr);
      if (fromYjs) keepCaret(this.state, tr, letter);
      else if (tr.docChanged || !tr.selection.eq(this.state.selection)) ports.active();
      const { state } = this;
      remote = fromYjs && !isOwn;
      const put = () => this.updateState(state.apply(tr));
      if (remote) steadily(this, put);
      else put();
      if (remote && tr.docChanged) ports.others(state.doc, this.state.doc, authors.of);
      remote = false;
      if (!isOfCarets(tr)) ports.changed();
    },
    handleScrollToSelection: () => remote,
    clipboardParser: pasteParser(),
    transformPastedHTML: (html) => {
      const { html: ready, left } = prepared(html);
      ports.left(left);
      return ready;
    },
    handlePaste: (owner, event, slice) => paste(owner, event, slice, ports),
    handleDOMEvents: {
      keydown: (owner, event) => {
        leaveByTab(owner.dom, event);
        return false;
      },
    },
    // Below the toolbar that stays, above the note that may lie over the end of the screen.
    scrollMargin: { top: 96, bottom: 24, left: 0, right: 0 },
    scrollThreshold: { top: 96, bottom: 24, left: 0, right: 0 },
  });
  shown = view;
  // At each commit React counts the letters of a focused editable element up to the caret, so as to put the caret back where it
  // replaced the element. This one it never replaces, and in a long text it would count for longer than all else takes.
  Object.defineProperty(view.dom, "contentEditable", { value: "inherit", writable: true });
  return {
    view,
    outputs,
    refresh: () => {
      if (view.editable === ports.mayWrite()) return;
      view.setProps({});
      for (const one of outputs.values()) one.refresh();
    },
    addOutput,
    offers,
    put: (offer) => put(view, offer, insertion, false),
    cite: ports.cite,
    choose: (offer) => choose(view, offer, suggest),
    offered: new Map(),
    clean: (cleaning) => {
      const wordings = wordingsOf(view.state.doc, cleaning.id);
      const done = crossings.clean(cleaning) !== null;
      provider.flush();
      ports.told(done ? sayClosed(tongue, cleaning, wordings) : tongue.t("closed.gone"));
    },
    exactly: (command) => {
      undoManager.stopCapturing();
      exactly(command, { state: view.state, doc, fragment, origin: ySyncPluginKey });
      undoManager.stopCapturing();
    },
    go: (anchor) => {
      const selection = placeOf(view.state.doc, anchor);
      if (selection === null) return false;
      view.focus();
      view.dispatch(view.state.tr.setSelection(selection));
      // The sheet says how far from the edges: on a narrow screen the note lies over the lower half.
      document.getElementById(anchor)?.scrollIntoView({ block: "nearest" });
      return true;
    },
    destroy: () => {
      crossings.stop();
      replaced.stop();
      broken.stop();
      stopComing();
      doc.off("beforeTransaction", before);
      authors.stop();
      view.destroy();
    },
  };
}

/** The block with that id, wherever it stands. */
function blockIn(doc: Node, id: string): Node | null {
  let found: Node | null = null;
  doc.descendants((node) => {
    if (found === null && node.isBlock && node.attrs.id === id) found = node;
    return found === null && !node.isTextblock;
  });
  return found;
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

/** A pasted address on selected words makes them a link. Files alone are no text. All else is cleaned by the schema. */
function paste(
  view: EditorView,
  event: ClipboardEvent,
  slice: Slice,
  ports: Pick<TextPorts, "say" | "left">,
) {
  if (slice.content.size > pasteLimit) {
    ports.say("paste.too-large");
    return true;
  }
  const { clipboardData } = event;
  const plain = clipboardData?.getData("text/plain").trim() ?? "";
  const html = clipboardData?.getData("text/html") ?? "";
  if (html === "") {
    const files = plain === "" ? [...(clipboardData?.files ?? [])] : [];
    const images = files.filter(({ type }) => type.startsWith("image/")).length;
    ports.left({ image: images, file: files.length - images });
    if (files.length > 0) return true;
  }
  if (view.state.selection.empty || !/^(https?:\/\/|mailto:)\S+$/i.test(plain)) return false;
  const href = address(plain);
  return href !== null && link(href)(view.state, (tr) => view.dispatch(tr));
}
