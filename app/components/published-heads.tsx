/** The heads of all chains as they were published at the end of each day, for others to keep. */
import type { Services } from "#server/services/services.ts";
import { Fold, Part } from "./part.tsx";
import { useFormat, useLocal, useT } from "./speech.tsx";
import { Table } from "./table.tsx";

/** The latest day first. */
export type HeadsByDay = Awaited<ReturnType<Services["proofs"]["heads"]>>;
type Day = HeadsByDay[number];

export function PublishedHeads({ days }: { readonly days: HeadsByDay }) {
  const t = useT();
  const local = useLocal();
  return (
    <Part id="heads" title={t("record:heads")} note={t("record:heads.note")}>
      {days.length === 0 && <p className="soft">{t("record:heads.none")}</p>}
      {days.map((day, place) => (
        <DayOfHeads key={day.day} day={day} open={place === 0} />
      ))}
      <p className="take">
        <a href={local("/record/heads.json")}>{t("record:heads.json")}</a>
        {" · "}
        <a href={local("/record/heads.atom")}>{t("record:heads.feed")}</a>
        {" · "}
        <a href={local("/record/export.jsonl")}>{t("record:export")}</a>
      </p>
    </Part>
  );
}

function DayOfHeads({ day: { day, heads }, open }: { readonly day: Day; readonly open: boolean }) {
  const t = useT();
  const format = useFormat();
  // Noon, so that the day is the same one in every zone of the region.
  const said = format.longDay(new Date(`${day}T15:00:00Z`));
  return (
    <div id={`day-${day}`}>
      <Fold title={said} fact={t("record:heads.count", { count: heads.length })} open={open}>
        <Table
          caption={said}
          dense
          columns={[
            { key: "chain", head: t("record:heads.chain"), names: true },
            { key: "seq", head: t("record:heads.entries"), labelled: true, end: true },
            { key: "head", head: t("record:heads.head"), labelled: true },
          ]}
          rows={heads.map(({ chain, seq, head, name }) => ({
            id: `${day}-${chain}`,
            cells: {
              chain: name ?? t("record:region"),
              seq: format.number(seq),
              head: <code className="hash">{head}</code>,
            },
          }))}
        />
      </Fold>
    </div>
  );
}
