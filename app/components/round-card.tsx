/** A round on the page of what it is of: what is still needed, until when, and the way to its page. */
import type { RoundView } from "#server/services/round-view.ts";
import { ButtonLink } from "./button.tsx";
import { clockOf, useNeeds, type Names } from "./round.tsx";
import { useFormat, useT } from "./speech.tsx";

export function RoundCard({ view, names }: { readonly view: RoundView; readonly names: Names }) {
  const t = useT();
  const format = useFormat();
  const say = useNeeds(names);
  const { recorded, reading, part } = view;
  const { number, release, round } = recorded;
  const settled = recorded.settledAt !== null;
  const path = `/rounds/${number}`;
  const unanswered = part.seats.find(({ answers, position }) => answers && position === null);
  const clock = clockOf(view);
  const [left, at] = [format.left(clock.at), format.full(clock.at)];
  const runs = !settled && reading.outcome === null;
  return (
    <section className="round-card" aria-labelledby="round">
      <h2 id="round">
        {t("round-page:card.title", { number, release: release.number })}
        <span className="soft">
          {" · "}
          {[
            t(`consensus:roll.${round.roll.kind}`),
            ...(round.roll.kind === "region" ? [] : [t(`consensus:mode.${round.mode}`)]),
          ].join(" · ")}
        </span>
      </h2>
      <p className="say">{say(reading, settled).join(" ")}</p>
      <div className="row">
        {unanswered !== undefined && (
          <ButtonLink kind="go" path={`${path}/position`}>
            {t("round-page:card.answer", { country: names[unanswered.country] ?? unanswered.country })}
          </ButtonLink>
        )}
        <ButtonLink path={path}>{t("round-page:card.see")}</ButtonLink>
        {runs && (
          <span className="soft s">
            {clock.to === "opens"
              ? t("round-page:card.opens-in", { left, at })
              : `${left} · ${t("format:until", { at })}`}
          </span>
        )}
      </div>
    </section>
  );
}
