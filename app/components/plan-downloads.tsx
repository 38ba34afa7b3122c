/** One calm line below a text of the plan: the ways to take it away. */
import { TextLink } from "./button.tsx";
import { useLocal, useT } from "./speech.tsx";

export interface Downloads {
  readonly slug: string;
  readonly period: string;
  /** "live", or "r3" for a release. */
  readonly of: string;
  /** What changes can be marked from: "adopted", or "r2"; nothing where there is no other text. */
  readonly since?: string | null;
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
  const files: readonly (readonly [words: string, address: string])[] = [
    [t("paper:files.docx"), file({ format: "docx" })],
    ...(comments
      ? [[t("paper:files.docx.comments"), file({ format: "docx", comments: "on" })] as const]
      : []),
    ...(since === null ? [] : [[t("paper:files.changes.short"), file({ format: "docx", since })] as const]),
    [t("paper:files.md"), file({ format: "md" })],
    [t("paper:files.json"), file({ format: "json" })],
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
