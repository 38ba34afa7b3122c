/** The versions that the countries adopted, the plans of other periods, and the beginning of the next one. */
import type { Refused } from "#app/answers.ts";
import type { PlanPage } from "#server/services/plan-views.ts";
import { Actions, Button, TextLink } from "./button.tsx";
import { TextField } from "./field.tsx";
import { Form } from "./form.tsx";
import { Moment } from "./moment.tsx";
import { Fold, Part } from "./part.tsx";
import { useT } from "./speech.tsx";

interface VersionsProps {
  readonly slug: string;
  readonly page: PlanPage;
  readonly refused: Refused | null;
}

export function PlanVersions({ slug, page, refused }: VersionsProps) {
  const t = useT();
  const { plan, versions = [], periods = [], followed, succeeded } = page;
  const path = `/groups/${slug}/plan`;
  const own = succeeded === true ? `?period=${plan.period}` : "";
  const others = periods.filter(({ id }) => id !== plan.id);
  if (versions.length === 0 && others.length === 0) return null;
  return (
    <Part id="versions" title={t("plan:versions")} note={t("plan:versions.hint")} first>
      <ol className="line">
        {versions.map(({ version, release, round, at }) => (
          <li key={version}>
            <Moment at={at} as="stamp" />
            <p>
              <TextLink path={`${path}/releases/${release}${own}`}>{t("plan:version", { version })}</TextLink>{" "}
              <span className="soft s">
                <TextLink path={`/rounds/${round}`}>{t("plan:version.round", { number: round })}</TextLink>
              </span>
            </p>
          </li>
        ))}
      </ol>
      {others.length > 0 && (
        <>
          <h3>{t("plan:periods")}</h3>
          <ul className="list">
            {others.map(({ id, period, stage, version }) => (
              <li key={id}>
                <TextLink path={`${path}?period=${period}`}>{t("plan:title", { period })}</TextLink>{" "}
                <span className="soft s">
                  {stage === "adopted" ? t("plan:version", { version }) : t(`chains:plan.${stage}`)}
                </span>
              </li>
            ))}
          </ul>
        </>
      )}
      {followed === true && (
        <Fold title={t("plan:next-period")} open={refused !== null}>
          <Form id="next-plan" label={t("plan:next-period")} refused={refused}>
            <p>{t("plan:next-period.what", { period: plan.period })}</p>
            <TextField
              name="period"
              label={t("plan:begin.period")}
              hint={t("plan:begin.period.hint")}
              size={10}
              value={refused?.values["period"] ?? ""}
            />
            <Actions>
              <Button kind="go">{t("plan:next-period")}</Button>
            </Actions>
          </Form>
        </Fold>
      )}
    </Part>
  );
}
