/** Everything that was recorded of an output, the latest first: a correction is a further entry. */
import type { Output } from "#app/document/reading.ts";
import type { OutputPage } from "#server/services/outputs.ts";
import { StandingMark } from "./output-words.tsx";
import { Moment } from "./moment.tsx";
import { useFormat, useLanguage, useT } from "./speech.tsx";

type Entry = OutputPage["history"][number];

export function ProgressHistory(props: {
  readonly history: readonly Entry[];
  readonly slug: string;
  readonly names: Readonly<Record<string, string>>;
  readonly output: Pick<Output, "status">;
}) {
  const t = useT();
  const { history, names, output } = props;
  if (history.length === 0) return <p>{t("outputs:progress.none")}</p>;
  const overruled = history[0]?.textStatus !== output.status;
  return (
    <>
      {overruled && <p className="soft">{t("outputs:progress.overruled")}</p>}
      <ol className="progress" reversed>
        {history.map((entry) => (
          <li key={entry.id} id={`progress-${entry.number}`}>
            <Said entry={entry} names={names} />
          </li>
        ))}
      </ol>
    </>
  );
}

function Said({ entry, names }: { readonly entry: Entry; readonly names: Readonly<Record<string, string>> }) {
  const t = useT();
  const format = useFormat();
  const reading = useLanguage();
  const { status, percent, note, language, link, file, day, person, office, country, at, release } = entry;
  const by = [
    person,
    country === null ? null : (names[country] ?? country),
    t(`frame:office.${office}`),
  ].filter((part) => part !== null);
  return (
    <>
      <p className="progress-head">
        <StandingMark standing={{ status, percent, by: "progress" }} />
        <span className="soft">
          {t("outputs:since", { day: format.longDay(new Date(`${day}T12:00:00.000Z`)) })}
        </span>
      </p>
      {note !== "" && (
        <p className="progress-note" lang={language === reading ? undefined : language}>
          {note}
        </p>
      )}
      {link !== null && (
        <p>
          {t("outputs:progress.evidence")}{" "}
          <a href={link} rel="noopener noreferrer nofollow">
            {link}
          </a>
        </p>
      )}
      {file !== null && (
        <p>
          {t("outputs:progress.evidence")}{" "}
          {file.removed ? (
            <s className="soft">{t("outputs:progress.file-removed", { name: file.name })}</s>
          ) : (
            <>
              <a href={`/files/${file.id}/${encodeURIComponent(file.name)}`}>{file.name}</a>{" "}
              <small className="soft">{format.size(file.bytes)}</small>
            </>
          )}
        </p>
      )}
      <p className="soft s">
        {t("outputs:progress.by", { by: by.join(", ") })} · <Moment at={at} as="exact" /> ·{" "}
        {t("outputs:progress.release", { number: release })}
      </p>
    </>
  );
}
