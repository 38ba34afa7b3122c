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
import { PlanDownloads } from "#app/components/plan-downloads.tsx";
import { PlanHead } from "#app/components/plan-head.tsx";
import { PlanHistory } from "#app/components/plan-history.tsx";
import { PlanComments } from "#app/components/plan-comments.tsx";
import { PlanVersions } from "#app/components/plan-versions.tsx";
import { commentLinks, sheetOf } from "#app/components/plan-words.ts";
import { opennessOf } from "#app/document/openness.ts";
import type { Plan } from "#app/document/plan.ts";
import type { Names } from "#app/editor/offers.ts";
import type { PlanPage as PlanPageData } from "#server/services/plan-views.ts";
import { PlanWorkspace } from "#app/editor/workspace.tsx";
import { readFields } from "#app/forms/form.ts";
import { beginning, following } from "#app/forms/plan.ts";
import { languageOfPath, type Language } from "#app/i18n/language.ts";
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
      return {
        slug,
        title: t("plan:title.none"),
        page,
        live: null,
        open: null,
        adopted: null,
        person: null,
        named: null,
      };
    const { live, adopted, ...rest } = page;
    const sheet = (text: NonNullable<typeof live>["text"], links: ReturnType<typeof commentLinks> = {}) =>
      sheetOf(text, t, language, page.plan.language, page.countries, links, page.plan.cycleId);
    const links =
      page.beside?.comments === true ? commentLinks(t, `/${language}/groups/${slug}/plan/comment`) : {};
    return {
      slug,
      title: t("plan:title", { period: page.plan.period }),
      page: rest,
      live: live === null ? null : { sheet: sheet(live.text, links), epoch: live.reviewed.epoch },
      open: live === null ? null : countOf(live.text),
      adopted: adopted === null ? null : sheet(adopted.text),
      person: actor.kind === "person" ? { id: actor.id, name: actor.name, country: page.country } : null,
      // What can be referred to, for who writes: chosen in the reader's language, said in that of the text.
      named: page.edits ? await namesFor(context, page.plan.language, language) : null,
    };
  });
}

/** How much is open, without saying what: the text itself says that. */
function countOf(text: Plan) {
  const { brackets, gaps } = opennessOf(text);
  return { brackets, gaps };
}

async function namesFor(
  { services }: LoaderFunctionArgs["context"],
  written: Language,
  language: Language,
): Promise<Names> {
  const say = translator(written);
  const goals = await services.agendas.choices(language);
  return {
    goals: goals.map(({ goal, number, cycle, title }) => ({
      goal,
      title,
      label: say("plan:goal.label", { number, cycle }),
    })),
    countries: written === language ? null : await services.countries.names(written),
  };
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
      <PlanHead slug={slug} page={page} open={data.open} />
      <PlanComments page={page} />
      {page.left !== null && page.left !== undefined && (
        <Leftovers left={page.left} takes={page.takes} names={page.countries} />
      )}
      <BesideLink slug={slug} beside={page.beside} />
      <PlanWorkspace
        slug={slug}
        page={page}
        live={data.live}
        adopted={data.adopted}
        person={data.person}
        names={data.named}
      />
      <Downloads slug={slug} page={page} live={data.live !== null} />
      <PlanVersions slug={slug} page={page} refused={refused} />
      <PlanHistory slug={slug} page={page} />
    </>
  );
}

/** The live text where the reader may take it away, else the version in force. */
function Downloads({
  slug,
  page,
  live,
}: {
  readonly slug: string;
  readonly page: PlanPageData;
  readonly live: boolean;
}) {
  const [adopted] = page.versions ?? [];
  if (!live && adopted === undefined) return null;
  return (
    <PlanDownloads
      slug={slug}
      period={page.plan.period}
      of={live || adopted === undefined ? "live" : `release-${adopted.release}`}
      since={!live ? null : adopted !== undefined ? "adopted" : (page.releases[0]?.number ?? null)}
      comments={live}
      imports={page.edits}
    />
  );
}
