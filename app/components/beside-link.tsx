/** From the plan to the list of what stands beside its text. */
import type { PlanPage } from "#server/services/plan-views.ts";
import { TextLink } from "./button.tsx";
import { useT } from "./speech.tsx";

/** Nothing for those who do not read the live text. */
export function BesideLink({ slug, beside }: { readonly slug: string; readonly beside: PlanPage["beside"] }) {
  const t = useT();
  if (beside === null) return null;
  return (
    <p className="s above">
      <TextLink path={`/groups/${slug}/plan/comments`}>{t("comments:title")}</TextLink>{" "}
      <span className="soft">
        {t("comments:open-comments", { count: beside.threads })} ·{" "}
        {t("comments:open-wordings", { count: beside.wordings })}
      </span>
    </p>
  );
}
