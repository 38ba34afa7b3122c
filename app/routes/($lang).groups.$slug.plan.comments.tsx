import { randomUUID } from "node:crypto";
import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { loading, refusedIn } from "#app/answers.ts";
import { Beside, besideChoices } from "#app/components/beside.tsx";
import { besideItem } from "#app/forms/margin.ts";
import { languageOfPath } from "#app/i18n/language.ts";
import { translator } from "#app/i18n/translate.ts";
import { marginAct } from "#app/margin-acts.ts";
import { posted } from "#app/posted.ts";

/** Everything beside the plan's text as a list: `?show=open`, `settled`, `lost`, `all`. */
export function loader({ context, params, request }: LoaderFunctionArgs) {
  const url = new URL(request.url);
  const language = languageOfPath(url.pathname);
  const slug = params["slug"] ?? "";
  const asked = url.searchParams.get("show");
  return loading(async () => ({
    ...(await context.services.marginPages.list(context.actor, slug, language)),
    slug,
    title: translator(language)("comments:title"),
    show: besideChoices.find((one) => one === asked) ?? ("open" as const),
    onceKey: randomUUID(),
  }));
}

export function action({ context, params, request }: ActionFunctionArgs) {
  const url = new URL(request.url);
  const language = languageOfPath(url.pathname);
  return posted(request, async (fields) => {
    await marginAct(context, { slug: params["slug"] ?? "", language }, fields);
    // Back to the item it was about, wherever the list has it now.
    const { of } = besideItem.parse(fields);
    return redirect(of === "" ? `${url.pathname}${url.search}` : `${url.pathname}?show=all#${of}`);
  });
}

export default function PlanCommentsPage() {
  return <Beside view={useLoaderData<typeof loader>()} refused={refusedIn(useActionData<typeof action>())} />;
}
