import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { loading } from "#app/answers.ts";
import { TextLink } from "#app/components/button.tsx";
import { SelectField } from "#app/components/choice-field.tsx";
import { Filter, Tabs } from "#app/components/list.tsx";
import { PageHead } from "#app/components/page-head.tsx";
import { useFormat, useT } from "#app/components/speech.tsx";
import { comparisonViews, TextComparison } from "#app/components/text-comparison.tsx";
import { textPaths } from "#app/components/text-history.tsx";
import { sayPoint } from "#app/components/text-point.ts";
import { languageOfPath } from "#app/i18n/language.ts";
import { translator } from "#app/i18n/translate.ts";

/** The difference between any two texts of a plan, by clause and by word. */
export async function loader({ context, params, request }: LoaderFunctionArgs) {
  const url = new URL(request.url);
  const language = languageOfPath(url.pathname);
  const slug = params["slug"] ?? "";
  const period = url.searchParams.get("period");
  return loading(async () => {
    const asked = { period, from: url.searchParams.get("from"), to: url.searchParams.get("to") };
    const { plan, choices, ...compared } = await context.services.versions.compare(
      context.actor,
      slug,
      language,
      asked,
    );
    return {
      slug,
      period,
      plan,
      choices,
      compared: { ...compared, language: plan.language },
      title: translator(language)("versions:compare.title"),
      view: comparisonViews.find((view) => view === url.searchParams.get("view")) ?? "inline",
    };
  });
}

export default function Compare() {
  const { slug, period, plan, choices, compared, title, view } = useLoaderData<typeof loader>();
  const t = useT();
  const format = useFormat();
  const paths = textPaths(slug, period);
  const { before, after } = compared;
  const [said, saidAfter] = [sayPoint({ t, format }, before), sayPoint({ t, format }, after)];
  const own = [before, after].map((point) => ({
    value: point.address,
    label: sayPoint({ t, format }, point),
  }));
  const listed = choices.map((choice) => ({
    value: choice.address,
    label: sayPoint({ t, format }, choice),
  }));
  const options = [
    ...listed,
    ...own.filter(({ value }, at) => isNew(value, [...listed, ...own.slice(0, at)])),
  ];
  return (
    <>
      <PageHead
        title={title}
        crumbs={[
          { name: t("plan:title", { period: plan.period }), path: paths.plan },
          { name: t("versions:title"), path: paths.history },
        ]}
        lead={t("versions:compare.between", { before: said, after: saidAfter })}
      />
      <Filter id="compare-texts" label={t("versions:compare")}>
        <SelectField
          name="from"
          label={t("versions:compare.from")}
          options={options}
          prompt={null}
          value={before.address}
        />
        <SelectField
          name="to"
          label={t("versions:compare.to")}
          options={options}
          prompt={null}
          value={after.address}
        />
        <input type="hidden" name="view" value={view} />
        {period !== null && <input type="hidden" name="period" value={period} />}
      </Filter>
      <Tabs
        label={t("versions:view")}
        tabs={comparisonViews.map((one) => ({
          name: t(`versions:view.${one}`),
          path: paths.compare(before.address, after.address, `&view=${one}`),
          current: one === view,
        }))}
      />
      <div className="comparison">
        <TextComparison page={compared} view={view} />
        <p className="soft s further">
          <TextLink path={paths.compare(after.address, before.address, `&view=${view}`)}>
            {t("versions:compare.turned")}
          </TextLink>
        </p>
      </div>
    </>
  );
}

const isNew = (value: string, among: readonly { readonly value: string }[]): boolean =>
  !among.some((one) => one.value === value);
