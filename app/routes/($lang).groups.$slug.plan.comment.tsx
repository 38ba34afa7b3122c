import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { loading, refusedIn } from "#app/answers.ts";
import { clauseName } from "#app/components/clause-name.ts";
import { PassageForms } from "#app/components/passage-forms.tsx";
import { readFields } from "#app/forms/form.ts";
import { fieldWording, passageComment, passageWording } from "#app/forms/margin.ts";
import { languageOfPath } from "#app/i18n/language.ts";
import { translator } from "#app/i18n/translate.ts";
import { posted } from "#app/posted.ts";

/** A comment on one clause of the plan, or other words for it or for a field of it: `?clause=p7`. */
export function loader({ context, params, request }: LoaderFunctionArgs) {
  const url = new URL(request.url);
  const language = languageOfPath(url.pathname);
  const t = translator(language);
  const slug = params["slug"] ?? "";
  return loading(async () => {
    const id = url.searchParams.get("clause") ?? "";
    const page = await context.services.marginPages.passage(context.actor, slug, id, language);
    return { ...page, slug, title: t("comments:on", { clause: clauseName(t, page.clause) }) };
  });
}

export function action({ context, params, request }: ActionFunctionArgs) {
  const { pathname } = new URL(request.url);
  const language = languageOfPath(pathname);
  const slug = params["slug"] ?? "";
  return posted(request, async (fields) => {
    const { actor, services } = context;
    const list = `/${language}/groups/${slug}/plan/comments`;
    if (fields["act"] === "suggest") {
      const form = readFields(passageWording, fields);
      const spoken = { ...form, language: form.language ?? language };
      return redirect(`${list}#w${await services.marginPages.suggest(actor, slug, spoken)}`);
    }
    if (fields["act"] === "suggest-field") {
      const form = readFields(fieldWording, fields);
      const spoken = { ...form, language: form.language ?? language };
      return redirect(`${list}#w${await services.marginPages.suggestField(actor, slug, spoken, language)}`);
    }
    const form = readFields(passageComment, fields);
    const spoken = { ...form, language: form.language ?? language };
    return redirect(`${list}#t${await services.marginPages.comment(actor, slug, spoken)}`);
  });
}

export default function PassagePage() {
  return (
    <PassageForms view={useLoaderData<typeof loader>()} refused={refusedIn(useActionData<typeof action>())} />
  );
}
