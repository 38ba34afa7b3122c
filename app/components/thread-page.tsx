/** One thread: its posts, who spoke, and the one form that is open. */
import type { Refused } from "#app/answers.ts";
import { redactionPath } from "#app/domain/redaction.ts";
import type { ShownPost, ThreadView } from "#server/services/thread-reading.ts";
import { TextLink } from "./button.tsx";
import { Country } from "./country.tsx";
import { Pagination } from "./list.tsx";
import { Notice } from "./notice.tsx";
import { PageHead, type Crumb } from "./page-head.tsx";
import { Duo } from "./part.tsx";
import { useFormat, useLanguage, useT } from "./speech.tsx";
import { Answer, EditPost, Moderate } from "./thread-forms.tsx";
import { subjectWords } from "./thread-table.tsx";
import { Posts, type PostView } from "./thread-view.tsx";
import { voiceWords } from "./voice-words.ts";
import { NotYours, Speakers } from "./who-may-speak.tsx";

/** Which form the address opens. */
export interface ThreadAsked {
  readonly edit: number | null;
  readonly hide: number | null;
  readonly reply: number | null;
  readonly close: boolean;
}

type View = ThreadView & { readonly asked: ThreadAsked };

export function ThreadPage({ view, refused }: { readonly view: View; readonly refused: Refused | null }) {
  const t = useT();
  const format = useFormat();
  const language = useLanguage();
  const { thread, group } = view;
  const home = `/groups/${group.slug}/discussion`;
  const here = `${home}/${thread.number}`;
  const lang = thread.language === language ? undefined : thread.language;
  return (
    <>
      <PageHead
        title={<span lang={lang}>{thread.title}</span>}
        crumbs={useCrumbs(view, home)}
        facts={[
          `${t("threads:facts.posts", { count: thread.posts })}, ${t("threads:facts.voices", { count: view.heard.length })}`,
          t("threads:facts.opened", { date: format.longDay(thread.openedAt) }),
          t("threads:in-languages", {
            languages: format.list(view.languages.map((one) => t(`languages:${one}`))),
          }),
        ]}
      />
      <Duo asideLabel={t("threads:about-thread")} aside={<Aside view={view} here={here} />}>
        <Posts posts={view.posts.map((post) => postView(t, format, here, post, view))} />
        <Pagination page={view.page} pages={view.pages} pathOf={(page) => `${here}?page=${page}`} />
        <OpenForm view={view} here={here} refused={refused} />
      </Duo>
    </>
  );
}

function useCrumbs({ thread, group }: View, home: string): Crumb[] {
  const t = useT();
  const { subject, passage } = thread;
  const discussion = { name: t("threads:title"), path: home };
  if (subject === null) return [discussion];
  const plan = `/groups/${group.slug}/plan${passage === null ? "" : `#p${passage}`}`;
  return [
    discussion,
    { name: subjectWords(t, thread), path: subject.kind === "plan" ? plan : `/goals/${subject.id}` },
  ];
}

function postView(
  t: ReturnType<typeof useT>,
  format: ReturnType<typeof useFormat>,
  here: string,
  post: ShownPost,
  view: View,
): PostView {
  const { number, hiddenAt, replyTo } = post;
  const page = view.page > 1 ? `page=${view.page}&` : "";
  const link = (act: string) => `${here}?${page}${act}=${number}#${act === "reply" ? "answer" : "open-form"}`;
  const about = t("threads:number", { number });
  const cite =
    hiddenAt !== null
      ? t("threads:hidden", { date: format.longDay(hiddenAt), reason: post.hiddenReason ?? "" })
      : replyTo !== null && <a href={`#m${replyTo}`}>{t("threads:in-answer", { number: replyTo })}</a>;
  const acts = [
    view.voices.length > 0 && view.thread.closedAt === null && hiddenAt === null && (
      <TextLink key="reply" path={link("reply")} about={about}>
        {t("threads:answer")}
      </TextLink>
    ),
    post.editableUntil !== null && (
      <TextLink key="edit" path={link("edit")} about={about}>
        {t("threads:edit")}
      </TextLink>
    ),
    post.mayHide && (
      <TextLink key="hide" path={link("hide")} about={about}>
        {t("threads:hide")}
      </TextLink>
    ),
    view.mayRedact && post.blocks !== null && (
      <TextLink key="redact" path={redactionPath(`${here}#m${number}`)} about={about}>
        {t("redaction:link")}
      </TextLink>
    ),
  ].filter(Boolean);
  return {
    id: `m${number}`,
    name: post.name ?? t("threads:erased"),
    voice: voiceWords(t, post.voice, view.names),
    at: post.at,
    lang: post.language,
    cite: cite === false ? undefined : cite,
    blocks: post.blocks,
    edited: post.editedAt !== null,
    acts: acts.length === 0 ? undefined : acts,
  };
}

/** One form at a time: the one that was sent back, else the one the address opens, else an answer. */
function OpenForm(props: { readonly view: View; readonly here: string; readonly refused: Refused | null }) {
  const t = useT();
  const format = useFormat();
  const { view, here, refused } = props;
  const { thread, asked, posts } = view;
  const back = view.page > 1 ? `${here}?page=${view.page}` : here;
  const sent = refused?.values["intent"];
  const sentPost = Number(refused?.values["post"]);
  const editing = posts.find(({ number }) => number === (sent === "edit" ? sentPost : asked.edit));
  const hiding = posts.find(({ number }) => number === (sent === "hide" ? sentPost : asked.hide));
  if (editing !== undefined && editing.source !== null && editing.editableUntil !== null)
    return (
      <div id="open-form">
        <EditPost
          post={editing.number}
          source={editing.source}
          until={editing.editableUntil}
          back={back}
          refused={refused}
        />
      </div>
    );
  if (hiding?.mayHide === true)
    return (
      <div id="open-form">
        <Moderate act={{ kind: "hide", post: hiding.number }} back={back} refused={refused} />
      </div>
    );
  if (view.mayClose && (asked.close || sent === "close"))
    return (
      <div id="open-form">
        <Moderate act={{ kind: "close" }} back={back} refused={refused} />
      </div>
    );
  if (thread.closedAt !== null)
    return (
      <Notice kind="quiet" title={t("threads:closed.title")}>
        {t("threads:closed.text", {
          date: format.longDay(thread.closedAt),
          reason: thread.closeReason ?? "",
        })}
      </Notice>
    );
  if (view.voices.length === 0) return <NotYours speaking={view} />;
  const answered = posts.find(({ number }) => number === (Number(refused?.values["replyTo"]) || asked.reply));
  const to =
    answered === undefined ? null : { number: answered.number, name: answered.name ?? t("threads:erased") };
  return <Answer speaking={view} refused={refused} to={to} />;
}

function Aside({ view, here }: { readonly view: View; readonly here: string }) {
  const t = useT();
  return (
    <>
      <section>
        <h2>{t("threads:heard")}</h2>
        <ul>
          {view.heard.map((voice) => {
            const { iso, words } = voiceWords(t, voice, view.names);
            return <li key={words}>{iso === null ? words : <Country iso={iso} name={words} />}</li>;
          })}
        </ul>
      </section>
      <section>
        <h2>{t("threads:may")}</h2>
        <Speakers slug={view.group.slug} />
      </section>
      {view.mayRedact && (
        <section>
          <p>
            <TextLink path={redactionPath(here, view.thread.title)}>{t("redaction:link.title")}</TextLink>
          </p>
        </section>
      )}
      {view.mayClose && (
        <section>
          <p>
            <TextLink path={`${here}?close=1#open-form`}>{t("threads:close")}</TextLink>
          </p>
        </section>
      )}
    </>
  );
}
