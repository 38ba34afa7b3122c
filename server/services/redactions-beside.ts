/** What stands beside a plan's text without a passage: comments with their quotes, and suggested words (domain §9). */
import { anchorWithout, valueWithout } from "#app/document/redaction.ts";
import { timesIn, withoutPassage } from "#app/domain/redaction.ts";
import type { PlanId } from "#app/domain/roles.ts";
import type { Tx } from "#server/store/client.ts";
import { postAt, threadAt, type Found } from "./redactions-texts.ts";
import { keptBeside, setAnchor, setWording } from "#server/store/redactions-beside.ts";

/** How often the words stand beside a plan, and what takes them out there. Suggestions of it are locked. */
export async function besideWithout(
  tx: Tx,
  { id: planId, groupId }: { readonly id: PlanId; readonly groupId: string },
  passage: string,
): Promise<{ readonly times: number; readonly take: (now: Date) => Promise<void> }> {
  const { comments, threads, wordings } = await keptBeside(tx, planId);
  const said: Found[] = [];
  for (const { number: thread, posts } of threads) {
    const found = [await threadAt(tx, groupId, thread, "", passage)];
    for (const post of posts) found.push(await postAt(tx, groupId, { thread, post }, "", passage));
    said.push(...found.flatMap((one) => (one === null || one.times === 0 ? [] : [one])));
  }
  const anchors = comments.map(({ id, anchor }) => ({ id, ...anchorWithout(anchor, passage) }));
  const words = wordings.map(({ id, anchor, replacement, reason }) => {
    const fastened = anchorWithout(anchor, passage);
    const wanted = valueWithout(anchor, replacement, passage);
    const why = withoutPassage(reason ?? "", passage);
    return {
      id,
      anchor: fastened.anchor,
      replacement: wanted.text,
      reason: reason === null ? null : why.text,
      reasonTimes: why.times,
      times: fastened.times + wanted.times + why.times,
    };
  });
  const all = [...anchors, ...words, ...said];
  return {
    times: timesIn(all),
    // Pieces of the passage at the edge of what is kept beside a quote go with it, counted or not.
    take: async (now) => {
      for (const one of said) await one.take(now);
      for (const { id, anchor } of anchors) await setAnchor(tx, id, anchor);
      for (const wording of words) await setWording(tx, wording, now);
    },
  };
}
