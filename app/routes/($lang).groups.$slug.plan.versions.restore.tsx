import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { loading, refusedIn } from "#app/answers.ts";
import { Actions, Button } from "#app/components/button.tsx";
import { Form } from "#app/components/form.tsx";
import { PageHead } from "#app/components/page-head.tsx";
import { Part } from "#app/components/part.tsx";
import { useLocal, useT } from "#app/components/speech.tsx";
import { TextComparison } from "#app/components/text-comparison.tsx";
import { textPaths } from "#app/components/text-history.tsx";
import { sayPoint } from "#app/components/text-point.ts";
import { pointAddress } from "#app/domain/text-point.ts";
import { readFields } from "#app/forms/form.ts";
import { restoring } from "#app/forms/version.ts";
import { formatter } from "#app/i18n/format.ts";
import { languageOfPath } from "#app/i18n/language.ts";
import { translator } from "#app/i18n/translate.ts";
import { posted } from "#app/posted.ts";

/** The second look before an earlier text is put back: exactly what it changes in the live one. */
export async function loader({ context, params, request }: LoaderFunctionArgs) {
  const url = new URL(request.url);
  const language = languageOfPath(url.pathname);
  const slug = params["slug"] ?? "";
  const t = translator(language);
  return loading(async () => {
    const asked = url.searchParams.get("point");
    const page = await context.services.versions.restoring(context.actor, slug, language, asked);
    const { plan, passages, brackets, countries, before, after, same, reviewed } = page;
    const point = sayPoint({ t, format: formatter(language, t, context.now) }, after);
    return {
      slug,
      title: t("versions:restore.title", { point }),
      point: after.address,
      period: plan.period,
      reviewed,
      compared: { passages, brackets, countries, before, after, same, language: plan.language },
    };
  });
}

export async function action({ context, params, request }: ActionFunctionArgs) {
  return posted(request, async (fields) => {
    const { point, epoch, seq } = readFields(restoring, fields);
    const slug = params["slug"] ?? "";
    const before = await context.services.versions.restore(context.actor, slug, {
      point,
      reviewed: { epoch, seq },
    });
    const undo = pointAddress({ kind: "row", ...before });
    const language = languageOfPath(new URL(request.url).pathname);
    return redirect(`/${language}/groups/${slug}/plan/versions?undo=${undo}`);
  });
}

export default function Restore() {
  const { slug, title, point, period, reviewed, compared } = useLoaderData<typeof loader>();
  const refused = refusedIn(useActionData<typeof action>());
  const t = useT();
  const local = useLocal();
  const paths = textPaths(slug, null);
  return (
    <>
      <PageHead
        title={title}
        crumbs={[
          { name: t("plan:title", { period }), path: paths.plan },
          { name: t("versions:title"), path: paths.history },
        ]}
        lead={t("versions:restore.what")}
      />
      {compared.same ? (
        <p>
          {t("versions:restore.same")} <a href={local(paths.history)}>{t("frame:form.back")}</a>
        </p>
      ) : (
        <>
          <Form
            id="restore"
            label={title}
            refused={refused}
            hidden={{ point, epoch: String(reviewed.epoch), seq: String(reviewed.seq) }}
          >
            <p className="soft">{t("versions:restore.record")}</p>
            <Actions>
              <Button kind="go">{t("versions:restore")}</Button>
              <a href={local(paths.history)}>{t("frame:form.back")}</a>
            </Actions>
          </Form>
          <Part id="changes" title={t("versions:restore.changes")} wide>
            <div className="comparison">
              <TextComparison page={compared} view="list" />
            </div>
          </Part>
        </>
      )}
    </>
  );
}
