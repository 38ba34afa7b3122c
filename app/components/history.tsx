/** What happened to one thing, newest first, as the record has it. */
import type { NamedEntry } from "#server/services/records.ts";
import { sayEvent } from "./event-words.ts";
import { Part } from "./part.tsx";
import type { Names } from "./round.tsx";
import { useFormat, useLocal, useT } from "./speech.tsx";
import { Timeline } from "./timeline.tsx";

export function History(props: {
  readonly entries: readonly NamedEntry[];
  readonly names: Names;
  readonly record: string;
}) {
  const t = useT();
  const format = useFormat();
  const local = useLocal();
  const { entries, names } = props;
  if (entries.length === 0) return null;
  return (
    <Part
      id="history"
      title={t("record:history")}
      note={
        <>
          {t("record:history.note")} <a href={local(props.record)}>{t("record:history.proof")}</a>
        </>
      }
    >
      <Timeline
        entries={entries.map((entry) => ({
          id: `e-${entry.id}`,
          at: entry.at,
          content: sayEvent({ t, format, names }, entry, true),
        }))}
      />
    </Part>
  );
}
