/** The terms that were copied onto a round when it opened, each with the reason it has. */
import type { Round, Term, Terms } from "#app/domain/round.ts";
import { Definitions } from "./definitions.tsx";
import { Part } from "./part.tsx";
import { useT } from "./speech.tsx";

/** Which terms bear on a round: on silence, on answers, on both. */
function termsOf({ mode, roll }: Round): readonly (keyof Terms)[] {
  if (roll.kind === "region") return ["letterDays", "outcomeDays"];
  return mode === "silence"
    ? ["minSilenceHours", "minOccupiedSeats", "outageHours", "letterDays", "outcomeDays"]
    : ["adReferendumDays", "minOccupiedSeats", "quorumPerGroup", "letterDays", "outcomeDays"];
}

export function RoundTerms({ round }: { readonly round: Round }) {
  const t = useT();
  return (
    <Part id="terms" title={t("round-page:terms")} note={t("round-page:terms.note")}>
      <Definitions
        rows={termsOf(round).map((name) => ({
          term: t(`round-page:term.${name}`),
          value: <TermValue name={name} term={round.terms[name]} />,
        }))}
      />
    </Part>
  );
}

function TermValue({ name, term }: { readonly name: keyof Terms; readonly term: Term<number | null> }) {
  const t = useT();
  const { value, basis, reason } = term;
  return (
    <>
      <p>
        {value === null ? t("round-page:term.none") : t(`round-page:term.${name}.value`, { count: value })}
      </p>
      <p className="s soft">
        {basis === "default" ? `${t("consensus:term.default")}. ${t(`consensus:${reason}`)}` : reason}
      </p>
    </>
  );
}
