/** Comments and suggested words of a plan as a list: what each is about, who said it, and what the reader may do. */
import type { Refused } from "#app/answers.ts";
import type { MarginPage } from "#server/services/margin-pages.ts";
import { Actions, Button, TextLink } from "./button.tsx";
import { SelectField } from "./choice-field.tsx";
import { clauseLine, clauseName } from "./clause-name.ts";
import { CommentItem } from "./comment-item.tsx";
import { Form } from "./form.tsx";
import { Tabs } from "./list.tsx";
import { Empty, Notice } from "./notice.tsx";
import { PageHead } from "./page-head.tsx";
import { Part } from "./part.tsx";
import { useLocal, useRefusalWords, useT } from "./speech.tsx";
import { WordingItem } from "./wording-item.tsx";

/** What the list is narrowed to. */
export const besideChoices = ["open", "settled", "lost", "all"] as const;
export type BesideChoice = (typeof besideChoices)[number];

export interface BesideView extends MarginPage {
  readonly slug: string;
  readonly show: BesideChoice;
  /** For the forms of this page: the same form twice is one message. */
  readonly onceKey: string;
}

export function Beside({ view, refused }: { readonly view: BesideView; readonly refused: Refused | null }) {
  const t = useT();
  const say = useRefusalWords();
  const { slug, period, show, margin } = view;
  const here = `/groups/${slug}/plan/comments`;
  const { threads, wordings } = chosen(view);
  return (
    <>
      <PageHead
        title={t("comments:title")}
        crumbs={[{ name: t("plan:title", { period }), path: `/groups/${slug}/plan` }]}
        lead={t("comments:lead")}
      />
      <Tabs
        label={t("comments:show")}
        tabs={besideChoices.map((one) => ({
          name: t(`comments:show.${one}`, { count: countOf(view, one) }),
          path: one === "open" ? here : `${here}?show=${one}`,
          current: one === show,
        }))}
      />
      {refused !== null && (
        <Notice kind="bad" title={t("frame:form.not-sent")}>
          {say(Object.values(refused.refusal.fields ?? {})[0] ?? refused.refusal)}
        </Notice>
      )}
      {show === "lost" && threads.length + wordings.length > 0 && (
        <p className="soft measure">{t("comments:lost.text")}</p>
      )}
      <Part id="wordings" title={t("comments:wordings")} note={t("comments:wordings.note")} first>
        {wordings.length === 0 ? (
          <Empty title={t(`comments:none.wordings.${show}`)} />
        ) : (
          wordings.map((wording) => (
            <WordingItem
              key={wording.number}
              wording={wording}
              clause={view.wordings[wording.number] ?? null}
              view={view}
              refused={refusedFor(refused, "w", wording.number)}
            />
          ))
        )}
      </Part>
      <Part id="threads" title={t("comments:threads")} note={t("comments:threads.note")}>
        {threads.length === 0 ? (
          <Empty title={t(`comments:none.threads.${show}`)} />
        ) : (
          threads.map((thread) => (
            <CommentItem
              key={thread.number}
              thread={thread}
              clause={view.threads[thread.number] ?? null}
              view={view}
            />
          ))
        )}
      </Part>
      {margin.may.comment && <Begin view={view} />}
    </>
  );
}

/** Choosing what to comment on, where the plan itself is not at hand. */
function Begin({ view }: { readonly view: BesideView }) {
  const t = useT();
  const local = useLocal();
  const { clauses, slug } = view;
  if (clauses.length === 0) return null;
  return (
    <Part id="begin" title={t("comments:begin")} note={t("comments:begin.note")}>
      <Form
        id="begin-form"
        action={local(`/groups/${slug}/plan/comment`)}
        method="get"
        label={t("comments:begin")}
      >
        <SelectField
          name="clause"
          label={t("comments:clause")}
          prompt={null}
          options={clauses.flatMap((clause) => {
            // An output has fields, whether it says something by itself or not.
            const silent = clause.words.trim() === "";
            if (silent && clause.kind !== "output") return [];
            return [{ value: clause.id, label: silent ? clauseName(t, clause) : clauseLine(t, clause) }];
          })}
        />
        <Actions>
          <Button kind="go">{t("comments:begin.do")}</Button>
          <TextLink path={`/groups/${slug}/plan`}>{t("comments:back")}</TextLink>
        </Actions>
      </Form>
    </Part>
  );
}

function chosen({ margin, show, threads, wordings }: BesideView) {
  // What is said about suggested words stands with them.
  const own = new Set(margin.wordings.flatMap(({ thread }) => thread ?? []));
  const comments = margin.threads.filter(({ number }) => !own.has(number));
  switch (show) {
    case "all":
      return { threads: comments, wordings: margin.wordings };
    case "settled":
      return {
        threads: comments.filter(({ resolved }) => resolved !== null),
        wordings: margin.wordings.filter(({ state }) => state !== "open"),
      };
    case "lost":
      return {
        threads: comments.filter(({ number, resolved }) => resolved === null && !threads[number]),
        wordings: margin.wordings.filter(({ number, state }) => state === "open" && !wordings[number]),
      };
    case "open":
      return {
        threads: comments.filter(({ resolved }) => resolved === null),
        wordings: margin.wordings.filter(({ state }) => state === "open"),
      };
  }
}

function countOf(view: BesideView, show: BesideChoice): number {
  const { threads, wordings } = chosen({ ...view, show });
  return threads.length + wordings.length;
}

/** The refusal of a form of that item, which opens it again. */
function refusedFor(refused: Refused | null, kind: "t" | "w", number: number): Refused | null {
  return refused?.values["of"] === `${kind}${number}` ? refused : null;
}
