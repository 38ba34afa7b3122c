import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { loading } from "#app/answers.ts";
import { RecordPage } from "#app/components/record-page.tsx";
import { recordFamilies } from "#app/domain/journal-families.ts";
import { languageOfPath } from "#app/i18n/language.ts";
import { translator } from "#app/i18n/translate.ts";

export function loader({ context, request }: LoaderFunctionArgs) {
  const url = new URL(request.url);
  const language = languageOfPath(url.pathname);
  const family = recordFamilies.find((known) => known === url.searchParams.get("kind")) ?? null;
  const page = Number(/^[1-9]\d{0,4}$/.exec(url.searchParams.get("page") ?? "")?.[0] ?? 1);
  const asked = { group: url.searchParams.get("group") || null, family, page };
  return loading(async () => ({
    title: translator(language)("record:title"),
    view: await context.services.records.page(context.actor, asked, language),
    days: await context.services.proofs.heads(context.actor, language),
  }));
}

export default function Record() {
  const { view, days } = useLoaderData<typeof loader>();
  return <RecordPage view={view} days={days} families={recordFamilies} />;
}
