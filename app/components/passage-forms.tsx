/** A comment on one clause of a plan, or other words for it or its fields: forms that need no script. */
import type { Refused } from "#app/answers.ts";
import type { PassagePage } from "#server/services/margin-pages.ts";
import { Actions, Button, TextLink } from "./button.tsx";
import { clauseName } from "./clause-name.ts";
import { CheckboxGroup } from "./choice-field.tsx";
import { FieldForms } from "./field-forms.tsx";
import { TextArea } from "./field.tsx";
import { Form } from "./form.tsx";
import { LanguageField } from "./language-field.tsx";
import { onceKeyOf } from "./once-key.ts";
import { PageHead } from "./page-head.tsx";
import { Fold, Part } from "./part.tsx";
import { useLanguage, useT } from "./speech.tsx";
import { VoiceField } from "./voice-field.tsx";

type View = PassagePage & { readonly slug: string };

export function PassageForms({ view, refused }: { readonly view: View; readonly refused: Refused | null }) {
  const t = useT();
  const language = useLanguage();
  const { slug, period, clause, blocks, fields, may } = view;
  const of = refused?.values["act"];
  const title = fields.find(({ name }) => name === "title")?.value ?? "";
  const lang = view.language === language ? undefined : view.language;
  return (
    <>
      <PageHead
        title={t("comments:on", { clause: clauseName(t, clause) })}
        crumbs={[
          { name: t("plan:title", { period }), path: `/groups/${slug}/plan#${clause.id}` },
          { name: t("comments:title"), path: `/groups/${slug}/plan/comments` },
        ]}
      />
      <blockquote className="measure passage" lang={lang}>
        {title !== "" && (
          <p>
            <b>{title}</b>
          </p>
        )}
        {blocks.length === 0 && title === "" ? (
          <p>{clause.words}</p>
        ) : (
          blocks.map((words, at) => <p key={at}>{words}</p>)
        )}
      </blockquote>
      {may.comment && (
        <Part id="comment" title={t("comments:comment")} note={t("comments:comment.note")} first>
          <CommentForm view={view} refused={of === "comment" ? refused : null} />
        </Part>
      )}
      {may.suggest && blocks.some((words) => words.trim() !== "") && (
        <Part id="suggest" title={t("comments:suggest")} note={t("comments:suggest.note")}>
          {blocks.map((words, at) =>
            words.trim() === "" ? null : (
              <SuggestForm
                key={at}
                view={view}
                block={at}
                words={words}
                refused={of === "suggest" && refused?.values["block"] === String(at) ? refused : null}
              />
            ),
          )}
        </Part>
      )}
      {may.suggest && fields.length > 0 && (
        <Part id="fields" title={t("comments:fields")} note={t("comments:fields.note")}>
          <FieldForms view={view} refused={of === "suggest-field" ? refused : null} />
        </Part>
      )}
    </>
  );
}

function CommentForm({ view, refused }: { readonly view: View; readonly refused: Refused | null }) {
  const t = useT();
  const { slug, clause, naming, onceKey } = view;
  return (
    <Form
      id="comment"
      label={t("comments:comment")}
      refused={refused}
      hidden={{ act: "comment", clause: clause.id, onceKey: refused?.values["onceKey"] ?? onceKey }}
    >
      <TextArea
        name="words"
        label={t("comments:words")}
        hint={t("comments:words.hint")}
        rows={2}
        maxLength={2000}
        optional
      />
      <TextArea
        name="text"
        label={t("threads:text")}
        hint={t("threads:answer.hint")}
        rows={5}
        maxLength={8_000}
        required
      />
      <Spoken view={view} />
      {naming.length > 0 && (
        <Fold title={t("comments:tell")} open={refused?.values["tell"] !== undefined}>
          <CheckboxGroup
            name="tell"
            label={t("comments:tell.whom")}
            hint={t("comments:tell.hint")}
            options={naming.map(({ mark, name }) => ({ value: mark, label: name }))}
          />
        </Fold>
      )}
      <Actions>
        <Button kind="go">{t("comments:comment.do")}</Button>
        <TextLink path={`/groups/${slug}/plan#${clause.id}`}>{t("frame:form.cancel")}</TextLink>
      </Actions>
    </Form>
  );
}

function SuggestForm(props: {
  readonly view: View;
  readonly block: number;
  readonly words: string;
  readonly refused: Refused | null;
}) {
  const t = useT();
  const { view, block, words, refused } = props;
  const id = `suggest-${block}`;
  return (
    <Form
      id={id}
      label={t("comments:suggest")}
      refused={refused}
      hidden={{
        act: "suggest",
        clause: view.clause.id,
        block: String(block),
        shown: words,
        onceKey: refused?.values["onceKey"] ?? onceKeyOf(view.onceKey, block + 1),
      }}
    >
      <TextArea
        name="wanted"
        label={t("comments:wanted")}
        hint={t("comments:wanted.hint")}
        value={words}
        rows={Math.min(12, 3 + Math.ceil(words.length / 70))}
        lang={view.language}
      />
      <Spoken view={view} />
      <Actions>
        <Button>{t("comments:suggest.do")}</Button>
      </Actions>
    </Form>
  );
}

/** In which voice and language it is said, where there is a choice. */
function Spoken({ view }: { readonly view: View }) {
  const t = useT();
  const language = useLanguage();
  return (
    <>
      <VoiceField voices={view.voices} names={view.names} />
      <LanguageField label={t("threads:language")} value={language} />
    </>
  );
}
