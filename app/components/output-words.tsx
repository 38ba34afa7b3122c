/** An output in few words: where it stands, who answers for it, when it is due, what it costs. */
import type { Output, Party } from "#app/document/reading.ts";
import type { FuzzyDate } from "#app/domain/fuzzy-date.ts";
import type { OutputStanding, OutputStatus } from "#app/domain/progress.ts";
import { sayFuzzyDate } from "#app/i18n/fuzzy-date.ts";
import type { OutputLine } from "#server/services/outputs.ts";
import { Country, PositionMark, type Tone } from "./country.tsx";
import { Icon } from "./icon.tsx";
import { useFormat, useLanguage, useT } from "./speech.tsx";

const tones: Record<OutputStatus, Tone> = {
  planned: "absent",
  "under-way": "reservation",
  delivered: "joins",
  dropped: "dissociates",
};

/** Glyph and word, with how much is done where somebody said so. */
export function StandingMark({ standing }: { readonly standing: OutputStanding }) {
  const t = useT();
  const { status, percent } = standing;
  if (status === null) return <span className="soft">{t("outputs:status.unsaid")}</span>;
  const word = t(`plan:status.${status}`);
  const partly = percent !== null && status !== "delivered";
  return (
    <PositionMark tone={tones[status]}>
      {partly ? t("outputs:status.percent", { status: word, percent }) : word}
    </PositionMark>
  );
}

export function LateMark() {
  const t = useT();
  return (
    <span className="pos objects">
      <Icon name="clock" />
      {t("outputs:late")}
    </span>
  );
}

/** Countries by code and name, institutions by name; one a line. */
export function Parties(props: {
  readonly parties: readonly Party[];
  readonly names: Readonly<Record<string, string>>;
}) {
  const { parties, names } = props;
  return (
    <>
      {parties.map((party) =>
        "country" in party ? (
          <span className="block" key={party.country}>
            <Country iso={party.country} name={names[party.country] ?? party.country} />
          </span>
        ) : (
          <span className="block" key={party.name}>
            {party.name}
          </span>
        ),
      )}
    </>
  );
}

/** The words of a plan, marked where they are in another language than the page. */
export function PlanText(props: { readonly line: Pick<OutputLine, "plan">; readonly children: string }) {
  const language = useLanguage();
  const own = props.line.plan.language;
  return <span lang={own === language ? undefined : own}>{props.children}</span>;
}

/** A date in the reader's words, and as the text has it where that is another wording. */
export function PlanDate(props: { readonly line: Pick<OutputLine, "plan">; readonly text: string }) {
  const t = useT();
  const language = useLanguage();
  const { line, text } = props;
  if (text.trim() === "") return <span className="soft">{t("outputs:no-date")}</span>;
  const said = sayFuzzyDate({ text }, language);
  const literal = said !== text && !/^\d{4}(?:-\d{2}){1,2}$/.test(text) && line.plan.language !== language;
  return (
    <>
      {said}
      {literal && (
        <small>
          <PlanText line={line}>{t("outputs:as-written", { text })}</PlanText>
        </small>
      )}
    </>
  );
}

/** The days a date can mean: "1 Apr 2012 – 30 Sep 2012"; "" for a date without a day, or for a single one. */
export function useRange(): (fuzzy: FuzzyDate) => string {
  const t = useT();
  const format = useFormat();
  return ({ from, to }) => {
    if (to === null || from === to) return "";
    const day = (iso: string) => format.day(new Date(`${iso}T12:00:00.000Z`));
    return from === null
      ? t("outputs:range.until", { to: day(to) })
      : t("outputs:range", { from: day(from), to: day(to) });
  };
}

/** "Pledged", with sum and source below. */
export function Funding({ funding }: { readonly funding: Output["funding"] }) {
  const t = useT();
  const format = useFormat();
  const { state, scope, sector, amount, currency } = funding;
  const rest = [
    amount === "" ? "" : format.money(Number(amount), currency).trim(),
    scope === null ? "" : t(`plan:funding.${scope}`),
    sector === null ? "" : t(`plan:funding.${sector}`),
  ].filter(Boolean);
  if (state === null && rest.length === 0) return <span className="soft">–</span>;
  return (
    <>
      {state === null ? t("outputs:funding.unsaid") : t(`plan:funding.${state}`)}
      {rest.length > 0 && <small>{rest.join(", ")}</small>}
    </>
  );
}
