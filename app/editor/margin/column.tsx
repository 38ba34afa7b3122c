/** The margin: cards beside their passages, moved there through the object model, which the page's policy allows. */
import { useLayoutEffect, useRef } from "react";
import type { EditorView } from "prosemirror-view";
import { useT } from "#app/components/speech.tsx";
import { isDrawn, watchDrawn } from "../drawn.ts";
import type { Text } from "../view.ts";
import { Card, cardId, type CardPorts } from "./card.tsx";
import { Filters, type FilterProps } from "./filters.tsx";
import type { Item } from "./items.ts";
import { placeCards, type Band } from "./layout.ts";
import { marksIn, stillFor } from "./marks.ts";

export interface Listed {
  readonly placed: readonly Item[];
  readonly lost: readonly Item[];
  readonly chosen: string | null;
  readonly focused: string | null;
  readonly ports: CardPorts;
  readonly turn: number;
  /** Suggestions that would change the same words. */
  readonly rivals: ReadonlySet<string>;
  /** What those that are about a field are about: "Due of output 3". */
  readonly abouts: ReadonlyMap<string, string>;
  /** What is said where nothing is listed. */
  readonly empty: string;
}

export function Column({
  text,
  listed,
  filters,
}: {
  readonly text: Text;
  readonly listed: Listed;
  readonly filters: FilterProps;
}) {
  const t = useT();
  const margin = useRef<HTMLElement>(null);
  const arrange = useRef(() => {});
  arrange.current = () => {
    if (margin.current !== null) put(margin.current, text, listed);
  };
  const { placed, lost, chosen, focused, turn } = listed;
  // In the frame in which it is drawn: nothing is seen jumping.
  useLayoutEffect(() => arrange.current(), [text, placed, lost, chosen, focused, turn]);
  // Where words only move within their lines no size changes: looked at once the text is still.
  useLayoutEffect(() => {
    const timer = setTimeout(() => arrange.current(), stillFor);
    return () => clearTimeout(timer);
  });
  const keys = placed.map(({ key }) => key).join();
  useLayoutEffect(() => {
    let frame = 0;
    const later = () => {
      cancelAnimationFrame(frame);
      frame = requestAnimationFrame(() => arrange.current());
    };
    const sizes = new ResizeObserver(later);
    sizes.observe(text.view.dom);
    for (const part of margin.current?.querySelectorAll(".margin-head, .card, .margin-lost") ?? [])
      sizes.observe(part);
    // A block comes near the screen: only now it is known where its words stand.
    const stop = watchDrawn(text.view.dom, later);
    return () => {
      cancelAnimationFrame(frame);
      sizes.disconnect();
      stop();
    };
  }, [text, keys]);
  return (
    <aside className="margin" aria-labelledby="margin-title" ref={margin}>
      <div className="margin-head">
        <h2 id="margin-title">{t("margin:title")}</h2>
        <Filters {...filters} />
        {placed.length + lost.length === 0 && <p className="soft">{listed.empty}</p>}
      </div>
      <Cards listed={listed} quoted={false} />
    </aside>
  );
}

/** The cards in the order of the text, then those that lost their place. */
export function Cards({ listed, quoted }: { readonly listed: Listed; readonly quoted: boolean }) {
  const t = useT();
  const { placed, lost, chosen, focused, ports, turn, rivals, abouts } = listed;
  const card = (item: Item, says: boolean) => (
    <Card
      key={item.key}
      item={item}
      chosen={item.key === chosen}
      quoted={says}
      rival={rivals.has(item.key)}
      about={abouts.get(item.key) ?? null}
      focused={focused}
      ports={ports}
      turn={turn}
    />
  );
  return (
    <>
      {placed.length > 0 && <ol className="margin-cards">{placed.map((item) => card(item, quoted))}</ol>}
      {lost.length > 0 && (
        <section className="margin-lost" aria-labelledby="margin-lost">
          <h3 id="margin-lost">{t("margin:lost")}</h3>
          <p className="soft">{t("margin:lost.text")}</p>
          <ol>{lost.map((item) => card(item, true))}</ol>
        </section>
      )}
    </>
  );
}

/** Where each card was last: its passage may be written over for a moment. */
const last = new WeakMap<HTMLElement, Map<string, number>>();

function put(margin: HTMLElement, text: Text, { placed, chosen }: Listed): void {
  const { top: origin, left } = margin.getBoundingClientRect();
  const tops = topsOf(text, origin);
  const before = last.get(margin) ?? new Map<string, number>();
  const head = margin.querySelector<HTMLElement>(".margin-head");
  const lost = margin.querySelector<HTMLElement>(".margin-lost");
  const elements = new Map(placed.map(({ key }) => [key, document.getElementById(cardId(key))]));
  const cards = placed.map(({ key }) => ({
    key,
    wanted: tops.get(key) ?? before.get(key) ?? 0,
    height: elements.get(key)?.offsetHeight ?? 0,
  }));
  const bands: readonly Band[] = [
    { top: -1, bottom: (head?.offsetHeight ?? 0) - 4 },
    ...widerThan(left, text, margin).map(({ top, bottom }) => ({
      top: top - origin,
      bottom: bottom - origin,
    })),
  ];
  const ends = lost === null ? [] : [{ key: "", wanted: 0, height: lost.offsetHeight }];
  const all = [...cards, ...ends];
  const heights = new Map(all.map(({ key, height }) => [key, height]));
  const places = placeCards(all, bands, chosen);
  // All is read before anything is written.
  let end = head?.offsetHeight ?? 0;
  for (const [key, top] of places) {
    const element = key === "" ? lost : elements.get(key);
    element?.style.setProperty("--top", `${top}px`);
    end = Math.max(end, top + (heights.get(key) ?? 0));
  }
  margin.parentElement?.style.setProperty("--margin-end", `${end}px`);
  last.set(margin, new Map(cards.map(({ key, wanted }) => [key, wanted])));
}

/** How far below the top of the margin each passage stands. */
function topsOf({ view }: Text, origin: number): ReadonlyMap<string, number> {
  return new Map(marksIn(view.state).map(({ key, from, whole }) => [key, topAt(view, from, whole) - origin]));
}

/** Where a passage stands in the window. Of a block that is not drawn, its place says it about: its lines are not laid out. */
function topAt(view: EditorView, from: number, whole: boolean): number {
  const { doc } = view.state;
  const $from = doc.resolve(Math.min(from, doc.content.size));
  const begins = $from.depth === 0 ? $from.pos : $from.before(1);
  const block = view.nodeDOM(begins);
  if (!(block instanceof HTMLElement)) return view.coordsAtPos($from.pos).top;
  const { top, height } = block.getBoundingClientRect();
  if ($from.depth === 0) return top;
  if (!isDrawn(block)) return top + (height * ($from.pos - begins)) / ($from.node(1).nodeSize + 1);
  const node = whole ? view.nodeDOM(from) : null;
  return node instanceof HTMLElement ? node.getBoundingClientRect().top : view.coordsAtPos($from.pos).top;
}

/** What reaches into the margin: rows of outputs, and the note about what is at the caret. */
function widerThan(left: number, { view }: Text, margin: HTMLElement): readonly DOMRect[] {
  const own = [...view.dom.children].filter((child) => child.matches(".output, table"));
  const note = margin.parentElement?.querySelector(".caret-note");
  return [...own, ...(note ? [note] : [])]
    .map((element) => element.getBoundingClientRect())
    .filter(({ right, height }) => height > 0 && right > left + 1);
}
