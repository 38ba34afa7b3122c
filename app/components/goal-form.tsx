/** The draft of a goal: the form in which it is written and changed. */
import type { Refused } from "#app/answers.ts";
import { goalTextLimits } from "#app/domain/goal-text.ts";
import type { DraftingView } from "#server/services/goal-views.ts";
import { Actions, Button } from "./button.tsx";
import { SelectField } from "./choice-field.tsx";
import { TextArea, TextField } from "./field.tsx";
import { Form } from "./form.tsx";
import { LanguageField } from "./language-field.tsx";
import { Two } from "./review.tsx";
import { useLanguage, useLocal, useT } from "./speech.tsx";

export function GoalForm(props: {
  readonly view: DraftingView;
  /** For a new draft: made with the page, so that the form is taken once. */
  readonly newId: string | null;
  readonly refused: Refused | null;
  /** Where cancelling leads, without language. */
  readonly back: string;
}) {
  const t = useT();
  const language = useLanguage();
  const local = useLocal();
  const { view, newId, refused } = props;
  const { proposal, own, areas, group } = view;
  const one = own.length === 1 ? own[0] : undefined;
  const hidden = {
    ...(newId === null ? {} : { id: refused?.values["id"] ?? newId }),
    ...(proposal === null ? {} : { revision: String(proposal.revision) }),
    ...(proposal === null && one !== undefined ? { country: one.iso } : {}),
  };
  return (
    <Two
      asideLabel={t("goals:form.aside")}
      aside={
        <>
          <h2>{t("goals:form.aside")}</h2>
          <ol className="stackv">
            {(["draft", "discussed", "group-round", "officers-round"] as const).map((stage) => (
              <li key={stage}>{t(`goals:form.way.${stage}`)}</li>
            ))}
          </ol>
        </>
      }
    >
      <Form id="goal" label={t("goals:form.label")} refused={refused} hidden={hidden}>
        {proposal === null && one !== undefined && (
          <p className="as">{t("goals:form.as", { country: one.name, group: group.name })}</p>
        )}
        {proposal === null && one === undefined && (
          <SelectField
            name="country"
            label={t("goals:country")}
            options={own.map(({ iso, name }) => ({ value: iso, label: name }))}
          />
        )}
        <TextField
          name="title"
          label={t("goals:form.title")}
          hint={t("goals:form.title-hint")}
          maxLength={goalTextLimits.title}
          value={proposal?.text.title}
        />
        <SelectField
          name="area"
          label={t("goals:form.area")}
          options={areas.map(({ code, title }) => ({ value: code, label: `${code} · ${title}` }))}
          value={proposal?.area?.code ?? group.areas[0]?.code}
        />
        <LanguageField label={t("goals:form.language")} value={proposal?.language ?? language} />
        <TextArea
          name="text"
          rows={10}
          label={t("goals:form.text")}
          hint={t("goals:form.text-hint")}
          maxLength={goalTextLimits.text}
          value={proposal?.text.paragraphs.join("\n\n")}
        />
        <TextArea
          name="rationale"
          rows={5}
          optional
          label={t("goals:rationale")}
          hint={t("goals:form.rationale-hint")}
          maxLength={goalTextLimits.rationale}
          value={proposal?.text.rationale}
        />
        <Actions>
          <Button kind="go">{proposal === null ? t("goals:form.save-draft") : t("frame:form.save")}</Button>
          <a href={local(props.back)}>{t("frame:form.cancel")}</a>
        </Actions>
      </Form>
    </Two>
  );
}
