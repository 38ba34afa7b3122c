/** What the margin lists: threads, suggestions and what is being written, as the filter lets them through. Pure. */
import type { Anchor, Margin, MarginThread, MarginWording } from "#app/document/margin.ts";
import { compete } from "#app/document/rivals.ts";
import type { FieldName } from "#app/domain/output-field.ts";
import type { Written } from "./desk.ts";
import type { Range } from "./live-range.ts";
import type { Mark } from "./marks.ts";

export interface Filter {
  readonly state: "open" | "closed" | "all";
  readonly suggestionsOnly: boolean;
}

interface Placed {
  readonly key: string;
  readonly anchor: Anchor;
  readonly open: boolean;
}

export type Item =
  | (Placed & { readonly kind: "thread"; readonly thread: MarginThread })
  | (Placed & {
      readonly kind: "wording";
      readonly wording: MarginWording;
      /** What was said about it. */
      readonly thread: MarginThread | null;
    })
  | (Placed & { readonly kind: "draft"; readonly draft: Written });

/** New comments and suggestions come first where two stand at one place: they are what the person is doing. */
export function itemsOf(margin: Margin | null, written: readonly Written[], filter: Filter): readonly Item[] {
  const drafts = written.flatMap((draft): readonly Item[] =>
    draft.anchor === null
      ? []
      : [{ kind: "draft", key: `draft-${draft.id}`, anchor: draft.anchor, open: true, draft }],
  );
  return [...drafts, ...notesOf(margin).filter((item) => passes(item, filter))];
}

/** All that is on record, whatever the filter says. */
export function notesOf(margin: Margin | null): readonly Item[] {
  if (margin === null) return [];
  const discussed = new Map(
    margin.wordings.flatMap(({ thread, number }) => (thread === null ? [] : [[thread, number] as const])),
  );
  return [
    ...margin.threads
      .filter(({ number }) => !discussed.has(number))
      .map((thread): Item => {
        const { number, anchor, resolved } = thread;
        return { kind: "thread", key: `thread-${number}`, anchor, open: resolved === null, thread };
      }),
    ...margin.wordings.map((wording): Item => {
      const thread = margin.threads.find(({ number }) => number === wording.thread) ?? null;
      const { number, anchor, state } = wording;
      return { kind: "wording", key: `wording-${number}`, anchor, open: state === "open", wording, thread };
    }),
  ];
}

/** How many notes wait for something. */
export const openIn = (margin: Margin | null): number => notesOf(margin).filter(({ open }) => open).length;

function passes(item: Item, { state, suggestionsOnly }: Filter): boolean {
  if (suggestionsOnly && item.kind !== "wording") return false;
  return state === "all" || (state === "open") === item.open;
}

/** What a field says to a reader before and after a suggestion. */
export type SayChange = (
  name: FieldName,
  from: string,
  to: string,
) => { readonly from: string; readonly to: string };

/** What is shown in the text of these items: suggested words only while they wait for an answer. */
export function marksOf(
  items: readonly Item[],
  find: (anchor: Anchor) => Range | null,
  said: (author: string) => string,
  says: SayChange = (_, from, to) => ({ from, to }),
): readonly Mark[] {
  return items.flatMap((item): readonly Mark[] => {
    if (item.kind === "wording" && !item.open) return [];
    const range = find(item.anchor);
    if (range === null) return [];
    const { key, anchor } = item;
    if (anchor.field !== undefined && item.kind !== "thread") {
      const { field: name, quote: held } = anchor;
      const { kind } = item;
      const { from, to } = says(name, held, kind === "draft" ? held : item.wording.replacement);
      return [{ ...range, key, kind, replacement: to, said: "", field: { name, held, says: from } }];
    }
    switch (item.kind) {
      case "thread":
        return [
          { ...range, key, kind: "comment", replacement: "", said: said(item.thread.posts[0]?.author ?? "") },
        ];
      case "wording":
        return [{ ...range, key, kind: "wording", replacement: item.wording.replacement, said: "" }];
      case "draft":
        return [{ ...range, key, kind: "draft", replacement: "", said: "" }];
    }
  });
}

/**
 * Items by their place; those that have lost it apart. What is no longer open and has no place stands where its clause
 * would be cited, at the end. Between two looks at the anchors a note whose words are just being written over stays.
 */
export function sorted(
  items: readonly Item[],
  marks: readonly Mark[],
  lost: ReadonlySet<string>,
): { readonly placed: readonly Item[]; readonly lost: readonly Item[] } {
  const at = new Map(marks.map((mark) => [mark.key, mark]));
  const place = ({ key }: Item) => at.get(key)?.from ?? Number.MAX_SAFE_INTEGER;
  const isLost = ({ key }: Item) => lost.has(key) && !at.has(key);
  return {
    placed: items
      .filter((item) => !isLost(item))
      .sort((a, b) => place(a) - place(b) || Number(b.kind === "draft") - Number(a.kind === "draft")),
    lost: items.filter(isLost),
  };
}

/** The suggestions of which each would change words that another would change too. */
export function rivalsIn(marks: readonly Mark[]): ReadonlySet<string> {
  const wordings = marks.filter(({ kind }) => kind === "wording");
  return new Set(
    wordings
      .filter((one) => wordings.some((other) => other !== one && compete(spanOf(one), spanOf(other))))
      .map(({ key }) => key),
  );
}

const spanOf = ({ from, to, field }: Mark) => ({ from, to, field: field?.name });
