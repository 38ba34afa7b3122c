import {
  redirect,
  type ActionFunctionArgs,
  type LinksFunction,
  type LoaderFunctionArgs,
} from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { loading, refusedIn } from "#app/answers.ts";
import { Leftovers } from "#app/components/amendments.tsx";
import { BesideLink } from "#app/components/beside-link.tsx";
import { PlanBegin } from "#app/components/plan-begin.tsx";
import { PlanHead } from "#app/components/plan-head.tsx";
import { PlanHistory } from "#app/components/plan-history.tsx";
import { PlanComments } from "#app/components/plan-comments.tsx";
import { PlanVersions } from "#app/components/plan-versions.tsx";
import { sheetOf } from "#app/components/plan-words.ts";
import { PlanWorkspace } from "#app/editor/workspace.tsx";
import { readFields } from "#app/forms/form.ts";
import { beginning, following } from "#app/forms/plan.ts";
import { languageOfPath } from "#app/i18n/language.ts";
import { translator } from "#app/i18n/translate.ts";
import { posted } from "#app/posted.ts";
import sheet from "#app/styles/editor.css?url";

export const handle = { hydrate: true };

export const links: LinksFunction = () => [{ rel: "stylesheet", href: sheet }];

export async function loader({ context, params, request }: LoaderFunctionArgs) {
  const { actor, services } = context;
  const slug = params["slug"] ?? "";
  const url = new URL(request.url);
  const language = languageOfPath(url.pathname);
  const t = translator(language);
  return loading(async () => {
    const page = await services.plans.view(actor, slug, language, url.searchParams.get("period"));
    if (page.plan === null)
      return { slug, title: t("plan:title.none"), page, live: null, adopted: null, person: null };
    const { live, adopted, ...rest } = page;
    const sheet = (text: NonNullable<typeof live>["text"], commenting: string | null = null) =>
      sheetOf(text, t, language, page.plan.language, page.countries, commenting);
    const commenting = page.beside?.comments === true ? `/${language}/groups/${slug}/plan/comment` : null;
    return {
      slug,
      title: t("plan:title", { period: page.plan.period }),
      page: rest,
      live: live === null ? null : { sheet: sheet(live.text, commenting), epoch: live.reviewed.epoch },
      adopted: adopted === null ? null : sheet(adopted.text),
      person: actor.kind === "person" ? { id: actor.id, name: actor.name, country: page.country } : null,
    };
  });
}

/** Begins the plan, or that of the next period; every later step has a page of its own. */
export async function action({ context, params, request }: ActionFunctionArgs) {
  return posted(request, async (fields) => {
    const { actor, services } = context;
    const slug = params["slug"] ?? "";
    if (fields["language"] === undefined)
      await services.plans.beginNext(actor, slug, readFields(following, fields));
    else await services.plans.begin(actor, slug, readFields(beginning, fields));
    return redirect(new URL(request.url).pathname);
  });
}

export default function PlanPage() {
  const data = useLoaderData<typeof loader>();
  const refused = refusedIn(useActionData<typeof action>());
  const { slug, page } = data;
  if (page.plan === null) return <PlanBegin page={page} refused={refused} />;
  return (
    <>
      <PlanHead slug={slug} page={page} />
      <PlanComments page={page} />
      {page.left !== null && page.left !== undefined && (
        <Leftovers left={page.left} takes={page.takes} names={page.countries} />
      )}
      <BesideLink slug={slug} beside={page.beside} />
      <PlanWorkspace slug={slug} page={page} live={data.live} adopted={data.adopted} person={data.person} />
      <PlanVersions slug={slug} page={page} refused={refused} />
      <PlanHistory slug={slug} page={page} />
    </>
  );
}
