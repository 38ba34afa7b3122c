/** What others did between two looks at the margin, as it is told to those who do not see it. Pure. */
import type { Margin } from "#app/document/margin.ts";

export interface News {
  readonly what:
    "comment" | "answer" | "suggestion" | "sponsored" | "accepted" | "rejected" | "withdrawn" | "resolved";
  readonly who: string;
}

/** `own` is the name of whoever reads: what they did themselves is no news. */
export function newsOf(before: Margin, after: Margin, own: string | null): readonly News[] {
  const threads = new Map(before.threads.map((thread) => [thread.number, thread]));
  const wordings = new Map(before.wordings.map((wording) => [wording.number, wording]));
  const news: News[] = [];
  for (const { number, posts, resolved } of after.threads) {
    const was = threads.get(number);
    const known = was?.posts.length ?? 0;
    posts.slice(known).forEach(({ author }, at) => {
      news.push({ what: known + at === 0 ? "comment" : "answer", who: author });
    });
    if (was !== undefined && was.resolved === null && resolved !== null)
      news.push({ what: "resolved", who: resolved.by });
  }
  for (const { number, author, state, sponsors, ended } of after.wordings) {
    const was = wordings.get(number);
    if (was === undefined) news.push({ what: "suggestion", who: author });
    else if (was.state !== state && state !== "open") news.push({ what: state, who: ended?.by ?? "" });
    else if (sponsors.some((iso) => !was.sponsors.includes(iso)))
      news.push({ what: "sponsored", who: author });
  }
  return news.filter(({ what, who }) => what === "sponsored" || who !== own);
}
