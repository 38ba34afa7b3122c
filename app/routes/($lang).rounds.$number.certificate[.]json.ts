import type { LoaderFunctionArgs } from "@remix-run/node";
import { loading } from "#app/answers.ts";
import { languageOfPath } from "#app/i18n/language.ts";
import { numberOfRound } from "#app/round-address.ts";

/** The certificate for machines: version 1 of `elac-certificate` (README, "Checking the record"). */
export function loader({ context, params, request }: LoaderFunctionArgs) {
  const language = languageOfPath(new URL(request.url).pathname);
  return loading(async () => {
    const number = numberOfRound(params);
    const certificate = await context.services.proofs.certificate(context.actor, number, language);
    return new Response(`${JSON.stringify(certificate, null, 2)}\n`, {
      headers: {
        "Content-Type": "application/json; charset=utf-8",
        "Content-Disposition": `inline; filename="certificate-${number}.json"`,
        "Cache-Control": "no-cache",
      },
    });
  });
}
