/** Bringing in a text from a file: the file, then what it would change, what was left behind, and the act. */
import type { Refused } from "#app/answers.ts";
import type { Language } from "#app/i18n/language.ts";
import type { DraftPreview } from "#server/services/plan-drafts.ts";
import { Actions, Button, TextLink } from "./button.tsx";
import { FileField } from "./field.tsx";
import { Form } from "./form.tsx";
import { Notice } from "./notice.tsx";
import { PageHead } from "./page-head.tsx";
import { Part } from "./part.tsx";
import { PlanPaper, type Sheet } from "./plan-sheet.tsx";
import { ComparedText } from "./compared-text.tsx";
import { useFormat, useT } from "./speech.tsx";

export function PlanImport(props: {
  readonly slug: string;
  readonly period: string;
  /** In bytes. */
  readonly limit: number;
  readonly refused: Refused | null;
}) {
  const t = useT();
  const format = useFormat();
  const { slug, period, limit, refused } = props;
  const plan = `/groups/${slug}/plan`;
  return (
    <>
      <PageHead
        title={t("paper:import")}
        crumbs={[{ name: t("plan:title", { period }), path: plan }]}
        lead={t("paper:import.lead")}
      />
      <Form id="import" refused={refused} files>
        <FileField
          name="file"
          label={t("paper:import.file")}
          hint={t("paper:import.file.hint", { size: format.size(limit) })}
          accept=".docx,.md,.markdown"
          required
        />
        <Actions>
          <Button kind="go">{t("paper:import.send")}</Button>
          <TextLink path={plan}>{t("frame:form.cancel")}</TextLink>
        </Actions>
      </Form>
    </>
  );
}

export function PlanImportPreview(props: {
  readonly slug: string;
  readonly title: string;
  readonly period: string;
  readonly language: Language;
  readonly preview: Omit<DraftPreview, "text" | "plan" | "countries">;
  readonly sheet: Sheet;
  readonly refused: Refused | null;
}) {
  const t = useT();
  const { slug, title, period, language, preview, sheet, refused } = props;
  const { base, begins, passages } = preview;
  const plan = `/groups/${slug}/plan`;
  const changed = passages.filter(({ change }) => change !== "same");
  const same = passages.length - changed.length;
  return (
    <>
      <PageHead title={title} crumbs={[{ name: t("plan:title", { period }), path: plan }]} />
      {begins && <Notice kind="info" title={t("paper:import.preview.empty")} />}
      <Untaken untaken={preview.untaken} />
      {!begins && (
        <Part id="changes" title={t("paper:import.changes")} note={t("paper:import.changes.note")}>
          <ComparedText passages={changed} language={language} />
          {same > 0 && <p className="soft s further">{t("paper:import.changes.same", { count: same })}</p>}
        </Part>
      )}
      {(begins || changed.length > 0) && (
        <Part id="confirm" title={t("paper:import.confirm")}>
          <p>{t("paper:import.confirm.what")}</p>
          <Form id="take" refused={refused} hidden={{ base }} labelledBy="confirm-heading">
            <Actions>
              <Button kind="go">{t("paper:import.confirm")}</Button>
              <TextLink path={`${plan}/import`}>{t("paper:import.other")}</TextLink>
              <TextLink path={plan}>{t("frame:form.cancel")}</TextLink>
            </Actions>
          </Form>
        </Part>
      )}
      <Part id="result" title={t("paper:import.result")} wide>
        <PlanPaper sheet={sheet} labelledBy="result-heading" />
      </Part>
    </>
  );
}

/** What could not be taken: kinds, how often, and where, in the words beside it. */
function Untaken({ untaken }: { readonly untaken: DraftPreview["untaken"] }) {
  const t = useT();
  if (untaken.length === 0) return <Notice kind="done" title={t("paper:import.untaken.none")} />;
  return (
    <Part id="untaken" title={t("paper:import.untaken")} first>
      <ul className="list untaken">
        {untaken.map(({ kind, count, places }) => (
          <li key={kind}>
            {t(`paper:untaken.${kind}`)} <span className="num">({count})</span>
            {places.length > 0 && (
              <small className="soft">
                {" "}
                {t("paper:import.untaken.at", { places: places.map((place) => `“${place}”`).join(", ") })}
              </small>
            )}
          </li>
        ))}
      </ul>
    </Part>
  );
}
