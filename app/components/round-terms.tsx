/** The terms that were copied onto a round when it opened, each with the reason it has. */
import { hourTerms, marksIn } from "#app/domain/reminders.ts";
import type { Round, Term, Terms } from "#app/domain/round.ts";
import type { T } from "#app/i18n/speaker.ts";
import { Definitions } from "./definitions.tsx";
import { Part } from "./part.tsx";
import { useT } from "./speech.tsx";

/** Which terms bear on a round: on silence, on answers, on both. */
function termsOf({ mode, roll }: Round): readonly (keyof Terms)[] {
  if (roll.kind === "region") return ["minSilenceHours", "letterDays", "outcomeDays"];
  return mode === "silence"
    ? ["minSilenceHours", "minOccupiedSeats", "outageHours", "letterDays", "outcomeDays"]
    : ["adReferendumDays", "minOccupiedSeats", "quorumPerGroup", "letterDays", "outcomeDays"];
}

export function RoundTerms({ round }: { readonly round: Round }) {
  const t = useT();
  const consults = round.roll.kind === "region";
  return (
    <Part id="terms" title={t("round-page:terms")} note={t("round-page:terms.note")}>
      <Definitions
        rows={termsOf(round)
          .map((name) => ({
            term: t(
              consults && name === "minSilenceHours"
                ? "round-page:term.consultation"
                : `round-page:term.${name}`,
            ),
            value: <TermValue name={name} term={round.terms[name]} />,
          }))
          .concat({ term: t("round-page:term.reminders"), value: <Reminders terms={round.terms} /> })}
      />
    </Part>
  );
}

/** When those who have not answered are reminded, and what each of the marks rests on, once. */
function Reminders({ terms }: { readonly terms: Terms }) {
  const t = useT();
  const { halfway, hours } = marksIn(terms);
  const marks = [
    ...(halfway ? [t("round-page:term.reminders.halfway")] : []),
    ...hours.map((count) => t("round-page:term.reminders.before", { count })),
  ];
  const reasons = new Set(["remindHalfway" as const, ...hourTerms].map((name) => reasonOf(t, terms[name])));
  return (
    <>
      <p>{marks.length === 0 ? t("round-page:term.reminders.none") : marks.join(" · ")}</p>
      {[...reasons].map((reason) => (
        <p key={reason} className="s soft">
          {reason}
        </p>
      ))}
    </>
  );
}

const reasonOf = (t: T, { basis, reason }: Term<number | null>): string =>
  basis === "default" ? `${t("consensus:term.default")}. ${t(`consensus:${reason}`)}` : reason;

function TermValue({ name, term }: { readonly name: keyof Terms; readonly term: Term<number | null> }) {
  const t = useT();
  const { value } = term;
  return (
    <>
      <p>
        {value === null ? t("round-page:term.none") : t(`round-page:term.${name}.value`, { count: value })}
      </p>
      <p className="s soft">{reasonOf(t, term)}</p>
    </>
  );
}
