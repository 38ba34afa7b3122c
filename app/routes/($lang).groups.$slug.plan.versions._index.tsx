import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { loading, refusedIn } from "#app/answers.ts";
import { ButtonLink } from "#app/components/button.tsx";
import { Notice } from "#app/components/notice.tsx";
import { PageHead } from "#app/components/page-head.tsx";
import { useT } from "#app/components/speech.tsx";
import { TextHistory, textPaths } from "#app/components/text-history.tsx";
import { pointIn } from "#app/domain/text-point.ts";
import { readFields } from "#app/forms/form.ts";
import { naming } from "#app/forms/version.ts";
import { languageOfPath } from "#app/i18n/language.ts";
import { translator } from "#app/i18n/translate.ts";
import { posted } from "#app/posted.ts";

/** Releases and named versions in one line, the text at any moment, who wrote when. */
export async function loader({ context, params, request }: LoaderFunctionArgs) {
  const url = new URL(request.url);
  const language = languageOfPath(url.pathname);
  const slug = params["slug"] ?? "";
  const period = url.searchParams.get("period");
  const asked = { period, until: url.searchParams.get("until") };
  return loading(async () => {
    const page = await context.services.versions.page(context.actor, slug, language, asked);
    const undo = pointIn(url.searchParams.get("undo"));
    const named = Number(url.searchParams.get("named"));
    return {
      slug,
      page,
      period,
      title: translator(language)("versions:title"),
      undo: undo?.kind === "row" && page.may.restore ? url.searchParams.get("undo") : null,
      named: page.entries.find(({ kind, number }) => kind === "version" && number === named)?.name ?? null,
    };
  });
}

/** Gives the live text, as it is now, a name. */
export async function action({ context, params, request }: ActionFunctionArgs) {
  return posted(request, async (fields) => {
    const slug = params["slug"] ?? "";
    const number = await context.services.versions.name(context.actor, slug, readFields(naming, fields));
    return redirect(`${new URL(request.url).pathname}?named=${number}`);
  });
}

export default function Versions() {
  const { slug, page, period, title, undo, named } = useLoaderData<typeof loader>();
  const refused = refusedIn(useActionData<typeof action>());
  const t = useT();
  const paths = textPaths(slug, period);
  return (
    <>
      <PageHead
        title={title}
        crumbs={[{ name: t("plan:title", { period: page.plan.period }), path: paths.plan }]}
        lead={t("versions:lead")}
      />
      {named !== null && <Notice kind="done" title={t("versions:name.done", { name: named })} />}
      {undo !== null && (
        <Notice
          kind="done"
          title={t("versions:restore.done")}
          action={<ButtonLink path={paths.restore(undo)}>{t("versions:restore.undo")}</ButtonLink>}
        />
      )}
      <TextHistory slug={slug} page={page} period={period} refused={refused} />
    </>
  );
}
