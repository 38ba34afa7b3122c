/** What others changed, kept in the list of changes and told to who does not see the text move. */
import type { Node } from "prosemirror-model";
import type { Author } from "./authors.ts";
import type { Change, ChangeLog } from "./change-log.ts";
import { differences, readingOf } from "./changes.ts";
import { clausesIn, placeName, sectionAt, type LiveClause } from "./clauses.ts";
import type { SpeakerHandle } from "./speaker.tsx";
import type { Say } from "./words.ts";

export interface OthersPorts {
  readonly t: Say;
  readonly log: ChangeLog;
  readonly speaker: Pick<SpeakerHandle, "changed"> | null;
  readonly now: Date;
}

export function noteOthers(
  { t, log, speaker, now }: OthersPorts,
  before: Node,
  after: Node,
  by: (clause: string) => readonly Author[],
): void {
  const [was, is] = [clausesIn(before), clausesIn(after)];
  const found = differences(before, after).filter((one) => readingOf(one) !== null);
  log.add(found, by, now, ({ at }) => goneFrom(t, was, is, at));
  for (const { clause, after: stays, at } of found)
    for (const author of by(clause))
      if (author !== null && typeof author === "object")
        speaker?.changed(author, sectionAt(stays === null ? was : is, at));
}

/** Where something stood that is gone, and what is there now. */
function goneFrom(t: Say, was: readonly LiveClause[], is: readonly LiveClause[], at: number): Change["gone"] {
  const near = was.slice(0, at).findLast(({ id }) => is.some((one) => one.id === id)) ?? is[0];
  return { place: placeName(t, was, at), near: near?.id ?? null };
}
