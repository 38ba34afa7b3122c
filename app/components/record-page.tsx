/** The record: every public act, each with its link and its proof; narrowed by group and kind. */
import type { RecordView } from "#server/services/records.ts";
import { TextLink } from "./button.tsx";
import { SelectField } from "./choice-field.tsx";
import { sayCapacity, sayEvent, type EventSpeech } from "./event-words.ts";
import { shortHash } from "./frozen-text.tsx";
import { Filter, Pagination } from "./list.tsx";
import { Moment } from "./moment.tsx";
import { Empty } from "./notice.tsx";
import { PageHead } from "./page-head.tsx";
import { Part } from "./part.tsx";
import { PublishedHeads, type HeadsByDay } from "./published-heads.tsx";
import { useFormat, useLocal, useT } from "./speech.tsx";

type Entry = RecordView["entries"][number];

export function RecordPage({
  view,
  days,
  families,
}: {
  readonly view: RecordView;
  readonly days: HeadsByDay;
  readonly families: readonly string[];
}) {
  const t = useT();
  const format = useFormat();
  const { choice, entries, total, page, pages, groups, names } = view;
  const speech: EventSpeech = { t, format, names };
  const pathOf = (to: number): string => {
    const query = new URLSearchParams();
    if (choice.group !== null) query.set("group", choice.group);
    if (choice.family !== null) query.set("kind", choice.family);
    if (to > 1) query.set("page", String(to));
    return query.size === 0 ? "/record" : `/record?${query.toString()}`;
  };
  return (
    <>
      <PageHead
        title={t("record:title")}
        lead={t("record:lead")}
        facts={[t("record:count", { count: total })]}
      />
      <Part id="entries" first wide title={t("record:entries")} note={t("record:entries.note")}>
        <Filter id="narrow">
          <SelectField
            name="group"
            label={t("record:filter.group")}
            prompt={t("record:filter.all-groups")}
            options={groups.map(({ slug, name }) => ({ value: slug, label: name }))}
            value={choice.group ?? ""}
          />
          <SelectField
            name="kind"
            label={t("record:filter.kind")}
            prompt={t("record:filter.all-kinds")}
            options={families.map((family) => ({ value: family, label: t(`record:family.${family}`) }))}
            value={choice.family ?? ""}
          />
        </Filter>
        {entries.length === 0 ? (
          <Empty
            title={t("record:empty")}
            action={<TextLink path="/record">{t("record:show-all")}</TextLink>}
          >
            {t("record:empty-text")}
          </Empty>
        ) : (
          <ol className="line">
            {entries.map((entry) => (
              <EntryRow key={entry.id} entry={entry} speech={speech} />
            ))}
          </ol>
        )}
        <Pagination page={page} pages={pages} pathOf={pathOf} />
      </Part>
      <PublishedHeads days={days} />
    </>
  );
}

function EntryRow({ entry, speech }: { readonly entry: Entry; readonly speech: EventSpeech }) {
  const { t } = speech;
  const local = useLocal();
  const capacity = sayCapacity(speech, entry);
  const { language } = entry.facts;
  return (
    <li id={`e-${entry.id}`}>
      <Moment at={entry.at} as="stamp" />
      <div>
        <p>
          <a className="plain" href={local(entry.link)}>
            {sayEvent(speech, entry)}
          </a>
        </p>
        <p className="soft s">
          {[
            capacity,
            entry.group?.name ?? t("record:region"),
            ...(typeof language === "string" ? [t(`languages:${language}`)] : []),
            ...(entry.public ? [] : [t("record:not-public")]),
          ]
            .filter((part) => part !== "")
            .join(" · ")}
          {" · "}
          <a className="ink" href={`#e-${entry.id}`}>
            {t(entry.chainId === "region" ? "record:place-region" : "record:place-group", { seq: entry.seq })}
          </a>{" "}
          <span className="mono" title={entry.hash}>
            {shortHash(entry.hash)}
          </span>
        </p>
      </div>
    </li>
  );
}
