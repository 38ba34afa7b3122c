/** Forms of a discussion: a new thread, an answer, and what a post's author or the Chair may do with it. */
import type { Refused } from "#app/answers.ts";
import { Actions, Button, TextLink } from "./button.tsx";
import { SelectField } from "./choice-field.tsx";
import { TextArea, TextField } from "./field.tsx";
import { Form } from "./form.tsx";
import { LanguageField } from "./language-field.tsx";
import { Panel } from "./notice.tsx";
import { PageHead } from "./page-head.tsx";
import { useFormat, useLanguage, useT } from "./speech.tsx";
import { VoiceField } from "./voice-field.tsx";
import { voiceWords } from "./voice-words.ts";
import type { Speaking } from "./who-may-speak.tsx";

interface Subject {
  readonly kind: "plan" | "goal";
  readonly id: string;
  readonly label: string;
}

export function NewThread(props: {
  readonly view: Speaking & {
    readonly group: { readonly slug: string };
    readonly subjects: readonly Subject[];
  };
  readonly refused: Refused | null;
}) {
  const t = useT();
  const { view, refused } = props;
  const { subjects } = view;
  const home = `/groups/${view.group.slug}/discussion`;
  return (
    <>
      <PageHead title={t("threads:open.title")} crumbs={[{ name: t("threads:title"), path: home }]} />
      <div className="writing">
        <Form id="thread" refused={refused} hidden={{ onceKey: refused?.values["onceKey"] ?? view.onceKey }}>
          <TextField
            name="title"
            label={t("threads:name")}
            hint={t("threads:name.hint")}
            maxLength={140}
            required
          />
          {subjects.length > 0 && (
            <SelectField
              name="subject"
              label={t("threads:about")}
              prompt={t("threads:about.group")}
              options={subjects.map(({ kind, id, label }) => ({
                value: `${kind}:${id}`,
                label:
                  kind === "plan"
                    ? t("threads:about.plan", { period: label })
                    : t("threads:about.goal", { title: label }),
              }))}
            />
          )}
          {subjects.length > 0 && (
            <TextField
              name="passage"
              label={t("threads:passage")}
              hint={t("threads:passage.hint")}
              inputMode="numeric"
              maxLength={4}
              size={10}
              optional
            />
          )}
          <Words speaking={view} />
          <Actions>
            <Button kind="go">{t("threads:post")}</Button>
            <TextLink path={home}>{t("frame:form.cancel")}</TextLink>
          </Actions>
        </Form>
      </div>
    </>
  );
}

/** What every post asks for: the voice where there is a choice, the text and its language. */
function Words({ speaking, label }: { readonly speaking: Speaking; readonly label?: string }) {
  const t = useT();
  const language = useLanguage();
  return (
    <>
      <VoiceField voices={speaking.voices} names={speaking.names} />
      <TextArea
        name="text"
        label={label ?? t("threads:text")}
        hint={t("threads:answer.hint")}
        rows={6}
        maxLength={8_000}
        required
      />
      <LanguageField label={t("threads:language")} value={language} />
    </>
  );
}

export function Answer(props: {
  readonly speaking: Speaking;
  readonly refused: Refused | null;
  /** The post that is answered; null for the thread as a whole. */
  readonly to: { readonly number: number; readonly name: string } | null;
}) {
  const t = useT();
  const { speaking, refused, to } = props;
  const [only, ...others] = speaking.voices;
  if (only === undefined) return null;
  const as = others.length === 0 ? voiceWords(t, only.voice, speaking.names).words : null;
  const label = as === null ? t("threads:answer") : t("threads:answer.as", { voice: as });
  const used = refused?.refusal.key === "post.sent-elsewhere";
  return (
    <section className="writing" id="answer" aria-label={t("threads:answer")}>
      {to !== null && <p className="soft s">{t("threads:answering", to)}</p>}
      <Form
        id="answering"
        refused={refused}
        hidden={{
          intent: "answer",
          onceKey: used ? speaking.onceKey : (refused?.values["onceKey"] ?? speaking.onceKey),
          replyTo: to === null ? "" : String(to.number),
        }}
      >
        <Words speaking={speaking} label={label} />
        <Actions>
          <Button kind="go">{t("threads:post")}</Button>
        </Actions>
      </Form>
    </section>
  );
}

export function EditPost(props: {
  readonly post: number;
  readonly source: string;
  readonly until: Date;
  readonly back: string;
  readonly refused: Refused | null;
}) {
  const t = useT();
  const format = useFormat();
  return (
    <Panel id="edit-heading" title={t("threads:edit.title")}>
      <p className="s">{t("threads:edit.until", { time: format.time(props.until) })}</p>
      <Form
        id="edit"
        refused={props.refused}
        hidden={{ intent: "edit", post: String(props.post) }}
        labelledBy="edit-heading"
      >
        <TextArea
          name="text"
          label={t("threads:text")}
          value={props.source}
          rows={6}
          maxLength={8_000}
          required
        />
        <Actions>
          <Button kind="go">{t("frame:form.save")}</Button>
          <TextLink path={props.back}>{t("frame:form.cancel")}</TextLink>
        </Actions>
      </Form>
    </Panel>
  );
}

/** Hides a post, or closes the thread: both with a reason that everybody reads. */
export function Moderate(props: {
  readonly act: { readonly kind: "hide"; readonly post: number } | { readonly kind: "close" };
  readonly back: string;
  readonly refused: Refused | null;
}) {
  const t = useT();
  const { act, refused } = props;
  const key = act.kind;
  return (
    <Panel id="moderate-heading" title={t(key === "hide" ? "threads:hide.title" : "threads:close")}>
      <p>{t(`threads:${key}.text`)}</p>
      <Form
        id="moderate"
        refused={refused}
        hidden={{ intent: key, ...(act.kind === "hide" ? { post: String(act.post) } : {}) }}
        labelledBy="moderate-heading"
      >
        <TextArea name="reason" label={t("threads:reason")} rows={2} maxLength={500} required />
        <Actions>
          <Button kind="go">{t(`threads:${key}`)}</Button>
          <TextLink path={props.back}>{t("frame:form.cancel")}</TextLink>
        </Actions>
      </Form>
    </Panel>
  );
}
