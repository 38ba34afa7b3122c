/** The page of a group without a plan: what will be here, and the form of who may begin it. */
import type { Refused } from "#app/answers.ts";
import { languages, ownNames } from "#app/i18n/language.ts";
import type { NoPlanPage } from "#server/services/plan-views.ts";
import { Actions, Button } from "./button.tsx";
import { SelectField } from "./choice-field.tsx";
import { TextField } from "./field.tsx";
import { Form } from "./form.tsx";
import { Empty, Panel } from "./notice.tsx";
import { PageHead } from "./page-head.tsx";
import { useLanguage, useT } from "./speech.tsx";

export function PlanBegin({ page, refused }: { page: NoPlanPage; refused: Refused | null }) {
  const t = useT();
  const language = useLanguage();
  return (
    <>
      <PageHead title={t("plan:title.none")} />
      <Empty title={t("plan:none")}>{t("plan:none.hint")}</Empty>
      {page.begins && (
        <Panel id="begin" title={t("plan:begin")}>
          <Form id="begin-plan" refused={refused} labelledBy="begin">
            <TextField
              name="period"
              label={t("plan:begin.period")}
              hint={t("plan:begin.period.hint")}
              size={10}
              value={page.deadlines.period ?? ""}
            />
            <SelectField
              name="language"
              label={t("plan:begin.language")}
              prompt={null}
              value={language}
              options={languages.map((value) => ({ value, label: ownNames[value] }))}
            />
            <Actions>
              <Button kind="go">{t("plan:begin")}</Button>
            </Actions>
          </Form>
        </Panel>
      )}
    </>
  );
}
