/** The form of a minisite's text: in one language, in a small markup, with a preview; it works without script. */
import type { Refused } from "#app/answers.ts";
import type { Block } from "#app/document/markup.ts";
import { languages, ownNames, type Language } from "#app/i18n/language.ts";
import type { Previewed, TextKind } from "#app/keeping.ts";
import { Actions, Button } from "./button.tsx";
import { byline, type Hand } from "./byline.ts";
import { TextArea, TextField } from "./field.tsx";
import { Form } from "./form.tsx";
import { Tabs } from "./list.tsx";
import { Moment } from "./moment.tsx";
import { Notice } from "./notice.tsx";
import { PageHead } from "./page-head.tsx";
import { Fold, Part } from "./part.tsx";
import { RichText } from "./rich-text.tsx";
import { useFormat, useT } from "./speech.tsx";

export interface EditedText {
  /** Title of the text as it stands. */
  readonly entered: string;
  readonly slug: string;
  readonly kind: TextKind;
  readonly page: string | null;
  /** Address of this form, without language. */
  readonly path: string;
  readonly language: Language;
  readonly heading: string;
  readonly text: string;
  readonly base: number;
  readonly states: Readonly<Record<Language, "draft" | "published" | "changed" | "unpublished" | null>>;
  readonly published: boolean;
  readonly saved: boolean;
  readonly theirs: {
    readonly by: Hand;
    readonly version: number;
    readonly at: Date;
    readonly blocks: readonly Block[];
  } | null;
}

export function TextForm(props: {
  readonly edited: EditedText;
  readonly refused: Refused | null;
  readonly previewed: Previewed | null;
}) {
  const t = useT();
  const { edited, refused, previewed } = props;
  const { kind, language, path } = edited;
  const clash = refused?.refusal.key === "page.newer-text" ? edited.theirs : null;
  return (
    <>
      <PageHead
        title={edited.heading}
        lead={t("minisite:lead")}
        crumbs={[{ name: t(`frame:tab.home`), path: `/groups/${edited.slug}` }]}
      />
      {edited.saved && refused === null && previewed === null && (
        <Notice kind="done" title={t("minisite:saved")} />
      )}
      <Tabs
        label={t("minisite:languages")}
        tabs={languages.map((one) => ({
          name: `${ownNames[one]} · ${t(`minisite:state.${edited.states[one] ?? "none"}`)}`,
          path: `${path}?language=${one}`,
          current: one === language,
        }))}
      />
      {previewed !== null && <Preview previewed={previewed} />}
      {clash !== null && <Clash theirs={clash} language={language} />}
      <section className="writing" aria-label={t("minisite:text")}>
        <Form id="text" refused={refused} hidden={{ language, base: String(edited.base) }}>
          {kind !== "mandate" && (
            <TextField
              name="title"
              label={t("minisite:title")}
              hint={t("minisite:title.hint")}
              value={previewed?.values["title"] ?? edited.entered}
              maxLength={140}
              required
              lang={language}
            />
          )}
          <TextArea
            name="text"
            label={t("minisite:text")}
            hint={kind === "mandate" ? t("minisite:text.mandate-hint") : undefined}
            value={previewed?.values["text"] ?? edited.text}
            rows={kind === "mandate" ? 5 : 16}
            maxLength={kind === "mandate" ? 1_200 : 20_000}
            required
            lang={language}
          />
          <Signs />
          <p className="soft s">{t("minisite:publish.consequence")}</p>
          <Actions>
            <Button kind="go" name="intent" value="publish">
              {t("minisite:publish")}
            </Button>
            <Button name="intent" value="preview">
              {t("minisite:preview")}
            </Button>
            <Button name="intent" value="draft">
              {t("minisite:save-draft")}
            </Button>
          </Actions>
        </Form>
      </section>
      {edited.published && (
        <Part id="take-down" title={t("minisite:unpublish.title")}>
          <Form id="unpublish" hidden={{ language, intent: "unpublish" }} labelledBy="take-down-heading">
            <p className="measure">{t("minisite:unpublish.text")}</p>
            <Actions>
              <Button>{t("minisite:unpublish")}</Button>
            </Actions>
          </Form>
        </Part>
      )}
    </>
  );
}

function Preview({ previewed }: { readonly previewed: Previewed }) {
  const t = useT();
  const { title, blocks, language } = previewed.preview;
  return (
    <section className="recorded preview" aria-labelledby="preview-heading">
      <h2 id="preview-heading">{t("minisite:preview.title")}</h2>
      <p className="soft s">{t("minisite:preview.note")}</p>
      {title !== "" && (
        <p className="round-title" lang={language}>
          {title}
        </p>
      )}
      <RichText blocks={blocks} lang={language} level={3} />
    </section>
  );
}

function Clash(props: { readonly theirs: NonNullable<EditedText["theirs"]>; readonly language: Language }) {
  const t = useT();
  const format = useFormat();
  const { by, version, at, blocks } = props.theirs;
  return (
    <section className="recorded preview" aria-labelledby="newer-heading">
      <h2 id="newer-heading">{t("minisite:newer.theirs")}</h2>
      <p className="soft s">
        {t("minisite:newer.text", { by: byline(t, by), version, when: format.relative(at) })} (
        <Moment at={at} />)
      </p>
      <RichText blocks={blocks} lang={props.language} level={3} />
    </section>
  );
}

/** The few signs of the markup, each with what it makes. */
function Signs() {
  const t = useT();
  const words = t("minisite:signs.words");
  const rows = [
    [`## ${words}`, "heading"],
    [`### ${words}`, "subheading"],
    [`- ${words}`, "list"],
    [`1. ${words}`, "numbered"],
    [`**${words}**`, "bold"],
    [`_${words}_`, "italic"],
    [`[${words}](https://example.org)`, "link"],
  ] as const;
  return (
    <Fold title={t("minisite:signs")}>
      <dl className="defs small signs">
        {rows.map(([sign, key]) => (
          <div key={key}>
            <dt>{t(`minisite:signs.${key}`)}</dt>
            <dd>
              <code className="mono">{sign}</code>
            </dd>
          </div>
        ))}
      </dl>
      <p className="soft s">{t("minisite:signs.paragraph")}</p>
    </Fold>
  );
}
