/** Says what became of an output. What it leads to is one more entry; the adopted text stays as it is. */
import type { Refused } from "#app/answers.ts";
import { outputStatuses } from "#app/domain/progress.ts";
import type { OutputPage } from "#server/services/outputs.ts";
import { Actions, Button } from "./button.tsx";
import { RadioGroup } from "./choice-field.tsx";
import { DateField, FileField, TextArea, TextField } from "./field.tsx";
import { Form } from "./form.tsx";
import { LanguageField } from "./language-field.tsx";
import { Panel } from "./notice.tsx";
import { useFormat, useLanguage, useT } from "./speech.tsx";

/** What is taken as evidence. */
export interface FilesTaken {
  /** In bytes. */
  readonly limit: number;
  readonly kinds: readonly string[];
}

export function ProgressForm(props: {
  readonly page: OutputPage;
  readonly files: FilesTaken;
  readonly refused: Refused | null;
}) {
  const t = useT();
  const format = useFormat();
  const language = useLanguage();
  const { page, files, refused } = props;
  const { capacities, history, names, today, line } = page;
  const options = capacities.map(({ office, country }) => ({
    value: `${office} ${country ?? "-"}`,
    label: [country === null ? null : (names[country] ?? country), t(`frame:office.${office}`)]
      .filter(Boolean)
      .join(" · "),
  }));
  const [own] = options;
  const several = options.length > 1;
  return (
    <Panel id="record" title={t("outputs:record")}>
      <Form
        id="progress-form"
        files
        refused={refused}
        labelledBy="record"
        hidden={{
          after: String(history[0]?.number ?? 0),
          ...(several || own === undefined ? {} : { as: own.value }),
        }}
      >
        {several ? (
          <RadioGroup
            name="as"
            label={t("outputs:record.as")}
            options={options}
            value={own?.value ?? ""}
            tight
          />
        ) : (
          <p className="soft">{t("outputs:record.as-one", { capacity: own?.label ?? "" })}</p>
        )}
        <RadioGroup
          name="status"
          label={t("outputs:record.status")}
          options={outputStatuses.map((status) => ({ value: status, label: t(`plan:status.${status}`) }))}
          value={line.standing.status ?? ""}
          tight
        />
        <TextField
          name="percent"
          label={t("outputs:record.percent")}
          hint={t("outputs:record.percent.hint")}
          optional
          inputMode="numeric"
          size={10}
          maxLength={5}
        />
        <DateField
          name="day"
          label={t("outputs:record.day")}
          hint={t("outputs:record.day.hint")}
          value={today}
          max={today}
        />
        <TextArea
          name="note"
          label={t("outputs:record.note")}
          hint={t("outputs:record.note.hint")}
          rows={4}
          maxLength={2000}
        />
        <LanguageField label={t("outputs:record.language")} value={language} />
        <TextField
          name="link"
          label={t("outputs:record.link")}
          hint={t("outputs:record.link.hint")}
          optional
          inputMode="url"
          maxLength={500}
        />
        <FileField
          name="file"
          label={t("outputs:record.file")}
          optional
          hint={
            <>
              {refused !== null && `${t("files:file.again")} `}
              {t("files:file.hint", { size: format.size(files.limit), kinds: files.kinds.join(", ") })}
            </>
          }
          accept={files.kinds.map((kind) => `.${kind}`).join(",")}
        />
        <p className="soft">{t("outputs:record.consequence")}</p>
        <Actions>
          <Button kind="go">{t("outputs:record.send")}</Button>
        </Actions>
      </Form>
    </Panel>
  );
}
