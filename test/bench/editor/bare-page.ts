/** The yardstick, in the browser: ProseMirror with y-prosemirror over the same text, hearing the same typing, and no more. */
import { baseKeymap } from "prosemirror-commands";
import { keymap } from "prosemirror-keymap";
import { EditorState } from "prosemirror-state";
import { EditorView } from "prosemirror-view";
import { initProseMirrorDoc, ySyncPlugin, yUndoPlugin } from "y-prosemirror";
import * as Y from "yjs";
import { schema } from "#app/document/schema.ts";
import { planFragment } from "#app/document/ydoc.ts";

// Heard before the text is asked for: what is typed in between would be missing, and all that builds on it would wait for it.
const typing = new EventSource("/typing");
const early: string[] = [];
let take = (data: string) => void early.push(data);
typing.addEventListener("message", ({ data }: MessageEvent<string>) => take(data));
await new Promise((heard) => typing.addEventListener("open", heard, { once: true }));

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
take = (data) => {
  const update = Uint8Array.from(atob(data), (letter) => letter.charCodeAt(0));
  return void Y.applyUpdate(doc, update);
};
for (const data of early) take(data);
// Where something were missing, all that builds on it would wait, and cost the page nothing.
Object.assign(window, { benchTorn: () => doc.store.pendingStructs !== null });
