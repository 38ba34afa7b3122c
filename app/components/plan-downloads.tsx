/** One calm line below a text of the plan: the ways to take it away. */
import { TextLink } from "./button.tsx";
import { useLocal, useT } from "./speech.tsx";

export interface Downloads {
  readonly slug: string;
  readonly period: string;
  /** The point that it is, as addresses name it: "live", "release-3". */
  readonly of: string;
  /** What changes can be marked from: the text in force, or a release; nothing where there is no other text. */
  readonly since?: "adopted" | number | null;
  /** Whether what was said beside the text can go along. */
  readonly comments?: boolean;
  /** Whether the reader may bring a text in. */
  readonly imports?: boolean;
}

export function PlanDownloads({
  slug,
  period,
  of,
  since = null,
  comments = false,
  imports = false,
}: Downloads) {
  const t = useT();
  const local = useLocal();
  const plan = `/groups/${slug}/plan`;
  const file = (more: Readonly<Record<string, string>>) =>
    local(`${plan}/file?${new URLSearchParams({ of, period, ...more }).toString()}`);
  const changesSince = (from: "adopted" | number) =>
    from === "adopted"
      ? ([t("paper:files.changes"), file({ format: "docx", since: from })] as const)
      : ([
          t("paper:files.changes.release", { number: from }),
          file({ format: "docx", since: `release-${from}` }),
        ] as const);
  const files: readonly (readonly [words: string, address: string])[] = [
    ["Word", file({ format: "docx" })],
    ...(comments
      ? [[t("paper:files.docx.comments"), file({ format: "docx", comments: "on" })] as const]
      : []),
    ...(since === null ? [] : [changesSince(since)]),
    ["Markdown", file({ format: "md" })],
    ["JSON", file({ format: "json" })],
  ];
  return (
    <p className="downloads s">
      <span className="soft">{t("paper:files.label")}: </span>
      {files.map(([words, address]) => (
        <a key={words} href={address} rel="nofollow">
          {words}
        </a>
      ))}
      <TextLink path={`${plan}/print?${new URLSearchParams({ of, period }).toString()}`}>
        {t("paper:files.print")}
      </TextLink>
      {imports && <TextLink path={`${plan}/import`}>{t("paper:files.import")}</TextLink>}
    </p>
  );
}
