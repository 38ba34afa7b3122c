/**
 * How late the board of a round is for those who look on: from a position that somebody gives to the event at every other open
 * page. It is on record some time between its sending and its answer, so both are told. Begin with `boardDelays`.
 */
import { EventEmitter, once } from "node:events";
import { get, type ClientRequest } from "node:http";
import { clientOf, formIn } from "#test/e2e/client.ts";
import type { Product } from "#test/e2e/product.ts";
import { median, quantile, short } from "./figures.ts";

/** An open page of the round: the number that it was told last, and when. */
interface Line {
  told: number;
  at: number;
  readonly request: ClientRequest;
}

/** In ms; an event that has not come by then does not come. */
const patience = 10_000;

export interface BoardDelays {
  /** In ms from the sending of a position to the event, at each line for each position. */
  readonly sinceSent: readonly number[];
  /** The same from its answer; less than nothing where the event came first. */
  readonly sinceAnswered: readonly number[];
}

/** `who` gives as many positions, one after another, in the round of that number, while as many lines listen. */
export async function boardDelays(
  product: Product,
  { round, who, positions, lines: count }: { round: number; who: string; positions: number; lines: number },
): Promise<BoardDelays> {
  const news = new EventEmitter();
  const client = await clientOf(product, who);
  const lines = Array.from({ length: count }, () => listen(`${product.url}/live/rounds/${round}`, news));
  const all = async (isThere: (line: Line) => boolean): Promise<void> => {
    const signal = AbortSignal.timeout(patience);
    while (!lines.every(isThere)) await once(news, "told", { signal });
  };
  const sinceSent: number[] = [];
  const sinceAnswered: number[] = [];
  try {
    await all(({ told }) => told >= 0);
    const path = `/en/rounds/${round}/position`;
    for (let turn = 0; turn < positions; turn++) {
      const hidden = formIn((await client.get(path)).text, "position")?.hidden ?? {};
      const kind = turn % 2 === 0 ? "dissociates" : "joins";
      const before = Math.max(...lines.map(({ told }) => told));
      const sent = performance.now();
      const { status, text } = await client.post(path, { ...hidden, kind, step: "confirm" });
      const answered = performance.now();
      if (status !== 302) throw new Error(`a position was answered ${status}: ${text.slice(0, 300)}`);
      await all(({ told }) => told > before);
      sinceSent.push(...lines.map(({ at }) => at - sent));
      sinceAnswered.push(...lines.map(({ at }) => at - answered));
    }
  } finally {
    for (const { request } of lines) request.destroy();
  }
  return { sinceSent, sinceAnswered };
}

/** Opens a line of its own, as the page of a round does. */
function listen(url: string, news: EventEmitter): Line {
  let rest = "";
  const request = get(url, { agent: false, headers: { Accept: "text/event-stream" } }, (answer) => {
    answer.setEncoding("utf8").on("data", (chunk: string) => {
      const events = (rest + chunk).split("\n\n");
      rest = events.pop() ?? "";
      for (const event of events) {
        const told = /^data: (\d+)$/m.exec(event)?.[1];
        if (told === undefined || Number(told) <= line.told) continue;
        Object.assign(line, { told: Number(told), at: performance.now() });
        news.emit("told");
      }
    });
  });
  // Whoever waits for a line that is lost is told by time.
  request.on("error", () => undefined);
  const line: Line = { told: -1, at: 0, request };
  return line;
}

/** The figures as lines of the table. */
export const saidOf = ({ sinceSent, sinceAnswered }: BoardDelays): readonly string[] =>
  (
    [
      ["from the sending of a position", sinceSent],
      ["from its answer", sinceAnswered],
    ] as const
  ).map(([from, delays]) => `${from} | ${short(median(delays))} ms | ${short(quantile(delays, 0.95))} ms`);
