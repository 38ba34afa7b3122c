/** The desk: what waits for the reader, until when, one link each; nothing else. */
import { readFuzzyDate } from "#app/domain/fuzzy-date.ts";
import { sayFuzzyDate } from "#app/i18n/fuzzy-date.ts";
import type { Due, DeskView } from "#server/services/desks.ts";
import { TextLink } from "./button.tsx";
import { Moment } from "./moment.tsx";
import { Empty } from "./notice.tsx";
import { useSubjectTitle } from "./open-rounds.tsx";
import { Part } from "./part.tsx";
import { useNeeds, type Names } from "./round.tsx";
import { useFormat, useLanguage, useLocal, useNow, useT } from "./speech.tsx";

const week = 7 * 86_400_000;

type Span = "late" | "week" | "later" | "open";

function spanOf({ until }: Due, now: Date): Span {
  if (until === null) return "open";
  const left = until.getTime() - now.getTime();
  return left <= 0 ? "late" : left <= week ? "week" : "later";
}

export function DeskPage({ view }: { readonly view: DeskView }) {
  const t = useT();
  const format = useFormat();
  const now = useNow();
  const { dues, names } = view;
  const spans = (["late", "week", "later", "open"] as const)
    .map((span) => ({ span, dues: dues.filter((due) => spanOf(due, now) === span) }))
    .filter((held) => held.dues.length > 0);
  return (
    <>
      <div className="head">
        <h1>{dues.length === 0 ? t("desk:title.none") : t("desk:title", { count: dues.length })}</h1>
        <p className="facts">
          <time dateTime={now.toISOString()}>{t("desk:today", { at: format.full(now) })}</time>
        </p>
      </div>
      {dues.length === 0 && (
        <Part id="nothing" first title={t("desk:nothing")}>
          <Empty
            title={t("desk:nothing.title")}
            action={<TextLink path="/">{t("desk:nothing.region")}</TextLink>}
          >
            {t("desk:nothing.text")}
          </Empty>
        </Part>
      )}
      {spans.map(({ span, dues: held }, place) => (
        <Part key={span} id={span} first={place === 0} title={t(`desk:span.${span}`)}>
          <ol className="dues">
            {held.map((due, row) => (
              <DueRow key={row} due={due} names={names} late={span === "late"} />
            ))}
          </ol>
        </Part>
      ))}
      <p className="soft s">
        {t("desk:foot")} <TextLink path="/record">{t("desk:foot.record")}</TextLink>.
      </p>
    </>
  );
}

function DueRow({ due, names, late }: { readonly due: Due; readonly names: Names; readonly late: boolean }) {
  const t = useT();
  const local = useLocal();
  const title = useTitle();
  const say = useSaid(names);
  return (
    <li>
      <p className={late ? "due late" : "due"}>
        {due.until === null ? (
          <b>{t("desk:no-deadline")}</b>
        ) : (
          <>
            <b>
              <Moment at={due.until} as="relative" />
            </b>
            <Exactly due={due} until={due.until} />
          </>
        )}
      </p>
      <div className="what">
        <h3>
          <a href={local(due.link)}>{title(due)}</a>
        </h3>
        <p className="meta">{say(due)}</p>
      </div>
      <p className="awaited">
        {due.country === null
          ? t(`desk:as.${due.office}`)
          : t("desk:as-country", {
              office: t(`desk:as.${due.office}`),
              country: names[due.country] ?? due.country,
            })}
      </p>
    </li>
  );
}

/** The time in full; a deadline that the documents give in words, in those. */
function Exactly({ due, until }: { readonly due: Due; readonly until: Date }) {
  const language = useLanguage();
  if (!("deadline" in due) || due.deadline === null) return <Moment at={until} as="brief" />;
  return <span>{sayFuzzyDate(readFuzzyDate(due.deadline), language)}</span>;
}

function useTitle(): (due: Due) => string {
  const t = useT();
  const titled = useSubjectTitle();
  return (due) => {
    switch (due.kind) {
      case "answer":
      case "confirm":
      case "reconsider":
      case "record":
        return t(`desk:item.${due.kind}`, {
          subject: due.subject.kind === "plan" ? titled(due.subject) : due.subject.title,
        });
      case "plan":
        return t("desk:item.plan", { act: t(`chains:plan-act.${due.act}`), group: due.group?.name ?? "" });
      case "group":
        return t("desk:item.group", {
          act: t(`chains:group-act.${due.act}`),
          group: due.group?.name ?? "",
        });
      case "begin-plan":
      case "nominate":
      case "name-coordinator":
        return t(`desk:item.${due.kind}`, { group: due.group?.name ?? "" });
      case "dead-letters":
      case "vacant-seats":
      case "missing-focal-points":
        return t(`desk:item.${due.kind}`, { count: due.count });
      default:
        return t(`desk:item.${due.kind}`, { title: due.title });
    }
  };
}

/** The soft line of a due: of what kind it is, and what is still needed or why it waits. */
function useSaid(names: Names): (due: Due) => string {
  const t = useT();
  const why = useWhy(names);
  // A plan is named with its kind already.
  return (due) =>
    "subject" in due && due.subject.kind !== "plan"
      ? `${t(`round-page:kind.${due.subject.kind}`)}. ${why(due)}`
      : why(due);
}

function useWhy(names: Names): (due: Due) => string {
  const t = useT();
  const format = useFormat();
  const needs = useNeeds(names);
  return (due) => {
    if ("needed" in due && due.needed.length > 0)
      return needs(
        {
          state: "open",
          outcome: null,
          needed: due.needed,
          lacking: [],
          accepts: true,
          since: null,
          enterable: null,
          standing: [],
        },
        false,
      ).join(" ");
    if (due.kind === "record" && due.from !== null)
      return t("rounds:to-be-entered-from", { at: format.exact(due.from) });
    return t(`desk:why.${due.kind}`, { group: due.group?.name ?? "" });
  };
}
