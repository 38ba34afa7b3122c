/** A comment with its answers. Only the first words are shown until it is chosen. */
import type { ReactNode } from "react";
import { TextLink } from "#app/components/button.tsx";
import { useFormat, useT } from "#app/components/speech.tsx";
import type { MarginThread } from "#app/document/margin.ts";
import { Act, Faults } from "./act.tsx";
import type { CardPorts } from "./card.tsx";
import { Post } from "./post.tsx";

export function ThreadNote(props: {
  readonly thread: MarginThread;
  readonly id: string;
  readonly cardKey: string;
  readonly chosen: boolean;
  readonly quote: ReactNode;
  readonly ports: CardPorts;
}) {
  const { thread, id, cardKey, chosen, quote, ports } = props;
  const t = useT();
  const format = useFormat();
  const { number, posts, resolved, may } = thread;
  const [first, ...answers] = posts;
  const ended = () => ports.ended(cardKey);
  return (
    <>
      {first !== undefined && <Post post={first} id={`${id}-by`} countries={ports.countries} above={quote} />}
      <Replies
        thread={thread}
        id={id}
        shown={chosen}
        ports={ports}
        cardKey={cardKey}
        count={answers.length}
      />
      {resolved !== null && (
        <p className="soft">
          {t("margin:resolved", { name: resolved.by, date: format.day(new Date(resolved.at)) })}
        </p>
      )}
      <Faults desk={ports.desk} acts={["resolve", "reopen"]} number={number} />
      <p className="row">
        {may.answer && (
          <button type="button" className="btn low bare" onClick={() => ports.write("answer", number)}>
            {t("margin:reply")}
          </button>
        )}
        {may.resolve && (
          <Act desk={ports.desk} act="resolve" number={number} done={ended}>
            {t("margin:resolve")}
          </Act>
        )}
        {may.reopen && (
          <Act desk={ports.desk} act="reopen" number={number} done={ended}>
            {t("margin:reopen")}
          </Act>
        )}
        {chosen && <TextLink path={`${ports.discussion}/${number}`}>{t("margin:thread")}</TextLink>}
      </p>
    </>
  );
}

/** The answers of a thread, or how many there are. */
export function Replies(props: {
  readonly thread: MarginThread;
  readonly id: string;
  readonly cardKey: string;
  readonly shown: boolean;
  /** The last so many posts are answers. */
  readonly count: number;
  readonly ports: CardPorts;
}) {
  const { thread, id, cardKey, shown, count, ports } = props;
  const t = useT();
  if (count === 0) return null;
  if (!shown)
    return (
      <p className="row">
        <button
          type="button"
          className="btn low bare"
          aria-expanded="false"
          onClick={({ currentTarget }) => {
            // The button goes, and the answers come in its place: the keyboard stays with the note.
            currentTarget.closest<HTMLElement>("[data-note]")?.focus({ preventScroll: true });
            ports.choose(cardKey);
          }}
        >
          {t("margin:answers", { count })}
        </button>
      </p>
    );
  return (
    <ol className="note-answers" aria-label={t("margin:answers", { count })}>
      {thread.posts.slice(-count).map((post) => (
        <li key={post.number}>
          <Post post={post} id={`${id}-${post.number}`} countries={ports.countries} level={4} />
        </li>
      ))}
    </ol>
  );
}
