/** What each field of an output says, and a form to suggest something else for it: for those without script. */
import type { Refused } from "#app/answers.ts";
import { choicesOf, typedOf } from "#app/document/fields.ts";
import { isLong, type FieldName } from "#app/domain/output-field.ts";
import { fieldLabel, hasHint, outputSpeaker } from "#app/i18n/output-fields.ts";
import type { PassagePage } from "#server/services/margin-pages.ts";
import { Actions, Button } from "./button.tsx";
import { SelectField } from "./choice-field.tsx";
import { TextArea, TextField } from "./field.tsx";
import { Form } from "./form.tsx";
import { LanguageField } from "./language-field.tsx";
import { onceKeyOf } from "./once-key.ts";
import { Fold } from "./part.tsx";
import { useLanguage, useT } from "./speech.tsx";
import { VoiceField } from "./voice-field.tsx";

interface FieldFormsProps {
  readonly view: PassagePage;
  /** Of the form that was sent and came back. */
  readonly refused: Refused | null;
}

export function FieldForms({ view, refused }: FieldFormsProps) {
  const t = useT();
  const language = useLanguage();
  const speaker = outputSpeaker(t, language, view.names);
  return (
    <div className="fields">
      {view.fields.map(({ name, value }, at) => {
        const sentBack = refused?.values["field"] === name ? refused : null;
        const said = speaker.value(name, value);
        return (
          <Fold
            key={name}
            title={fieldLabel(t, name)}
            fact={said === "" ? <span className="soft">{t("editor:output.unset")}</span> : said}
            open={sentBack !== null}
          >
            <Form
              id={`field-${name}`}
              label={t("comments:line", { clause: t("comments:fields"), words: fieldLabel(t, name) })}
              refused={sentBack}
              hidden={{
                act: "suggest-field",
                clause: view.clause.id,
                field: name,
                shown: value,
                onceKey: sentBack?.values["onceKey"] ?? onceKeyOf(view.onceKey, view.blocks.length + 1 + at),
              }}
            >
              <Wanted view={view} name={name} value={value} />
              <VoiceField voices={view.voices} names={view.names} />
              <LanguageField label={t("threads:language")} value={language} />
              <Actions>
                <Button>{t("comments:fields.do")}</Button>
              </Actions>
            </Form>
          </Fold>
        );
      })}
    </div>
  );
}

/** What suits the field, filled with what it holds. */
function Wanted(props: { readonly view: PassagePage; readonly name: FieldName; readonly value: string }) {
  const t = useT();
  const language = useLanguage();
  const { view, name, value } = props;
  const speaker = outputSpeaker(t, language, view.names);
  const choices = choicesOf(name);
  const field = {
    name: "wanted",
    label: t("comments:wanted"),
    hint: hasHint(name) ? t(`editor:output.${name}.hint`) : undefined,
    value: typedOf(name, value, view.names),
  };
  if (choices !== null)
    return (
      <SelectField
        {...field}
        prompt={t("editor:output.unset")}
        options={choices.map((choice) => ({ value: choice, label: speaker.value(name, choice) }))}
      />
    );
  const lang = view.language;
  return isLong(name) ? <TextArea {...field} rows={3} lang={lang} /> : <TextField {...field} lang={lang} />;
}
