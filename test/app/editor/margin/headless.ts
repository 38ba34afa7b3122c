/** An editor without a screen: the text's state bound to a Y.Doc as in the browser, with what the margin shows in it. */
import { EditorState, type Plugin, type Transaction } from "prosemirror-state";
import type { EditorView } from "prosemirror-view";
import { initProseMirrorDoc, ySyncPlugin } from "y-prosemirror";
import * as Y from "yjs";
import type { Anchor } from "#app/document/margin.ts";
import type { Plan } from "#app/document/plan.ts";
import { schema } from "#app/document/schema.ts";
import { firstState, planFragment } from "#app/document/ydoc.ts";
import { identityPlugin } from "#app/editor/identity.ts";
import { marksIn, marksPlugin, showMarks, type Mark } from "#app/editor/margin/marks.ts";
import { finder } from "#app/editor/margin/passages.ts";

const words = {
  inserted: "inserted",
  deleted: "deleted",
  end: "end",
  notes: (count: number) => `${count} notes`,
};

type PluginView = ReturnType<NonNullable<Plugin["spec"]["view"]>>;

export class Headless {
  readonly doc = new Y.Doc();
  state: EditorState;
  settled = 0;
  private readonly views: readonly PluginView[];

  constructor(plan: Plan, client: number) {
    this.doc.clientID = client;
    Y.applyUpdate(this.doc, firstState(plan), "remote");
    const fragment = planFragment(this.doc);
    const first = initProseMirrorDoc(fragment, schema);
    const margin = marksPlugin({
      words: () => words,
      settled: () => this.settled++,
      press: () => {},
      open: () => {},
    });
    const plugins: readonly Plugin[] = [
      ySyncPlugin(fragment, { mapping: first.mapping }),
      identityPlugin(),
      margin,
    ];
    this.state = EditorState.create({ doc: first.doc, plugins: [...plugins] });
    this.views = plugins.flatMap((plugin) => plugin.spec.view?.(this.view) ?? []);
  }

  /** As much of a view as the plug-ins ask of it. */
  get view(): EditorView {
    // eslint-disable-next-line @typescript-eslint/no-this-alias -- the view is this editor, seen by the plug-ins
    const own = this;
    return {
      get state() {
        return own.state;
      },
      dispatch: (tr: Transaction) => own.dispatch(tr),
      hasFocus: () => false,
    } as unknown as EditorView;
  }

  dispatch(tr: Transaction): void {
    const before = this.state;
    this.state = this.state.apply(tr);
    for (const view of this.views) view.update?.(this.view, before);
  }

  get marks(): readonly Mark[] {
    return marksIn(this.state);
  }

  /** Asks the anchors again, as a moment after a change. */
  settle(anchors: ReadonlyMap<string, Anchor>): void {
    const find = finder(this.state, 1);
    const marks = [...anchors].flatMap(([key, anchor]): readonly Mark[] => {
      const range = find(anchor);
      return range === null ? [] : [{ ...range, key, kind: "comment", replacement: "", said: "" }];
    });
    showMarks(this.view, marks);
  }

  wordsOf({ from, to }: Pick<Mark, "from" | "to">): string {
    return this.state.doc.textBetween(from, to, "\n", (leaf) => leaf.type.spec.leafText?.(leaf) ?? "");
  }

  /** Takes in what the other has. */
  hear(other: Headless): void {
    Y.applyUpdate(this.doc, Y.encodeStateAsUpdate(other.doc, Y.encodeStateVector(this.doc)), "remote");
  }
}
