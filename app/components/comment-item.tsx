/** One comment with its answers, and what the reader may do about it. */
import { parseMarkup } from "#app/document/markup.ts";
import type { MarginThread } from "#app/document/margin.ts";
import type { NamedClause } from "#server/services/margin-pages.ts";
import type { BesideView } from "./beside.tsx";
import { BesideAct } from "./beside-act.tsx";
import { TextLink } from "./button.tsx";
import { PassageLine, Quoted } from "./passage-line.tsx";
import { useFormat, useT } from "./speech.tsx";
import { Posts } from "./thread-view.tsx";
import { voiceWords } from "./voice-words.ts";

export function CommentItem(props: {
  readonly thread: MarginThread;
  readonly clause: NamedClause | null;
  readonly view: BesideView;
}) {
  const t = useT();
  const format = useFormat();
  const { thread, clause, view } = props;
  const { number, anchor, posts, resolved, may } = thread;
  const id = `t${number}`;
  const discussion = `/groups/${view.slug}/discussion/${number}`;
  const about = t("comments:number", { number });
  const act = may.resolve ? "resolve" : may.reopen ? "reopen" : null;
  return (
    <article className="beside" id={id} aria-labelledby={`${id}-where`}>
      <PassageLine id={`${id}-where`} clause={clause} slug={view.slug} />
      <Quoted anchor={anchor} language={view.language} lost={clause === null} />
      <Posts
        posts={posts.map((post) => ({
          id: `${id}-m${post.number}`,
          name: post.author === "" ? t("threads:erased") : post.author,
          voice: voiceWords(t, post.voice, view.names),
          at: new Date(post.at),
          lang: post.language,
          blocks: post.hidden && post.body === "" ? null : parseMarkup(post.body),
        }))}
      />
      {resolved !== null && (
        <p className="s soft">
          {t("comments:settled", {
            by: resolved.by === "" ? t("threads:erased") : resolved.by,
            date: format.longDay(new Date(resolved.at)),
          })}
        </p>
      )}
      <div className="row s">
        <TextLink path={may.answer ? `${discussion}#answer` : discussion} about={about}>
          {t(may.answer ? "comments:answer" : "comments:thread")}
        </TextLink>
        {act !== null && (
          <BesideAct act={act} number={number} of={id} about={about} label={t(`comments:${act}`)} />
        )}
      </div>
    </article>
  );
}
