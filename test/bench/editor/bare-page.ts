/** The yardstick, in the browser: ProseMirror with y-prosemirror over the same text, hearing the same typing, and no more. */
import { baseKeymap } from "prosemirror-commands";
import { keymap } from "prosemirror-keymap";
import { EditorState } from "prosemirror-state";
import { EditorView } from "prosemirror-view";
import { initProseMirrorDoc, ySyncPlugin, yUndoPlugin } from "y-prosemirror";
import * as Y from "yjs";
import { schema } from "#app/document/schema.ts";
import { planFragment } from "#app/document/ydoc.ts";

const doc = new Y.Doc();
Y.applyUpdate(doc, new Uint8Array(await (await fetch("/state")).arrayBuffer()));
const fragment = planFragment(doc);
const first = initProseMirrorDoc(fragment, schema);
new EditorView(document.body, {
  state: EditorState.create({
    doc: first.doc,
    plugins: [ySyncPlugin(fragment, { mapping: first.mapping }), yUndoPlugin(), keymap(baseKeymap)],
  }),
});
new EventSource("/typing").addEventListener("message", ({ data }: MessageEvent<string>) => {
  Y.applyUpdate(
    doc,
    Uint8Array.from(atob(data), (letter) => letter.charCodeAt(0)),
  );
});
