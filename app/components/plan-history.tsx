/** Below the plan: its releases, its earlier rounds, and every step it took. */
import type { PlanPage } from "#server/services/plan-views.ts";
import { TextLink } from "./button.tsx";
import { PositionMark } from "./country.tsx";
import { shortHash } from "./frozen-text.tsx";
import { Moment } from "./moment.tsx";
import { toneOfOutcome } from "./outcome-tone.ts";
import { Part } from "./part.tsx";
import { useT } from "./speech.tsx";

export function PlanHistory({ slug, page }: { slug: string; page: PlanPage }) {
  const t = useT();
  const period = page.succeeded === true ? `?period=${page.plan.period}` : "";
  return (
    <>
      <Part id="releases" title={t("plan:releases")} note={t("plan:releases.hint")} first>
        {page.releases.length === 0 ? (
          <p className="soft">{t("plan:releases.none")}</p>
        ) : (
          <ol className="line">
            {page.releases.map(({ id, number, sha256, at, amendedBy }) => (
              <li key={id}>
                <Moment at={at} as="stamp" />
                <p>
                  <TextLink path={`/groups/${slug}/plan/releases/${number}${period}`}>
                    {t("plan:release", { number })}
                  </TextLink>{" "}
                  <span className="soft s mono">SHA-256 {shortHash(sha256)}</span>
                  {amendedBy !== null && (
                    <>
                      {" · "}
                      {t("plan:release.amended", { country: page.countries[amendedBy] ?? amendedBy })}
                    </>
                  )}
                </p>
              </li>
            ))}
          </ol>
        )}
        <p className="s further-on">
          <TextLink path={`/groups/${slug}/plan/versions${period}`}>{t("versions:see")}</TextLink>
        </p>
      </Part>
      {page.rounds.length > 0 && (
        <Part id="rounds" title={t("goals:rounds")} note={t("rounds:earlier.note")}>
          <ol className="line">
            {page.rounds.map(({ id, number, release, settledAt, round, outcome }) => (
              <li key={id}>
                <Moment at={settledAt ?? round.closing} as="stamp" />
                <p>
                  <TextLink path={`/rounds/${number}`}>{t("round-page:number", { number })}</TextLink>,{" "}
                  {t("frame:release", { number: release.number })}:{" "}
                  <PositionMark tone={toneOfOutcome(outcome?.outcome ?? "withdrawn")}>
                    {t(`consensus:state.${outcome?.outcome ?? "withdrawn"}`)}
                  </PositionMark>
                </p>
              </li>
            ))}
          </ol>
        </Part>
      )}
      <Part id="history" title={t("plan:history")}>
        {page.steps.length === 0 ? (
          <p className="soft">{t("plan:history.none")}</p>
        ) : (
          <ol className="line">
            {page.steps.map((step, place) => (
              <li key={place}>
                <Moment at={step.at} as="stamp" />
                <div>
                  <p>
                    <b>{t(`chains:plan-act.${step.act}`)}</b>
                    {" · "}
                    {step.country === null ? step.personName : (page.countries[step.country] ?? step.country)}
                  </p>
                  {step.before !== step.after && (
                    <p className="soft s">
                      {t("plan:history.step", {
                        before: t(`chains:plan.${step.before}`),
                        after: t(`chains:plan.${step.after}`),
                      })}
                    </p>
                  )}
                  {step.comments !== null && (
                    <p className="soft">{t("rounds:quoted", { words: step.comments })}</p>
                  )}
                </div>
              </li>
            ))}
          </ol>
        )}
      </Part>
    </>
  );
}
