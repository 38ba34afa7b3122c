import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { loading } from "#app/answers.ts";
import { CertificatePage } from "#app/components/certificate-page.tsx";
import { sayFlaw } from "#app/i18n/flaw.ts";
import { sheetOf } from "#app/components/plan-words.ts";
import { useLocal } from "#app/components/speech.tsx";
import { languageOfPath } from "#app/i18n/language.ts";
import { translator } from "#app/i18n/translate.ts";
import { numberOfRound } from "#app/round-address.ts";

export function loader({ context, params, request }: LoaderFunctionArgs) {
  const language = languageOfPath(new URL(request.url).pathname);
  return loading(async () => {
    const t = translator(language);
    const view = await context.services.proofs.certificatePage(
      context.actor,
      numberOfRound(params),
      language,
    );
    const { page } = view;
    const { plan, language: written } = page.text;
    return {
      title: t("certificate:of-round", { number: page.number }),
      view,
      sheet: plan === null ? null : sheetOf(plan, t, language, written, page.names),
      flaw: view.flaw === null ? null : sayFlaw(t, view.flaw),
    };
  });
}

export default function Certificate() {
  const data = useLoaderData<typeof loader>();
  const local = useLocal();
  return (
    <>
      <link rel="stylesheet" media="print" href={local(`/rounds/${data.view.page.number}/certificate.css`)} />
      <CertificatePage {...data} />
    </>
  );
}
