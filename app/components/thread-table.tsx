/** Threads as rows: what each is about, who spoke last and when, how many posts. */
import type { ListedThread, ThreadHead } from "#server/services/thread-reading.ts";
import type { Language } from "#app/i18n/language.ts";
import type { T } from "#app/i18n/speaker.ts";
import { TextLink } from "./button.tsx";
import { Moment } from "./moment.tsx";
import { useFormat, useLanguage, useT } from "./speech.tsx";
import { Table } from "./table.tsx";
import { voiceWords } from "./voice-words.ts";

export function ThreadTable(props: {
  readonly slug: string;
  readonly caption: string;
  readonly threads: readonly ListedThread[];
  readonly names: Readonly<Record<string, string>>;
}) {
  const t = useT();
  const language = useLanguage();
  const format = useFormat();
  return (
    <Table
      caption={props.caption}
      columns={[
        { key: "thread", head: t("threads:thread"), names: true },
        { key: "last", head: t("threads:last"), look: "s" },
        { key: "posts", head: t("threads:posts"), look: "num", end: true, labelled: true },
      ]}
      rows={props.threads.map((thread) => ({
        id: `t${thread.number}`,
        cells: {
          thread: (
            <>
              <span lang={thread.language === language ? undefined : thread.language}>
                <TextLink path={`/groups/${props.slug}/discussion/${thread.number}`} look="plain">
                  {thread.title}
                </TextLink>
              </span>
              <small>{factsOf(t, language, format.list, thread).join(" · ")}</small>
            </>
          ),
          last: thread.last !== null && (
            <>
              {thread.last.name ?? t("threads:erased")}, {voiceWords(t, thread.last.voice, props.names).words}
              <small>
                <Moment at={thread.lastPostAt} as="relative" />
              </small>
            </>
          ),
          posts: format.number(thread.posts),
        },
      }))}
    />
  );
}

function factsOf(
  t: T,
  language: Language,
  list: (items: readonly string[]) => string,
  thread: ListedThread,
): string[] {
  const languages = list(thread.languages.map((one) => t(`languages:${one}`)));
  const facts = [
    ...(thread.closedAt === null ? [] : [t("threads:closed")]),
    ...(thread.subject === null ? [] : [subjectWords(t, thread)]),
    t("threads:in-languages", { languages }),
  ];
  const [first = "", ...rest] = facts;
  return [first.charAt(0).toLocaleUpperCase(language) + first.slice(1), ...rest];
}

/** What a thread is about: "on paragraph 6 of the plan of work". Empty where it is about the group's work as a whole. */
export function subjectWords(t: T, { subject, passage }: Pick<ThreadHead, "subject" | "passage">): string {
  if (subject === null) return "";
  if (subject.kind === "goal") return t("threads:on.goal", { title: subject.label });
  return passage === null ? t("threads:on.plan") : t("threads:on.plan-paragraph", { passage });
}
