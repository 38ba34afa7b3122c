/**
 * The margin as the editor around the text sees it: plug-ins for the text, tools, keys, and what is drawn beside it.
 * Begin with `useMargin`. desk.ts holds what is known and sent, marks.ts what is shown in the text.
 */
import { useLayoutEffect, useMemo, useRef, useState, type ReactNode } from "react";
import type { Plugin } from "prosemirror-state";
import { flushSync } from "react-dom";
import { useFormat, useT } from "#app/components/speech.tsx";
import type { FieldName } from "#app/domain/output-field.ts";
import { toText } from "../go.ts";
import type { KeyOf } from "../key-table.ts";
import type { BesideFields } from "../output-suggested.ts";
import type { Tool } from "../toolbar.tsx";
import { cardId, type CardPorts } from "./card.tsx";
import { Column, type Listed } from "./column.tsx";
import type { Desk } from "./desk.ts";
import { hasWords, type DraftAct } from "./drafts.ts";
import { itemsOf, marksOf, openIn, rivalsIn, sorted, type Filter } from "./items.ts";
import { aboutsOf, fieldAt, isFor, useFieldWords, valueOfField } from "./fields.ts";
import { choose, marksIn, marksPlugin, showMarks, type Mark } from "./marks.ts";
import { commented, finder, worded } from "./passages.ts";
import { readingCaret } from "./reading-caret.ts";
import { hasCaret, isOnSuggested, show, step } from "./steps.ts";
import { Sheet } from "./sheet.tsx";
import { useDesk, type MarginOptions } from "./use-desk.ts";
import { useNarrow } from "./use-narrow.ts";

export interface Beside {
  /** For the text and for the rows of its outputs; the same for as long as the margin is. */
  readonly inText: {
    readonly plugins: readonly Plugin[];
    /** Null where nothing stands beside the text. */
    readonly fields: BesideFields | null;
  };
  readonly tools: readonly Tool[];
  /** Beside the tools: opens the notes on a narrow screen. */
  readonly button: ReactNode;
  readonly column: ReactNode;
  /** What this person may do beside the text; null where nothing stands there. */
  readonly may: { readonly comment: boolean; readonly suggest: boolean } | null;
  /** A key of the notes was pressed; false where it does nothing here. */
  key(name: KeyOf<"notes">): boolean;
}

const nothing: Desk["written"] = [];

export function useMargin(options: MarginOptions): Beside {
  const { source, epoch, person, countries, text, speaker, tongue } = options;
  const t = useT();
  const format = useFormat();
  const narrow = useNarrow();
  const [filter, setFilter] = useState<Filter>({ state: "open", suggestionsOnly: false });
  const [chosen, setChosen] = useState<string | null>(null);
  const [focused, setFocused] = useState<string | null>(null);
  /** The notes that the sheet shows; null while it is closed. */
  const [sheet, setSheet] = useState<readonly string[] | "all" | null>(null);
  const [lost, setLost] = useState<ReadonlySet<string>>(new Set());
  const { desk, margin, turn } = useDesk(options);
  const written = desk?.written ?? nothing;
  const items = useMemo(() => itemsOf(margin, written, filter), [margin, written, filter]);
  const saying = useFieldWords(tongue);
  /** Where the keyboard came from, of what is written about fields. */
  const begun = useRef(new Map<string, { readonly clause: string; readonly field: FieldName }>());
  const pick = (key: string | null) => {
    setChosen(key);
    if (text !== null) choose(text.view, key);
  };

  /** Marks follow what is listed, and the anchors are asked where they are. */
  const fasten = () => {
    if (text === null) return;
    const { state } = text.view;
    const said = (name: string) => t("margin:mark", { name });
    const marks = marksOf(items, finder(state, epoch), said, saying.change);
    if (!alike(marks, marksIn(state))) showMarks(text.view, marks);
    const found = new Set(marks.map(({ key }) => key));
    const missing = items.filter(({ key, open }) => open && !found.has(key)).map(({ key }) => key);
    setLost((known) =>
      missing.length === known.size && missing.every((key) => known.has(key)) ? known : new Set(missing),
    );
  };
  useLayoutEffect(fasten, [text, items, epoch, t, saying]);

  const passage = (key: string) => {
    setSheet(null);
    pick(key);
    if (toField(key)) return;
    if (text !== null) show(text.view, key);
  };
  const open = (key: string) => {
    pick(key);
    if (narrow) setSheet([key]);
    else if (text !== null) show(text.view, key, false);
  };

  const begin = (act: "comment" | "suggest") => {
    if (text === null || desk === null) return;
    const { view } = text;
    if (isOnSuggested(view)) {
      speaker.current?.alert(t("margin:on-suggested"));
      return;
    }
    const selected = hasCaret(view) ? (act === "comment" ? commented : worded)(view.state, epoch) : null;
    if (selected === null) {
      speaker.current?.alert(t(hasCaret(view) ? "margin:select-one" : "margin:nowhere"));
      return;
    }
    clear(desk);
    const { anchor } = selected;
    const replacement = act === "suggest" ? anchor.quote : "";
    start(desk.begin({ act, anchor, number: null, replacement }));
  };
  /** A suggestion for a field of the output at that place; goes on with the one that was begun for it. */
  const suggest = (pos: number, field: FieldName) => {
    const anchor = text === null ? null : fieldAt(text.view.state.doc, epoch, pos, field);
    if (anchor === null || desk === null) return;
    clear(desk);
    const own = desk.written.find((draft) => isFor(draft, anchor));
    const replacement = anchor.quote;
    const id = own?.id ?? desk.begin({ act: "suggest", anchor, number: null, replacement });
    begun.current.set(`draft-${id}`, { clause: anchor.clause, field });
    start(id);
  };
  /** Back to the button of the field that it is about; false where that is not shown. */
  const toField = (key: string): boolean => {
    const from = begun.current.get(key);
    return from !== undefined && text?.outputs.get(from.clause)?.focusField(from.field) === true;
  };
  const start = (id: string) => {
    setFocused(id);
    pick(`draft-${id}`);
    if (narrow) setSheet([`draft-${id}`]);
  };
  const ended = (key: string, sent = false) => {
    setFocused(null);
    if (sent) speaker.current?.alert(t("margin:said.sent"));
    requestAnimationFrame(() => {
      const card = document.getElementById(cardId(key));
      if (card !== null && !key.startsWith("draft-")) card.focus({ preventScroll: true });
      else {
        setSheet(null);
        // The dialog hands the keyboard back first.
        requestAnimationFrame(() => text !== null && !toField(key) && toText(text.view));
      }
    });
  };

  const live = { fasten, open, pick, suggest, narrow, setSheet, may: margin?.may ?? null };
  const now = useRef(live);
  now.current = live;
  const words = useMemo(
    () => ({
      inserted: t("margin:inserted"),
      deleted: t("margin:deleted"),
      end: t("margin:end"),
      notes: (count: number) => t("margin:notes", { count }),
    }),
    [t],
  );
  const has = source !== null;
  const plugins = useMemo<readonly Plugin[]>(
    () =>
      has
        ? [
            marksPlugin({
              words: () => words,
              settled: () => now.current.fasten(),
              press: (keys) => now.current.pick(keys[0] ?? null),
              open: (keys) => {
                now.current.pick(keys[0] ?? null);
                now.current.setSheet(keys);
              },
            }),
            readingCaret(() => now.current.may?.comment === true || now.current.may?.suggest === true),
          ]
        : [],
    [has, words],
  );

  const fields = useMemo<BesideFields | null>(
    () =>
      has
        ? {
            may: () => now.current.may?.suggest === true,
            suggest: (pos, name) => now.current.suggest(pos, name),
            press: (key) => {
              now.current.pick(key);
              if (now.current.narrow) now.current.setSheet([key]);
              // Rows of outputs are wider than the text: the note may stand far from them.
              else requestAnimationFrame(() => intoView(key));
            },
            says: saying.says,
            words: () => words,
          }
        : null,
    [has, words, saying],
  );
  const inText = useMemo(() => ({ plugins, fields }), [plugins, fields]);
  const maySuggest = margin?.may.suggest ?? false;
  useLayoutEffect(() => {
    for (const output of text?.outputs.values() ?? []) output.refresh();
  }, [text, maySuggest]);

  const write = (act: DraftAct, number: number) => {
    if (desk === null) return;
    const id = desk.begin({ act, anchor: null, number, replacement: "" });
    setFocused(id);
  };
  const held = (clause: string, name: string) =>
    text === null ? "" : valueOfField(text.view.state.doc, clause, name);
  const acts = { pick, passage, write, ended, held };
  const latest = useRef(acts);
  latest.current = acts;
  const ports = useMemo<CardPorts | null>(
    () =>
      desk === null
        ? null
        : {
            desk,
            countries,
            country: person?.country ?? null,
            discussion: source?.discussion ?? "",
            fields: { tongue, change: saying.change, held: (...at) => latest.current.held(...at) },
            choose: (key) => latest.current.pick(key),
            passage: (key) => latest.current.passage(key),
            write: (act, number) => latest.current.write(act, number),
            ended: (key, sent) => latest.current.ended(key, sent),
          },
    [desk, countries, person?.country, source?.discussion, tongue, saying],
  );

  const may = margin?.may ?? { comment: false, suggest: false };
  const tools: readonly Tool[] = [
    ...(may.comment
      ? [
          {
            name: "comment",
            label: t("margin:tool.comment"),
            key: "comment" as const,
            apart: true as const,
            act: () => begin("comment"),
          },
        ]
      : []),
    ...(may.suggest
      ? [
          {
            name: "suggest",
            label: t("margin:tool.suggest"),
            key: "suggest" as const,
            act: () => begin("suggest"),
          },
        ]
      : []),
  ];

  const marks: readonly Mark[] = text === null ? [] : marksIn(text.view.state);
  // Positions change with every key, the order of the notes seldom.
  const order = orderOf(marks);
  const ordered = useRef({ order, marks });
  if (ordered.current.order !== order) ordered.current = { order, marks };
  const inOrder = ordered.current.marks;
  const list = useMemo(
    () => ({ ...sorted(items, inOrder, lost), rivals: rivalsIn(inOrder) }),
    [items, lost, inOrder],
  );
  const key = (name: KeyOf<"notes">): boolean => {
    if (text === null || desk === null) return false;
    if (name === "comment" || name === "suggest") {
      if (!may[name]) return false;
      begin(name);
      return true;
    }
    const to = step(text.view, [...list.placed, ...list.lost], marks, name === "next" ? 1 : -1);
    if (to === null) speaker.current?.alert(t("margin:no-more"));
    else {
      // At once: the key after this one is for the note.
      flushSync(() => open(to));
      document.getElementById(cardId(to))?.focus({ preventScroll: narrow });
    }
    return true;
  };

  if (ports === null || text === null || margin === null)
    return { inText, tools, key, may: null, button: null, column: null };
  const { rivals } = list;
  const none = may.comment ? "margin:none" : "margin:none.read";
  const empty = t(filter.state === "open" && !filter.suggestionsOnly ? none : "margin:none.filtered");
  const abouts = aboutsOf(text.view.state.doc, items, t);
  const all: Listed = { ...list, chosen, focused, ports, turn, empty, rivals, abouts };
  const some = (keys: readonly string[]): Listed => ({
    ...all,
    placed: list.placed.filter((item) => keys.includes(item.key)),
    lost: list.lost.filter((item) => keys.includes(item.key)),
  });
  const filters = { filter, open: openIn(margin), set: setFilter };
  return {
    inText,
    tools,
    key,
    may,
    button: narrow ? (
      <button
        type="button"
        className="btn low notes-button"
        aria-haspopup="dialog"
        onClick={() => setSheet("all")}
      >
        {t("margin:button", { number: format.number(openIn(margin) + drafts(items)) })}
      </button>
    ) : null,
    column: narrow ? (
      sheet !== null && (
        <Sheet
          listed={sheet === "all" ? all : some(sheet)}
          filters={sheet === "all" ? filters : null}
          close={() => setSheet(null)}
        />
      )
    ) : (
      <Column text={text} listed={all} filters={filters} />
    ),
  };
}

function intoView(key: string): void {
  document.getElementById(cardId(key))?.scrollIntoView({ block: "nearest" });
}

/** Takes back what was begun and holds no words. */
function clear(desk: Desk): void {
  for (const draft of desk.written)
    if (draft.anchor !== null && draft.sending.kind === "writing" && !hasWords(draft)) desk.discard(draft.id);
}

const drafts = (items: ReturnType<typeof itemsOf>): number =>
  items.filter(({ kind }) => kind === "draft").length;

const orderOf = (marks: readonly Mark[]): string =>
  [...marks]
    .sort((a, b) => a.from - b.from)
    .map(({ key }) => key)
    .join(" ");

function alike(some: readonly Mark[], others: readonly Mark[]): boolean {
  return (
    some.length === others.length &&
    some.every((mark, at) => JSON.stringify(mark) === JSON.stringify(others[at]))
  );
}
