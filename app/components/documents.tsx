/** The documents of a group, and the papers before the officers: a list with language, size and who filed them; those who may take one down with a reason. */
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
  const { slug, files, ...rest } = props;
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
        <FiledDocuments
          {...rest}
          files={files}
          home={home}
          form={`${home}/new`}
          anchor=""
          empty={t("files:empty.text")}
        />
      </Part>
    </>
  );
}

/** The list itself, with what those who file and take down there do. */
export function FiledDocuments(props: {
  readonly files: readonly FiledDocument[];
  /** Whether the reader files documents here. */
  readonly keeps: boolean;
  /** The document whose removal is asked for. */
  readonly removing: string | null;
  readonly refused: Refused | null;
  /** The page that shows the list, and where on it the list stands: `#papers`, or nothing. */
  readonly home: string;
  readonly anchor: string;
  /** The page of the form of a new document. */
  readonly form: string;
  /** Said where there is none. */
  readonly empty: string;
}) {
  const t = useT();
  const { files, refused, home, anchor } = props;
  const wanted = refused?.values["file"] ?? props.removing;
  const removing = files.find(({ id, removable }) => id === wanted && removable);
  return (
    <>
      {props.keeps && (
        <p className="row before">
          <ButtonLink path={props.form}>{t("files:add")}</ButtonLink>
        </p>
      )}
      {removing !== undefined && (
        <Panel id="removal" title={t("files:remove.title", { title: removing.title })}>
          <p>{t("files:remove.text")}</p>
          <Form id="remove" refused={refused} hidden={{ file: removing.id }} labelledBy="removal">
            <TextArea name="reason" label={t("files:reason")} rows={2} maxLength={500} required />
            <Actions>
              <Button kind="go">{t("files:remove")}</Button>
              <TextLink path={home + anchor}>{t("frame:form.cancel")}</TextLink>
            </Actions>
          </Form>
        </Panel>
      )}
      {files.length === 0 ? (
        <Empty title={t("files:empty")}>{props.empty}</Empty>
      ) : (
        <FileTable files={files} home={home} anchor={anchor} removing={removing?.id ?? null} />
      )}
    </>
  );
}

function FileTable(props: {
  readonly files: readonly FiledDocument[];
  readonly home: string;
  readonly anchor: string;
  readonly removing: string | null;
}) {
  const t = useT();
  const { files, home, anchor } = props;
  const acts = files.some(({ removable }) => removable);
  return (
    <Table
      caption={t("files:list")}
      columns={[
        { key: "title", head: t("files:name"), names: true },
        { key: "language", head: t("files:language"), look: "s" },
        { key: "filed", head: t("files:filed"), look: "s" },
        { key: "size", head: t("files:size"), look: "s num nowrap", end: true, labelled: true },
        ...(acts
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
          acts: file.removable && (
            <TextLink path={`${home}?remove=${file.id}${anchor}`} about={file.title}>
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
