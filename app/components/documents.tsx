/** The documents of a group: a list with language, size and who filed them; those who keep it take one down with a reason. */
import type { Refused } from "#app/answers.ts";
import type { FiledDocument } from "#server/services/files.ts";
import { ownNames } from "#app/i18n/language.ts";
import { Actions, Button, ButtonLink, TextLink } from "./button.tsx";
import { byline } from "./byline.ts";
import { TextArea } from "./field.tsx";
import { Form } from "./form.tsx";
import { Empty, Panel } from "./notice.tsx";
import { PageHead } from "./page-head.tsx";
import { Part } from "./part.tsx";
import { useFormat, useLanguage, useT } from "./speech.tsx";
import { Table } from "./table.tsx";

export function Documents(props: {
  readonly slug: string;
  readonly files: readonly FiledDocument[];
  readonly keeps: boolean;
  readonly removing: string | null;
  readonly refused: Refused | null;
}) {
  const t = useT();
  const { slug, files, keeps, refused } = props;
  const wanted = refused?.values["file"] ?? props.removing;
  const removing = keeps ? files.find(({ id, removedAt }) => id === wanted && removedAt === null) : undefined;
  const home = `/groups/${slug}/documents`;
  return (
    <>
      <PageHead title={t("files:title")} lead={t("files:lead")} />
      <Part
        id="list"
        title={t("files:list")}
        note={files.length > 0 ? t("files:list.note", { count: files.length }) : undefined}
        first
      >
        {keeps && (
          <p className="row before">
            <ButtonLink path={`${home}/new`}>{t("files:add")}</ButtonLink>
          </p>
        )}
        {removing !== undefined && (
          <Panel id="removal" title={t("files:remove.title", { title: removing.title })}>
            <p>{t("files:remove.text")}</p>
            <Form id="remove" refused={refused} hidden={{ file: removing.id }} labelledBy="removal">
              <TextArea name="reason" label={t("files:reason")} rows={2} maxLength={500} required />
              <Actions>
                <Button kind="go">{t("files:remove")}</Button>
                <TextLink path={home}>{t("frame:form.cancel")}</TextLink>
              </Actions>
            </Form>
          </Panel>
        )}
        {files.length === 0 ? (
          <Empty title={t("files:empty")}>{t("files:empty.text")}</Empty>
        ) : (
          <FileTable {...props} home={home} removing={removing?.id ?? null} />
        )}
      </Part>
    </>
  );
}

function FileTable(props: {
  readonly files: readonly FiledDocument[];
  readonly keeps: boolean;
  readonly home: string;
  readonly removing: string | null;
}) {
  const t = useT();
  const { files, keeps, home } = props;
  return (
    <Table
      caption={t("files:list")}
      columns={[
        { key: "title", head: t("files:name"), names: true },
        { key: "language", head: t("files:language"), look: "s" },
        { key: "filed", head: t("files:filed"), look: "s" },
        { key: "size", head: t("files:size"), look: "s num nowrap", end: true, labelled: true },
        ...(keeps
          ? [{ key: "acts", head: t("files:remove"), headHidden: true, end: true, look: "s nowrap" }]
          : []),
      ]}
      rows={files.map((file) => ({
        id: file.id,
        chosen: file.id === props.removing,
        cells: {
          title: <Title file={file} />,
          language: ownNames[file.language],
          filed: <Filed file={file} />,
          size: <Size bytes={file.bytes} />,
          acts: file.removedAt === null && (
            <TextLink path={`${home}?remove=${file.id}`} about={file.title}>
              {t("files:remove")}
            </TextLink>
          ),
        },
      }))}
    />
  );
}

function Title({ file }: { readonly file: FiledDocument }) {
  const t = useT();
  const format = useFormat();
  const language = useLanguage();
  const lang = file.language === language ? undefined : file.language;
  if (file.removedAt !== null)
    return (
      <>
        <s lang={lang} className="soft">
          {file.title}
        </s>
        <small>
          {t("files:removed", { date: format.longDay(file.removedAt), reason: file.removedReason ?? "" })}
        </small>
      </>
    );
  return (
    <>
      <a className="plain" href={`/files/${file.id}/${encodeURIComponent(file.name)}`} lang={lang}>
        {file.title}
      </a>
      <small>{file.name}</small>
    </>
  );
}

function Filed({ file }: { readonly file: FiledDocument }) {
  const t = useT();
  const format = useFormat();
  return (
    <>
      {format.day(file.at)}
      <small>{byline(t, file.by)}</small>
    </>
  );
}

function Size({ bytes }: { readonly bytes: number }) {
  return <>{useFormat().size(bytes)}</>;
}
