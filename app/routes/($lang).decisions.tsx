import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { loading } from "#app/answers.ts";
import { RegisterPage } from "#app/components/register-page.tsx";
import { rollKinds } from "#app/domain/roles.ts";
import { outcomes } from "#app/domain/round.ts";
import { languageOfPath } from "#app/i18n/language.ts";
import { translator } from "#app/i18n/translate.ts";

/** The register of decisions, narrowed by what the address asks for; what it does not know is left out. */
export function loader({ context, request }: LoaderFunctionArgs) {
  const { pathname, searchParams } = new URL(request.url);
  const language = languageOfPath(pathname);
  const asked = {
    roll: rollKinds.find((known) => known === searchParams.get("body")) ?? null,
    outcome: outcomes.find((known) => known === searchParams.get("outcome")) ?? null,
    group: searchParams.get("group") || null,
    page: Number(/^[1-9]\d{0,4}$/.exec(searchParams.get("page") ?? "")?.[0] ?? 1),
  };
  return loading(async () => ({
    title: translator(language)("register:title"),
    view: await context.services.register.page(asked, language),
  }));
}

export default function Register() {
  return <RegisterPage view={useLoaderData<typeof loader>().view} />;
}
