/** What changed between the releases of two rounds: "Release 3 compared with release 2", by clause and by word. */
import type { RoundChanges } from "#server/services/round-pages.ts";
import { TextLink } from "./button.tsx";
import { ComparedText, isChanged } from "./compared-text.tsx";
import { Part } from "./part.tsx";
import { useT } from "./speech.tsx";

/** On the page of the round: what is not the same, and the way to the whole. */
export function ChangesPart({
  number,
  changes,
}: {
  readonly number: number;
  readonly changes: RoundChanges;
}) {
  const t = useT();
  const changed = changes.passages.filter(isChanged);
  const same = changes.passages.length - changed.length;
  return (
    <Part
      id="changes"
      title={t("round-page:changes")}
      note={t("round-page:changes.compared", { before: changes.before, after: changes.after })}
    >
      <ComparedText language={changes.language} passages={changed} />
      <p className="soft s further">
        {same > 0 && <>{t("round-page:changes.same", { count: same })}. </>}
        <TextLink path={`/rounds/${number}/changes`}>{t("round-page:changes.whole")}</TextLink>
      </p>
    </Part>
  );
}
