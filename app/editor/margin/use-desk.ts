/** What stands beside the text, kept up to date: fetched, told of over the text's own line, and said to screen readers. */
import { useEffect, useReducer, useRef, useState, type RefObject } from "react";
import { useT } from "#app/components/speech.tsx";
import type { Margin } from "#app/document/margin.ts";
import type { Tongue } from "../saying.ts";
import type { SocketProvider } from "../socket-provider.ts";
import type { SpeakerHandle } from "../speaker.tsx";
import type { Text } from "../view.ts";
import { Desk } from "./desk.ts";
import { deviceShelf, type Shelf } from "./drafts.ts";
import { newsOf } from "./news.ts";

export interface MarginSource {
  /** Where the margin is asked for and acts are sent to. */
  readonly address: string;
  readonly initial: Margin | null;
  /** Address of the group's discussion, without the language. */
  readonly discussion: string;
}

export interface MarginOptions {
  /** Null where nothing stands beside the text. */
  readonly source: MarginSource | null;
  readonly document: string;
  readonly epoch: number;
  readonly person: { readonly id: string; readonly name: string; readonly country: string | null } | null;
  readonly countries: Readonly<Record<string, string>>;
  readonly text: Text | null;
  readonly provider: SocketProvider | null;
  readonly speaker: RefObject<SpeakerHandle>;
  readonly tongue: Tongue;
}

const noShelf: Shelf = { all: () => [], keep: () => undefined, drop: () => undefined };

/** More news than this at once are counted instead of said. */
const mostNews = 3;

/** `turn` grows with every change of the desk. */
export function useDesk(options: MarginOptions): {
  readonly desk: Desk | null;
  readonly margin: Margin | null;
  readonly turn: number;
} {
  const { source, document: documentId, person, provider, speaker } = options;
  const t = useT();
  const [turn, redraw] = useReducer((count: number) => count + 1, 0);
  const [desk, setDesk] = useState<Desk | null>(null);
  const personId = person?.id ?? null;

  useEffect(() => {
    if (source === null) return;
    const shelf = personId === null ? noShelf : deviceShelf(personId, documentId);
    const made = new Desk({ address: source.address, initial: source.initial, shelf });
    const stop = made.on(redraw);
    setDesk(made);
    if (source.initial === null) void made.refresh();
    return () => {
      stop();
      made.stop();
      setDesk(null);
    };
    // What the page came with is where the desk begins, and nothing that it follows.
  }, [source?.address, documentId, personId]);

  const margin = desk?.margin ?? null;
  const topic = margin?.topic ?? null;
  useEffect(() => {
    if (desk === null || provider === null || topic === null) return;
    const again = () => desk.retry();
    window.addEventListener("online", again);
    const stop = provider.watch(topic, () => {
      desk.hint();
      desk.retry();
    });
    return () => {
      window.removeEventListener("online", again);
      stop();
    };
  }, [desk, provider, topic]);

  const heard = useRef<Margin | null>(null);
  useEffect(() => {
    const before = heard.current;
    heard.current = margin;
    if (before === null || margin === null || before === margin) return;
    const news = newsOf(before, margin, person?.name ?? null);
    const said = news.map(({ what, who }) => t(`margin:said.${what}`, { who }));
    if (said.length > mostNews) speaker.current?.noted(t("margin:said.many", { count: said.length }));
    else for (const sentence of said) speaker.current?.noted(sentence);
  }, [margin, person?.name, speaker, t]);
  return { desk, margin, turn };
}
