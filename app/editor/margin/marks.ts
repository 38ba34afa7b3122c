/**
 * What the margin shows within the text: passages that are commented on, words that are suggested. Decorations only: the
 * text itself never changes by them. They go with their letters while anybody writes; a moment after the last change
 * they are asked for again by their anchors (`settled`), so that what lost its place is said to have lost it.
 */
import type { Node } from "prosemirror-model";
import { Plugin, PluginKey, type EditorState, type Transaction } from "prosemirror-state";
import type { Mapping } from "prosemirror-transform";
import { Decoration, DecorationSet, type EditorView } from "prosemirror-view";
import { valueIn } from "#app/document/fields.ts";
import type { FieldName } from "#app/domain/output-field.ts";
import { withSigns } from "#app/domain/wording.ts";
import { el } from "../element.ts";
import { isFromYjs } from "../identity.ts";
import type { Suggested } from "../output-suggested.ts";
import { wayBetween } from "../way.ts";
import { onScreen, placeOf, type LiveRange, type Range } from "./live-range.ts";

export interface Mark extends Range {
  /** Of the note: `thread-7`, `wording-3`, or the id of a draft. */
  readonly key: string;
  readonly kind: "comment" | "wording" | "draft";
  /** What a wording puts in; "" for nothing. */
  readonly replacement: string;
  /** What screen readers are told at its end, for a comment. */
  readonly said: string;
  /** The field of the output it lies on, where it is for one. */
  readonly field?: MarkedField;
}

export interface MarkedField {
  readonly name: FieldName;
  /** What it holds, as it is kept: the mark is for that only. */
  readonly held: string;
  /** The same as it is said to a reader. */
  readonly says: string;
}

/** The words around what is shown, in the reader's language. */
export interface MarkWords {
  readonly inserted: string;
  readonly deleted: string;
  readonly end: string;
  notes(count: number): string;
}

export interface MarkPorts {
  words(): MarkWords;
  /** The text has been still for a moment after a change. */
  settled(): void;
  /** Somebody pressed a passage: the notes on it, the innermost first. */
  press(keys: readonly string[]): void;
  /** Somebody pressed the sign of a paragraph that has notes. */
  open(keys: readonly string[]): void;
}

interface Shown {
  readonly marks: readonly Mark[];
  /** The letters that each stands on in the Y.Doc: for when others change the text, which comes as a whole. */
  readonly live: ReadonlyMap<string, LiveRange>;
  readonly chosen: string | null;
  readonly drawn: DecorationSet;
}

type Told = { readonly marks: readonly Mark[] } | { readonly chosen: string | null };

const key = new PluginKey<Shown>("margin");

/** Milliseconds without a change after which anchors are asked again. */
export const stillFor = 400;

export const marksIn = (state: EditorState): readonly Mark[] => key.getState(state)?.marks ?? [];

export function showMarks(view: EditorView, marks: readonly Mark[]): void {
  view.dispatch(view.state.tr.setMeta(key, { marks } satisfies Told));
}

export function choose(view: EditorView, chosen: string | null): void {
  if (key.getState(view.state)?.chosen !== chosen)
    view.dispatch(view.state.tr.setMeta(key, { chosen } satisfies Told));
}

export function marksPlugin(ports: MarkPorts): Plugin {
  const draw = (state: EditorState, shown: Omit<Shown, "drawn">): Shown => ({
    ...shown,
    drawn: DecorationSet.create(state.doc, [...decorationsOf(state, shown, ports)]),
  });
  const none = { marks: [], live: new Map<string, LiveRange>(), chosen: null };
  return new Plugin<Shown>({
    key,
    state: {
      init: (_, state) => draw(state, none),
      apply: (tr, shown, _before, state) => {
        const told = tr.getMeta(key) as Told | undefined;
        if (told !== undefined && "marks" in told)
          return draw(state, { ...shown, marks: told.marks, live: livesOf(state, told.marks) });
        if (told !== undefined) return draw(state, { ...shown, chosen: told.chosen });
        if (!tr.docChanged) return shown;
        const way = isFromYjs(tr) ? wayBetween(tr.before, state.doc) : tr.mapping;
        const marks = moved(tr, way, shown, state);
        // Where every passage is as it was, what is drawn only moves: typing costs nothing for each note.
        if (marks.every((mark, at) => isSame(mark, shown.marks[at])) && marks.length === shown.marks.length)
          return { ...shown, marks, drawn: shown.drawn.map(way, tr.doc) };
        return draw(state, { ...shown, marks });
      },
    },
    props: {
      decorations: (state) => key.getState(state)?.drawn,
      handleClick: (view, pos) => {
        const keys = marksAt(view.state, pos).map((mark) => mark.key);
        if (keys.length > 0) ports.press(keys);
        return false;
      },
    },
    view: () => {
      let timer: ReturnType<typeof setTimeout> | undefined;
      return {
        update: (view, before) => {
          if (before.doc === view.state.doc) return;
          clearTimeout(timer);
          timer = setTimeout(() => ports.settled(), stillFor);
        },
        destroy: () => clearTimeout(timer),
      };
    },
  });
}

/** The marks around a place, the innermost first; a whole paragraph last. Those of fields are pressed in the row of the output. */
export function marksAt(state: EditorState, pos: number): readonly Mark[] {
  return marksIn(state)
    .filter(
      ({ kind, field, from, to }) => kind !== "draft" && field === undefined && from <= pos && pos <= to,
    )
    .sort((a, b) => a.to - a.from - (b.to - b.from));
}

function livesOf(state: EditorState, marks: readonly Mark[]): ReadonlyMap<string, LiveRange> {
  return new Map(
    marks.flatMap((mark) => {
      const live = placeOf(state, mark);
      return live === null ? [] : [[mark.key, live] as const];
    }),
  );
}

/**
 * Where the marks are after a transaction. What is typed here takes them along; where words of others reach into them,
 * those stay whose own words are still the same.
 */
function moved(tr: Transaction, way: Mapping, shown: Shown, state: EditorState): readonly Mark[] {
  const remote = isFromYjs(tr);
  // Of a field only while it says what it said.
  const stands = ({ from, field }: Mark) =>
    field === undefined || valueIn(state.doc.nodeAt(from)?.attrs, field.name) === field.held;
  const reaches = ({ from, to }: Mark) => {
    let within = false;
    for (const map of way.maps) map.forEach((start, end) => (within ||= from < end && start < to));
    return within;
  };
  const movedOne = (mark: Mark): readonly Mark[] => {
    if (remote && (reaches(mark) || mark.from === mark.to)) {
      const live = shown.live.get(mark.key);
      const range = live === undefined ? null : onScreen(state, live, mark.whole);
      if (range === null) return [];
      const same = mark.whole || wordsIn(tr.before, mark) === wordsIn(state.doc, range);
      return same ? [{ ...mark, ...range }] : [];
    }
    const empty = mark.from === mark.to;
    const from = way.mapResult(mark.from, empty ? -1 : 1);
    const to = way.mapResult(mark.to, -1);
    if (empty) return from.deletedAcross ? [] : [{ ...mark, from: from.pos, to: from.pos }];
    return from.pos < to.pos ? [{ ...mark, from: from.pos, to: to.pos }] : [];
  };
  return shown.marks.flatMap(movedOne).filter(stands);
}

/** Whether a mark is the one it was, as long as it was. */
function isSame(mark: Mark, was: Mark | undefined): boolean {
  return was !== undefined && mark.key === was.key && mark.to - mark.from === was.to - was.from;
}

function wordsIn(doc: Node, { from, to }: Pick<Mark, "from" | "to">): string {
  return doc.textBetween(from, to, "\n", "\uFFFC");
}

function decorationsOf(
  state: EditorState,
  { marks, chosen }: Pick<Shown, "marks" | "chosen">,
  ports: MarkPorts,
): readonly Decoration[] {
  const words = ports.words();
  return [
    ...marks.flatMap((mark) => decorationsFor(state, mark, mark.key === chosen, words)),
    ...signs(state, marks, ports),
  ];
}

function decorationsFor(
  state: EditorState,
  mark: Mark,
  chosen: boolean,
  words: MarkWords,
): readonly Decoration[] {
  const { from, to, kind, whole, field } = mark;
  if (field !== undefined && kind !== "comment") {
    const { key: of, replacement } = mark;
    const shown: Suggested = {
      field: field.name,
      key: of,
      draft: kind === "draft",
      chosen,
      from: field.says,
      to: replacement,
    };
    const node = state.doc.nodeAt(from);
    return node === null || from + node.nodeSize !== to ? [] : [Decoration.node(from, to, {}, shown)];
  }
  const look = (name: string) => (chosen ? `${name} chosen` : name);
  if (whole) {
    const node = state.doc.nodeAt(from);
    if (node === null || from + node.nodeSize !== to) return [];
    return [
      Decoration.node(from, to, { class: look(kind === "draft" ? "noted-clause draft" : "noted-clause") }),
    ];
  }
  if (kind === "draft")
    return from === to
      ? [
          Decoration.widget(from, () => el("span", { class: "draft-place", "aria-hidden": "true" }), {
            side: -1,
            key: mark.key,
          }),
        ]
      : [Decoration.inline(from, to, { class: "noted draft" })];
  if (kind === "comment")
    return [
      Decoration.inline(from, to, { nodeName: "mark", class: look("noted") }),
      hidden(to, -1, ` (${mark.said}) `, `${mark.key} said`),
    ];
  return [
    ...(from < to
      ? [
          hidden(from, 1, ` (${words.deleted}: `, `${mark.key} deleted`),
          Decoration.inline(from, to, { nodeName: "del", class: look("suggested") }),
          hidden(
            to,
            -1,
            `${mark.replacement === "" ? words.end : ""}) `,
            `${mark.key} end ${mark.replacement === ""}`,
          ),
        ]
      : []),
    ...(mark.replacement === "" ? [] : [insertion(mark, look("suggested"), words)]),
  ];
}

/** Words that only screen readers read. */
function hidden(pos: number, side: number, words: string, name: string): Decoration {
  return Decoration.widget(pos, () => el("span", { class: "sr" }, words), {
    side,
    key: `${name} ${words}`,
  });
}

function insertion(mark: Mark, look: string, words: MarkWords): Decoration {
  const draw = () =>
    el(
      "ins",
      { class: look },
      el("span", { class: "sr" }, ` (${words.inserted}: `),
      withSigns(mark.replacement),
      el("span", { class: "sr" }, `, ${words.end}) `),
    );
  return Decoration.widget(mark.to, draw, {
    side: -1,
    key: `${mark.key} ${look} ${mark.replacement}`,
  });
}

/** On a narrow screen the notes of a block are opened by a sign below it; the sheet hides it elsewhere. */
function signs(state: EditorState, marks: readonly Mark[], ports: MarkPorts): readonly Decoration[] {
  const blocks = new Map<number, string[]>();
  for (const { kind, key: name, from } of marks) {
    if (kind === "draft") continue;
    const $from = state.doc.resolve(Math.min(from, state.doc.content.size));
    const block = state.doc.maybeChild($from.index(0));
    if (!block) continue;
    const end = ($from.depth === 0 ? $from.pos : $from.before(1)) + block.nodeSize;
    blocks.set(end, [...(blocks.get(end) ?? []), name]);
  }
  return [...blocks].map(([end, keys]) =>
    Decoration.widget(
      end,
      () => {
        const button = el(
          "button",
          { type: "button", class: "open-notes" },
          ports.words().notes(keys.length),
        );
        button.addEventListener("click", () => ports.open(keys));
        return button;
      },
      { side: -1, key: `notes ${keys.join(" ")}`, stopEvent: () => true },
    ),
  );
}
